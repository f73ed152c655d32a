package salary

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/origin"
)

// Minutes is the unit of handling time.
const Minutes = "min"

const (
	minutesPerHour = 60
	lowestShare    = 0.01                     // of occupancy; less is taken for a slip
	longestMinutes = 30 * 24 * minutesPerHour // of handling: a month without a pause is taken for time that a ticket lay open
)

// Loaded is what one full-time employee costs, in units of Currency.
type Loaded struct {
	Currency            string
	Salary              float64 // a year
	OnCost              float64 // a year
	Overhead            float64 // a year
	PerYear             float64 // Salary + OnCost + Overhead
	PerProductiveHour   float64
	PerProductiveMinute float64
	PerOccupiedMinute   float64 // per minute of work on tickets: PerProductiveMinute / occupancy
}

// Load adds a bill's salary and on-cost and the overheads, and spreads them over the productive hours a year. Occupancy is the
// share of productive time that is spent on tickets, 0.01 .. 1.
//
// Errors, all at once: overheads without name, origin or in another currency; hours that are not above 0 and finite; an
// occupancy out of range.
func Load(bill Bill, overheads []Extra, productiveHours float64, occupancy origin.Value) (Loaded, error) {
	faults := []error{
		checkSalary("loaded cost", bill.Salary, bill.Currency),
		checkExtras("overhead", overheads, bill.Currency),
		checkUnit("occupancy", occupancy, origin.Share, lowestShare, 1),
	}
	if !(productiveHours >= 1) || math.IsInf(productiveHours, 0) {
		faults = append(faults, fmt.Errorf("productive hours: %v a year must be 1 or more", productiveHours))
	}
	if err := errors.Join(faults...); err != nil {
		return Loaded{}, err
	}
	l := Loaded{Currency: bill.Currency, Salary: bill.Salary, OnCost: bill.Total}
	for _, o := range overheads {
		l.Overhead += o.Annual.Amount
	}
	l.PerYear = l.Salary + l.OnCost + l.Overhead
	l.PerProductiveHour = l.PerYear / productiveHours
	l.PerProductiveMinute = l.PerProductiveHour / minutesPerHour
	l.PerOccupiedMinute = l.PerProductiveMinute / occupancy.Amount
	return l, nil
}

// Ticket is what one ticket costs at this tier: handling minutes × cost of an occupied minute. Handling is work on the ticket,
// never the time that it lay open.
//
// Errors: handling without origin, in another unit than Minutes, below 0, or above 30 days.
func (l Loaded) Ticket(handling origin.Value) (float64, error) {
	if err := checkUnit("handling time", handling, Minutes, 0, longestMinutes); err != nil {
		return 0, err
	}
	return handling.Amount * l.PerOccupiedMinute, nil
}
