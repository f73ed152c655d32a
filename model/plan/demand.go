// Package plan joins the models of tiermix: from the measured flow of a desk and what is assumed about people and money to a
// costed plan for 1st and 2nd level. Everything that it prints carries its origin: measured, typed, or a named default.
package plan

import (
	"slices"
	"time"

	"tiermix/model/clock"
	"tiermix/model/effort"
)

// Slots is the number of half hours of a day.
const Slots = 48

// Week is an amount for every half hour of a week: by day, Monday first, then by half hours of the desk's wall clock.
type Week [7][Slots]float64

// Total is the sum over the week.
func (w Week) Total() float64 {
	sum := 0.0
	for _, day := range w {
		for _, v := range day {
			sum += v
		}
	}
	return sum
}

// Demand is what a desk's own records say about a period. Tickets that were merged, spam, or held by a team without a
// tier are not in it.
type Demand struct {
	From, To time.Time // first and last day, at midnight of the desk's zone
	Weeks    float64   // length of the period in weeks
	Calendar clock.Calendar
	Set      bool // the calendar was set by the desk; otherwise it is the default
	LeftOut  int  // tickets of the period without a tier

	Channels   []Channel  // by number of tickets, most first
	Categories []Category // by number of tickets, most first
	Logged     map[effort.Key][]float64
	Paid       []effort.Week    // paid hours by team and week, with the tickets that the team finished; none: not known
	People     map[int]int      // agents who worked on tickets in the period, by tier; none: not known
	FullTime   map[int]FullTime // of People, by tier: how much of a full-time person they are; none: not known
	Hired      map[int][]Hired  // of People, by tier, those of whom it is known since when they are there; none: not known
	Salaries   []Salary         // by tier and currency
	Few        []Few            // groups whose salaries were taken out; see Withheld
}

// HasPeak says whether a week with most tickets is known: only whole weeks are compared.
func (d Demand) HasPeak() bool {
	return slices.ContainsFunc(d.Channels, func(c Channel) bool { return c.Peak.Total() > 0 })
}

// weeks is how many typical weeks the tickets of the period are. That is the length of the period where it has whole weeks only; else
// each weekday counts as often as it was, so that five days from Monday to Friday are one week of a desk that is closed on Sunday.
func (d Demand) weeks() float64 {
	tickets, typical := 0, 0.0
	for _, c := range d.Channels {
		tickets, typical = tickets+c.Tickets, typical+c.Typical.Total()
	}
	if typical == 0 {
		return d.Weeks
	}
	return float64(tickets) / typical
}

// Hired is a person of a tier with the whole months since the employer hired them, which may have been for another tier.
type Hired struct {
	Months int
	FTE    float64
}

// FullTime is what an agents file says about how much of a full-time person the people of a tier are.
type FullTime struct {
	Sum   float64 // full-time people: 0.5 for each half
	Known int     // people of whom it is known
}

// Channel is how tickets came in.
type Channel struct {
	Name    string // "" where the source does not say
	Tickets int
	Typical Week // tickets of an average week of the period
	Peak    Week // tickets of the week with most tickets over all channels
}

// Category is what tickets were about.
type Category struct {
	Key      string // "" where the source does not say
	Tickets  int    // created in the period
	Direct   int    // of these began above tier 1
	Tried    int    // held by tier 1 and either solved there or passed on
	Solved   int    // of Tried, solved without ever leaving tier 1
	Second   int    // held by tier 2 or above
	Returned int    // of Second, given back to tier 1 or below at least once
}

// Salary is what the people of a tier earn, as imported: full-time salaries that hold at the end of the period.
type Salary struct {
	Tier     int
	Currency string
	People   int
	Mean     float64 // a year
	Lowest   float64
	Highest  float64 // 0: not told
}
