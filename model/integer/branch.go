package integer

import (
	"math"
	"slices"
)

// WorkLimit bounds the search for a solution beyond the first relaxation, in multiplications: about half a second on one core.
// Where it ends the search early, the bound says how much a better solution could save at most.
const WorkLimit = 6e8

// firstShare bounds the first relaxation, from which the bound comes, in parts of the work limit: a week of shifts by quarter hours needs a
// quarter of that with the usual limit.
const firstShare = 6

// NearWhole is how close to a whole number a value of the simplex method counts as one.
const NearWhole = 1e-6

// search is depth-first branch and bound over the whole columns of a programme.
//
// Source: L. A. Wolsey, Integer Programming, 2nd ed. (2020), chapter 7.
type search struct {
	*simplex
	limit float64
	grain float64   // all costs are multiples of it; 0 when there is no such number
	best  []float64 // the cheapest whole solution so far
	cost  float64
	nodes int
}

// Optimum returns the cheapest whole solution that was found, its cost, and a value that none lies below.
// The given solution must be possible; it is where the search starts. Limit is the work after the first relaxation:
// one half goes into improving a solution window by window, what is left into the tree.
func (p Program) Optimum(start []float64, limit float64) (best []float64, cost, bound float64) {
	s := &search{simplex: newSimplex(p), grain: p.grain(), best: start, cost: p.price(start)}
	if verdict := s.run(firstShare * limit); verdict == solved {
		s.offer(s.Round(s.x[:s.n]))
	}
	bound = s.raise(s.bound())
	spent := s.work
	s.polish(bound, spent+limit/2)
	s.limit = s.work + math.Max(limit/4, spent+limit-s.work)
	bound = math.Max(bound, s.explore(bound))
	return s.best, s.cost, math.Min(bound, s.cost)
}

// explore solves a node and its children, and returns a value that no solution of the node lies below, or the best cost
// when that is lower.
func (s *search) explore(floor float64) float64 {
	switch s.run(s.limit) {
	case impossible:
		return s.cost
	case tired:
		return math.Max(floor, s.raise(s.bound()))
	}
	s.nodes++
	floor = math.Max(floor, s.raise(s.bound()))
	if floor >= s.cost-s.hair() {
		return s.cost
	}
	j := s.split()
	if j < 0 {
		s.offer(s.whole0())
		return math.Max(floor, math.Min(s.cost, s.bound()))
	}
	if s.nodes < 20 || s.nodes%16 == 0 {
		s.offer(s.Round(s.x[:s.n]))
		if floor >= s.cost-s.hair() {
			return s.cost
		}
	}
	low, up, at := s.low[j], s.up[j], s.x[j]
	s.restrict(j, math.Ceil(at), up)
	above := s.explore(floor)
	s.restrict(j, low, math.Floor(at))
	below := floor
	if s.work <= s.limit && floor < s.cost-s.hair() {
		below = s.explore(floor)
	}
	s.restrict(j, low, up)
	return math.Min(s.cost, math.Max(floor, math.Min(above, below)))
}

// hair is the difference of costs that counts as none.
func (s *search) hair() float64 { return 1e-9 * (1 + math.Abs(s.cost)) }

// raise lifts a bound to the next cost that is possible at all.
func (s *search) raise(bound float64) float64 {
	if s.grain == 0 {
		return bound
	}
	return s.grain * math.Ceil(bound/s.grain-NearWhole)
}

// split is the column to branch on: the one that is nearest to the next whole number above it; -1 when all are whole.
func (s *search) split() int {
	at, most := -1, 0.0
	for j := range s.Whole {
		part := s.x[j] - math.Floor(s.x[j])
		if part > NearWhole && part < 1-NearWhole && part > most {
			at, most = j, part
		}
	}
	return at
}

// whole0 is the solution of the node with rounding errors taken off the whole columns.
func (s *search) whole0() []float64 {
	x := slices.Clone(s.x[:s.n])
	for j := range s.Whole {
		x[j] = math.Round(x[j])
	}
	return s.Round(x)
}

func (s *search) offer(x []float64) {
	if x == nil {
		return
	}
	if cost := s.Program.price(x); cost < s.cost-s.hair() {
		s.best, s.cost = x, cost
	}
}

func (p Program) price(x []float64) float64 {
	sum := 0.0
	for j, c := range p.Columns {
		sum += c.Cost * x[j]
	}
	return sum
}

// fewestParts is how many parts of the smallest cost are tried as a common measure of all costs.
const fewestParts = 120

// grain is the largest number that divides every cost of whole columns; 0 when other columns cost something or none is found.
func (p Program) grain() float64 {
	smallest := math.Inf(1)
	for j, c := range p.Columns {
		if j >= p.Whole && c.Cost > 0 {
			return 0
		}
		if c.Cost > 0 {
			smallest = math.Min(smallest, c.Cost)
		}
	}
	if math.IsInf(smallest, 1) {
		return 0
	}
	for parts := 1; parts <= fewestParts; parts++ {
		if g := smallest / float64(parts); p.measures(g) {
			return g
		}
	}
	return 0
}

func (p Program) measures(g float64) bool {
	for _, c := range p.Columns {
		if q := c.Cost / g; math.Abs(q-math.Round(q)) > 1e-9*math.Max(1, q) {
			return false
		}
	}
	return true
}
