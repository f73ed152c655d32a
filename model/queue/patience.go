package queue

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
)

// Patience is how long customers wait before they give up: any distribution.
type Patience interface {
	Survival(seconds float64) float64 // P(patience > seconds), falling, 1 or less at 0
	Lost(seconds float64) float64     // P(patience ≤ seconds) = 1 - Survival, without cancellation
	Area(seconds float64) float64     // ∫₀ Survival, in seconds: the mean of min(patience, seconds); the mean patience at +Inf
	Kinks() []float64                 // seconds at which Survival jumps or bends
	Check() error                     // what is wrong with its parameters
}

// ExponentialPatience gives up at a constant rate: with it Impatient is Erlang A.
type ExponentialPatience struct{ MeanSeconds float64 }

// Survival is exp(-t/mean).
func (p ExponentialPatience) Survival(seconds float64) float64 {
	return math.Exp(-seconds / p.MeanSeconds)
}

// Lost is 1 - exp(-t/mean).
func (p ExponentialPatience) Lost(seconds float64) float64 {
	return -math.Expm1(-seconds / p.MeanSeconds)
}

// Area is mean × Lost, in seconds.
func (p ExponentialPatience) Area(seconds float64) float64 { return p.MeanSeconds * p.Lost(seconds) }

// Kinks is empty: the law is smooth.
func (p ExponentialPatience) Kinks() []float64 { return nil }

// Check refuses a mean that is not above 0.
func (p ExponentialPatience) Check() error {
	return lasting("mean patience seconds", p.MeanSeconds, MaxPatienceSeconds)
}

// UniformPatience lies anywhere between 0 and LongestSeconds with equal chance.
type UniformPatience struct{ LongestSeconds float64 }

// Survival is 1 - t/longest, and 0 above longest.
func (p UniformPatience) Survival(seconds float64) float64 {
	return math.Max(0, (p.LongestSeconds-seconds)/p.LongestSeconds)
}

// Lost is t/longest, and 1 above longest.
func (p UniformPatience) Lost(seconds float64) float64 { return math.Min(1, seconds/p.LongestSeconds) }

// Area is t - t²/(2 longest), in seconds, up to longest.
func (p UniformPatience) Area(seconds float64) float64 {
	t := math.Min(seconds, p.LongestSeconds)
	return t * (1 - t/p.LongestSeconds/2)
}

// Kinks is the longest patience.
func (p UniformPatience) Kinks() []float64 { return []float64{p.LongestSeconds} }

// Check refuses a longest patience that is not above 0.
func (p UniformPatience) Check() error {
	return lasting("longest patience seconds", p.LongestSeconds, MaxPatienceSeconds)
}

// FixedPatience is the same for everybody, as when the line is cut after a set time.
type FixedPatience struct{ Seconds float64 }

// Survival is 1 up to the patience and 0 from there.
func (p FixedPatience) Survival(seconds float64) float64 { return 1 - p.Lost(seconds) }

// Lost is 0 up to the patience and 1 from there.
func (p FixedPatience) Lost(seconds float64) float64 {
	if seconds < p.Seconds {
		return 0
	}
	return 1
}

// Area is min(t, patience), in seconds.
func (p FixedPatience) Area(seconds float64) float64 { return math.Min(seconds, p.Seconds) }

// Kinks is the patience.
func (p FixedPatience) Kinks() []float64 { return []float64{p.Seconds} }

// Check refuses a patience that is not above 0.
func (p FixedPatience) Check() error {
	return lasting("patience seconds", p.Seconds, MaxPatienceSeconds)
}

// patiencePanels is the number of stretches, between two kinks, over which a measured survival function is integrated
// by 15 points each.
const patiencePanels = 64

// MeasuredPatience is a survival function of any shape, as measured from history.
type MeasuredPatience struct {
	survival func(seconds float64) float64
	kinks    []float64
	at       []float64 // rising seconds, from 0 to the end
	area     []float64 // Area at each
}

// NewMeasuredPatience takes P(patience > seconds) as a function that never rises, the seconds after which nobody is
// left, and the seconds at which the function jumps or bends, if any. A rise, and values outside 0 .. 1, are errors.
func NewMeasuredPatience(survival func(seconds float64) float64, endSeconds float64, kinks ...float64) (MeasuredPatience, error) {
	if err := lasting("end of patience in seconds", endSeconds, MaxPatienceSeconds); err != nil {
		return MeasuredPatience{}, err
	}
	cuts := []float64{0, endSeconds}
	for _, k := range kinks {
		if k > 0 && k < endSeconds {
			cuts = append(cuts, k)
		}
	}
	slices.Sort(cuts)
	p := MeasuredPatience{survival: survival, kinks: slices.Compact(cuts)[1:], at: []float64{0}, area: []float64{0}}
	last := survival(0)
	for i, low := range cuts[:len(cuts)-1] {
		for k := 1; k <= patiencePanels; k++ {
			from, to := p.at[len(p.at)-1], low+(cuts[i+1]-low)*float64(k)/patiencePanels
			s := survival((from + to) / 2)
			if !(s >= 0 && s <= last && last <= 1) {
				return MeasuredPatience{}, fmt.Errorf("survival of patience is %g after %g seconds; it must lie between 0 and %g, "+
					"since it never rises", s, (from+to)/2, math.Min(1, last))
			}
			p.at, p.area, last = append(p.at, to), append(p.area, p.area[len(p.area)-1]+p.stretch(from, to)), s
		}
	}
	return p, nil
}

