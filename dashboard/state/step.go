package state

import (
	"time"

	"tiermix/model/kpi"
)

// Units are the periods that a key chooses: the last whole day, week, month, quarter and year of the data.
var Units = []string{"day", "week", "month", "quarter", "year"}

// Unit is the state with the last whole stretch of a unit in the data; where there is no whole one, with the one that the data end in.
func (s State) Unit(unit string, first, last time.Time) State {
	first, last = dayOf(first), dayOf(last)
	p := stretch(unit, last)
	if p.To.After(last) && !stretch(unit, p.From.AddDate(0, 0, -1)).From.Before(first) {
		p = stretch(unit, p.From.AddDate(0, 0, -1))
	}
	return s.Between(p)
}

// stretch is the unit's stretch that a day lies in. Weeks begin on Monday.
func stretch(unit string, day time.Time) kpi.Period {
	switch unit {
	case "day":
		return kpi.Period{From: day, To: day}
	case "week":
		from := day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
		return kpi.Period{From: from, To: from.AddDate(0, 0, 6)}
	}
	length := map[string]int{"month": 1, "quarter": 3, "year": 12}[unit]
	month := (int(day.Month()) - 1) / length * length
	from := time.Date(day.Year(), time.Month(month+1), 1, 0, 0, 0, 0, time.UTC)
	return kpi.Period{From: from, To: from.AddDate(0, length, -1)}
}

// Moved is the state with the period before or after: the neighbouring month, quarter or year of a period that is one, else as many days.
func (s State) Moved(steps int) State {
	p := s.Period
	for _, unit := range []string{"month", "quarter", "year"} {
		if stretch(unit, p.From) == p {
			length := map[string]int{"month": 1, "quarter": 3, "year": 12}[unit]
			return s.Between(stretch(unit, p.From.AddDate(0, steps*length, 0)))
		}
	}
	days := steps * s.Days()
	return s.Between(kpi.Period{From: p.From.AddDate(0, 0, days), To: p.To.AddDate(0, 0, days)})
}

// NextCompare is the state with the next way to compare, as a key turns through them; a custom period is left out where none is typed.
func (s State) NextCompare() State {
	order := []string{PreviousSpan, YearBefore, NoCompare}
	for i, mode := range order {
		if mode == s.Compare {
			return s.Comparing(order[(i+1)%len(order)])
		}
	}
	return s.Comparing(order[0])
}
