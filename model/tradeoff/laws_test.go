package tradeoff_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

func find(t *rapid.T, d tradeoff.Desk) tradeoff.Plan {
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func option(t *rapid.T, d tradeoff.Desk, p tradeoff.Policy) tradeoff.Option {
	o, err := d.Option(p)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// fractional is the cheapest option with parts of agents.
func fractional(p tradeoff.Plan) float64 {
	least := math.Inf(1)
	for _, o := range p.Options {
		least = math.Min(least, o.FractionalPerYear)
	}
	return least
}

func whole(p tradeoff.Plan) float64 { return p.Options[p.Best].PerYear }

func subset(bits, n int) tradeoff.Policy {
	p := tradeoff.Policy{Tried: make([]bool, n)}
	for i := range p.Tried {
		p.Tried[i] = bits>>i&1 > 0
	}
	return p
}

// The search is what it says: no 1st level and every prefix of its order, each staffed as Option staffs it, and the cheapest of these.
func TestTheSearchIsOverPrefixes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan := find(t, d)
		n := len(d.Categories)
		if len(plan.Options) != n+2 || !plan.Options[0].Policy.Direct {
			t.Fatalf("%d options for %d categories", len(plan.Options), n)
		}
		policy, least := subset(0, n), option(t, d, tradeoff.Policy{Direct: true}).PerYear
		for k := range n + 1 {
			if k > 0 {
				policy.Tried[plan.Order[k-1]] = true
			}
			o := plan.Options[k+1]
			if !slices.Equal(o.Policy.Tried, policy.Tried) || o.PerYear != option(t, d, policy).PerYear {
				t.Fatalf("option %d tries %v and costs %v, want %v and %v", k+1, o.Policy.Tried, o.PerYear, policy.Tried, option(t, d, policy).PerYear)
			}
			least = math.Min(least, o.PerYear)
		}
		if whole(plan) != least {
			t.Fatalf("the best costs %v, the cheapest option %v", whole(plan), least)
		}
	})
}

// By arithmetic per ticket no subset of the categories is cheaper than what the rule tries.
func TestNoSubsetBeatsTheRuleByArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan := find(t, d)
		cost := func(p tradeoff.Policy) float64 {
			sum := 0.0
			for i, c := range plan.Policy {
				each := c.PassPerTicket
				if p.Tried[i] {
					each = c.TryPerTicket
				}
				sum += c.TicketsPerYear * each
			}
			return sum
		}
		rule := cost(plan.Options[plan.Rule].Policy)
		for bits := range 1 << len(d.Categories) {
			if other := cost(subset(bits, len(d.Categories))); other < rule*(1-1e-12)-1e-9 {
				t.Fatalf("subset %b costs %v by arithmetic, the rule %v", bits, other, rule)
			}
		}
	})
}

// usual are desks as they are found, of six categories and 5 to 40 tickets an hour, always the same ones.
func usual(number int) []tradeoff.Desk {
	r := rand.New(rand.NewPCG(3, 5))
	between := func(low, high float64) float64 { return low + (high-low)*r.Float64() }
	all := make([]tradeoff.Desk, number)
	for i := range all {
		d := office()
		d.Categories = nil
		size := between(5, 40)
		for k := range 6 {
			c := category(fmt.Sprint(k), size/6*between(0.2, 1.8), between(0.05, 0.95), between(1, 4), between(3, 15), between(10, 45))
			c.Failed, c.Return = minutes(between(2, 10)), share(between(0, 0.1))
			d.Categories = append(d.Categories, c)
		}
		all[i] = d
	}
	return all
}

// How far prefixes are from the best of all 2ⁿ subsets, in whole people: for 66 of these 300 desks another subset is cheaper, since
// an odd category fills up somebody who is there anyhow; then by 1.8 % of the cost in the mean and by 9 % at most.
func TestPrefixesAgainstEverySubsetOfUsualDesks(t *testing.T) {
	const number = 300
	missed, sum, worst := 0, 0.0, 0.0
	for _, d := range usual(number) {
		plan, err := d.Find()
		if err != nil {
			t.Fatal(err)
		}
		best, least := whole(plan), whole(plan)
		for bits := range 1 << len(d.Categories) {
			o, err := d.Option(subset(bits, len(d.Categories)))
			if err != nil {
				t.Fatal(err)
			}
			least = math.Min(least, o.PerYear)
		}
		if loss := 1 - least/best; loss > 1e-9 {
			missed, sum, worst = missed+1, sum+loss, math.Max(worst, loss)
		}
	}
	if mean := sum / float64(missed); missed != 66 || math.Abs(mean-0.0178) > 1e-4 || math.Abs(worst-0.0903) > 1e-4 {
		t.Errorf("another subset is cheaper for %d of %d desks, by %.4f in the mean and %.4f at most", missed, number, mean, worst)
	}
}

