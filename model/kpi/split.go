package kpi

import (
	"cmp"
	"math"
	"slices"
)

// Split is the change of a figure against the compared period, in parts that its groups bring and that add up to it.
type Split struct {
	Known    bool
	Reason   string // not known: why
	From, To float64
	Parts    []GroupPart // the largest first
}

// GroupPart is what one group brings to a change, in the figure's unit.
type GroupPart struct {
	Key            map[string]string
	N, Before      int      // rows behind the group now, and in the compared period
	Value, Earlier *float64 // the group's own figure; nil: it had no rows
	Own            float64  // because its own figure changed, or its count
	Mix            float64  // because it is a larger or smaller part of all
}

// Sum is all that the group brings.
func (p GroupPart) Sum() float64 { return p.Own + p.Mix }

// Split splits the change of the figure over its groups.
//
// Of a share or mean R = Σ w r, with w the group's part of all rows and r its own figure, the change is
//
//	R₁ - R₀ = Σ (r₁ - r₀)(w₀ + w₁)/2 + Σ (w₁ - w₀)((r₀ + r₁)/2 - (R₀ + R₁)/2)
//
// own change and mix. Taking the mean of R off changes no sum, for Σ(w₁ - w₀) = 0, and makes the mix speak: a group below the
// average that grows brings the figure down. A group that only one of the periods has is all mix. A count is the sum of its groups'.
// Medians have no such parts, so durations are not split.
//
// Source: E. M. Kitagawa, Components of a difference between two rates, Journal of the American Statistical Association 50 (1955),
// 1168-1194.
func (f Figure) Split(l Language) Split {
	if reason := f.unsplit(l); reason != "" {
		return Split{Reason: reason}
	}
	s := Split{Known: true, From: *f.Change.Value, To: *f.Value}
	for _, g := range f.Groups {
		if p := f.part(g); p.N > 0 || p.Before > 0 {
			s.Parts = append(s.Parts, p)
		}
	}
	slices.SortStableFunc(s.Parts, func(a, b GroupPart) int { return cmp.Compare(math.Abs(b.Sum()), math.Abs(a.Sum())) })
	return s
}

// unsplit says why the change of the figure has no parts; empty when it has.
func (f Figure) unsplit(l Language) string {
	switch {
	case !f.Available:
		return f.Reason
	case f.Unit == Duration:
		return Text{EN: "this figure is a median: its change has no parts that add up", DE: "diese Kennzahl ist ein Median: ihre Änderung hat keine Teile, die sich addieren"}.In(l)
	case f.Unit == Ratio:
		return Text{
			EN: "this figure is one sum over another, whose groups are not weighed by their rows: its change has no parts that add up",
			DE: "diese Kennzahl ist eine Summe durch eine andere, deren Gruppen nicht nach Zeilen zählen: ihre Änderung hat keine Teile, die sich addieren",
		}.In(l)
	case f.Change == nil:
		return Text{EN: "nothing is compared", DE: "es wird nichts verglichen"}.In(l)
	case f.Change.Difference == nil:
		return f.Change.Reason
	case len(f.Groups) == 0:
		return Text{EN: "the figure has no groups", DE: "die Kennzahl hat keine Gruppen"}.In(l)
	}
	return ""
}

func (f Figure) part(g Group) GroupPart {
	p := GroupPart{Key: g.Key, N: g.N, Value: g.Value}
	if g.Change != nil {
		p.Before, p.Earlier = g.Change.N, g.Change.Value
	}
	if f.Unit == Number {
		p.Own = orZero(p.Value) - orZero(p.Earlier)
		return p
	}
	now, then := p.Value, p.Earlier
	if p.N == 0 || now == nil {
		now = then
	}
	if p.Before == 0 || then == nil {
		then = now
	}
	w1, w0 := float64(p.N)/float64(f.N), float64(p.Before)/float64(f.Change.N)
	p.Own = (orZero(now) - orZero(then)) * (w0 + w1) / 2
	p.Mix = (w1 - w0) * ((orZero(now)+orZero(then))/2 - (*f.Value+*f.Change.Value)/2)
	return p
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
