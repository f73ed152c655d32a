package headcount

import (
	"context"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/hiring"
)

// flow is one of the ways in which people move.
type flow struct {
	name, colour string
	of           func(hiring.Month) float64 // people of a month; below 0: they leave
}

// flows shows who begins, rises and leaves in each month.
func flows(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return page.Content{Empty: why}, err
	}
	l, course := ask.L, h.Ways.Free.Course
	first, second := 1, 2
	all := []flow{
		{l.T("headcount.hires", ask.TierName(&first)), chart.FirstColour, func(m hiring.Month) float64 { return m.Tiers[0].Hired }},
		{l.T("headcount.hires", ask.TierName(&second)), chart.SecondColour, func(m hiring.Month) float64 { return m.Tiers[1].Hired }},
		{l.T("headcount.promotions"), chart.WorkColour, func(m hiring.Month) float64 { return m.Promoted }},
		{l.T("headcount.leavers", ask.TierName(&first)), chart.FirstColour, func(m hiring.Month) float64 { return -m.Tiers[0].Left }},
		{l.T("headcount.leavers", ask.TierName(&second)), chart.SecondColour, func(m hiring.Month) float64 { return -m.Tiers[1].Left }},
	}
	c := page.Content{Sub: l.T("headcount.flowssub", l.Number(course.Hires(0)+course.Hires(1), 0), l.Number(course.Promotions(), 0), l.Number(course.Leavers(0)+course.Leavers(1), 1))}
	c.Table.Head = []page.Cell{page.Text(l.T("headcount.column.month"))}
	series := make([]chart.Bars, len(all))
	for i, f := range all {
		c.Table.Head = append(c.Table.Head, page.Num(f.name))
		series[i] = chart.Bars{Name: f.name, Colour: f.colour}
	}
	labels := make([]string, len(course.Months))
	for m, of := range course.Months {
		labels[m] = month(ask, *h, m)
		row := []page.Cell{page.Text(labels[m])}
		for i, f := range all {
			x := f.of(of)
			row = append(row, page.Num(plus(ask, x, 2)))
			series[i].Values = append(series[i].Values, &x)
			series[i].Tips = append(series[i].Tips, labels[m]+"\n"+f.name+" "+plus(ask, x, 2))
		}
		c.Table.Rows = append(c.Table.Rows, row)
	}
	fig, err := chart.Columns("headcount-flows", labels, "", series...)
	c.Figure = &fig
	return c, err
}
