package effort_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/effort"
)

var password = effort.Key{Tier: 1, Category: "password", Outcome: effort.Solved}

// By hand: mean 30, variance 250, t(4, 0.975) = 2.776445; half width 2.776445·√(250/5) = 19.632.
func TestRecordedByHand(t *testing.T) {
	h, ok := effort.FromRecorded(password, []float64{50, 10, 40, 20, 30, 0, -5, math.NaN(), math.Inf(1)})
	if !ok || h.N != 5 || h.Source != effort.Recorded {
		t.Fatalf("got %+v", h)
	}
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"median", h.Median, 30}, {"p90", h.P90, 46}, {"mean", h.Mean, 30}, {"low", h.Low, 10.3676}, {"high", h.High, 49.6324},
	} {
		if math.Abs(c.got-c.want) > 1e-4 {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	if h.LeftOut.Empty != 1 || h.LeftOut.Impossible != 3 || h.LeftOut.Fence != 0 {
		t.Errorf("left out: got %+v, want 1 empty, 3 impossible, no fence", h.LeftOut)
	}
	want := "rests on 5 tickets, fewer than 30; 3 values left out: negative or not a number; 1 tickets left out: 0 minutes booked"
	if got := strings.Join(h.Notes, "; "); got != want {
		t.Errorf("notes: got %q, want %q", got, want)
	}
}

func TestOneOrNoValue(t *testing.T) {
	if h, ok := effort.FromRecorded(password, []float64{12}); !ok || h.Interval || h.Mean != 12 || h.Median != 12 || h.P90 != 12 {
		t.Errorf("one value: got %+v, %t", h, ok)
	}
	if h, ok := effort.FromRecorded(password, nil); ok || h.N != 0 {
		t.Errorf("no value: got %+v, %t", h, ok)
	}
	if h, ok := effort.FromRecorded(password, []float64{math.MaxFloat64, math.MaxFloat64 / 2}); !ok || math.IsNaN(h.LeftOut.MeanWith) || math.IsInf(h.LeftOut.MeanWith, 0) {
		t.Errorf("huge values: got %+v, %t", h, ok)
	}
}

// A timer that ran over a holiday: 99 tickets of 9 to 11 minutes and one of 5,000.
func TestATimerLeftRunning(t *testing.T) {
	minutes := []float64{5000}
	for i := range 99 {
		minutes = append(minutes, 9+float64(i%3))
	}
	h, _ := effort.FromRecorded(password, minutes)
	if h.LeftOut.FarOut != 1 || math.Abs(h.Mean-10) > 0.01 || math.Abs(h.LeftOut.MeanWith-59.9) > 0.01 {
		t.Errorf("got %+v", h)
	}
	if !strings.Contains(strings.Join(h.Notes, "\n"), "with them the mean is 59.9 instead of 10.0 minutes") {
		t.Errorf("notes do not say what was left out: %q", h.Notes)
	}
}

// Honest skewed values stay: a log-normal sample with sigma 1 loses nothing at 3 interquartile ranges.
func TestSkewedValuesStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.SliceOfN(rapid.Float64Range(2, 60), 1, 200).Draw(t, "minutes")
		h, ok := effort.FromRecorded(password, minutes)
		if !ok || h.N+h.LeftOut.FarOut != len(minutes) {
			t.Fatalf("%d values: got %+v", len(minutes), h)
		}
		if h.Interval && !(h.Low <= h.Mean && h.Mean <= h.High && h.Low >= 0) {
			t.Fatalf("interval does not hold the mean: %+v", h)
		}
		if h.Median > h.P90 {
			t.Fatalf("median above p90: %+v", h)
		}
		tenfold := make([]float64, len(minutes))
		for i, m := range minutes {
			tenfold[i] = 10 * m
		}
		ten, _ := effort.FromRecorded(password, tenfold)
		if ten.N != h.N || math.Abs(ten.Mean-10*h.Mean) > 1e-9*ten.Mean {
			t.Fatalf("ten times the minutes: got %+v, want ten times %+v", ten, h)
		}
	})
}

func ExampleFromRecorded() {
	h, _ := effort.FromRecorded(password, []float64{6, 8, 9, 11, 12, 14, 30})
	fmt.Printf("%s: mean %.1f (%.1f to %.1f), median %.1f, %s, n = %d\n", h.Key, h.Mean, h.Low, h.High, h.Median, h.Source, h.N)
	// Output: tier 1, "password", solved: mean 12.9 (5.5 to 20.3), median 11.0, recorded, n = 7
}
