// Package tradeoff weighs 1st against 2nd level: how tickets flow through both with solving, passing on and coming back,
// what both promises cost in whole people, which categories 1st level should try at all, and what a better 1st level,
// another salary or a training is worth.
//
// Flow, per category c: 1st level tries a ticket and solves the share p, or passes it at once; 2nd level solves what it
// gets, and the share r of that comes back to 1st level, where it is treated like new: diagnosed, tried or passed again.
//
//	λ1 = external + r λ2,   λ2 = direct + e λ1,   e = 1 - p when tried, 1 when passed at once
//
// Units are in every name: arrivals in tickets per hour, times in seconds (queues) or minutes (categories), money in one
// currency per hour or per year. Shares and probabilities lie in 0 .. 1. Input that cannot be answered gives an error that
// says every fault at once; no valid input gives NaN or an infinite number.
package tradeoff

import (
	"errors"
	"fmt"
	"math"
)

const (
	secondsPerHour   = 3600
	minutesPerHour   = 60
	secondsPerMinute = 60
	monthsPerYear    = 12
	hoursPerYear     = 8784 // of a leap year: no load level lasts longer
)

// mostMoney bounds any amount, in currency per hour, per year or once; more is taken for a slip of the pen.
const mostMoney = 1e12

// inRange refuses what is not a number between low and high.
func inRange(name string, value, low, high float64) error {
	switch {
	case value < low && high == math.MaxFloat64:
		return fmt.Errorf("%s is %g; it must be %g or more", name, value, low)
	case math.IsNaN(value) || value < low || value > high:
		return fmt.Errorf("%s is %g; it must lie between %g and %g", name, value, low, high)
	}
	return nil
}

// above refuses what is not a number above 0 and up to high.
func above(name string, value, high float64) error {
	if math.IsNaN(value) || value <= 0 || value > high {
		return fmt.Errorf("%s is %g; it must be above 0 and at most %g", name, value, high)
	}
	return nil
}

// placed puts the place before an error, if there is one; joined errors get it before every line.
func placed(place string, err error) error {
	if err == nil {
		return nil
	}
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return fmt.Errorf("%s: %w", place, err)
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, placed(place, e))
	}
	return errors.Join(all...)
}
