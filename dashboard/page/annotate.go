package page

import (
	"slices"
	"strconv"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/model/kpi"
	"tiermix/model/notebook"
)

// Annotated is a card's content with what is written about the days that its chart shows, numbered on the chart and in words below it, and with the
// target of its figure. Contents belong to many readers: it is a copy.
func (a Ask) Annotated(c Content) Content {
	if c.Figure == nil || c.Dim == "" {
		return c
	}
	marks, notes := a.marks(c)
	goal := a.goal(c.Aimed)
	if len(marks) == 0 && goal == nil {
		return c
	}
	figure := *c.Figure
	figure.Marks, figure.Goal = marks, goal
	c.Figure, c.Notes = &figure, append(slices.Clone(notes), c.Notes...)
	return c
}

// marks are the places of annotations on a chart, several of one place together, and what they say.
func (a Ask) marks(c Content) (marks []chart.Mark, notes []string) {
	for _, e := range a.Book.Of(notebook.Annotation) {
		at := placeOf(c, e.Day)
		if at < 0 {
			continue
		}
		number := strconv.Itoa(len(notes) + 1)
		notes = append(notes, a.L.T("notebook.said", number, a.L.Date(e.Day), e.Text))
		if i := slices.IndexFunc(marks, func(m chart.Mark) bool { return m.At == at }); i >= 0 {
			marks[i].Text += ", " + number
			continue
		}
		marks = append(marks, chart.Mark{At: at, Text: number})
	}
	return marks, notes
}

// placeOf is the place of a day on a calendar axis; -1: it is not on it.
func placeOf(c Content, day time.Time) int {
	dimension, err := kpi.LookupDimension(c.Dim)
	if err != nil {
		return -1
	}
	return slices.Index(c.Along, dimension.Key(day))
}

// goal is the target of a share as its chart shows it; nil: it has none.
func (a Ask) goal(figure string) *chart.Goal {
	spec, err := kpi.Lookup(figure)
	aim := a.Book.Target(figure)
	if err != nil || aim == nil || spec.Unit != kpi.Fraction {
		return nil
	}
	return &chart.Goal{Value: 100 * *aim, Text: a.L.T("notebook.aim", a.L.Percent(*aim))}
}

// Targeted are tiles with how they stand to their targets.
func (a Ask) Targeted(tiles []Tile) []Tile {
	out := slices.Clone(tiles)
	for i, t := range out {
		if aim := a.Book.Target(t.ID); aim != nil && t.Available && t.Number != nil {
			out[i].Target = a.standing(t, *aim)
		}
	}
	return out
}

// standing says whether a figure reaches its target, by the direction in which it is better, and how far it is off.
func (a Ask) standing(t Tile, aim float64) Change {
	said := a.L.Value(t.Unit, &aim)
	spec, err := kpi.Lookup(t.ID)
	off := *t.Number - aim
	switch {
	case err != nil || spec.Direction != kpi.Higher && spec.Direction != kpi.Lower:
		return Change{Words: a.L.T("notebook.aim", said)}
	case spec.Direction == kpi.Higher && off >= 0, spec.Direction == kpi.Lower && off <= 0:
		return Change{Words: a.L.T("notebook.met", said), Verdict: "better"}
	}
	return Change{Words: a.L.T("notebook.missed", said, a.L.Difference(t.Unit, off)), Verdict: "worse"}
}
