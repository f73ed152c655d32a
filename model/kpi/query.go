// Package kpi declares every figure of tiermix once and turns counted cells into figures.
//
// The registry says what one row is, what is counted and what the source must provide; a store counts; this
// package makes the rate, its interval, the comparison and the sentence that says why a figure is not available.
package kpi

import "time"

// Period is a span of whole days of the desk's time zone, both ends included. The times are midnight UTC and
// stand for calendar days. A zero From or To is open: the first or last day of the data.
type Period struct {
	From time.Time
	To   time.Time
}

// Filter keeps the rows whose dimension has one of the values. An empty value means "not known".
type Filter struct {
	Dim    string
	Values []string
}

// Scope says which rows a question is about.
type Scope struct {
	Period Period
	Where  []Filter // all must hold
}

// Hours says on which clock durations are measured.
type Hours string

// The two clocks: wall-clock time, or opening hours only.
const (
	Calendar Hours = "calendar"
	Business Hours = "business"
)

// Compare says which period figures are compared with.
type Compare struct {
	Mode   string // "", "previous" (same length before, weekdays matched), "year", "custom"
	Custom Period // for "custom"
}

// Query asks for figures. No ID means every figure.
type Query struct {
	Scope
	IDs     []string
	By      []string // dimensions; groups carry one key per dimension
	Compare Compare
	Hours   Hours    // zero value: Calendar
	Lang    Language // of definitions and reasons; zero value: English
	Prices  *Prices  // for figures in money; nil: they are not available
	Curves  bool     // durations of which rows may still run come with their curve
}
