package data

import (
	"context"
	"embed"
	"net/url"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/access"
	"tiermix/model/records"
)

// JobFiles holds the template of an import.
//
//go:embed job.html
var JobFiles embed.FS

// JobLink is the address of an import.
func JobLink(id string) string { return JobPath + "?job=" + url.QueryEscape(id) }

// JobPage is what the template of an import shows.
type JobPage struct {
	page.Frame
	Job   page.Card
	Files []page.Card
}

// JobWidgets are the cards of an import.
func JobWidgets() []page.Widget { return []page.Widget{{ID: "import-job", Fresh: true, Load: job}} }

// NewJob puts the page of an import together.
func NewJob(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	card := cards["import-job"]
	p := JobPage{Frame: frame, Job: card}
	if shown, ok := card.More.(Shown); ok {
		p.Files = shown.Tables
	}
	return p
}

// Shown is an import as its template shows it.
type Shown struct {
	page.Job
	Token        string
	Percent      int // of what runs; -1: unknown
	Counts       string
	Says         []string // what it does, in sentences
	Faults       []string
	Start, Stop  string // addresses
	Keep         string // what the button that starts says
	Edit         string // address of the form that it came from; "": none
	Back         string
	Ready, Ended bool
	Tables       []page.Card
}

// JobTitle is that of the kind of change.
func JobTitle(ask page.Ask) string {
	if ask.Job != nil && ask.Job.Kind == page.JobRoster {
		return ask.L.T("nav.roster")
	}
	return ask.L.T("nav.import")
}

// job shows a change: what it would do, how far it is, or what became of it.
func job(_ context.Context, ask page.Ask) (page.Content, error) {
	if ask.Job == nil {
		return page.Content{Empty: ask.L.T("data.nojob")}, nil
	}
	j, l := *ask.Job, ask.L
	s := Shown{Job: j, Token: ask.Token, Percent: -1, Start: StartPath, Stop: StopPath, Keep: l.T("job." + j.Kind + ".start"), Back: Path, Ready: j.Step == page.JobReady,
		Ended: !j.Busy() && j.Step != page.JobReady, Faults: sentences(ask, j.Fault)}
	s.Doing = spoken(ask, j.Doing)
	if j.Share >= 0 {
		s.Percent = int(100 * j.Share)
	}
	c := page.Content{Sub: l.T("job." + j.Kind + "." + j.Step)}
	if j.Kind == page.JobRoster {
		placed(ask, j, &s)
	} else {
		c.Notes = brought(ask, j, &s)
	}
	c.More = s
	return c, nil
}

// brought shows what an import would do, or did; and what else it has to say.
func brought(ask page.Ask, j page.Job, s *Shown) []string {
	l := ask.L
	if j.Result != nil {
		s.Counts = l.T("data.result", l.Count(j.Result.Read), l.Count(j.Result.Kept), l.Count(j.Result.Refused), l.Count(j.Result.Repeated), l.Count(j.Result.Tickets), l.Count(j.Result.Events), l.Number(j.Result.Seconds, 1))
	}
	if j.Preview == nil || len(j.Preview.Files) == 0 {
		return nil
	}
	if j.Result == nil {
		s.Counts = l.T("data.preview", l.Count(j.Preview.Read), l.Count(j.Preview.Kept), l.Count(j.Preview.Refused), l.Count(j.Preview.Repeated))
	}
	s.Tables = tables(ask, *j.Preview)
	return clip(ask, j.Preview.Notes)
}

func clip(ask page.Ask, notes []string) []string {
	const most = 30
	out := []string{}
	for _, n := range notes[:min(most, len(notes))] {
		out = append(out, chart.Short(spoken(ask, n), 600))
	}
	return out
}

// spoken is a sentence of an import in the reader's language; one that is known in English only says that it is.
func spoken(ask page.Ask, sentence string) string {
	said, known := records.Say(sentence)
	switch {
	case ask.L.Code != "de" || sentence == "":
		return sentence
	case !known && strings.Contains(sentence, " "): // one word is the name of a file
		return ask.L.T("data.english", sentence)
	}
	return said.DE
}

// tables are the files' first rows with the fields that their columns were taken for, and the rows that would be refused.
func tables(ask page.Ask, p records.Preview) []page.Card {
	var all []page.Card
	l := ask.L
	for i, f := range p.Files {
		card := page.Card{ID: "file-" + l.Count(i+1), Title: chart.Short(f.Name, 80)}
		card.Sub = l.T("data.taken", l.T("data.rows."+f.Rows), chart.Short(f.Mapping, 40), l.Count(f.Records))
		for _, column := range f.Columns {
			cell := page.Text(chart.Short(column, 40))
			if field := f.Fields[column]; field != "" {
				cell.Strong = true
				if field != column {
					cell.Text += " → " + field
				}
			}
			card.Table.Head = append(card.Table.Head, cell)
		}
		for _, row := range f.First {
			var line []page.Cell
			for _, text := range row {
				line = append(line, page.Text(chart.Short(text, 60)))
			}
			card.Table.Rows = append(card.Table.Rows, line)
		}
		all = append(all, card)
	}
	if len(p.Faults) > 0 {
		all = append(all, refused(ask, p))
	}
	return all
}

func refused(ask page.Ask, p records.Preview) page.Card {
	l := ask.L
	card := page.Card{ID: "import-refused", Title: l.T("data.wouldrefuse")}
	card.Sub = l.Plural("data.faults", p.Refused)
	card.Table.Head = []page.Cell{page.Text(l.T("data.file")), page.Num(l.T("data.record")), page.Text(l.T("data.field")), page.Text(l.T("data.value")), page.Text(l.T("data.reason"))}
	for _, f := range p.Faults {
		reason := page.Text(spoken(ask, f.Reason))
		reason.Long = true
		card.Table.Rows = append(card.Table.Rows, []page.Cell{page.Text(chart.Short(f.File, 60)), page.Num(l.Count(f.Record)), page.Text(f.Field), page.Text(chart.Short(f.Value, 60)), reason})
	}
	if len(p.Faults) < p.Refused {
		card.Notes = []string{l.T("data.morefaults", l.Count(len(p.Faults)), l.Count(p.Refused))}
	}
	return card
}

// Uploading is the form that takes files, and the imports of this server.
type Uploading struct {
	Token, Action string
	Mappings      []string
	Jobs          []Recent
}

// Recent is an import of this server.
type Recent struct{ Link, Files, Step string }

func imports(_ context.Context, ask page.Ask) (page.Content, error) {
	if !ask.Visitor.May(access.Records) {
		return page.Content{Notes: []string{ask.L.T("data.mayimport")}}, nil
	}
	u := Uploading{Token: ask.Token, Action: UploadPath, Mappings: ask.Source.Mappings()}
	if ask.Jobs != nil {
		for _, j := range ask.Jobs(page.JobImport) {
			u.Jobs = append(u.Jobs, Recent{JobLink(j.ID), chart.Short(names(j.Files), 120), ask.L.T("job.import." + j.Step)})
		}
	}
	return page.Content{More: u}, nil
}
