package salary

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"tiermix/model/origin"
)

// Year is a calendar year, "2026", or a fiscal year, "2025/26". In TOML it may stand as text or as a whole number.
type Year string

var yearForm = regexp.MustCompile(`^((?:19|20|21)\d\d)(?:[/-](?:(?:19|20|21))?(\d\d))?$`)

// ParseYear reads 2026, 2025/26, 2025/2026 and 2025-26. A fiscal year must end in the year after the one it begins in.
func ParseYear(text string) (Year, error) {
	parts := yearForm.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return "", fmt.Errorf("year %q must be written as 2026 or 2025/26", text)
	}
	if parts[2] == "" {
		return Year(parts[1]), nil
	}
	y := Year(parts[1] + "/" + parts[2])
	if next := fmt.Sprintf("%02d", (y.First()+1)%100); parts[2] != next {
		return "", fmt.Errorf("year %q must end one year after it begins: %s/%s", text, parts[1], next)
	}
	return y, nil
}

// UnmarshalText reads what ParseYear reads. TOML calls it for whole numbers only; years in text are looked at by Table.Check.
func (y *Year) UnmarshalText(text []byte) (err error) {
	*y, err = ParseYear(string(text))
	return err
}

// First is the calendar year in which the year begins; 0 for text that is no year.
func (y Year) First() int {
	n := 0
	if yearForm.MatchString(string(y)) {
		for _, digit := range y[:4] {
			n = 10*n + int(digit-'0')
		}
	}
	return n
}

// Table is what an employer pays on top of salaries in one country and year. Users write their own in TOML:
//
//	country = "AT"
//	year = 2026
//	currency = "EUR"
//	source = "Dachverband der Sozialversicherungsträger"
//	[[component]]
//	key = "pension"
//	name = { en = "pension insurance", de = "Pensionsversicherung" }
//	rate = 0.1255
//	ceiling = 97020
//	source = "§ 51 ASVG"
//	kind = "typed" # what ingest/assumption reads without it
//
// Floors and ceilings are amounts a year. Laws that set them by month are taken at twelve times the month, which is exact for
// a salary paid evenly; months that differ are not modelled.
type Table struct {
	Country    string      `toml:"country"` // "DE", "US", "UK"; GB means UK
	Year       Year        `toml:"year"`
	Currency   string      `toml:"currency"`
	Source     string      `toml:"source"`
	Above      float64     `toml:"above"` // the rates hold for annual salaries above this; up to it the bill carries Below as a warning
	Below      origin.Text `toml:"below"`
	Components []Component `toml:"component"`
}

// Component is one contribution of the employer: rate × (the part of the annual salary between floor and ceiling).
type Component struct {
	Key     string      `toml:"key"` // short and unique in its table
	Name    origin.Text `toml:"name"`
	Rate    float64     `toml:"rate"`    // share, 0 .. 1
	Floor   float64     `toml:"floor"`   // currency a year; what lies below is free
	Ceiling float64     `toml:"ceiling"` // currency a year; what lies above is free. 0: none
	Source  string      `toml:"source"`
	Kind    origin.Kind `toml:"kind"`  // of the rate
	Input   bool        `toml:"input"` // differs by employer: set by With
}

// Name is country and year, "UK 2025/26".
func (t Table) Name() string { return t.Country + " " + string(t.Year) }

// Check returns every fault of the table at once, with table and component.
func (t Table) Check() error {
	name := "on-cost table " + t.Name()
	faults := []error{checkCurrency(name, t.Currency)}
	if t.Country != country(t.Country) || t.Country == "" {
		faults = append(faults, fmt.Errorf("%s: country %q must be a code in capital letters, such as DE (UK for GB)", name, t.Country))
	}
	if y, err := ParseYear(string(t.Year)); err != nil || y != t.Year {
		faults = append(faults, fmt.Errorf("%s: year %q must be written as 2026 or 2025/26", name, t.Year))
	}
	if t.Source == "" {
		faults = append(faults, fmt.Errorf("%s: no source", name))
	}
	if !(t.Above >= 0) || math.IsInf(t.Above, 0) {
		faults = append(faults, fmt.Errorf("%s: above %v must be an amount of 0 or more", name, t.Above))
	}
	if len(t.Components) == 0 {
		faults = append(faults, fmt.Errorf("%s: no components", name))
	}
	for i, c := range t.Components {
		faults = append(faults, c.check(fmt.Sprintf("%s, component %q", name, c.Key), t.Year))
		if j := t.find(c.Key); j < i {
			faults = append(faults, fmt.Errorf("%s: component %q is given twice, as number %d and number %d", name, c.Key, j+1, i+1))
		}
	}
	return errors.Join(faults...)
}

