package integer

import "math"

// windowRows are the lengths of the windows in rows, tried one after the other: about a day, a day and a half and two days of
// hours, so that each window is a small programme that the tree usually solves to the end.
var windowRows = [...]int{24, 36, 48}

// windowWork bounds the tree of one window, in multiplications.
const windowWork = 6e6

// polish improves the best solution by solving window after window anew while everything outside stays, until a round brings
// nothing, the bound is met or the work is used up.
//
// Source: P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems (1998), for
// the idea of large neighbourhoods.
func (s *search) polish(bound, limit float64) {
	if len(s.Need) <= windowRows[0] || s.best == nil {
		return
	}
	for _, size := range windowRows {
		if size >= len(s.Need) {
			return
		}
		for better := true; better; {
			before := s.cost
			for from := 0; from < len(s.Need); from += size / 3 {
				if s.work > limit || s.cost <= bound+s.hair() {
					return
				}
				s.reopen(from, size)
			}
			better = s.cost < before-s.hair()
		}
	}
}

// reopen solves the columns that lie wholly in a window of rows anew. Rows that limit are part of every window.
func (s *search) reopen(from, size int) {
	m := len(s.Need)
	at := make([]int, m) // row -> row of the window + 1
	sub := Program{}
	missing := append([]float64(nil), s.Need...)
	for i := range m {
		if (i-from+m)%m < size || s.Need[i] < 0 {
			sub.Need = append(sub.Need, 0)
			at[i] = len(sub.Need)
		}
	}
	var free []int
	for j, c := range s.Columns {
		if !inside(c, at) {
			s.take(missing, j, s.best[j])
			continue
		}
		free = append(free, j)
		if j < s.Whole {
			sub.Whole++
		}
		part := Column{Cost: c.Cost, Most: c.Most, Weight: c.Weight, Rows: make([]int, len(c.Rows))}
		for k, i := range c.Rows {
			part.Rows[k] = at[i] - 1
		}
		sub.Columns = append(sub.Columns, part)
	}
	start := make([]float64, len(free))
	for k, j := range free {
		start[k] = s.best[j]
	}
	for i, k := range at {
		if k > 0 {
			sub.Need[k-1] = missing[i]
		}
	}
	s.exchange(sub, free, start)
}

func inside(c Column, at []int) bool {
	for _, i := range c.Rows {
		if at[i] == 0 {
			return false
		}
	}
	return true
}

// exchange puts a better solution of the free columns in the place of the old one.
func (s *search) exchange(sub Program, free []int, start []float64) {
	inner := &search{simplex: newSimplex(sub), limit: windowWork, grain: s.grain, best: start, cost: sub.price(start)}
	old := inner.cost
	inner.explore(math.Inf(-1))
	s.work += inner.work
	if inner.cost >= old-s.hair() {
		return
	}
	next := append([]float64(nil), s.best...)
	for k, j := range free {
		next[j] = inner.best[k]
	}
	s.offer(next)
}
