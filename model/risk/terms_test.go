package risk

import (
	"math"
	"slices"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// Terms are those of a headcount plan, each with its origin; what is typed is typed.
func TestTermsAreThoseOfTheHeadcountPlan(t *testing.T) {
	in := planned(t, office(), map[string]float64{"tier1.attrition_later": 0.2, "tier1.lead_months": 4, "tier1.ramp_months": 3, "tier1.ramp_start": 0.4, "tier1.mentor_share": 0.1,
		"tier1.hiring_cost": 5000, "tier1.leaving_cost": 700}).Input
	got := TermsOf(in)
	first := got[0]
	if first.Attrition.Amount != 0.2 || first.Attrition.Kind != origin.Typed || first.Vacant.Amount != 4 || first.Replacement.Amount != 5700 {
		t.Errorf("terms of 1st level: %+v", first)
	}
	// Productivity 0.4, 0.6 and 0.8 lacks 1.2 months, the mentor 0.3.
	if math.Abs(first.Learning.Amount-1.5) > 1e-12 {
		t.Errorf("a new person lacks %v months, want 1.5", first.Learning.Amount)
	}
	if second := got[1]; second.Attrition.Kind != origin.Default || second.Attrition.Source == "" || !(second.Attrition.Amount > 0) {
		t.Errorf("terms of 2nd level: %+v, want defaults that are named", second)
	}
	if got := learning(plan.TierMoves{Start: 0.2, Mentor: 0.5}); got != 0 {
		t.Errorf("without a ramp a new person lacks %v months", got)
	}
}

// People who learn are paid, and are missing in service all the same.
func TestLearningIsPaidAndMissing(t *testing.T) {
	s := scenario(t, still(nil))
	terms := leaving(0.5, 2, 0)
	s.Terms = [2]Terms{terms, terms}
	before := ran(t, FewestDraws, 1, s).Scenarios[0]
	terms.Learning = origin.Type(4, "months")
	s.Terms = [2]Terms{terms, terms}
	after := ran(t, FewestDraws, 1, s).Scenarios[0]
	if before.Paid != after.Paid || after.Service.Mean >= before.Service.Mean {
		t.Errorf("with learning %v is paid after %v, and %v in time after %v", after.Paid.Mean, before.Paid.Mean, after.Service.Mean, before.Service.Mean)
	}
	if i := slices.IndexFunc(after.Inputs, func(in Input) bool { return in.Key == "tier2.attrition" }); i < 0 {
		t.Error("attrition is no input")
	}
}
