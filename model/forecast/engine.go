package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"tiermix/model/origin"
)

// fits are the methods with what fits them; ok is false where the history does not allow it.
var fits = map[Method]func(history) (f fitted, ok bool){
	Mean: fitMean, Naive: fitNaive, SeasonalNaive: fitSeasonalNaive, SeasonalMean: fitSeasonalMean, RecentMean: fitRecentMean, Drift: fitDrift,
}

// order is that of the methods, the simple first.
var order = []Method{Mean, Naive, SeasonalNaive, SeasonalMean, RecentMean, Drift}

// Forecast chooses the method that would have done best in the past and says with it what is to be expected.
//
// Errors name all faults at once, in both languages: a horizon below 1 or beyond five years, counts that are none, a history that is
// too short for any method. What is peculiar about the history is no error but stands in Result.Notes.
func Forecast(s Series, o Options) (Result, error) {
	return forecast(s, o, nil)
}

// Backtest is how all methods would have done.
func Backtest(s Series, o Options) ([]Score, error) {
	r, err := Forecast(s, o)
	return r.Backtest, err
}

func forecast(s Series, o Options, cal *calendar) (Result, error) {
	if err := errors.Join(s.check(), o.check(s.Step)); err != nil {
		return Result{}, err
	}
	o = o.filled()
	h, used, notes := s.history()
	h.cal = cal
	if len(h.y) < fewestSteps {
		return Result{}, errors.Join(tooShort(s.Step, len(h.y), fewestSteps))
	}
	r := Result{Used: used, Notes: notes, Spread: 1, Scale: h.scale()}
	trial := h.trial(o)
	r.Backtest = trial.scores(r.Scale, o)
	r.Method = o.choose(trial, &r)
	r.fit, _ = fits[r.Method](h)
	r.Model = r.fit.model()
	r.Points = points(s, used.To, r.fit, o, r.Spread)
	return r, nil
}

// fewestSteps is the length below which no history is taken.
const fewestSteps = 4

func tooShort(s Step, have, need int) error {
	return origin.Faultf(origin.Text{
		EN: "the history is too short to forecast from: %d %s, at least %d are needed",
		DE: "der Verlauf ist zu kurz für eine Vorhersage: %d %s, mindestens %d sind nötig",
	}, have, string(s), need)
}

func (o Options) filled() Options {
	if len(o.Levels) == 0 {
		o.Levels = []float64{0.8, 0.95}
	}
	if len(o.Methods) == 0 {
		o.Methods = order
	}
	if o.Origins == 0 {
		o.Origins = 6
	}
	return o
}

// history is the part of a series that a forecast may rest on.
func (s Series) history() (history, Span, []origin.Text) {
	h := history{y: slices.Clone(s.Values), known: make([]bool, len(s.Values)), m: s.Season}
	for i := range h.known {
		h.known[i] = !slices.Contains(s.Missing, i)
	}
	if h.m == 0 {
		h.m = s.Step.Season()
	}
	return h, Span{0, len(s.Values)}, nil
}

// scale is the mean absolute error of the seasonal naive method within the history.
func (h history) scale() float64 {
	m := h.m
	if len(h.y) <= m {
		m = 1
	}
	var sum, n float64
	for i := m; i < len(h.y); i++ {
		if h.known[i] && h.known[i-m] {
			sum += math.Abs(h.y[i] - h.y[i-m])
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

func points(s Series, from int, f fitted, o Options, spread float64) []Point {
	all := draw(rand.New(rand.NewPCG(o.Seed, seedStream)), f, o.Horizon, paths, spread)
	mean := floored(f.mean(o.Horizon))
	out := make([]Point, o.Horizon)
	for k := range out {
		out[k] = Point{First: s.Step.at(s.First, from+k), Mean: mean[k], Ranges: ranges(all, k, o.Levels)}
	}
	return out
}

// calendar says of days by index what they are.
type calendar struct {
	first   time.Time
	holiday map[int]bool
}

// trial holds what each method forecast from each origin.
type trial struct {
	steps   int
	origins []int
	runs    map[Method][]run
	h       history
}

// run is one forecast in the past: the errors, forecast less actual.
type run struct {
	err   []float64
	paths [][]float64
	model string
}

func (h history) trial(o Options) trial {
	t := trial{h: h, runs: map[Method][]run{}}
	n := len(h.y)
	t.steps = min(o.Horizon, max(1, n/4))
	last, first := n-t.steps, max(n/2, min(2*h.m+2, n-t.steps))
	for i := range o.Origins {
		at := last - i*max(1, (last-first)/max(1, o.Origins-1))
		if at < first {
			break
		}
		t.origins = append(t.origins, at)
	}
	slices.Reverse(t.origins)
	for _, m := range o.Methods {
		t.try(m, o)
	}
	return t
}

func (t trial) try(m Method, o Options) {
	for i, at := range t.origins {
		f, ok := fits[m](t.h.before(at))
		if !ok {
			return
		}
		r := run{model: f.model()}
		mean := floored(f.mean(t.steps))
		for k, v := range mean {
			r.err = append(r.err, v-t.h.y[at+k])
		}
		r.paths = draw(rand.New(rand.NewPCG(o.Seed+uint64(i), seedStream)), f, t.steps, pathsBefore, 1)
		t.runs[m] = append(t.runs[m], r)
	}
}

func (t trial) scores(scale float64, o Options) []Score {
	var all []Score
	for m, runs := range t.runs {
		if len(runs) == len(t.origins) && len(runs) > 0 {
			all = append(all, t.score(m, runs, scale, o))
		}
	}
	slices.SortFunc(all, func(a, b Score) int {
		switch {
		case a.MAE < b.MAE:
			return -1
		case a.MAE > b.MAE:
			return 1
		}
		return slices.Index(order, a.Method) - slices.Index(order, b.Method)
	})
	return all
}

func (t trial) score(m Method, runs []run, scale float64, o Options) Score {
	s := Score{Method: m, Model: runs[len(runs)-1].model, Origins: len(runs), Steps: t.steps}
	var n, actual float64
	for i, r := range runs {
		for k, e := range r.err {
			if !t.h.known[t.origins[i]+k] {
				continue
			}
			n++
			actual += t.h.y[t.origins[i]+k]
			s.MAE += math.Abs(e)
			s.RMSE += e * e
			s.Bias += e
		}
	}
	if n == 0 {
		return s
	}
	if actual > 0 {
		s.WAPE = s.MAE / actual
	}
	s.MAE, s.RMSE, s.Bias = s.MAE/n, math.Sqrt(s.RMSE/n), s.Bias/n
	if scale > 0 {
		s.MASE = s.MAE / scale
	}
	for _, l := range o.Levels {
		s.Coverage = append(s.Coverage, t.coverage(runs, l))
	}
	return s
}

func (t trial) coverage(runs []run, level float64) Coverage {
	c := Coverage{Level: level}
	held := 0
	for i, r := range runs {
		for k := range r.err {
			at := t.origins[i] + k
			if !t.h.known[at] {
				continue
			}
			c.Of++
			if in := ranges(r.paths, k, []float64{level})[0]; in.Low <= t.h.y[at] && t.h.y[at] <= in.High {
				held++
			}
		}
	}
	if c.Of > 0 {
		c.Share = float64(held) / float64(c.Of)
	}
	return c
}

// choose is the method with the least error, and marks it.
func (o Options) choose(_ trial, r *Result) Method {
	if len(r.Backtest) == 0 {
		return Mean
	}
	r.Backtest[0].Chosen = true
	return r.Backtest[0].Method
}
