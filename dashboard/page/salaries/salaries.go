// Package salaries is the page about what people and tickets cost: pay and its bands, on-cost line by line, overhead, the hours that
// are left for work, and what a ticket costs by its way through the tiers.
package salaries

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/salary"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/salaries"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                                      []page.Tile
	Form, Bands, First, Second, Paths, Escalation, Hours, Cost page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "salaries-form", Load: planner.Form},
		{ID: "salaries-bands", Chart: true, Load: bands},
		{ID: "salaries-first", Load: lines(0)},
		{ID: "salaries-second", Load: lines(1)},
		{ID: "salaries-paths", Chart: true, Load: paths},
		{ID: "salaries-escalation", Load: escalations},
		{ID: "salaries-hours", Chart: true, Load: ladder},
		{ID: "salaries-cost", Load: costs},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Form: cards["salaries-form"], Bands: cards["salaries-bands"], First: cards["salaries-first"], Second: cards["salaries-second"],
		Paths: cards["salaries-paths"], Escalation: cards["salaries-escalation"], Hours: cards["salaries-hours"], Cost: cards["salaries-cost"],
	}
}

// Tiles are the headline figures.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Headline{Note: why}, err
	}
	l, tiers, currency := ask.L, p.Input.Costs.Tiers, p.Input.Currency
	first, second := tiers[0], tiers[1]
	hours := func(t salary.TierCost) string {
		return l.T("salaries.shrinkage", l.Percent(t.Ladder.Shrinkage))
	}
	return page.Headline{Note: planner.Notice(ask, p), Tiles: []page.Tile{
		planner.Tile(ask, "hour1", planner.Cents(ask, first.Loaded.PerProductiveHour, currency), l.T("salaries.hour"), hours(first)),
		planner.Tile(ask, "hour2", planner.Cents(ask, second.Loaded.PerProductiveHour, currency), l.T("salaries.hour"), hours(second)),
		planner.Tile(ask, "ratio", l.Fixed(second.Loaded.PerProductiveHour/first.Loaded.PerProductiveHour, 2), l.T("salaries.times"), ratio(ask, p)),
		planner.Tile(ask, "year1", planner.Money(ask, first.Loaded.PerYear, currency), l.T("planner.ayear"), l.T("salaries.oncost", l.Percent(first.OnCost.Rate))),
		planner.Tile(ask, "year2", planner.Money(ask, second.Loaded.PerYear, currency), l.T("planner.ayear"), l.T("salaries.oncost", l.Percent(second.OnCost.Rate))),
		planner.Tile(ask, "hours", l.Number(first.Ladder.Productive, 0), l.T("salaries.hoursyear"), l.T("salaries.contract", l.Number(first.Ladder.Contract, 0))),
	}}, nil
}

func ratio(ask page.Ask, p *planner.Plan) string {
	if !p.BreakEven.SalaryFound {
		return ask.L.T("salaries.noratio")
	}
	return ask.L.T("salaries.pays", ask.L.Fixed(p.BreakEven.SalaryRatio, 2))
}
