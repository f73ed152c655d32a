package forecast

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// trialShare is the part of the history that the steps ahead of a trial cover at most, trainShare that which lies before the first origin at
// least.
const (
	trialShare = 4
	trainShare = 2
)

// trial holds what each method forecast from each origin in the past.
type trial struct {
	h       history
	steps   int
	origins []int  // indices of the first step that is not known, rising
	pasts   []past // what was known at each
	runs    map[Method][]run
}

// run is one forecast in the past: what was fitted, and forecast less actual by step ahead.
type run struct {
	fit fitted
	err []float64
}

// trial tries the methods from evenly spaced origins, so that the last ends with the history. Origins rise, so that a search may begin
// where the last one ended and still knows nothing of later.
func (h history) trial(o Options) trial {
	t := trial{h: h, runs: map[Method][]run{}}
	n := len(h.y)
	t.steps = min(o.Horizon, max(1, n/trialShare))
	last := n - t.steps
	first := min(last, max(n/trainShare, 2*h.m+2))
	between := max(1, (last-first)/max(1, o.Origins-1))
	for at := last; at >= first && len(t.origins) < o.Origins; at -= between {
		t.origins = append(t.origins, at)
	}
	slices.Reverse(t.origins)
	for _, at := range t.origins {
		t.pasts = append(t.pasts, h.before(at).past())
	}
	for _, m := range o.Methods {
		t.try(m)
	}
	return t
}

func (t trial) try(m Method) {
	for i, at := range t.origins {
		f, ok := t.pasts[i].fit(m)
		if !ok {
			delete(t.runs, m) // only what can be tried everywhere is compared
			return
		}
		r := run{fit: f, err: floored(f.mean(t.steps))}
		for k := range r.err {
			r.err[k] -= t.h.y[at+k]
		}
		t.runs[m] = append(t.runs[m], r)
	}
}

// apart is the number of origins whose steps ahead do not overlap: what the errors of overlapping ones are worth.
func (t trial) apart() float64 {
	first, last := t.origins[0], t.origins[len(t.origins)-1]
	return math.Min(float64(len(t.origins)), 1+float64(last-first)/float64(t.steps))
}

func (t trial) scores(scale float64) []Score {
	var all []Score
	for m, runs := range t.runs {
		all = append(all, t.score(m, runs, scale))
	}
	slices.SortFunc(all, func(a, b Score) int {
		return cmp.Or(cmp.Compare(a.MAE, b.MAE), cmp.Compare(slices.Index(order, a.Method), slices.Index(order, b.Method)))
	})
	return all
}

// score adds up the errors of a method at the steps that were recorded.
func (t trial) score(m Method, runs []run, scale float64) Score {
	s := Score{Method: m, Model: runs[len(runs)-1].fit.model(), Origins: len(runs), Steps: t.steps}
	var n, actual float64
	for i, r := range runs {
		for k, e := range r.err {
			if at := t.origins[i] + k; t.h.known[at] {
				n++
				actual += t.h.y[at]
				s.MAE += math.Abs(e)
				s.RMSE += e * e
				s.Bias += e
			}
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
	return s
}

// perOrigin is the mean absolute error of a method from each origin.
func (t trial) perOrigin(m Method) []float64 {
	out := make([]float64, len(t.origins))
	for i, r := range t.runs[m] {
		var sum, n float64
		for k, e := range r.err {
			if t.h.known[t.origins[i]+k] {
				sum += math.Abs(e)
				n++
			}
		}
		out[i] = sum / math.Max(1, n)
	}
	return out
}

// scale is the mean absolute error of the seasonal naive method within the history (Hyndman and Koehler 2006), of the naive one where no
// season has passed.
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
	return sum / math.Max(1, n)
}

// held is a forecast of one step, or of a sum of steps, by the paths that were possible then: the mean, what came, and the paths in
// rising order.
type held struct {
	mean, actual float64
	paths        []float64
	from         int  // index of the origin in the trial
	at           Span // the steps, in the history
}

// futures are the paths that a method held for possible, from every origin.
func (t trial) futures(m Method, seed uint64) [][][]float64 {
	all := make([][][]float64, len(t.runs[m]))
	for i, r := range t.runs[m] {
		all[i] = draw(rand.New(rand.NewPCG(seed+uint64(i), seedStream)), r.fit, t.steps, pathsBefore, 1)
	}
	return all
}

// held cuts the paths of a method into sums of steps; a step alone is a sum of one.
func (t trial) held(m Method, futures [][][]float64, cut func(origin int) []Span) []held {
	var all []held
	for i, possible := range futures {
		for _, w := range cut(t.origins[i]) {
			if one, ok := t.sum(t.origins[i], w, t.runs[m][i], possible); ok {
				one.from, one.at = i, Span{t.origins[i] + w.From, t.origins[i] + w.To}
				all = append(all, one)
			}
		}
	}
	return all
}

// sum is ok when every step in the span was recorded.
func (t trial) sum(origin int, w Span, r run, possible [][]float64) (held, bool) {
	h := held{paths: make([]float64, len(possible))}
	for k := w.From; k < w.To; k++ {
		if !t.h.known[origin+k] {
			return held{}, false
		}
		h.actual += t.h.y[origin+k]
		h.mean += t.h.y[origin+k] + r.err[k]
		for i, p := range possible {
			h.paths[i] += p[k]
		}
	}
	slices.Sort(h.paths)
	return h, true
}

// singles are the steps one by one.
func (t trial) singles(int) []Span {
	all := make([]Span, t.steps)
	for k := range all {
		all[k] = Span{k, k + 1}
	}
	return all
}
