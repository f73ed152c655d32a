package staffing

import (
	"math"
	"time"
)

// longHandling is the handling time, as a part of the interval, from which work that runs over into later intervals
// is counted there. Below it the two ways differ by less than a tenth of the change from one interval to the next.
const longHandling = 0.1

// offeredLoad is the mean number of people that a live queue keeps busy in each interval if nobody ever waited.
//
// With handling time s short against the interval it is λ·s, interval by interval. Otherwise it is the mean over the interval of
// the modified offered load m, which follows m' = λ - m/s: over a time h with constant λ
//
//	m(h) = λs + (m(0) - λs)·e^(-h/s),  mean = λs + (m(0) - λs)·(1 - e^(-h/s))·s/h
//
// A horizon that repeats is run through until m no longer depends on where it began; others begin empty.
//
// Source: O. B. Jennings, A. Mandelbaum, W. A. Massey, W. Whitt, Server staffing to meet time-varying demand,
// Manag. Sci. 42 (1996), section 3, for exponential handling times.
func offeredLoad(horizon []Interval, repeats bool, l Live) []float64 {
	load := make([]float64, len(horizon))
	turn := horizon[len(horizon)-1].End().Sub(horizon[0].Start).Seconds()
	turns := 1
	if repeats {
		turns += int(math.Min(forgotten, math.Ceil(forgotten*l.HandlingSeconds/turn)))
	}
	m := 0.0
	for range turns {
		for i, v := range horizon {
			h := v.Length.Seconds()
			steady := l.Arrivals[i] * l.HandlingSeconds / h
			x := h / l.HandlingSeconds
			if x >= 1/longHandling {
				load[i] = steady
			} else {
				load[i] = steady + (m-steady)*-math.Expm1(-x)/x
			}
			m = steady + (m-steady)*math.Exp(-x)
			m *= math.Exp(-pause(horizon, i).Seconds() / l.HandlingSeconds)
		}
	}
	return load
}

// forgotten is how many handling times pass until the start no longer matters: e⁻⁴⁰ is below the rounding of a load.
const forgotten = 40

// pause is the time between an interval and the next.
func pause(horizon []Interval, i int) time.Duration {
	if i+1 == len(horizon) {
		return 0
	}
	return horizon[i+1].Start.Sub(horizon[i].End())
}
