package tickets

import (
	"context"
	"embed"
	"fmt"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// OneFiles are the templates of one ticket.
//
//go:embed one.html
var OneFiles embed.FS

// OnePage is what the template of one ticket shows.
type OnePage struct {
	page.Frame
	Tiles         []page.Tile
	Track, Events page.Card
}

// OneWidgets are the cards of one ticket.
func OneWidgets() []page.Widget {
	return []page.Widget{{ID: "ticket-track", Chart: true, Load: track}, {ID: "ticket-events", Load: events}}
}

// NewOne puts the page of one ticket together.
func NewOne(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return OnePage{Frame: frame, Tiles: tiles, Track: cards["ticket-track"], Events: cards["ticket-events"]}
}

// Title names the ticket.
func Title(ask page.Ask) string {
	return ask.L.T("ticket.title", chart.Short(ask.State.Drill.Ticket, 60))
}

// Known says whether the desk has the ticket of the address: flow.ErrNoTicket when not.
func Known(ctx context.Context, ask page.Ask) error {
	_, err := read(ctx, ask)
	return err
}

func read(ctx context.Context, ask page.Ask) (flow.Track, error) {
	id := ask.State.Drill.Ticket
	made, err := ask.Shared(ctx, "ticket|"+id, func(ctx context.Context) (any, error) { return ask.Source.Ticket(ctx, id) })
	if err != nil {
		return flow.Track{}, fmt.Errorf("read ticket: %w", err)
	}
	return made.(flow.Track), nil
}

// OneTiles say where the ticket stands.
func OneTiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	t, err := read(ctx, ask)
	if err != nil {
		return page.Headline{}, err
	}
	l := ask.L
	tile := func(id, value, words string) page.Tile {
		return page.Tile{ID: id, Name: l.T("ticket.tile." + id), Value: value, Available: value != "", Words: id != "moves", Reason: l.T("unknown.value"), Change: page.Change{Words: words}, Definition: l.T("ticket.about." + id)}
	}
	moves, holder, until := 0, l.T("holding.nobody"), l.T("ticketlist.open")
	for _, s := range t.Stints {
		if s.EnteredBy == "move" {
			moves++
		}
		if s.Team != "" {
			holder = ask.Name("team", s.Team)
		}
		if until = l.T("ticketlist.open"); s.LeftAt != nil {
			until = l.DateTime(*s.LeftAt)
		}
	}
	top := page.Headline{Tiles: []page.Tile{
		tile("created", l.DateTime(t.CreatedAt), t.Zone), tile("until", until, ""), tile("holder", holder, ""), tile("moves", l.Count(moves), l.Plural("ticket.stints", len(t.Stints))),
		tile("category", ask.Name("category", t.Category), ""), tile("channel", ask.Name("channel", t.Channel), ""),
	}}
	if t.Excluded != "" {
		top.Note = l.T("ticket.excluded", t.Excluded)
	}
	return top, nil
}

// track draws who held the ticket from when to when, one bar below the other, parted into waiting to be touched, work, and waiting for somebody else.
func track(ctx context.Context, ask page.Ask) (page.Content, error) {
	t, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if len(t.Stints) == 0 {
		return page.Content{Empty: ask.L.T("ticket.nobody")}, nil
	}
	fig, err := trackChart(ask, t)
	return page.Content{Figure: &fig, Table: trackTable(ask, t), Sub: ask.L.T("ticket.sub", t.Zone)}, err
}

// longTrack is the age from which on a path is drawn in days, in hours.
const longTrack = 96

func trackChart(ask page.Ask, t flow.Track) (chart.Figure, error) {
	l, unit, per := ask.L, ask.L.T("unit.hour"), time.Hour
	if end(ask, t.Stints[len(t.Stints)-1]).Sub(t.CreatedAt) > longTrack*time.Hour {
		unit, per = l.T("unit.day"), 24*time.Hour
	}
	rows, begins := chart.Rows{}, []float64{}
	queue, work, wait, running := chart.Bars{Name: l.T("time.queue"), Colour: chart.QueueColour}, chart.Bars{Name: l.T("time.work"), Colour: chart.WorkColour},
		chart.Bars{Name: l.T("time.wait"), Colour: chart.WaitColour}, chart.Bars{Name: l.T("ticket.running"), Colour: chart.AccentColour}
	for i, s := range t.Stints {
		rows.Names = append(rows.Names, fmt.Sprintf("%d %s", i+1, holderName(ask, s)))
		begins = append(begins, float64(s.EnteredAt.Sub(t.CreatedAt))/float64(per))
		tip := holderName(ask, s) + "\n" + l.DateTime(s.EnteredAt) + " – " + left(ask, s) + "\n" + l.T("ticket.outcome."+s.Outcome)
		add := func(b *chart.Bars, seconds *int64) {
			var v float64
			if seconds != nil {
				v = float64(*seconds) * float64(time.Second) / float64(per)
			}
			b.Values, b.Tips = append(b.Values, &v), append(b.Tips, tip)
		}
		add(&queue, s.Queue)
		add(&work, s.Work)
		add(&wait, s.Wait)
		add(&running, runs(ask, s))
	}
	return chart.Timeline("ticket-track", rows, unit, begins, queue, work, wait, running)
}

