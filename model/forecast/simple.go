package forecast

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// recentSeasons is the number of seasons that RecentMean looks back.
const recentSeasons = 8

// history is what the methods see of a series: gaps filled, the ends cut.
type history struct {
	y     []float64
	known []bool    // false: filled, its error counts nowhere
	m     int       // season; 1: none
	cal   *calendar // nil: a series that is not daily
	warm  *warmth   // nil: every search begins anew
	ahead int       // steps that will be asked for at most
}

// before is the history as it was known before its step i.
func (h history) before(i int) history {
	h.y, h.known = h.y[:i], h.known[:i]
	return h
}

// fitted is a method fitted to a history.
type fitted interface {
	model() string
	mean(steps int) []float64
	// path fills one possible future, which may go below 0.
	path(rng *rand.Rand, out []float64)
}

// wander says how errors of a simple method add up over the steps ahead.
type wander int

const (
	stays   wander = iota // each step has an error of its own place in the season, drawn in blocks of a season so that neighbours stay alike
	walks                 // errors pile up from step to step
	repeats               // errors pile up from season to season
)

// simpleFit is a fitted simple method: the mean by step ahead and the errors one step (or season) ahead.
type simpleFit struct {
	at     func(k int) float64 // mean of the k-th step ahead, from 0
	errors []float64
	how    wander
	m      int
	phase  int     // place of the first step ahead in a block of errors
	lift   float64 // standard error of a mean that all steps share
	slope  float64 // standard error of a slope
}

func (s simpleFit) model() string { return "" }

func (s simpleFit) mean(steps int) []float64 {
	out := make([]float64, steps)
	for k := range out {
		out[k] = s.at(k)
	}
	return out
}

func (s simpleFit) path(rng *rand.Rand, out []float64) {
	lift, slope := s.lift*rng.NormFloat64(), s.slope*rng.NormFloat64()
	from, block := 0, max(s.m, 1)
	for k := range out {
		if s.how == stays {
			at := (s.phase + k) % block
			if k == 0 || at == 0 {
				from = rng.IntN(max(1, len(s.errors)/block)) * block
			}
			out[k] = s.at(k) + lift + s.errors[min(from+at, len(s.errors)-1)]
			continue
		}
		out[k] = s.errors[rng.IntN(len(s.errors))] + s.at(k) + slope
		if back := k - s.back(); back >= 0 {
			out[k] += out[back] - s.at(back)
		}
	}
}

// back is how many steps ago the value lies that an error is added to.
func (s simpleFit) back() int {
	if s.how == repeats {
		return s.m
	}
	return 1
}

func fitMean(h history) (fitted, bool) {
	if len(h.y) < 3 {
		return nil, false
	}
	mean := stat.Mean(h.y, nil)
	s := simpleFit{at: func(int) float64 { return mean }, m: h.m, phase: len(h.y) % h.m}
	s.errors = h.errors(func(i int) float64 { return mean }, 0)
	s.lift = stat.StdDev(h.y, nil) / math.Sqrt(float64(len(h.y)))
	return s, true
}

func fitNaive(h history) (fitted, bool) {
	n := len(h.y)
	if n < 3 {
		return nil, false
	}
	return simpleFit{
		at: func(int) float64 { return h.y[n-1] }, how: walks, m: h.m,
		errors: h.errors(func(i int) float64 { return h.y[i-1] }, 1),
	}, true
}

func fitSeasonalNaive(h history) (fitted, bool) {
	n := len(h.y)
	if h.m == 1 || n < h.m+2 {
		return nil, false
	}
	return simpleFit{
		at: func(k int) float64 { return h.y[n-h.m+k%h.m] }, how: repeats, m: h.m,
		errors: h.errors(func(i int) float64 { return h.y[i-h.m] }, h.m),
	}, true
}

func fitSeasonalMean(h history) (fitted, bool) {
	if h.m == 1 || len(h.y) < 2*h.m {
		return nil, false
	}
	return h.byPosition(0), true
}

func fitRecentMean(h history) (fitted, bool) {
	from := len(h.y) - recentSeasons*h.m
	if from < h.m {
		return nil, false // the same as SeasonalMean or nearly so
	}
	return h.byPosition(from), true
}

// byPosition is the mean of each position in the season over the steps from an index on.
func (h history) byPosition(from int) fitted {
	sum, of := make([]float64, h.m), make([]float64, h.m)
	for i := from; i < len(h.y); i++ {
		sum[i%h.m] += h.y[i]
		of[i%h.m]++
	}
	mean := func(i int) float64 { return sum[i%h.m] / of[i%h.m] }
	start := len(h.y) % h.m
	s := simpleFit{at: func(k int) float64 { return mean(start + k) }, m: h.m, phase: (len(h.y) - from) % h.m}
	s.errors = h.errors(mean, from)
	s.lift = stat.StdDev(s.errors, nil) / math.Sqrt(float64(len(h.y)-from))
	return s
}

// fitDrift is the line from the first value to the last; errors and their growth with the steps as in Hyndman and Athanasopoulos,
// Forecasting: principles and practice, 3rd ed. (2021), section 5.2.
func fitDrift(h history) (fitted, bool) {
	n := len(h.y)
	if n < 4 {
		return nil, false
	}
	slope := (h.y[n-1] - h.y[0]) / float64(n-1)
	s := simpleFit{at: func(k int) float64 { return h.y[n-1] + slope*float64(k+1) }, how: walks, m: h.m}
	s.errors = h.errors(func(i int) float64 { return h.y[i-1] + slope }, 1)
	s.slope = stat.StdDev(s.errors, nil) / math.Sqrt(float64(n-1))
	return s, true
}

// errors are those of a prediction from an index on, less their mean: what is drawn from them must not drift.
func (h history) errors(predict func(i int) float64, from int) []float64 {
	var all []float64
	for i := from; i < len(h.y); i++ {
		all = append(all, h.y[i]-predict(i))
	}
	return centred(all)
}

func centred(x []float64) []float64 {
	floats.AddConst(-stat.Mean(x, nil), x)
	return x
}
