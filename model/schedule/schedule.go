// Package schedule is when which report goes to whom by mail, and what became of it.
package schedule

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Bounds of a schedule.
const (
	LongestName    = 80
	MostRecipients = 50
	Most           = 100 // schedules of a desk
)

// Schedule is one of them.
type Schedule struct {
	Name    string
	Cron    string   // minute, hour, day of month, month, weekday: "0 7 1 * *" is the first of every month at seven
	Zone    string   // in whose wall clock, as Europe/Berlin
	To      []string // addresses of mail
	Formats []string // of the files that go with it
	Lang    string   // en, de
	Period  string   // one of Periods
	Compare string   // previous, year; "": none
	Where   []string // dim=value, as kpi.ParseWhere reads them
	Owner   string   // with whose rights it runs; "": the owner of the desk's file
	Saved   time.Time
}

// Sent is one try to send a report.
type Sent struct {
	Name    string // of the schedule
	Due     time.Time
	Tried   time.Time
	Attempt int // 1: the first
	OK      bool
	Final   bool   // nothing more is tried for this time: it was sent, or given up
	Detail  string // what was sent, or why not
}

// Periods are the spans that a report can be about, seen from the day on which it is sent.
var Periods = []string{"last-week", "last-month", "last-quarter", "last-year", "all"}

// Formats are the kinds of file that a mail can bring.
var Formats = []string{"pdf", "xlsx", "html", "json", "csv", "parquet"}

// Errors of changes.
var (
	ErrTaken = errors.New("there is a schedule of this name already")
	ErrNone  = errors.New("there is no such schedule")
	ErrFull  = errors.New("there are too many schedules")
)

// Span is the period of a report that is sent on a day; the zero period is all data.
func (s Schedule) Span(day time.Time) kpi.Period {
	day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	month := day.AddDate(0, 0, 1-day.Day())
	var from, next time.Time
	switch s.Period {
	case "last-week":
		next = day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		from = next.AddDate(0, 0, -7)
	case "last-month":
		next = month
		from = next.AddDate(0, -1, 0)
	case "last-quarter":
		next = month.AddDate(0, -(int(month.Month())-1)%3, 0)
		from = next.AddDate(0, -3, 0)
	case "last-year":
		next = time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		from = next.AddDate(-1, 0, 0)
	default:
		return kpi.Period{}
	}
	return kpi.Period{From: from, To: next.AddDate(0, 0, -1)}
}

// Check says everything that is wrong with a schedule but its cron expression, its zone and its addresses, which are read where they are used. Each error is an origin.Fault.
func (s Schedule) Check() error {
	var faults []error
	say := func(en, de string, args ...any) {
		faults = append(faults, origin.Faultf(origin.Text{EN: en, DE: de}, args...))
	}
	switch {
	case strings.TrimSpace(s.Name) == "":
		say("a schedule needs a name", "ein Zeitplan braucht einen Namen")
	case utf8.RuneCountInString(s.Name) > LongestName || !utf8.ValidString(s.Name) || strings.ContainsFunc(s.Name, func(r rune) bool { return !unicode.IsPrint(r) }):
		say("a name has at most %d signs that can be printed", "ein Name hat höchstens %d druckbare Zeichen", LongestName)
	}
	if len(s.To) == 0 || len(s.To) > MostRecipients {
		say("a schedule needs 1 to %d addresses", "ein Zeitplan braucht 1 bis %d Adressen", MostRecipients)
	}
	if len(s.Formats) == 0 {
		say("a schedule needs a format: %s", "ein Zeitplan braucht ein Format: %s", strings.Join(Formats, ", "))
	}
	for _, f := range s.Formats {
		if !slices.Contains(Formats, f) {
			say("format %q is not known; there are %s", "Format %q ist nicht bekannt; es gibt %s", f, strings.Join(Formats, ", "))
		}
	}
	if s.Lang != "en" && s.Lang != "de" {
		say("language %q: want en or de", "Sprache %q: möglich sind en und de", s.Lang)
	}
	if !slices.Contains(Periods, s.Period) {
		say("period %q is not known; there are %s", "Zeitraum %q ist nicht bekannt; es gibt %s", s.Period, strings.Join(Periods, ", "))
	}
	if s.Compare != "" && s.Compare != "previous" && s.Compare != "year" {
		say("compare %q is not known; there are previous, year and none", "Vergleich %q ist nicht bekannt; es gibt previous, year und none", s.Compare)
	}
	if _, err := kpi.ParseWhere(s.Where); err != nil {
		say("%v", "%v", err)
	}
	return errors.Join(faults...)
}

// Backoff is how long after a try that failed the next one is made; a report that has failed as often as there are numbers, and once more, is given up.
var Backoff = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute}
