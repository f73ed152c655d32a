package salary

import (
	"errors"
	"fmt"
	"math"
)

// Visit is one tier's work on a ticket.
type Visit struct {
	Tier     int
	Cost     float64 // what the work costs, 0 or more
	Currency string
}

// Leg is a visit with what the ticket has cost up to and including it.
type Leg struct {
	Visit
	Total float64
}

// Path is what a ticket costs on its way: every tier that held it is paid, not only the one that solved it.
type Path struct {
	Currency string
	Legs     []Leg
	Total    float64
}

// Follow adds up the visits of a ticket in their order: one that 1st level logged for 22 and 2nd level solved for 62 costs 84.
//
// Errors, all at once: no visits; a cost that is negative, not finite or absurd; mixed currencies.
func Follow(visits []Visit) (Path, error) {
	if len(visits) == 0 {
		return Path{}, errors.New("path: no visits; a ticket that nobody held has no cost")
	}
	var faults []error
	p := Path{Currency: visits[0].Currency}
	for i, v := range visits {
		name := fmt.Sprintf("path, visit %d at tier %d", i+1, v.Tier)
		faults = append(faults, checkCurrency(name, v.Currency))
		if v.Currency != p.Currency {
			faults = append(faults, fmt.Errorf("%s: in %s, the first visit in %s; currencies cannot be mixed, convert one of them", name, v.Currency, p.Currency))
		}
		if !(v.Cost >= 0 && v.Cost <= limit(v.Currency)) {
			faults = append(faults, fmt.Errorf("%s: cost %v must lie within 0 and %s", name, v.Cost, plain(limit(v.Currency))))
		}
		p.Total += v.Cost
		p.Legs = append(p.Legs, Leg{Visit: v, Total: p.Total})
	}
	if err := errors.Join(faults...); err != nil {
		return Path{}, err
	}
	return p, nil
}

// Escalation is the price of escalating: what the path costs more than a ticket of the same category costs when 1st level solves
// it. It is negative when passing on is the cheaper way, for example where a 1st level solution takes long.
//
// Errors: a cost of the solved ticket that is negative, not finite or absurd.
func (p Path) Escalation(solvedAtFirst float64) (float64, error) {
	if !(solvedAtFirst >= 0) || math.IsInf(solvedAtFirst, 0) || solvedAtFirst > limit(p.Currency) {
		return 0, fmt.Errorf("price of an escalation: cost of a ticket solved at 1st level, %v, must lie within 0 and %s", solvedAtFirst, plain(limit(p.Currency)))
	}
	return p.Total - solvedAtFirst, nil
}
