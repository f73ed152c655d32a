// Package tickets shows the tickets behind a figure, and one ticket with its path through the desk.
package tickets

import (
	"context"
	"embed"
	"fmt"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// Paths of the list and of one ticket.
const (
	Path    = page.TicketsPath
	OnePath = "/ticket"
)

// Files are the templates: "body" is the list.
//
//go:embed tickets.html
var Files embed.FS

// Lines is how many tickets a page of the list has.
const Lines = 100

// Page is what the template of the list shows.
type Page struct {
	page.Frame
	List page.Card
}

// Widgets are the cards of the list.
func Widgets() []page.Widget { return []page.Widget{{ID: "tickets-list", Load: list}} }

// New puts the list together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{Frame: frame, List: cards["tickets-list"]}
}

// turns are the ways from a page of the list: parts of the figure, orders, and pages.
type turns struct {
	Parts, Sorts   []page.Option
	Previous, Next string // addresses; "": there is none
}

// figureOf is the figure that is listed.
func figureOf(ask page.Ask) string {
	if ask.State.Drill.Figure == "" {
		return "tickets_created"
	}
	return ask.State.Drill.Figure
}

func partOf(ask page.Ask) string {
	if ask.State.Drill.Part == "" {
		return kpi.AllRows
	}
	return ask.State.Drill.Part
}

// list shows a page of the tickets behind a figure.
func list(ctx context.Context, ask page.Ask) (page.Content, error) {
	figure, err := page.AnswerOne(ctx, ask, figureOf(ask))
	if err != nil {
		return page.Content{}, err
	}
	if !figure.Available {
		return page.Unavailable(ask.L, figure), nil
	}
	d := ask.State.Drill
	rows, err := ask.Source.Tickets(ctx, flow.Drill{Scope: ask.State.Scope(), Figure: figure.ID, Part: partOf(ask), Sort: d.Sort, Offset: d.Page * Lines, Limit: Lines})
	if err != nil {
		return page.Content{}, fmt.Errorf("list tickets: %w", err)
	}
	c := page.Content{Sub: sub(ask, figure, rows), Table: table(ask, rows), Notes: page.LeftOut(figure), More: turn(ask, figure, rows)}
	if len(rows.List) == 0 {
		c.Empty = ask.L.T("ticketlist.none")
	}
	return c, nil
}

func sub(ask page.Ask, f kpi.Figure, rows flow.Rows) string {
	l := ask.L
	text := page.FigureName(l, f.ID)
	if part := partOf(ask); part != kpi.AllRows {
		text += ", " + l.T("ticketlist.part."+part)
	}
	text += ": " + l.Plural("tickets", rows.Tickets)
	if rows.Counted != rows.Tickets {
		text += ", " + l.T("ticketlist.counted", l.Count(rows.Counted))
	}
	if n := len(rows.List); n > 0 && n < rows.Tickets {
		from := ask.State.Drill.Page*Lines + 1
		text += "; " + l.T("ticketlist.shown", l.Count(from), l.Count(from+n-1))
	}
	return text
}

func turn(ask page.Ask, f kpi.Figure, rows flow.Rows) turns {
	var t turns
	st := ask.State
	if f.Unit == kpi.Fraction {
		for _, part := range kpi.RowParts {
			t.Parts = append(t.Parts, page.Option{Text: ask.L.T("ticketlist.part." + part), Link: ask.Link(st.Drilled(f.ID, part).Sorted(st.Drill.Sort)), Current: part == partOf(ask)})
		}
	}
	for _, by := range flow.Sorts {
		current := st.Drill.Sort == by || st.Drill.Sort == "" && by == flow.Sorts[0]
		t.Sorts = append(t.Sorts, page.Option{Text: ask.L.T("ticketlist.sort." + by), Link: ask.Link(st.Sorted(by)), Current: current})
	}
	if st.Drill.Page > 0 {
		t.Previous = ask.Link(st.Turned(st.Drill.Page - 1))
	}
	if (st.Drill.Page+1)*Lines < rows.Tickets {
		t.Next = ask.Link(st.Turned(st.Drill.Page + 1))
	}
	return t
}

// Link is the address of one ticket.
func Link(ask page.Ask, id string) string {
	st := ask.State.Undrilled()
	st.Drill.Ticket = id
	return st.Link(OnePath)
}

func table(ask page.Ask, rows flow.Rows) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("column.ticket")), page.Text(l.T("column.created")), page.Text(l.T("column.resolved")), page.Text(l.T("dim.team")),
		page.Text(l.T("dim.channel")), page.Text(l.T("dim.category")), page.Text(l.T("dim.priority")),
		page.Num(l.T("column.moves")), page.Num(l.T("column.escalations")), page.Num(l.T("column.returns")),
	}}
	again := rows.Counted != rows.Tickets
	if again {
		t.Head = append(t.Head, page.Num(l.T("column.times")))
	}
	for _, one := range rows.List {
		resolved := l.T("ticketlist.open")
		if one.Resolved != nil {
			resolved = l.DateTime(*one.Resolved)
		}
		team := page.Text(ask.Name("team", one.Team))
		team.Tier, team.Title = page.TierClass(one.Tier), ask.TierName(one.Tier)
		row := []page.Cell{
			page.Linked(chart.Short(one.ID, 40), Link(ask, one.ID)), page.Text(l.DateTime(one.Created)), page.Text(resolved), team,
			page.Text(ask.Name("channel", one.Channel)), page.Text(ask.Name("category", one.Category)), page.Text(ask.Name("priority", one.Priority)),
			page.Num(l.Count(one.Moves)), page.Num(l.Count(one.Escalations)), page.Num(l.Count(one.Returns)),
		}
		if again {
			row = append(row, page.Num(l.Count(one.Times)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
