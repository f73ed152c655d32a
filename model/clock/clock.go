// Package clock turns opening hours into a cumulative business clock: business time between two instants is the
// difference of two readings.
package clock

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"
)

// Span is a time of day from Opens to Closes, measured from local midnight; Closes may be 24 h.
type Span struct {
	Opens  time.Duration
	Closes time.Duration
}

// Calendar holds a desk's opening hours.
type Calendar struct {
	Zone     *time.Location
	Week     [7][]Span           // by time.Weekday: Sunday is 0
	Holidays map[string]struct{} // closed days, "2006-01-02"
	Region   string              // whose public holidays are Public, as DE-BY; "": none
	Public   map[string]struct{} // closed days beside Holidays
}

// ClosedOn says whether a day of the desk's wall clock is a holiday.
func (c Calendar) ClosedOn(day time.Time) bool {
	date := day.Format(time.DateOnly)
	_, own := c.Holidays[date]
	_, public := c.Public[date]
	return own || public
}

// Tick is a point where the desk opens or closes.
type Tick struct {
	At      time.Time // UTC
	Seconds int64     // business seconds that have passed until At
	Open    bool      // whether the clock runs from At on
}

// Clock is a calendar laid out in time order.
type Clock []Tick

// Check returns every fault of the opening hours at once. The hours of a day may stand in any order.
func (c Calendar) Check() []error {
	var faults []error
	for day, spans := range c.Week {
		last := time.Duration(-1)
		for _, s := range inOrder(spans) {
			switch {
			case s.Opens < 0 || s.Closes > 24*time.Hour || s.Opens >= s.Closes:
				faults = append(faults, fmt.Errorf("%s: opens %s must lie before closes %s, both within the day", time.Weekday(day), Text(s.Opens), Text(s.Closes)))
			case s.Opens < last:
				faults = append(faults, fmt.Errorf("%s: opening hours overlap at %s", time.Weekday(day), Text(s.Opens)))
			}
			last = s.Closes
		}
	}
	return faults
}

// Between lays the calendar out from one UTC instant to another. The first tick stands at from with 0 seconds.
// The desk is open exactly when its wall clock shows opening hours: on the day of a change to summer time the hour that
// the wall clock skips is missing, on the day of the change back the hour that it shows twice counts twice.
func (c Calendar) Between(from, to time.Time) Clock {
	ticks := Clock{{At: from.UTC()}}
	for start := from; start.Before(to); {
		end := to
		if _, change := start.In(c.Zone).ZoneBounds(); !change.IsZero() && change.Before(to) {
			end = change
		}
		ticks = c.lay(ticks, start, end)
		start = end
	}
	return ticks
}

// lay appends a stretch of time in which the desk's distance from UTC stays the same, so that every day has 24 hours.
func (c Calendar) lay(ticks Clock, from, to time.Time) Clock {
	local := from.In(c.Zone)
	_, offset := local.Zone()
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.FixedZone("", offset))
	for day := midnight; day.Before(to); day = day.Add(24 * time.Hour) {
		for _, s := range c.spansOf(day) {
			ticks = ticks.open(day.Add(s.Opens), day.Add(s.Closes), from, to)
		}
	}
	return ticks
}

func (c Calendar) spansOf(day time.Time) []Span {
	if c.ClosedOn(day) {
		return nil
	}
	return inOrder(c.Week[day.Weekday()])
}

func inOrder(spans []Span) []Span {
	return slices.SortedFunc(slices.Values(spans), func(a, b Span) int { return cmp.Compare(a.Opens, b.Opens) })
}

// open appends a span in which the clock runs, cut to from..to and joined with a span that ends where it starts.
func (k Clock) open(opens, closes, from, to time.Time) Clock {
	if opens.Before(from) {
		opens = from
	}
	if closes.After(to) {
		closes = to
	}
	if !opens.Before(closes) {
		return k
	}
	last := k[len(k)-1]
	if last.At.Equal(opens) {
		k[len(k)-1].Open = true
	} else {
		k = append(k, Tick{At: opens.UTC(), Seconds: last.Seconds, Open: true})
	}
	start := k[len(k)-1]
	return append(k, Tick{At: closes.UTC(), Seconds: start.Seconds + int64(closes.Sub(start.At)/time.Second)})
}

// Reading is the business seconds that have passed at an instant, whole seconds rounded down; 0 before the first tick.
func (k Clock) Reading(t time.Time) int64 {
	i := sort.Search(len(k), func(i int) bool { return k[i].At.After(t) }) - 1
	if i < 0 {
		return 0
	}
	if !k[i].Open {
		return k[i].Seconds
	}
	return k[i].Seconds + int64(t.Sub(k[i].At)/time.Second)
}

// Seconds is the business time from a to b.
func (k Clock) Seconds(a, b time.Time) int64 { return k.Reading(b) - k.Reading(a) }

// Text is a time of day as people write it: 08:30, and 24:00 at the end of the day.
func Text(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
