package tradeoff

import (
	"cmp"
	"context"
	"slices"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/tradeoff"
)

// training judges a training of every category that one is offered for, the best investment first.
func training(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	offered := slices.DeleteFunc(slices.Clone(p.Search.Policy), func(d tradeoff.Decision) bool { return d.Training.Cost == 0 })
	l := ask.L
	if len(offered) == 0 {
		return page.Content{Empty: l.T("training.none")}, nil
	}
	slices.SortStableFunc(offered, func(a, b tradeoff.Decision) int { return cmp.Compare(b.Training.NetPresent, a.Training.NetPresent) })
	terms := offered[0].Category.Training // months and rate are the desk's
	c := page.Content{Sub: l.T("training.sub", l.Count(terms.HorizonMonths), l.Number(100*terms.YearlyRate, 2)+"\u00a0%")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.category")), page.Text(l.T("training.column.worth")), page.Num(l.T("training.column.gain")), page.Num(l.T("training.column.cost")),
		page.Num(l.T("training.column.saves")), page.Num(l.T("training.column.payback")), page.Num(l.T("training.column.present")), page.Num(l.T("training.column.whole")),
	}
	for _, d := range offered {
		c.Table.Rows = append(c.Table.Rows, investment(ask, p, d))
	}
	return c, nil
}

func investment(ask page.Ask, p *planner.Plan, d tradeoff.Decision) []page.Cell {
	l, t := ask.L, d.Training
	money := func(v float64) page.Cell { return page.Num(planner.Money(ask, v, p.Input.Currency)) }
	worth, months := page.Text(l.T("training.no")), l.T("tradeoff.never")
	if t.PaysBack {
		worth = page.Cell{Text: l.T("training.yes"), Strong: true, Verdict: "better"}
	}
	if t.PaybackMonths > 0 {
		months = l.T("training.months", l.Number(t.PaybackMonths, 1))
	}
	gained := min(1, d.Category.Solve.Amount+d.Category.Training.Points) - d.Category.Solve.Amount
	return []page.Cell{planner.CategoryCell(ask, d.Category.Key), worth, page.Num(l.T("unit.points", l.Number(100*gained, 1))), money(t.Cost), money(t.SavingPerYear),
		page.Num(months), money(t.NetPresent), money(d.TrainingWhole)}
}
