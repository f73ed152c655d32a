package rate

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Ranks returns the order statistics x₍low₎ and x₍high₎ (counted from 1) of n values that enclose the true
// q-quantile with at least the given confidence. The number of values below the quantile is binomial with n trials and
// probability q, so low is the largest rank with P(X < low) ≤ α/2 and high the smallest with P(X ≥ high) ≤ α/2.
//
// Special cases: ok is false when q or level lie outside (0, 1), or when n values are too few for the level: five
// values never enclose a median with 95 %.
//
// Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed. (2003), section 7.1.
func Ranks(n int, q, level float64) (low, high int, ok bool) {
	if n < 1 || !(q > 0 && q < 1) || !(level > 0 && level < 1) {
		return 0, 0, false
	}
	law, tail := distuv.Binomial{N: float64(n), P: q}, (1-level)/2
	low = sort.Search(n, func(k int) bool { return law.CDF(float64(k)) > tail })
	high = 1 + sort.Search(n, func(k int) bool { return 1-law.CDF(float64(k)) <= tail })
	return low, high, low >= 1 && high <= n
}

// Grid holds quantiles of a sample at a few fractions, as a database gives them in one pass.
type Grid struct {
	N      int       // values in the sample
	At     []float64 // fractions, rising
	Values []float64 // the quantile at each fraction, linear between order statistics
}

// Interval returns an interval for the true q-quantile with at least the given confidence. The ends are the order
// statistics of Ranks, rounded outwards to the next fraction of the grid; so it is never narrower than the exact one.
//
// Special cases: ok is false when the sample is too small, the grid too narrow or At and Values differ in length.
func (g Grid) Interval(q, level float64) (low, high float64, ok bool) {
	l, h, ok := Ranks(g.N, q, level)
	if !ok || len(g.At) != len(g.Values) || g.N < 2 {
		return math.NaN(), math.NaN(), false
	}
	steps := float64(g.N - 1)
	from := sort.Search(len(g.At), func(i int) bool { return g.At[i]*steps > float64(l-1)+rankSlack }) - 1
	to := sort.Search(len(g.At), func(i int) bool { return g.At[i]*steps >= float64(h-1)-rankSlack })
	if from < 0 || to >= len(g.At) {
		return math.NaN(), math.NaN(), false
	}
	return g.Values[from], g.Values[to], true
}

// rankSlack forgives the rounding of fraction times rank: 0.1 × 30 is not exactly 3.
const rankSlack = 1e-9