func (p MeasuredPatience) stretch(from, to float64) float64 {
	sum, half := 0.0, (to-from)/2
	for i, x := range nodeAt {
		sum += nodeWeight[i] * p.survival(from+half+half*x)
	}
	return half * sum
}

func (p MeasuredPatience) end() float64 { return p.at[len(p.at)-1] }

// Survival is the measured function, and 0 from the end.
func (p MeasuredPatience) Survival(seconds float64) float64 {
	if seconds >= p.end() {
		return 0
	}
	return p.survival(seconds)
}

// Lost is 1 - Survival.
func (p MeasuredPatience) Lost(seconds float64) float64 { return 1 - p.Survival(seconds) }

// Area is the integral of Survival, in seconds.
func (p MeasuredPatience) Area(seconds float64) float64 {
	i := sort.SearchFloat64s(p.at, math.Min(seconds, p.end()))
	if p.at[i] <= seconds {
		return p.area[i]
	}
	return p.area[i-1] + p.stretch(p.at[i-1], seconds)
}

// Kinks are the given ones and the end.
func (p MeasuredPatience) Kinks() []float64 { return p.kinks }

// Check refuses a value that NewMeasuredPatience did not make.
func (p MeasuredPatience) Check() error {
	if p.survival == nil {
		return errors.New("measured patience is empty; NewMeasuredPatience makes one")
	}
	return nil
}

// Impatient is Live with patience of any distribution: M/M/n+G.
type Impatient struct {
	ArrivalsPerHour float64 // 0 or more
	HandlingSeconds float64 // mean handling time, above 0
	Patience        Patience
}

// With returns what a number of agents reach, with the service levels for a target in seconds: the formulas of wait,
// exact up to quadrature (about 1e-12 of each share when the patience is smooth between its kinks).
//
// Special cases as for Live.With. Given the wait offered, who gives up does not depend on the others; so the whole law
// of patience enters, not only its mean.
//
// Source: S. Zeltyn and A. Mandelbaum (2005); F. Baccelli and G. Hebuterne (1981).
func (i Impatient) With(agents int, targetSeconds float64) (Result, error) {
	l := Live{ArrivalsPerHour: i.ArrivalsPerHour, HandlingSeconds: i.HandlingSeconds, PatienceSeconds: math.Inf(1)}
	err := errors.Join(l.check(), checkAgents(agents), inRange("target seconds", targetSeconds, 0, MaxSeconds))
	if i.Patience == nil {
		return Result{}, errors.Join(err, errors.New("patience is missing; it must be one of the laws of patience"))
	}
	if err := errors.Join(err, i.Patience.Check()); err != nil {
		return Result{}, err
	}
	switch {
	case l.LoadErlang() == 0:
		return idle(), nil
	case agents == 0:
		mean := i.Patience.Area(math.Inf(1))
		return Result{
			LoadErlang: l.LoadErlang(), QueueLength: i.ArrivalsPerHour / secondsPerHour * mean, WaitProbability: 1, AbandonProbability: 1,
			MeanWaitSeconds: mean, LaterProbability: i.Patience.Survival(targetSeconds), ServedAndEarlyOfOffered: i.Patience.Lost(targetSeconds),
		}, nil
	}
	n := float64(agents)
	return newWait(general(l, n, i.Patience), l, n, targetSeconds).result(), nil
}

// offered is the offered wait of M/M/n+G.
type offered struct {
	Patience
	lambda, slack float64 // λ and nμ-λ, per second
	top           float64 // mode, seconds
	areaTop       float64
}

// general finds the mode, where P(patience > v) falls to nμ/λ.
func general(l Live, n float64, p Patience) offered {
	o := offered{Patience: p, lambda: l.ArrivalsPerHour / secondsPerHour, slack: (n - l.LoadErlang()) / l.HandlingSeconds}
	goal := n / l.LoadErlang()
	if p.Survival(0) <= goal {
		return o
	}
	low, high := 0.0, l.HandlingSeconds
	for i := 0; i < mostSteps && p.Survival(high) > goal; i++ {
		high *= 2
	}
	for middle := (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2 {
		if p.Survival(middle) > goal {
			low = middle
		} else {
			high = middle
		}
	}
	o.top, o.areaTop = high, p.Area(high)
	return o
}

func (o offered) mode() float64    { return o.top }
func (o offered) peak() float64    { return o.lambda*(o.areaTop-o.top) - o.slack*o.top }
func (o offered) kinks() []float64 { return o.Kinks() }

func (o offered) patience(v float64) (survival, lost, area float64) {
	return o.Survival(v), o.Lost(v), o.Area(v)
}

func (o offered) fall(v float64) float64 {
	return o.lambda*((o.Area(v)-o.areaTop)-(v-o.top)) - o.slack*(v-o.top)
}
