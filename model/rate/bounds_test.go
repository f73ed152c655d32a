package rate_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// Newcombe 1998, table II, method 10, as printed with four decimals.
func TestNewcombeDifference(t *testing.T) {
	for _, c := range []struct {
		a, b      rate.Share
		low, high float64
	}{
		{rate.Share{Hits: 56, Total: 70}, rate.Share{Hits: 48, Total: 80}, 0.0524, 0.3339},
		{rate.Share{Hits: 9, Total: 10}, rate.Share{Hits: 3, Total: 10}, 0.1705, 0.8090},
		{rate.Share{Hits: 6, Total: 7}, rate.Share{Hits: 2, Total: 7}, 0.0582, 0.8062},
		{rate.Share{Hits: 5, Total: 56}, rate.Share{Hits: 0, Total: 29}, -0.0381, 0.1926},
		{rate.Share{Hits: 0, Total: 10}, rate.Share{Hits: 0, Total: 20}, -0.1611, 0.2775},
		{rate.Share{Hits: 0, Total: 10}, rate.Share{Hits: 0, Total: 10}, -0.2775, 0.2775},
		{rate.Share{Hits: 10, Total: 10}, rate.Share{Hits: 0, Total: 20}, 0.6791, 1},
		{rate.Share{Hits: 10, Total: 10}, rate.Share{Hits: 0, Total: 10}, 0.6075, 1},
	} {
		got := rate.Difference(c.a, c.b, 0.95)
		if math.Abs(got.Low-c.low) > 0.00005 || math.Abs(got.High-c.high) > 0.00005 {
			t.Errorf("%v - %v: got %.4f to %.4f, want %.4f to %.4f", c.a, c.b, got.Low, got.High, c.low, c.high)
		}
	}
	if got := rate.Difference(rate.Share{}, rate.Share{Hits: 1, Total: 2}, 0.95); !math.IsNaN(got.Value) || got.Clear() {
		t.Errorf("an empty share: got %+v, want NaN and nothing clear", got)
	}
}

func TestDifferenceTurnsItsSign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := shares().Draw(t, "a"), shares().Draw(t, "b")
		x, y := rate.Difference(a, b, 0.95), rate.Difference(b, a, 0.95)
		if math.Abs(x.Value+y.Value) > 1e-12 || math.Abs(x.Low+y.High) > 1e-12 || math.Abs(x.High+y.Low) > 1e-12 {
			t.Fatalf("%v - %v: %+v, turned round %+v", a, b, x, y)
		}
		if !(x.Low <= x.Value && x.Value <= x.High && x.Low >= -1-1e-12 && x.High <= 1+1e-12) {
			t.Fatalf("%v - %v: %+v", a, b, x)
		}
	})
}

// With even intervals the rule is that of adding variances: sides 3 and 4 make 5.
func TestBoundsAddAsRightAngles(t *testing.T) {
	got := rate.Bounds{Value: 10, Low: 7, High: 13}.Plus(rate.Bounds{Value: 1, Low: -3, High: 5})
	if want := (rate.Bounds{Value: 11, Low: 6, High: 16}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Garwood's table as printed in K. Ulm, A simple method to calculate the confidence interval of a standardized mortality
// ratio, Am. J. Epidemiol. 131 (1990): 10 events 4.795 to 18.39; none 0 to 3.689.
func TestCountInterval(t *testing.T) {
	for _, c := range []struct {
		events    int
		low, high float64
	}{{0, 0, 3.689}, {1, 0.0253, 5.572}, {10, 4.795, 18.39}, {100, 81.36, 121.63}} {
		low, high := rate.Count{Events: c.events}.Interval(0.95)
		if math.Abs(low-c.low) > 0.005 || math.Abs(high-c.high) > 0.005 {
			t.Errorf("%d events: got %.3f to %.3f, want %.3f to %.3f", c.events, low, high, c.low, c.high)
		}
	}
	if low, _ := (rate.Count{Events: -1}).Interval(0.95); !math.IsNaN(low) {
		t.Errorf("a negative count: got %v, want NaN", low)
	}
}

func ExampleDifference() {
	before, after := rate.Share{Hits: 48, Total: 80}, rate.Share{Hits: 56, Total: 70}
	d := rate.Difference(after, before, 0.95)
	fmt.Printf("%+.2f, %+.3f to %+.3f, more than chance: %t\n", d.Value, d.Low, d.High, d.Clear())
	// Output: +0.20, +0.052 to +0.334, more than chance: true
}
