package rate

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Lifetime is how many durations of one length ended, and how many were still running when they were last seen (censored).
type Lifetime struct {
	At       float64 // seconds, 0 or more; any unit, the same throughout
	Ended    int
	Censored int
}

// Survival is a set of durations of which some still run: the Kaplan-Meier estimate of how long they take.
type Survival struct {
	rows     []Lifetime // by time, each time once
	steps    []Step
	ended    int
	censored int
}

// Step is the curve at a time at which durations ended.
type Step struct {
	At     float64
	AtRisk int     // still running just before, those censored at this very time included
	Ended  int     // ended here
	Share  float64 // S(t), the share that runs on
	Spread float64 // Greenwood's sum Σ d / (n (n - d)); +Inf where nobody runs on
}

// NewSurvival makes the product-limit estimate S(t) = Π (1 - dᵢ/nᵢ) over the times tᵢ ≤ t at which dᵢ of nᵢ running durations
// ended. Durations that end and are censored at the same time: the censored ones are taken to run longer. Lifetimes may stand in any
// order and repeat.
//
// Special cases: without an end there are no steps; lifetimes without rows count for nothing.
//
// Source: E. L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, Journal of the American Statistical
// Association 53 (1958), 457-481; the variance is M. Greenwood's of 1926.
func NewSurvival(all []Lifetime) Survival {
	var s Survival
	for _, l := range slices.SortedFunc(slices.Values(all), func(a, b Lifetime) int { return cmp.Compare(a.At, b.At) }) {
		s.ended, s.censored = s.ended+l.Ended, s.censored+l.Censored
		if n := len(s.rows); n > 0 && s.rows[n-1].At == l.At {
			s.rows[n-1].Ended, s.rows[n-1].Censored = s.rows[n-1].Ended+l.Ended, s.rows[n-1].Censored+l.Censored
		} else {
			s.rows = append(s.rows, l)
		}
	}
	risk, share, spread := s.ended+s.censored, 1.0, 0.0
	for _, l := range s.rows {
		if l.Ended > 0 {
			share *= float64(risk-l.Ended) / float64(risk)
			spread += float64(l.Ended) / (float64(risk) * float64(risk-l.Ended)) // +Inf at the end of all
			s.steps = append(s.steps, Step{At: l.At, AtRisk: risk, Ended: l.Ended, Share: share, Spread: spread})
		}
		risk -= l.Ended + l.Censored
	}
	return s
}

// Ended is the number of durations that ended.
func (s Survival) Ended() int { return s.ended }

// Censored is the number of durations that were still running when last seen.
func (s Survival) Censored() int { return s.censored }

// Curve are the steps, the shortest time first. The share is 1 before the first.
func (s Survival) Curve() []Step { return slices.Clone(s.steps) }

// Running is the share that runs on after a time, with its interval.
//
// Special cases: before the first end it is 1, without an interval; ok is false after the longest duration that was seen, unless all had ended.
func (s Survival) Running(at, level float64) (share, low, high float64, ok bool) {
	i, _ := slices.BinarySearchFunc(s.steps, at, func(x Step, at float64) int {
		if x.At <= at {
			return -1
		}
		return 1
	})
	if n := len(s.rows); n == 0 || s.rows[n-1].At < at && (len(s.steps) == 0 || s.steps[len(s.steps)-1].Share > 0) {
		return math.NaN(), math.NaN(), math.NaN(), false
	}
	if i == 0 {
		return 1, 1, 1, true
	}
	x := s.steps[i-1]
	if low, high, ok = x.Interval(level); !ok {
		low, high = x.Share, x.Share
	}
	return x.Share, low, high, true
}

