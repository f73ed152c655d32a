package kpi

import (
	"math"
	"time"

	"tiermix/model/rate"
)

// changes returns the function that compares a cell with the same cell of the compared period; without a
// comparison it gives nil.
func (p Plan) changes(s Spec, c Counts, a Answer) func(now, then Cell) *Change {
	if a.Compared == nil || c.Then == nil {
		return func(_, _ Cell) *Change { return nil }
	}
	days, before := a.Period.Overlap(c.Frame).Days(), a.Compared.Overlap(c.Frame).Days()
	reason := p.uncovered(*a.Compared, c.Frame)
	return func(now, then Cell) *Change {
		if before == 0 {
			return &Change{Reason: reason}
		}
		return p.change(s, now, then, exposures{s.View.Level, days, before}, reason)
	}
}

// uncovered says how the compared period reaches beyond the data; empty when it does not.
func (p Plan) uncovered(compared Period, f Frame) string {
	var text Text
	switch {
	case compared.To.Before(f.First):
		text = Text{EN: "the data begin on {first}: nothing to compare with", DE: "die Daten beginnen am {first}: nichts zum Vergleichen"}
	case compared.From.After(f.Last):
		text = Text{EN: "the data end on {last}: nothing to compare with", DE: "die Daten enden am {last}: nichts zum Vergleichen"}
	case compared.From.Before(f.First):
		text = Text{EN: "the compared period begins before the data ({first})", DE: "der Vergleichszeitraum beginnt vor den Daten ({first})"}
	case compared.To.After(f.Last):
		text = Text{EN: "the compared period ends after the data ({last})", DE: "der Vergleichszeitraum endet nach den Daten ({last})"}
	}
	return text.fill(p.Lang, "{first}", f.First.Format(time.DateOnly), "{last}", f.Last.Format(time.DateOnly))
}

// nothingThen says why the compared period has no value.
func (p Plan) nothingThen(s Spec, then Cell, m Measure) string {
	if then.LeftOut > 0 {
		return Text{EN: "in the compared period ", DE: "im Vergleichszeitraum "}.In(p.Lang) + m.Reason
	}
	return Text{EN: "no {row} in the compared period", DE: "kein {row} im Vergleichszeitraum"}.fill(p.Lang, "{row}", s.Row.In(p.Lang))
}

// exposures are the days with data behind two counts. A level, such as the backlog, is compared like the number of
// customers in a system with many servers, which is Poisson too: exposure 1 on both sides.
type exposures struct {
	level     bool
	now, then int
}

// change compares two cells. The reason says what the compared period lacks: counts of days without data are no counts
// of the period, so they are shown and not compared; other figures speak of the rows that are there.
func (p Plan) change(s Spec, now, then Cell, e exposures, reason string) *Change {
	a, b := p.measure(s, now), p.measure(s, then)
	change := &Change{Value: b.Value, N: b.N, Reason: reason}
	if b.Value == nil && reason == "" {
		change.Reason = p.nothingThen(s, then, b)
	}
	if a.Value == nil || b.Value == nil || s.Unit == Number && reason != "" {
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

// sameWay says whether the value moved, and the way the test saw it: a median can rise while the mean logarithm, or the curve as a whole,
// which are tested, fall.
func sameWay(s Spec, now, then Cell, difference float64) bool {
	if s.Unit == Duration {
		if a, b := rate.NewSurvival(now.Lifetimes), rate.NewSurvival(then.Lifetimes); a.Censored()+b.Censored() > 0 {
			_, sooner := rate.CompareSurvival(a, b)
			return difference*sooner < 0
		}
		return difference*(now.LogAverage-then.LogAverage) > 0
	}
	return difference != 0
}

// chance is the two-sided p value that both cells share one truth; NaN when the rows are too few to say.
func chance(s Spec, now, then Cell, e exposures) float64 {
	switch s.Unit {
	case Fraction:
		return rate.CompareShares(rate.Share{Hits: now.Hits, Total: now.Rows}, rate.Share{Hits: then.Hits, Total: then.Rows})
	case Ratio:
		return math.NaN()
	case Number:
		x, y := float64(e.now), float64(e.then)
		if e.level {
			x, y = 1, 1
		}
		return rate.CompareCounts(rate.Count{Events: now.Rows, Exposure: x}, rate.Count{Events: then.Rows, Exposure: y})
	case Duration:
		if a, b := rate.NewSurvival(now.Lifetimes), rate.NewSurvival(then.Lifetimes); a.Censored()+b.Censored() > 0 {
			p, _ := rate.CompareSurvival(a, b)
			return p
		}
		return rate.CompareMeans(
			rate.Sample{N: now.Rows, Mean: now.LogAverage, Variance: now.Variance},
			rate.Sample{N: then.Rows, Mean: then.LogAverage, Variance: then.Variance})
	}
	return rate.CompareMeans(
		rate.Sample{N: now.Rows, Mean: now.Average, Variance: now.Variance},
		rate.Sample{N: then.Rows, Mean: then.Average, Variance: then.Variance})
}
