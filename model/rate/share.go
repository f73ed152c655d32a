// Package rate says how far counted figures can be trusted: intervals for shares, medians and means, tests that
// tell a change from noise, and control limits for trends.
//
// The types are plain values, the methods are pure, and nothing panics: what cannot be computed is NaN.
package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level is the confidence level that every figure of tiermix uses.
const Level = 0.95

// Noise is the significance level below which a change counts as more than noise.
const Noise = 0.05

// Share is a number of hits among a number of trials.
type Share struct {
	Hits  int // 0 .. Total
	Total int
}

// Value returns Hits/Total, and NaN when there are no trials or the counts are impossible.
func (s Share) Value() float64 {
	if !s.valid() {
		return math.NaN()
	}
	return float64(s.Hits) / float64(s.Total)
}

// Interval returns the Wilson score interval at the given confidence level (0 < level < 1):
//
//	(2np + z² ± z√(z² + 4npq)) / 2(n + z²)
//
// with p = Hits/Total, q = 1-p, n = Total and z the normal quantile of (1+level)/2.
//
// Special cases: no trials, impossible counts or an impossible level give NaN, NaN; no hit gives a low end of
// exactly 0, only hits a high end of exactly 1.
//
// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927);
// method 3 in R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998).
func (s Share) Interval(level float64) (low, high float64) {
	if !s.valid() || !(level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	n, p := float64(s.Total), s.Value()
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	middle, width := 2*n*p+z*z, z*math.Sqrt(z*z+4*n*p*(1-p))
	low, high = (middle-width)/(2*(n+z*z)), (middle+width)/(2*(n+z*z))
	if s.Hits == 0 {
		low = 0
	}
	if s.Hits == s.Total {
		high = 1
	}
	return low, high
}

func (s Share) valid() bool {
	return s.Total > 0 && s.Hits >= 0 && s.Hits <= s.Total
}