// Quantile is the time by which a share q of the durations has ended. Between two ends it is linear, so that without censored durations it is
// the usual quantile of n values, at rank 1 + (n - 1) q between order statistics (R's type 7): each of d ends at one time stands for a
// d-th of the fall there, and q (n - 1) / n is looked up among the shares that had ended before them.
//
// Special cases: ok is false when q lies outside (0, 1), or when the share that had ended never reaches q: not reached.
//
// Source: the median of a Kaplan-Meier curve is the first t with S(t) ≤ ½; this one lies between the ends before and after it. The interpolation
// is that of R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7.
func (s Survival) Quantile(q float64) (float64, bool) {
	n := float64(s.ended + s.censored)
	if !(q > 0 && q < 1) || len(s.steps) == 0 || 1-s.steps[len(s.steps)-1].Share < q-shareSlack {
		return math.NaN(), false
	}
	target := q * (n - 1) / n
	i, _ := slices.BinarySearchFunc(s.steps, target, func(x Step, t float64) int {
		if 1-x.Share <= t+shareSlack {
			return -1
		}
		return 1
	})
	if i == len(s.steps) {
		return s.steps[i-1].At, true
	}
	before, after := 0.0, 1-s.steps[i].Share
	if i > 0 {
		before = 1 - s.steps[i-1].Share
	}
	last := after - (after-before)/float64(s.steps[i].Ended) // of the last end at this time
	if target <= last+shareSlack || i+1 == len(s.steps) {
		return s.steps[i].At, true
	}
	return s.steps[i].At + (target-last)/(after-last)*(s.steps[i+1].At-s.steps[i].At), true
}

// shareSlack forgives the rounding of a product of shares.
const shareSlack = 1e-12

// Interval holds the true quantile with about the given confidence: the times at which the log-log interval of S(t) holds 1 - q. An end that is not
// ok is not reached: the durations seen do not bound the quantile on that side.
//
// Source: R. Brookmeyer, J. Crowley, A confidence interval for the median survival time, Biometrics 38 (1982), 29-41; the log-log
// transformation is that of J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data (1980).
func (s Survival) Interval(q, level float64) (low, high float64, lowOK, highOK bool) {
	low, high = math.NaN(), math.NaN()
	if !(q > 0 && q < 1) || !(level > 0 && level < 1) {
		return low, high, false, false
	}
	for _, x := range s.steps {
		least, most, ok := x.Interval(level)
		if ok && !lowOK && least <= 1-q {
			low, lowOK = x.At, true
		}
		if ok && !highOK && most <= 1-q {
			high, highOK = x.At, true
		}
	}
	return low, high, lowOK, highOK
}

// Interval holds the true share that runs on: S^exp(±z √spread / |ln S|).
//
// Special cases: ok is false where nobody runs on, for Greenwood's formula has no value there.
func (x Step) Interval(level float64) (low, high float64, ok bool) {
	if x.Share <= 0 || math.IsInf(x.Spread, 0) {
		return math.NaN(), math.NaN(), false
	}
	z := distuv.UnitNormal.Quantile((1 + level) / 2)
	wide := z * math.Sqrt(x.Spread) / math.Abs(math.Log(x.Share))
	return math.Pow(x.Share, math.Exp(wide)), math.Pow(x.Share, math.Exp(-wide)), true
}

// CompareSurvival returns the two-sided p value that two sets of durations share one law: the log-rank test, with the variance of
// the hypergeometric law at each time. sooner is how many more of a ended than would have under one law.
//
// Special cases: NaN when nothing ended while durations of both sets were running.
//
// Source: N. Mantel, Evaluation of survival data and two new rank order statistics, Cancer Chemotherapy Reports 50 (1966), 163-170.
func CompareSurvival(a, b Survival) (p, sooner float64) {
	var excess, variance float64
	na, nb := float64(a.ended+a.censored), float64(b.ended+b.censored)
	for i, j := 0, 0; i < len(a.rows) && j < len(b.rows); { // once one set is at its end nothing can be compared
		var x, y Lifetime
		switch at := math.Min(a.rows[i].At, b.rows[j].At); {
		case a.rows[i].At > at:
			y, j = b.rows[j], j+1
		case b.rows[j].At > at:
			x, i = a.rows[i], i+1
		default:
			x, y, i, j = a.rows[i], b.rows[j], i+1, j+1
		}
		d, n := float64(x.Ended+y.Ended), na+nb
		excess += float64(x.Ended) - d*na/n
		if n > 1 {
			variance += d * na / n * nb / n * (n - d) / (n - 1)
		}
		na, nb = na-float64(x.Ended+x.Censored), nb-float64(y.Ended+y.Censored)
	}
	if variance == 0 {
		return math.NaN(), excess
	}
	return twoSided(excess / math.Sqrt(variance)), excess
}
