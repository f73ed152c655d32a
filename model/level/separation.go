package level

import (
	"math"
	"slices"
	"strconv"
)

// separations are 1st level against all above it, and every two tiers where there are more than two.
func (d draws) separations(all []compared) []Separation {
	var tiers []int
	for _, c := range all {
		if !slices.Contains(tiers, c.tier) {
			tiers = append(tiers, c.tier)
		}
	}
	slices.Sort(tiers)
	out := []Separation{d.separate(all, "1", "2+", func(t int) bool { return t <= 1 }, func(t int) bool { return t > 1 })}
	if len(tiers) < 3 {
		return out
	}
	for i, lower := range tiers {
		for _, upper := range tiers[i+1:] {
			out = append(out, d.separate(all, strconv.Itoa(lower), strconv.Itoa(upper), equals(lower), equals(upper)))
		}
	}
	return out
}

func equals(tier int) func(int) bool { return func(t int) bool { return t == tier } }

func (d draws) separate(all []compared, lower, upper string, below, above func(int) bool) Separation {
	out := Separation{Lower: lower, Upper: upper}
	for _, c := range all {
		if below(c.tier) {
			out.LowerTeams++
		}
		if above(c.tier) {
			out.UpperTeams++
		}
	}
	measure := func(all []compared, w []float64) float64 { return auc(all, w, below, above) }
	out.AUC, out.Weighted = d.estimate(all, evenly, measure), d.estimate(all, byMoves, measure)
	return out
}

// auc is the chance that of one team of each side, drawn by weight, the upper one has the higher level; equal levels count half. Teams
// come by level. It is NaN when one side has no weight.
func auc(all []compared, w []float64, below, above func(int) bool) float64 {
	var lower, upper, won float64
	for from := 0; from < len(all); {
		to, low, up := from, 0.0, 0.0
		for ; to < len(all) && all[to].level-all[from].level <= sameLevel; to++ {
			switch {
			case below(all[to].tier):
				low += w[to]
			case above(all[to].tier):
				up += w[to]
			}
		}
		won += up * (lower + low/2)
		lower, upper, from = lower+low, upper+up, to
	}
	if lower == 0 || upper == 0 {
		return math.NaN()
	}
	return won / (lower * upper)
}
