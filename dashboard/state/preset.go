package state

import (
	"time"

	"tiermix/model/kpi"
)

// standard is the period of a page that names none.
const standard = "13w"

// Presets are the named periods, in the order a reader meets them. All of them end with the data, not with today:
// a history that ended last year still opens with its newest weeks.
var Presets = []string{"4w", "13w", "52w", "month", "lastmonth", "quarter", "lastquarter", "year", "lastyear", "all"}

var weeks = map[string]int{"4w": 4, "13w": 13, "52w": 52}

var months = map[string]struct{ length, back int }{
	"month": {1, 0}, "lastmonth": {1, 1},
	"quarter": {3, 0}, "lastquarter": {3, 1},
	"year": {12, 0}, "lastyear": {12, 1},
}

// span is a preset's period for data from the first to the last day. Weeks are whole weeks (Monday to Sunday), the
// last one ending with the data or before; months, quarters and years are those of the last day.
func span(preset string, first, last time.Time) kpi.Period {
	first, last = dayOf(first), dayOf(last)
	if n, ok := weeks[preset]; ok {
		return wholeWeeks(n, first, last)
	}
	if m, ok := months[preset]; ok {
		return wholeMonths(m.length, m.back, last)
	}
	return kpi.Period{From: first, To: last}
}

func wholeWeeks(n int, first, last time.Time) kpi.Period {
	sunday := last.AddDate(0, 0, -int(last.Weekday()))
	if sunday.AddDate(0, 0, -6).Before(first) { // less than one whole week of data
		return kpi.Period{From: first, To: last}
	}
	return kpi.Period{From: sunday.AddDate(0, 0, 1-7*n), To: sunday}
}

func wholeMonths(length, back int, last time.Time) kpi.Period {
	month := (int(last.Month()) - 1) / length * length
	from := time.Date(last.Year(), time.Month(month+1-back*length), 1, 0, 0, 0, 0, time.UTC)
	return kpi.Period{From: from, To: from.AddDate(0, length, -1)}
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
