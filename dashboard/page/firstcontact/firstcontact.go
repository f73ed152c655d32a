// Package firstcontact is the page about what is solved at the first contact, by the definition that the reader chooses, and about what comes back.
package firstcontact

import (
	"cmp"
	"context"
	"embed"
	"slices"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/first-contact"

// Definitions are the figures that can stand for "solved at the first contact".
var Definitions = []string{"first_contact_resolution", "fcr_net", "fcr_one_team", "fcr_one_agent", "one_touch", "first_level_resolution"}

// Tiles are the headline figures.
var Tiles = []page.TileSpec{{"first_contact_resolution"}, {"fcr_net"}, {"first_level_resolution"}, {"contained_first_level"}, {"one_touch"}, {"reopen_rate"}}

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                            []page.Tile
	Trend, Matrix, Reopens, Categories, Channels, By page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "firstcontact-trend", Chart: true, Load: trend},
		{ID: "firstcontact-matrix", Chart: true, Load: matrix},
		{ID: "firstcontact-categories", Load: by("category", 25)},
		{ID: "firstcontact-channels", Load: by("channel", 12)},
		page.Control("firstcontact-reopens", "reopen_rate", 1),
		page.Rates("firstcontact-reopened", "reopen_rate", "category", 25),
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{Frame: frame, Tiles: tiles, Trend: cards["firstcontact-trend"], Matrix: cards["firstcontact-matrix"], Categories: cards["firstcontact-categories"],
		Channels: cards["firstcontact-channels"], Reopens: cards["firstcontact-reopens"], By: cards["firstcontact-reopened"]}
}

// definition is the figure that the reader chose; another figure in the address than one of these is the first.
func definition(ask page.Ask) string {
	if slices.Contains(Definitions, ask.State.Drill.Figure) {
		return ask.State.Drill.Figure
	}
	return Definitions[0]
}

// choices are the definitions, each with its address.
func choices(ask page.Ask) []page.Option {
	var all []page.Option
	for _, id := range Definitions {
		st := ask.State.Undrilled()
		if id != Definitions[0] {
			st = ask.State.Drilled(id, kpi.AllRows)
		}
		all = append(all, page.Option{Text: page.FigureName(ask.L, id), Link: ask.Link(st), Current: id == definition(ask)})
	}
	return all
}

// plain is the ask without the choice of a definition, for what it links to.
func plain(ask page.Ask) page.Ask {
	ask.State = ask.State.Undrilled()
	return ask
}

func trend(ctx context.Context, ask page.Ask) (page.Content, error) {
	c, err := page.Control("firstcontact-trend", definition(ask), 1).Load(ctx, ask)
	c.More = choices(ask)
	c.Sub = strings.TrimSuffix(page.FigureName(ask.L, definition(ask))+"; "+c.Sub, "; ")
	return c, err
}

func by(dim string, rows int) func(context.Context, page.Ask) (page.Content, error) {
	return func(ctx context.Context, ask page.Ask) (page.Content, error) {
		c, err := page.Rates("firstcontact", definition(ask), dim, rows).Load(ctx, ask)
		c.Sub = strings.TrimSuffix(page.FigureName(ask.L, definition(ask))+"; "+c.Sub, "; ")
		return c, err
	}
}

// Most categories and channels in the heat map; the others are in the tables.
const (
	mostRows    = 15
	mostColumns = 8
)

// matrix draws the share by category and channel.
func matrix(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, err := page.AnswerOne(ctx, ask, definition(ask), "category", "channel")
	if err != nil {
		return page.Content{}, err
	}
	cells := map[[2]string]kpi.Group{}
	for _, g := range f.Groups {
		if g.N > 0 {
			cells[[2]string{g.Key["category"], g.Key["channel"]}] = g
		}
	}
	if !f.Available || len(cells) == 0 {
		return page.Unavailable(ask.L, f), nil
	}
	rows, columns := frequent(f.Groups, "category", mostRows), frequent(f.Groups, "channel", mostColumns)
	c := page.Content{Sub: page.FigureName(ask.L, f.ID) + "; " + ask.L.T("firstcontact.matrixsub"), Notes: page.LeftOut(f), Table: matrixTable(ask, rows, columns, cells)}
	fig, err := matrixChart(ask, rows, columns, cells)
	c.Figure = &fig
	return c, err
}

// frequent are the values of a dimension with most tickets.
func frequent(groups []kpi.Group, dim string, most int) []string {
	n := map[string]int{}
	for _, g := range groups {
		n[g.Key[dim]] += g.N
	}
	all := []string{}
	for v, count := range n {
		if count > 0 {
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return all[:min(most, len(all))]
}

func matrixChart(ask page.Ask, rows, columns []string, known map[[2]string]kpi.Group) (chart.Figure, error) {
	names := func(dim string, values []string) (out []string) {
		for _, v := range values {
			out = append(out, ask.Name(dim, v))
		}
		return out
	}
	var cells [][]chart.ShareCell
	for _, category := range rows {
		line := make([]chart.ShareCell, len(columns))
		for k, channel := range columns {
			g, ok := known[[2]string{category, channel}]
			if !ok || g.Value == nil {
				continue
			}
			st := ask.State.Only("category", category).Only("channel", channel)
			line[k] = chart.ShareCell{Share: g.Value, Link: ask.Link(st), Tip: ask.Name("category", category) + ", " + ask.Name("channel", channel) + "\n" +
				ask.L.T("firstcontact.tip", ask.L.Percent(*g.Value), ask.L.Interval("share", g.Low, g.High), ask.L.Count(g.N))}
		}
		cells = append(cells, line)
	}
	return chart.Shares("firstcontact-matrix", names("category", rows), names("channel", columns), cells)
}

func matrixTable(ask page.Ask, rows, columns []string, known map[[2]string]kpi.Group) page.Table {
	t := page.Table{Head: []page.Cell{page.Text(ask.L.T("dim.category"))}}
	for _, channel := range columns {
		t.Head = append(t.Head, page.Num(ask.Name("channel", channel)))
	}
	for _, category := range rows {
		row := []page.Cell{page.Linked(ask.Name("category", category), ask.Link(ask.State.Only("category", category)))}
		for _, channel := range columns {
			cell := page.Num("–")
			if g, ok := known[[2]string{category, channel}]; ok && g.Value != nil {
				cell = page.Num(ask.L.T("firstcontact.cell", ask.L.Percent(*g.Value), ask.L.Count(g.N)))
				cell.Link = plain(ask).Only("category", category).Only("channel", channel).Rows(definition(ask), kpi.AllRows)
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
