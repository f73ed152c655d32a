package planner

import (
	"math"
	"strconv"

	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// notches is about how many places a slider has.
const notches = 200

// slider is where a number can be moved to around what holds without typing: all of a share, half to twice of an amount that may
// not be 0, and up to twice of one that may. What is typed beyond that widens it.
func slider(f plan.Field, held, at float64) page.Slider {
	from, to := held/2, 2*held
	switch {
	case f.Unit == origin.Share:
		from, to = f.Low, min(f.High, 1)
		if f.Low < 0 {
			from = -0.5 // a change
		}
	case f.Low == 0:
		from = 0
		if held == 0 {
			to = 100
		}
	}
	step := notch((to - from) / notches)
	from = max(f.Low, step*math.Floor(min(from, at)/step))
	to = min(f.High, step*math.Ceil(max(to, at)/step))
	return page.Slider{From: short(from), To: short(to), Step: short(step), At: short(at)}
}

// notch is the next number of 1, 2 or 5 times a power of ten.
func notch(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, times := range []float64{1, 2, 5} {
		if times*power >= least*(1-1e-9) {
			return times * power
		}
	}
	return 10 * power
}

// short writes a number without what binary fractions add to it.
func short(v float64) string { return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64) }
