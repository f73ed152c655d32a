package dashboard

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"tiermix/dashboard/report"
	"tiermix/dashboard/state"
	"tiermix/model/access"
)

// ReportFormats are the kinds of file a report can be, in the order in which they are named.
var ReportFormats = []string{"pdf", "xlsx", "html", "json", "csv", "parquet"}

// Edition is a report of the same choices in any formats; what they share is made once. It is not safe for concurrent use.
type Edition struct {
	dashboard *Dashboard
	state     state.State
	lang      string
	visitor   access.Visitor // whose report it is
	book      *report.Book   // nil: not made yet
}

// Edition begins a report of a reader's choices, in a language: with what this reader may see.
func (d *Dashboard) Edition(who access.Visitor, st state.State, lang string) *Edition {
	return &Edition{dashboard: d, visitor: who, state: st, lang: lang}
}

// Name is how the file of a format is called.
func (e *Edition) Name(format string) string {
	what := "report"
	if tables(format) {
		what = "tickets"
	}
	return what + "_" + e.state.Period.From.Format(time.DateOnly) + "_" + e.state.Period.To.Format(time.DateOnly) + "." + format
}

// tables says that a format has one row per ticket.
func tables(format string) bool { return format == "csv" || format == "parquet" }

// Write writes the report to an open file, in a format.
//
// Errors: a format that is not known; those of the source; a chart that cannot be drawn; a file that cannot be written.
func (e *Edition) Write(ctx context.Context, f *os.File, format string) error {
	switch {
	case !slices.Contains(ReportFormats, format):
		return fmt.Errorf("format %q is not known", format)
	case tables(format):
		_, err := e.dashboard.Tickets(ctx, e.visitor, e.state, format, f.Name())
		return err
	}
	book, err := e.Book(ctx)
	if err != nil {
		return err
	}
	switch format {
	case "pdf":
		return book.PDF(f)
	case "xlsx":
		return book.XLSX(f)
	case "html":
		return book.HTML(f)
	}
	return book.JSON(f)
}

// Book is what the report says, with its charts drawn.
//
// Errors: those of the source; a chart that cannot be drawn.
func (e *Edition) Book(ctx context.Context) (report.Book, error) {
	if e.book != nil {
		return *e.book, nil
	}
	book, err := e.dashboard.Report(ctx, e.visitor, e.state, e.lang)
	if err != nil {
		return book, err
	}
	engine, err := e.dashboard.server.engine()
	if err != nil {
		return book, err
	}
	if err := book.Draw(ctx, engine); err != nil {
		return book, err
	}
	e.book = &book
	return book, nil
}