// runs are the seconds that a holding without an end has lasted; nil for one that has ended.
func runs(ask page.Ask, s flow.TrackStint) *int64 {
	if s.LeftAt != nil {
		return nil
	}
	seconds := int64(max(0, end(ask, s).Sub(s.EnteredAt)) / time.Second)
	return &seconds
}

// end is when a holding ended, or the end of the data.
func end(ask page.Ask, s flow.TrackStint) time.Time {
	if s.LeftAt != nil {
		return *s.LeftAt
	}
	return ask.Status.Last
}

func left(ask page.Ask, s flow.TrackStint) string {
	if s.LeftAt == nil {
		return ask.L.T("ticketlist.open")
	}
	return ask.L.DateTime(*s.LeftAt)
}

func holderName(ask page.Ask, s flow.TrackStint) string {
	if s.Team == "" {
		return ask.L.T("holding.nobody")
	}
	return ask.Name("team", s.Team)
}

func trackTable(ask page.Ask, t flow.Track) page.Table {
	l := ask.L
	out := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.team")), page.Text(l.T("dim.tier")), page.Text(l.T("ticket.entered")), page.Text(l.T("ticket.by")), page.Text(l.T("ticket.touched")), page.Text(l.T("ticket.left")),
		page.Text(l.T("ticket.how")), page.Num(l.T("time.queue")), page.Num(l.T("time.work")), page.Num(l.T("time.wait")), page.Num(l.T("ticket.after")), page.Num(l.T("ticket.business")),
	}}
	for i, s := range t.Stints {
		team := page.Text(fmt.Sprintf("%d %s", i+1, holderName(ask, s)))
		team.Tier = page.TierClass(s.Tier)
		touched := "–"
		if s.FirstTouch != nil {
			touched = l.DateTime(*s.FirstTouch)
		}
		out.Rows = append(out.Rows, []page.Cell{
			team, page.Text(ask.TierName(s.Tier)), page.Text(l.DateTime(s.EnteredAt)), page.Text(l.T("ticket.enteredby." + s.EnteredBy)), page.Text(touched), page.Text(left(ask, s)),
			page.Text(l.T("ticket.outcome." + s.Outcome)), span(ask, s.Queue), span(ask, s.Work), span(ask, s.Wait), span(ask, s.After), span(ask, s.Business),
		})
	}
	return out
}

func span(ask page.Ask, seconds *int64) page.Cell {
	if seconds == nil {
		return page.Num("–")
	}
	return page.Num(ask.L.Duration(float64(*seconds)))
}

func seen(ask page.Ask, public bool) string {
	if public {
		return ask.L.T("ticket.seen")
	}
	return ask.L.T("ticket.unseen")
}

// mostEvents is how many events a page lists.
const mostEvents = 500

// events lists what happened, without who did it.
func events(ctx context.Context, ask page.Ask) (page.Content, error) {
	t, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if len(t.Events) == 0 {
		return page.Content{Empty: ask.L.T("ticket.noevents")}, nil
	}
	l := ask.L
	c := page.Content{Sub: l.Plural("ticket.events", len(t.Events))}
	c.Table.Head = []page.Cell{page.Text(l.T("ticket.when")), page.Text(l.T("ticket.what")), page.Text(l.T("dim.team")), page.Text(l.T("ticket.status")), page.Text(l.T("ticket.public")),
		page.Num(l.T("ticket.minutes")), page.Text(l.T("ticket.reason"))}
	for _, e := range t.Events[:min(mostEvents, len(t.Events))] {
		team, public, minutes := "", "", ""
		if e.Team != "" {
			team = ask.Name("team", e.Team)
		}
		if e.Public != nil {
			public = seen(ask, *e.Public)
		}
		if e.Minutes != nil {
			minutes = l.Number(*e.Minutes, 1)
		}
		reason := page.Text(chart.Short(e.Reason, 300))
		reason.Long = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(l.DateTime(e.At)), page.Text(l.T("ticket.kind." + e.Kind)), page.Text(team), page.Text(chart.Short(e.Status, 60)), page.Text(public), page.Num(minutes), reason})
	}
	if len(t.Events) > mostEvents {
		c.Notes = append(c.Notes, l.T("rates.more", l.Count(mostEvents), l.Count(len(t.Events))))
	}
	return c, nil
}
