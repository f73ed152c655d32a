package tradeoff

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/effort"
	"tiermix/model/origin"
)

// TicketsPerHour is the unit of a category's volume.
const TicketsPerHour = "tickets/h"

// PerHour and PerTry are the units of an amount per productive hour of an agent and per failed try: "EUR/h", "EUR/try".
func PerHour(currency string) string { return currency + "/h" }

// PerTry is the unit of an amount per failed try, "EUR/try".
func PerTry(currency string) string { return currency + "/try" }

// Estimate is an assumed number with its origin and the interval that it may lie in.
type Estimate struct {
	origin.Value
	Low, High float64 // in the unit of the value; both the amount itself when it is taken as exact
	N         int     // tickets that it was counted from; 0 when it was not counted
}

// Exactly is a value without an interval: sensitivity leaves it alone.
func Exactly(v origin.Value) Estimate { return Estimate{Value: v, Low: v.Amount, High: v.Amount} }

// Between is a value with an interval.
func Between(v origin.Value, low, high float64) Estimate {
	return Estimate{Value: v, Low: low, High: high}
}

// SolveFrom is the share that 1st level solves as counted: mean and 95 % interval of the posterior, and the tries behind it.
func SolveFrom(s effort.SolveShare, source string, year int) Estimate {
	return Estimate{Value: origin.Measure(s.Mean, origin.Share, source, year), Low: s.Low, High: s.High, N: s.Tried}
}

// open says whether there is an interval.
func (e Estimate) open() bool { return e.Low < e.High }

// few says whether a counted number rests on fewer tickets than model/effort trusts.
func (e Estimate) few() bool { return e.Kind == origin.Measured && e.N < effort.Few }

// check returns every fault: those of the value, another unit, an amount or end of the interval outside low .. high, an
// amount outside its interval.
func (e Estimate) check(name, unit string, low, high float64) error {
	faults := []error{e.Check(name)}
	if e.Unit != unit {
		faults = append(faults, fmt.Errorf("%s: unit is %q; it must be %q", name, e.Unit, unit))
	}
	if e.N < 0 {
		faults = append(faults, fmt.Errorf("%s: counted from %d tickets; it must be 0 or more", name, e.N))
	}
	if math.IsNaN(e.Amount) || math.IsInf(e.Amount, 0) {
		return errors.Join(faults...) // Check has said so
	}
	faults = append(faults, inRange(name, e.Amount, low, high))
	switch {
	case !(e.Low <= e.Amount && e.Amount <= e.High):
		faults = append(faults, fmt.Errorf("%s: %g lies outside its own interval, %g to %g", name, e.Amount, e.Low, e.High))
	default:
		faults = append(faults, inRange(name+", low end", e.Low, low, high), inRange(name+", high end", e.High, low, high))
	}
	return errors.Join(faults...)
}
