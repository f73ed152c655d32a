package rate_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// Student's sleep data (1908), drug 1 and drug 2, ten patients each: Welch's test gives t = -1.8608, df = 17.776,
// p = 0.07939, as printed in the documentation of R's t.test.
func TestWelchOnSleepData(t *testing.T) {
	one := sample(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
	two := sample(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
	if got := rate.CompareMeans(one, two); math.Abs(got-0.07939) > 0.000005 {
		t.Errorf("got %.5f, want 0.07939", got)
	}
}

func sample(values ...float64) rate.Sample {
	s := rate.Sample{N: len(values)}
	for _, v := range values {
		s.Mean += v / float64(s.N)
	}
	for _, v := range values {
		s.Variance += (v - s.Mean) * (v - s.Mean) / float64(s.N-1)
	}
	return s
}

func TestMeansWithoutSpread(t *testing.T) {
	flat := rate.Sample{N: 5, Mean: 2}
	if got := rate.CompareMeans(flat, flat); got != 1 {
		t.Errorf("equal: got %v, want 1", got)
	}
	if got := rate.CompareMeans(flat, rate.Sample{N: 5, Mean: 3}); got != 0 {
		t.Errorf("different: got %v, want 0", got)
	}
	if got := rate.CompareMeans(rate.Sample{N: 1}, flat); !math.IsNaN(got) {
		t.Errorf("one value: got %v, want NaN", got)
	}
}

func samples() *rapid.Generator[rate.Sample] {
	return rapid.Custom(func(t *rapid.T) rate.Sample {
		return rate.Sample{
			N:        rapid.IntRange(2, 100000).Draw(t, "n"),
			Mean:     rapid.Float64Range(-20, 20).Draw(t, "mean"),
			Variance: rapid.Float64Range(0.01, 50).Draw(t, "variance"),
		}
	})
}

func TestCompareMeansIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := samples().Draw(t, "a"), samples().Draw(t, "b")
		p, q := rate.CompareMeans(a, b), rate.CompareMeans(b, a)
		if !(p >= 0 && p <= 1) || p != q {
			t.Fatalf("%v against %v: %v and %v", a, b, p, q)
		}
	})
}

// The interval holds the means that a test against a sample without spread would not reject.
func TestMeanInterval(t *testing.T) {
	low, high := sample(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0).Interval(0.95)
	if math.Abs(low+0.5297804) > 1e-6 || math.Abs(high-2.0297804) > 1e-6 {
		t.Errorf("got %v to %v, want -0.5297804 to 2.0297804 (R, t.test)", low, high)
	}
	if low, _ := (rate.Sample{N: 1, Mean: 4}).Interval(0.95); !math.IsNaN(low) {
		t.Errorf("one value: got %v, want NaN", low)
	}
}

func ExampleCompareMeans() {
	before := rate.Sample{N: 400, Mean: 9.1, Variance: 1.4} // ln(1+seconds)
	now := rate.Sample{N: 380, Mean: 8.9, Variance: 1.5}
	fmt.Printf("p = %.3f\n", rate.CompareMeans(before, now))
	// Output: p = 0.021
}
