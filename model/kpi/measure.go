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
	if m.LeftOut = c.LeftOut; c.LeftOut > 0 {
		m.Reason = s.View.leftOut[min(c.LeftOut-1, 1)].fill(p.Lang, "{n}", strconv.Itoa(c.LeftOut))
	}
	if s.Unit == Number {
		m.Value, m.Numerator = number64(float64(c.Rows)), number64(float64(c.Rows))
		return m
	}
	if c.Rows == 0 && c.Running == 0 {
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
	case Ratio:
		p.ratio(&m, c)
	case Money:
		m.money(s, c)
	case Duration:
		p.duration(&m, c)
	}
	return m
}

func (m *Measure) share(c Cell) {
	share := rate.Share{Hits: c.Hits, Total: c.Rows}
	low, high := share.Interval(rate.Level)
	m.Value, m.Low, m.High = number64(share.Value()), number64(low), number64(high)
	m.Numerator, m.Denominator = number64(float64(c.Hits)), number64(float64(c.Rows))
}

// mean is that of counts, so its interval ends at 0 where Student's would go below.
func (m *Measure) mean(c Cell) {
	low, high := rate.Sample{N: c.Rows, Mean: c.Average, Variance: c.Variance}.Interval(rate.Level)
	m.Value, m.Mean, m.Sum = number64(c.Average), number64(c.Average), number64(c.Sum)
	m.Low, m.High = settled(math.Max(0, low)), settled(high)
	m.Numerator, m.Denominator = number64(c.Sum), number64(float64(c.Rows))
}

// ratio is a sum over a sum. It has no interval: both are what was booked and paid, and no sample of it.
func (p Plan) ratio(m *Measure, c Cell) {
	m.Numerator, m.Denominator = settled(c.Sum), settled(c.Over)
	if m.Value = settled(c.Sum / c.Over); m.Value == nil {
		m.Available = false
		m.Reason = Text{EN: "not available: nothing stands below the line, the sum there is 0", DE: "nicht verfügbar: unter dem Bruchstrich steht nichts, die Summe dort ist 0"}.In(p.Lang)
	}
}

// money is a mean whose interval ends at 0 where it cannot be below, with sums as exact as they can be written.
func (m *Measure) money(s Spec, c Cell) {
	low, high := rate.Sample{N: c.Rows, Mean: c.Average, Variance: c.Variance}.Interval(rate.Level)
	m.Value, m.Mean, m.Sum = settled(c.Average), settled(c.Average), settled(c.Sum)
	if !s.Signed {
		low = math.Max(0, low)
	}
	m.Low, m.High = settled(low), settled(high)
	m.Numerator, m.Denominator = settled(c.Sum), number64(float64(c.Rows))
	m.Parts = map[string]float64{}
	for id, v := range c.Parts {
		if at := settled(v); at != nil {
			m.Parts[id] = *at
		}
	}
}

// duration is the sample's median; where rows still run, the estimate of Kaplan and Meier stands in its place and the sample's beside it.
func (p Plan) duration(m *Measure, c Cell) {
	m.duration(c, Wanted{Coarse: len(c.Quantiles) == len(coarseFractions)})
	s := rate.NewSurvival(c.Lifetimes)
	if p.Curves && len(c.Lifetimes) > 0 {
		m.Curve = &s
	}
	if s.Censored() == 0 {
		return
	}
	if c.Rows > 0 {
		m.Finished = &Finished{N: c.Rows, Value: m.Value, P90: m.P90, Low: m.Low, High: m.High}
	}
	m.Censored, m.N = s.Censored(), c.Rows+s.Censored()
	m.Value, m.P90 = reached(s.Quantile(0.5)), reached(s.Quantile(0.9))
	low, high, lowOK, highOK := s.Interval(0.5, rate.Level)
	m.Low, m.High = reached(low, lowOK), reached(high, highOK)
	if m.Value == nil {
		m.Available = false
		m.Reason = Text{
			EN: "not reached: {running} of {n} still run at the end of the data, too many to know by when half will have ended",
			DE: "nicht erreicht: {running} von {n} laufen am Ende der Daten noch, zu viele, um zu wissen, wann die Hälfte beendet sein wird",
		}.fill(p.Lang, "{running}", strconv.Itoa(m.Censored), "{n}", strconv.Itoa(m.N))
	}
}

// reached is nil for a time that the rows do not tell.
func reached(at float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return settled(at)
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
