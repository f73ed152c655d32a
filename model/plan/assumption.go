package plan

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Assumptions are what a plan needs beside the desk's records. What is not in Values is measured, or the named default of
// its field.
type Assumptions struct {
	Country string   // of the on-cost table: DE, US, UK
	Table   string   // year of the table: 2026, 2025/26
	Live    []string // channels on which customers wait in line; all others can wait
	Values  map[string]origin.Value
	Tables  []salary.Table  // the user's own on-cost tables; they come before those of tiermix
	Bands   []salary.Band   // typed: tier, grade, min, mid and max in the currency of the country, each tier from its lowest grade
	Grades  map[int]string  // typed: the grade of a tier's people; else the lowest of its bands
	Typed   map[string]bool // which of CountryKey, TableKey, FileKey and LiveKey the user typed; the others are defaults
}

// Keys of what is assumed beside numbers, as they stand in the user's file.
const (
	CountryKey = "country"
	TableKey   = "on_cost_table"
	FileKey    = "on_cost_file" // a file with an on-cost table of the user's own
	LiveKey    = "live_channels"
)

// Unsaid are the assumptions of a user who has typed nothing: the on-cost table of Germany in 2026, and customers waiting in
// line on phone and chat.
func Unsaid() Assumptions {
	return Assumptions{Country: "DE", Table: "2026", Live: []string{"phone", "chat"}, Values: map[string]origin.Value{}, Typed: map[string]bool{}}
}

// Kind is how country, table or channels came about: typed or a default.
func (a Assumptions) Kind(key string) origin.Kind {
	if a.Typed[key] {
		return origin.Typed
	}
	return origin.Default
}

// Field is one number that may be assumed.
type Field struct {
	Key       string // tier1.salary; a field of a category is category.NAME.solve
	Unit      string // "money" and "money/year" stand for the currency of the table
	Low, High float64
	Default   origin.Value // the zero value: there is none
	Measured  bool         // the desk's records can tell it
	About     origin.Text
}

// Units that stand for amounts of the plan's currency.
const (
	Money     = "money"
	MoneyYear = "money/year"
)

const ownExample = "tiermix example, no survey"

func example(amount float64, unit string) origin.Value {
	return origin.Assume(amount, unit, ownExample, 2026)
}

// Fields are all of the desk's numbers, in the order in which people read them.
func Fields() []Field {
	h := salary.ExampleHours()
	all := []Field{
		{"hours.contract", salary.HoursPerWeek, 1, 84, h.Contract, false, origin.Text{EN: "contract hours of a full-time week", DE: "Vertragsstunden einer Vollzeitwoche"}},
		{"hours.days_per_week", salary.DaysPerWeek, 1, 7, h.DaysPerWeek, false, origin.Text{EN: "working days of a full-time week", DE: "Arbeitstage einer Vollzeitwoche"}},
		{"hours.vacation", salary.DaysPerYear, 0, 100, h.Vacation, false, origin.Text{EN: "days of paid vacation", DE: "Urlaubstage"}},
		{"hours.holidays", salary.DaysPerYear, 0, 60, h.Holidays, false, origin.Text{EN: "public holidays on working days", DE: "Feiertage an Arbeitstagen"}},
		{"hours.sickness", salary.DaysPerYear, 0, 200, h.Sickness, false, origin.Text{EN: "days of sickness", DE: "Krankheitstage"}},
		{"hours.training", salary.DaysPerYear, 0, 100, h.Training, false, origin.Text{EN: "days of training", DE: "Schulungstage"}},
		{"hours.meetings", salary.HoursPerWeek, 0, 40, h.Meetings, false, origin.Text{EN: "hours in meetings in a week that is worked", DE: "Stunden in Besprechungen je gearbeiteter Woche"}},
	}
	all = append(all, shiftFields()...)
	all = append(append(all, tierFields(1)...), moveFields(1)...)
	all = append(append(all, tierFields(2)...), moveFields(2)...)
	all = append(all, onCostFields()...)
	all = append(all, spreadFields()...)
	all = append(all, planFields()...)
	return append(all,
		Field{"return_share", origin.Share, 0, 0.9, origin.Value{}, true, origin.Text{EN: "share of the tickets at 2nd level that comes back to 1st level", DE: "Anteil der Tickets im 2nd Level, der zum 1st Level zurückkommt"}},
		Field{"failed_try_cost", Money, 0, 1e6, example(0, Money), false, origin.Text{EN: "cost of a failed try beside all time, such as the customer's longer wait", DE: "Kosten eines vergeblichen Versuchs neben aller Zeit, etwa das längere Warten des Kunden"}},
		Field{"growth", origin.Share, -0.99, 10, example(0, origin.Share), false, origin.Text{EN: "change of the number of tickets against the measured period", DE: "Änderung der Ticketzahl gegenüber dem gemessenen Zeitraum"}},
		Field{"training.points", origin.Share, 0, 1, example(0.05, origin.Share), false, origin.Text{EN: "points by which a training raises the share that 1st level solves", DE: "Punkte, um die eine Schulung die Lösungsquote im 1st Level hebt"}},
		Field{"training.cost", Money, 0, 1e7, example(3000, Money), false, origin.Text{EN: "cost of a training for one category, once", DE: "Einmalige Kosten einer Schulung je Kategorie"}},
		Field{"training.months", "months", 1, 120, example(24, "months"), false, origin.Text{EN: "months within which a training has to pay back", DE: "Monate, in denen sich eine Schulung auszahlen muss"}},
		Field{"discount_rate", origin.Share, 0, 1, example(0.05, origin.Share), false, origin.Text{EN: "yearly rate at which later money counts less", DE: "Jährlicher Zins, mit dem späteres Geld weniger zählt"}},
		sensitivityField(),
	)
}

