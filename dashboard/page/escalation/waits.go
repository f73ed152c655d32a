package escalation

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

// The dimensions of a handover: the tier that gave the ticket and the tier that got it.
const (
	fromTier = "from_tier"
	toTier   = "tier"
)

// rows is how many pairs of tiers the chart shows.
const rows = 8

// waits draws how long a ticket lies after a handover before the receiving team acts, by pair of tiers.
func waits(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, err := page.AnswerOne(ctx, ask, "handover_wait", fromTier, toTier)
	if err != nil {
		return page.Content{}, err
	}
	groups := frequent(f.Groups)
	if !f.Available || len(groups) == 0 {
		return page.Unavailable(ask.L, f), nil
	}
	fig, err := waitChart(ask, groups)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Notes: append(page.LeftOut(f), endless(ask, groups)...), Figure: &fig, Table: waitTable(ask, groups), Sub: ask.L.Plural("waits.sub", f.N)}
	return c, nil
}

// endless names the pairs that have no p90: so many of their tickets still wait that it has not come yet.
func endless(ask page.Ask, groups []kpi.Group) []string {
	var pairs []string
	for _, g := range groups {
		if g.P90 == nil {
			pairs = append(pairs, pairName(ask, g))
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	return []string{ask.L.T("waits.endless", strings.Join(pairs, ", "))}
}

// frequent orders the pairs by handovers, the most frequent first, and keeps those with a value.
func frequent(groups []kpi.Group) []kpi.Group {
	known := slices.DeleteFunc(slices.Clone(groups), func(g kpi.Group) bool { return g.Value == nil })
	slices.SortStableFunc(known, func(a, b kpi.Group) int { return cmp.Compare(b.N, a.N) })
	return known[:min(rows, len(known))]
}

func pairName(ask page.Ask, g kpi.Group) string {
	return ask.Name(fromTier, g.Key[fromTier]) + " → " + ask.Name(toTier, g.Key[toTier])
}

func waitChart(ask page.Ask, groups []kpi.Group) (chart.Figure, error) {
	bars, lines := chart.Rows{}, chart.Bars{Name: ask.L.T("column.median")}
	tail := chart.Bars{Name: "p90", Colour: chart.NeutralColour}
	for _, g := range groups {
		bars.Names = append(bars.Names, pairName(ask, g))
		bars.Tiers = append(bars.Tiers, number(g.Key[toTier]))
		lines.Values, tail.Values = append(lines.Values, hours(g.Value)), append(tail.Values, hours(g.P90))
		tip := pairName(ask, g) + "\n" + ask.L.T("waits.tip", ask.L.Value("duration", g.Value), ask.L.Value("duration", g.P90), ask.L.Count(g.N))
		lines.Tips, tail.Tips = append(lines.Tips, tip), append(tail.Tips, tip)
	}
	return chart.Horizontal("escalation-waits", bars, ask.L.T("unit.hour"), false, lines, tail)
}

func number(text string) *int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return nil
	}
	return &n
}

func hours(seconds *float64) *float64 {
	if seconds == nil {
		return nil
	}
	h := float64(int(*seconds/36+0.5)) / 100
	return &h
}

func waitTable(ask page.Ask, groups []kpi.Group) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("column.handover")), page.Num(l.T("column.handovers")), page.Num(l.T("column.median")),
		page.Num("p90"), page.Num(l.T("column.interval")),
	}}
	for _, g := range groups {
		t.Rows = append(t.Rows, []page.Cell{
			page.Text(pairName(ask, g)), page.Num(l.Count(g.N)), page.Num(l.Value("duration", g.Value)),
			page.Num(l.Value("duration", g.P90)), page.Num(l.Interval("duration", g.Low, g.High)),
		})
	}
	return t
}
