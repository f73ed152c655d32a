package tiers

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

// part is one kind of time in a tier: its key in kpi.Measure.Parts and its colour.
type part struct{ Key, Colour string }

var parts = []part{{"queue", chart.QueueColour}, {"work", chart.WorkColour}, {"wait", chart.WaitColour}}

// timeInTier shows how the time in every tier splits: waiting for the tier, worked on, waiting for others.
func timeInTier(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, err := page.AnswerOne(ctx, ask, "time_in_tier", "tier")
	if err != nil {
		return page.Content{}, err
	}
	groups := inOrder(f.Groups)
	if !f.Available || len(groups) == 0 {
		return page.Unavailable(ask.L, f), nil
	}
	c := page.Content{Notes: page.LeftOut(f), Table: timeTable(ask, groups), Sub: ask.L.Plural("time.sub", f.N)}
	if ask.State.Hours == kpi.Business {
		c.Notes = append(c.Notes, ask.L.T("time.calendar"))
	}
	fig, err := timeChart(ask, groups)
	c.Figure = &fig
	return c, err
}

func inOrder(groups []kpi.Group) []kpi.Group {
	placed := slices.DeleteFunc(slices.Clone(groups), func(g kpi.Group) bool { return g.Key["tier"] == "" || g.N == 0 })
	slices.SortStableFunc(placed, func(a, b kpi.Group) int { return cmp.Compare(a.Key["tier"], b.Key["tier"]) })
	return placed
}

// timeChart stacks the mean hours of every part per stay; a tier without parts has one bar of its mean.
func timeChart(ask page.Ask, groups []kpi.Group) (chart.Figure, error) {
	rows := chart.Rows{}
	bars := make([]chart.Bars, len(parts), len(parts)+1)
	whole := chart.Bars{Name: ask.L.T("time.unsplit"), Colour: chart.NeutralColour}
	for i, p := range parts {
		bars[i] = chart.Bars{Name: ask.L.T("time." + p.Key), Colour: p.Colour}
	}
	unsplit := false
	for _, g := range groups {
		rows.Names = append(rows.Names, ask.Name("tier", g.Key["tier"]))
		rows.Tiers = append(rows.Tiers, tierOf(g))
		for i, p := range parts {
			v := meanHours(g, p.Key)
			bars[i].Values = append(bars[i].Values, v)
			bars[i].Tips = append(bars[i].Tips, timeTip(ask, g, bars[i].Name, v))
		}
		rest := restHours(ask, g)
		unsplit = unsplit || rest != nil
		whole.Values = append(whole.Values, rest)
		whole.Tips = append(whole.Tips, timeTip(ask, g, whole.Name, rest))
	}
	if unsplit {
		bars = append(bars, whole)
	}
	return chart.Horizontal("tiers-time", rows, ask.L.T("unit.hour"), true, bars...)
}

func tierOf(g kpi.Group) *int {
	n, err := strconv.Atoi(g.Key["tier"])
	if err != nil {
		return nil
	}
	return &n
}

// meanHours is a part's mean per stay in hours; nil when the source cannot tell the parts apart.
func meanHours(g kpi.Group, key string) *float64 {
	seconds, ok := g.Parts[key]
	if !ok || g.N == 0 {
		return nil
	}
	h := seconds / float64(g.N) / 3600
	return &h
}

// restHours is the time of a stay that no part accounts for; nil when there is next to none, or when the whole is
// on another clock than the parts.
func restHours(ask page.Ask, g kpi.Group) *float64 {
	if ask.State.Hours == kpi.Business || g.Sum == nil || g.N == 0 {
		return nil
	}
	rest := *g.Sum
	for _, p := range parts {
		rest -= g.Parts[p.Key]
	}
	if rest < 0.01*(*g.Sum) || rest <= 0 {
		return nil
	}
	h := rest / float64(g.N) / 3600
	return &h
}

func timeTip(ask page.Ask, g kpi.Group, name string, h *float64) string {
	if h == nil {
		return ""
	}
	return ask.Name("tier", g.Key["tier"]) + "\n" + ask.L.T("time.tip", name, ask.L.Duration(*h*3600), ask.L.Count(g.N))
}

func timeTable(ask page.Ask, groups []kpi.Group) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.tier")), page.Num(l.T("column.stints")), page.Num(l.T("column.median")), page.Num("p90"),
	}}
	for _, p := range parts {
		t.Head = append(t.Head, page.Num(l.T("time."+p.Key)))
	}
	for _, g := range groups {
		t.Rows = append(t.Rows, timeRow(ask, g))
	}
	return t
}

func timeRow(ask page.Ask, g kpi.Group) []page.Cell {
	l := ask.L
	name := page.Text(ask.Name("tier", g.Key["tier"]))
	name.Tier = page.TierClass(tierOf(g))
	row := []page.Cell{
		name, page.Num(l.Count(g.N)), page.Num(l.Value("duration", g.Value)), page.Num(l.Value("duration", g.P90)),
	}
	for _, p := range parts {
		text := "–"
		if h := meanHours(g, p.Key); h != nil {
			text = l.Duration(*h * 3600)
		}
		row = append(row, page.Num(text))
	}
	return row
}
