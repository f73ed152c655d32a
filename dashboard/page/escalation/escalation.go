// Package escalation is the page about tickets that leave 1st level: how many, which, why, what goes with it, how long they
// wait, and which come back.
package escalation

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
const Path = "/escalation"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles      []page.Tile
	Trend      page.Card
	Waits      page.Card
	Categories page.Card
	PingPong   page.Card
	Returns    page.Card
	Channels   page.Card
	Drivers    page.Card
	Reasons    page.Card
	Changes    page.Card
}

// Tiles are the headline figures.
var Tiles = []page.TileSpec{
	{"escalation_rate"}, {"any_escalation"}, {"direct_second_level"}, {"return_rate"}, {"ping_pong_rate"}, {"handover_wait"},
}

// Plan is what the tiles and the courses ask in common, and the rate by category with what changed it.
func Plan() page.Plan {
	return page.Plan{Compared: []string{"escalation_rate"}, By: "category", Course: slices.Concat(Tiles...), Before: []string{"escalation_rate", "return_rate"}}
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		page.Control("escalation-trend", "escalation_rate", 2),
		{ID: "escalation-waits", Figure: "handover_wait", Chart: true, Load: waits},
		page.Rates("escalation-categories", "escalation_rate", "category", 25),
		{ID: "escalation-pingpong", Figure: "ping_pong_rate", Chart: true, Load: pingPong},
		page.Control("escalation-returns", "return_rate", 1),
		page.Rates("escalation-channels", "escalation_rate", "channel", 10),
		{ID: "escalation-drivers", Figure: "escalation_rate", Chart: true, Load: drivers},
		{ID: "escalation-reasons", Figure: "any_escalation", Chart: true, Load: reasons},
		{ID: "escalation-changes", Figure: "escalation_rate", Chart: true, Load: changes},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles,
		Trend: cards["escalation-trend"], Waits: cards["escalation-waits"], Categories: cards["escalation-categories"],
		PingPong: cards["escalation-pingpong"], Returns: cards["escalation-returns"], Channels: cards["escalation-channels"],
		Drivers: cards["escalation-drivers"], Reasons: cards["escalation-reasons"], Changes: cards["escalation-changes"],
	}
}
