package pagetest

import (
	"math"

	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// curve invents how the n durations of a measure with this median run out: exponentially, one in fifty still running, in a hundred steps up to six medians.
func curve(m *kpi.Measure) *rate.Survival {
	const steps = 100
	left := float64(m.N)
	var all []rate.Lifetime
	for i := 1; i <= steps; i++ {
		at := 6 * *m.Value * float64(i) / steps
		ended := math.Floor(left) - math.Floor(float64(m.N)*math.Pow(2, -at / *m.Value))
		all = append(all, rate.Lifetime{At: at, Ended: int(0.98 * ended), Censored: int(ended) - int(0.98*ended)})
		left -= ended
	}
	s := rate.NewSurvival(all)
	m.Censored = s.Censored()
	return &s
}
