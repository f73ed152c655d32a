package tradeoff

import (
	"context"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
)

// inputs lists every number of the desk that went in, with its origin. Those of categories are in the table of the policy.
func inputs(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	d := p.Input.Demand
	c := page.Content{Sub: l.T("planner.measured", l.Span(d.From, d.To))}
	c.Table.Head = []page.Cell{
		page.Text(l.T("tradeoff.column.meaning")), page.Num(l.T("tradeoff.column.value")), page.Text(l.T("tradeoff.column.origin")),
		page.Text(l.T("tradeoff.column.source")), page.Text(l.T("tradeoff.column.key")),
	}
	for _, t := range p.Input.Traces {
		if !strings.HasPrefix(t.Key, "category.") {
			c.Table.Rows = append(c.Table.Rows, input(ask, t))
		}
	}
	return c, nil
}

func input(ask page.Ask, t plan.Trace) []page.Cell {
	figure, kind, source := planner.Figure(ask, t.Value)
	about := page.Text(planner.Say(ask, t.About))
	about.Title = about.Text
	return []page.Cell{about, page.Num(figure), page.Text(kind), page.Text(chart.Short(source, 80)), page.Text(t.Key)}
}
