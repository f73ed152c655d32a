package tradeoff

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"tiermix/model/queue"
)

// Limits of a frontier.
const (
	enoughService = 0.9999 // a tier that answers more in time is not given another agent
	mostMixes     = 300    // numbers of agents that are looked at, per tier
	shortMixes    = 100    // of these below the load, in a large tier where customers give up
)

// Mix is a number of agents at both levels under a policy.
type Mix struct {
	Policy  Policy
	Agents1 int
	Agents2 int
}

// Point is what a mix costs and reaches at one load.
type Point struct {
	Option      int // in Plan.Options; -1 when the policy is none of them
	Agents1     int
	Agents2     int
	CostPerHour float64 // of agents and failed tries
	// Service is the share of visits to 1st level after which no wait was longer than its target, the waits at both
	// levels taken as independent: SL1 (1 - e + e SL2) with e the share that goes on. Without 1st level it is SL2.
	Service        float64
	ServiceLevel1  float64 // by the promise's definition; 1 without arrivals
	ServiceLevel2  float64
	Occupancy1     float64
	Occupancy2     float64
	SojournMinutes float64 // mean time of a new ticket in line and in work over all its visits; 0 without arrivals
	Kept           bool    // both promises whole
	Pareto         bool    // no other point has more service for less or equal cost
	Overload       string  // why a mix cannot last, with the smallest stable numbers; empty when it can. All figures but cost are then 0
}

// Frontier is cost against service over all mixes of 1st and 2nd level.
type Frontier struct {
	Load   Load
	Points []Point // by option, agents of 1st and agents of 2nd level
	Pareto []int   // in Points, by rising cost and rising service
	Today  Point
}

// Frontier looks at every mix from the smallest stable staff (see rungs) to one that answers nearly everybody in time, under every option of a
// plan, at the load of that index in Desk.Loads. Pareto marks the mixes that are not beaten by any other; today's mix is put
// beside them.
//
// Special cases: a mix of today that cannot last is told in Today.Overload with the smallest numbers that could; a tier without
// arrivals is looked at with nobody only. Errors: those of Check; a plan for another desk, no such load, negative agents.
func (d Desk) Frontier(plan Plan, load int, today Mix) (Frontier, error) {
	if err := errors.Join(d.Check(), d.checkFrontier(plan, load, today)); err != nil {
		return Frontier{}, err
	}
	ways, err := d.ways()
	if err != nil {
		return Frontier{}, err
	}
	f := Frontier{Load: d.Loads[load]}
	for i, o := range plan.Options {
		f.Points = append(f.Points, d.scene(ways, o.Policy, f.Load).all(i)...)
	}
	f.Pareto = pareto(f.Points)
	f.Today = d.scene(ways, today.Policy, f.Load).single(plan, today)
	return f, nil
}

func (d Desk) checkFrontier(plan Plan, load int, today Mix) error {
	var faults []error
	if load < 0 || load >= len(d.Loads) {
		faults = append(faults, fmt.Errorf("there is no load %d; the desk has 0 to %d", load, len(d.Loads)-1))
	}
	for _, o := range plan.Options {
		if d.checkPolicy(o.Policy) != nil {
			faults = append(faults, errors.New("the plan is for a desk with other categories"))
			break
		}
	}
	for _, n := range []int{today.Agents1, today.Agents2} {
		if n < 0 || float64(n) > queue.MaxLoad {
			faults = append(faults, fmt.Errorf("today's agents: %d; it must be 0 to %g", n, float64(queue.MaxLoad)))
		}
	}
	return errors.Join(append(faults, placed("today", d.checkPolicy(today.Policy)))...)
}

// scene is the demand of a policy at a load.
type scene struct {
	desk     Desk
	policy   Policy
	one, two queue.Live
	external float64 // new tickets per hour
	failed   float64 // failed tries per hour
}

func (d Desk) scene(all []ways, p Policy, l Load) scene {
	d = d.under(p)
	sum := d.blend(all, p)
	one, two := d.lives(sum, l)
	return scene{desk: d, policy: p, one: one, two: two, external: d.volume() * l.Factor, failed: sum.failed * l.Factor}
}

// reached is a tier with a number of agents.
type reached struct {
	agents int
	result queue.Result
	level  float64 // service level by the promise
	kept   bool
}

