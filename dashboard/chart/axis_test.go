package chart

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestShareScale(t *testing.T) {
	for _, test := range []struct{ low, high, bottom, top, step float64 }{
		{0, 100, 0, 100, 20}, {14, 100, 0, 100, 20}, {100, 100, 99.9, 100, 0.1}, {0, 0, 0, 0.1, 0.1}, {20.1, 22.3, 20, 22.5, 0.5},
		{21, 24, 21, 24, 0.5}, {9.5, 56, 0, 60, 10}, {55, 97, 50, 100, 10},
	} {
		bottom, top, step := shareScale(test.low, test.high)
		if got := [3]float64{bottom, top, step}; got != [3]float64{test.bottom, test.top, test.step} {
			t.Errorf("shareScale(%v, %v) = %v, want %v", test.low, test.high, got, test)
		}
	}
}

// The axis of a share holds every value and never leaves 0 to 100 %.
func TestShareScaleHoldsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(0, 100).Draw(t, "low")
		high := rapid.Float64Range(low, 100).Draw(t, "high")
		bottom, top, step := shareScale(low, high)
		if bottom < 0 || top > 100 || bottom > low || top < high || top <= bottom || (top-bottom)/step > 6.1 {
			t.Errorf("%v to %v: axis from %v to %v by %v", low, high, bottom, top, step)
		}
	})
}

func TestEndLabels(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	ends := Ends{Upper: "u", Centre: "c", Lower: "l", Together: "all"}
	wide := Point{Share: v(0.2), Lower: 0.1, Upper: 0.3}
	for name, test := range map[string]struct {
		points []Point
		want   map[int]string
	}{
		"apart":          {[]Point{wide}, map[int]string{0: "l", 1: "u", 2: "c"}},
		"close":          {[]Point{wide, {Share: v(0.2), Lower: 0.19, Upper: 0.21}}, map[int]string{2: "all"}},
		"close below":    {[]Point{wide, {Share: v(0.2), Lower: 0.19, Upper: 0.3}}, map[int]string{2: "all"}},
		"nothing at end": {[]Point{wide, {}}, map[int]string{2: "c"}},
		"nothing":        {nil, map[int]string{2: "c"}},
	} {
		if diff := cmp.Diff(test.want, endLabels(0.2, test.points, ends)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