// tierFields are those of one tier.
func tierFields(tier int) []Field {
	name := func(key string) string { return fmt.Sprintf("tier%d.%s", tier, key) }
	pay := origin.Value{}
	for _, e := range salary.Examples() {
		if e.Country == "DE" && e.Tier == tier {
			pay = e.Annual
		}
	}
	fields := []Field{
		{name("salary"), MoneyYear, 1, 1e7, pay, true, origin.Text{EN: "gross salary for full time", DE: "Bruttogehalt für Vollzeit"}},
		{name("overhead"), MoneyYear, 0, 1e6, example(6000, MoneyYear), false, origin.Text{EN: "workplace, tools and recruiting for one person", DE: "Arbeitsplatz, Werkzeuge und Personalgewinnung je Person"}},
		{name("occupancy"), origin.Share, 0.01, 1, example(0.75, origin.Share), false, origin.Text{EN: "share of the time on duty that is spent on tickets; shares out paid hours and prices a ticket", DE: "Anteil der Dienstzeit, der auf Tickets verwendet wird; teilt bezahlte Stunden auf und bepreist ein Ticket"}},
		{name("max_occupancy"), origin.Share, 0.05, 1, example(0.85, origin.Share), false, origin.Text{EN: "highest occupancy that is planned with", DE: "höchste Auslastung, mit der geplant wird"}},
		{name("deferred_hours"), "h", 0.25, 1000, example(8, "h"), false, origin.Text{EN: "open hours within which work that can wait is done", DE: "Öffnungsstunden, in denen aufschiebbare Arbeit erledigt wird"}},
		{name("deferred_share"), origin.Share, 0.01, 1, example(0.9, origin.Share), false, origin.Text{EN: "share of that work done in that time", DE: "Anteil dieser Arbeit, der in dieser Zeit erledigt wird"}},
		{name("people"), "people", 0, 1e5, origin.Value{}, true, origin.Text{EN: "full-time people today", DE: "Vollzeitkräfte heute"}},
	}
	fields = slices.Insert(fields, 1, payFields(tier)...)
	if tier == 1 {
		return append(fields,
			Field{name("target_seconds"), "s", 0, 86400 * 30, example(20, "s"), false, origin.Text{EN: "promised time to answer live work", DE: "zugesagte Zeit bis zur Annahme wartender Anfragen"}},
			Field{name("target_share"), origin.Share, 0, 0.999, example(0.8, origin.Share), false, origin.Text{EN: "share of live work answered in that time", DE: "Anteil wartender Anfragen, der in dieser Zeit angenommen wird"}},
			Field{name("patience_seconds"), "s", 1, 86400 * 30, origin.Value{}, false, origin.Text{EN: "mean time until a waiting customer gives up; without it nobody does", DE: "mittlere Zeit, bis ein wartender Kunde aufgibt; ohne sie gibt niemand auf"}},
			Field{name("max_abandon"), origin.Share, 0.001, 1, example(0.05, origin.Share), false, origin.Text{EN: "largest share of waiting customers that may give up, where a patience is typed", DE: "größter Anteil wartender Kunden, der aufgeben darf, wo eine Geduld eingegeben ist"}},
			Field{name("solved_minutes"), salary.Minutes, 0, 43200, example(12, salary.Minutes), true, origin.Text{EN: "work on a ticket that 1st level solves", DE: "Arbeit an einem Ticket, das das 1st Level löst"}},
			Field{name("passed_minutes"), salary.Minutes, 0, 43200, example(8, salary.Minutes), true, origin.Text{EN: "work on a ticket that 1st level tries and passes on", DE: "Arbeit an einem Ticket, das das 1st Level versucht und weitergibt"}},
			Field{name("diagnosis_minutes"), salary.Minutes, 0, 43200, example(2, salary.Minutes), false, origin.Text{EN: "of that, the first look that every ticket gets", DE: "davon der erste Blick, den jedes Ticket bekommt"}})
	}
	return append(fields, Field{name("minutes"), salary.Minutes, 0, 43200, example(35, salary.Minutes), true, origin.Text{EN: "work on a ticket at 2nd level", DE: "Arbeit an einem Ticket im 2nd Level"}})
}

