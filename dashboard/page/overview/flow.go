package overview

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// ways draws where tickets go, from the channel to the tier that solved them.
func ways(ctx context.Context, ask page.Ask) (page.Content, error) {
	links, err := ask.Source.Flow(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("count the ways of tickets: %w", err)
	}
	drawn := chart.Acyclic(links)
	if len(drawn) == 0 {
		return page.Content{Empty: ask.L.T("card.nothing")}, nil
	}
	fig, err := chart.Sankey("overview-flow", drawn, ask.L, ask.Stage)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: flowTable(ask, drawn), Sub: ask.L.Plural("flow.sub", intake(links))}
	if n := unplaced(links); n > 0 {
		c.Notes = append(c.Notes, ask.L.Plural("flow.unplaced", n))
	}
	return c, nil
}

// intake counts the tickets that came in: everything that leaves a channel.
func intake(links []flow.Link) int {
	n := 0
	for _, l := range links {
		if strings.HasPrefix(l.From, "channel:") {
			n += l.Tickets
		}
	}
	return n
}

func unplaced(links []flow.Link) int {
	n := 0
	for _, l := range links {
		if l.To == "tier:" {
			n += l.Tickets
		}
	}
	return n
}

func flowTable(ask page.Ask, links []flow.Link) page.Table {
	t := page.Table{Head: []page.Cell{
		page.Text(ask.L.T("column.from")), page.Text(ask.L.T("column.to")), page.Num(ask.L.T("column.tickets")),
	}}
	sorted := slices.Clone(links)
	slices.SortStableFunc(sorted, func(a, b flow.Link) int { return cmp.Compare(b.Tickets, a.Tickets) })
	for _, l := range sorted {
		t.Rows = append(t.Rows, []page.Cell{
			page.Text(ask.Stage(l.From)), page.Text(ask.Stage(l.To)), page.Num(ask.L.Count(l.Tickets)),
		})
	}
	return t
}
