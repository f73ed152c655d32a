// Package data is the page about what the desk's data rest on: imports, refused rows, which fields the sources know, and where they disagree with
// themselves.
package data

import (
	"context"
	"embed"
	"fmt"
	"path/filepath"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/access"
	"tiermix/model/records"
)

// Files holds the page's template.
//
//go:embed data.html
var Files embed.FS

// Addresses of the page, of the roster, of one change, and of what is sent.
const (
	Path       = "/data"
	RosterPath = "/data/roster"
	JobPath    = "/data/job"
	UploadPath = "/data/upload"
	StartPath  = "/data/job/start"
	StopPath   = "/data/job/cancel"
)

// Page is what the template shows.
type Page struct {
	page.Frame
	Tiles                                                   []page.Tile
	Roster                                                  string // address of the form
	Import, Batches, Faults, Fields, Kinds, Counters, Teams page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{
		{ID: "data-import", Fresh: true, Load: imports},
		{ID: "data-batches", Load: batches}, {ID: "data-faults", Load: faults}, {ID: "data-fields", Load: fields},
		{ID: "data-kinds", Load: kinds}, {ID: "data-counters", Load: counters}, {ID: "data-teams", Load: teams},
	}
}

// New puts the page together.
func New(frame page.Frame, tiles []page.Tile, cards page.Cards) any {
	return Page{Frame: frame, Tiles: tiles, Roster: RosterPath, Import: cards["data-import"], Batches: cards["data-batches"], Faults: cards["data-faults"], Fields: cards["data-fields"],
		Kinds: cards["data-kinds"], Counters: cards["data-counters"], Teams: cards["data-teams"]}
}

func read(ctx context.Context, ask page.Ask) (records.Records, error) {
	made, err := ask.Shared(ctx, "records", func(ctx context.Context) (any, error) { return ask.Source.Records(ctx) })
	if err != nil {
		return records.Records{}, fmt.Errorf("read what the data rest on: %w", err)
	}
	return made.(records.Records), nil
}

// Tiles say how much there is.
func Tiles(ctx context.Context, ask page.Ask) (page.Headline, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Headline{}, err
	}
	l := ask.L
	tile := func(id, value, words string) page.Tile {
		return page.Tile{ID: id, Name: l.T("data.tile." + id), Value: value, Available: true, Change: page.Change{Words: words}, Definition: l.T("data.about." + id)}
	}
	return page.Headline{Tiles: []page.Tile{
		tile("tickets", l.Count(r.Tickets), ""), tile("events", l.Count(r.Events), ""), tile("batches", l.Count(len(r.Batches)), ""),
		tile("refused", l.Count(r.Faults.Rows), ""), tile("unplaced", l.Count(len(r.Unplaced)), ""), tile("version", ask.Status.Version, ""),
	}}, nil
}

// batches lists the imports, the newest first.
func batches(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if len(r.Batches) == 0 {
		return page.Content{Empty: ask.L.T("data.nobatch")}, nil
	}
	l := ask.L
	c := page.Content{}
	c.Table.Head = []page.Cell{page.Num(l.T("data.no")), page.Text(l.T("data.when")), page.Text(l.T("data.files")), page.Text(l.T("data.mapping")), page.Num(l.T("data.read")), page.Num(l.T("data.kept")),
		page.Num(l.T("data.refused")), page.Num(l.T("data.repeated"))}
	for _, b := range r.Batches {
		refused := page.Num(l.Count(b.Refused))
		refused.Strong = b.Refused > 0
		files := page.Text(chart.Short(names(b.Files), 120))
		files.Long = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Num(l.Count(b.No)), page.Text(l.DateTime(b.Started)), files, page.Text(chart.Short(b.Mapping, 60)), page.Num(l.Count(b.Read)), page.Num(l.Count(b.Kept)),
			refused, page.Num(l.Count(b.Repeated))})
	}
	return c, nil
}

// names are files without their folders, which are nobody's business.
func names(files []string) string {
	all := make([]string, len(files))
	for i, f := range files {
		all[i] = filepath.Base(f)
	}
	return strings.Join(all, ", ")
}

