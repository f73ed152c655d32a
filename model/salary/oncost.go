package salary

import (
	"errors"
	"math"

	"tiermix/model/origin"
)

// halfCent is how far below half a cent, in cents, a sum may lie and still be rounded up: 6103.125 is 6103.1249999999991 after
// a multiplication in binary. Sums of up to ten million carry less than a tenth of it.
const halfCent = 1e-6

// Line is one contribution of a bill.
type Line struct {
	Key    string
	Name   origin.Text
	Base   float64      // the assessed part of the salary, currency a year
	Rate   origin.Value // origin.Share
	Amount float64      // Base × Rate, currency a year, not rounded
	Input  bool         // the employer's own rate; see Open
}

// Open says that the rate is the employer's own and nobody has told it yet: it stands at 0 and still has to be typed.
func (l Line) Open() bool { return l.Input && l.Rate.Kind == origin.Default && l.Rate.Amount == 0 }

// Bill is the employer's on-cost on one annual salary, line by line.
type Bill struct {
	Country  string
	Year     Year
	Currency string
	Source   string
	Salary   float64 // currency a year
	Lines    []Line
	Total    float64 // sum of the lines, currency a year, rounded once to cents, halves up
	Rate     float64 // sum of the lines before rounding / Salary
	Warnings []origin.Text
}

// OnCost returns what the employer pays on top of one annual salary:
//
//	Σ rateᵢ · max(0, min(s, ceilingᵢ) - floorᵢ)
//
// Special cases: a salary below every floor costs 0. A salary up to Above is computed all the same and carries a warning.
//
// Errors: those of Check; a salary that is not above 0, not finite or absurd. Part-time staff are billed on the salary they
// are paid, not on that of full time: ceilings are not cut by hours.
//
// Source: the one that each component names.
func (t Table) OnCost(annualSalary float64) (Bill, error) {
	if err := errors.Join(t.Check(), checkSalary("on-cost "+t.Name(), annualSalary, t.Currency)); err != nil {
		return Bill{}, err
	}
	bill := Bill{Country: t.Country, Year: t.Year, Currency: t.Currency, Source: t.Source, Salary: annualSalary}
	sum := 0.0
	for _, c := range t.Components {
		line := c.line(annualSalary, t.Year)
		bill.Lines = append(bill.Lines, line)
		sum += line.Amount
	}
	bill.Total, bill.Rate = cents(sum), sum/annualSalary
	if annualSalary <= t.Above {
		bill.Warnings = append(bill.Warnings, t.Below)
	}
	return bill, nil
}

// OnCost is the bill of a country and year by the built-in tables; see Lookup and Table.OnCost.
func OnCost(country, year string, annualSalary float64) (Bill, error) {
	t, err := Lookup(country, year)
	if err != nil {
		return Bill{}, err
	}
	return t.OnCost(annualSalary)
}

func (c Component) line(annualSalary float64, year Year) Line {
	top := annualSalary
	if c.Ceiling > 0 {
		top = math.Min(top, c.Ceiling)
	}
	base := math.Max(0, top-c.Floor)
	rate := origin.Value{Amount: c.Rate, Unit: origin.Share, Kind: c.Kind, Source: c.Source, Year: year.First()}
	return Line{Key: c.Key, Name: c.Name, Base: base, Rate: rate, Amount: base * c.Rate, Input: c.Input}
}

// cents rounds an amount of 0 or more to hundredths, halves up.
func cents(amount float64) float64 { return math.Floor(100*amount+0.5+halfCent) / 100 }
