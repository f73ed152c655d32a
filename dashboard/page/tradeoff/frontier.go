package tradeoff

import (
	"context"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/tradeoff"
)

// frontier draws cost against service.
func frontier(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	cloud := func(name string, points ...tradeoff.Point) chart.Cloud {
		c := chart.Cloud{Name: name}
		for _, point := range points {
			if point.Overload == "" && point.CostPerHour > 0 {
				c.Spots = append(c.Spots, spot(ask, p, name, point))
			}
		}
		return c
	}
	today := p.Frontier.Today
	fig, err := chart.Frontier("tradeoff-frontier", planner.Sign(p.Input.Currency), cloud(l.T("tradeoff.beaten"), p.Others...),
		cloud(l.T("tradeoff.pareto"), p.Pareto...), cloud(l.T("tradeoff.now"), today), cloud(l.T("tradeoff.chosen"), p.Chosen))
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Sub: l.T("tradeoff.axes")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("tradeoff.column.mix")), page.Num(l.T("tradeoff.column.first")), page.Num(l.T("tradeoff.column.second")),
		page.Num(l.T("tradeoff.column.cost")), page.Num(l.T("tradeoff.column.service")), page.Text(l.T("tradeoff.column.kept")),
	}
	c.Table.Rows = append(c.Table.Rows, row(ask, p, l.T("tradeoff.now"), today), row(ask, p, l.T("tradeoff.chosen"), p.Chosen))
	for _, point := range p.Pareto {
		c.Table.Rows = append(c.Table.Rows, row(ask, p, l.T("tradeoff.pareto"), point))
	}
	return c, nil
}

func spot(ask page.Ask, p *planner.Plan, name string, point tradeoff.Point) chart.Spot {
	return chart.Spot{
		Cost: point.CostPerHour, Service: point.Service,
		Tip: name + "\n" + mix(ask, point.Agents1, point.Agents2) + "\n" + ask.L.T("tradeoff.tip",
			planner.Money(ask, point.CostPerHour, p.Input.Currency), ask.L.Percent(point.Service)),
	}
}

func row(ask page.Ask, p *planner.Plan, name string, point tradeoff.Point) []page.Cell {
	l := ask.L
	kept := l.T("tradeoff.broken")
	if point.Kept {
		kept = l.T("tradeoff.kept")
	}
	service := l.Percent(point.Service)
	if point.Overload != "" {
		service, kept = "–", l.T("tradeoff.overload")
	}
	return []page.Cell{
		page.Text(name), page.Num(l.Count(point.Agents1)), page.Num(l.Count(point.Agents2)),
		page.Num(planner.Money(ask, point.CostPerHour, p.Input.Currency)), page.Num(service), page.Text(kept),
	}
}
