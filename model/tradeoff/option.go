package tradeoff

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/queue"
)

// Policy says what 1st level does.
type Policy struct {
	Direct bool   // there is no 1st level: every ticket goes to 2nd level undiagnosed
	Tried  []bool // by category of the desk; the others are diagnosed and passed at once. Not read when Direct
}

func (p Policy) way(category int) way {
	switch {
	case p.Direct:
		return direct
	case p.Tried[category]:
		return try
	}
	return pass
}

// String says in a few words what 1st level does.
func (p Policy) String() string {
	if p.Direct {
		return "no 1st level"
	}
	return fmt.Sprintf("a 1st level that tries %d of %d categories", p.Count(), len(p.Tried))
}

// Count is the number of categories that 1st level tries.
func (p Policy) Count() int {
	n := 0
	for _, tried := range p.Tried {
		if tried && !p.Direct {
			n++
		}
	}
	return n
}

// Staffed is what both tiers need at one load.
type Staffed struct {
	Load             Load
	Arrivals1PerHour float64 // returns included
	Arrivals2PerHour float64 // less those who gave up at 1st level
	Handling1Seconds float64 // mean over the mix; 0 without arrivals
	Handling2Seconds float64
	First            queue.Staff
	Second           queue.Staff
	CostPerHour      float64 // of whole agents on duty and of failed tries
}

// Option is a policy with its staff and money.
type Option struct {
	Policy             Policy
	Loads              []Staffed
	AgentHours1        float64 // per year, whole agents
	AgentHours2        float64
	FailedTriesPerYear float64
	PerYear            float64 // cost of whole agents and failed tries
	FractionalPerYear  float64 // the same with fractions of agents: what people who are shared with other work would cost
}

// ways are what one ticket of a category brings under every way of treating it.
type ways [direct + 1]work

// ways of every category. They do not depend on a policy, so that a search needs them once.
func (d Desk) ways() ([]ways, error) {
	all := make([]ways, len(d.Categories))
	for i, c := range d.Categories {
		for w := range all[i] {
			var err error
			if all[i][w], err = c.working(way(w)); err != nil {
				return nil, placed("category "+c.Key, err)
			}
		}
	}
	return all, nil
}

// blend is the demand that a policy makes at factor 1, per hour.
func (d Desk) blend(all []ways, p Policy) work {
	var sum work
	for i, c := range d.Categories {
		w, v := all[i][p.way(i)], c.Volume.Amount
		sum.visits1 += v * w.visits1
		sum.visits2 += v * w.visits2
		sum.minutes1 += v * w.minutes1
		sum.minutes2 += v * w.minutes2
		sum.failed += v * w.failed
	}
	return sum
}

// Option staffs a policy: at every load, each tier gets the smallest whole number of agents that keeps its promise
// (queue.Live.Required) for the flow of all categories together, with their mean handling time. Customers who give up at 1st
// level do not reach 2nd level; that they do not come back either is left out, which errs on the safe side.
//
// Special cases: without a 1st level (Policy.Direct) 2nd level keeps the promise of Desk.Alone; a tier without arrivals, or with
// nothing to do, needs nobody. Errors: those of Check; a policy for another
// number of categories.
func (d Desk) Option(p Policy) (Option, error) {
	if err := errors.Join(d.Check(), d.checkPolicy(p)); err != nil {
		return Option{}, err
	}
	return d.planned(p)
}

// planned is Option without its checks.
func (d Desk) planned(p Policy) (Option, error) {
	all, err := d.ways()
	if err != nil {
		return Option{}, err
	}
	return d.option(all, p)
}

func (d Desk) checkPolicy(p Policy) error {
	if !p.Direct && len(p.Tried) != len(d.Categories) {
		return fmt.Errorf("the policy is for %d categories; the desk has %d", len(p.Tried), len(d.Categories))
	}
	return nil
}

// under is the desk as a policy finds it: without a 1st level, 2nd level may have to keep another promise.
func (d Desk) under(p Policy) Desk {
	if p.Direct && d.Alone != nil {
		d.Second.Promise, d.Second.PatienceSeconds = d.Alone.Promise, d.Alone.PatienceSeconds
	}
	return d
}

func (d Desk) option(all []ways, p Policy) (Option, error) {
	d = d.under(p)
	sum := d.blend(all, p)
	o := Option{Policy: p}
	for _, l := range d.Loads {
		s, err := d.staffed(sum, l)
		if err != nil {
			return Option{}, placed("load "+l.Name, err)
		}
		o.Loads = append(o.Loads, s)
		failed := sum.failed * l.Factor
		o.AgentHours1 += l.HoursPerYear * float64(s.First.Agents)
		o.AgentHours2 += l.HoursPerYear * float64(s.Second.Agents)
		o.FailedTriesPerYear += l.HoursPerYear * failed
		o.PerYear += l.HoursPerYear * s.CostPerHour
		o.FractionalPerYear += l.HoursPerYear * d.hourly(s.First.Fractional, s.Second.Fractional, failed)
	}
	return o, nil
}

// hourly is what agents on duty and failed tries cost an hour.
func (d Desk) hourly(agents1, agents2, failed float64) float64 {
	return d.First.Cost.Amount*agents1 + d.Second.Cost.Amount*agents2 + d.FailedTry.Amount*failed
}

func (d Desk) staffed(sum work, l Load) (Staffed, error) {
	s := Staffed{Load: l}
	one, two := d.lives(sum, l)
	var err1, err2 error
	s.First, err1 = need(one, d.First.Promise)
	two.ArrivalsPerHour *= d.First.goesOn(s.First.Result)
	s.Second, err2 = need(two, d.Second.Promise)
	if err := errors.Join(placed("1st level", err1), placed("2nd level", err2)); err != nil {
		return Staffed{}, err
	}
	s.Arrivals1PerHour, s.Handling1Seconds = one.ArrivalsPerHour, one.HandlingSeconds
	s.Arrivals2PerHour, s.Handling2Seconds = two.ArrivalsPerHour, two.HandlingSeconds
	s.CostPerHour = d.hourly(float64(s.First.Agents), float64(s.Second.Agents), sum.failed*l.Factor)
	return s, nil
}

// lives are both tiers as queues at a load; their mean handling time is that of the mix.
func (d Desk) lives(sum work, l Load) (one, two queue.Live) {
	return live(sum.visits1*l.Factor, sum.minutes1*l.Factor, d.First.PatienceSeconds),
		live(sum.visits2*l.Factor, sum.minutes2*l.Factor, d.Second.PatienceSeconds)
}

func live(visits, minutes, patience float64) queue.Live {
	l := queue.Live{ArrivalsPerHour: visits, PatienceSeconds: patience}
	if visits > 0 {
		l.HandlingSeconds = minutes / visits * secondsPerMinute
	}
	return l
}

// need is the staff for a promise; work that takes no time needs nobody.
func need(l queue.Live, p queue.Promise) (queue.Staff, error) {
	if idle(l) {
		l.ArrivalsPerHour, l.HandlingSeconds = 0, 1
	}
	return l.Required(p)
}

// idle says whether a tier has nothing to do: no tickets, or tickets that take no time.
func idle(l queue.Live) bool { return l.ArrivalsPerHour == 0 || l.HandlingSeconds < queue.MinSeconds }

// least is the option with the lowest figure; the first of equals.
func least(options []Option, figure func(Option) float64) int {
	best, lowest := 0, math.Inf(1)
	for i, o := range options {
		if x := figure(o); x < lowest {
			best, lowest = i, x
		}
	}
	return best
}
