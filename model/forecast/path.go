package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Numbers of simulated futures: the ends of an interval of 95 % rest on 25 paths of a thousand.
const (
	paths       = 1000
	pathsBefore = 200 // at each origin of the backtest
)

// seedStream keeps the paths of a seed apart from other uses of the same seed.
const seedStream = 0x666f7265

// Paths draws possible futures, one row each with a count for every Point. They have the spread that the backtest asks for, so their
// quantiles are the first range of the points, and never go below 0.
func (r Result) Paths(rng *rand.Rand, n int) [][]float64 {
	if r.fit == nil {
		return nil
	}
	all := draw(rng, r.fit, r.lead+len(r.Points), n, r.Spreads[0])
	for i := range all {
		all[i] = all[i][r.lead:]
	}
	return all
}

// draw simulates paths, each pulled apart from the mean by a factor and cut at 0. Where the mean itself was held at 0 they lie about that: a trend
// that falls below 0 does not make it certain that nothing comes.
func draw(rng *rand.Rand, f fitted, steps, n int, spread float64) [][]float64 {
	raw := f.mean(steps)
	mean := floored(slices.Clone(raw))
	all := make([][]float64, n)
	cells := make([]float64, n*steps)
	for i := range all {
		all[i] = cells[i*steps : (i+1)*steps : (i+1)*steps]
		f.path(rng, all[i])
		for k, v := range all[i] {
			all[i][k] = math.Max(0, mean[k]+spread*(v-raw[k]))
		}
	}
	return all
}

// floored cuts off what lies below 0.
func floored(x []float64) []float64 {
	for i, v := range x {
		x[i] = math.Max(0, v)
	}
	return x
}

// ranges are the intervals of one step over all paths, each level pulled from the mean by its factor.
func ranges(all [][]float64, k int, mean float64, levels, spreads []float64) []Range {
	h := held{mean: mean, paths: make([]float64, len(all))}
	for i, p := range all {
		h.paths[i] = p[k]
	}
	slices.Sort(h.paths)
	out := make([]Range, len(levels))
	for i, l := range levels {
		out[i].Level = l
		out[i].Low, out[i].High = h.interval(l, spreads[i])
	}
	return out
}
