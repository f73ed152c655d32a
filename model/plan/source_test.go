package plan_test

import (
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

func TestSourceText(t *testing.T) {
	for source, want := range map[string]string{
		"mean of 14 salaries in EUR":     "Mittel aus 14 Gehältern in EUR",
		"9 of 44 tickets at 2nd level":   "9 von 44 Tickets im 2nd Level",
		"40 of 41 tried tickets solved":  "40 von 41 versuchten Tickets gelöst",
		"a survey of the user":           "a survey of the user",
		"recorded effort of few tickets": "recorded effort of few tickets",
		"recorded effort of 2 tickets; held at 43200, the bound of what a plan takes": "erfasster Aufwand von 2 Tickets; gehalten bei 43200, der Grenze dessen, womit ein Plan rechnet",
	} {
		if got := plan.SourceText(source); got != (origin.Text{EN: source, DE: want}) {
			t.Errorf("%q: got %q, want %q", source, got, want)
		}
	}
}

// Every source that measuring makes, and that of every default, is known in German; the English one is the source itself.
func TestEverySourceHasGerman(t *testing.T) {
	values := plan.Measured(small())
	for _, f := range plan.Fields() {
		if f.Default.Given() {
			values["default of "+f.Key] = f.Default
		}
	}
	for key, v := range values {
		if got := plan.SourceText(v.Source); got.EN != v.Source || got.DE == v.Source {
			t.Errorf("%s: got %+v for %q", key, got, v.Source)
		}
	}
}
