package headcount

import (
	"context"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/risk"
)

// course says how the plan's months spread while its decisions stay: cost, people, and who is missing.
func course(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, drawn, why, err := followed(ctx, ask)
	if err != nil || h == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	money := func(v float64) string { return planner.Money(ask, v, h.Currency()) }
	c := page.Content{Sub: l.T("risk.coursesub", l.Count(planner.Draws), money(drawn.Cost.P10.Value), money(drawn.Cost.P90.Value), l.Percent(drawn.Enough.Value()))}
	first, second := 1, 2
	c.Table.Head = []page.Cell{page.Text(l.T("headcount.column.month")), page.Num(l.T("risk.column.planned")), page.Num("P10"), page.Num("P50"), page.Num("P90"),
		page.Num(l.T("risk.there", ask.TierName(&first))), page.Num(l.T("risk.there", ask.TierName(&second))),
		page.Num(l.T("risk.missing", ask.TierName(&first))), page.Num(l.T("risk.missing", ask.TierName(&second))), page.Num(l.T("risk.enough"))}
	var steps []chart.Expectation
	for m, one := range drawn.Months {
		planned := h.Ways.Free.Course.Months[m].Cost.Total()
		x := one.Cost
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(month(ask, *h, m)), page.Num(money(planned)), quantile(ask, x.P10, money), quantile(ask, x.P50, money), quantile(ask, x.P90, money),
			page.Num(span(ask, one.People[0])), page.Num(span(ask, one.People[1])), page.Num(l.Fixed(one.Missing[0].P90.Value, 1)), page.Num(l.Fixed(one.Missing[1].P90.Value, 1)),
			page.Num(l.Percent(one.Enough.Value()))})
		steps = append(steps, chart.Expectation{Label: month(ask, *h, m), Actual: &planned, Mean: &x.P50.Value, Low: &x.P10.Value, High: &x.P90.Value,
			Tip: month(ask, *h, m) + "\n" + l.T("risk.coursetip", money(planned), money(x.P10.Value), money(x.P50.Value), money(x.P90.Value))})
	}
	fig, err := chart.Expect("headcount-course", steps, chart.ExpectWords{Actual: l.T("risk.column.planned"), Mean: "P50", Interval: l.T("risk.service2", "P10", "P90")})
	fig.Unit = page.Sign(h.Currency())
	c.Figure = &fig
	return c, err
}

// span is a spread from its P10 to its P90.
func span(ask page.Ask, x risk.Spread) string {
	return ask.L.Fixed(x.P10.Value, 1) + "–" + ask.L.Fixed(x.P90.Value, 1)
}
