package forecast

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"
)

// Bounds of the smoothing parameters: the usual region 0 < β < α, 0 < γ < 1 - α, and a damping that can be told from none and from
// a trend that ends at once; the values of Hyndman et al. (2008), section 2.4 and those of R's ets.
const (
	least, most       = 1e-4, 0.9999
	dampLow, dampHigh = 0.80, 0.98
	longestSeason     = 24 // of seasonal models: each step of a season is a parameter
)

// Limits of the search, which ends before where it converges.
const (
	coarseSteps = 40 // evaluations a parameter and start, with the starting states held
	fineSteps   = 60 // iterations over parameters and starting states
	warmSteps   = 12 // the same from where a slightly shorter history ended
)

// problem is a model to be fitted to a series.
type problem struct {
	spec
	y    []float64
	m    int
	by   loss
	unit float64 // of the states in the search: the spread of the series
	work state
}

// guess is a point of the search: parameters and the state at the start.
type guess struct {
	weights smoothing
	start   state
}

// parameters is the number of smoothing parameters, count that with the starting states and the variance.
func (p spec) parameters() int {
	n := 1
	if p.trend == additive {
		n++
	}
	if p.damped {
		n++
	}
	if p.season != none {
		n++
	}
	return n
}

func (p spec) count(m int) int {
	n := p.parameters() + 2
	if p.trend == additive {
		n++
	}
	if p.season != none {
		n += m - 1
	}
	return n
}

// fits says whether a model can be fitted: more steps than parameters, two seasons, and only counts above 0 where something multiplies.
func (p spec) fits(y []float64, m int) bool {
	if p.season != none && (m == 1 || m > longestSeason || len(y) < 2*m+2) {
		return false
	}
	if (p.err == multiplicative || p.season == multiplicative) && floats.Min(y) <= 0 {
		return false
	}
	return len(y) > p.count(m)+1
}

// fit finds the parameters and starting states with the least loss: first the parameters alone from the states of a decomposition, then
// all together. near, when given, is where the search begins instead.
func (p spec) fit(y []float64, m int, by loss, near *guess) (etsFit, guess, bool) {
	if !p.fits(y, m) {
		return etsFit{}, guess{}, false
	}
	pr := &problem{spec: p, y: y, m: m, by: by, unit: math.Max(stat.StdDev(y, nil), tiny)}
	var g guess
	if near != nil {
		g = pr.fine(guess{near.weights, near.start.clone()}, warmSteps)
	} else {
		g = pr.fine(pr.coarse(), fineSteps)
	}
	f := pr.finished(g)
	return f, guess{f.weights, f.start}, finite(f.aicc)
}

// coarse searches the smoothing parameters from states that are held, from several starts: the loss often has one valley where the
// season stays as it is and one where it adapts.
func (pr *problem) coarse() guess {
	start, best := pr.begin(pr.y, pr.m), math.Inf(1)
	g := guess{pr.typical(pr.m)[0], start}
	for _, w := range pr.typical(pr.m) {
		found := minimise(pr.knobs(w), func(x []float64) float64 { return pr.loss(guess{pr.weights(x), start}) },
			&optimize.NelderMead{}, optimize.Settings{FuncEvaluations: coarseSteps * pr.parameters(), Converger: converger()})
		if l := pr.loss(guess{pr.weights(found), start}); l < best {
			best, g.weights = l, pr.weights(found)
		}
	}
	return g
}

// fine searches everything.
func (pr *problem) fine(g guess, iterations int) guess {
	x := append(pr.knobs(g.weights), pr.states(g.start)...)
	found := minimise(x, func(x []float64) float64 { return pr.loss(pr.guess(x)) }, &optimize.LBFGS{Store: 8},
		optimize.Settings{MajorIterations: iterations, GradientThreshold: 1e-6, Converger: converger()})
	return pr.guess(found)
}

func converger() optimize.Converger {
	return &optimize.FunctionConverge{Absolute: 1e-9, Relative: 1e-9, Iterations: 8}
}

// minimise returns the best point that was met. A search that ends early, for whatever reason, has still found that one; it is never
// worse than where it began.
func minimise(from []float64, f func([]float64) float64, method optimize.Method, s optimize.Settings) []float64 {
	best, least := append([]float64(nil), from...), f(from)
	watched := func(x []float64) float64 {
		v := f(x)
		if v < least {
			least = v
			copy(best, x)
		}
		return v
	}
	p := optimize.Problem{Func: watched, Grad: func(grad, x []float64) { slopeOf(watched, grad, x) }}
	if finite(least) {
		_, err := optimize.Minimize(p, from, &s, method)
		if err != nil {
			return best
		}
	}
	return best
}

// slopeOf is the forward difference at each coordinate.
func slopeOf(f func([]float64) float64, grad, x []float64) {
	const width = 1e-6
	at := f(x)
	for i, v := range x {
		h := width * math.Max(1, math.Abs(v))
		x[i] = v + h
		grad[i] = (f(x) - at) / h
		x[i] = v
		if !finite(grad[i]) {
			grad[i] = 0
		}
	}
}

