package rate_test

import (
	"fmt"
	"math"
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

func ExamplePChart() {
	chart := rate.PChart([]rate.Share{{30, 200}, {28, 190}, {61, 210}, {33, 205}})
	for _, run := range chart.Runs {
		fmt.Printf("bucket %d to %d lies outside (%+d)\n", run.First, run.Last, run.Outside)
	}
	// Output: bucket 2 to 2 lies outside (+1)
}
