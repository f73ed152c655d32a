package risk

import (
	"tiermix/model/rate"
)

// Difference is what a scenario has over the first one, year by year with the same luck.
type Difference struct {
	Needed  Spread     // currency a year: below 0 where the scenario takes less
	Paid    Spread     // the same for the planned people
	Service Spread     // share in time over all work
	Cheaper rate.Share // years in which the scenario takes less money than the first
	Better  rate.Share // years in which more is in time
}

// difference sets two scenarios against each other, draw by draw.
func difference(first, other []outcome) Difference {
	apart := func(figure func(outcome) float64) []float64 {
		all := make([]float64, len(first))
		for i := range all {
			all[i] = figure(other[i]) - figure(first[i])
		}
		return all
	}
	needed := apart(func(o outcome) float64 { return o.needed })
	service := apart(func(o outcome) float64 { return o.together })
	return Difference{
		Cheaper: below(needed), Better: below(negative(service)),
		Needed: spreadOf(needed), Paid: spreadOf(apart(func(o outcome) float64 { return o.paid })), Service: spreadOf(service),
	}
}

// below counts the values under 0.
func below(all []float64) rate.Share {
	s := rate.Share{Total: len(all)}
	for _, x := range all {
		if x < 0 {
			s.Hits++
		}
	}
	return s
}

func negative(all []float64) []float64 {
	out := make([]float64, len(all))
	for i, x := range all {
		out[i] = -x
	}
	return out
}
