package forecast

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Rules of calibration. Intervals are pulled when their measured coverage is off by more than slack, with at least fewestHeld
// forecasts to measure it from, and by no more than the factors.
const (
	calibrated              = 0.8 // level at which the spread is read off: its ends are better known than those of 0.95
	slack                   = 0.05
	fewestHeld              = 10
	leastSpread, mostSpread = 0.5, 4.0
)

func (h held) interval(level float64) (low, high float64) {
	return stat.Quantile((1-level)/2, stat.LinInterp, h.paths, nil), stat.Quantile((1+level)/2, stat.LinInterp, h.paths, nil)
}

// coverage is how often intervals held, each pulled from its mean by a factor.
func coverage(all []held, level, spread float64) Coverage {
	c := Coverage{Level: level, Of: len(all)}
	within := 0
	for _, h := range all {
		low, high := h.interval(level)
		low, high = math.Max(0, h.mean+spread*(low-h.mean)), math.Max(0, h.mean+spread*(high-h.mean))
		if low <= h.actual && h.actual <= high {
			within++
		}
	}
	if len(all) > 0 {
		c.Share = float64(within) / float64(len(all))
	}
	return c
}

// spreadOf is the factor on the intervals with which they would have held as often as promised: the quantile of rank ⌈(n+1) level⌉ of the
// errors over the distance from mean to end on their side, which is split conformal prediction with the backtest as calibration
// set (V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a Random World (2005); J. Lei et al., Distribution-free
// predictive inference for regression, JASA 113 (2018)).
//
// Special cases: 1 when the coverage is right within slack, or too few forecasts were made to say.
func spreadOf(all []held) float64 {
	if len(all) < fewestHeld || math.Abs(coverage(all, calibrated, 1).Share-calibrated) <= slack {
		return 1
	}
	ratios := make([]float64, len(all))
	for i, h := range all {
		low, high := h.interval(calibrated)
		error, reach := h.actual-h.mean, high-h.mean
		if error < 0 {
			error, reach = -error, h.mean-low
		}
		switch {
		case error == 0:
		case reach <= 0:
			ratios[i] = mostSpread
		default:
			ratios[i] = error / reach
		}
	}
	slices.Sort(ratios)
	rank := min(len(ratios), int(math.Ceil(float64(len(ratios)+1)*calibrated)))
	return math.Min(mostSpread, math.Max(leastSpread, ratios[rank-1]))
}

// calibrate measures the coverage of the chosen method and of the best simple one, and returns the factor for the chosen.
func (p *planned) calibrate(r *Result) float64 {
	spread := 1.0
	best, _ := firstSimple(r.Backtest)
	for i, s := range r.Backtest {
		if !s.Chosen && i != best {
			continue
		}
		futures := p.trial.futures(s.Method, p.options.Seed)
		all := p.trial.held(s.Method, futures, p.trial.singles)
		for _, l := range p.options.Levels {
			r.Backtest[i].Coverage = append(r.Backtest[i].Coverage, coverage(all, l, 1))
		}
		if s.Chosen {
			p.futures = futures
			spread = spreadOf(all)
			p.sayCoverage(all, spread)
		}
	}
	return spread
}
