package plan_test

import (
	"slices"
	"strings"
	"testing"

	"tiermix/model/plan"
)

// The prices are those of the paths, so that a ticket priced by its visits costs what its path does.
func TestPricesAreThoseOfThePaths(t *testing.T) {
	in := built(t, office(), assumed(t, map[string]float64{"failed_try_cost": 4}))
	p, err := in.Prices()
	if err != nil {
		t.Fatal(err)
	}
	c := costs(t, in)
	if p.Currency != "EUR" || p.FailedTry != 4 || p.Origin != string(c.Kind) || len(p.Visits) != len(c.Categories) {
		t.Fatalf("got %+v", p)
	}
	for i, one := range c.Categories {
		v := p.Visits[i]
		totals := map[plan.Path]float64{
			plan.PathSolved: v.Solved, plan.PathPassed: v.Passed + v.Second, plan.PathReturned: v.Passed + v.Second + v.Solved,
		}
		for path, want := range totals {
			at := slices.IndexFunc(one.Paths, func(p plan.PathCost) bool { return p.Path == path })
			if got := one.Paths[at].Cost.Total; !near(got, want) {
				t.Errorf("%s, %s: the visits cost %v, the path %v", one.Category, path, want, got)
			}
		}
	}
	if e := p.Elsewhere; !near(e.Solved, c.Paths[0].Cost.Total) || !near(e.Passed+e.Second, c.Paths[1].Cost.Total) {
		t.Errorf("elsewhere: %+v", e)
	}
	for i := range p.Minute {
		if want := in.Costs.Tiers[i].Loaded.PerOccupiedMinute; !near(p.Minute[i], want) {
			t.Errorf("a minute at tier %d: got %v, want %v", i+1, p.Minute[i], want)
		}
	}
}

// Nobody has typed a salary and none is imported: the named default is told with source and year.
func TestPricesWithoutSalariesNameTheDefault(t *testing.T) {
	p, err := built(t, office(), assumed(t, nil)).Prices()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a minute on tickets costs ", "salary of tier 1 default (", "salary of tier 2 default (", ", 2019)", "behind the prices: default"} {
		if !strings.Contains(p.About.EN, want) {
			t.Errorf("%q is not in %s", want, p.About.EN)
		}
	}
	for _, want := range []string{"eine Minute an Tickets kostet ", "Gehalt der Stufe 1 Vorgabe (", "schwächste Angabe hinter den Preisen: Vorgabe"} {
		if !strings.Contains(p.About.DE, want) {
			t.Errorf("%q is not in %s", want, p.About.DE)
		}
	}
}

// 2nd level solves everything of its own: nobody passes anything on, and a visit there still has a price.
func TestPricesWhereNobodyPassesOn(t *testing.T) {
	in := built(t, office(), assumed(t, nil))
	for i := range in.Desk.Categories {
		in.Desk.Categories[i].Solve.Amount = 1
	}
	p, err := in.Prices()
	if err != nil {
		t.Fatal(err)
	}
	if e := p.Elsewhere; !(e.Second > 0 && e.Solved > 0 && e.Passed > 0) {
		t.Errorf("got %+v", e)
	}
}
