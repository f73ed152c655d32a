// Package tradeoff is the page about what each mix of 1st and 2nd level costs and reaches, what to do with every category,
// and which number matters most.
package tradeoff

import (
	"context"
	"embed"
	"fmt"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/tradeoff"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                                   []page.Tile
	Form, Frontier, Even, Policy, Training, Tornado, Inputs page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "tradeoff-form", Load: planner.Form},
		{ID: "tradeoff-frontier", Chart: true, Load: frontier},
		{ID: "tradeoff-even", Load: breakEven},
		{ID: "tradeoff-policy", Load: policy},
		{ID: "tradeoff-training", Load: training},
		{ID: "tradeoff-tornado", Chart: true, Load: tornado},
		{ID: "tradeoff-inputs", Load: inputs},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Form: cards["tradeoff-form"], Frontier: cards["tradeoff-frontier"],
		Even: cards["tradeoff-even"], Policy: cards["tradeoff-policy"], Training: cards["tradeoff-training"], Tornado: cards["tradeoff-tornado"], Inputs: cards["tradeoff-inputs"],
	}
}

// Tiles are the headline figures of the plan.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Headline{Note: why}, err
	}
	l, b := ask.L, p.BreakEven
	money := func(v float64) string { return planner.Money(ask, v, p.Input.Currency) }
	people := func(i int) string {
		if known := p.Input.People[i]; known.OK {
			return l.Number(known.Amount, 1)
		}
		return l.T("planner.unknown")
	}
	share, today := l.T("tradeoff.never"), l.T("tradeoff.today", l.Percent(b.FCR))
	if b.WholeFound {
		share = l.Percent(b.WholeFCR)
	}
	saving := planner.Tile(ask, "saving", money(p.Today.PerYear-p.Best.PerYear), l.T("planner.ayear"), l.T("tradeoff.against"))
	note := planner.Notice(ask, p)
	if p.Today.PerYear < p.Best.PerYear { // the search counts people on duty by level of demand, the cost whole people of a week
		note += " " + l.T("tradeoff.dearer", money(p.Best.PerYear-p.Today.PerYear))
	}
	return page.Headline{Note: note, Tiles: []page.Tile{
		planner.Tile(ask, "today", money(p.Today.PerYear), l.T("planner.ayear"), mix(ask, p.Today.Tiers[0].Heads, p.Today.Tiers[1].Heads)),
		planner.Tile(ask, "mix", fmt.Sprintf("%d + %d", p.Best.Tiers[0].Heads, p.Best.Tiers[1].Heads), l.T("planner.people"),
			l.T("tradeoff.people", people(0), people(1))),
		planner.Tile(ask, "best", money(p.Best.PerYear), l.T("planner.ayear"), way(ask, p.Search.Options[p.Search.Best])),
		saving,
		planner.Tile(ask, "breakeven", share, l.T("tradeoff.solved"), today),
		planner.Tile(ask, "point", money(b.PointPerYear), l.T("planner.ayear"), l.T("tradeoff.fractions")),
	}}, nil
}

func mix(ask page.Ask, first, second int) string {
	return ask.L.T("tradeoff.mix", ask.L.Count(first), ask.L.Count(second))
}
