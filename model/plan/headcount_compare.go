package plan

import (
	"context"
	"slices"

	"tiermix/model/hiring"
	"tiermix/model/origin"
)

// HeadcountSide is a scenario with its headcount plan.
type HeadcountSide struct {
	Scenario  Scenario
	Headcount *Headcount    // nil: it cannot be planned
	Why       []origin.Text // not
}

// Outlooker says what tickets to expect of the months to come of an input.
type Outlooker func(in Input, months int) Outlook

// Yearly is the outlook of the growth that the input's yearly_growth says.
func Yearly(in Input, months int) Outlook {
	kind := origin.Default
	for _, t := range in.Moves.Traces {
		if t.Key == "yearly_growth" {
			kind = t.Value.Kind
		}
	}
	return in.Steady(in.Moves.Growth, kind, months)
}

// Forecast gives every input the outlook of a forecast, unless its yearly_growth or growth is typed: what is typed comes first.
func Forecast(o Outlook) Outlooker {
	return func(in Input, months int) Outlook {
		for _, t := range slices.Concat(in.Moves.Traces, in.Traces) {
			if (t.Key == "yearly_growth" || t.Key == "growth") && t.Value.Kind == origin.Typed {
				return Yearly(in, months)
			}
		}
		return o
	}
}

// PlanHeadcount plans a scenario's people month by month. One that cannot be planned says why.
func (s Scenario) PlanHeadcount(ctx context.Context, d Demand, expect Outlooker, months int) HeadcountSide {
	side := HeadcountSide{Scenario: s}
	in, err := s.Build(d)
	if err == nil {
		var r Result
		if r, err = in.Weigh(); err == nil {
			r.Frontier.Points, r.Frontier.Pareto = nil, nil
			var h Headcount
			if h, err = r.Headcount(ctx, expect(in, months), months); err == nil {
				side.Headcount = &h
			}
		}
	}
	side.Why = origin.Sentences(err)
	return side
}

// Waterfall is why a headcount plan costs more or less than another one: parts that add up to the difference of both totals.
type Waterfall struct {
	Known    bool // both are there, in the same currency
	From, To float64
	Parts    []hiring.Part // the difference of each part
}

// Against is the waterfall from another side to this one.
func (s HeadcountSide) Against(first HeadcountSide) (w Waterfall) {
	if s.Headcount == nil || first.Headcount == nil || s.Headcount.Currency() != first.Headcount.Currency() {
		return w
	}
	from, to := first.Headcount.Ways.Free.Course.Total, s.Headcount.Ways.Free.Course.Total
	return Waterfall{Known: true, From: from.Total(), To: to.Total(), Parts: to.Minus(from).Parts()}
}

// Whole is the waterfall in whole units of money, changed so that they add up.
func (w Waterfall) Whole() Waterfall {
	amounts := make([]float64, len(w.Parts))
	for i, p := range w.Parts {
		amounts[i] = p.Amount
	}
	w.Parts = slices.Clone(w.Parts)
	w.From, amounts, w.To = origin.AddUp(w.From, amounts, w.To, 1)
	for i := range w.Parts {
		w.Parts[i].Amount = amounts[i]
	}
	return w
}

// PartName is the name of a part of the cost of a headcount plan.
func PartName(key string) origin.Text {
	names := map[string]origin.Text{
		"pay": {EN: "pay", DE: "Bezahlung"}, "rises": {EN: "rises", DE: "Erhöhungen"}, "hiring": {EN: "hiring", DE: "Einstellungen"},
		"leaving": {EN: "leaving", DE: "Abgänge"}, "missing": {EN: "missing people, at their price", DE: "fehlende Personen, zu ihrem Preis"},
	}
	last := len(key) - 1
	level := map[byte]origin.Text{'1': {EN: ", 1st level", DE: ", 1st Level"}, '2': {EN: ", 2nd level", DE: ", 2nd Level"}}
	of, ok := level[key[last]]
	if !ok {
		return origin.Text{EN: "promotions, once", DE: "Beförderungen, einmalig"}
	}
	name := names[key[:last]]
	return origin.Text{EN: name.EN + of.EN, DE: name.DE + of.DE}
}
