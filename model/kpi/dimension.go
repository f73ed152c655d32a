package kpi

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Dimension is a way to split or filter figures.
type Dimension struct {
	ID    string
	About Text
	kind  kind
	expr  string // SQL with {time}, {team}, {tier} or {from} for the view's columns
	first func(time.Time) time.Time
	next  func(time.Time) time.Time // first day of the following span
}

type kind int

const (
	textual kind = iota // a name; "" = not known
	numeric             // a whole number; "" = not known
	clocked             // weekday, hour: a number from the clock
	spanned             // day, week, month, quarter, year: a stretch of days
)

var dimensions = []Dimension{
	{ID: "category", About: Text{"category of the ticket", "Kategorie des Tickets"}, expr: "category"},
	{ID: "channel", About: Text{"channel the ticket came by", "Kanal, über den das Ticket kam"}, expr: "channel"},
	{ID: "day", About: Text{"day, 2024-05-31", "Tag, 2024-05-31"}, kind: spanned, expr: "cast({time} as date)", first: dayOf, next: plus(0, 0, 1)},
	{ID: "from_tier", About: Text{"tier that gave the ticket away", "Stufe, die das Ticket abgab"}, kind: numeric, expr: "{from}"},
	{ID: "hour", About: Text{"hour of the day, 0 to 23", "Stunde des Tages, 0 bis 23"}, kind: clocked, expr: "hour({time})"},
	{ID: "month", About: Text{"month, 2024-05", "Monat, 2024-05"}, kind: spanned, expr: "cast(date_trunc('month', {time}) as date)", first: monthOf, next: plus(0, 1, 0)},
	{ID: "priority", About: Text{"priority of the ticket", "Priorität des Tickets"}, expr: "priority"},
	{ID: "product", About: Text{"product the ticket is about", "Produkt, um das es geht"}, expr: "product"},
	{ID: "quarter", About: Text{"quarter, 2024-Q2", "Quartal, 2024-Q2"}, kind: spanned, expr: "cast(date_trunc('quarter', {time}) as date)", first: quarterOf, next: plus(0, 3, 0)},
	{ID: "region", About: Text{"region of the ticket", "Region des Tickets"}, expr: "region"},
	{ID: "team", About: Text{"team", "Team"}, expr: "{team}"},
	{ID: "tier", About: Text{"tier, 0 to n", "Stufe, 0 bis n"}, kind: numeric, expr: "{tier}"},
	{ID: "week", About: Text{"week by ISO 8601, 2024-W22", "Woche nach ISO 8601, 2024-W22"}, kind: spanned, expr: "cast(date_trunc('week', {time}) as date)", first: weekOf, next: plus(0, 0, 7)},
	{ID: "weekday", About: Text{"weekday, 1 (Monday) to 7", "Wochentag, 1 (Montag) bis 7"}, kind: clocked, expr: "isodow({time})"},
	{ID: "year", About: Text{"year, 2024", "Jahr, 2024"}, kind: spanned, expr: "cast(date_trunc('year', {time}) as date)", first: yearOf, next: plus(1, 0, 0)},
}

// Dimensions returns every dimension, sorted by id.
func Dimensions() []Dimension {
	return slices.Clone(dimensions)
}

// LookupDimension returns the dimension with the id. The error names the nearest id and lists all of them.
func LookupDimension(id string) (Dimension, error) {
	i := slices.IndexFunc(dimensions, func(d Dimension) bool { return d.ID == id })
	if i < 0 {
		var known []string
		for _, d := range dimensions {
			known = append(known, d.ID)
		}
		return Dimension{}, unknown("dimension", id, known)
	}
	return dimensions[i], nil
}

// Buckets says whether the dimension cuts time into stretches of days: day, week, month, quarter, year.
func (d Dimension) Buckets() bool {
	return d.kind == spanned
}

// Clocked says whether the dimension is read off the clock: weekday and hour.
func (d Dimension) Clocked() bool {
	return d.kind == clocked
}

// weekly are the dimensions of a team's week.
var weekly = []string{"team", "tier", "week", "month", "quarter", "year"}

// In returns the SQL expression of the dimension over the view's rows; ok is false when the view does not have it.
// Names that are not known come out as the empty string, tiers that are not known as null.
func (d Dimension) In(v View) (sql string, ok bool) {
	if v.Weekly && !slices.Contains(weekly, d.ID) {
		return "", false
	}
	if strings.Contains(d.expr, "{from}") && v.From == "" || strings.Contains(d.expr, "{time}") && v.Time == "" {
		return "", false
	}
	sql = strings.NewReplacer("{time}", v.Time, "{team}", v.Team, "{tier}", v.Tier, "{from}", v.From).Replace(d.expr)
	if d.kind == textual {
		sql = "coalesce(" + sql + ", '')"
	}
	return sql, true
}

