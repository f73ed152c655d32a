package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Entry is one thing that was typed, for whoever keeps or carries assumptions.
type Entry struct {
	Key    string
	Amount float64  // in the unit of the field; 0 where Words is set
	Words  []string // country, table or channels; nil: a number
}

// Keys of what is typed beside numbers of fields and the words of CountryKey, TableKey, FileKey and LiveKey.
const (
	BandKey = "band" // five words for each band: tier, grade, min, mid, max
	grade   = ".grade"
)

// GradeKey is the key of the grade of a tier's people.
func GradeKey(tier int) string { return fmt.Sprintf("tier%d%s", tier, grade) }

// Entries is everything typed: words first, then numbers by key. An on-cost table of the user's own stands in it whole, as JSON.
func (a Assumptions) Entries() []Entry {
	var all []Entry
	for _, e := range []Entry{{Key: CountryKey, Words: []string{a.Country}}, {Key: TableKey, Words: []string{a.Table}}, {Key: FileKey, Words: inJSON(a.Tables)}, {Key: LiveKey, Words: a.Live}} {
		if a.Typed[e.Key] {
			e.Words = append([]string{}, e.Words...)
			all = append(all, e)
		}
	}
	if len(a.Bands) > 0 {
		all = append(all, Entry{Key: BandKey, Words: bandWords(a.Bands)})
	}
	for _, tier := range slices.Sorted(maps.Keys(a.Grades)) {
		all = append(all, Entry{Key: GradeKey(tier), Words: []string{a.Grades[tier]}})
	}
	for _, key := range slices.Sorted(maps.Keys(a.Values)) {
		all = append(all, Entry{Key: key, Amount: a.Values[key].Amount})
	}
	return all
}

// Typing is what was typed as assumptions, the reverse of Entries; what is not typed is as in Unsaid, and of a typed country the
// newest table. Entries that this program does not know, or of which it knows another kind, are left over as they are.
func Typing(entries []Entry) (a Assumptions, unread []Entry) {
	a = Unsaid()
	for _, e := range entries {
		if !a.take(e) {
			unread = append(unread, e)
		}
	}
	switch {
	case len(a.Tables) > 0:
		a.Country, a.Table = a.Tables[0].Country, string(a.Tables[0].Year)
	case a.Typed[CountryKey] && !a.Typed[TableKey]:
		a.Table = newest(a.Country, a.Table)
	}
	return a, unread
}

// newest is the year of a country's newest table, or the year that is given where there is none.
func newest(country, year string) string {
	var found salary.Year
	for _, t := range salary.Tables() {
		own, err := salary.Lookup(country, string(t.Year))
		if err == nil && own.Name() == t.Name() && t.Year > found {
			found, year = t.Year, string(t.Year)
		}
	}
	return year
}

// take puts an entry in its place, where it has one.
func (a *Assumptions) take(e Entry) bool {
	f, err := FieldOf(e.Key)
	switch {
	case err == nil && e.Words == nil:
		a.Values[e.Key] = origin.Type(e.Amount, f.Unit)
		return true
	case e.Words == nil:
		return false
	case e.Key == LiveKey:
		a.Live = e.Words
	case e.Key == BandKey:
		return taken(&a.Bands, bandsOf(e.Words))
	case e.Key == FileKey:
		if !taken(&a.Tables, tablesOf(e.Words)) {
			return false
		}
	case strings.HasSuffix(e.Key, grade):
		return a.takeGrade(e)
	case e.Key == CountryKey && len(e.Words) == 1:
		a.Country = e.Words[0]
	case e.Key == TableKey && len(e.Words) == 1:
		a.Table = e.Words[0]
	default:
		return false
	}
	a.Typed[e.Key] = true
	return true
}

// taken puts what was read in its place, if anything was.
func taken[T any](place *[]T, read []T) bool {
	if len(read) > 0 {
		*place = read
	}
	return len(read) > 0
}

func (a *Assumptions) takeGrade(e Entry) bool {
	for tier := 1; tier <= 2; tier++ {
		if e.Key == GradeKey(tier) && len(e.Words) == 1 {
			if a.Grades == nil {
				a.Grades = map[int]string{}
			}
			a.Grades[tier] = e.Words[0]
			return true
		}
	}
	return false
}

// All is everything typed in a scenario, also what this program does not know.
func (s Scenario) All() []Entry { return append(s.Entries(), s.Unread...) }

// unknown is why a scenario with unread entries cannot be planned.
func (s Scenario) unknown() []error {
	var faults []error
	for _, e := range s.Unread {
		faults = append(faults, fmt.Errorf("%s: this program does not know what is typed here; a newer tiermix has saved it, plan it with that one", clipped(e.Key)))
	}
	return faults
}
