package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Bounds is an estimate with the ends of its interval.
type Bounds struct{ Value, Low, High float64 }

// Plus is the sum of two independent estimates. Its interval puts the distances of the ends from their values together as the sides of
// a right angle (MOVER), which keeps intervals that are longer on one side as they are:
//
//	low = a + b - √((a - a.Low)² + (b - b.Low)²), high = a + b + √((a.High - a)² + (b.High - b)²)
//
// Source: G. Y. Zou, A. Donner, Construction of confidence limits about effect measures: a general approach, Stat. Med. 27
// (2008), section 2.
func (a Bounds) Plus(b Bounds) Bounds {
	v := a.Value + b.Value
	return Bounds{v, v - math.Hypot(a.Value-a.Low, b.Value-b.Low), v + math.Hypot(a.High-a.Value, b.High-b.Value)}
}

// Minus is the difference of two independent estimates, by the same rule.
func (a Bounds) Minus(b Bounds) Bounds { return a.Plus(Bounds{-b.Value, -b.High, -b.Low}) }

// Clear says that the interval does not hold 0.
func (a Bounds) Clear() bool { return a.Low > 0 || a.High < 0 }

// Bounds is the share with its Wilson interval; all NaN as in Value.
func (s Share) Bounds(level float64) Bounds {
	low, high := s.Interval(level)
	return Bounds{s.Value(), low, high}
}

// Difference is the difference a - b of two independent shares with Newcombe's hybrid score interval, which is Bounds.Minus of
// their Wilson intervals. The interval lies within -1 .. 1 and is wider than 0 also when both shares are 0 or 1.
//
// Special cases: an empty or impossible share gives NaN.
//
// Source: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven methods,
// Stat. Med. 17 (1998), method 10.
func Difference(a, b Share, level float64) Bounds { return a.Bounds(level).Minus(b.Bounds(level)) }

// Interval is the exact interval of the expected number of events over the same exposure: half the χ² quantile with 2x degrees of
// freedom at α/2 and that with 2x + 2 at 1 - α/2.
//
// Special cases: no events give a low end of 0; a negative number or an impossible level gives NaN, NaN.
//
// Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
func (c Count) Interval(level float64) (low, high float64) {
	if c.Events < 0 || !(level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	x, tail := float64(c.Events), (1-level)/2
	if c.Events > 0 {
		low = distuv.ChiSquared{K: 2 * x}.Quantile(tail) / 2
	}
	return low, distuv.ChiSquared{K: 2*x + 2}.Quantile(1-tail) / 2
}
