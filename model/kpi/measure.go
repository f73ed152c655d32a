package kpi

import (
	"math"
	"slices"
	"strconv"

	round "gonum.org/v1/gonum/floats/scalar"

	"tiermix/model/rate"
)

// measure turns a cell into a value with its interval.
func (p Plan) measure(s Spec, c Cell) Measure {
	m := Measure{Available: true, N: c.Rows, Parts: c.Parts}
	if c.LeftOut > 0 {
		m.Reason = s.View.leftOut[min(c.LeftOut-1, 1)].fill(p.Lang, "{n}", strconv.Itoa(c.LeftOut))
	}
	if s.Unit == Number {
		m.Value, m.Numerator = number64(float64(c.Rows)), number64(float64(c.Rows))
		return m
	}
	if c.Rows == 0 {
		m.Available = false
		if m.Reason == "" {
			m.Reason = Text{EN: "no {row} in this period", DE: "kein {row} in diesem Zeitraum"}.fill(p.Lang, "{row}", s.Row.In(p.Lang))
		}
		return m
	}
	switch s.Unit {
	case Fraction:
		m.share(c)
	case Mean:
		m.mean(c)
	case Duration:
		m.duration(c, Wanted{Coarse: len(c.Quantiles) == len(coarseFractions)})
	}
	return m
}

func (m *Measure) share(c Cell) {
	share := rate.Share{Hits: c.Hits, Total: c.Rows}
	low, high := share.Interval(rate.Level)
	m.Value, m.Low, m.High = number64(share.Value()), number64(low), number64(high)
	m.Numerator, m.Denominator = number64(float64(c.Hits)), number64(float64(c.Rows))
}

func (m *Measure) mean(c Cell) {
	low, high := rate.Sample{N: c.Rows, Mean: c.Average, Variance: c.Variance}.Interval(rate.Level)
	m.Value, m.Mean, m.Sum = number64(c.Average), number64(c.Average), number64(c.Sum)
	m.Low, m.High = settled(low), settled(high)
	m.Numerator, m.Denominator = number64(c.Sum), number64(float64(c.Rows))
}

func (m *Measure) duration(c Cell, w Wanted) {
	m.Mean, m.Sum = settled(c.Average), settled(c.Sum)
	at := w.Fractions()
	if len(c.Quantiles) != len(at) {
		return
	}
	m.Value = settled(c.Quantiles[slices.Index(at, 0.5)])
	m.P90 = settled(c.Quantiles[slices.Index(at, 0.9)])
	low, high, _ := rate.Grid{N: c.Rows, At: at, Values: c.Quantiles}.Interval(0.5, rate.Level)
	m.Low, m.High = settled(low), settled(high)
}

// number64 is nil for what could not be computed.
func number64(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// digits of sums of fractions, and of what is made of them: further ones change with the order in which rows are added
// up, these are always the same.
const digits = 12

// settled is number64 rounded to as many significant digits as are certain.
func settled(v float64) *float64 {
	p := number64(v)
	if p != nil && v != 0 {
		*p = round.Round(v, digits-1-int(math.Floor(math.Log10(math.Abs(v)))))
	}
	return p
}

// changes returns the function that compares a cell with the same cell of the compared period; without a
// comparison it gives nil.
func (p Plan) changes(s Spec, c Counts, a Answer) func(now, then Cell) *Change {
	if a.Compared == nil || c.Then == nil {
		return func(_, _ Cell) *Change { return nil }
	}
	days, before := a.Period.Overlap(c.Frame).Days(), a.Compared.Overlap(c.Frame).Days()
	return func(now, then Cell) *Change {
		if before == 0 {
			return &Change{}
		}
		return p.change(s, now, then, exposures{s.View.Level, days, before})
	}
}

// exposures are the days with data behind two counts. A level, such as the backlog, is compared like the number of
// customers in a system with many servers, which is Poisson too: exposure 1 on both sides.
type exposures struct {
	level     bool
	now, then int
}

func (p Plan) change(s Spec, now, then Cell, e exposures) *Change {
	a, b := p.measure(s, now), p.measure(s, then)
	change := &Change{Value: b.Value, N: b.N}
	if a.Value == nil || b.Value == nil {
		return change
	}
	change.Difference = settled(*a.Value - *b.Value)
	change.P = settled(chance(s, now, then, e))
	change.MoreThanNoise = change.P != nil && *change.P < rate.Noise
	if change.MoreThanNoise && s.Direction != None && sameWay(s, now, then, *change.Difference) {
		better := (*change.Difference > 0) == (s.Direction == Higher)
		change.Better = &better
	}
	return change
}

// sameWay says whether the value moved, and the way the test saw it: a median can rise while the mean logarithm,
// which is tested, falls.
func sameWay(s Spec, now, then Cell, difference float64) bool {
	if s.Unit == Duration {
		return difference*(now.LogAverage-then.LogAverage) > 0
	}
	return difference != 0
}

// chance is the two-sided p value that both cells share one truth; NaN when the rows are too few to say.
func chance(s Spec, now, then Cell, e exposures) float64 {
	switch s.Unit {
	case Fraction:
		return rate.CompareShares(rate.Share{Hits: now.Hits, Total: now.Rows}, rate.Share{Hits: then.Hits, Total: then.Rows})
	case Number:
		x, y := float64(e.now), float64(e.then)
		if e.level {
			x, y = 1, 1
		}
		return rate.CompareCounts(rate.Count{Events: now.Rows, Exposure: x}, rate.Count{Events: then.Rows, Exposure: y})
	case Duration:
		return rate.CompareMeans(
			rate.Sample{N: now.Rows, Mean: now.LogAverage, Variance: now.Variance},
			rate.Sample{N: then.Rows, Mean: then.LogAverage, Variance: then.Variance})
	}
	return rate.CompareMeans(
		rate.Sample{N: now.Rows, Mean: now.Average, Variance: now.Variance},
		rate.Sample{N: then.Rows, Mean: then.Average, Variance: then.Variance})
}
