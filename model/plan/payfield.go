package plan

import (
	"fmt"
	"slices"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Steps is the unit of experience: whole steps, each 40 % of the way to the next grade.
const Steps = "steps"

// onCostKey begins the keys of the rates that an on-cost table leaves to the employer.
const onCostKey = "on_cost."

// payFields are those of one tier that make a salary out of a benchmark. They hold where nobody has measured or typed what people
// really earn: a real salary has region, experience and certificates in it already.
func payFields(tier int) []Field {
	name := func(key string) string { return fmt.Sprintf("tier%d.%s", tier, key) }
	return []Field{
		{name("region"), salary.Factor, 0.1, 10, example(1, salary.Factor), false, origin.Text{EN: "pay of your region over that of the benchmark; only where the salary is no real one", DE: "Bezahlung Ihrer Region gegenüber der des Richtwerts; nur wo das Gehalt kein echtes ist"}},
		{name("experience_steps"), Steps, 0, 2, example(0, Steps), false, origin.Text{EN: "experience: 0, 1 or 2 steps, each 40 % of the way to the next grade; only where the salary is no real one", DE: "Erfahrung: 0, 1 oder 2 Stufen, jede 40 % des Wegs zum nächsten Grad; nur wo das Gehalt kein echtes ist"}},
		{name("grade_gap"), origin.Share, 0, 2, example(0.1, origin.Share), false, origin.Text{EN: "how much more the next grade earns, where no band tells it", DE: "um wie viel der nächste Grad mehr verdient, wo kein Gehaltsband es sagt"}},
		{name("certificates"), MoneyYear, 0, 1e6, example(0, MoneyYear), false, origin.Text{EN: "yearly supplement for certificates; only where the salary is no real one", DE: "jährliche Zulage für Zertifikate; nur wo das Gehalt kein echtes ist"}},
	}
}

// onCostFields are the rates that the tables of tiermix leave to the employer: what its health insurer takes, for example. Those of the
// plan's table hold.
func onCostFields() []Field {
	var all []Field
	for _, t := range salary.Tables() {
		for _, c := range t.Components {
			if !c.Input {
				continue
			}
			all = append(all, Field{
				Key: onCostKey + c.Key, Unit: origin.Share, Low: 0, High: 1, Default: rateOf(c, t.Year),
				About: origin.Text{EN: t.Country + ", employer's rate: " + c.Name.EN, DE: t.Country + ", Satz des Arbeitgebers: " + c.Name.DE},
			})
		}
	}
	return all
}

func rateOf(c salary.Component, year salary.Year) origin.Value {
	return origin.Value{Amount: c.Rate, Unit: origin.Share, Kind: c.Kind, Source: c.Source, Year: year.First()}
}

// sensitivityField is by how much an hour's cost is moved where nothing is measured.
func sensitivityField() Field {
	return Field{"cost_spread", origin.Share, 0, 0.9, example(0.1, origin.Share), false, origin.Text{
		EN: "share by which the cost of an hour is moved down and up for sensitivity, where no spread of salaries is measured",
		DE: "Anteil, um den der Preis einer Stunde für die Empfindlichkeit nach unten und oben bewegt wird, wo keine Spanne der Gehälter gemessen ist",
	}}
}

// settleOnCost fills in the rates that the table leaves to the employer. A typed rate that the table does not ask for is a fault.
func settleOnCost(b *book, table salary.Table) salary.Table {
	typed := map[string]origin.Value{}
	for key, v := range b.typed {
		if name, ok := strings.CutPrefix(key, onCostKey); ok {
			v.Unit = origin.Share
			typed[name] = v
		}
	}
	set, err := table.With(typed)
	if err != nil {
		b.faults = append(b.faults, err)
		return table
	}
	for _, c := range set.Components {
		if c.Input {
			about := origin.Text{EN: "employer's rate: " + c.Name.EN, DE: "Satz des Arbeitgebers: " + c.Name.DE}
			b.note(onCostKey+c.Key, rateOf(c, set.Year), about)
		}
	}
	return set
}

// bands are the ranges of pay of 1st and 2nd level in a currency: those that the user typed, and the examples of tiermix for a tier of which
// none is typed.
func (a Assumptions) bands(currency string) []salary.Band {
	var all []salary.Band
	for _, b := range a.Bands {
		b.Currency, b.Kind = currency, origin.Typed
		all = append(all, b)
	}
	for _, b := range salary.ExampleBands(currency) {
		if !slices.ContainsFunc(a.Bands, func(own salary.Band) bool { return own.Tier == b.Tier }) {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(x, y salary.Band) int { return x.Tier - y.Tier })
	return all
}

// ofTier are the bands of one tier, from the lowest grade to the highest.
func ofTier(bands []salary.Band, tier int) []salary.Band {
	return slices.DeleteFunc(slices.Clone(bands), func(b salary.Band) bool { return b.Tier != tier })
}

// checkBands looks at typed bands and grades.
func (a Assumptions) checkBands(currency string) []error {
	bands := a.bands(currency)
	_, err := salary.CheckBands(bands)
	faults := []error{err}
	for _, b := range a.Bands {
		if b.Tier != 1 && b.Tier != 2 {
			faults = append(faults, fmt.Errorf("band of tier %d, %s: a plan has tiers 1 and 2", b.Tier, b.Grade))
		}
	}
	for tier := 1; tier <= 2; tier++ {
		own := ofTier(bands, tier)
		if grade := a.Grades[tier]; grade != "" && !slices.ContainsFunc(own, func(b salary.Band) bool { return b.Grade == grade }) {
			faults = append(faults, fmt.Errorf("tier%d.grade = %q: no band of tier %d has this grade; there are %s", tier, grade, tier, grades(own)))
		}
	}
	return faults
}

func grades(bands []salary.Band) string {
	if len(bands) == 0 {
		return "none: type one as [[band]]"
	}
	var names []string
	for _, b := range bands {
		names = append(names, fmt.Sprintf("%q", b.Grade))
	}
	return strings.Join(names, ", ")
}
