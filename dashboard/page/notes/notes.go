// Package notes is the page of what people write beside the figures: saved views, annotations of days and targets.
package notes

import (
	"context"
	"embed"
	"net/url"
	"strings"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/access"
	"tiermix/model/kpi"
	"tiermix/model/notebook"
	"tiermix/model/origin"
)

// Files holds the page's template.
//
//go:embed notes.html
var Files embed.FS

// Addresses of the page and of what is sent.
const (
	Path     = "/notebook"
	DropPath = "/notebook/drop"
)

// Page is what the template shows.
type Page struct {
	page.Frame
	Views, Annotations, Targets page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "notebook-views", Fresh: true, Load: list(notebook.View)},
		{ID: "notebook-annotations", Fresh: true, Load: list(notebook.Annotation)},
		{ID: "notebook-targets", Fresh: true, Load: list(notebook.Target)},
	}
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{frame, cards["notebook-views"], cards["notebook-annotations"], cards["notebook-targets"]}
}

// Shown is one kind of entries with its form.
type Shown struct {
	Token, Action, Drop string
	Kind                notebook.Kind
	Entries             []Line
	None                string // what stands where there are none
	Fault               string // of what was sent
	Sent                notebook.Entry
	Day, Amount         string // as typed
	Figures             []Figure
	LongestName         int
	LongestText         int
	Writes              bool // the reader may keep and drop
}

// Line is an entry to read and to drop.
type Line struct{ Key, Head, Text, Link string }

// Figure is one that can have a target.
type Figure struct {
	ID, Name string
	Chosen   bool
}

func list(kind notebook.Kind) func(context.Context, page.Ask) (page.Content, error) {
	return func(_ context.Context, ask page.Ask) (page.Content, error) {
		s := Shown{Token: ask.Token, Action: Path, Drop: DropPath, Kind: kind, Writes: ask.Visitor.May(access.Notes), LongestName: notebook.LongestName, LongestText: notebook.LongestText}
		if d := ask.Draft.Entry; d != nil && d.Kind == kind {
			s.Sent, s.Fault, s.Day, s.Amount = *d, ask.Draft.Fault, ask.Draft.Day, ask.Draft.Amount
		}
		s.None = ask.L.T("notebook.none." + string(kind))
		c := page.Content{}
		for _, e := range ask.Book.Of(kind) {
			line := lineOf(ask, e)
			s.Entries = append(s.Entries, line)
			c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(line.Head), page.Text(line.Text)})
		}
		if len(s.Entries) > 0 {
			c.Table.Head = []page.Cell{page.Text(ask.L.T("notebook.head." + string(kind))), page.Text(ask.L.T("notebook.text." + string(kind)))}
		}
		if kind == notebook.Target {
			s.Figures = figures(ask, s.Sent.Key)
		}
		c.More = s
		return c, nil
	}
}

func lineOf(ask page.Ask, e notebook.Entry) Line {
	switch e.Kind {
	case notebook.Annotation:
		return Line{e.Key, ask.L.Date(e.Day), chart.Short(e.Text, notebook.LongestText), ""}
	case notebook.Target:
		spec, err := kpi.Lookup(e.Key)
		if err != nil {
			return Line{e.Key, chart.Short(e.Key, 80), ask.L.Number(e.Amount, 3), ""}
		}
		return Line{e.Key, page.FigureName(ask.L, e.Key), ask.L.Value(spec.Unit, &e.Amount), ""}
	}
	return Line{e.Key, chart.Short(e.Name, notebook.LongestName), chart.Short(readable(e.Text), 300), e.Text}
}

// readable is an address as a person reads it.
func readable(address string) string {
	if text, err := url.QueryUnescape(address); err == nil {
		return text
	}
	return address
}

func figures(ask page.Ask, chosen string) (all []Figure) {
	for _, spec := range kpi.All() {
		name := page.FigureName(ask.L, spec.ID)
		if unit := unitOf(ask, spec.Unit); unit != "" {
			name += " (" + unit + ")"
		}
		all = append(all, Figure{spec.ID, name, spec.ID == chosen})
	}
	return all
}

// unitOf is the unit in which a target is typed.
func unitOf(ask page.Ask, unit string) string {
	switch unit {
	case kpi.Fraction:
		return "%"
	case kpi.Duration:
		return ask.L.T("unit.hour")
	}
	return ""
}

// Read is what the form of a kind sends, and what was typed as day and amount. The error is an origin.Fault.
func Read(ask page.Ask, sent url.Values) (e notebook.Entry, err error) {
	e = notebook.Entry{Kind: notebook.Kind(sent.Get("kind")), Name: sent.Get("name"), Text: sent.Get("text")}
	switch e.Kind {
	case notebook.Annotation:
		if e.Day, err = time.Parse(time.DateOnly, strings.TrimSpace(sent.Get("day"))); err != nil {
			return e, origin.Faultf(origin.Text{EN: "%q is no day; write it as 2026-01-31", DE: "%q ist kein Tag; schreiben Sie ihn als 2026-01-31"}, chart.Short(sent.Get("day"), 40))
		}
	case notebook.Target:
		e.Key = sent.Get("figure")
		e.Amount, err = amount(ask, e.Key, sent.Get("amount"))
	}
	return e, err
}

func amount(ask page.Ask, figure, text string) (float64, error) {
	n, err := ask.L.Read(strings.Trim(text, " %\u00a0"))
	if err != nil {
		return 0, origin.Faultf(origin.Text{EN: "%q is no number", DE: "%q ist keine Zahl"}, chart.Short(text, 40))
	}
	unit := ""
	if spec, err := kpi.Lookup(figure); err == nil { // that there is no such figure is said when the entry is checked
		unit = spec.Unit
	}
	switch unit {
	case kpi.Fraction:
		return n / 100, nil
	case kpi.Duration:
		return n * 3600, nil
	}
	return n, nil
}
