// Package reports is the page that makes reports of what the filters show.
package reports

import (
	"context"
	"embed"

	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
)

// Path is the page's address, FilePath that of a report; the format is its ending.
const (
	Path     = "/reports"
	FilePath = "/report"
)

// Files holds the page's template.
//
//go:embed reports.html
var Files embed.FS

// Page is what the template shows.
type Page struct {
	page.Frame
	Now, Schedules, Log page.Card
}

// Widgets are the page's cards.
func Widgets() []page.Widget {
	return []page.Widget{{ID: "reports-now", Load: now}, {ID: "reports-schedules", Fresh: true, Load: schedules}, {ID: "reports-log", Fresh: true, Load: log}}
}

// New puts the page together.
func New(frame page.Frame, _ []page.Tile, cards page.Cards) any {
	return Page{Frame: frame, Now: cards["reports-now"], Schedules: cards["reports-schedules"], Log: cards["reports-log"]}
}

// Kind is a format with the addresses of its files.
type Kind struct {
	Name, About string
	Files       []page.Option
}

// formats are those of a report, in the order in which they are offered.
var formats = []string{"pdf", "xlsx", "html", "json", "csv", "parquet"}

// FileLink is the address of a report of the reader's choices.
func FileLink(s state.State, format, lang string) string {
	values := s.Values()
	values.Set("lang", lang)
	return FilePath + "/report." + format + "?" + values.Encode()
}

// Menu are the files that the filter bar offers.
func Menu(ask page.Ask) (all []page.Option) {
	for _, f := range formats {
		all = append(all, page.Option{Text: ask.L.T("reports.format." + f), Link: FileLink(ask.State, f, ask.L.Code)})
	}
	return all
}

// now offers a report of the filters on screen, in every format and language.
func now(_ context.Context, ask page.Ask) (page.Content, error) {
	l := ask.L
	var kinds []Kind
	c := page.Content{Sub: l.T("reports.sub", l.Span(ask.State.Period.From, ask.State.Period.To))}
	c.Table.Head = []page.Cell{page.Text(l.T("reports.kind")), page.Text(l.T("reports.about"))}
	for _, f := range formats {
		k := Kind{Name: l.T("reports.format." + f), About: l.T("reports.what." + f)}
		if f == "csv" || f == "parquet" { // the same in every language
			k.Files = []page.Option{{Text: l.T("reports.file"), Link: FileLink(ask.State, f, l.Code), Lang: l.Code}}
		} else {
			for _, lang := range []string{"de", "en"} {
				k.Files = append(k.Files, page.Option{Text: l.T("language." + lang), Link: FileLink(ask.State, f, lang), Lang: lang})
			}
		}
		kinds = append(kinds, k)
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(k.Name), page.Text(k.About)})
	}
	for _, filter := range page.Filters(ask) {
		c.Notes = append(c.Notes, l.T("reports.filtered", filter))
	}
	c.More = kinds
	return c, nil
}
