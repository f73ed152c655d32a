package rate_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// Ranks of the 95 % interval for a median: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999),
// section 3.2 by the exact binomial; n = 10 has coverage 0.979 and n = 6 has 0.969.
func TestMedianRanks(t *testing.T) {
	for _, c := range []struct{ n, low, high int }{{6, 1, 6}, {10, 2, 9}, {20, 6, 15}, {100, 40, 61}} {
		low, high, ok := rate.Ranks(c.n, 0.5, 0.95)
		if !ok || low != c.low || high != c.high {
			t.Errorf("%d values: got %d to %d (%t), want %d to %d", c.n, low, high, ok, c.low, c.high)
		}
	}
	for _, n := range []int{0, 1, 5} {
		if _, _, ok := rate.Ranks(n, 0.5, 0.95); ok {
			t.Errorf("%d values: got an interval, want none", n)
		}
	}
}

func TestGridRoundsOutwards(t *testing.T) {
	values := []float64{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}
	fine := rate.Grid{N: 11, At: []float64{0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1}, Values: values}
	if low, high, ok := fine.Interval(0.5, 0.95); !ok || low != 20 || high != 100 {
		t.Errorf("fine grid: got %v to %v (%t), want the 2nd and 10th value, 20 to 100", low, high, ok)
	}
	coarse := rate.Grid{N: 11, At: []float64{0, .5, 1}, Values: []float64{10, 60, 110}}
	if low, high, ok := coarse.Interval(0.5, 0.95); !ok || low != 10 || high != 110 {
		t.Errorf("coarse grid: got %v to %v (%t), want 10 to 110", low, high, ok)
	}
	narrow := rate.Grid{N: 11, At: []float64{.4, .6}, Values: []float64{50, 70}}
	if _, _, ok := narrow.Interval(0.5, 0.95); ok {
		t.Error("narrow grid: got an interval, want none")
	}
}

func TestGridEnclosesTheSampleQuantile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 400).Draw(t, "n")
		at := rapid.SliceOfN(rapid.Float64Range(0, 1), 3, 20).Draw(t, "at")
		slices.Sort(at)
		g := rate.Grid{N: n, At: at}
		for _, f := range at {
			g.Values = append(g.Values, f*float64(n-1)) // the values are 0, 1, 2, ...
		}
		q := rapid.SampledFrom([]float64{0.5, 0.9}).Draw(t, "q")
		low, high, ok := g.Interval(q, rate.Level)
		l, h, _ := rate.Ranks(n, q, rate.Level)
		if ok && (low > float64(l-1)+1e-6 || high < float64(h-1)-1e-6) {
			t.Fatalf("%v to %v is narrower than the order statistics %d to %d", low, high, l-1, h-1)
		}
	})
}

func ExampleRanks() {
	low, high, _ := rate.Ranks(100, 0.9, 0.95)
	fmt.Printf("the p90 of 100 values lies between the %dth and the %dth\n", low, high)
	// Output: the p90 of 100 values lies between the 84th and the 96th
}
