package hiring

import "slices"

// improve changes one decision at a time, one person more, one less, or one moved to another month or another way, as long as that makes
// the plan cheaper.
func (p programme) improve(d Decisions) Decisions {
	lists := [kinds][]int{d.Hire[0], d.Hire[1], d.Promote}
	for k := range lists {
		lists[k] = append(slices.Clone(lists[k]), make([]int, p.span)...)[:p.span]
	}
	of := func() Decisions { return Decisions{Hire: [Tiers][]int{lists[0], lists[1]}, Promote: lists[2]} }
	best := p.price(of())
	try := func(moves ...move) bool {
		for i, v := range moves {
			if !p.can(lists, v) {
				undo(lists, moves[:i])
				return false
			}
			lists[v.kind][v.month] += v.people
		}
		if price := p.price(of()); price < best-1e-9*(1+best) {
			best = price
			return true
		}
		undo(lists, moves)
		return false
	}
	for round := 0; round < mostImproved && p.sweep(try); round++ {
	}
	return of()
}

// mostImproved bounds the rounds of improving.
const mostImproved = 30

// move is a change of one decision.
type move struct {
	kind   kind
	month  int
	people int
}

func undo(lists [kinds][]int, moves []move) {
	for _, v := range moves {
		lists[v.kind][v.month] -= v.people
	}
}

func (p programme) can(lists [kinds][]int, v move) bool {
	n := lists[v.kind][v.month] + v.people
	return n >= 0 && float64(n) <= p.linear.Columns[int(v.kind)*p.span+v.month].Most
}

// sweep tries every small change once and says whether one helped.
func (p programme) sweep(try func(...move) bool) (better bool) {
	for m := range p.span {
		for k := range kinds {
			better = try(move{k, m, 1}) || better
			better = try(move{k, m, -1}) || better
			for _, to := range []int{m - 6, m - 3, m - 2, m - 1, m + 1, m + 2, m + 3, m + 6} {
				if to >= 0 && to < p.span {
					better = try(move{k, m, -1}, move{k, to, 1}) || better
				}
			}
		}
		for _, to := range []int{m - 2, m - 1, m, m + 1, m + 2} {
			if to >= 0 && to < p.span {
				better = try(move{hireSecond, m, -1}, move{promote, to, 1}) || better
				better = try(move{promote, m, -1}, move{hireSecond, to, 1}) || better
			}
		}
	}
	return better
}