// scaled is a desk in another currency unit, with every category in two equal halves, or on a clock that runs twice as fast.
func inCents(d tradeoff.Desk) tradeoff.Desk {
	d.First.Cost, d.Second.Cost = money(128*d.First.Cost.Amount), money(128*d.Second.Cost.Amount)
	d.FailedTry = tradeoff.Exactly(origin.Type(128*d.FailedTry.Amount, tradeoff.PerTry("EUR")))
	return d
}

func halved(d tradeoff.Desk) tradeoff.Desk {
	var all []tradeoff.Category
	for _, c := range d.Categories {
		c.Volume = rate(c.Volume.Amount / 2)
		twin := c
		twin.Key += " too"
		all = append(all, c, twin)
	}
	d.Categories = all
	return d
}

func slower(d tradeoff.Desk) tradeoff.Desk {
	twice := func(e tradeoff.Estimate) tradeoff.Estimate { return minutes(2 * e.Amount) }
	d.Categories = slices.Clone(d.Categories)
	for i, c := range d.Categories {
		c.Volume = rate(c.Volume.Amount / 2)
		c.Diagnosis, c.Solved, c.Failed, c.Second = twice(c.Diagnosis), twice(c.Solved), twice(c.Failed), twice(c.Second)
		d.Categories[i] = c
	}
	for _, tier := range []*tradeoff.Tier{&d.First, &d.Second} {
		tier.PatienceSeconds *= 2
		tier.Promise.TargetSeconds *= 2
		tier.Cost = money(tier.Cost.Amount / 2)
	}
	d.Loads = slices.Clone(d.Loads)
	for i := range d.Loads {
		d.Loads[i].HoursPerYear *= 2
	}
	return d
}

// What a desk is written in does not matter: 128 times the money costs 128 times as much for the same people; two halves of every
// category are the category; and an hour that is counted as two gives the same people and money a year.
func TestUnitsDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan := find(t, d)
		same := func(what string, a, b tradeoff.Option, factor float64) {
			for i, l := range a.Loads {
				if l.First.Agents != b.Loads[i].First.Agents || l.Second.Agents != b.Loads[i].Second.Agents {
					t.Fatalf("%s: %d and %d agents, %d and %d as it was", what, b.Loads[i].First.Agents, b.Loads[i].Second.Agents, l.First.Agents, l.Second.Agents)
				}
			}
			if math.Abs(b.PerYear-factor*a.PerYear) > 1e-9*b.PerYear || math.Abs(b.FractionalPerYear-factor*a.FractionalPerYear) > 1e-6*(1+b.PerYear) {
				t.Fatalf("%s: %v a year, %v as it was", what, b.PerYear, a.PerYear)
			}
		}
		for i, o := range plan.Options {
			if x, y := o.Loads[0].Handling1Seconds, o.Loads[0].Handling2Seconds; x > 0 && x < 1e-6 || y > 0 && y < 1e-6 {
				continue // below a nanosecond work counts as none
			}
			same("in cents", o, option(t, inCents(d), o.Policy), 128)
			same("slower", o, option(t, slower(d), o.Policy), 1)
			twins := o.Policy
			twins.Tried = nil
			for _, tried := range plan.Options[i].Policy.Tried {
				twins.Tried = append(twins.Tried, tried, tried)
			}
			same("halved", o, option(t, halved(d), twins), 1)
		}
	})
}

// Without escalation, whatever the rest of the desk, 2nd level has nobody and the failed tries cost nothing.
func TestNoEscalationNeedsNobodyAtSecondLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		all := make([]bool, len(d.Categories))
		for i := range d.Categories {
			d.Categories[i].Solve, all[i] = share(1), true
		}
		if o := option(t, d, tradeoff.Policy{Tried: all}); o.AgentHours2 != 0 || o.FailedTriesPerYear != 0 || math.Abs(o.PerYear-o.AgentHours1*d.First.Cost.Amount) > 1e-6 {
			t.Fatalf("got %+v", o)
		}
	})
}

