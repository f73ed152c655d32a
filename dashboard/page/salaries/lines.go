package salaries

import (
	"context"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// lines loads what one person of a tier costs a year, line by line. Where the salary is withheld, so is every amount that is
// a known rate of it.
func lines(tier int) func(context.Context, page.Ask) (page.Content, error) {
	return func(ctx context.Context, ask page.Ask) (page.Content, error) {
		p, why, err := planner.Load(ctx, ask)
		if p == nil {
			return page.Content{Empty: why}, err
		}
		return bill(ask, p, p.Input.Costs.Tiers[tier]), nil
	}
}

func bill(ask page.Ask, p *planner.Plan, t salary.TierCost) page.Content {
	l, currency := ask.L, p.Input.Currency
	amount := func(v float64) page.Cell {
		if withheld(p, t) {
			return page.Num(l.T("salaries.withheld"))
		}
		return page.Num(planner.Cents(ask, v, currency))
	}
	c := page.Content{Sub: l.T("salaries.table", chart.Short(t.OnCost.Source, 120))}
	if withheld(p, t) {
		c.Notes = append(c.Notes, l.T("salaries.few", salary.SmallestGroup))
	}
	c.Table.Head = []page.Cell{page.Text(l.T("salaries.column.line")), page.Num(l.T("salaries.column.base")), page.Num(l.T("salaries.column.rate")), page.Num(l.T("salaries.column.amount"))}
	c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(l.T("salaries.gross")), {}, {}, amount(t.Loaded.Salary)})
	for _, line := range t.OnCost.Lines {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{
			page.Text(planner.Say(ask, line.Name)), amount(line.Base), page.Num(l.Number(100*line.Rate.Amount, 3) + "\u00a0%"), amount(line.Amount),
		})
	}
	total := page.Num(planner.Cents(ask, t.Loaded.PerYear, currency))
	total.Strong = true
	c.Table.Rows = append(c.Table.Rows,
		[]page.Cell{page.Text(l.T("salaries.overhead")), {}, {}, page.Num(planner.Cents(ask, t.Loaded.Overhead, currency))},
		[]page.Cell{{Text: l.T("salaries.inall"), Strong: true}, {}, {}, total})
	return c
}

// ladder shows how contract hours become hours of work.
func ladder(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l, steps := ask.L, p.Input.Costs.Tiers[0].Ladder
	c := page.Content{Sub: l.T("salaries.hoursub")}
	c.Table.Head = []page.Cell{page.Text(l.T("salaries.column.step")), page.Num(l.T("salaries.column.hours")), page.Num(l.T("salaries.column.left")), page.Text(l.T("salaries.column.origin"))}
	c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(l.T("salaries.contracted")), {}, page.Num(l.Fixed(steps.Contract, 1)), page.Text(origins(ask, p.Input.Hours.Contract))})
	for _, r := range steps.Rungs {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text("− " + planner.Say(ask, r.Name)), page.Num(l.Fixed(r.Hours, 1)), page.Num(l.Fixed(r.Left, 1)), page.Text(origins(ask, r.Amount))})
	}
	left := page.Num(l.Fixed(steps.Productive, 1))
	left.Strong = true
	c.Table.Rows = append(c.Table.Rows, []page.Cell{{Text: l.T("salaries.productive"), Strong: true}, {}, left, page.Text("")})
	fig, err := ladderChart(ask, steps)
	c.Figure = &fig
	return c, err
}

// ladderChart shows the hours that are left and those that every step takes.
func ladderChart(ask page.Ask, steps salary.Ladder) (chart.Figure, error) {
	l := ask.L
	rows := chart.Rows{Names: []string{l.T("salaries.contracted")}}
	left := chart.Bars{Name: l.T("salaries.column.left"), Colour: chart.WorkColour}
	gone := chart.Bars{Name: l.T("salaries.column.taken"), Colour: chart.NeutralColour}
	add := func(hours, taken float64) {
		tip := rows.Names[len(rows.Names)-1] + "\n" + l.T("salaries.tip", l.Fixed(hours, 1), l.Fixed(taken, 1))
		left.Values, left.Tips = append(left.Values, &hours), append(left.Tips, tip)
		gone.Values, gone.Tips = append(gone.Values, &taken), append(gone.Tips, tip)
	}
	add(steps.Contract, 0)
	for _, r := range steps.Rungs {
		rows.Names = append(rows.Names, planner.Say(ask, r.Name))
		add(r.Left, r.Hours)
	}
	return chart.Horizontal("salaries-hours", rows, l.T("unit.hour"), true, left, gone)
}

func origins(ask page.Ask, v origin.Value) string {
	figure, kind, source := planner.Figure(ask, plan.Demand{}, "", v)
	if source == "" {
		return figure + " (" + kind + ")"
	}
	return figure + " (" + kind + ": " + chart.Short(source, 90) + ", " + strconv.Itoa(v.Year) + ")"
}

// costs shows what time costs at both tiers.
func costs(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Notes: planner.Sayings(ask, p.Input.Costs.Warnings)}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.tier")), page.Num(l.T("salaries.column.year")), page.Num(l.T("salaries.column.hour")), page.Num(l.T("salaries.column.minute")),
		page.Num(l.T("salaries.column.occupancy")), page.Num(l.T("salaries.column.ticketminute")),
	}
	for _, t := range p.Input.Costs.Tiers {
		name := page.Text(ask.TierName(&t.Tier))
		name.Tier = page.TierClass(&t.Tier)
		money := func(v float64) page.Cell { return page.Num(planner.Cents(ask, v, p.Input.Currency)) }
		c.Table.Rows = append(c.Table.Rows, []page.Cell{
			name, money(t.Loaded.PerYear), money(t.Loaded.PerProductiveHour), money(t.Loaded.PerProductiveMinute),
			page.Num(l.Percent(t.Occupancy.Amount)), money(t.Loaded.PerOccupiedMinute),
		})
	}
	return c, nil
}
