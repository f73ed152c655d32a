package planner_test

import (
	"testing"

	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// The same number is understood however a language writes it, and shown as it does.
func TestReadTyped(t *testing.T) {
	for _, c := range []struct {
		lang, query, shown string
		amount             float64
		fault              bool
	}{
		{"de", "tier1.max_occupancy=0,8", "0,8", 0.8, false},
		{"de", "tier1.max_occupancy=0.8", "0,8", 0.8, false},
		{"de", "tier1.salary=38.290,50", "38290,5", 38290.5, false},
		{"de", "tier1.region=1.1250", "1,125", 1.125, false},
		{"de", "tier1.region=1.125", "1.125", 0, true},
		{"de", "tier1.salary=38.290", "38.290", 0, true},
		{"en", "tier1.salary=38,290.5", "38290.5", 38290.5, false},
		{"en", "tier1.salary=38,290", "38,290", 0, true},
		{"en", "tier1.max_occupancy=0,8", "0,8", 0, true},
		{"en", "tier1.max_occupancy=8", "8", 0, true},
	} {
		ask := pagetest.Ask(t, pagetest.New(), c.lang, c.query)
		got := planner.Read(ask)[0]
		if got.Amount != c.amount || (got.Fault != "") != c.fault || got.Shown(ask.L) != c.shown {
			t.Errorf("%s, %s: %v, shown %s, fault %q", c.lang, c.query, got.Amount, got.Shown(ask.L), got.Fault)
		}
	}
}

// Links carry numbers that mean the same in every language; words, and what is at fault, stay as they are.
func TestPlainLinks(t *testing.T) {
	for query, want := range map[string]string{
		"growth=0,5&country=UK":             "/?country=UK&growth=0.5",
		"tier1.salary=38.290":               "/?tier1.salary=38.290",
		"tier1.region=1,125&growth=viel":    "/?growth=viel&tier1.region=1.1250",
		"category.Permissions.solve=0,9500": "/?category.Permissions.solve=0.95",
	} {
		ask := pagetest.Ask(t, pagetest.New(), "de", query)
		if got := planner.Plain(ask).Link("/"); got != want {
			t.Errorf("%s leads to %s, want %s", query, got, want)
		}
		ask.State = planner.Plain(ask)
		if again := planner.Plain(ask).Link("/"); again != want {
			t.Errorf("%s leads on to %s", want, again)
		}
	}
}

// A month is called by its name, and one of something is singular.
func TestFigureInWords(t *testing.T) {
	de := pagetest.Ask(t, pagetest.New(), "de", "")
	for want, v := range map[string]origin.Value{
		"April": origin.Type(4, plan.MonthOfYear), "1\u00a0Person": origin.Type(1, plan.PeopleUnit), "2\u00a0Personen": origin.Type(2, plan.PeopleUnit),
		"1\u00a0Monat": origin.Type(1, plan.WholeMonths), "80\u00a0%": origin.Type(0.8, origin.Share), "0,5\u00a0Personen": origin.Type(0.5, plan.PeopleUnit),
	} {
		if got, _, _ := planner.Figure(de, v); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
