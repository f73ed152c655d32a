package salaries

import (
	"context"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
	"tiermix/model/salary"
)

// lines loads what one person of a tier costs a year, line by line.
func lines(tier int) func(context.Context, page.Ask) (page.Content, error) {
	return func(ctx context.Context, ask page.Ask) (page.Content, error) {
		p, why, err := planner.Load(ctx, ask)
		if p == nil {
			return page.Content{Empty: why}, err
		}
		return bill(ask, p.Input.Costs.Tiers[tier], p.Input.Currency), nil
	}
}

func bill(ask page.Ask, t salary.TierCost, currency string) page.Content {
	l := ask.L
	c := page.Content{Sub: l.T("salaries.table", chart.Short(t.OnCost.Country+" "+string(t.OnCost.Year)+", "+t.OnCost.Source, 120))}
	c.Table.Head = []page.Cell{page.Text(l.T("salaries.column.line")), page.Num(l.T("salaries.column.base")), page.Num(l.T("salaries.column.rate")),
		page.Num(l.T("salaries.column.amount")), page.Text(l.T("salaries.column.origin"))}
	add := func(name string, base, rate page.Cell, amount float64, from page.Cell) {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), base, rate, page.Num(planner.Cents(ask, amount, currency)), from})
	}
	for _, part := range parts(ask, t) {
		add(part.name, page.Cell{}, page.Cell{}, part.amount, part.from)
	}
	open := false
	for _, line := range t.OnCost.Lines {
		open = open || line.Open()
		add(planner.Say(ask, line.Name), page.Num(planner.Cents(ask, line.Base, currency)), page.Num(l.Number(100*line.Rate.Amount, 3)+"\u00a0%"), line.Amount, from(ask, line.Rate))
	}
	for _, o := range t.Overheads {
		add(l.T("salaries.overhead"), page.Cell{}, page.Cell{}, o.Annual.Amount, from(ask, o.Annual))
	}
	add(l.T("salaries.inall"), page.Cell{}, page.Cell{}, t.Loaded.PerYear, page.Cell{})
	last := c.Table.Rows[len(c.Table.Rows)-1]
	last[0].Strong, last[3].Strong = true, true
	if open {
		c.Notes = append(c.Notes, l.T("salaries.open"))
	}
	return c
}

// part is one line of how a salary is made.
type part struct {
	name   string
	amount float64
	from   page.Cell
}

// parts make the salary: one line where it is a real one, else the benchmark and what comes on top.
func parts(ask page.Ask, t salary.TierCost) []part {
	l, o := ask.L, t.Offer
	whole := part{l.T("salaries.gross"), o.Salary, from(ask, t.Pay.Benchmark)}
	if o.Salary == o.Benchmark {
		return []part{whole}
	}
	all := []part{{l.T("salaries.benchmark"), o.Benchmark, whole.from}, {l.T("salaries.region", l.Number(t.Pay.Region.Amount, 4)), o.Region, from(ask, t.Pay.Region)}}
	if t.Pay.Step > 0 {
		all = append(all, part{l.T("salaries.experience", t.Pay.Step), o.Experience, from(ask, t.Pay.Next)})
	}
	for _, c := range t.Pay.Certificates {
		all = append(all, part{l.T("salaries.certificates"), c.Annual.Amount, from(ask, c.Annual)})
	}
	whole.from = page.Text(planner.Say(ask, o.Weakest.Text()))
	return append(all, whole)
}

// from is where a number comes from, in a word; its source stands beside it on demand.
func from(ask page.Ask, v origin.Value) page.Cell {
	_, kind, source := planner.Figure(ask, v)
	cell := page.Text(kind)
	if v.Year != 0 && source != "" {
		source += ", " + strconv.Itoa(v.Year)
	}
	cell.Title = source
	return cell
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
	figure, kind, source := planner.Figure(ask, v)
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
	c := page.Content{Notes: planner.Sayings(ask, p.Input.Notes)}
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
