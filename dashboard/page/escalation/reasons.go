package escalation

import (
	"context"
	"fmt"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// named is how many reasons the chart shows, listed how many its table.
const (
	named  = 12
	listed = 50
)

// reasons draws why tickets were escalated, the most frequent reason first.
func reasons(ctx context.Context, ask page.Ask) (page.Content, error) {
	found, err := ask.Source.Reasons(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("count the reasons of escalations: %w", err)
	}
	l, p := ask.L, found.Pareto()
	switch {
	case p.Moves == 0 && found.LeftOut > 0:
		return page.Content{Empty: l.T("reasons.leftout", l.Count(found.LeftOut))}, nil
	case p.Moves == 0:
		return page.Content{Empty: l.T("reasons.none")}, nil
	case len(p.Causes) == 0:
		return page.Content{Empty: l.Plural("reasons.notgiven", p.Moves)}, nil
	}
	fig, err := reasonChart(ask, p)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: reasonTable(ask, p), Sub: l.Plural("reasons.sub", p.Moves)}
	c.Notes = append(c.Notes, l.T("reasons.few", l.Count(p.Few), l.Count(len(p.Causes)), l.Percent(p.Causes[p.Few-1].Cumulated)))
	if p.NotGiven > 0 {
		c.Notes = append(c.Notes, l.T("reasons.without", l.Count(p.NotGiven), l.Percent(float64(p.NotGiven)/float64(p.Moves))))
	}
	if n := len(p.Causes); n > named {
		c.Notes = append(c.Notes, l.T("reasons.more", l.Count(named), l.Count(n)))
	}
	if found.LeftOut > 0 {
		c.Notes = append(c.Notes, l.T("reasons.leftout", l.Count(found.LeftOut)))
	}
	return c, nil
}

func reasonChart(ask page.Ask, p flow.Pareto) (chart.Figure, error) {
	l := ask.L
	var rows []chart.Cause
	for _, c := range p.Causes[:min(named, len(p.Causes))] {
		name := ask.Name("reason", c.Reason.Reason)
		rows = append(rows, chart.Cause{
			Name: name, Count: c.Moves, Cumulated: c.Cumulated, Vital: c.Vital,
			Tip: name + "\n" + l.T("reasons.tip", l.Count(c.Moves), l.Count(c.Tickets), l.Percent(c.Share), l.Percent(c.Cumulated)),
		})
	}
	return chart.Pareto("escalation-reasons", rows, chart.ParetoWords{Count: l.T("reasons.column.escalations"), Cumulated: l.T("reasons.column.cumulated")})
}

func reasonTable(ask page.Ask, p flow.Pareto) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("reasons.column.reason")), page.Num(l.T("reasons.column.escalations")), page.Num(l.T("column.tickets")),
		page.Num(l.T("column.share")), page.Num(l.T("reasons.column.cumulated")),
	}}
	for _, c := range p.Causes[:min(listed, len(p.Causes))] {
		name := page.Text(ask.Name("reason", c.Reason.Reason))
		name.Strong = c.Vital
		t.Rows = append(t.Rows, []page.Cell{name, page.Num(l.Count(c.Moves)), page.Num(l.Count(c.Tickets)), page.Num(l.Percent(c.Share)), page.Num(l.Percent(c.Cumulated))})
	}
	return t
}
