// Package salaries is the page about what a person of each tier costs: salary, on-cost line by line, overhead, and the hours
// that are left for work.
package salaries

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
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
	Tiles                            []page.Tile
	Form, First, Second, Hours, Cost page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "salaries-form", Load: planner.Form},
		{ID: "salaries-first", Load: lines(0)},
		{ID: "salaries-second", Load: lines(1)},
		{ID: "salaries-hours", Chart: true, Load: ladder},
		{ID: "salaries-cost", Load: costs},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Form: cards["salaries-form"], First: cards["salaries-first"], Second: cards["salaries-second"],
		Hours: cards["salaries-hours"], Cost: cards["salaries-cost"],
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
	return page.Headline{Tiles: []page.Tile{
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

// withheld says that a tier's salary is the mean of too few people.
func withheld(p *planner.Plan, t salary.TierCost) bool {
	key := []string{"tier1.salary", "tier2.salary"}[t.Tier-1]
	return t.Pay.Benchmark.Kind == origin.Measured && planner.Withheld(p.Input.Demand, key)
}
