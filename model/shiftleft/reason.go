package shiftleft

import (
	"slices"

	"tiermix/model/effort"
	"tiermix/model/origin"
)

// Why is what says that 1st level could solve a ticket.
type Why string

// The reasons, the strongest first. A ticket counts once, by the strongest that it has.
const (
	Marked    Why = "marked"    // somebody marked it so
	Quick2nd  Why = "quick"     // 2nd level solved it quickly and alone
	Elsewhere Why = "elsewhere" // 1st level never held it, and solves others of the category
)

// Whys are the reasons in their order.
func Whys() []Why { return []Why{Marked, Quick2nd, Elsewhere} }

// Text is the reason in both languages.
func (w Why) Text() origin.Text {
	switch w {
	case Marked:
		return origin.Text{EN: "marked: 1st level could have solved it", DE: "markiert: 1st Level hätte es lösen können"}
	case Quick2nd:
		return origin.Text{EN: "2nd level solved it quickly and alone", DE: "2nd Level hat es schnell und allein gelöst"}
	case Elsewhere:
		return origin.Text{EN: "1st level never held it and solves others of its category", DE: "1st Level hielt es nie und löst andere seiner Kategorie"}
	}
	return origin.Text{EN: string(w), DE: string(w)}
}

// heap are the tickets of one category, reason and way.
type heap struct {
	category string
	why      Why
	tried    bool
	tickets  int
	unlinked int
	minutes  []float64
	examples []string // of unlinked tickets
}

// heaps sorts the tickets of a category: by the strongest reason, and by whether 1st level held them before. What has no reason is left out.
func heaps(category string, groups []Group, quick Quick, tries bool) []heap {
	var all []heap
	for _, w := range Whys() {
		for _, tried := range []bool{true, false} {
			h := heap{category: category, why: w, tried: tried}
			for _, g := range groups {
				if g.Tried == tried {
					h.take(g, quick, tries)
				}
			}
			if h.tickets > 0 {
				all = append(all, h)
			}
		}
	}
	return all
}

// take adds the tickets of a group that have the heap's reason and no stronger one.
func (h *heap) take(g Group, quick Quick, tries bool) {
	fast, slow := 0, []float64{}
	var short []float64
	for _, m := range g.Minutes {
		if g.Alone && quick.Given() && m > 0 && m <= quick.Amount {
			fast, short = fast+1, append(short, m)
		} else {
			slow = append(slow, m)
		}
	}
	switch {
	case g.Marked && h.why == Marked:
		h.add(g, g.Tickets, g.Minutes, len(g.Examples))
	case g.Marked:
	case h.why == Quick2nd:
		h.add(g, fast, short, fast)
	case h.why == Elsewhere && !g.Tried && tries:
		h.add(g, g.Tickets-fast, slow, 0)
	}
}

func (h *heap) add(g Group, tickets int, minutes []float64, examples int) {
	h.tickets += tickets
	h.minutes = append(h.minutes, minutes...)
	if g.Unlinked {
		h.unlinked += tickets
		h.examples = append(h.examples, g.Examples[:min(examples, len(g.Examples))]...)
	}
}

// own are the minutes at 2nd level of the heap's tickets, where enough are recorded.
func (h heap) own() (effort.Handling, bool) {
	m, ok := effort.FromRecorded(effort.Key{Tier: 2, Outcome: effort.Any}, slices.Clone(h.minutes))
	return m, ok && m.N >= effort.FewestRecorded
}
