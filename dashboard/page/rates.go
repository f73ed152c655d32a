package page

import (
	"cmp"
	"context"
	"slices"

	"tiermix/model/kpi"
)

// Rates is a card with a share by the values of a dimension: a bar, its interval, and the tickets behind it.
func Rates(id, figure, dim string, rows int) Widget {
	return Widget{ID: id, Figure: figure, Load: func(ctx context.Context, ask Ask) (Content, error) {
		f, err := AnswerOne(ctx, ask, figure, dim)
		if err != nil {
			return Content{}, err
		}
		if !f.Available || len(largest(f.Groups)) == 0 {
			return Unavailable(ask.L, f), nil
		}
		return rateContent(ask, f, dim, rows), nil
	}}
}

func rateContent(ask Ask, f kpi.Figure, dim string, rows int) Content {
	groups := largest(f.Groups)
	c := Content{Notes: LeftOut(f), Sub: ask.L.T("rates.sub", ask.L.Percent(orZero(f.Value)), ask.L.Count(f.N))}
	if len(groups) > rows {
		c.Notes = append(c.Notes, ask.L.T("rates.more", ask.L.Count(rows), ask.L.Count(len(groups))))
		groups = groups[:rows]
	}
	top := scaleOf(groups)
	scale := Text(ask.L.T("rates.scale", FigureName(ask.L, f.ID), ask.L.Number(100*top, 0)+"\u00a0%"))
	scale.Roomy = true
	c.Table.Head = []Cell{
		Text(ask.L.T("dim." + dim)), Num(ask.L.T("column.tickets")), Num(ask.L.Or("hits."+f.ID, ask.L.T("column.hits"))),
		scale, Num(ask.L.T("column.share")), Num(ask.L.T("column.interval")),
	}
	for _, g := range groups {
		c.Table.Rows = append(c.Table.Rows, rateRow(ask, f, g, dim, top))
	}
	return c
}

// largest orders groups by the tickets that the figure is about (hits first: what costs most comes on top).
func largest(groups []kpi.Group) []kpi.Group {
	sorted := slices.DeleteFunc(slices.Clone(groups), func(g kpi.Group) bool { return g.N == 0 }) // only the compared period has them
	slices.SortStableFunc(sorted, func(a, b kpi.Group) int {
		return cmp.Or(cmp.Compare(orZero(b.Numerator), orZero(a.Numerator)), cmp.Compare(b.N, a.N))
	})
	return sorted
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

// scaleOf is the share at which the bars are full: 100 % unless all shares are small.
func scaleOf(groups []kpi.Group) float64 {
	top := 0.0
	for _, g := range groups {
		top = max(top, orZero(g.Value), orZero(g.High))
	}
	for _, round := range []float64{0.1, 0.25, 0.5} {
		if top <= round {
			return round
		}
	}
	return 1
}

func rateRow(ask Ask, f kpi.Figure, g kpi.Group, dim string, top float64) []Cell {
	value := g.Key[dim]
	return []Cell{
		Linked(ask.Name(dim, value), ask.Link(ask.State.Only(dim, value))),
		counted(ask.L.Count(g.N), ask.Only(dim, value).Rows(f.ID, kpi.AllRows)), counted(ask.L.Value("count", g.Numerator), ask.Only(dim, value).Rows(f.ID, kpi.Hits)),
		ShareBar(g.Value, g.Low, g.High, top, barClass(f)),
		Num(ask.L.Value(f.Unit, g.Value)), Num(ask.L.Interval(f.Unit, g.Low, g.High)),
	}
}

// counted is a number that opens the tickets it counts.
func counted(text, link string) Cell {
	cell := Num(text)
	cell.Link = link
	return cell
}

// barClass is the colour of a figure's bars: that of 2nd level where they are tickets that left 1st level, the accent where more is better.
func barClass(f kpi.Figure) string {
	if f.Direction == kpi.Higher {
		return ""
	}
	return "escalated"
}
