package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

func TestTell(t *testing.T) {
	d := small()
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 90}, {Name: "", Tickets: 3}, {Name: "mail", Tickets: 4}, {Name: "fax"}}
	a := plan.Unsaid()
	all := len(plan.Fields()) - 3 // less the rates of other countries
	unknown := []string{"tier1.patience_seconds", "tier2.people"}
	want := plan.Told{Other: all + 3 - len(unknown), Unknown: unknown}
	if diff := cmp.Diff(want, a.Tell(d)); diff != "" {
		t.Errorf("nothing typed (-want +got):\n%s", diff)
	}
	a.Typed = map[string]bool{plan.CountryKey: true, plan.LiveKey: true}
	a.Live = []string{"phone", "chat", "fax"}
	a.Values = map[string]origin.Value{
		"tier1.salary": origin.Type(40000, plan.MoneyYear), "tier2.people": origin.Type(3, "people"),
		"category.VPN.solve": origin.Type(0.5, origin.Share), "category.Vpn.x.solve": origin.Type(0.5, origin.Share),
		"category..training_cost": origin.Type(5, plan.Money), "category.Fax.solve": origin.Type(0.1, origin.Share),
	}
	want = plan.Told{
		Typed: 8, Other: all + 3 - 4 - 1, Unknown: unknown[:1],
		Idle: []string{
			`solve is typed for category "Fax", which no ticket of the period has`, `solve is typed for category "Vpn.x", which no ticket of the period has`,
			`no ticket of the period came by channel "chat"; there are "phone", "mail"`, `no ticket of the period came by channel "fax"; there are "phone", "mail"`,
		},
	}
	if diff := cmp.Diff(want, a.Tell(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