func (c Component) check(name string, year Year) error {
	var faults []error
	if c.Key == "" || c.Name.EN == "" || c.Name.DE == "" {
		faults = append(faults, fmt.Errorf("%s: needs a key and a name in English and German", name))
	}
	if !(c.Rate >= 0 && c.Rate <= 1) {
		faults = append(faults, fmt.Errorf("%s: rate %v must lie within 0 and 1; 8.75 %% is 0.0875", name, c.Rate))
	}
	if !(c.Floor >= 0) || math.IsInf(c.Floor, 0) {
		faults = append(faults, fmt.Errorf("%s: floor %v must be an amount of 0 or more", name, c.Floor))
	}
	if c.Ceiling != 0 && !(c.Ceiling > c.Floor) || math.IsInf(c.Ceiling, 0) {
		faults = append(faults, fmt.Errorf("%s: ceiling %v must lie above the floor %v, or be 0 for none", name, c.Ceiling, c.Floor))
	}
	if c.Source == "" {
		faults = append(faults, fmt.Errorf("%s: no source", name))
	}
	if c.Kind != origin.Default || c.Source != "" {
		faults = append(faults, origin.Value{Amount: 1, Kind: c.Kind, Source: c.Source, Year: year.First()}.Check(name))
	}
	return errors.Join(faults...)
}

func (t Table) find(key string) int {
	return slices.IndexFunc(t.Components, func(c Component) bool { return c.Key == key })
}

// With returns the table with rates for its inputs, by key, each an origin.Share of 0 .. 1 with its own origin: what the
// accident insurer charges this employer, say. The table itself stays as it is.
//
// Errors, all at once: a key that is no input of the table (with those that are), a rate out of range.
func (t Table) With(rates map[string]origin.Value) (Table, error) {
	var faults []error
	t.Components = slices.Clone(t.Components)
	for _, key := range slices.Sorted(maps.Keys(rates)) {
		i := t.find(key)
		if i < 0 || !t.Components[i].Input {
			faults = append(faults, fmt.Errorf("on-cost table %s: %q is not among its inputs: %s", t.Name(), key, t.inputs()))
			continue
		}
		faults = append(faults, checkUnit("on-cost table "+t.Name()+", "+key, rates[key], origin.Share, 0, 1))
		c := &t.Components[i]
		c.Rate, c.Kind = rates[key].Amount, rates[key].Kind
		if rates[key].Source != "" {
			c.Source = rates[key].Source
		}
	}
	if err := errors.Join(faults...); err != nil {
		return Table{}, err
	}
	return t, nil
}

func (t Table) inputs() string {
	var keys []string
	for _, c := range t.Components {
		if c.Input {
			keys = append(keys, c.Key)
		}
	}
	if keys == nil {
		return "it has none"
	}
	return strings.Join(keys, ", ")
}

// Lookup finds the table of a country and year: among the user's own first, then among those built in. The country is a code,
// GB and UK being one; the year is written 2026, 2025/26 or, for a fiscal year, as the year in which it begins: 2025 finds 2025/26
// when there is no table for the calendar year 2025, and 2026 does not.
//
// Errors: no such table, with a list of those there are; a year that is none.
func Lookup(code, year string, own ...Table) (Table, error) {
	y, err := ParseYear(year)
	if err != nil {
		return Table{}, fmt.Errorf("on-cost: %w", err)
	}
	all := append(slices.Clone(own), Tables()...)
	for _, exact := range []bool{true, false} {
		for _, t := range all {
			if country(t.Country) == country(code) && (t.Year == y || !exact && y == Year(fmt.Sprint(t.Year.First()))) {
				return t, nil
			}
		}
	}
	var names []string
	for _, t := range all {
		names = append(names, t.Name())
	}
	slices.Sort(names)
	return Table{}, fmt.Errorf("on-cost: no table for country %q and year %s; there are %s; add a table of your own for others",
		code, y, strings.Join(slices.Compact(names), ", "))
}

func country(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	if code == "GB" {
		return "UK"
	}
	return code
}