// rungs are what each number of agents reaches, from the smallest stable one. When customers give up any number is stable: then from
// 1, or in a large tier from shortMixes below the load, where nearly all wait until somebody gives up.
func rungs(l queue.Live, p queue.Promise) []reached {
	if idle(l) {
		return []reached{idleRung}
	}
	n := l.StableAgents()
	if !math.IsInf(l.PatienceSeconds, 1) {
		n = max(1, n-shortMixes)
	}
	var all []reached
	for range mostMixes {
		r, err := rung(l, p, n)
		if err != nil {
			return all
		}
		all = append(all, r)
		if r.level >= enoughService && r.kept {
			break
		}
		n++
	}
	return all
}

var idleRung = reached{result: queue.Result{ServedOfOffered: 1, ServedOfAnswered: 1, ServedOfOfferedLessEarly: 1, ServedAndEarlyOfOffered: 1}, level: 1, kept: true}

func rung(l queue.Live, p queue.Promise, agents int) (reached, error) {
	if idle(l) {
		r := idleRung
		r.agents = agents
		return r, nil
	}
	r, err := l.With(agents, p.TargetSeconds)
	if err != nil {
		return reached{}, err
	}
	level := r.ServiceLevel(p.By)
	kept := level >= p.TargetShare-keptSlack && r.Occupancy <= p.MaxOccupancy+keptSlack && r.AbandonProbability <= p.MaxAbandon+keptSlack
	return reached{agents, r, level, kept}, nil
}

// keptSlack forgives rounding in a promise that is kept exactly.
const keptSlack = 1e-12

// all are the points of a scene. 2nd level is computed once for all numbers at 1st level when nobody gives up there; otherwise its
// arrivals depend on them.
func (s scene) all(option int) []Point {
	firsts := rungs(s.one, s.desk.First.Promise)
	var seconds []reached
	var points []Point
	for _, a := range firsts {
		if two := s.behind(a); seconds == nil || two != s.two {
			seconds = rungs(two, s.desk.Second.Promise)
		}
		for _, b := range seconds {
			points = append(points, s.point(option, a, b))
		}
	}
	return points
}

// behind is 2nd level without those who gave up at 1st level.
func (s scene) behind(a reached) queue.Live {
	two := s.two
	two.ArrivalsPerHour *= s.desk.First.goesOn(a.result)
	return two
}

func (s scene) point(option int, a, b reached) Point {
	p := Point{
		Option: option, Agents1: a.agents, Agents2: b.agents, CostPerHour: s.cost(a.agents, b.agents),
		ServiceLevel1: a.level, ServiceLevel2: b.level, Occupancy1: a.result.Occupancy, Occupancy2: b.result.Occupancy, Kept: a.kept && b.kept,
	}
	on := 1.0 // direct access
	if s.one.ArrivalsPerHour > 0 {
		on = math.Min(1, s.two.ArrivalsPerHour/s.one.ArrivalsPerHour)
	}
	p.Service = a.level * (1 - on + on*b.level)
	if s.external > 0 {
		busy := a.result.Occupancy*float64(a.agents) + b.result.Occupancy*float64(b.agents)
		p.SojournMinutes = (a.result.QueueLength + b.result.QueueLength + busy) / s.external * minutesPerHour
	}
	return p
}

func (s scene) cost(agents1, agents2 int) float64 {
	return s.desk.hourly(float64(agents1), float64(agents2), s.failed)
}

// single is the point of one mix, also one that cannot last.
func (s scene) single(plan Plan, m Mix) Point {
	option := slices.IndexFunc(plan.Options, func(o Option) bool { return o.Policy.same(m.Policy) })
	a, err1 := rung(s.one, s.desk.First.Promise, m.Agents1)
	b, err2 := rung(s.behind(a), s.desk.Second.Promise, m.Agents2)
	if err := errors.Join(placed("1st level", err1), placed("2nd level", err2)); err != nil {
		return Point{Option: option, Agents1: m.Agents1, Agents2: m.Agents2, CostPerHour: s.cost(m.Agents1, m.Agents2), Overload: err.Error()}
	}
	return s.point(option, a, b)
}

func (p Policy) same(o Policy) bool {
	return p.Direct == o.Direct && (p.Direct || slices.Equal(p.Tried, o.Tried))
}

// pareto marks and lists the points that no other beats.
func pareto(points []Point) []int {
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(points[a].CostPerHour, points[b].CostPerHour), cmp.Compare(points[b].Service, points[a].Service))
	})
	var kept []int
	best := math.Inf(-1)
	for _, i := range order {
		if points[i].Service > best {
			best = points[i].Service
			points[i].Pareto = true
			kept = append(kept, i)
		}
	}
	return kept
}
