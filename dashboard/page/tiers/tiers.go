// Package tiers is the page about what every tier holds and does: tickets in hand, time spent, and the moves
// between teams.
package tiers

import (
	"embed"

	"tiermix/dashboard/page"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/tiers"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles   []page.Tile
	Held    page.Card
	Holding page.Card
	Time    page.Card
	Moves   page.Card
	Levels  page.Card
	Running page.Card
}

// Tiles are the headline figures.
var Tiles = []page.TileSpec{
	{"backlog"}, {"backlog_age"}, {"first_level_resolution"}, {"direct_second_level"}, {"handovers"}, {"tier_ping_pong_rate"},
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "tiers-held", Figure: "backlog", Load: heldByTier},
		{ID: "tiers-holding", Figure: "backlog", Chart: true, Load: holding},
		{ID: "tiers-time", Figure: "time_in_tier", Chart: true, Load: timeInTier},
		{ID: "tiers-moves", Chart: true, Load: moves},
		{ID: "tiers-levels", Chart: true, Load: levels},
		{ID: "tiers-running", Figure: "time_to_leave_tier", Chart: true, Load: running},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles,
		Held: cards["tiers-held"], Holding: cards["tiers-holding"], Time: cards["tiers-time"], Moves: cards["tiers-moves"],
		Levels: cards["tiers-levels"], Running: cards["tiers-running"],
	}
}
