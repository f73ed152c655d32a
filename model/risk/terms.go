package risk

import (
	"slices"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// TermsOf are the terms of both tiers as a headcount plan has them. The planned people are settled ones: they leave by attrition_later. A
// new one lacks in learning what the ramp falls short of full productivity, and what its mentor has no time for.
func TermsOf(in plan.Input) [2]Terms {
	var all [2]Terms
	for i, m := range in.Moves.Tiers {
		told := func(field string, amount float64, unit string) origin.Value {
			v := moved(in, i, field)
			v.Amount, v.Unit = amount, unit
			return v
		}
		all[i] = Terms{
			Attrition:   told("attrition_later", m.Later, origin.Share),
			Vacant:      told("lead_months", float64(m.Lead), plan.WholeMonths),
			Learning:    told("ramp_months", learning(m), plan.WholeMonths),
			Replacement: told("hiring_cost", m.Hiring+m.Leaves, in.Currency),
		}
	}
	return all
}

// moved is a number of people's moves with its origin.
func moved(in plan.Input, tier int, field string) origin.Value {
	key := []string{"tier1.", "tier2."}[tier] + field
	i := slices.IndexFunc(in.Moves.Traces, func(t plan.Trace) bool { return t.Key == key })
	if i < 0 {
		return origin.Value{}
	}
	return in.Moves.Traces[i].Value
}

// learning is the work, in months, that a new person lacks: over a ramp of R months that rises evenly from s to 1 it is (1 - s)(R + 1)/2, and
// R times the mentor's share.
func learning(m plan.TierMoves) float64 {
	months := float64(m.Ramp)
	if m.Ramp == 0 {
		return 0
	}
	return (1-m.Start)*(months+1)/2 + months*m.Mentor
}
