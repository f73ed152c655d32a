package salary

import (
	"errors"
	"fmt"
	"slices"

	"tiermix/model/origin"
)

// Input is what Cost works from.
type Input struct {
	Bands []Band // may be empty: then no salary is placed in a band
	Tiers []TierInput
}

// TierInput is one full-time employee of a tier.
type TierInput struct {
	Tier      int
	Grade     string // of Input.Bands; empty when there are none
	Pay       Pay
	Table     Table // on-cost; see Lookup and Table.With
	Hours     Hours
	Overheads []Extra
	Occupancy origin.Value // origin.Share
	Handling  origin.Value // Minutes a ticket; the zero value when cost per ticket is not asked for
}

// Result is the cost of every tier, from the lowest to the highest.
type Result struct {
	Currency string
	Bands    []Band
	Tiers    []TierCost
	Warnings []origin.Text
}

// TierCost is what one full-time employee of a tier costs, and why.
type TierCost struct {
	Tier      int
	Grade     string
	Pay       Pay
	Offer     Offer
	Placed    bool // whether Place is told
	Place     Place
	OnCost    Bill
	Ladder    Ladder
	Overheads []Extra
	Occupancy origin.Value
	Loaded    Loaded
	Handling  origin.Value
	Ticket    float64 // cost of a ticket in Currency; 0 when Handling is not given
}

// Cost computes, for every tier, salary, place in its band, on-cost, productive hours and loaded cost. It is what the command
// tiermix salary and the page on salaries show.
//
// Errors, all at once and each with its tier: everything that the parts refuse; a tier given twice; tiers in different
// currencies; a grade without a band. Warnings: those of CheckBands and of the bills; a productive hour that costs less than
// one of the tier below.
func Cost(in Input) (Result, error) {
	r := Result{Bands: in.Bands}
	warnings, err := CheckBands(in.Bands)
	faults := []error{err, checkTiers(in)}
	if err == nil {
		r.Warnings = warnings
	}
	for _, t := range in.Tiers {
		cost, err := t.cost(in.Bands, err == nil)
		if err != nil {
			faults = append(faults, prefixed(fmt.Sprintf("tier %d: ", t.Tier), err))
		}
		r.Currency, r.Tiers = t.Pay.Currency, append(r.Tiers, cost)
		r.Warnings = append(r.Warnings, cost.OnCost.Warnings...)
	}
	if err := errors.Join(faults...); err != nil {
		return Result{}, err
	}
	slices.SortFunc(r.Tiers, func(a, b TierCost) int { return a.Tier - b.Tier })
	r.Warnings = append(r.Warnings, swappedCosts(r.Tiers)...)
	return r, nil
}

// cost runs the parts one after the other, and those that do not need what has failed all the same.
func (t TierInput) cost(bands []Band, bandsHold bool) (TierCost, error) {
	c := TierCost{
		Tier: t.Tier, Grade: t.Grade, Pay: t.Pay, Overheads: t.Overheads, Occupancy: t.Occupancy, Handling: t.Handling,
	}
	faults := [5]error{4: t.checkLoad()}
	c.Ladder, faults[0] = t.Hours.Ladder()
	c.Offer, faults[1] = t.Pay.Offer()
	switch {
	case faults[1] != nil:
		faults[2] = t.Table.Check()
	default:
		c.OnCost, faults[2] = t.Table.OnCost(c.Offer.Salary)
		if bandsHold {
			c.Place, c.Placed, faults[3] = t.place(bands, c.Offer.Salary)
		}
	}
	if err := errors.Join(faults[:]...); err != nil {
		return c, err
	}
	var err error
	if c.Loaded, err = Load(c.OnCost, t.Overheads, c.Ladder.Productive, t.Occupancy); err == nil && t.Handling.Given() {
		c.Ticket, err = c.Loaded.Ticket(t.Handling)
	}
	return c, err
}

// checkLoad looks at what goes into the loaded cost beside salary, on-cost and hours.
func (t TierInput) checkLoad() error {
	faults := []error{
		checkExtras("overhead", t.Overheads, t.Pay.Currency),
		checkUnit("occupancy", t.Occupancy, origin.Share, lowestShare, 1),
	}
	if t.Handling.Given() {
		faults = append(faults, checkUnit("handling time", t.Handling, Minutes, 0, longestMinutes))
	}
	return errors.Join(faults...)
}

func (t TierInput) place(bands []Band, annualSalary float64) (Place, bool, error) {
	if t.Grade == "" {
		return Place{}, false, nil
	}
	i := find(bands, t.Tier, t.Grade)
	if i < 0 {
		return Place{}, false, fmt.Errorf("no band for grade %q; there are %s", t.Grade, listed(bands))
	}
	p, err := bands[i].Place(annualSalary)
	return p, err == nil, err
}

// checkTiers looks at what concerns more than one tier.
func checkTiers(in Input) error {
	if len(in.Tiers) == 0 {
		return errors.New("cost: no tiers")
	}
	first := in.Tiers[0].Pay.Currency
	if len(in.Bands) > 0 {
		first = in.Bands[0].Currency
	}
	var faults []error
	for i, t := range in.Tiers {
		if slices.ContainsFunc(in.Tiers[:i], func(o TierInput) bool { return o.Tier == t.Tier }) {
			faults = append(faults, fmt.Errorf("tier %d: given twice", t.Tier))
		}
		for _, c := range [][2]string{{"pay", t.Pay.Currency}, {"on-cost table", t.Table.Currency}} {
			if c[1] != first {
				faults = append(faults, fmt.Errorf("tier %d: %s in %q, the rest in %q; currencies cannot be mixed, convert one of them", t.Tier, c[0], c[1], first))
			}
		}
	}
	return errors.Join(faults...)
}

// prefixed puts the place before every line of joined errors.
func prefixed(place string, err error) error {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return fmt.Errorf("%s%w", place, err)
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, prefixed(place, e))
	}
	return errors.Join(all...)
}

func swappedCosts(costs []TierCost) []origin.Text {
	var warnings []origin.Text
	for i := 1; i < len(costs); i++ {
		lower, upper := costs[i-1], costs[i]
		low, up := lower.Loaded.PerProductiveHour, upper.Loaded.PerProductiveHour
		if up >= low {
			continue
		}
		warnings = append(warnings, origin.Text{
			EN: fmt.Sprintf("An hour of tier %d costs %.2f %s, less than one of tier %d (%.2f): is that meant, or are the two swapped?",
				upper.Tier, up, upper.Loaded.Currency, lower.Tier, low),
			DE: fmt.Sprintf("Eine Stunde von Stufe %d kostet %s %s, weniger als eine von Stufe %d (%s): ist das gewollt, oder sind beide vertauscht?",
				upper.Tier, origin.Number(cents(up)).DE, upper.Loaded.Currency, lower.Tier, origin.Number(cents(low)).DE),
		})
	}
	return warnings
}
