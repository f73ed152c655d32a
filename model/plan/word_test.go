package plan_test

import (
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// What went in beside numbers is told with its origin, and so is every rate of the on-cost table.
func TestWhatWentInBesideNumbers(t *testing.T) {
	d := office()
	a := plan.Unsaid()
	a.Live, a.Typed = []string{"phone", "email"}, map[string]bool{plan.LiveKey: true}
	in, err := plan.Build(d, a)
	if err != nil {
		t.Fatal(err)
	}
	type said struct {
		en, de string
		kind   origin.Kind
	}
	got := map[string]said{}
	for _, w := range in.Words {
		got[w.Key] = said{w.Text.EN, w.Text.DE, w.Kind}
	}
	for key, want := range map[string]said{
		"period":        {"2025-01-06 – 2025-03-16", "06.01.2025 – 16.03.2025", origin.Measured},
		"live_channels": {"phone, email", "phone, email", origin.Typed},
		"country":       {"DE", "DE", origin.Default},
		"opening_hours": {"Mon 08:00-18:00, Tue 08:00-18:00, Wed 08:00-18:00, Thu 08:00-18:00, Fri 08:00-18:00; UTC",
			"Mo 08:00-18:00, Di 08:00-18:00, Mi 08:00-18:00, Do 08:00-18:00, Fr 08:00-18:00; UTC", origin.Typed},
	} {
		if got[key] != want {
			t.Errorf("%s: got %+v, want %+v", key, got[key], want)
		}
	}
	if got := trace(in, "on_cost.pension"); got != "9.3 % (default: §§ 158, 168 SGB VI: half of 18.6 %, 2026)" {
		t.Errorf("pension: %q", got)
	}
}
