package desk

import "time"

const (
	zone    = "Europe/Berlin"
	minute  = int64(60)
	hour    = 60 * minute
	day     = 24 * hour
	opensAt = 8 * hour  // local
	shutsAt = 18 * hour // local

	days   = 549 // 1 July 2024, a Monday, to 31 December 2025
	margin = 40  // days known past the end, for targets that lie there
	weeks  = 549/7 + 1
)

// The desk's life in seconds since 1970 UTC, from local midnight to local midnight; the end is exclusive.
var (
	firstDay = time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)
	began    = firstDay.Unix() - 2*hour
	ends     = firstDay.AddDate(0, 0, days).Unix() - hour
)

type holiday struct{ day, name string }

var holidays = []holiday{
	{"2024-10-03", "Tag der Deutschen Einheit"},
	{"2024-12-25", "1. Weihnachtstag"},
	{"2024-12-26", "2. Weihnachtstag"},
	{"2025-01-01", "Neujahr"},
	{"2025-04-18", "Karfreitag"},
	{"2025-04-21", "Ostermontag"},
	{"2025-05-01", "Tag der Arbeit"},
	{"2025-05-29", "Christi Himmelfahrt"},
	{"2025-06-09", "Pfingstmontag"},
	{"2025-10-03", "Tag der Deutschen Einheit"},
	{"2025-12-25", "1. Weihnachtstag"},
	{"2025-12-26", "2. Weihnachtstag"},
	{"2026-01-01", "Neujahr"},
}

// date is one day of the desk: its name, whether the desk works, and the next opening on or after it.
type date struct {
	iso    string
	works  bool
	opens  int64 // UTC seconds of this day's opening, if it works
	nextOn int64 // UTC seconds of the first opening on this day or later
}

var (
	clockChanges = changes(2024, 2026)
	calendar     = makeCalendar()
)

// changes lists the instants at which summer time begins and ends in the European Union: the last Sundays of March and
// October at 01:00 UTC (Directive 2000/84/EC). The first one begins summer time.
func changes(from, to int) []int64 {
	var list []int64
	for year := from; year <= to; year++ {
		for _, month := range []time.Month{time.March, time.October} {
			last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
			list = append(list, last.AddDate(0, 0, -int(last.Weekday())).Unix())
		}
	}
	return list
}

// offset is what the desk's wall clock is ahead of UTC at t, in seconds.
func offset(t int64) int64 {
	passed := 0
	for _, change := range clockChanges {
		if t < change {
			break
		}
		passed++
	}
	return hour + int64(passed%2)*hour
}

func makeCalendar() []date {
	free := map[string]bool{}
	for _, h := range holidays {
		free[h.day] = true
	}
	list := make([]date, days+margin)
	for i := range list {
		d := firstDay.AddDate(0, 0, i)
		iso := d.Format(time.DateOnly)
		open := d.Unix() + opensAt
		works := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && !free[iso]
		list[i] = date{iso: iso, works: works, opens: open - offset(open)}
	}
	next := list[len(list)-1].opens
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].works {
			next = list[i].opens
		}
		list[i].nextOn = next
	}
	return list
}

// local splits t into the day of the desk (0 = first) and the wall clock's seconds since midnight.
func local(t int64) (dayNo int, seconds int64) {
	wall := t + offset(t) - firstDay.Unix()
	return int(wall / day), wall % day
}

func dayOf(t int64) int {
	d, _ := local(t)
	return d
}

// workingTime is t when the desk is open at t, else its next opening. Past the end nothing matters and t comes back.
func workingTime(t int64) int64 {
	if t >= ends {
		return t
	}
	d, seconds := local(t)
	switch {
	case !calendar[d].works || seconds < opensAt:
		return calendar[d].nextOn
	case seconds >= shutsAt:
		return calendar[d+1].nextOn
	}
	return t
}

// appendTime writes t as the desk's wall clock with its offset: 2025-01-31T09:05:00+01:00.
func appendTime(b []byte, t int64) []byte {
	d, s := local(t)
	b = append(b, calendar[d].iso...)
	b = append(b, 'T')
	b = appendTwo(b, s/hour)
	b = append(b, ':')
	b = appendTwo(b, s/minute%60)
	b = append(b, ':')
	b = appendTwo(b, s%minute)
	b = append(b, '+')
	b = appendTwo(b, offset(t)/hour)
	return append(b, ":00"...)
}

func appendTwo(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
