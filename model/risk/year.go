package risk

import (
	"fmt"
	"math"
	"slices"

	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// outcome is what becomes of a year.
type outcome struct {
	needed   float64    // currency: the people that the year takes, in whole heads, failed tries, and who is replaced
	paid     float64    // currency: the planned people who are there, the same
	fte      [2]float64 // full-time people on the payroll that the year takes, a fraction kept, by tier
	service  []float64  // share in time of each promise, by the planned people
	together float64    // the same over all work, by its tickets
}

// live tells the outcome of a year: the people that it takes, and what the planned people reach in it.
//
//  1. The flow of tickets of its volume, solve shares and times under the plan's policy (tradeoff.Desk.Option at the busiest level).
//  2. The requirement of each half hour of its typical week, as in every plan (staffing.Reach). What the year takes is the plan's
//     full-time people × hours that are needed / hours that the plan needs: shifts are not searched anew, and what they lose
//     stays in proportion.
//  3. The plan's own rota, thinned by the share of empty seats and of learning, and what it reaches in that week.
func (c *Case) live(y *year) (outcome, error) {
	o, failed, err := c.flow(y)
	if err != nil {
		return outcome{}, err
	}
	in := c.plan.Input
	in.Growth = y.growth
	week := in.TypicalWeek(o)
	empty, missing := c.empty(y)
	for i := range week.Tiers {
		week.Tiers[i].Staff = staffing.Staff{OnDuty: thinned(c.plan.Best.Typical.Tiers[i].Cover.OnDuty, 1-missing[i])}
	}
	reached, err := staffing.Reach(week)
	if err != nil {
		return outcome{}, err
	}
	var out outcome
	need := needed(reached)
	for i := range out.fte {
		out.fte[i] = c.people(i, need[i])
	}
	if y.days != nil {
		if reached, err = staffing.Reach(uneven(week, *y.days)); err != nil {
			return outcome{}, err
		}
	}
	c.serve(&out, reached)
	c.pay(&out, y, failed, empty)
	return out, nil
}

// flow is the busiest level of demand under the plan's policy, and the failed tries of the year.
func (c *Case) flow(y *year) (tradeoff.Option, float64, error) {
	desk := c.plan.Input.Desk
	factor := (1 + y.growth) / (1 + c.plan.Input.Growth)
	for i := range y.categories {
		v := &y.categories[i].Volume
		v.Amount, v.Low, v.High = v.Amount*factor, v.Low*factor, v.High*factor
	}
	desk.Categories = y.categories
	busiest := desk.Loads[len(desk.Loads)-1]
	desk.Loads = []tradeoff.Load{busiest}
	o, err := desk.Option(c.plan.Best.Policy)
	if err != nil {
		return o, 0, fmt.Errorf("flow of tickets: %w", err)
	}
	return o, o.FailedTriesPerYear / (busiest.Factor * busiest.HoursPerYear) * c.hours, nil
}

// empty is the share of the seats of each tier that nobody sits on, in the mean of the year, and that of the work that is missing: of empty
// seats, and of new people who learn.
func (c *Case) empty(y *year) (empty, missing [2]float64) {
	for i, t := range c.Terms {
		if seats := float64(c.heads(i)) * monthsPerYear; seats > 0 {
			empty[i] = math.Min(1, y.leavers[i]*within(t.Vacant.Amount)/seats)
			missing[i] = math.Min(1, y.leavers[i]*within(t.Vacant.Amount+t.Learning.Amount)/seats)
		}
	}
	return empty, missing
}

// heads are the planned people of a tier.
func (c *Case) heads(tier int) int { return c.plan.Best.Tiers[tier].Heads }

// people are the full-time people that a number of needed hours takes.
func (c *Case) people(tier int, hours float64) float64 {
	if c.need[tier] > 0 {
		return c.plan.Best.Tiers[tier].Gross * (hours / c.need[tier])
	}
	terms := c.plan.Input.Costs.Tiers[tier].Ladder
	return hours / c.plan.Input.Hours.Contract.Amount / (1 - terms.Shrinkage)
}

// whole are people rounded up.
func whole(people float64) float64 { return math.Ceil(people - nearWhole) }

// nearWhole forgives rounding where people are rounded up, as in model/staffing.
const nearWhole = 1e-6

// pay prices the year.
func (c *Case) pay(out *outcome, y *year, failed float64, empty [2]float64) {
	beside := failed * c.plan.Input.Desk.FailedTry.Amount
	for i, t := range c.Terms {
		one := c.plan.Input.Costs.Tiers[i].Loaded.PerYear * y.price[i]
		out.needed += whole(out.fte[i]) * one
		out.paid += float64(c.heads(i)) * (1 - empty[i]) * one
		beside += y.leavers[i] * t.Replacement.Amount
	}
	out.needed += beside
	out.paid += beside
}

// serve is what the planned people reach of every promise.
func (c *Case) serve(out *outcome, reached staffing.Reached) {
	good, all := 0.0, 0.0
	for _, p := range c.Promises {
		tier := reached.Tiers[p.Tier-1]
		share := 1.0
		switch {
		case p.Live && len(tier.Live) > 0:
			share = tier.Live[0].ServiceLevel
		case !p.Live && len(tier.Deferred) > 0:
			share = tier.Deferred[0].InTime
		}
		out.service = append(out.service, share)
		good, all = good+share*p.Tickets, all+p.Tickets
	}
	out.together = 1
	if all > 0 {
		out.together = good / all
	}
}

// needed are the hours of people that all promises of each tier take in a week, whole people in each half hour: shifts are worked by whole
// ones.
func needed(r staffing.Reached) (hours [2]float64) {
	for i, t := range r.Tiers {
		for _, h := range t.Hours {
			hours[i] += whole(h.Need) * h.Interval.Hours()
		}
	}
	return hours
}

func thinned(onDuty []float64, share float64) []float64 {
	all := slices.Clone(onDuty)
	for i := range all {
		all[i] *= share
	}
	return all
}

// uneven is a week with a factor on all that comes on each of its days.
func uneven(week staffing.Input, days [7]float64) staffing.Input {
	week.Tiers = slices.Clone(week.Tiers)
	for i := range week.Tiers {
		t := &week.Tiers[i]
		t.Live, t.Deferred = slices.Clone(t.Live), slices.Clone(t.Deferred)
		for q := range t.Live {
			t.Live[q].Arrivals = byDay(t.Live[q].Arrivals, days)
		}
		for q := range t.Deferred {
			t.Deferred[q].Arrivals = byDay(t.Deferred[q].Arrivals, days)
		}
	}
	return week
}

func byDay(arrivals []float64, days [7]float64) []float64 {
	all := slices.Clone(arrivals)
	for i := range all {
		all[i] *= days[i*len(days)/len(all)]
	}
	return all
}
