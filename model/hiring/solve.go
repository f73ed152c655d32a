package hiring

import (
	"math"

	"tiermix/model/integer"
)

// Plan is a course of least cost, with what is proven of it.
type Plan struct {
	Decisions Decisions
	Course    Course  // of Input.Months
	Searched  float64 // money of all months that were searched, the tail among them
	Bound     float64 // no decisions cost less over these months
}

// Gap is by which share a cheaper plan could be cheaper at most, over the months that were searched: 0 when there is none.
func (p Plan) Gap() float64 {
	if p.Searched <= 0 {
		return 0
	}
	return math.Max(0, p.Searched-p.Bound) / p.Searched
}

// exactGap is the relative difference of cost and bound that counts as none; the bound carries the jitter of the simplex method.
const exactGap = 5e-6

// Exact says whether no cheaper plan exists.
func (p Plan) Exact() bool { return p.Gap() <= exactGap }

// Solve finds the decisions of least cost over Input.Months and Input.Tail together:
//
//	minimise Σ cost(m)   subject to   effective(m) + missing(m) ≥ need(m), promoted(m-11..m) ≤ share · seasoned(m), settled(m) ≥ 0,
//	whole hires and promotions
//
// The tail keeps the last months from living on what they have: without it nobody would be hired who is of use after the end, and a
// lack that begins there would cost nothing. What the tail costs is no part of the Course. Nobody is dismissed: who is not needed stays
// until he leaves.
//
// The linear relaxation with cuts gives the bound; branch and bound goes on until integer.WorkLimit, which counts multiplications and so does not depend on the machine.
// Where it is reached, the plan is the best that was found, and Gap says how far it may be from the least cost.
//
// Errors: faults of the input, all at once.
func Solve(in Input) (Plan, error) { return in.SolveWithin(integer.WorkLimit) }

// SolveWithin is Solve with another work limit.
func (in Input) SolveWithin(limit float64) (Plan, error) {
	if err := in.Check(); err != nil {
		return Plan{}, err
	}
	p := newProgramme(in)
	tight := p.linear.Tightened(limit / 4)
	start := p.improve(p.possible(p.begin(tight, limit)))
	best, _, bound := tight.Optimum(p.solution(start), limit/2)
	d := p.improve(p.possible(p.decided(best)))
	fixed := p.fixed.Total
	for tier := range Tiers {
		fixed.Missing[tier] = 0
	}
	plan := Plan{Decisions: d, Searched: p.price(d), Bound: bound + fixed.Total()}
	plan.Course = in.follow(d, Expected, in.promotable, in.Months)
	return plan, nil
}

// begin is a first solution: the relaxed one rounded down.
func (p programme) begin(tight integer.Program, limit float64) Decisions {
	x, ok := tight.Relaxed(limit)
	if !ok {
		return p.decided(make([]float64, len(p.linear.Columns)))
	}
	for j := range p.linear.Whole {
		x[j] = math.Floor(x[j] + integer.NearWhole)
	}
	return p.decided(x)
}

// possible leaves out promotions, the latest first, of people who are not there: fewer hires than the relaxation has may be too few to promote.
func (p programme) possible(d Decisions) Decisions {
	for m := p.span - 1; m >= 0; m-- {
		for d.Promote[m] > 0 && math.IsInf(p.price(d), 1) {
			d.Promote[m]--
		}
	}
	return d
}

// price is what decisions cost over all months that are searched; +Inf when more are promoted than may be.
func (p programme) price(d Decisions) float64 {
	course := p.in.follow(d, Expected, p.in.promotable, p.span)
	for m, month := range course.Months {
		if month.Promoted < float64(at(d.Promote, m))-integer.NearWhole {
			return math.Inf(1)
		}
	}
	return course.Total.Total()
}
