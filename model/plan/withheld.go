package plan

import (
	"fmt"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Few is a group of too few people to show what they earn: that they are there, and nothing of their pay.
type Few struct {
	Tier     int
	Currency string
	People   int
}

// Withheld is the demand for everybody but the owner of the file. Salaries of fewer than salary.SmallestGroup people are not in it, only
// that there are some; nor are the lowest and the highest salary of larger groups, which are those of one person each. A plan made
// from it holds nothing that could be worked back to them: on-cost, hours and totals then rest on what is typed or on a named
// default.
func (d Demand) Withheld() Demand {
	shown := []Salary{}
	d.Few = slices.Clone(d.Few)
	for _, s := range d.Salaries {
		if s.People < salary.SmallestGroup {
			d.Few = append(d.Few, Few{Tier: s.Tier, Currency: s.Currency, People: s.People})
			continue
		}
		s.Lowest, s.Highest = 0, 0
		shown = append(shown, s)
	}
	d.Salaries = shown
	return d
}

// few is the group of a tier whose pay is withheld.
func (d Demand) few(tier int) (Few, bool) {
	for _, f := range d.Few {
		if f.Tier == tier {
			return f, true
		}
	}
	return Few{}, false
}

// missing says what to type where nothing stands in for what is withheld.
func (f Few) missing(currency string) origin.Text {
	return origin.Text{
		EN: fmt.Sprintf("%s, and there is no default in %s. Type tier%d.salary in %s", f.why().EN, currency, f.Tier, currency),
		DE: fmt.Sprintf("%s, und in %s gibt es keine Vorgabe. Geben Sie tier%d.salary in %s ein", f.why().DE, currency, f.Tier, currency),
	}
}

// replaced says what stands in for what is withheld.
func (f Few) replaced(v origin.Value, currency string) origin.Text {
	took, source := v.Text(), SourceText(v.Source)
	out := origin.Text{
		EN: fmt.Sprintf("%s. The plan takes %s instead. Type tier%d.salary to plan with your own figure", f.why().EN, took.EN, f.Tier),
		DE: fmt.Sprintf("%s. Der Plan nimmt stattdessen %s %s (%s: %s, %d). Geben Sie tier%d.salary ein, um mit Ihrem eigenen Wert zu planen", f.why().DE,
			origin.Number(v.Amount).DE, v.Unit, v.Kind.Text().DE, source.DE, v.Year, f.Tier),
	}
	if f.Currency != currency {
		out.EN += fmt.Sprintf(", in %s: they are paid in %s, and amounts are not converted", currency, f.Currency)
		out.DE += fmt.Sprintf(", in %s: Sie werden in %s bezahlt, und Beträge werden nicht umgerechnet", currency, f.Currency)
	}
	return origin.Text{EN: out.EN + ".", DE: out.DE + "."}
}

func (f Few) why() origin.Text {
	pay := origin.Text{EN: fmt.Sprintf("the pay of %d people is withheld", f.People), DE: fmt.Sprintf("Die Gehälter von %d Personen bleiben verdeckt", f.People)}
	if f.People == 1 {
		pay = origin.Text{EN: "the pay of one person is withheld", DE: "Das Gehalt einer Person bleibt verdeckt"}
	}
	return origin.Text{
		EN: fmt.Sprintf("Tier %d: %s, because the mean of fewer than %d tells too much about each", f.Tier, pay.EN, salary.SmallestGroup),
		DE: fmt.Sprintf("Stufe %d: %s, weil das Mittel von weniger als %d zu viel über jede Person verrät", f.Tier, pay.DE, salary.SmallestGroup),
	}
}
