package queue

import (
	"errors"
	"fmt"
	"math"
)

// forgiven is the share by which a promise may be missed through rounding alone: a cap of 0.85 is kept by 8.5 Erlang on
// 10 agents although 8.5/10 need not be 0.85 in binary.
const forgiven = 1e-12

// leastAgent is the smallest part of an agent that Needs tell apart; a need is at least that much above the last whole
// number that does not do.
const leastAgent = 1e-6

// Promise is what staff must keep. Every field is given: there are no hidden defaults.
type Promise struct {
	TargetSeconds float64 // 0 or more
	TargetShare   float64 // share to be answered within TargetSeconds: 0 (no such promise) up to but not 1
	By            Level   // which of the four service levels; the zero value is ServedOfOffered, the strictest
	MaxOccupancy  float64 // above 0; 1 when there is no cap
	MaxAbandon    float64 // largest share that may give up: above 0 (or 0 when nobody gives up); 1 when there is no cap
}

// Bound is what makes a number of agents necessary.
type Bound string

// The reasons for a number of agents.
const (
	NoBound        Bound = "none"        // nothing arrives, or nothing is promised and all may give up
	ServiceBound   Bound = "service"     // the share answered within the target
	OccupancyBound Bound = "occupancy"   // the cap on occupancy
	AbandonBound   Bound = "abandonment" // the cap on those who give up
	StableBound    Bound = "stability"   // the queue must not grow without end
)

// Needs are the agents that each promise needs by itself, in fractions of an agent. Rounded up they are the smallest
// whole numbers that keep it. Between whole numbers the figure promised is taken as linear; below the smallest
// stable number Erlang C has a service level of 0 at n = A.
type Needs struct {
	Service     float64
	Occupancy   float64
	Abandonment float64
	Stability   float64 // the load when nobody gives up, which n must exceed; otherwise 0
}

// Staff is the smallest staff that keeps a promise.
type Staff struct {
	Agents     int     // whole agents
	Fractional float64 // the same before rounding up: the largest of Needs
	Needs      Needs
	Binds      Bound  // the promise that one agent fewer would break first
	Result     Result // what Agents reach
}

// Required returns the smallest number of agents that keeps every part of a promise. When customers give up it may
// lie below the offered load.
//
// Special cases: without arrivals nobody is needed (0 agents). Each part of a promise grows easier with every agent,
// so the smallest number is the largest of what each part needs.
//
// Source: N. Gans, G. Koole and A. Mandelbaum, Telephone call centers: tutorial, review, and research prospects,
// M&SOM 5 (2003), section 4.
func (l Live) Required(p Promise) (Staff, error) {
	if err := errors.Join(l.check(), p.check(l.patient())); err != nil {
		return Staff{}, err
	}
	switch {
	case l.LoadErlang() == 0:
		return Staff{Result: idle(), Binds: NoBound}, nil
	case l.patient() && l.LoadErlang()/p.MaxOccupancy > MaxAgents:
		return Staff{}, tooMany()
	case l.patient():
		return l.requiredEndless(p), nil
	}
	return l.requiredImpatient(p)
}

func tooMany() error {
	return fmt.Errorf("the promise needs more than %g agents; its caps must be wider", float64(MaxAgents))
}

func (p Promise) check(patient bool) error {
	err := errors.Join(
		inRange("target seconds", p.TargetSeconds, 0, MaxSeconds),
		inRange("target share", p.TargetShare, 0, 1),
		above("occupancy cap", p.MaxOccupancy, 1),
		inRange("abandonment cap", p.MaxAbandon, 0, 1),
	)
	if p.TargetShare == 1 {
		err = errors.Join(err, errors.New("target share is 1; no staff answers everybody in time for certain, 0.99 is a promise that can be kept"))
	}
	if p.MaxAbandon == 0 && !patient {
		err = errors.Join(err, errors.New("abandonment cap is 0; no staff keeps everybody who may give up, 0.01 is a promise that can be kept"))
	}
	if p.By < ServedOfOffered || p.By > ServedAndEarlyOfOffered {
		err = errors.Join(err, fmt.Errorf("service level definition is %d; there are four, 0 to 3", p.By))
	}
	return err
}

// requiredEndless runs Erlang's recurrence up to the first number of agents that keeps the service target; occupancy
// needs no search.
func (l Live) requiredEndless(p Promise) Staff {
	load := l.LoadErlang()
	n, b := 0.0, 1.0
	for n <= load {
		n++
		b = load * b / (n + load*b)
	}
	needs := Needs{Stability: math.Max(load, math.Floor(load)+leastAgent), Occupancy: snapped(load / p.MaxOccupancy)}
	floor, below := load, 0.0
	for p.TargetShare > 0 {
		level := 1 - waiting(load, n, b)*math.Exp(-(n-load)*p.TargetSeconds/l.HandlingSeconds)
		if level >= p.TargetShare-forgiven {
			needs.Service = between(floor, n, (p.TargetShare-below)/(level-below))
			break
		}
		floor, below = n, level
		n++
		b = load * b / (n + load*b)
	}
	staff := needs.staff()
	for n < float64(staff.Agents) && b > 0 {
		n++
		b = load * b / (n + load*b)
	}
	n = float64(staff.Agents)
	staff.Result = l.endless(n, p.TargetSeconds, waiting(load, n, b))
	return staff
}

// Gross returns the people to plan, in fractions, so that a number of agents is there: agents / (1 - shrinkage), with
// shrinkage the share of paid time that is not available (leave, sickness, training, meetings), 0 up to but not 1.
func Gross(agents, shrinkage float64) (people float64, err error) {
	if err := errors.Join(inRange("agents", agents, 0, MaxAgents), inRange("shrinkage", shrinkage, 0, 0.99)); err != nil {
		return 0, err
	}
	return snapped(agents / (1 - shrinkage)), nil
}

// between is the point a share of the way from low to high.
func between(low, high, share float64) float64 {
	least := math.Min(high, low+leastAgent)
	return math.Max(least, math.Min(high, low+(high-low)*share))
}

// snapped takes a need that lies above a whole number through rounding alone for that number.
func snapped(agents float64) float64 {
	if whole := math.Round(agents); math.Abs(agents-whole) <= forgiven*whole {
		return whole
	}
	return agents
}

// staff rounds the largest need up and names it.
func (n Needs) staff() Staff {
	s := Staff{Binds: NoBound, Needs: n}
	for _, need := range [...]struct {
		bound  Bound
		agents float64
	}{{StableBound, n.Stability}, {OccupancyBound, n.Occupancy}, {AbandonBound, n.Abandonment}, {ServiceBound, n.Service}} {
		if need.agents > s.Fractional {
			s.Fractional, s.Binds = need.agents, need.bound
		}
	}
	s.Agents = int(math.Ceil(s.Fractional))
	return s
}
