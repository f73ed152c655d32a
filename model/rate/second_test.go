package rate_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// rounding is what two ways to the same number may differ by: a few hundred operations at 1e-16, and Lgamma's own
// error of about 1e-13 at a few hundred.
const rounding = 1e-9

// The Wilson ends are the shares p that lie exactly z standard errors from the observed one: (p̂-p)² = z²·p(1-p)/n.
func TestWilsonSolvesItsEquation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		z := distuv.UnitNormal.Quantile((1 + level) / 2)
		low, high := s.Interval(level)
		for _, p := range []float64{low, high} {
			left, right := (s.Value()-p)*(s.Value()-p), z*z*p*(1-p)/float64(s.Total)
			if math.Abs(left-right) > rounding {
				t.Fatalf("%v at %v: end %v gives %v, want %v", s, level, p, left, right)
			}
		}
	})
}

// choose counts with whole numbers, Pascal's way.
func choose(n, k int) float64 {
	row := make([]float64, n+1)
	row[0] = 1
	for range n {
		for j := n; j > 0; j-- {
			row[j] += row[j-1]
		}
	}
	if k < 0 || k > n {
		return 0
	}
	return row[k]
}

// Fisher's test by counting tables.
func TestFisherByCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rate.Share{Total: rapid.IntRange(1, 9).Draw(t, "n")}
		b := rate.Share{Total: rapid.IntRange(1, 9).Draw(t, "m")}
		a.Hits, b.Hits = rapid.IntRange(0, a.Total).Draw(t, "x"), rapid.IntRange(0, b.Total).Draw(t, "y")
		hits, total := a.Hits+b.Hits, a.Total+b.Total
		observed := choose(a.Total, a.Hits) * choose(b.Total, b.Hits)
		rare := 0.0
		for k := 0; k <= hits; k++ {
			if tables := choose(a.Total, k) * choose(b.Total, hits-k); tables <= observed {
				rare += tables
			}
		}
		want := rare / choose(total, hits)
		if got := rate.CompareShares(a, b); math.Abs(got-want) > rounding && float64(min(a.Total, b.Total)*min(hits, total-hits)) < 5*float64(total) {
			t.Fatalf("%v against %v: got %v, counting gives %v", a, b, got, want)
		}
	})
}

// The test of two counts by adding up binomial probabilities.
func TestCountsByAdding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rate.Count{Events: rapid.IntRange(0, 40).Draw(t, "x"), Exposure: float64(rapid.IntRange(1, 30).Draw(t, "s"))}
		b := rate.Count{Events: rapid.IntRange(0, 40).Draw(t, "y"), Exposure: float64(rapid.IntRange(1, 30).Draw(t, "u"))}
		n, p := a.Events+b.Events, a.Exposure/(a.Exposure+b.Exposure)
		below, above := 0.0, 0.0
		for k := 0; k <= n; k++ {
			probability := choose(n, k) * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
			if k <= a.Events {
				below += probability
			}
			if k >= a.Events {
				above += probability
			}
		}
		want := math.Min(1, 2*math.Min(below, above))
		if got := rate.CompareCounts(a, b); math.Abs(got-want) > rounding {
			t.Fatalf("%v against %v: got %v, adding gives %v", a, b, got, want)
		}
	})
}

// The ranks keep at least the level, and one rank further in on either side would break its tail.
func TestRanksByAdding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(6, 60).Draw(t, "n")
		q := rapid.SampledFrom([]float64{0.25, 0.5, 0.75, 0.9}).Draw(t, "q")
		low, high, ok := rate.Ranks(n, q, rate.Level)
		if !ok {
			return
		}
		below := func(k int) float64 { // fewer than k values lie below the quantile
			sum := 0.0
			for i := range k {
				sum += choose(n, i) * math.Pow(q, float64(i)) * math.Pow(1-q, float64(n-i))
			}
			return sum
		}
		if covered := below(high) - below(low); covered < rate.Level-rounding {
			t.Fatalf("%d values, %v: ranks %d to %d cover %v", n, q, low, high, covered)
		}
		if below(low+1) <= 0.025-rounding || 1-below(high-1) <= 0.025-rounding {
			t.Fatalf("%d values, %v: ranks %d to %d could be closer", n, q, low, high)
		}
	})
}

// With equal sizes and variances Welch's test is Student's: t = (m₁-m₂)/√(2v/n) with 2n-2 degrees of freedom.
func TestWelchIsStudentForTwins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := samples().Draw(t, "a")
		b := a
		b.Mean += rapid.Float64Range(-1, 1).Draw(t, "shift")
		statistic := math.Abs(a.Mean-b.Mean) / math.Sqrt(2*a.Variance/float64(a.N))
		want := 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(2*a.N - 2)}.CDF(-statistic)
		if got := rate.CompareMeans(a, b); math.Abs(got-want) > rounding {
			t.Fatalf("%v against %v: got %v, Student's gives %v", a, b, got, want)
		}
	})
}

// A larger difference is never less surprising.
func TestFartherIsRarer(t *testing.T) {
	for hits := 31; hits < 100; hits++ {
		near := rate.CompareShares(rate.Share{Hits: 30, Total: 100}, rate.Share{Hits: hits - 1, Total: 100})
		far := rate.CompareShares(rate.Share{Hits: 30, Total: 100}, rate.Share{Hits: hits, Total: 100})
		if far > near {
			t.Errorf("30 against %d of 100: p %v, against %d: %v", hits-1, near, hits, far)
		}
	}
}

// By chance alone about 1 of 20 comparisons looks like more than noise: shares of 0.3, drawn by the exact binomial.
func TestPooledTestKeepsItsLevel(t *testing.T) {
	law := distuv.Binomial{N: 200, P: 0.3}
	noise := 0.0
	for x := range 201 {
		for y := range 201 {
			if rate.CompareShares(rate.Share{Hits: x, Total: 200}, rate.Share{Hits: y, Total: 200}) < rate.Noise {
				noise += law.Prob(float64(x)) * law.Prob(float64(y))
			}
		}
	}
	if noise < 0.04 || noise > 0.06 {
		t.Errorf("%v of the comparisons look like more than noise, want about 0.05", noise)
	}
}
