package tradeoff

import (
	"context"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// way says what a policy does.
func way(ask page.Ask, o tradeoff.Option) string {
	if o.Policy.Direct {
		return ask.L.T("tradeoff.direct")
	}
	return ask.L.T("tradeoff.tries", ask.L.Count(o.Policy.Count()), ask.L.Count(len(o.Policy.Tried)))
}

// policy lists what to do with every category.
func policy(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("tradeoff.rule"), Notes: planner.Sayings(ask, p.Notes())}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.category")), page.Num(l.T("tradeoff.column.tickets")), page.Num(l.T("tradeoff.column.solves")),
		page.Num(l.T("column.interval")), page.Num(l.T("tradeoff.column.needs")), page.Text(l.T("tradeoff.column.do")),
		page.Num(l.T("tradeoff.column.saves")), page.Text(l.T("tradeoff.column.sure")),
	}
	for _, d := range p.Search.Policy {
		c.Table.Rows = append(c.Table.Rows, decision(ask, p, d))
	}
	c.Points = remarks(ask, p.Search.Policy)
	return c, nil
}

// mostNamed is how many categories a remark names.
const mostNamed = 8

// remarks are what to keep in mind about decisions, each once with its categories.
func remarks(ask page.Ask, all []tradeoff.Decision) []page.Sentence {
	var order []string
	about := map[string][]string{}
	for _, d := range all {
		note := planner.Say(ask, d.Note)
		if note == "" {
			continue
		}
		if about[note] == nil {
			order = append(order, note)
		}
		about[note] = append(about[note], planner.Category(ask, d.Category.Key))
	}
	var out []page.Sentence
	for _, note := range order {
		names := about[note]
		text := strings.Join(names[:min(mostNamed, len(names))], ", ")
		if rest := len(names) - mostNamed; rest > 0 {
			text += " " + ask.L.T("tradeoff.andmore", ask.L.Count(rest))
		}
		out = append(out, page.Sentence{Head: note, Text: text + "."})
	}
	return out
}

func decision(ask page.Ask, p *planner.Plan, d tradeoff.Decision) []page.Cell {
	l, s := ask.L, d.Category.Solve
	needs := l.Percent(d.Threshold)
	if d.Threshold > 1 {
		needs = l.T("tradeoff.never")
	}
	do := page.Text(l.T("action." + strings.ReplaceAll(string(d.Action), " ", "-")))
	do.Strong, do.Title = true, planner.Say(ask, d.Note)
	switch d.Action {
	case tradeoff.SolveFirst, tradeoff.Train:
		do.Tier = "1"
	case tradeoff.PassOn, tradeoff.GoDirect:
		do.Tier = "2"
	}
	return []page.Cell{
		planner.CategoryCell(ask, d.Category.Key), page.Num(l.Number(d.TicketsPerYear, 0)), page.Num(l.Percent(s.Amount)),
		page.Num(l.Interval("share", &s.Low, &s.High)), page.Num(needs), do,
		page.Num(planner.Money(ask, d.SavingPerYear, p.Input.Currency)), page.Text(sure(ask, d)),
	}
}

func sure(ask page.Ask, d tradeoff.Decision) string {
	switch {
	case d.Category.Solve.Kind == origin.Default:
		return ask.L.T("tradeoff.untried")
	case d.Few:
		return ask.L.Plural("tradeoff.few", d.Category.Solve.N)
	case !d.Certain:
		return ask.L.T("tradeoff.unsure")
	}
	return ask.L.T("tradeoff.sure")
}