// CategoryFields are the numbers that may be typed for one category, by the last part of their key.
func CategoryFields() []Field {
	return []Field{
		{"solve", origin.Share, 0, 1, origin.Value{}, true, origin.Text{EN: "share that 1st level solves when it tries", DE: "Anteil, den das 1st Level löst, wenn es versucht"}},
		{"solved_minutes", salary.Minutes, 0, 43200, origin.Value{}, true, origin.Text{EN: "work on a ticket that 1st level solves", DE: "Arbeit an einem Ticket, das das 1st Level löst"}},
		{"passed_minutes", salary.Minutes, 0, 43200, origin.Value{}, true, origin.Text{EN: "work on a ticket that 1st level tries and passes on", DE: "Arbeit an einem Ticket, das das 1st Level versucht und weitergibt"}},
		{"second_minutes", salary.Minutes, 0, 43200, origin.Value{}, true, origin.Text{EN: "work on a ticket at 2nd level", DE: "Arbeit an einem Ticket im 2nd Level"}},
		{"return_share", origin.Share, 0, 0.9, origin.Value{}, true, origin.Text{EN: "share that 2nd level sends back", DE: "Anteil, den das 2nd Level zurückgibt"}},
		{"training_points", origin.Share, 0, 1, origin.Value{}, false, origin.Text{EN: "points that a training of this category gains", DE: "Punkte, die eine Schulung dieser Kategorie bringt"}},
		{"training_cost", Money, 0, 1e7, origin.Value{}, false, origin.Text{EN: "cost of that training, once", DE: "einmalige Kosten dieser Schulung"}},
	}
}

// CategoryKey is the key of a category's field. Tickets without a category have "" as category.
func CategoryKey(category, field string) string { return "category." + category + "." + field }

// FieldOf finds the field of a key.
func FieldOf(key string) (Field, error) {
	if rest, ok := strings.CutPrefix(key, "category."); ok {
		last := strings.LastIndex(rest, ".")
		if last >= 0 {
			fields := CategoryFields()
			if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == rest[last+1:] }); i >= 0 {
				fields[i].Key = key
				return fields[i], nil
			}
		}
		return Field{}, fmt.Errorf("%s is not known; a category has %s", key, keys(CategoryFields()))
	}
	fields := Fields()
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key }); i >= 0 {
		return fields[i], nil
	}
	return Field{}, fmt.Errorf("%s is not known; there are %s", key, keys(fields))
}

func keys(fields []Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Key)
	}
	return strings.Join(names, ", ")
}

// Check says what is wrong with an amount of the field, and what would be right.
func (f Field) Check(amount float64) error {
	switch {
	case math.IsNaN(amount) || math.IsInf(amount, 0):
		return fmt.Errorf("%s = %v: this is no finite number; %s", f.Key, amount, f.About.EN)
	case f.Unit == Steps && amount != math.Trunc(amount):
		return fmt.Errorf("%s = %s: a step is a whole number: 0, 1 or 2; %s", f.Key, plain(amount), f.About.EN)
	case slices.Contains([]string{WholeMonths, MonthOfYear, hiresMonth}, f.Unit) && amount != math.Trunc(amount):
		return fmt.Errorf("%s = %s: this is no whole number; %s", f.Key, plain(amount), f.About.EN)
	case amount < f.Low || amount > f.High:
		return fmt.Errorf("%s = %s: this lies outside %s to %s (%s); %s", f.Key, plain(amount), plain(f.Low), plain(f.High), f.unit(), f.About.EN)
	}
	return nil
}

// plain is a number as one types it.
func plain(amount float64) string { return strconv.FormatFloat(amount, 'f', -1, 64) }

func (f Field) unit() string {
	switch f.Unit {
	case origin.Share:
		return "a share, 0.8 is 80 %"
	case Money:
		return "in the currency of the country"
	case MoneyYear:
		return "a year, in the currency of the country"
	}
	return f.Unit
}

// Check returns every fault of the assumptions at once.
func (a Assumptions) Check() error {
	var faults []error
	if table, err := salary.Lookup(a.Country, a.Table, a.Tables...); err != nil {
		faults = append(faults, err)
	} else {
		faults = append(faults, a.checkBands(table.Currency)...)
	}
	for _, key := range slices.Sorted(maps.Keys(a.Values)) {
		f, err := FieldOf(key)
		if err == nil {
			err = f.Check(a.Values[key].Amount)
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}
