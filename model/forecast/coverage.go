package forecast

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Rules of calibration. It takes fewestHeld forecasts to measure a coverage from, and intervals are pulled by no more than the factors; they are made
// narrower only from enough different steps.
const (
	fewestHeld              = 10
	fewestBeyond            = 3 // different steps that lie beyond an interval as promised, below which it is not made narrower
	leastSpread, mostSpread = 0.5, 4.0
)

// ends are the quantiles of the paths.
func (h held) ends(level float64) (low, high float64) {
	return stat.Quantile((1-level)/2, stat.LinInterp, h.paths, nil), stat.Quantile((1+level)/2, stat.LinInterp, h.paths, nil)
}

// interval is that of a level, pulled from the mean by a factor, cut at 0. It holds the mean: a count that is nearly always 0 has both its quantiles below.
func (h held) interval(level, spread float64) (low, high float64) {
	low, high = h.ends(level)
	low, high = math.Min(low, h.mean), math.Max(high, h.mean)
	return math.Max(0, h.mean+spread*(low-h.mean)), math.Max(0, h.mean+spread*(high-h.mean))
}

func (h held) within(level, spread float64) bool {
	low, high := h.interval(level, spread)
	return low <= h.actual && h.actual <= high
}

// measured is how often intervals held, of each level, as the model has them and stretched by what the other origins ask for.
func measured(all []held, levels []float64) []Coverage {
	out := make([]Coverage, len(levels))
	for i, l := range levels {
		out[i] = Coverage{Level: l, Of: len(all)}
	}
	for from, mine := range byOrigin(all) {
		others := elsewhere(all, from, mine)
		factors := spreads(others, levels)
		for i := range out {
			out[i].count(mine, factors[i], len(others) >= fewestHeld)
		}
	}
	for i, c := range out {
		out[i].Share /= math.Max(1, float64(c.Of))
		out[i].Calibrated /= math.Max(1, float64(c.Judged))
	}
	return out
}

// count adds the forecasts of one origin; the shares are numbers until all are counted.
func (c *Coverage) count(mine []held, factor float64, judged bool) {
	for _, h := range mine {
		if h.within(c.Level, 1) {
			c.Share++
		}
		if !judged {
			continue
		}
		c.Judged++
		if h.within(c.Level, factor) {
			c.Calibrated++
		}
	}
}

func byOrigin(all []held) map[int][]held {
	groups := map[int][]held{}
	for _, h := range all {
		groups[h.from] = append(groups[h.from], h)
	}
	return groups
}

// elsewhere are the forecasts from other origins of steps that none of mine is about: origins overlap, and the same days would tell of themselves.
func elsewhere(all []held, from int, mine []held) []held {
	seen := Span{mine[0].at.From, mine[0].at.To}
	for _, h := range mine {
		seen.From, seen.To = min(seen.From, h.at.From), max(seen.To, h.at.To)
	}
	var out []held
	for _, h := range all {
		if h.from != from && (h.at.To <= seen.From || h.at.From >= seen.To) {
			out = append(out, h)
		}
	}
	return out
}

// spreads are the factors of all levels; 1 where too few forecasts were made to say. A wide level is pulled at least as far as a narrow one, so that its interval
// lies outside: the few errors that a wide level rests on may by chance ask for less.
func spreads(all []held, levels []float64) []float64 {
	own := make([]float64, len(levels))
	for i, l := range levels {
		own[i], _ = spread(all, l)
	}
	out := slices.Clone(own)
	for i, l := range levels {
		for j, narrow := range levels {
			if narrow < l {
				out[i] = math.Max(out[i], own[j])
			}
		}
	}
	return out
}

// spread is the factor on the intervals with which they would have held as often as promised: the quantile of rank ⌈(n+1) level⌉ of the
// errors over the distance from mean to end on their side, which is split conformal prediction with the backtest as calibration
// set (V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a Random World (2005); J. Lei et al., Distribution-free
// predictive inference for regression, JASA 113 (2018)). Each level has its own, for errors have other tails than the model.
//
// It is at least 1 where few different steps were forecast: a few months that went well are no reason to promise more. It is 1 and not ok when too few forecasts were made to say.
func spread(all []held, level float64) (factor float64, ok bool) {
	if len(all) < fewestHeld {
		return 1, false
	}
	ratios := make([]float64, len(all))
	for i, h := range all {
		ratios[i] = h.ratio(level)
	}
	slices.Sort(ratios)
	if ratios[len(ratios)-1] == 0 { // every forecast was right: there is nothing to pull
		return 1, true
	}
	rank := min(len(ratios), int(math.Ceil(float64(len(ratios)+1)*level)))
	least := leastSpread
	if float64(distinct(all))*(1-level) < fewestBeyond {
		least = 1
	}
	return math.Min(mostSpread, math.Max(least, ratios[rank-1])), true
}

// distinct is the number of steps, or sums of steps, that forecasts are about: origins overlap.
func distinct(all []held) int {
	seen := map[Span]bool{}
	for _, h := range all {
		seen[h.at] = true
	}
	return len(seen)
}

// ratio is the error over the distance from the mean to the interval's end on its side.
func (h held) ratio(level float64) float64 {
	low, high := h.interval(level, 1)
	error, reach := h.actual-h.mean, high-h.mean
	if error < 0 {
		error, reach = -error, h.mean-low
	}
	switch {
	case error == 0:
		return 0
	case reach <= 0:
		return mostSpread
	}
	return error / reach
}

// calibrate measures the coverage of the chosen method and of the best simple one, and returns the factors for the chosen. The others are not
// measured: their paths would take most of the time of a forecast.
func (p *planned) calibrate(r *Result) []float64 {
	factors := spreads(nil, p.options.Levels)
	best, _ := firstSimple(r.Backtest)
	for i, s := range r.Backtest {
		if !s.Chosen && i != best {
			continue
		}
		futures := p.trial.futures(s.Method, p.options.Seed)
		all := p.trial.held(s.Method, futures, p.trial.singles)
		r.Backtest[i].Coverage = measured(all, p.options.Levels)
		if s.Chosen {
			p.futures = futures
			factors = spreads(all, p.options.Levels)
			p.sayCoverage(r.Backtest[i].Coverage, factors)
		}
	}
	return factors
}
