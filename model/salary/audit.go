package salary

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// SmallestGroup is the number of people below which pay figures of a group say too much about its members.
const SmallestGroup = 6

// Entry is one line of a salary list. It has no name, and no result of this package shows a single entry.
type Entry struct {
	Tier     int
	Grade    string
	Annual   float64 // for full time: the pay of part-time staff is scaled up before
	Currency string
}

// Group counts the people of one tier and grade against their band.
type Group struct {
	Tier             int
	Grade            string
	People           int
	Below, In, Above int  // together People, unless Withheld or NoBand: then all are 0
	NoBand           bool // there is no band for this tier and grade
	Withheld         bool // fewer people than the smallest group
}

// Audit counts a salary list against the bands, by tier and grade, in that order. Groups of fewer than smallest people (see
// SmallestGroup; 1 shows all) are withheld: only their size is told, and no totals are formed from which they could be had by
// subtraction.
//
// Errors, all at once: those of CheckBands; entries with a salary that is not above 0, not finite or absurd, or in another
// currency than the bands; a smallest group below 1; no bands; no entries.
func Audit(bands []Band, entries []Entry, smallest int) ([]Group, error) {
	if err := checkAudit(bands, entries, smallest); err != nil {
		return nil, err
	}
	var groups []Group
	for _, e := range entries {
		i := slices.IndexFunc(groups, func(g Group) bool { return g.Tier == e.Tier && g.Grade == e.Grade })
		if i < 0 {
			i = len(groups)
			groups = append(groups, Group{Tier: e.Tier, Grade: e.Grade, NoBand: find(bands, e.Tier, e.Grade) < 0})
		}
		groups[i].add(bands, e)
	}
	for i := range groups {
		groups[i].withhold(smallest)
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Tier, b.Tier), cmp.Compare(order(bands, a), order(bands, b)), cmp.Compare(a.Grade, b.Grade))
	})
	return groups, nil
}

func (g *Group) add(bands []Band, e Entry) {
	g.People++
	if g.NoBand {
		return
	}
	switch b := bands[find(bands, e.Tier, e.Grade)]; {
	case e.Annual < b.Min:
		g.Below++
	case e.Annual > b.Max:
		g.Above++
	default:
		g.In++
	}
}

func (g *Group) withhold(smallest int) {
	if g.People < smallest {
		g.Below, g.In, g.Above, g.Withheld = 0, 0, 0, true
	}
}

// order puts grades as the bands have them, those without a band last.
func order(bands []Band, g Group) int {
	if i := find(bands, g.Tier, g.Grade); i >= 0 {
		return i
	}
	return len(bands)
}

func checkAudit(bands []Band, entries []Entry, smallest int) error {
	_, err := CheckBands(bands)
	faults := []error{err}
	if smallest < 1 {
		faults = append(faults, fmt.Errorf("smallest group: %d must be 1 or more", smallest))
	}
	if len(bands) == 0 {
		return errors.Join(append(faults, errors.New("salary list: no bands to check it against"))...)
	}
	if len(entries) == 0 {
		faults = append(faults, errors.New("salary list: no entries"))
	}
	for i, e := range entries {
		name := fmt.Sprintf("salary list, entry %d", i+1)
		faults = append(faults, checkSalary(name, e.Annual, e.Currency))
		if e.Currency != bands[0].Currency {
			faults = append(faults, fmt.Errorf("%s: in %q, the bands in %s; currencies cannot be mixed, convert one of them", name, e.Currency, bands[0].Currency))
		}
	}
	return errors.Join(faults...)
}
