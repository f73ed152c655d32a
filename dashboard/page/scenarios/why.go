package scenarios

import (
	"context"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
)

// why shows the parts that lead from the yearly cost of the first scenario to that of each other. Whole units add up.
func why(ctx context.Context, ask page.Ask) (page.Content, error) {
	c, none, err := beside(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	l, first := ask.L, c.Columns[0]
	if len(c.Columns) == 1 {
		return page.Content{Empty: l.T("scenarios.onlyone")}, nil
	}
	out := page.Content{}
	var told []plan.Column
	for _, column := range c.Columns[1:] {
		if column.Split.Known {
			told = append(told, column)
			continue
		}
		reason := l.T("scenarios.why.unplanned")
		if first.Result != nil && column.Result != nil {
			reason = l.T("scenarios.why.currency", first.Currency(), column.Currency())
		}
		out.Notes = append(out.Notes, l.T("scenarios.why.not", chart.Short(called(ask, column.Scenario), 80), reason))
	}
	if len(told) == 0 {
		return page.Content{Empty: l.T("scenarios.why.none"), Notes: out.Notes}, nil
	}
	currency := first.Currency()
	out.Table = parts(ask, first, told)
	steps := waterfall(ask, first, told)
	out.Sub = l.T("scenarios.whysub", called(ask, first.Scenario))
	if chart.Cut(steps) {
		out.Sub += " " + l.T("scenarios.cut")
	}
	out.Notes = append(out.Notes, l.T("scenarios.bennet"))
	fig, err := chart.Waterfall("scenarios-why", page.Sign(currency), steps,
		chart.WaterfallWords{Whole: l.T("scenarios.whole"), More: l.T("scenarios.dearer"), Less: l.T("scenarios.cheaper")})
	out.Figure = &fig
	return out, err
}

// parts is the table of the parts.
func parts(ask page.Ask, first plan.Column, told []plan.Column) page.Table {
	money := func(v float64) page.Cell { return page.Num(planner.Money(ask, v, first.Currency())) }
	t := page.Table{Head: head(ask, ask.L.T("scenarios.column.part"), told, true)}
	from := []page.Cell{page.Text(ask.L.T("scenarios.costof", chart.Short(called(ask, first.Scenario), 60)))}
	to := []page.Cell{{Text: ask.L.T("scenarios.cost"), Strong: true}}
	rows := make([][]page.Cell, len(plan.PartKeys()))
	for i, key := range plan.PartKeys() {
		rows[i] = []page.Cell{page.Text(ask.L.T("scenarios.part." + string(key)))}
	}
	for _, column := range told {
		whole := column.Split.Whole()
		end := money(whole.To)
		end.Strong = true
		from, to = append(from, money(whole.From)), append(to, end)
		for i, p := range whole.Parts {
			rows[i] = append(rows[i], page.Num(signed(ask, p.Amount, first.Currency())))
		}
	}
	t.Rows = append([][]page.Cell{from}, append(rows, to)...)
	return t
}

func signed(ask page.Ask, v float64, currency string) string {
	if v > 0 {
		return "+" + planner.Money(ask, v, currency)
	}
	return planner.Money(ask, v, currency)
}

// waterfall is one waterfall below the other, each from the first scenario's cost to another's. What adds comes before what takes away,
// so that no level lies below zero; parts of nothing are left out.
func waterfall(ask page.Ask, first plan.Column, told []plan.Column) []chart.Step {
	var steps []chart.Step
	whole := func(c plan.Column, cost float64) chart.Step {
		name := chart.Short(called(ask, c.Scenario), 24)
		text := planner.Money(ask, cost, first.Currency())
		return chart.Step{Name: text + " " + name, Tip: called(ask, c.Scenario) + "\n" + text, To: cost, Whole: true}
	}
	for _, column := range told {
		split := column.Split.Whole()
		slices.SortStableFunc(split.Parts, func(a, b plan.Part) int { return rank(a) - rank(b) })
		steps = append(steps, whole(first, split.From))
		at := split.From
		for _, p := range split.Parts {
			if p.Amount == 0 {
				continue
			}
			name, text := ask.L.T("scenarios.part."+string(p.Key)), signed(ask, p.Amount, first.Currency())
			steps = append(steps, chart.Step{Name: text + " " + name, Tip: name + "\n" + text, From: at, To: at + p.Amount})
			at += p.Amount
		}
		steps = append(steps, whole(column, split.To))
	}
	return steps
}

func rank(p plan.Part) int {
	if p.Amount < 0 {
		return 1
	}
	return 0
}
