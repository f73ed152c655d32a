package forecast

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Numbers of simulated futures: the ends of an interval of 95 % rest on 25 paths of a thousand.
const (
	paths       = 1000
	pathsBefore = 200 // at each origin of the backtest
)

// seedStream keeps the paths of a seed apart from other uses of the same seed.
const seedStream = 0x666f7265

// Paths draws possible futures, one row each with a count for every Point. They have the spread that the backtest asks for, so their
// quantiles are the ranges of the points, and never go below 0.
func (r Result) Paths(rng *rand.Rand, n int) [][]float64 {
	if r.fit == nil {
		return nil
	}
	all := draw(rng, r.fit, r.lead+len(r.Points), n, r.Spread)
	for i := range all {
		all[i] = all[i][r.lead:]
	}
	return all
}

// draw simulates paths, each pulled apart from the mean by a factor and cut at 0.
func draw(rng *rand.Rand, f fitted, steps, n int, spread float64) [][]float64 {
	mean := floored(f.mean(steps))
	all := make([][]float64, n)
	cells := make([]float64, n*steps)
	for i := range all {
		all[i] = cells[i*steps : (i+1)*steps : (i+1)*steps]
		f.path(rng, all[i])
		for k, v := range all[i] {
			all[i][k] = math.Max(0, mean[k]+spread*(v-mean[k]))
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

// ranges are the intervals of one step over all paths.
func ranges(all [][]float64, k int, levels []float64) []Range {
	column := make([]float64, len(all))
	for i, p := range all {
		column[i] = p[k]
	}
	slices.Sort(column)
	out := make([]Range, len(levels))
	for i, l := range levels {
		out[i] = Range{
			Level: l,
			Low:   stat.Quantile((1-l)/2, stat.LinInterp, column, nil),
			High:  stat.Quantile((1+l)/2, stat.LinInterp, column, nil),
		}
	}
	return out
}
