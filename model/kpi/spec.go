package kpi

import (
	"fmt"
	"strings"
)

// Units of figures.
const (
	Fraction = "share"    // 0 .. 1
	Duration = "duration" // seconds
	Number   = "count"
	Mean     = "mean"
	Ratio    = "ratio" // sum over sum, 0 or more
	Money    = "money" // in the currency of the prices
)

// Directions: which way is better.
const (
	Higher = "higher"
	Lower  = "lower"
	None   = "none"
)

// Spec declares one figure. Conditions and expressions are SQL over the columns of the view's rows; $window is
// the desk's reopen window in seconds, $asof the instant of the last record (UTC), and running_business the opening hours
// from a row's beginning to $asof, for SeenHours alone. Rows of a level also have created_at of their
// ticket and at_instant, the end of the period or bucket (UTC).
type Spec struct {
	ID         string
	Unit       string
	Direction  string
	View       View
	Of         string // condition: the row is in the denominator; empty: every row of the view
	Hit        string // shares: condition on a denominator row that puts it into the numerator
	Value      string // durations (seconds), means and money: what a row contributes; null: nothing
	Over       string // ratios: what a row adds below the line; Value is above it
	Signed     bool   // money that may be below 0
	Business   string // durations: the same on the desk's opening hours; empty: calendar time only
	Running    string // durations: condition on a row whose duration has not ended; it is censored. Empty: no row of the view still runs
	Seen       string // durations: the seconds that such a row has been seen to run
	SeenHours  string // the same on the desk's opening hours
	Tiered     bool   // rows whose teams are not all placed are left out, and counted
	Needs      []Need
	Parts      []Part
	Row        Text // "no {Row} in this period"
	Definition Text
	Source     string // whose definition it is; empty: tiermix's own
}

// Part is a number shown beside a figure.
type Part struct {
	ID    string
	Value string // SQL aggregate over the view's rows; {of} stands for the denominator's condition
	About Text
}

// Numerator is the aggregate that counts the hits of a share; empty for other units.
func (s Spec) Numerator() string {
	if s.Unit != Fraction {
		return ""
	}
	return fmt.Sprintf("count_if(%s)", all(s.of(), s.Hit))
}

// Denominator is the aggregate that counts the rows behind the figure on the given clock.
func (s Spec) Denominator(h Hours) string {
	if s.Unit == Duration || s.Unit == Mean || s.Unit == Money || s.Unit == Ratio {
		return fmt.Sprintf("count(%s)", s.value(h))
	}
	return fmt.Sprintf("count_if(%s)", s.of())
}

// Counts is the condition on the rows of the view that are in the denominator; empty when every row is.
func (s Spec) Counts() string {
	if of := s.of(); of != "true" {
		return of
	}
	return ""
}

// Clock returns the clock a duration is measured on when h is asked: calendar time where no other exists. Figures
// that are no durations have none.
func (s Spec) Clock(h Hours) Hours {
	switch {
	case s.Unit != Duration:
		return ""
	case h == Business && s.Business != "":
		return Business
	}
	return Calendar
}

// needs returns everything that must be there for the figure on the given clock.
func (s Spec) needs(h Hours) []Need {
	if s.Clock(h) != Business {
		return s.Needs
	}
	clock := needOpening
	if s.View.Rows == "stint" {
		clock = needStintOpening
	}
	return append(append([]Need{}, s.Needs...), clock)
}

// known is the denominator's condition before tiers are looked at.
func (s Spec) known() string {
	conditions := []string{s.Of}
	for _, n := range s.Needs {
		conditions = append(conditions, n.Row)
	}
	return all(conditions...)
}

func (s Spec) of() string {
	if !s.Tiered {
		return s.known()
	}
	return all(s.known(), s.View.placed)
}

func (s Spec) value(h Hours) string {
	value := s.Value
	if s.Clock(h) == Business {
		value = s.Business
	}
	return valueWhere(value, s.of())
}

// seen is how long a row that still runs has been seen to run; null for every other row, and empty when the figure has none.
func (s Spec) seen(h Hours) string {
	if s.Running == "" {
		return ""
	}
	conditions := []string{s.Running}
	for _, n := range s.Needs {
		conditions = append(conditions, n.Row)
	}
	if s.Tiered {
		conditions = append(conditions, s.View.placed)
	}
	seen := s.Seen
	if s.Clock(h) == Business {
		seen = s.SeenHours
	}
	return valueWhere(seen, all(conditions...))
}

// RunsOnBusinessClock says whether the figure, on the given clock, asks for running_business.
func (s Spec) RunsOnBusinessClock(h Hours) bool { return s.Running != "" && s.Clock(h) == Business }

func valueWhere(value, condition string) string {
	if condition == "true" {
		return value
	}
	return fmt.Sprintf("case when %s then %s end", condition, value)
}

// all joins conditions with and; empty ones count as true.
func all(conditions ...string) string {
	var kept []string
	for _, c := range conditions {
		switch {
		case c == "" || c == "true":
		case strings.Contains(c, " or "):
			kept = append(kept, "("+c+")")
		default:
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return "true"
	}
	return strings.Join(kept, " and ")
}
