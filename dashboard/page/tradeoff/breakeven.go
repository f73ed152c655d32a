package tradeoff

import (
	"context"
	"math"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/tradeoff"
)

// breakEven says from which share solved and from which ratio of pay a 1st level pays, and what a point more or less is worth.
func breakEven(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	b := p.BreakEven
	return page.Content{Sub: ask.L.T("even.sub"), Points: []page.Sentence{
		shareSolved(ask, b), payRatio(ask, b),
		point(ask, p, "more", b.PointPerYear, b.PointPerYearWhole), point(ask, p, "less", -b.LostPointPerYear, -b.LostPointPerYearWholes),
	}}, nil
}

func shareSolved(ask page.Ask, b tradeoff.BreakEven) page.Sentence {
	l, today := ask.L, ask.L.Percent(b.FCR)
	s := page.Sentence{Head: l.T("even.noshare"), Text: l.T("even.noshareis", today)}
	if b.WholeFound {
		s = page.Sentence{Head: l.T("even.share", l.Percent(b.WholeFCR)), Text: l.T("even.shareis", today)}
	}
	if b.FluidFound {
		s.Text += " " + l.T("even.fluid", l.Percent(b.FluidFCR))
	}
	return s
}

func payRatio(ask page.Ask, b tradeoff.BreakEven) page.Sentence {
	l, today := ask.L, ask.L.Fixed(b.SalaryRatioToday, 2)
	if !b.SalaryFound {
		return page.Sentence{Head: l.T("even.noratio"), Text: l.T("even.noratiois", today)}
	}
	return page.Sentence{Head: l.T("even.ratio", l.Fixed(b.SalaryRatio, 2)), Text: l.T("even.ratiois", today)}
}

// point says what one point more or less saves in parts of people and in whole people; what is saved may be less than nothing.
func point(ask page.Ask, p *planner.Plan, key string, parts, whole float64) page.Sentence {
	saved := func(v float64) string {
		amount := planner.Money(ask, math.Abs(v), p.Input.Currency)
		switch {
		case math.Round(v) == 0:
			return ask.L.T("even.nothing")
		case v < 0:
			return ask.L.T("even.costs", amount)
		}
		return ask.L.T("even.saves", amount)
	}
	return page.Sentence{Head: ask.L.T("even." + key), Text: ask.L.T("even.worth", saved(parts), saved(whole))}
}
