package kpi

import (
	"errors"
	"fmt"
	"time"
)

// Frame is what a desk's data spans.
type Frame struct {
	First, Last time.Time // days of the desk's wall clock; zero: the desk has no tickets
	Tickets     int       // rows of view created and apart
}

// Days is the number of days in the period, both ends included; 0 when an end is open or the ends are swapped.
func (p Period) Days() int {
	if p.From.IsZero() || p.To.IsZero() || p.To.Before(p.From) {
		return 0
	}
	return int(p.To.Sub(p.From).Hours()/24) + 1
}

// Within fills open ends with the first and last day of the data. An end that is given stays, also outside the data.
func (p Period) Within(f Frame) Period {
	if p.From.IsZero() {
		p.From = earlier(f.First, p.To)
	}
	if p.To.IsZero() {
		p.To = later(f.Last, p.From)
	}
	return p
}

func earlier(a, b time.Time) time.Time {
	if b.IsZero() || a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// Overlap is the part of the period with data.
func (p Period) Overlap(f Frame) Period {
	return Period{From: later(p.From, f.First), To: earlier(p.To, f.Last)}
}

// Check says what is wrong with a comparison.
func (c Compare) check() error {
	switch c.Mode {
	case "", "previous", "year":
		return nil
	case "custom":
		if c.Custom.From.IsZero() || c.Custom.To.IsZero() {
			return errors.New("compare: a custom period needs its first and its last day")
		}
		return c.Custom.check("compare")
	}
	return fmt.Errorf("compare %q: want previous, year or two dates as 2024-04-01..2024-04-30", c.Mode)
}

func (p Period) check(what string) error {
	if !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
		return fmt.Errorf("%s: the last day %s lies before the first day %s", what,
			p.To.Format(time.DateOnly), p.From.Format(time.DateOnly))
	}
	return nil
}

// Of returns the period that p is compared with; nil when no comparison is asked. The previous period is as long as
// p and lies whole weeks before it, as few as do not overlap, so that weekdays match. A year back keeps the dates;
// 29 February becomes the 28th.
func (c Compare) Of(p Period) *Period {
	switch {
	case c.Mode == "custom":
		return &c.Custom
	case c.Mode == "" || p.Days() == 0:
		return nil
	case c.Mode == "year":
		return &Period{From: yearBefore(p.From), To: yearBefore(p.To)}
	}
	shift := -(p.Days() + 6) / 7 * 7
	return &Period{From: p.From.AddDate(0, 0, shift), To: p.To.AddDate(0, 0, shift)}
}

func yearBefore(day time.Time) time.Time {
	before := day.AddDate(-1, 0, 0)
	if before.Month() != day.Month() {
		return before.AddDate(0, 0, -1)
	}
	return before
}
