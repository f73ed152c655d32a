package plan

import (
	"cmp"
	"maps"
	"slices"

	"tiermix/model/simulate"
	"tiermix/model/tradeoff"
)

// kind is what tickets are told apart by: the simulation counts by category, so that live and deferred tickets of one
// category are two.
type kind struct {
	category int // index of Desk.Categories; unknown or joined
	tried    bool
	live     bool
}

// Categories that are none of the plan's.
const (
	unknown = -1 // the plan has no such category
	joined  = -2 // several with few tickets
)

// sorter tells the kinds of recorded tickets.
type sorter struct {
	in     Input
	rota   Rota
	kinds  map[kind]int // recorded tickets
	byName map[string]int
	open   *[7][Slots]bool
}

func (s *sorter) kindOf(a Arrival, rec Recorded) kind {
	if s.byName == nil {
		s.byName = map[string]int{}
		for i, c := range s.in.Desk.Categories {
			s.byName[c.Key] = i
		}
		open := s.in.open()
		s.open = &open
	}
	k := kind{category: unknown, tried: !s.rota.Policy.Direct}
	if i, ok := s.byName[named(rec.Categories[a.Category])]; ok {
		k.category, k.tried = i, tried(s.rota.Policy, i)
	}
	at := a.At.In(rec.From.Location())
	slot := slotOf(at)
	k.live = s.in.isLive(rec.Channels[a.Channel]) && s.open[slot/Slots][slot%Slots] && !s.in.isHoliday(at)
	return k
}

// place makes at most so many categories of the simulation, those with most tickets by themselves.
func (d *replayed) place(s sorter, most int) map[kind]int {
	sorted := slices.SortedFunc(maps.Keys(s.kinds), func(a, b kind) int {
		return cmp.Or(cmp.Compare(s.kinds[b], s.kinds[a]), cmp.Compare(a.category, b.category), cmp.Compare(fold(a.live), fold(b.live)))
	})
	const pools = 4 // live or not, tried or not
	alone := len(sorted)
	if alone > most {
		alone = max(0, most-pools)
	}
	places := map[kind]int{}
	for _, k := range sorted[:alone] {
		places[k] = d.add(s, k, s.category(k))
	}
	rest := map[kind][]kind{}
	for _, k := range sorted[alone:] {
		pool := kind{joined, k.tried, k.live}
		rest[pool] = append(rest[pool], k)
	}
	for _, pool := range slices.SortedFunc(maps.Keys(rest), func(a, b kind) int { return cmp.Compare(2*fold(a.live)+fold(a.tried), 2*fold(b.live)+fold(b.tried)) }) {
		at := d.add(s, pool, s.mean(rest[pool], pool.tried))
		for _, k := range rest[pool] {
			places[k] = at
		}
	}
	d.joined = len(sorted) - alone
	return places
}

func fold(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// add makes a category of the simulation. Without a 1st level what comes back comes to 2nd level again.
func (d *replayed) add(s sorter, k kind, c tradeoff.Category) int {
	back := c.Return.Amount
	if s.rota.Policy.Direct {
		c.Return.Amount = 0
	}
	made := simulatedCategory(c, k.tried)
	if s.rota.Policy.Direct {
		made.Reopen = simulate.Reopen{Share: back, Delay: simulate.Law{Kind: simulate.Deterministic}, Tier: 1}
	}
	d.desk.Categories = append(d.desk.Categories, made)
	d.kinds = append(d.kinds, k)
	return len(d.kinds) - 1
}

func (s sorter) category(k kind) tradeoff.Category {
	if k.category >= 0 {
		return s.in.Desk.Categories[k.category]
	}
	var weights []float64
	for _, c := range s.in.Desk.Categories {
		weights = append(weights, c.Volume.Amount)
	}
	return meanCategory(s.in.Desk.Categories, weights, k.tried)
}

func (s sorter) mean(kinds []kind, tried bool) tradeoff.Category {
	var all []tradeoff.Category
	var weights []float64
	for _, k := range kinds {
		all, weights = append(all, s.category(k)), append(weights, float64(s.kinds[k]))
	}
	return meanCategory(all, weights, tried)
}

// meanCategory makes as much work as categories together: times and returns are weighted by the tickets that meet them.
func meanCategory(all []tradeoff.Category, weights []float64, tried bool) tradeoff.Category {
	out := tradeoff.Category{Key: "several categories"}
	mean := func(to *tradeoff.Estimate, of func(tradeoff.Category) float64, weigh func(tradeoff.Category) float64) {
		sum, total := 0.0, 0.0
		for i, c := range all {
			w := weights[i] * weigh(c)
			sum, total = sum+w*of(c), total+w
		}
		if total > 0 {
			to.Amount = sum / total
		}
	}
	every := func(tradeoff.Category) float64 { return 1 }
	solved := func(c tradeoff.Category) float64 { return c.Solve.Amount }
	failed := func(c tradeoff.Category) float64 { return 1 - c.Solve.Amount }
	passed := every
	if tried {
		passed = failed
	}
	mean(&out.Solve, solved, every)
	mean(&out.Diagnosis, func(c tradeoff.Category) float64 { return c.Diagnosis.Amount }, every)
	mean(&out.Solved, func(c tradeoff.Category) float64 { return c.Solved.Amount }, solved)
	mean(&out.Failed, func(c tradeoff.Category) float64 { return c.Failed.Amount }, failed)
	mean(&out.Second, func(c tradeoff.Category) float64 { return c.Second.Amount }, passed)
	mean(&out.Return, func(c tradeoff.Category) float64 { return c.Return.Amount }, passed)
	return out
}
