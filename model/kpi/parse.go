package kpi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Words are a query as people write it on a command line or in an address.
type Words struct {
	IDs     []string
	From    string   // 2024-05-01; empty: open
	To      string   // the last day
	Where   []string // dim=value; the same dimension again adds a value, another dimension a condition
	By      string   // dimensions, separated by commas
	Compare string   // previous, year, 2024-04-01..2024-04-30; empty: none
	Hours   string   // calendar, business; empty: calendar
	Lang    string   // en, de; empty: en
}

// Parse reads the words and checks them against the registry. The error says which word is wrong and what is right.
func Parse(w Words) (Query, error) {
	q := Query{IDs: slices.Clone(w.IDs), Hours: Hours(w.Hours), Lang: Language(w.Lang)}
	var err error
	if q.Period, err = ParsePeriod(w.From, w.To); err != nil {
		return Query{}, err
	}
	if q.Where, err = ParseWhere(w.Where); err != nil {
		return Query{}, err
	}
	if w.By != "" {
		q.By = strings.Split(w.By, ",")
	}
	if q.Compare, err = ParseCompare(w.Compare); err != nil {
		return Query{}, err
	}
	if w.Lang != "" && q.Lang != English && q.Lang != German {
		return Query{}, fmt.Errorf("language %q: want en or de", w.Lang)
	}
	_, err = q.Plan()
	return q, err
}

// ParsePeriod reads the first and the last day of a period; an empty one stays open.
func ParsePeriod(from, to string) (Period, error) {
	var p Period
	var err error
	if p.From, err = parseDay("from", from); err != nil {
		return Period{}, err
	}
	if p.To, err = parseDay("to", to); err != nil {
		return Period{}, err
	}
	return p, p.check("period")
}

func parseDay(what, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() < 1 {
		return time.Time{}, fmt.Errorf("%s %q is not a date: want year-month-day as 2024-05-31", what, text)
	}
	return day, nil
}

// ParseWhere reads filters written as dim=value. Values of one dimension are alternatives, in the order given; the
// dimensions keep the order in which they first appear. Weekdays may be named; they become numbers.
func ParseWhere(words []string) ([]Filter, error) {
	var filters []Filter
	for _, word := range words {
		dim, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, fmt.Errorf("filter %q: want dimension=value as channel=phone", word)
		}
		if _, err := LookupDimension(dim); err != nil {
			return nil, fmt.Errorf("filter %q: %w", word, err)
		}
		if dim == "weekday" {
			value = weekday(value)
		}
		i := slices.IndexFunc(filters, func(f Filter) bool { return f.Dim == dim })
		if i < 0 {
			i, filters = len(filters), append(filters, Filter{Dim: dim})
		}
		if !slices.Contains(filters[i].Values, value) {
			filters[i].Values = append(filters[i].Values, value)
		}
	}
	return filters, nil
}

// ParseCompare reads previous, year, or two days joined by two dots.
func ParseCompare(text string) (Compare, error) {
	from, to, custom := strings.Cut(text, "..")
	if !custom {
		c := Compare{Mode: text}
		return c, c.check()
	}
	p, err := ParsePeriod(from, to)
	if err != nil {
		return Compare{}, fmt.Errorf("compare %q: %w", text, err)
	}
	c := Compare{Mode: "custom", Custom: p}
	return c, c.check()
}

// weekdays are the names of a day in English and German, Monday first.
var weekdays = [7][]string{
	{"monday", "montag"},
	{"tuesday", "dienstag"},
	{"wednesday", "mittwoch"},
	{"thursday", "donnerstag"},
	{"friday", "freitag"},
	{"saturday", "samstag", "sonnabend"},
	{"sunday", "sonntag"},
}

// weekday turns the name of a day, or its first two letters or more, into 1 (Monday) to 7; any other text stays. Where
// two days begin alike (Sonntag, Sonnabend) the later one of the week is meant.
func weekday(text string) string {
	name := strings.ToLower(text)
	for i, days := range slices.Backward(weekdays[:]) {
		if len(name) > 1 && slices.ContainsFunc(days, func(day string) bool { return strings.HasPrefix(day, name) }) {
			return strconv.Itoa(i + 1)
		}
	}
	return text
}