// faults lists refused rows with their reasons.
func faults(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if r.Faults.Rows == 0 {
		return page.Content{Empty: ask.L.T("data.nofault")}, nil
	}
	l := ask.L
	c := page.Content{Sub: l.Plural("data.faults", r.Faults.Rows)}
	if !ask.Visitor.May(access.Records) { // a refused value can be a name or a salary, and reasons repeat it
		c.Notes = append(c.Notes, l.T("data.mayfaults"))
		return c, nil
	}
	c.Table.Head = []page.Cell{page.Text(l.T("data.file")), page.Num(l.T("data.record")), page.Text(l.T("data.field")), page.Text(l.T("data.value")), page.Text(l.T("data.reason")), page.Num(l.T("data.no"))}
	for _, f := range r.Faults.First {
		reason := page.Text(spoken(ask, f.Reason))
		reason.Long = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(chart.Short(filepath.Base(f.File), 60)), page.Num(l.Count(f.Record)), page.Text(f.Field), page.Text(chart.Short(f.Value, 60)), reason, page.Num(l.Count(f.Batch))})
	}
	for i, x := range r.Faults.Reasons {
		if i == 5 {
			break
		}
		c.Notes = append(c.Notes, l.Plural("data.often", x.Rows, x.Field, spoken(ask, x.Reason)))
	}
	if len(r.Faults.First) < r.Faults.Rows {
		c.Notes = append(c.Notes, l.T("data.morefaults", l.Count(len(r.Faults.First)), l.Count(r.Faults.Rows)))
	}
	return c, nil
}

// fields says how many tickets have which field.
func fields(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if r.Tickets == 0 {
		return page.Content{Empty: ask.L.T("data.nobatch")}, nil
	}
	l := ask.L
	c := page.Content{}
	c.Table.Head = []page.Cell{page.Text(l.T("data.field")), page.Num(l.T("data.known")), {Text: l.T("data.bar"), Roomy: true}, page.Num(l.T("column.share"))}
	for _, f := range r.Fields {
		share := float64(f.Known) / float64(r.Tickets)
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(f.Field), page.Num(l.Count(f.Known)), page.ShareBar(&share, nil, nil, 1, ""), page.Num(l.Percent(share))})
	}
	c.Notes = []string{l.T("data.missing")}
	return c, nil
}

func kinds(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if r.Events == 0 {
		return page.Content{Empty: ask.L.T("data.noevent")}, nil
	}
	l := ask.L
	c := page.Content{}
	c.Table.Head = []page.Cell{page.Text(l.T("column.kind")), page.Num(l.T("data.events"))}
	for _, k := range r.Kinds {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(l.Or("ticket.kind."+k.Kind, k.Kind)), page.Num(l.Count(k.Events))})
	}
	return c, nil
}

// counters set the source's reassignments beside observed moves.
func counters(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	n := r.Counters
	if n.Tickets == 0 {
		return page.Content{Empty: ask.L.T("data.nocounter")}, nil
	}
	l := ask.L
	c := page.Content{Sub: l.T("data.countersub", l.Percent(float64(n.Agree)/float64(n.Tickets)), l.Count(n.Tickets))}
	c.Table.Head = []page.Cell{page.Text(l.T("data.counter")), page.Num(l.T("data.total"))}
	c.Table.Rows = [][]page.Cell{{page.Text(l.T("data.claimed")), page.Num(l.Count(n.Claimed))}, {page.Text(l.T("data.observed")), page.Num(l.Count(n.Observed))}}
	return c, nil
}

func teams(ctx context.Context, ask page.Ask) (page.Content, error) {
	r, err := read(ctx, ask)
	if err != nil {
		return page.Content{}, err
	}
	if len(r.Unplaced) == 0 {
		return page.Content{Empty: ask.L.T("data.allplaced")}, nil
	}
	l := ask.L
	const most = 200
	c := page.Content{Notes: []string{l.T("data.place")}}
	c.Table.Head = []page.Cell{page.Text(l.T("dim.team")), page.Num(l.T("column.tickets"))}
	for _, t := range r.Unplaced[:min(most, len(r.Unplaced))] {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(ask.Name("team", t.Team)), page.Num(l.Count(t.Tickets))})
	}
	if len(r.Unplaced) > most {
		c.Notes = append(c.Notes, l.T("rates.more", l.Count(most), l.Count(len(r.Unplaced))))
	}
	return c, nil
}