// Values returns the bound values of a filter: string, int or time.Time (the first day of the span); unknown says
// that one of them was the empty value of a number. The error says what a value must look like.
func (d Dimension) Values(f Filter) (values []any, unknown bool, err error) {
	for _, text := range f.Values {
		switch {
		case d.kind == textual:
			values = append(values, text)
		case d.kind == numeric && text == "":
			unknown = true
		default:
			value, err := d.parse(text)
			if err != nil {
				return nil, false, err
			}
			values = append(values, value)
		}
	}
	return values, unknown, nil
}

func (d Dimension) parse(text string) (any, error) {
	var value any
	var ok bool
	switch d.ID {
	case "weekday":
		value, ok = number(text, 1, 7)
	case "hour":
		value, ok = number(text, 0, 23)
	case "tier", "from_tier":
		value, ok = number(text, 0, 99)
	default:
		value, ok = d.span(text)
	}
	switch {
	case ok:
		return value, nil
	case d.ID == "weekday":
		return nil, fmt.Errorf("%s %q: want a %s, or its name as mon, Monday or Montag", d.ID, text, d.About.EN)
	}
	return nil, fmt.Errorf("%s %q: want a %s", d.ID, text, d.About.EN)
}

func number(text string, least, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= least && n <= most && strconv.Itoa(n) == text
}

// span reads the first day of a day, week, month, quarter or year; the text must be exactly as Key writes it.
func (d Dimension) span(text string) (time.Time, bool) {
	var day time.Time
	var n, m int
	switch d.ID {
	case "day":
		day, _ = time.Parse(time.DateOnly, text)
	case "month":
		day, _ = time.Parse("2006-01", text)
	case "year":
		day, _ = time.Parse("2006", text)
	case "quarter":
		if _, err := fmt.Sscanf(text, "%4d-Q%1d", &n, &m); err == nil {
			day = time.Date(n, time.Month(3*m-2), 1, 0, 0, 0, 0, time.UTC)
		}
	case "week":
		if _, err := fmt.Sscanf(text, "%4d-W%2d", &n, &m); err == nil {
			day = weekOf(time.Date(n, 1, 4, 0, 0, 0, 0, time.UTC)).AddDate(0, 0, 7*(m-1))
		}
	}
	return day, !day.IsZero() && d.Key(day) == text
}

// Key writes a value as it came from the database: nil is not known and becomes the empty string.
func (d Dimension) Key(value any) string {
	day, ok := value.(time.Time)
	if !ok {
		if value == nil {
			return ""
		}
		return fmt.Sprint(value)
	}
	switch d.ID {
	case "week":
		year, week := day.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case "month":
		return day.Format("2006-01")
	case "quarter":
		return fmt.Sprintf("%04d-Q%d", day.Year(), (int(day.Month())+2)/3)
	case "year":
		return day.Format("2006")
	}
	return day.Format(time.DateOnly)
}

// Spans returns the first days of the buckets that a period touches, in order. Other dimensions have none.
func (d Dimension) Spans(p Period) []time.Time {
	if !d.Buckets() || p.From.IsZero() || p.To.IsZero() {
		return nil
	}
	var all []time.Time
	for day := d.first(p.From); !day.After(p.To); day = d.next(day) {
		all = append(all, day)
	}
	return all
}

// End returns the first instant after the bucket that begins on a day of Spans.
func (d Dimension) End(first time.Time) time.Time {
	return d.next(first)
}

// compare orders two keys: numbers by size, everything else by text, the unknown value last.
func (d Dimension) compare(a, b string) int {
	if a == "" || b == "" {
		return cmp.Compare(len(b), len(a))
	}
	if d.kind == numeric || d.kind == clocked {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}

func plus(years, months, days int) func(time.Time) time.Time {
	return func(t time.Time) time.Time { return t.AddDate(years, months, days) }
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func weekOf(t time.Time) time.Time {
	return dayOf(t).AddDate(0, 0, -(int(t.Weekday())+6)%7)
}

func monthOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func quarterOf(t time.Time) time.Time {
	return time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
}

func yearOf(t time.Time) time.Time {
	return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
}
