package rate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// By hand: centre 50/500 = 0.1; n = 100: 0.1 ± 3·0.03 = 0.01 .. 0.19.
func TestPChartLimits(t *testing.T) {
	chart := rate.PChart([]rate.Share{{5, 100}, {20, 100}, {20, 100}, {5, 100}, {0, 100}})
	if math.Abs(chart.Centre-0.1) > 1e-12 {
		t.Errorf("centre: got %v, want 0.1", chart.Centre)
	}
	for i, p := range chart.Points {
		if math.Abs(p.Low-0.01) > 1e-12 || math.Abs(p.High-0.19) > 1e-12 {
			t.Errorf("point %d: got limits %v to %v, want 0.01 to 0.19", i, p.Low, p.High)
		}
	}
	want := []rate.Run{{First: 1, Last: 2, Outside: 1}, {First: 4, Last: 4, Outside: -1}}
	if diff := cmp.Diff(want, chart.Runs); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}

func TestEmptyBucketEndsARun(t *testing.T) {
	chart := rate.PChart([]rate.Share{{90, 100}, {}, {90, 100}, {10, 400}})
	if got := len(chart.Runs); got != 3 {
		t.Errorf("got %d runs, want 3: %v", got, chart.Runs)
	}
	if !math.IsNaN(chart.Points[1].Value) || chart.Points[1].Outside != 0 {
		t.Errorf("empty bucket: got %+v, want NaN inside", chart.Points[1])
	}
	if empty := rate.PChart(nil); !math.IsNaN(empty.Centre) || empty.Runs != nil {
		t.Errorf("no buckets: got %+v", empty)
	}
}

func TestEqualBucketsAreInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		n := rapid.IntRange(1, 30).Draw(t, "buckets")
		buckets := make([]rate.Share, n)
		for i := range buckets {
			buckets[i] = s
		}
		for _, p := range rate.PChart(buckets).Points {
			if p.Low > p.Value+1e-12 || p.High < p.Value-1e-12 || p.Low < 0 || p.High > 1 {
				t.Fatalf("%v: %+v", s, p)
			}
		}
	})
}

// By hand: centre 0.1 and n = 100, so that a standard deviation is 0.03; z = -5/3, 10/3, 10/3, -5/3, -10/3 move by 5, 0, 5, 5/3, a mean of
// 2.917, over 1.128.
func TestSpread(t *testing.T) {
	chart := rate.PChart([]rate.Share{{5, 100}, {20, 100}, {20, 100}, {5, 100}, {0, 100}})
	if want := (5 + 0 + 5 + 5.0/3) / 4 / 1.128; math.Abs(chart.Spread-want) > 1e-12 || math.Abs(chart.Points[1].Z-10.0/3) > 1e-12 {
		t.Errorf("spread %v, want %v; z %v", chart.Spread, want, chart.Points[1].Z)
	}
	if alone, wide := chart.Outside(); alone != 3 || wide != 0 {
		t.Errorf("outside %d and %d, want 3 and 0", alone, wide)
	}
	if chart.Wide() {
		t.Error("five buckets are too few to say so")
	}
	if one := rate.PChart([]rate.Share{{50, 100}, {}, {50, 100}}); !math.IsNaN(one.Spread) {
		t.Errorf("no neighbours: got %v", one.Spread)
	}
}

// Shares that chance alone makes have a spread about 1; a share that wanders beside chance has more, and then it is said.
func TestSpreadOfChance(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		wander float64
		wide   bool
	}{{0, false}, {0.05, true}} {
		shares := make([]rate.Share, 200)
		for i := range shares {
			shares[i].Total = 1000
			p := 0.3 + c.wander*chance.NormFloat64()
			for range 1000 {
				if chance.Float64() < p {
					shares[i].Hits++
				}
			}
		}
		chart := rate.PChart(shares)
		if chart.Wide() != c.wide || !c.wide && math.Abs(chart.Spread-1) > 0.15 {
			t.Errorf("wander %v: spread %v", c.wander, chart.Spread)
		}
		if alone, wide := chart.Outside(); wide > 3 || c.wide && alone < 50 {
			t.Errorf("wander %v: %d outside, %d of wide limits", c.wander, alone, wide)
		}
	}
}

func TestFewTrialsAreNotJudged(t *testing.T) {
	chart := rate.PChart([]rate.Share{{100, 1000}, {4, 4}, {0, 10}, {300, 1000}})
	for i, few := range []bool{false, true, true, false} {
		if p := chart.Points[i]; p.Few != few || few && p.Outside != 0 {
			t.Errorf("point %d: %+v, want few %t", i, p, few)
		}
	}
}

func ExamplePChart() {
	chart := rate.PChart([]rate.Share{{30, 200}, {28, 190}, {61, 210}, {33, 205}})
	for _, run := range chart.Runs {
		fmt.Printf("bucket %d to %d lies outside (%+d)\n", run.First, run.Last, run.Outside)
	}
	// Output: bucket 2 to 2 lies outside (+1)
}
