package integer

import (
	"math"
	"slices"
)

// Bounds of the search for cuts.
const (
	mostRounds = 12   // of cutting and solving anew
	leastPart  = 2e-3 // the least fraction that a cut rests on; less makes it numerically doubtful
	cutBy      = 1e-4 // a cut is kept when the relaxed solution misses it by more
)

// Tightened is the program with further rows that every whole solution meets and the relaxed one does not: cuts by mixed-integer rounding
// of its rows. With Σ a·x ≥ b, whole x ≥ 0 and f the fraction of b/s,
//
//	Σ (f ⌊a/s⌋ + min(f, fraction of a/s)) x + Σ max(0, g/s) y ≥ f ⌈b/s⌉
//
// holds for every s > 0, y being the columns that need not be whole, with weight g. For s the program's own weights are tried. Limit
// bounds the work, in multiplications.
//
// Source: L. A. Wolsey, Integer Programming, 2nd ed. (2020), section 8.7.
func (p Program) Tightened(limit float64) Program {
	out := p
	out.Columns, out.Need = slices.Clone(p.Columns), slices.Clone(p.Need)
	rows, spent := p.byRow(), 0.0
	for range mostRounds {
		s := newSimplex(out)
		verdict := s.run(limit - spent)
		spent += s.work
		if verdict != solved || spent > limit {
			return out
		}
		before := len(out.Need)
		for _, r := range rows {
			out.cut(r, s.x[:s.n])
		}
		if len(out.Need) == before {
			return out
		}
	}
	return out
}

// entry is one weight of a row.
type entry struct {
	column int
	weight float64
}

// line is a row with its entries.
type line struct {
	entries []entry
	need    float64
}

func (p Program) byRow() []line {
	rows := make([]line, len(p.Need))
	for i, need := range p.Need {
		rows[i].need = need
	}
	for j, c := range p.Columns {
		for k, i := range c.Rows {
			rows[i].entries = append(rows[i].entries, entry{j, c.Weight[k]})
		}
	}
	return rows
}

// cut adds the cut of a row that the relaxed solution x misses most, if there is one.
func (p *Program) cut(r line, x []float64) {
	var best line
	worst := cutBy
	for _, scale := range p.scales(r, x) {
		c, f := p.rounded(r, scale)
		if f < leastPart || f > 1-leastPart {
			continue
		}
		miss := c.need
		for _, e := range c.entries {
			miss -= e.weight * x[e.column]
		}
		if miss > worst {
			best, worst = c, miss
		}
	}
	if best.entries == nil {
		return
	}
	i := len(p.Need)
	p.Need = append(p.Need, best.need)
	for _, e := range best.entries {
		c := &p.Columns[e.column]
		c.Rows, c.Weight = append(slices.Clip(c.Rows), i), append(slices.Clip(c.Weight), e.weight)
	}
}

// scales are the numbers to divide a row by: 1 and the sizes of the weights of columns that are used in part.
func (p *Program) scales(r line, x []float64) []float64 {
	all := []float64{1}
	for _, e := range r.entries {
		size := math.Abs(e.weight)
		if e.column < p.Whole && size > 0.05 && math.Abs(x[e.column]-math.Round(x[e.column])) > NearWhole {
			all = append(all, size)
		}
	}
	return all
}

// rounded is the cut of a row, multiplied so that its need is a whole number, and the fraction that it rests on.
func (p *Program) rounded(r line, scale float64) (line, float64) {
	need := r.need / scale
	f := need - math.Floor(need)
	c := line{need: math.Ceil(need)}
	if f == 0 {
		return c, 0
	}
	for _, e := range r.entries {
		w := e.weight / scale
		if e.column >= p.Whole {
			w = math.Max(0, w) / f
		} else {
			w = math.Floor(w) + math.Min(1, (w-math.Floor(w))/f)
		}
		if w != 0 {
			c.entries = append(c.entries, entry{e.column, w})
		}
	}
	return c, f
}

// Relaxed is the cheapest solution without whole numbers; false when the work, in multiplications, did not suffice or there is none.
func (p Program) Relaxed(limit float64) ([]float64, bool) {
	s := newSimplex(p)
	if s.run(limit) != solved {
		return nil, false
	}
	return s.x[:s.n], true
}
