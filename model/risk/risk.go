// Package risk asks what may come instead of what is planned: it draws thousands of years, each with its own volume, solve
// shares, handling times, leavers and pay, and tells how far cost, people and service spread, how likely the planned people keep
// each promise, and which input moves what.
//
// A draw is a year with one typical week. The plan's people and their rota are fixed, as they are once they are hired; what they
// reach in that week is worked out half hour by half hour with the model of every plan (model/staffing), and so is what the week would
// take. Two costs are told: of the people that the year takes, and of the planned ones.
//
// Every draw of an input comes from a stream of its own, named by seed, input and draw: so the same draw has the same luck in every
// scenario (common random numbers), and an input more leaves all others as they are.
//
// Source: P. Glasserman, D. D. Yao, Some guidelines and guarantees for common random numbers, Management Science 38 (1992).
package risk

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

const monthsPerYear = 12

// Scenario is a plan whose numbers are uncertain.
type Scenario struct {
	Name    string // "" where there is one only
	Plan    plan.Result
	Outlook *plan.Outlook // of the tickets; where it is nil or no forecast, and where growth or growth_spread are typed, these tell the volume
	Months  int           // of the outlook that are looked at, from its first on; 0: all
	Terms   [2]Terms      // by tier
}

// Terms are how people of a tier come and go; the zero value: nobody leaves.
type Terms struct {
	Attrition   origin.Value // leavers a year over the mean number of people, 0..12: a twelfth of it is the chance of each person in each month
	Vacant      origin.Value // months until a seat is filled again, 0 or more; nobody is paid for them
	Learning    origin.Value // months of work that a new person lacks while learning, 0 or more; they are paid
	Replacement origin.Value // currency: what one leaver costs, hiring included
}

// within is how much of some months after a leaver lies within the year, in the mean over leavers of all its months: someone who leaves after
// month m leaves 12 - m months of it.
func within(months float64) float64 {
	sum := 0.0
	for month := 1; month <= monthsPerYear; month++ {
		sum += math.Min(months, float64(monthsPerYear-month))
	}
	return sum / monthsPerYear
}

// Bounds of what may be asked.
const (
	FewestDraws   = 100
	MostDraws     = 1_000_000
	MostScenarios = 4
)

// Options say how to draw.
type Options struct {
	Draws   int
	Seed    uint64
	Workers int // 1 or more; they do not change any number
}

// Check returns every fault at once.
func (o Options) Check() error {
	var faults []error
	switch {
	case o.Draws < FewestDraws:
		faults = append(faults, origin.Faultf(origin.Text{EN: "draws is %d: one year of ten lies below the 10th percentile, so that fewer than %d years tell nothing of it; give %[2]d to %[3]d",
			DE: "Ziehungen: %d; unter dem 10. Perzentil liegt eines von zehn Jahren, sodass weniger als %d Jahre nichts darüber sagen; geben Sie %[2]d bis %[3]d an"}, o.Draws, FewestDraws, MostDraws))
	case o.Draws > MostDraws:
		faults = append(faults, origin.Faultf(origin.Text{EN: "draws is %d: more than %d tell nothing more and take hours; give %[3]d to %[2]d",
			DE: "Ziehungen: %d; mehr als %d sagen nicht mehr und dauern Stunden; geben Sie %[3]d bis %[2]d an"}, o.Draws, MostDraws, FewestDraws))
	}
	if o.Workers < 1 {
		faults = append(faults, fmt.Errorf("workers is %d: at least 1 has to draw", o.Workers))
	}
	return errors.Join(faults...)
}

// check returns every fault of a scenario at once.
func (s Scenario) check() error {
	faults := []error{s.checkOutlook()}
	for i, t := range s.Terms {
		name := fmt.Sprintf("tier%d.", i+1)
		faults = append(faults, between(name+"attrition", t.Attrition.Amount, 0, monthsPerYear, origin.Text{EN: "leavers a year over the mean number of people, and more than all in every month cannot leave", DE: "Abgänge im Jahr über dem mittleren Bestand, und mehr als alle in jedem Monat können nicht gehen"}),
			between(name+"vacant_months", t.Vacant.Amount, 0, 120, origin.Text{EN: "months until a seat is filled again", DE: "Monate, bis eine Stelle wieder besetzt ist"}),
			between(name+"learning_months", t.Learning.Amount, 0, 120, origin.Text{EN: "months of work that a new person lacks", DE: "Monate Arbeit, die einer neuen Person fehlen"}),
			between(name+"replacement_cost", t.Replacement.Amount, 0, 1e7, origin.Text{EN: "what one leaver costs", DE: "was eine Person kostet, die geht"}))
	}
	if len(s.Plan.Best.Typical.Tiers) != 2 || len(s.Plan.Input.Desk.Categories) == 0 {
		faults = append(faults, errors.New("there is no plan to draw around; plan first"))
	}
	return errors.Join(faults...)
}

func (s Scenario) checkOutlook() error {
	if s.Outlook == nil {
		return nil
	}
	var faults []error
	o := *s.Outlook
	if len(o.Months) == 0 {
		faults = append(faults, origin.Faultf(origin.Text{EN: "outlook: no month is told; a forecast or a typed growth has at least one", DE: "Ausblick: kein Monat ist genannt; eine Prognose oder ein eingegebenes Wachstum hat mindestens einen"}))
	}
	if s.Months < 0 || s.Months > len(o.Months) && len(o.Months) > 0 {
		faults = append(faults, origin.Faultf(origin.Text{EN: "months is %d: the outlook has %d; give 1 to %[2]d", DE: "Monate: %d; der Ausblick hat %d; geben Sie 1 bis %[2]d an"}, s.Months, len(o.Months)))
	}
	if !(o.Level > 0 && o.Level < 1) {
		faults = append(faults, origin.Faultf(origin.Text{EN: "outlook: the coverage of its intervals is %v; it lies above 0 and below 1", DE: "Ausblick: die Überdeckung seiner Intervalle ist %v; sie liegt über 0 und unter 1"}, o.Level))
	}
	for _, m := range o.Months {
		if !(m.Low <= m.Growth && m.Growth <= m.High && m.High <= mostGrowth && m.Growth >= -1) {
			faults = append(faults, origin.Faultf(origin.Text{EN: "outlook of %s: growth %v with %v to %v; growth lies in its own interval, and between -1 (no tickets) and %v",
				DE: "Ausblick für %s: Wachstum %v mit %v bis %v; das Wachstum liegt in seinem Intervall und zwischen -1 (keine Tickets) und %v"}, m.First.Format("2006-01"), m.Growth, m.Low, m.High, mostGrowth))
		}
	}
	return errors.Join(faults...)
}

// mostGrowth bounds the growth of tickets; more is a unit mistaken.
const mostGrowth = 1000.0

func between(key string, amount, low, high float64, about origin.Text) error {
	if amount >= low && amount <= high {
		return nil
	}
	return origin.Faultf(origin.Text{EN: "%s = %v: this lies outside %v to %v; it is " + about.EN, DE: "%s = %v: das liegt außerhalb von %v bis %v; es ist " + about.DE}, key, amount, low, high)
}
