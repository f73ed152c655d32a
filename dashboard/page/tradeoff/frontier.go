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
	cloud := func(name string, points ...tradeoff.Point) chart.Cloud { // without mixes that cannot last
		c := chart.Cloud{Name: name}
		for _, point := range points {
			if point.Overload == "" && point.CostPerHour > 0 {
				c.Spots = append(c.Spots, spot(ask, p, name, point))
			}
		}
		return c
	}
	known := p.OnDuty[0].OK && p.OnDuty[1].OK
	marks := chart.Marks{Needed: cloud(l.T("tradeoff.now"), p.Needed), Best: cloud(l.T("tradeoff.chosen"), p.Chosen)}
	far := known && p.Frontier.Today.CostPerHour > farOut*dearest(p)
	if known && !far {
		marks.People = cloud(l.T("tradeoff.there"), p.Frontier.Today)
	}
	fig, err := chart.Frontier("tradeoff-frontier", page.Sign(p.Input.Currency), cloud(l.T("tradeoff.beaten"), p.Others...),
		cloud(l.T("tradeoff.pareto"), p.Pareto...), marks)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Sub: l.T("tradeoff.axes")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("tradeoff.column.mix")), page.Num(l.T("tradeoff.column.first")), page.Num(l.T("tradeoff.column.second")),
		page.Num(l.T("tradeoff.column.cost")), page.Num(l.T("tradeoff.column.service")), page.Text(l.T("tradeoff.column.kept")),
	}
	if known {
		c.Table.Rows = append(c.Table.Rows, row(ask, p, l.T("tradeoff.there"), p.Frontier.Today))
		c.Notes = append(c.Notes, there(ask, p)...)
		if far {
			c.Notes = append(c.Notes, l.T("tradeoff.far", planner.Money(ask, p.Frontier.Today.CostPerHour, p.Input.Currency)))
		}
	}
	c.Table.Rows = append(c.Table.Rows, row(ask, p, l.T("tradeoff.now"), p.Needed), row(ask, p, l.T("tradeoff.chosen"), p.Chosen))
	for _, point := range p.Pareto {
		c.Table.Rows = append(c.Table.Rows, row(ask, p, l.T("tradeoff.pareto"), point))
	}
	return c, nil
}

// farOut is how many times the dearest mix today's people may cost and still stand in the chart: beyond it all others would shrink to a
// point.
const farOut = 2

// dearest is the cost per hour of the dearest mix that no other beats.
func dearest(p *planner.Plan) float64 {
	most := 0.0
	for _, point := range p.Pareto {
		most = max(most, point.CostPerHour)
	}
	return most
}

// there says how today's people became people on duty, and whether they can carry the busiest hours.
func there(ask page.Ask, p *planner.Plan) []string {
	l, t := ask.L, p.Frontier.Today
	all := []string{l.T("tradeoff.duty", l.Number(p.Input.People[0].Amount, 1), l.Number(p.Input.People[1].Amount, 1),
		l.Fixed(p.OnDuty[0].Amount, 1), l.Fixed(p.OnDuty[1].Amount, 1), l.Count(t.Agents1), l.Count(t.Agents2))}
	if t.Overload != "" {
		all = append(all, l.T("tradeoff.cannot", l.Count(p.Needed.Agents1), l.Count(p.Needed.Agents2)))
	}
	return all
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