// typical are parameters to begin with: little of each, and of seasonal models a season that adapts fast.
func (p spec) typical(m int) []smoothing {
	w := smoothing{alpha: 0.3, phi: 1}
	if p.season != none {
		w.alpha, w.gamma = math.Max(0.05, 0.5/float64(m)), 0.05
	}
	if p.trend == additive {
		w.beta = 0.1 * w.alpha
	}
	if p.damped {
		w.phi = 0.97
	}
	if p.season == none {
		return []smoothing{w}
	}
	fast := w
	fast.alpha, fast.beta, fast.gamma = 0.2, 0.1*w.beta, 0.6
	return []smoothing{w, fast}
}

// knobs maps parameters to the whole line, weights maps back; so the search cannot leave the region.
func (pr *problem) knobs(w smoothing) []float64 {
	x := []float64{logit(w.alpha, least, most)}
	if pr.trend == additive {
		x = append(x, logit(w.beta, least, math.Max(w.alpha, 2*least)))
	}
	if pr.season != none {
		x = append(x, logit(w.gamma, least, math.Max(1-w.alpha, 2*least)))
	}
	if pr.damped {
		x = append(x, logit(w.phi, dampLow, dampHigh))
	}
	return x
}

func (pr *problem) weights(x []float64) smoothing {
	w := smoothing{alpha: sigmoid(x[0], least, most), phi: 1}
	i := 1
	if pr.trend == additive {
		w.beta = sigmoid(x[i], least, math.Max(w.alpha, 2*least))
		i++
	}
	if pr.season != none {
		w.gamma = sigmoid(x[i], least, math.Max(1-w.alpha, 2*least))
		i++
	}
	if pr.damped {
		w.phi = sigmoid(x[i], dampLow, dampHigh)
	}
	return w
}

func sigmoid(x, low, high float64) float64 { return low + (high-low)/(1+math.Exp(-x)) }

// logit is the inverse of sigmoid, held off the ends.
func logit(v, low, high float64) float64 {
	share := math.Min(0.999, math.Max(0.001, (v-low)/(high-low)))
	return math.Log(share / (1 - share))
}

// states are the free starting states in units of the series' spread; the last effect follows from the others, whose mean is held.
func (pr *problem) states(s state) []float64 {
	x := []float64{s.level / pr.unit}
	if pr.trend == additive {
		x = append(x, s.slope/pr.unit)
	}
	if pr.season != none {
		for _, v := range s.season[:pr.m-1] {
			x = append(x, v/pr.seasonUnit())
		}
	}
	return x
}

// seasonUnit is the unit of the effects: factors are pure numbers.
func (pr *problem) seasonUnit() float64 {
	if pr.season == multiplicative {
		return 1
	}
	return pr.unit
}

func (pr *problem) guess(x []float64) guess {
	g := guess{weights: pr.weights(x)}
	x = x[pr.parameters():]
	g.start.level, x = x[0]*pr.unit, x[1:]
	if pr.trend == additive {
		g.start.slope, x = x[0]*pr.unit, x[1:]
	}
	if pr.season == none {
		return g
	}
	if pr.work.season == nil {
		pr.work.season = make([]float64, 2*pr.m)
	}
	season := pr.work.season[pr.m:]
	rest := 0.0
	if pr.season == multiplicative {
		rest = float64(pr.m)
	}
	for i, v := range x {
		season[i] = v * pr.seasonUnit()
		rest -= season[i]
	}
	season[pr.m-1] = rest
	g.start.season = season
	return g
}

// loss filters with a guess, which it leaves as it is.
func (pr *problem) loss(g guess) float64 {
	s := g.start
	if pr.season != none {
		if pr.work.season == nil {
			pr.work.season = make([]float64, 2*pr.m)
		}
		s.season = pr.work.season[:pr.m]
		copy(s.season, g.start.season)
	}
	return pr.run(pr.y, g.weights, &s, pr.by, nil)
}

// finished is the fit of a guess with its errors and its AICc (Hyndman et al. 2008, section 7.1).
func (pr *problem) finished(g guess) etsFit {
	g.start = g.start.clone()
	f := etsFit{spec: pr.spec, weights: g.weights, start: g.start.clone(), end: g.start.clone(), errors: make([]float64, len(pr.y))}
	pr.run(pr.y, f.weights, &f.end, pr.by, f.errors)
	f.errors = centred(f.errors)
	if pr.err == additive {
		f.errors = toToday(f.errors, pr.y, max(pr.m, startSteps))
	}
	s := g.start.clone()
	n, k := float64(len(pr.y)), float64(pr.count(pr.m))
	f.aicc = pr.run(pr.y, g.weights, &s, likelihood, nil) + 2*k + 2*k*(k+1)/(n-k-1)
	return f
}

// toToday scales errors that were made when counts were far higher than they are now down to the level of now: errors of a hundred tickets say
// nothing about a desk that is left with four, and paths made of them, which end at 0, would all go up. Levels are means over a window.
func toToday(errors, y []float64, window int) []float64 {
	if len(y) < 2*window {
		return errors
	}
	now := stat.Mean(y[len(y)-window:], nil)
	for i := range errors {
		from := min(max(0, i-window/2), len(y)-window)
		if then := stat.Mean(y[from:from+window], nil); then > shiftTimes*now {
			errors[i] *= now / then
		}
	}
	return errors
}