// Cost is linear in all salaries at once: half of each of two desks that differ in money alone costs the half of both.
func TestCostIsLinearInAllMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := desks(t)
		b, middle := a, a
		b.First.Cost, b.Second.Cost = money(rapid.Float64Range(1, 99).Draw(t, "other c1")), money(rapid.Float64Range(1, 99).Draw(t, "other c2"))
		middle.First.Cost, middle.Second.Cost = money((a.First.Cost.Amount+b.First.Cost.Amount)/2), money((a.Second.Cost.Amount+b.Second.Cost.Amount)/2)
		p := subset(rapid.IntRange(0, 31).Draw(t, "policy"), len(a.Categories))
		x, y, m := option(t, a, p), option(t, b, p), option(t, middle, p)
		if math.Abs(m.PerYear-(x.PerYear+y.PerYear)/2) > 1e-9*(1+m.PerYear) || math.Abs(m.FractionalPerYear-(x.FractionalPerYear+y.FractionalPerYear)/2) > 1e-9*(1+m.PerYear) {
			t.Fatalf("between %v and %v: %v", x.PerYear, y.PerYear, m.PerYear)
		}
	})
}

// A category that is never solved and takes no time to try has no ratio of share to threshold (0 to 0). It is not tried by the
// rule, and does not keep others from their place in the order.
func TestAShareOfNothingOverAThresholdOfNothing(t *testing.T) {
	d := office()
	d.FailedTry = tradeoff.Exactly(origin.Type(0, tradeoff.PerTry("EUR")))
	void := category("void", 1, 0, 1, 0, 10)
	weak, strong := category("weak", 5, 0.05, 3, 12, 40), category("strong", 20, 0.95, 2, 5, 15)
	d.Categories = []tradeoff.Category{weak, void, strong}
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	if want := []int{2, 0, 1}; !slices.Equal(plan.Order, want) || plan.Rule != 2 {
		t.Errorf("order %v with %d tried by the rule, want %v and 1", plan.Order, plan.Rule-1, want)
	}
	for i, c := range plan.Policy {
		if c.ByRule != plan.Options[plan.Rule].Policy.Tried[i] {
			t.Errorf("%s: by rule %t, the rule's option %t", c.Category.Key, c.ByRule, plan.Options[plan.Rule].Policy.Tried[i])
		}
	}
}

// The marked points are exactly those that no other point beats: more service for less or equal cost, or equal service for less. Of
// points that are equal in both, one is marked.
func TestParetoByEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks(t)
		plan := find(t, d)
		f, err := d.Frontier(plan, len(d.Loads)-1, tradeoff.Mix{Policy: plan.Options[1].Policy, Agents1: 2, Agents2: 2})
		if err != nil {
			t.Fatal(err)
		}
		type place struct{ cost, service float64 }
		at := map[place]bool{}
		for i, p := range f.Points {
			beaten := slices.ContainsFunc(f.Points, func(q tradeoff.Point) bool {
				return q.CostPerHour <= p.CostPerHour && q.Service >= p.Service && (q.CostPerHour < p.CostPerHour || q.Service > p.Service)
			})
			here := place{p.CostPerHour, p.Service}
			if beaten && p.Pareto || p.Pareto != slices.Contains(f.Pareto, i) || p.Pareto && at[here] {
				t.Fatalf("point %d: %+v, beaten %t", i, p, beaten)
			}
			at[here] = at[here] || p.Pareto
		}
		for _, p := range f.Points {
			if marked := at[place{p.CostPerHour, p.Service}]; !marked && !slices.ContainsFunc(f.Pareto, func(i int) bool {
				return f.Points[i].CostPerHour <= p.CostPerHour && f.Points[i].Service >= p.Service
			}) {
				t.Fatalf("%+v is beaten by none that is marked", p)
			}
		}
	})
}

// A large desk whose callers give up has mixes that keep their promises on its frontier, as a patient one has.
func TestTheFrontierOfALargeImpatientDesk(t *testing.T) {
	d := office()
	d.Categories = []tradeoff.Category{category("all", 2000, 0.98, 2, 10, 15)} // 400 Erlang at 1st level
	d.First.PatienceSeconds = 120
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.Frontier(plan, 0, tradeoff.Mix{Policy: plan.Options[2].Policy, Agents1: 400, Agents2: 20})
	if err != nil {
		t.Fatal(err)
	}
	staffed, cheapest := plan.Options[2].Loads[0], math.Inf(1)
	for _, p := range f.Points {
		if p.Kept && p.Option == 2 {
			cheapest = math.Min(cheapest, p.CostPerHour)
		}
	}
	if !(cheapest <= staffed.CostPerHour) {
		t.Errorf("the cheapest mix that keeps its promises costs %v, the staff of the option %v (%d and %d agents)", cheapest, staffed.CostPerHour, staffed.First.Agents, staffed.Second.Agents)
	}
	if len(f.Points) > 200_000 {
		t.Errorf("%d points are too many", len(f.Points))
	}
}
