// Package shiftleft says which tickets of 2nd level the 1st level could have solved, and what a year of that is worth: what the
// tickets cost on their way against what they would cost if 1st level tried them, by the plan's own costs.
package shiftleft

import "time"

// Solved is what 2nd level solved in a period.
type Solved struct {
	From, To time.Time // first and last day that the records cover
	Days     int       // 0: the period lies outside of the records
	LeftOut  int       // tickets of the period without a tier
	Groups   []Group
}

// Group is a number of tickets of which the same is known.
type Group struct {
	Category string // "" where the source does not say
	Tried    bool   // 1st level held them before
	Marked   bool   // marked "1st level could have solved it"
	Alone    bool   // one team of 2nd level held them, no higher tier, none was given back
	Unlinked bool   // the source links articles to tickets, and none to these
	Tickets  int
	Judged   int       // of these with a mark either way
	Known    int       // of these where the source says whether an article is linked
	Minutes  []float64 // recorded at 2nd level, of those tickets that have any
	Examples []string  // names of a few, the quickest first
}

// Evidence is how much the source tells.
type Evidence struct {
	Tickets  int // solved at 2nd level
	Judged   int // with a mark either way
	Timed    int // with minutes at 2nd level of more than 0
	Articles int // where it is known whether an article is linked
	Tried    int // that 1st level held before
	Alone    int
}

// Evidence sums the groups up.
func (s Solved) Evidence() Evidence {
	var e Evidence
	for _, g := range s.Groups {
		e.Tickets, e.Judged, e.Articles = e.Tickets+g.Tickets, e.Judged+g.Judged, e.Articles+g.Known
		if g.Tried {
			e.Tried += g.Tickets
		}
		if g.Alone {
			e.Alone += g.Tickets
		}
		for _, m := range g.Minutes {
			if m > 0 {
				e.Timed++
			}
		}
	}
	return e
}
