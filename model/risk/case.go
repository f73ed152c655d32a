package risk

import (
	"fmt"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Case is a scenario that is ready to be drawn.
type Case struct {
	Name     string
	Inputs   []Input
	Promises []Promise
	Terms    [2]Terms
	Known    []origin.Text // what is taken as known, and why
	Day      origin.Value  // coefficient of variation of a day's factor; 0: days are alike

	plan  plan.Result
	day   Law
	need  [2]float64 // hours of people in a typical week as planned, by tier
	hours float64    // hours a year at factor 1 that bring the same tickets
}

// Promise is what the planned people are held against.
type Promise struct {
	Tier     int  // 1 or 2
	Live     bool // answered in time; else done in time
	Promised float64
	Seconds  float64 // until a live ticket is answered
	Hours    float64 // open hours until a ticket that can wait is done
	Tickets  float64 // a typical week as planned
}

// Prepare names every uncertain input of a scenario with its law.
//
// Errors, all at once: those of the scenario; a law that nothing tells.
func Prepare(s Scenario, seed uint64) (*Case, error) {
	if err := s.check(); err != nil {
		return nil, named(s.Name, err)
	}
	c := &Case{Name: s.Name, Terms: s.Terms, plan: s.Plan}
	for _, l := range s.Plan.Input.Desk.Loads {
		c.hours += l.Factor * l.HoursPerYear
	}
	for i, t := range s.Plan.Best.Typical.Tiers {
		for _, r := range t.Requirement {
			c.need[i] += float64(r.Staff) * r.Interval.Hours()
		}
	}
	c.promises()
	b := &builder{Case: c, scenario: s, seed: seed}
	b.build()
	return c, nil
}

func named(scenario string, err error) error {
	if scenario == "" {
		return err
	}
	return fmt.Errorf("scenario %s: %w", scenario, err)
}

// promises are those of the queues that the plan has.
func (c *Case) promises() {
	in := c.plan.Input
	week := in.TypicalWeek(c.plan.Best.Option)
	for i, t := range week.Tiers {
		for _, l := range t.Live {
			c.Promises = append(c.Promises, Promise{Tier: i + 1, Live: true, Promised: l.Promise.TargetShare, Seconds: l.Promise.TargetSeconds, Tickets: sum(l.Arrivals)})
		}
		for _, d := range t.Deferred {
			c.Promises = append(c.Promises, Promise{Tier: i + 1, Promised: d.Share, Hours: d.TargetHours, Tickets: sum(d.Arrivals)})
		}
	}
}

func sum(all []float64) float64 {
	s := 0.0
	for _, x := range all {
		s += x
	}
	return s
}
