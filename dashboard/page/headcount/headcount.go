// Package headcount is the page about people month by month: how many are there and needed, whom to hire and to promote, who leaves,
// what that costs, promotion against
// hires from outside, and what could go wrong.
package headcount

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/hiring"
	"tiermix/model/plan"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address, FilePath that of the plan as a workbook.
const (
	Path     = "/headcount"
	FilePath = "/headcount/plan.xlsx"
)

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                                              []page.Tile
	Form, First, Second, Flows, Cost, Ways, Beside, Difference, Inputs page.Card
	Course, Wrong, Promises, Moves                                     page.Card // what could go wrong
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return append([]page.Widget{
		{ID: "headcount-form", Load: planner.Form},
		{ID: "headcount-first", Chart: true, Load: stocks(0, "headcount-first")},
		{ID: "headcount-second", Chart: true, Load: stocks(1, "headcount-second")},
		{ID: "headcount-flows", Chart: true, Load: flows},
		{ID: "headcount-cost", Chart: true, Load: cost},
		{ID: "headcount-ways", Load: ways},
		{ID: "headcount-beside", Fresh: true, Load: beside},
		{ID: "headcount-difference", Fresh: true, Chart: true, Load: difference},
		{ID: "headcount-inputs", Load: inputs},
	}, RiskWidgets()...)
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, Form: cards["headcount-form"], First: cards["headcount-first"], Second: cards["headcount-second"], Flows: cards["headcount-flows"],
		Cost: cards["headcount-cost"],
		Ways: cards["headcount-ways"], Beside: cards["headcount-beside"], Difference: cards["headcount-difference"], Inputs: cards["headcount-inputs"],
		Course: cards["headcount-course"], Wrong: cards["headcount-wrong"], Promises: cards["headcount-promises"], Moves: cards["headcount-moves"],
	}
}

// Tiles are the headline figures.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return page.Headline{Note: why}, err
	}
	l, best := ask.L, h.Ways.Free.Course
	first, second := best.Gaps(0), best.Gaps(1)
	return page.Headline{Note: planner.Notice(ask, &planner.Plan{Result: h.Plan}), Tiles: []page.Tile{
		planner.Tile(ask, "hccost", planner.Money(ask, best.Total.Total(), h.Currency()), l.T("headcount.months", l.Count(len(best.Months))), proven(ask, h.Ways.Free)),
		planner.Tile(ask, "hchires1", l.Number(best.Hires(0), 0), l.T("headcount.begin"), l.T("headcount.leave", l.Number(best.Leavers(0), 1))),
		planner.Tile(ask, "hchires2", l.Number(best.Hires(1), 0), l.T("headcount.begin"), l.T("headcount.leave", l.Number(best.Leavers(1), 1))),
		planner.Tile(ask, "hcpromoted", l.Number(best.Promotions(), 0), l.T("headcount.promoted"), ""),
		planner.Tile(ask, "hcmissing1", l.Number(first.Missing, 1), l.T("headcount.ftemonths"), met(ask, *h, 0)),
		planner.Tile(ask, "hcmissing2", l.Number(second.Missing, 1), l.T("headcount.ftemonths"), met(ask, *h, 1)),
	}}, nil
}

// proven says how good the plan is.
func proven(ask page.Ask, p hiring.Plan) string {
	if p.Exact() {
		return ask.L.T("headcount.exact")
	}
	return ask.L.T("headcount.within", ask.L.Fixed(max(0.01, 100*p.Gap()), 2)+"\u00a0%")
}

// met says from when on nobody is missing at a tier.
func met(ask page.Ask, h plan.Headcount, tier int) string {
	course := h.Ways.Free.Course
	switch first := course.MetAt(tier); first {
	case 0:
		return ask.L.T("headcount.always")
	case len(course.Months):
		return ask.L.T("headcount.never")
	default:
		return ask.L.T("headcount.metfrom", month(ask, h, first))
	}
}

func month(ask page.Ask, h plan.Headcount, m int) string { return ask.L.Month(h.First(m)) }
