package rate_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// fourDigits is half a unit of the fourth decimal: the published tables print four.
const fourDigits = 0.00005

// Newcombe 1998, table I, method 3 (score without continuity correction).
func TestIntervalAgreesWithNewcombe(t *testing.T) {
	for _, c := range []struct {
		share     rate.Share
		low, high float64
	}{
		{rate.Share{Hits: 81, Total: 263}, 0.2553, 0.3662},
		{rate.Share{Hits: 15, Total: 148}, 0.0624, 0.1605},
		{rate.Share{Hits: 0, Total: 20}, 0, 0.1611},
		{rate.Share{Hits: 1, Total: 29}, 0.0061, 0.1718},
	} {
		low, high := c.share.Interval(0.95)
		if math.Abs(low-c.low) > fourDigits || math.Abs(high-c.high) > fourDigits {
			t.Errorf("%v: got %.4f to %.4f, want %.4f to %.4f", c.share, low, high, c.low, c.high)
		}
	}
}

func TestShareOfNothingIsNaN(t *testing.T) {
	for _, s := range []rate.Share{{}, {Hits: 3, Total: 2}, {Hits: -1, Total: 2}} {
		low, high := s.Interval(rate.Level)
		if !math.IsNaN(s.Value()) || !math.IsNaN(low) || !math.IsNaN(high) {
			t.Errorf("%v: got %v in %v to %v, want NaN", s, s.Value(), low, high)
		}
	}
	if low, _ := (rate.Share{Hits: 1, Total: 2}).Interval(1); !math.IsNaN(low) {
		t.Errorf("level 1: got %v, want NaN", low)
	}
}

func shares() *rapid.Generator[rate.Share] {
	return rapid.Custom(func(t *rapid.T) rate.Share {
		n := rapid.IntRange(1, 5000).Draw(t, "total")
		return rate.Share{Hits: rapid.IntRange(0, n).Draw(t, "hits"), Total: n}
	})
}

func TestIntervalEnclosesTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		low, high := s.Interval(rate.Level)
		if low < 0 || low > s.Value() || s.Value() > high || high > 1 {
			t.Fatalf("%v: %v outside %v to %v", s, s.Value(), low, high)
		}
		other := rate.Share{Hits: s.Total - s.Hits, Total: s.Total}
		if l, h := other.Interval(rate.Level); math.Abs(1-h-low) > 1e-12 || math.Abs(1-l-high) > 1e-12 {
			t.Fatalf("misses give %v to %v, not the mirror image of %v to %v", l, h, low, high)
		}
	})
}

func TestMoreTrialsNarrowTheInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shares().Draw(t, "share")
		low, high := s.Interval(rate.Level)
		l, h := rate.Share{Hits: 10 * s.Hits, Total: 10 * s.Total}.Interval(rate.Level)
		if h-l >= high-low {
			t.Fatalf("%v: ten times the trials widen %v to %v", s, high-low, h-l)
		}
	})
}

func ExampleShare_Interval() {
	s := rate.Share{Hits: 81, Total: 263}
	low, high := s.Interval(rate.Level)
	fmt.Printf("%.1f %% (%.1f to %.1f)\n", 100*s.Value(), 100*low, 100*high)
	// Output: 30.8 % (25.5 to 36.6)
}
