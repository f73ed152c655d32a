package plan_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

func costs(t *testing.T, in plan.Input) plan.TicketCosts {
	t.Helper()
	c, err := in.TicketCosts()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9*(1+math.Abs(want)) }

// By hand: a solved ticket takes 2 + 8 minutes, a failed try 2 + 3, 2nd level 30, the first look 2.
func TestTicketCostsByHand(t *testing.T) {
	in := built(t, office(), assumed(t, map[string]float64{"failed_try_cost": 4}))
	first, second := in.Costs.Tiers[0].Loaded.PerOccupiedMinute, in.Costs.Tiers[1].Loaded.PerOccupiedMinute
	c := costs(t, in)
	if c.Currency != "EUR" || len(c.Categories) != 3 || len(c.Paths) != 4 || c.FailedTry != 4 {
		t.Fatalf("got %+v", c)
	}
	one := c.Categories[0]
	p, r := (3800+0.5)/4001.0, 0.1
	want := []struct {
		cost, share float64
		minutes     [2]float64
	}{
		{10 * first, p, [2]float64{10, 0}}, {5*first + 4 + 30*second, (1 - p) * (1 - r), [2]float64{5, 30}},
		{2*first + 30*second, 0, [2]float64{2, 30}}, {15*first + 4 + 30*second, (1 - p) * r * p, [2]float64{15, 30}},
	}
	for i, w := range want {
		got := one.Paths[i]
		if !near(got.Cost.Total, w.cost) || !near(got.Share, w.share) || !near(got.Minutes[0], w.minutes[0]) || !near(got.Minutes[1], w.minutes[1]) || got.Kind != origin.Default {
			t.Errorf("%s: got %+v, want %+v", got.Path, got, w)
		}
	}
	if legs := one.Paths[3].Cost.Legs; len(legs) != 3 || legs[0].Tier != 1 || legs[1].Tier != 2 || !near(legs[1].Total, 5*first+4+30*second) {
		t.Errorf("a ticket that comes back: %+v", legs)
	}
	if want := 30*second + 4 - 5*first; !near(one.Escalation, want) {
		t.Errorf("escalation: got %v, want %v", one.Escalation, want)
	}
	// E = (c1 (d + p t1 + (1-p) t1f) + (1-p)(m + c2 t2)) / (1 - (1-p) r)
	if want := (first*(2+p*8+(1-p)*3) + (1-p)*(4+30*second)) / (1 - (1-p)*r); !near(one.Ticket, want) {
		t.Errorf("mean: got %v, want %v", one.Ticket, want)
	}
	if want := 400 * salary.WeeksPerYear; !near(one.PerYear, want) {
		t.Errorf("tickets: got %v, want %v", one.PerYear, want)
	}
	if v := c.Visit[1]; !v.Known || v.Amount <= 30*second-1e-9 {
		t.Errorf("a visit at 2nd level: got %+v, want at least %v", v, 30*second)
	}
}

// Ways that no ticket takes have no mean.
func TestNobodyEscalates(t *testing.T) {
	a := plan.Unsaid()
	for _, c := range office().Categories {
		a.Values[plan.CategoryKey(c.Key, "solve")] = origin.Type(1, origin.Share)
	}
	c := costs(t, built(t, office(), a))
	if len(c.Paths) != 2 || c.Paths[0].Path != plan.PathSolved || c.Paths[1].Path != plan.PathAtOnce || c.Escalation.Known || !c.Ticket.Known || c.Visit[1].Known {
		t.Errorf("got %+v", c)
	}
	if !near(c.Ticket.Amount, c.Paths[0].Cost.Total) {
		t.Errorf("every ticket is solved at 1st level for %v, and costs %v", c.Paths[0].Cost.Total, c.Ticket.Amount)
	}
}

// Laws: shares of a category's ways make no more than all tickets; the means lie between those of the categories; the
// price of an escalation is the mean of the categories' own; without returns the mean of all tickets is that of the two ways.
func TestTicketCostLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := plan.Unsaid()
		back := rapid.SampledFrom([]float64{0, 0.2}).Draw(t, "return")
		for _, c := range office().Categories {
			for key, most := range map[string]float64{"solve": 1, "solved_minutes": 60, "passed_minutes": 60, "second_minutes": 200} {
				a.Values[plan.CategoryKey(c.Key, key)] = origin.Type(rapid.Float64Range(0, most).Draw(t, key), "")
			}
			a.Values[plan.CategoryKey(c.Key, "return_share")] = origin.Type(back, origin.Share)
		}
		in, err := plan.Build(office(), a)
		if err != nil {
			t.Fatal(err)
		}
		all, err := in.TicketCosts()
		if err != nil {
			t.Fatal(err)
		}
		for _, mean := range all.Paths {
			low, high := math.Inf(1), math.Inf(-1)
			for _, c := range all.Categories {
				for _, p := range c.Paths {
					if p.Path == mean.Path {
						low, high = min(low, p.Cost.Total), max(high, p.Cost.Total)
					}
				}
			}
			if mean.Cost.Total < low-1e-9 || mean.Cost.Total > high+1e-9 {
				t.Fatalf("%s: mean %v outside of %v to %v", mean.Path, mean.Cost.Total, low, high)
			}
		}
		prices, escalated := 0.0, 0.0
		for i, c := range all.Categories {
			p := in.Desk.Categories[i].Solve.Amount
			shares := c.Paths[0].Share + c.Paths[1].Share + c.Paths[3].Share
			if shares > 1+1e-9 || back == 0 && math.Abs(shares-1) > 1e-9 {
				t.Fatalf("%s: shares make %v", c.Category, shares)
			}
			if back == 0 && !near(c.Ticket, p*c.Paths[0].Cost.Total+(1-p)*c.Paths[1].Cost.Total) {
				t.Fatalf("%s: a ticket costs %v", c.Category, c.Ticket)
			}
			prices, escalated = prices+c.PerYear*(1-p)*c.Escalation, escalated+c.PerYear*(1-p)
		}
		if escalated > 0 && math.Abs(all.Escalation.Amount-prices/escalated) > 1e-6 {
			t.Fatalf("escalation %v, want %v", all.Escalation.Amount, prices/escalated)
		}
	})
}
