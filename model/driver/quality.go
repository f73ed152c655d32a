package driver

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/rate"
)

// AUC is the chance that the regression puts an escalated ticket above one that was not, both drawn at random: 0.5 is none at all.
type AUC struct{ Value, Low, High float64 }

// Group is about a tenth of the tickets, those with a like fitted probability.
type Group struct {
	Tickets            int
	Expected, Observed float64 // mean fitted probability and share escalated, 0 .. 1
}

// group is how many groups the calibration has.
const groups = 10

// score is tickets of one fitted probability.
type score struct{ p, hits, misses float64 }

// fitted are the patterns by their fitted probability, the least first; equal ones are one.
func (d *design) fitted(f *fit) []score {
	width := len(d.factors)
	all := make([]score, len(d.n))
	for i := range all {
		eta := f.beta[0]
		for _, c := range d.at[i*width : (i+1)*width] {
			eta += f.beta[c]
		}
		all[i] = score{logistic(eta), d.hits[i], d.n[i] - d.hits[i]}
	}
	slices.SortFunc(all, func(a, b score) int { return cmp.Compare(a.p, b.p) })
	kept := all[:0]
	for _, s := range all {
		if n := len(kept); n > 0 && kept[n-1].p == s.p {
			kept[n-1].hits, kept[n-1].misses = kept[n-1].hits+s.hits, kept[n-1].misses+s.misses
		} else {
			kept = append(kept, s)
		}
	}
	return kept
}

// tjur is the coefficient of discrimination.
//
// Source: T. Tjur, Coefficients of determination in logistic regression models - a new proposal, The American Statistician 63 (2009),
// 366-372.
func tjur(all []score) float64 {
	var hits, misses, up, down float64
	for _, s := range all {
		hits, misses = hits+s.hits, misses+s.misses
		up, down = up+s.hits*s.p, down+s.misses*s.p
	}
	return up/hits - down/misses
}

// auc is the area under the ROC curve with its 95 % interval on the logit scale; ties count half.
//
// Source: E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more correlated receiver operating
// characteristic curves, Biometrics 44 (1988), 837-845; the logit scale: M. S. Pepe, The Statistical Evaluation of Medical Tests for
// Classification and Prediction (2003), section 5.2.
func auc(all []score) AUC {
	var hits, misses float64
	for _, s := range all {
		hits, misses = hits+s.hits, misses+s.misses
	}
	value, below, above := 0.0, 0.0, hits
	lower, higher := make([]float64, len(all)), make([]float64, len(all)) // share of misses below, of hits above
	for i, s := range all {
		above -= s.hits
		lower[i], higher[i] = (below+s.misses/2)/misses, (above+s.hits/2)/hits
		below += s.misses
		value += s.hits * lower[i] / hits
	}
	var spread [2]float64
	for i, s := range all {
		spread[0] += s.hits * (lower[i] - value) * (lower[i] - value)
		spread[1] += s.misses * (higher[i] - value) * (higher[i] - value)
	}
	variance := spread[0]/(hits-1)/hits + spread[1]/(misses-1)/misses
	if value <= 0 || value >= 1 || variance <= 0 {
		return AUC{value, value, value}
	}
	centre := math.Log(value / (1 - value))
	half := distuv.UnitNormal.Quantile((1+rate.Level)/2) * math.Sqrt(variance) / (value * (1 - value))
	return AUC{value, logistic(centre - half), logistic(centre + half)}
}

// calibration cuts the tickets into tenths by their fitted probability; those of the same one stay together, so that there can be
// fewer groups.
func calibration(all []score) []Group {
	var total float64
	for _, s := range all {
		total += s.hits + s.misses
	}
	var out []Group
	var n, hits, expected, before float64
	for i, s := range all {
		n, hits, expected = n+s.hits+s.misses, hits+s.hits, expected+(s.hits+s.misses)*s.p
		if last := i == len(all)-1; last || before+n >= total*float64(len(out)+1)/groups {
			out = append(out, Group{Tickets: int(n), Expected: expected / n, Observed: hits / n})
			before, n, hits, expected = before+n, 0, 0, 0
		}
	}
	return out
}
