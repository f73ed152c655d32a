// Package salary computes what an hour of support costs: pay bands and the place of a salary in them, the employer's on-cost
// from dated tables, the productive hours of a full-time employee, and from these the loaded cost per hour, per ticket and
// per path through the tiers.
//
// Amounts are in units of one currency, a year unless a name says otherwise; hours are hours a year. Every assumed number is
// an origin.Value, so that a result can be traced to what was measured, typed or taken as a named default. The package works
// on tiers and grades, never on persons.
package salary

import (
	"fmt"
	"math"
	"regexp"
	"slices"

	"tiermix/model/origin"
)

// Salaries above these amounts a year are taken for slips of the keyboard: ten million where a salary is five or six digits,
// a thousand times as much in other currencies, some of which count in small units.
const (
	absurd      = 1e7
	absurdOther = 1e10
)

// large are the currencies with the lower of the two limits.
var large = []string{"CHF", "EUR", "GBP", "USD"}

var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

func limit(currency string) float64 {
	if slices.Contains(large, currency) {
		return absurd
	}
	return absurdOther
}

// PerYear is the unit of an amount a year, "EUR/year".
func PerYear(currency string) string { return currency + "/year" }

func checkCurrency(name, currency string) error {
	if !currencyCode.MatchString(currency) {
		return fmt.Errorf("%s: currency %q must be a code of three capital letters, such as EUR", name, currency)
	}
	return nil
}

// checkSalary refuses an annual salary that is not a finite number, not above 0, or absurd.
func checkSalary(name string, amount float64, currency string) error {
	switch {
	case math.IsNaN(amount) || math.IsInf(amount, 0):
		return fmt.Errorf("%s: annual salary %v is not a finite number", name, amount)
	case amount <= 0:
		return fmt.Errorf("%s: annual salary %v %s must be above 0", name, amount, currency)
	case amount > limit(currency):
		return fmt.Errorf("%s: annual salary %s %s is absurd; it may be at most %s", name, plain(amount), currency, plain(limit(currency)))
	}
	return nil
}

// checkPay checks a value that is a salary by itself.
func checkPay(name string, v origin.Value, currency string) error {
	if err := v.Check(name); err != nil {
		return err
	}
	if v.Unit != PerYear(currency) {
		return fmt.Errorf("%s: unit %q must be %q", name, v.Unit, PerYear(currency))
	}
	return checkSalary(name, v.Amount, currency)
}

// checkUnit checks a value, its unit, and that it lies within low .. high.
func checkUnit(name string, v origin.Value, unit string, low, high float64) error {
	if err := v.Check(name); err != nil {
		return err
	}
	if v.Unit != unit {
		return fmt.Errorf("%s: unit %q must be %q", name, v.Unit, unit)
	}
	if v.Amount < low || v.Amount > high {
		return fmt.Errorf("%s: %s %s must lie within %s and %s", name, plain(v.Amount), unit, plain(low), plain(high))
	}
	return nil
}

func plain(amount float64) string { return origin.Number(amount).EN }
