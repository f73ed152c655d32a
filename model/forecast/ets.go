package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// part is how trend or season enters a model.
type part byte

const (
	none           part = 'N'
	additive       part = 'A'
	multiplicative part = 'M'
)

// spec is a model of exponential smoothing in the taxonomy of R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder, Forecasting with
// Exponential Smoothing: The State Space Approach (2008), chapter 2: error, trend (damped or not) and season.
type spec struct {
	err    part // additive or multiplicative
	trend  part // none or additive
	damped bool
	season part
}

func (s spec) String() string {
	damped := ""
	if s.damped {
		damped = "d"
	}
	return fmt.Sprintf("ETS(%c,%c%s,%c)", s.err, s.trend, damped, s.season)
}

// smoothing are the parameters of a model. A trend that is not damped has Phi 1.
type smoothing struct{ alpha, beta, gamma, phi float64 }

// state is what a model knows after a step: level, slope a step and the effects of the next m steps in a ring that begins at next.
type state struct {
	level, slope float64
	season       []float64
	next         int
}

func (s state) clone() state {
	s.season = append([]float64(nil), s.season...)
	return s
}

// tiny keeps levels and effects that divide away from 0.
const tiny = 1e-10

// predict is the mean of the next step.
func (s *state) predict(p spec, phi float64) float64 {
	q := s.level
	if p.trend == additive {
		q += phi * s.slope
	}
	switch p.season {
	case additive:
		return q + s.season[s.next]
	case multiplicative:
		return q * s.season[s.next]
	}
	return q
}

// update moves the state over a step with the value y. It is the same for both kinds of error, which differ in likelihood and in the
// spread of what is to come only: the level's error is y less season, or over it, less what was expected of the level.
func (s *state) update(p spec, w smoothing, y float64) {
	q, slope := s.level, 0.0
	if p.trend == additive {
		slope = w.phi * s.slope
		q += slope
	}
	rest := y
	switch p.season {
	case additive:
		rest = y - s.season[s.next]
	case multiplicative:
		rest = y / away(s.season[s.next])
	}
	s.level = q + w.alpha*(rest-q)
	if p.trend == additive {
		s.slope = slope + w.beta*(rest-q)
	}
	if p.season == none {
		return
	}
	effect := y - q
	if p.season == multiplicative {
		effect = y / away(q)
	}
	s.season[s.next] += w.gamma * (effect - s.season[s.next])
	if s.next++; s.next == len(s.season) {
		s.next = 0
	}
}

// away is x, or tiny where x is nearer to 0.
func away(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// etsFit is a fitted model of exponential smoothing.
type etsFit struct {
	spec    spec
	weights smoothing
	start   state
	end     state
	errors  []float64 // one step ahead; relative to the prediction where the error is multiplicative
	aicc    float64
}

func (f etsFit) model() string { return f.spec.String() }

func (f etsFit) mean(steps int) []float64 {
	out := make([]float64, steps)
	level, slope, damp := f.end.level, 0.0, 1.0
	for k := range out {
		if f.spec.trend == additive {
			damp *= f.weights.phi
			slope += damp * f.end.slope
		}
		out[k] = level + slope
		switch f.spec.season {
		case additive:
			out[k] += f.end.season[(f.end.next+k)%len(f.end.season)]
		case multiplicative:
			out[k] *= f.end.season[(f.end.next+k)%len(f.end.season)]
		}
	}
	return out
}

// path draws errors from those of the history and lets the states wander with them: sums of steps inherit that level and slope move
// for all steps that follow.
func (f etsFit) path(rng *rand.Rand, out []float64) {
	s := f.end.clone()
	for k := range out {
		e, mean := f.errors[rng.IntN(len(f.errors))], s.predict(f.spec, f.weights.phi)
		if f.spec.err == multiplicative {
			e *= mean
		}
		out[k] = mean + e
		// Counts end at 0: a path below it would flip the sign of what multiplies.
		s.update(f.spec, f.weights, math.Max(0, out[k]))
	}
}

// loss is what a fit minimises.
type loss byte

const (
	squares    loss = iota // mean squared error one step ahead, in the units of the series
	likelihood             // of the innovations state space model
)

// run filters a series and returns the loss: -2 log likelihood up to a constant (Hyndman et al. 2008, equation 5.3) or the
// sum of squares. It is +Inf where the model breaks down.
func (p spec) run(y []float64, w smoothing, s *state, by loss, errors []float64) float64 {
	var sum, logs float64
	for i, v := range y {
		mean := s.predict(p, w.phi)
		e := v - mean
		if p.err == multiplicative && (by == likelihood || errors != nil) {
			if mean <= tiny {
				return math.Inf(1)
			}
			if by == likelihood {
				logs += math.Log(mean)
				e /= mean
			}
		}
		sum += e * e
		if errors != nil {
			errors[i] = e
			if p.err == multiplicative && by == squares {
				errors[i] = e / mean
			}
		}
		s.update(p, w, v)
	}
	if !finite(sum) {
		return math.Inf(1)
	}
	if by == squares {
		return sum
	}
	return float64(len(y))*math.Log(math.Max(sum, tiny*tiny)) + 2*logs
}
