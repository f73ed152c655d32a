// Package overview is the first page: the headline figures, where tickets go, and what changed.
package overview

import (
	"embed"
	"slices"

	"tiermix/dashboard/page"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles      []page.Tile
	Flow       page.Card
	Trend      page.Card
	Backlog    page.Card
	Categories page.Card
	Changes    page.Card
}

// Tiles are the headline figures. Where contacts are not recorded, first-level resolution stands for first contact.
var Tiles = []page.TileSpec{
	{"first_contact_resolution", "first_level_resolution"},
	{"escalation_rate"},
	{"handover_wait"},
	{"resolution_time"},
	{"backlog"},
	{"reopen_rate"},
}

// Plan is what the tiles, the courses, the categories and the explanation of changes ask in common.
func Plan() page.Plan {
	shown := slices.Concat(Tiles...)
	return page.Plan{
		Compared: union(watched, shown), By: "category",
		Course: union(shown, loaded),
		Before: []string{"escalation_rate", "backlog"},
	}
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "overview-flow", Figure: "tickets_created", Chart: true, Load: ways},
		page.Control("overview-trend", "escalation_rate", 2),
		{ID: "overview-backlog", Figure: "backlog", Chart: true, Load: backlog},
		page.Rates("overview-categories", "escalation_rate", "category", 8),
		{ID: "overview-changes", Load: changes},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles,
		Flow: cards["overview-flow"], Trend: cards["overview-trend"], Backlog: cards["overview-backlog"],
		Categories: cards["overview-categories"], Changes: cards["overview-changes"],
	}
}
