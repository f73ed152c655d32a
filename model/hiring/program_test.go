package hiring

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/integer"
)

// drawn is a small desk whose people leave, so that what may be promoted changes from month to month.
func drawn(t *rapid.T) Input {
	months := rapid.IntRange(12, 14).Draw(t, "months")
	tail := 2
	flat := func(x float64) []float64 {
		all := make([]float64, months+tail)
		for i := range all {
			all[i] = x
		}
		return all
	}
	in := Input{Months: months, Tail: tail}
	for tier := range Tiers {
		in.Need[tier] = flat(rapid.Float64Range(0, 8).Draw(t, "need"))
		in.Tiers[tier] = Tier{
			People: []Cohort{{Tenure: 120, People: rapid.Float64Range(0, 9).Draw(t, "people")}},
			Leave:  []float64{rapid.Float64Range(0, 0.3).Draw(t, "leave"), rapid.Float64Range(0, 0.1).Draw(t, "later")},
			Ramp:   []float64{0.3, 0.6}, Lead: rapid.IntRange(0, 4).Draw(t, "lead"), Cost: flat(4000), Hiring: 3000, Leaving: 500, Missing: rapid.Float64Range(1000, 12000).Draw(t, "missing"),
		}
	}
	in.Promotion = Promotion{Ramp: []float64{0.5}, Cost: flat(4500), Once: 1000, Share: rapid.Float64Range(0, 1).Draw(t, "share")}
	return in
}

// Whatever the search decides is a point of its own linear programme, at the price that the bookkeeping has for it: only then the bound of the
// programme is one of the decisions. Nor is less missing than the programme calls unavoidable.
func TestDecisionsLieInTheProgramme(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		plan, err := in.SolveWithin(2e6)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Bound > plan.Searched+1e-5*math.Max(1, plan.Searched) {
			t.Fatalf("the bound %v lies above what a plan costs, %v", plan.Bound, plan.Searched)
		}
		p := newProgramme(in)
		x := p.solution(plan.Decisions)
		reached := make([]float64, len(p.linear.Need))
		for j, c := range p.linear.Columns {
			for i, row := range c.Rows {
				reached[row] += c.Weight[i] * x[j]
			}
		}
		for row, need := range p.linear.Need {
			if reached[row] < need-1e-6 {
				t.Fatalf("row %d of %d months: %v of %v; %+v", row, p.span, reached[row], need, plan.Decisions)
			}
		}
		fixed := p.fixed.Total
		fixed.Missing = [Tiers]float64{}
		// A lack of less than roundingFTE counts as none in the bookkeeping, and has its price in the programme.
		forgiven := roundingFTE * float64(p.span) * (in.Tiers[0].Missing + in.Tiers[1].Missing)
		if cost := worth(p, x) + fixed.Total(); math.Abs(cost-plan.Searched) > forgiven+1e-6*math.Max(1, cost) {
			t.Fatalf("the programme has %v for what costs %v", cost, plan.Searched)
		}
		p.priceLack()
		least, known := p.linear.Relaxed(integer.WorkLimit)
		if lack, unavoidable := worth(p, x), worth(p, least); !known || lack < unavoidable-1e-6 {
			t.Fatalf("the plan lacks %v, which is less than the unavoidable %v (%t)", lack, unavoidable, known)
		}
	})
}

func worth(p programme, x []float64) (sum float64) {
	for j, c := range p.linear.Columns {
		sum += c.Cost * x[j]
	}
	return sum
}
