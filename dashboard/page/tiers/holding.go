package tiers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// teams is how many teams the chart and the table show.
const teams = 25

// holding shows who holds what at the end of the data.
func holding(ctx context.Context, ask page.Ask) (page.Content, error) {
	held, err := heldNow(ctx, ask)
	if err != nil || len(held) == 0 {
		return page.Content{Empty: ask.L.T("holding.none")}, err
	}
	shown := held[:min(teams, len(held))]
	fig, err := holdingChart(ask, shown)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: holdingTable(ask, shown), Sub: holdingSub(ask, held)}
	if len(held) > len(shown) {
		c.Notes = append(c.Notes, ask.L.T("rates.more", ask.L.Count(len(shown)), ask.L.Count(len(held))))
	}
	return c, nil
}

func heldNow(ctx context.Context, ask page.Ask) ([]flow.Held, error) {
	held, err := ask.Source.Holding(ctx, time.Time{}, ask.State.Where)
	if err != nil {
		return nil, fmt.Errorf("find who holds what: %w", err)
	}
	held = slices.Clone(held)
	slices.SortStableFunc(held, func(a, b flow.Held) int {
		return cmp.Or(cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Team, b.Team))
	})
	return held, nil
}

func holdingSub(ask page.Ask, held []flow.Held) string {
	n := 0
	for _, h := range held {
		n += h.Tickets
	}
	return ask.L.Plural("holding.sub", n, ask.L.DateTime(ask.Status.Last))
}

func teamName(ask page.Ask, h flow.Held) string {
	if h.Team == "" {
		return ask.L.T("holding.nobody")
	}
	return ask.Name("team", h.Team)
}

// holdingChart stacks what nobody has touched on what somebody works on; the bar is the team's tickets.
func holdingChart(ask page.Ask, held []flow.Held) (chart.Figure, error) {
	rows := chart.Rows{}
	touched := chart.Bars{Name: ask.L.T("holding.touched"), Colour: chart.WorkColour}
	untouched := chart.Bars{Name: ask.L.T("holding.untouched"), Colour: chart.QueueColour}
	for _, h := range held {
		rows.Names = append(rows.Names, teamName(ask, h))
		rows.Tiers = append(rows.Tiers, h.Tier)
		rows.Links = append(rows.Links, ask.Link(ask.State.Only("team", h.Team)))
		on, waiting := float64(h.Tickets-h.Untouched), float64(h.Untouched)
		touched.Values, untouched.Values = append(touched.Values, &on), append(untouched.Values, &waiting)
		tip := teamName(ask, h) + "\n" + ask.L.T("holding.tip", ask.L.Count(h.Tickets), ask.L.Count(h.Untouched), ask.L.Count(h.OverTarget), ask.L.Duration(h.MedianAge))
		touched.Tips, untouched.Tips = append(touched.Tips, tip), append(untouched.Tips, tip)
	}
	return chart.Horizontal("tiers-holding", rows, "", true, touched, untouched)
}

func holdingTable(ask page.Ask, held []flow.Held) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.team")), page.Text(l.T("dim.tier")), page.Num(l.T("column.tickets")), page.Num(l.T("holding.untouched")),
		page.Num(l.T("column.overtarget")), page.Num(l.T("column.age")), page.Num(l.T("column.held")), page.Num(l.T("column.oldest")),
		page.Text(l.T("column.oldestid")),
	}}
	for _, h := range held {
		t.Rows = append(t.Rows, holdingRow(ask, h))
	}
	return t
}

func holdingRow(ask page.Ask, h flow.Held) []page.Cell {
	l := ask.L
	team := page.Linked(teamName(ask, h), ask.Link(ask.State.Only("team", h.Team)))
	team.Tier = page.TierClass(h.Tier)
	over := page.Num(l.Count(h.OverTarget))
	over.Strong = h.OverTarget > 0
	return []page.Cell{
		team, page.Text(ask.TierName(h.Tier)), page.Num(l.Count(h.Tickets)), page.Num(l.Count(h.Untouched)), over,
		page.Num(l.Duration(h.MedianAge)), page.Num(l.Duration(h.MedianHeld)), page.Num(l.Duration(h.OldestAge)),
		page.Text(chart.Short(h.OldestID, 40)),
	}
}
