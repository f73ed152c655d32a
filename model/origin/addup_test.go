package origin_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
)

// By hand: 10.4 + 0.4 + 0.4 - 3.2 = 8; sums so far 10.8, 11.2, 8 round to 11, 11, 8.
func TestAddUp(t *testing.T) {
	first, parts, last := origin.AddUp(10.4, []float64{0.4, 0.4, -3.2}, 8, 1)
	if diff := cmp.Diff([]float64{1, 0, -3}, parts); diff != "" || first != 10 || last != 8 {
		t.Errorf("%v to %v: %s", first, last, diff)
	}
	if first, parts, last := origin.AddUp(3, nil, 3, 1); first != 3 || last != 3 || len(parts) != 0 {
		t.Errorf("without parts: %v %v %v", first, parts, last)
	}
}

func TestRoundedPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.Float64Range(-1e6, 1e6).Draw(t, "from"), 0.0
		parts := rapid.SliceOfN(rapid.Float64Range(-1e4, 1e4), 1, 30).Draw(t, "parts")
		to = from
		for _, p := range parts {
			to += p
		}
		unit := rapid.SampledFrom([]float64{1, 0.1, 0.001}).Draw(t, "unit")
		first, rounded, last := origin.AddUp(from, parts, to, unit)
		sum := first
		for i, r := range rounded {
			sum += r
			if r != math.Trunc(r) || math.Abs(r-parts[i]/unit) > 1+1e-3 {
				t.Fatalf("part %v became %v units", parts[i], r)
			}
		}
		if sum != last || math.Abs(last-to/unit) > 0.5+1e-3 || math.Abs(first-from/unit) > 0.5+1e-3 {
			t.Fatalf("%v + parts = %v, want %v", first, sum, last)
		}
	})
}

func ExampleAddUp() {
	first, parts, last := origin.AddUp(0.104, []float64{0.004, 0.004, -0.032}, 0.08, 0.01)
	fmt.Println(first, parts, last)
	// Output: 10 [1 0 -3] 8
}
