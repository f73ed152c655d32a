package shiftleft

import (
	"math"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/tradeoff"
)

// priced is a heap with what its tickets cost.
type priced struct {
	heap
	second     tradeoff.Estimate // minutes at 2nd level: its own, or those of the category
	mid        cost              // at the amount of second
	low, high  cost              // at the ends of its interval
	perYear    float64           // tickets a year for one counted
	solveShare tradeoff.Estimate
	kind       origin.Kind
}

// cost is what a ticket costs on each of its ways.
type cost struct{ solved, passed, direct float64 }

// now is what a ticket costs today.
func (p priced) now(c cost) float64 {
	if p.tried {
		return c.passed
	}
	return c.direct
}

// then is what it costs in the mean when 1st level tries it and solves a share p: what it does not solve is passed on, and the failed
// try is paid.
func (p priced) then(c cost, share float64) float64 { return share*c.solved + (1-share)*c.passed }

func (p priced) saving(c cost, share float64) float64 { return p.now(c) - p.then(c, share) }

// worth says whether a try pays.
func (p priced) worth() bool { return p.saving(p.mid, p.solveShare.Amount) > 0 }

// money is a year of all tickets of the heap.
func (p priced) money(c cost, share float64) float64 {
	return float64(p.tickets) * p.perYear * p.saving(c, share)
}

// price costs a heap by the functions of the plan, with its own minutes at 2nd level where enough are recorded and none are typed: quick
// tickets must not be priced as if they were as long as all others.
func price(in plan.Input, c tradeoff.Category, h heap, perYear float64) (p priced, err error) {
	p = priced{heap: h, second: c.Second, perYear: perYear, solveShare: c.Solve}
	if own, ok := h.own(); ok && c.Second.Kind != origin.Typed {
		v := origin.Measure(own.Mean, c.Second.Unit, "recorded effort of these tickets", in.Demand.To.Year())
		p.second = tradeoff.Exactly(v)
		if own.Interval {
			p.second.Low, p.second.High = math.Min(own.Low, own.Mean), math.Max(own.High, own.Mean)
		}
		p.second.N = own.N
	}
	c.Second = p.second
	if p.mid, p.kind, err = costs(in, c, p.second.Amount); err != nil {
		return p, err
	}
	if p.low, _, err = costs(in, c, p.second.Low); err != nil {
		return p, err
	}
	p.high, _, err = costs(in, c, p.second.High)
	return p, err
}

func costs(in plan.Input, c tradeoff.Category, second float64) (cost, origin.Kind, error) {
	c.Second.Amount = second
	all, err := in.CategoryCost(c)
	if err != nil {
		return cost{}, "", err
	}
	var out cost
	for _, path := range all.Paths {
		switch path.Path {
		case plan.PathSolved:
			out.solved = path.Cost.Total
		case plan.PathPassed:
			out.passed = path.Cost.Total
			out.direct = path.Cost.Legs[len(path.Cost.Legs)-1].Cost // 2nd level's part: 1st level never held it
		}
	}
	return out, all.Kind, nil
}

// bounds is the money of heaps of one category with its interval: that of every count (Garwood), of the minutes of each heap, and of
// the share that 1st level solves, which all heaps of a category have in common. Pay has none.
func bounds(all []priced) rate.Bounds {
	var out rate.Bounds
	var value, low, high float64
	for _, p := range all {
		share := p.solveShare
		one := p.money(p.mid, share.Amount)
		value, low, high = value+one, low+p.money(p.mid, share.Low), high+p.money(p.mid, share.High)
		fewest, most := rate.Count{Events: p.tickets}.Interval(rate.Level)
		each := p.perYear * p.saving(p.mid, share.Amount)
		out = out.Plus(around(one, fewest*each, most*each)).Plus(around(one, p.money(p.low, share.Amount), p.money(p.high, share.Amount)))
	}
	spread := out.Plus(around(value, low, high))
	return rate.Bounds{Value: value, Low: value + spread.Low, High: value + spread.High}
}

// around is how far two other results lie from one, on either side.
func around(at, a, b float64) rate.Bounds {
	return rate.Bounds{Low: math.Min(0, math.Min(a, b)-at), High: math.Max(0, math.Max(a, b)-at)}
}
