package effort_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/effort"
)

// Closed forms: nothing tried is the arcsine law, quantile sin²(πq/2); Beta(½,1) has quantile q², Beta(1,½) 1-(1-q)², and
// for 1 of 1 the law Beta(3/2,½) has mean 3/4.
func TestSolveShareByHand(t *testing.T) {
	prior, err := effort.SolveShareOf(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := math.Pow(math.Sin(math.Pi*0.0125), 2); math.Abs(prior.Low-want) > 1e-9 || math.Abs(prior.High-1+want) > 1e-9 || prior.Mean != 0.5 {
		t.Errorf("nothing tried: got %+v, want %v to %v", prior, want, 1-want)
	}
	one, err := effort.SolveShareOf(1, 1)
	if err != nil || one.Mean != 0.75 || !one.Few || one.Note != "rests on 1 tries, fewer than 30" {
		t.Errorf("one of one: got %+v, %v", one, err)
	}
}

// A second way: with p = sin²θ the posterior of x of n has the density sin²ˣθ·cos²⁽ⁿ⁻ˣ⁾θ, which Simpson's rule adds up.
func TestSolveShareByIntegration(t *testing.T) {
	for _, c := range [][2]int{{5, 10}, {3, 20}, {0, 12}, {12, 12}, {170, 240}} {
		s, err := effort.SolveShareOf(c[0], c[1])
		if err != nil {
			t.Fatal(err)
		}
		below := func(p float64) float64 {
			const steps = 4000
			to, sum := math.Asin(math.Sqrt(p)), 0.0
			for i := range steps + 1 {
				theta := to * float64(i) / steps
				weight := []float64{2, 4}[i%2]
				if i == 0 || i == steps {
					weight = 1
				}
				sum += weight * math.Pow(math.Sin(theta), float64(2*c[0])) * math.Pow(math.Cos(theta), float64(2*(c[1]-c[0])))
			}
			return sum * to / steps
		}
		all := below(1)
		if low, high := below(s.Low)/all, below(s.High)/all; math.Abs(low-0.025) > 1e-7 || math.Abs(high-0.975) > 1e-7 {
			t.Errorf("%d of %d: %v to %v holds %v to %v, want 0.025 to 0.975", c[0], c[1], s.Low, s.High, low, high)
		}
	}
}

func TestSolveShareKeepsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 200), rapid.IntRange(0, 3_000_000)).Draw(t, "tried")
		x := rapid.IntRange(0, n).Draw(t, "solved")
		s, err := effort.SolveShareOf(x, n)
		if err != nil || !(0 <= s.Low && s.Low < s.Mean && s.Mean < s.High && s.High <= 1) || s.Few != (n < effort.Few) {
			t.Fatalf("%d of %d: got %+v, %v", x, n, s, err)
		}
		if law := s.Law(); math.Abs(law.CDF(s.Low)-0.025) > 1e-6 || math.Abs(law.CDF(s.High)-0.975) > 1e-6 {
			t.Fatalf("%d of %d: interval holds %v to %v", x, n, law.CDF(s.Low), law.CDF(s.High))
		}
	})
}

func TestSolveShareRefuses(t *testing.T) {
	for _, c := range [][2]int{{-1, 3}, {4, 3}, {0, -1}} {
		if _, err := effort.SolveShareOf(c[0], c[1]); err == nil {
			t.Errorf("%v: want an error", c)
		}
	}
}

func ExampleSolveShareOf() {
	s, _ := effort.SolveShareOf(14, 20)
	fmt.Printf("%.2f (%.2f to %.2f), %s\n", s.Mean, s.Low, s.High, s.Note)
	// Output: 0.69 (0.48 to 0.86), rests on 20 tries, fewer than 30
}
