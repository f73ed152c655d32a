package plan

import (
	"fmt"
	"maps"
	"slices"

	"tiermix/model/origin"
)

// Entry is one thing that was typed, for whoever keeps or carries assumptions.
type Entry struct {
	Key    string
	Amount float64  // in the unit of the field; 0 where Words is set
	Words  []string // country, table or channels; nil: a number
}

// Entries is everything typed: words first, then numbers by key.
func (a Assumptions) Entries() []Entry {
	var all []Entry
	for _, e := range []Entry{{Key: CountryKey, Words: []string{a.Country}}, {Key: TableKey, Words: []string{a.Table}}, {Key: LiveKey, Words: a.Live}} {
		if a.Typed[e.Key] {
			e.Words = append([]string{}, e.Words...)
			all = append(all, e)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(a.Values)) {
		all = append(all, Entry{Key: key, Amount: a.Values[key].Amount})
	}
	return all
}

// Typing is what was typed as assumptions, the reverse of Entries; what is not typed is as in Unsaid. Entries that this program does
// not know, or of which it knows another kind, are left over as they are.
func Typing(entries []Entry) (a Assumptions, unread []Entry) {
	a = Unsaid()
	for _, e := range entries {
		if !a.take(e) {
			unread = append(unread, e)
		}
	}
	return a, unread
}

// take puts an entry in its place, where it has one.
func (a *Assumptions) take(e Entry) bool {
	f, err := FieldOf(e.Key)
	switch {
	case err == nil && e.Words == nil:
		a.Values[e.Key] = origin.Type(e.Amount, f.Unit)
		return true
	case e.Key == LiveKey && e.Words != nil:
		a.Live = e.Words
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
