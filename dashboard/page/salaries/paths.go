package salaries

import (
	"context"
	"fmt"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
)

// ticketCosts prices the ways of tickets; where nothing can be planned, why is a sentence.
func ticketCosts(ctx context.Context, ask page.Ask) (p *planner.Plan, c plan.TicketCosts, why string, err error) {
	if p, why, err = planner.Load(ctx, ask); p == nil {
		return nil, c, why, err
	}
	if c, err = p.Input.TicketCosts(); err != nil {
		return nil, c, "", fmt.Errorf("cost of tickets: %w", err)
	}
	return p, c, "", nil
}

// paths shows what tickets cost by their way through the tiers, and the price of an escalation.
func paths(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, costs, why, err := ticketCosts(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("salaries.pathsub")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("salaries.column.path")), page.Num(l.T("salaries.column.share")), page.Num(l.T("salaries.column.minutes1")), page.Num(l.T("salaries.column.minutes2")),
		page.Num(l.T("salaries.column.legs")), page.Num(l.T("salaries.column.ticket")), page.Text(l.T("salaries.column.origin")),
	}
	kind := page.Text(planner.Say(ask, costs.Kind.Text()))
	for _, path := range costs.Paths {
		share := l.Percent(path.Share)
		if path.Path == plan.PathAtOnce {
			share = l.T("salaries.otherway")
		}
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(pathName(ask, path.Path)), page.Num(share), page.Num(l.Fixed(path.Minutes[0], 1)),
			page.Num(l.Fixed(path.Minutes[1], 1)), page.Num(legs(ask, path, costs.Currency)), page.Num(planner.Cents(ask, path.Cost.Total, costs.Currency)), kind})
	}
	c.Table.Rows = append(c.Table.Rows, total(ask, "any", costs.Ticket, costs.Currency, kind), total(ask, "escalation", costs.Escalation, costs.Currency, kind))
	c.Points = []page.Sentence{headline(ask, "escalation", costs.Escalation, costs.Currency), headline(ask, "any", costs.Ticket, costs.Currency)}
	if costs.FailedTry > 0 {
		c.Notes = append(c.Notes, l.T("salaries.failed", planner.Cents(ask, costs.FailedTry, costs.Currency)))
	}
	fig, err := pathChart(ask, costs)
	c.Figure = &fig
	return c, err
}

func total(ask page.Ask, key string, price plan.Price, currency string, kind page.Cell) []page.Cell {
	amount := page.Num(cost(ask, price, currency))
	amount.Strong = true
	return []page.Cell{{Text: ask.L.T("salaries.total." + key), Strong: true}, {}, {}, {}, {}, amount, kind}
}

// headline is the same as a sentence, which stands beside the chart too.
func headline(ask page.Ask, key string, price plan.Price, currency string) page.Sentence {
	return page.Sentence{Head: ask.L.T("salaries.total."+key) + ":", Text: cost(ask, price, currency) + ". " + ask.L.T("salaries.means."+key)}
}

func cost(ask page.Ask, price plan.Price, currency string) string {
	if !price.Known {
		return ask.L.T("salaries.nosuch")
	}
	return planner.Cents(ask, price.Amount, currency)
}

// legs are the costs that add up to a path.
func legs(ask page.Ask, path plan.PathCost, currency string) string {
	var all []string
	for _, leg := range path.Cost.Legs {
		all = append(all, planner.Cents(ask, leg.Cost, currency))
	}
	return strings.Join(all, " + ")
}

func pathName(ask page.Ask, path plan.Path) string {
	keys := map[plan.Path]string{plan.PathSolved: "solved", plan.PathPassed: "passed", plan.PathAtOnce: "atonce", plan.PathReturned: "returned"}
	return ask.L.T("salaries.path." + keys[path])
}

// pathChart stacks what both tiers cost on every path.
func pathChart(ask page.Ask, costs plan.TicketCosts) (chart.Figure, error) {
	var rows chart.Rows
	series := []chart.Bars{{Colour: chart.FirstColour}, {Colour: chart.SecondColour}}
	for _, path := range costs.Paths {
		rows.Names = append(rows.Names, pathName(ask, path.Path))
		var spent [2]float64
		for _, leg := range path.Cost.Legs {
			spent[leg.Tier-1] += leg.Cost
		}
		tip := pathName(ask, path.Path) + "\n" + planner.Cents(ask, path.Cost.Total, costs.Currency) + " = " + legs(ask, path, costs.Currency)
		for i := range series {
			tier := i + 1
			series[i].Name = ask.TierName(&tier)
			series[i].Values, series[i].Tips = append(series[i].Values, &spent[i]), append(series[i].Tips, tip)
		}
	}
	return chart.Horizontal("salaries-paths", rows, page.Sign(costs.Currency), true, series...)
}

// escalations shows by category what solving and passing on cost.
func escalations(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, costs, why, err := ticketCosts(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("salaries.escalationsub")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.category")), page.Num(l.T("salaries.total.escalation")), page.Num(l.T("tradeoff.column.tickets")), page.Num(l.T("salaries.path.solved")),
		page.Num(l.T("salaries.path.passed")), page.Num(l.T("salaries.path.atonce")), page.Num(l.T("salaries.total.any")), page.Text(l.T("salaries.column.origin")),
	}
	money := func(v float64) page.Cell { return page.Num(planner.Cents(ask, v, costs.Currency)) }
	for _, k := range costs.Categories {
		price := money(k.Escalation)
		price.Strong = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{planner.CategoryCell(ask, k.Category), price, page.Num(l.Number(k.PerYear, 0)), money(k.Paths[0].Cost.Total),
			money(k.Paths[1].Cost.Total), money(k.Paths[2].Cost.Total), money(k.Ticket), page.Text(planner.Say(ask, k.Kind.Text()))})
	}
	return c, nil
}
