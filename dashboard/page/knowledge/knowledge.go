// Package knowledge is the page about what is written down: how often articles are linked, what 1st level could solve of what 2nd level
// keeps solving, what could become an article, and what articles changed.
package knowledge

import (
	"context"
	"embed"
	"fmt"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
	"tiermix/model/shiftleft"
)

// Files holds the page's template.
//
//go:embed *.html
var Files embed.FS

// Path is the page's address.
const Path = "/knowledge"

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                                   []page.Tile
	ShiftLeft, Reasons, Candidates, Effects, Rate, LinkRate page.Card
}

// categories is how many rows a table by category has at most.
const categories = 25

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "knowledge-shiftleft", Chart: true, Load: shiftLeft},
		{ID: "knowledge-reasons", Chart: true, Load: reasons},
		{ID: "knowledge-candidates", Load: candidates},
		{ID: "knowledge-effects", Chart: true, Load: effects},
		page.Control("knowledge-trend", "knowledge_rate", 1),
		page.Rates("knowledge-rate", "knowledge_rate", "category", categories),
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{
		Frame: frame, Tiles: tiles, ShiftLeft: cards["knowledge-shiftleft"], Reasons: cards["knowledge-reasons"],
		Candidates: cards["knowledge-candidates"], Effects: cards["knowledge-effects"], Rate: cards["knowledge-trend"], LinkRate: cards["knowledge-rate"],
	}
}

// Tiles are the headline figures: those of the registry, and what 1st level could take over with the money of it.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	top, err := page.Tiles(ctx, ask, []page.TileSpec{{"knowledge_rate"}, {"level1_capable"}})
	if err != nil {
		return page.Headline{}, err
	}
	f, why, err := load(ctx, ask)
	switch {
	case err != nil:
		return page.Headline{}, err
	case f == nil:
		top.Tiles = append(top.Tiles, missing(ask, "shiftcount", why), missing(ask, "shiftmoney", why))
		return top, nil
	case f.list.Second == 0:
		why = planner.Say(ask, f.list.Notes[0])
		top.Tiles = append(top.Tiles, missing(ask, "shiftcount", why), missing(ask, "shiftmoney", why))
		return top, nil
	}
	l, list := ask.L, f.list
	top.Tiles = append(top.Tiles,
		planner.Tile(ask, "shiftcount", l.Count(list.Tickets), l.T("knowledge.of", l.Count(list.Second)), l.T("knowledge.yearly", l.Number(list.PerYear, 0))),
		planner.Tile(ask, "shiftmoney", planner.Money(ask, list.Money.Value, list.Currency), l.T("planner.ayear"), f.span(ask)))
	if notice := page.Sentences(planner.Sayings(ask, f.input.Withheld)); notice != "" && top.Note == "" {
		top.Note = notice
	}
	return top, nil
}

func missing(ask page.Ask, id, why string) page.Tile {
	return page.Tile{ID: id, Name: ask.L.T("plantile." + id + ".name"), Reason: why, Definition: ask.L.T("plantile." + id + ".about")}
}

// found is the shift-left list of the reader's scope, with what priced it.
type found struct {
	input *plan.Input
	list  shiftleft.List
}

// load makes the list once for all parts of the page. Tickets are those of the reader's scope, prices those of the plan. When nothing
// can be priced, why is a sentence.
func load(ctx context.Context, ask page.Ask) (f *found, why string, err error) {
	in, why, err := planner.Settle(ctx, ask)
	if in == nil {
		return nil, why, err
	}
	made, err := ask.Shared(ctx, "shiftleft|"+ask.State.Key(), func(ctx context.Context) (any, error) {
		solved, err := ask.Source.Solved(ctx, ask.State.Scope())
		if err != nil {
			return nil, fmt.Errorf("count what 2nd level solved: %w", err)
		}
		return shiftleft.Make(*in, solved, 0)
	})
	if err != nil {
		return nil, "", fmt.Errorf("shift-left list: %w", err)
	}
	return &found{in, made.(shiftleft.List).Whole()}, "", nil
}

// span is the interval of the money.
func (f *found) span(ask page.Ask) string {
	m := f.list.Money
	return ask.L.T("tile.interval", ask.L.Number(m.Low, 0)+" – "+planner.Money(ask, m.High, f.list.Currency))
}

// notes are what stands under a card made of the list.
func (f *found) notes(ask page.Ask) []string {
	all := planner.Sayings(ask, f.list.Notes)
	if f.list.Tickets == 0 {
		return all
	}
	days := f.input.Demand
	return append(all, ask.L.T("knowledge.priced", ask.L.Span(days.From, days.To), planner.Say(ask, f.list.Kind.Text())))
}

// category is a category in a table: it opens the page with a filter on it.
func category(ask page.Ask, key string) page.Cell {
	cell := planner.CategoryCell(ask, key)
	if key == plan.Unnamed {
		key = ""
	}
	cell.Link = ask.Link(ask.State.Only("category", key))
	return cell
}
