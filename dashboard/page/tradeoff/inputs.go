package tradeoff

import (
	"context"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
)

// inputs lists what of the desk went in, words and numbers, with its origin. The numbers of categories are in the table of the policy.
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
	for _, w := range p.Input.Words {
		c.Table.Rows = append(c.Table.Rows, word(ask, w))
	}
	for _, t := range p.Input.Traces {
		if !strings.HasPrefix(t.Key, "category.") {
			c.Table.Rows = append(c.Table.Rows, input(ask, t))
		}
	}
	return c, nil
}

// longestWord is how many characters of what went in beside numbers are shown; channels and tables have names of any length.
const longestWord = 300

func word(ask page.Ask, w plan.Word) []page.Cell {
	about, text := page.Text(planner.Say(ask, w.About)), page.Text(chart.Short(planner.Say(ask, w.Text), longestWord))
	about.Long, text.Long = true, true
	return []page.Cell{about, text, page.Text(planner.Say(ask, w.Kind.Text())), {}, page.Text(w.Key)}
}

func input(ask page.Ask, t plan.Trace) []page.Cell {
	figure, kind, source := planner.Figure(ask, t.Value)
	about, said := page.Text(planner.Say(ask, t.About)), page.Text(chart.Short(source, longestWord))
	about.Long, said.Long = true, true
	return []page.Cell{about, page.Num(figure), page.Text(kind), said, page.Text(t.Key)}
}
