// Package workload is how many tickets came to a desk day by day and hour by hour, and what a forecast of that means for a plan:
// series by tier, channel or category that add up with their total, an outlook month by month, and the backlog to come.
package workload

import (
	"time"

	"tiermix/model/forecast"
)

// History is how many tickets came, by local day of the desk; merged and spam tickets are not in it.
type History struct {
	First, Last time.Time // first and last day, at midnight of the desk's zone
	By          string    // dimension of Parts; "": none
	All         Series
	Parts       []Series // by number of tickets, most first; what is beyond the most frequent is one series, the last
	Missing     []int    // days of which records cannot be whole: the first and last day of the records, where they begin or end within it
	Closed      []Closed // days on which the desk is closed, in history and years to come
	LeftOut     int      // arrivals at teams without a tier, which are in no part; counted by tier only
}

// Series is one of the histories.
type Series struct {
	Key    string         // value of the dimension; "" where the source does not say, and for the total
	Others int            // number of values that this series stands for; 0: one, Key
	Counts []float64      // tickets of each day
	Hours  [7][24]float64 // tickets by time.Weekday and hour of the wall clock
}

// Closed is a holiday.
type Closed struct {
	Day  time.Time // midnight UTC of the date
	Name string    // "" where nobody named it
}

// AddsUp says whether the parts add up to the total: a ticket has one channel and one category, but comes to several tiers.
func (h History) AddsUp() bool { return h.By != "tier" && h.By != "team" }

// Days is the number of days.
func (h History) Days() int { return len(h.All.Counts) }

// Tickets is the number of tickets of a series.
func (s Series) Tickets() float64 {
	sum := 0.0
	for _, n := range s.Counts {
		sum += n
	}
	return sum
}

// Daily is one of the series as a forecast takes it.
func (h History) Daily(s Series) forecast.Daily {
	d := forecast.Daily{First: h.First, Counts: s.Counts, Missing: h.Missing}
	for _, c := range h.Closed {
		d.Holidays = append(d.Holidays, c.Day)
	}
	return d
}

// Profile is how the tickets of a series spread over the week.
func (h History) Profile(s Series) (forecast.WeekProfile, error) {
	return forecast.ProfileOf(s.Hours, float64(h.Days())/7)
}

// Until is the history of a desk that ends days earlier.
func (h History) Until(days int) History {
	n := max(0, h.Days()-days)
	h.Last = h.First.AddDate(0, 0, n-1)
	h.All.Counts = h.All.Counts[:n]
	parts := make([]Series, len(h.Parts))
	for i, s := range h.Parts {
		s.Counts = s.Counts[:n]
		parts[i] = s
	}
	h.Parts = parts
	missing := []int{}
	for _, i := range h.Missing {
		if i < n {
			missing = append(missing, i)
		}
	}
	h.Missing = missing
	return h
}
