package plan

import (
	"fmt"
	"slices"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// WholeMonths is the unit of times that are whole months.
const WholeMonths = "whole months"

// MonthOfYear is the unit of a month by its number, 1 to 12.
const MonthOfYear = "month of the year"

// hiresMonth is the unit of a number of hires, which are whole as well.
const hiresMonth = "hires a month"

// moveFields are those of one tier about how people come and go; they matter for the headcount plan alone.
func moveFields(tier int) []Field {
	name := func(key string) string { return fmt.Sprintf("tier%d.%s", tier, key) }
	pick := func(first, second float64) float64 { return []float64{first, second}[tier-1] }
	return []Field{
		{name("lead_months"), WholeMonths, 0, 36, example(pick(2, 3), WholeMonths), false, origin.Text{EN: "months from the decision to hire to the first day", DE: "Monate von der Entscheidung zur Einstellung bis zum ersten Tag"}},
		{name("ramp_months"), WholeMonths, 0, 36, example(pick(3, 6), WholeMonths), false, origin.Text{EN: "months until a hire is fully productive, rising evenly", DE: "Monate, bis eine Einstellung voll produktiv ist, gleichmäßig steigend"}},
		{name("ramp_start"), origin.Share, 0, 1, example(0.25, origin.Share), false, origin.Text{EN: "productivity of a hire in the first month", DE: "Produktivität einer Einstellung im ersten Monat"}},
		{name("mentor_share"), origin.Share, 0, 1, example(0.1, origin.Share), false, origin.Text{EN: "time of a colleague that one person in ramp takes", DE: "Zeit eines Kollegen, die eine Person in Einarbeitung braucht"}},
		{name("attrition_first_year"), origin.Share, 0, 12, example(pick(0.3, 0.15), origin.Share), false, origin.Text{EN: "people who leave in their first year at this level, over their average number: 0.3 is 2.5 % a month", DE: "Abgänge im ersten Jahr auf dieser Stufe, gemessen am mittleren Bestand: 0,3 sind 2,5 % im Monat"}},
		{name("attrition_later"), origin.Share, 0, 12, example(pick(0.15, 0.08), origin.Share), false, origin.Text{EN: "the same for every later year", DE: "dasselbe für jedes spätere Jahr"}},
		{name("hiring_cost"), Money, 0, 1e6, example(pick(5000, 9000), Money), false, origin.Text{EN: "cost of one hire: search, selection, set-up; without recruiting that stands in the overhead", DE: "Kosten einer Einstellung: Suche, Auswahl, Einrichtung; ohne Personalgewinnung, die in den Gemeinkosten steht"}},
		{name("leaving_cost"), Money, 0, 1e6, example(pick(1500, 3000), Money), false, origin.Text{EN: "cost of one who leaves: handover, paperwork", DE: "Kosten eines Abgangs: Übergabe, Abwicklung"}},
		{name("shortage_price"), Money, 0, 1e7, origin.Value{}, false, origin.Text{EN: "price of one effective FTE that is missing for a month; without it shortage_factor times what a person costs in a month", DE: "Preis eines effektiven FTE, das einen Monat lang fehlt; ohne Angabe shortage_factor mal die Monatskosten einer Person"}},
		{name("most_hires"), hiresMonth, 0, 1000, origin.Value{}, false, origin.Text{EN: "most hires that can begin in a month; without it as many as wanted", DE: "höchste Zahl der Einstellungen, die in einem Monat beginnen können; ohne Angabe beliebig viele"}},
	}
}

// planFields are those of the headcount plan that belong to no tier.
func planFields() []Field {
	return []Field{
		{"promotion.share", origin.Share, 0, 1, example(0.25, origin.Share), false, origin.Text{EN: "share of the settled people of 1st level that can be promoted to 2nd level within twelve months; 0: nobody", DE: "Anteil der eingearbeiteten Personen des 1st Levels, der binnen zwölf Monaten ins 2nd Level aufsteigen kann; 0: niemand"}},
		{"promotion.ramp_months", WholeMonths, 0, 36, example(4, WholeMonths), false, origin.Text{EN: "months until a promoted person is fully productive at 2nd level", DE: "Monate, bis eine beförderte Person im 2nd Level voll produktiv ist"}},
		{"promotion.ramp_start", origin.Share, 0, 1, example(0.4, origin.Share), false, origin.Text{EN: "productivity of a promoted person in the first month at 2nd level", DE: "Produktivität einer beförderten Person im ersten Monat im 2nd Level"}},
		{"promotion.cost", Money, 0, 1e6, example(3000, Money), false, origin.Text{EN: "cost of one promotion: training and certificates", DE: "Kosten einer Beförderung: Schulung und Zertifikate"}},
		{"promotion.raise", origin.Share, 0, 5, origin.Value{}, false, origin.Text{EN: "rise of salary on promotion; without it the salary of 2nd level", DE: "Gehaltssprung bei Beförderung; ohne Angabe das Gehalt des 2nd Levels"}},
		{"yearly_rise", origin.Share, 0, 0.5, example(0.03, origin.Share), false, origin.Text{EN: "yearly rise of all salaries", DE: "jährliche Erhöhung aller Gehälter"}},
		{"rise_month", MonthOfYear, 1, 12, example(4, MonthOfYear), false, origin.Text{EN: "month in which salaries rise, 1 to 12", DE: "Monat, in dem die Gehälter steigen, 1 bis 12"}},
		{"shortage_factor", salary.Factor, 0, 100, example(1.5, salary.Factor), false, origin.Text{EN: "price of a missing FTE-month in what a person of the tier costs in a month", DE: "Preis eines fehlenden FTE-Monats in Monatskosten einer Person der Stufe"}},
		{"yearly_growth", origin.Share, -0.9, 5, example(0, origin.Share), false, origin.Text{EN: "growth of tickets a year after the measured period, where no forecast is planned with", DE: "Wachstum der Tickets im Jahr nach dem gemessenen Zeitraum, wo nicht mit einer Prognose geplant wird"}},
	}
}

// OfMoves says whether a field is about how people come, go and rise, which matters for the headcount plan alone.
func OfMoves(key string) bool {
	all := slices.Concat(moveFields(1), moveFields(2), planFields())
	return slices.ContainsFunc(all, func(f Field) bool { return f.Key == key })
}
