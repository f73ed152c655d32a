package salary

import (
	"errors"
	"fmt"
	"slices"

	"tiermix/model/origin"
)

// Band is the range of pay of one grade of one tier, for full time.
type Band struct {
	Tier     int         `toml:"tier"`     // 1 = 1st level, 2 = 2nd level, ...
	Grade    string      `toml:"grade"`    // "junior"; the bands of a tier stand from its lowest grade to its highest
	Min      float64     `toml:"min"`      // currency a year
	Mid      float64     `toml:"mid"`      // currency a year: the benchmark of the grade
	Max      float64     `toml:"max"`      // currency a year
	Currency string      `toml:"currency"` // "EUR"
	Kind     origin.Kind `toml:"kind"`     // where the three amounts come from
	Source   string      `toml:"source"`
	Year     int         `toml:"year"`
}

// Place is where a salary lies in its band.
type Place struct {
	Compa       float64 // compa-ratio, salary/mid: 1 at the middle
	Penetration float64 // range penetration, (salary - min)/(max - min): 0 at the minimum, 1 at the maximum, outside of 0 .. 1 beyond
	Side        int     // -1 below the band, 0 in it (both ends included), +1 above
}

// Benchmark is the band's mid with its origin, in currency a year.
func (b Band) Benchmark() origin.Value {
	return origin.Value{Amount: b.Mid, Unit: PerYear(b.Currency), Kind: b.Kind, Source: b.Source, Year: b.Year}
}

// Place returns where an annual full-time salary in the band's currency lies.
//
// Errors: a band that Check refuses; a salary that is not above 0, not finite, or absurd.
//
// Source: WorldatWork, The WorldatWork Handbook of Compensation, Benefits and Total Rewards (2007), part on base pay structures.
func (b Band) Place(annualSalary float64) (Place, error) {
	if err := errors.Join(b.Check(), checkSalary(b.name(), annualSalary, b.Currency)); err != nil {
		return Place{}, err
	}
	place := Place{Compa: annualSalary / b.Mid, Penetration: (annualSalary - b.Min) / (b.Max - b.Min)}
	switch {
	case annualSalary < b.Min:
		place.Side = -1
	case annualSalary > b.Max:
		place.Side = 1
	}
	return place, nil
}

// Check returns every fault of one band: amounts that are no salaries, min > mid, mid > max, min = max, an unknown currency, no
// grade, a tier below 0, no origin.
func (b Band) Check() error {
	name := b.name()
	faults := []error{checkCurrency(name, b.Currency), b.Benchmark().Check(name)}
	if b.Grade == "" {
		faults = append(faults, fmt.Errorf("%s: no grade; a tier with one grade needs a name for it too", name))
	}
	if b.Tier < 0 {
		faults = append(faults, fmt.Errorf("%s: tier %d must be 0 or more", name, b.Tier))
	}
	for _, amount := range []float64{b.Min, b.Mid, b.Max} {
		faults = append(faults, checkSalary(name, amount, b.Currency))
	}
	if b.Min > b.Mid || b.Mid > b.Max || b.Min == b.Max {
		faults = append(faults, fmt.Errorf("%s: min %s, mid %s, max %s must rise: min ≤ mid ≤ max and min < max",
			name, plain(b.Min), plain(b.Mid), plain(b.Max)))
	}
	return errors.Join(faults...)
}

func (b Band) name() string { return fmt.Sprintf("band of tier %d, %s", b.Tier, b.Grade) }

// CheckBands checks the bands of a desk. Errors are the faults of single bands, two bands for one tier and grade, and bands in
// more than one currency; all are returned at once. Warnings are what may be meant so: a tier that is paid less than the one
// below it, a grade that is paid less than the one before it in its tier.
func CheckBands(bands []Band) (warnings []origin.Text, err error) {
	var faults []error
	for i, b := range bands {
		faults = append(faults, b.Check())
		if j := find(bands[:i], b.Tier, b.Grade); j >= 0 {
			faults = append(faults, fmt.Errorf("%s: given twice, as number %d and number %d of the bands", b.name(), j+1, i+1))
		}
		if b.Currency != bands[0].Currency {
			faults = append(faults, fmt.Errorf("%s: in %s, the first band in %s; currencies cannot be mixed, convert one of them",
				b.name(), b.Currency, bands[0].Currency))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return append(swappedTiers(bands), swappedGrades(bands)...), nil
}

func find(bands []Band, tier int, grade string) int {
	return slices.IndexFunc(bands, func(b Band) bool { return b.Tier == tier && b.Grade == grade })
}

// ofTier are the bands of one tier, in their order.
func ofTier(bands []Band, tier int) []Band {
	return slices.DeleteFunc(slices.Clone(bands), func(b Band) bool { return b.Tier != tier })
}

func tiers(bands []Band) []int {
	var all []int
	for _, b := range bands {
		all = append(all, b.Tier)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// swappedTiers compares neighbouring tiers grade by grade; tiers without a common grade by their lowest grades.
func swappedTiers(bands []Band) []origin.Text {
	var warnings []origin.Text
	all := tiers(bands)
	for i := 1; i < len(all); i++ {
		lower, upper := ofTier(bands, all[i-1]), ofTier(bands, all[i])
		for _, pair := range pairs(lower, upper) {
			if pair[1].Mid < pair[0].Mid {
				warnings = append(warnings, cheaper(pair[0], pair[1]))
			}
		}
	}
	return warnings
}

func pairs(lower, upper []Band) [][2]Band {
	var found [][2]Band
	for _, b := range upper {
		if i := find(lower, lower[0].Tier, b.Grade); i >= 0 {
			found = append(found, [2]Band{lower[i], b})
		}
	}
	if found == nil {
		found = [][2]Band{{lower[0], upper[0]}}
	}
	return found
}

func swappedGrades(bands []Band) []origin.Text {
	var warnings []origin.Text
	for _, tier := range tiers(bands) {
		grades := ofTier(bands, tier)
		for i := 1; i < len(grades); i++ {
			if grades[i].Mid < grades[i-1].Mid {
				warnings = append(warnings, cheaper(grades[i-1], grades[i]))
			}
		}
	}
	return warnings
}

func cheaper(lower, upper Band) origin.Text {
	low, up := origin.Number(lower.Mid), origin.Number(upper.Mid)
	return origin.Text{
		EN: fmt.Sprintf("Tier %d, %s, is paid less (%s %s) than tier %d, %s (%s): is that meant, or are the two swapped?",
			upper.Tier, upper.Grade, up.EN, upper.Currency, lower.Tier, lower.Grade, low.EN),
		DE: fmt.Sprintf("Stufe %d, %s, verdient weniger (%s %s) als Stufe %d, %s (%s): ist das gewollt, oder sind beide vertauscht?",
			upper.Tier, upper.Grade, up.DE, upper.Currency, lower.Tier, lower.Grade, low.DE),
	}
}
