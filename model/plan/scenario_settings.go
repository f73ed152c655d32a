package plan

import (
	"slices"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Settings is one assumption with what it is in every scenario.
type Settings struct {
	Key   string
	About origin.Text
	Of    []Setting
}

// Setting is what an assumption is in one scenario.
type Setting struct {
	Known bool // false: nothing tells it
	Value origin.Value
	Words []string // country, table or channels, with Value.Kind; nil: a number
}

// Word is what stands for the words of a setting in print.
func (s Setting) Word() string { return strings.Join(s.Words, ", ") }

func (s Setting) same(t Setting) bool {
	return s.Known == t.Known && s.Value == t.Value && slices.Equal(s.Words, t.Words)
}

// differing are the assumptions that at least one scenario types and that are not the same in all: all scenarios are planned
// against the same records, so whatever else differs follows from these.
func differing(d Demand, columns []Column) []Settings {
	measured := Measured(d)
	var out []Settings
	for _, key := range typedKeys(columns) {
		s := Settings{Key: key, About: aboutKey(key)}
		for _, c := range columns {
			s.Of = append(s.Of, c.setting(key, measured))
		}
		if slices.ContainsFunc(s.Of, func(x Setting) bool { return !x.same(s.Of[0]) }) {
			out = append(out, s)
		}
	}
	return out
}

// typedKeys are the keys of everything typed: words, then fields of the desk in their order, then those of categories.
func typedKeys(columns []Column) []string {
	typed := map[string]bool{}
	var categories []string
	for _, c := range columns {
		for _, e := range c.Scenario.All() {
			if !typed[e.Key] && strings.HasPrefix(e.Key, "category.") {
				categories = append(categories, e.Key)
			}
			typed[e.Key] = true
		}
	}
	slices.Sort(categories)
	keys := []string{CountryKey, TableKey, FileKey, LiveKey, BandKey, GradeKey(1), GradeKey(2)}
	for _, f := range Fields() {
		keys = append(keys, f.Key)
	}
	keys = append(keys, categories...)
	for _, c := range columns {
		for _, e := range c.Scenario.Unread {
			keys = append(keys, e.Key)
		}
	}
	keys = slices.DeleteFunc(keys, func(key string) bool { return !typed[key] })
	seen := map[string]bool{}
	return slices.DeleteFunc(keys, func(key string) bool { again := seen[key]; seen[key] = true; return again })
}

func aboutKey(key string) origin.Text {
	switch key {
	case CountryKey:
		return origin.Text{EN: "country whose employer's on-cost counts", DE: "Land, dessen Lohnnebenkosten zählen"}
	case TableKey:
		return origin.Text{EN: "year of the on-cost table", DE: "Jahr der Tabelle der Lohnnebenkosten"}
	case LiveKey:
		return origin.Text{EN: "channels on which customers wait in line", DE: "Kanäle, auf denen Kunden warten"}
	}
	switch key {
	case FileKey:
		return origin.Text{EN: "on-cost table of your own", DE: "eigene Tabelle der Lohnnebenkosten"}
	case BandKey:
		return origin.Text{EN: "salary bands: min/mid/max", DE: "Gehaltsbänder: Minimum/Mitte/Maximum"}
	case GradeKey(1), GradeKey(2):
		return origin.Text{EN: "grade of the people", DE: "Grad der Personen"}
	}
	f, err := FieldOf(key)
	if err != nil {
		return origin.Text{EN: "not known to this program", DE: "diesem Programm nicht bekannt"}
	}
	return f.About
}

// setting is an assumption as the plan settled it; of one that could not be planned, as it would be settled.
func (c Column) setting(key string, measured map[string]origin.Value) Setting {
	a := c.Scenario.Assumptions
	for _, e := range c.Scenario.Unread {
		if e.Key == key {
			return Setting{Known: true, Value: origin.Type(e.Amount, ""), Words: e.Words}
		}
	}
	if words, kind := a.words(key); kind != "" {
		return Setting{Known: true, Value: origin.Value{Kind: kind}, Words: append([]string{}, words...)}
	}
	if c.Result != nil {
		i := slices.IndexFunc(c.Result.Input.Traces, func(t Trace) bool { return t.Key == key })
		if i >= 0 {
			return Setting{Known: true, Value: c.Result.Input.Traces[i].Value}
		}
	}
	f, err := FieldOf(key)
	if err != nil {
		return Setting{}
	}
	b := &book{typed: a.Values, measured: measured}
	if table, err := salary.Lookup(a.Country, a.Table, a.Tables...); err == nil {
		b.currency = table.Currency
	}
	v, ok := b.find(f)
	if !ok {
		return Setting{}
	}
	return Setting{Known: true, Value: v}
}

// words are an assumption that is no number, with where it comes from; "" where it is a number.
func (a Assumptions) words(key string) ([]string, origin.Kind) {
	typed := func(n int) origin.Kind {
		if n > 0 {
			return origin.Typed
		}
		return origin.Default
	}
	switch key {
	case CountryKey:
		return []string{a.Country}, a.Kind(key)
	case TableKey:
		return []string{a.Table}, a.Kind(key)
	case LiveKey:
		return a.Live, a.Kind(key)
	case FileKey:
		return shownTables(a.Tables), a.Kind(key)
	case BandKey:
		return shownBands(a.Bands), typed(len(a.Bands))
	case GradeKey(1):
		return a.grade(1), typed(len(a.grade(1)))
	case GradeKey(2):
		return a.grade(2), typed(len(a.grade(2)))
	}
	return nil, ""
}

func (a Assumptions) grade(tier int) []string {
	if g, ok := a.Grades[tier]; ok {
		return []string{g}
	}
	return nil
}
