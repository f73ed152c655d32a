// Package staffing is the page about how many people each tier takes half hour by half hour, what they reach, and which
// promise makes the need.
package staffing

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
	"tiermix/model/staffing"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/staffing"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                           []page.Tile
	Form, First, Second, Service, Simulation, Binds page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "staffing-form", Load: planner.Form},
		{ID: "staffing-first", Chart: true, Load: week(0, "staffing-first")},
		{ID: "staffing-second", Chart: true, Load: week(1, "staffing-second")},
		{ID: "staffing-service", Load: service},
		{ID: "staffing-simulation", Load: simulation},
		{ID: "staffing-binds", Load: binds},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Form: cards["staffing-form"], First: cards["staffing-first"], Second: cards["staffing-second"],
		Service: cards["staffing-service"], Simulation: cards["staffing-simulation"], Binds: cards["staffing-binds"],
	}
}

// Tiles are the headline figures.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Headline{Note: why}, err
	}
	l, best := ask.L, p.Best
	live, wait := l.T("staffing.none"), l.T("staffing.none")
	tiers := best.Typical.Tiers
	for i := len(tiers) - 1; i >= 0; i-- { // 1st level's, where it has any
		if all := tiers[i].Reach.Live; len(all) > 0 {
			live = l.Percent(all[0].ServiceLevel)
		}
		if all := tiers[i].Reach.Deferred; len(all) > 0 {
			wait = l.Percent(all[0].InTime)
		}
	}
	return page.Headline{Note: planner.Notice(ask, p), Tiles: []page.Tile{
		heads(ask, "heads1", p.Input.Demand, best.Tiers[0], p.Input.People[0]), heads(ask, "heads2", p.Input.Demand, best.Tiers[1], p.Input.People[1]),
		planner.Tile(ask, "live", live, l.T("staffing.intime"), l.T("staffing.promised", l.Percent(p.Input.Desk.First.Promise.TargetShare))),
		planner.Tile(ask, "wait", wait, l.T("staffing.intime"), l.T("staffing.promised", l.Percent(p.Input.Deferred[0].Share))),
		promise(ask, "binds1", best.Tiers[0]), promise(ask, "binds2", best.Tiers[1]),
	}}, nil
}

func heads(ask page.Ask, id string, d plan.Demand, t plan.Team, today plan.Known) page.Tile {
	words := ask.L.T("staffing.nopeak")
	if d.HasPeak() {
		words = ask.L.T("staffing.peak", ask.L.Count(t.PeakHeads))
	}
	if today.OK {
		words = ask.L.T("staffing.today", ask.L.Number(today.Amount, 1)) + " · " + words
	}
	return planner.Tile(ask, id, ask.L.Count(t.Heads), ask.L.T("staffing.fte", ask.L.Number(t.Gross, 2)), words)
}

func promise(ask page.Ask, id string, t plan.Team) page.Tile {
	return planner.Tile(ask, id, planner.Promise(ask, staffing.Bind(t.Binds)), "", ask.L.T("staffing.mostoften"))
}
