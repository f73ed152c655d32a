package integer

import (
	"cmp"
	"math"
	"slices"
)

// Round makes a whole solution out of any: it takes the whole parts, adds the column that brings most for its cost
// until no row wants more, takes away what is not needed, and leaves the rest to the columns that need not be whole.
// It is nil when a row that limits (need below 0) would break.
func (p Program) Round(x []float64) []float64 {
	whole := make([]float64, len(p.Columns))
	missing := slices.Clone(p.Need)
	for j := range p.Whole {
		whole[j] = math.Floor(x[j] + NearWhole)
		p.take(missing, j, whole[j])
	}
	for {
		j := p.steepest(missing, whole, x)
		if j < 0 {
			break
		}
		whole[j]++
		p.take(missing, j, 1)
	}
	p.thin(missing, whole)
	if !p.fill(missing, whole) {
		return nil
	}
	return whole
}

func (p Program) take(missing []float64, j int, x float64) {
	if x == 0 {
		return
	}
	for k, i := range p.Columns[j].Rows {
		missing[i] -= x * p.Columns[j].Weight[k]
	}
}

// steepest is the whole column that meets most for its cost, -1 when none meets anything or a limit stands against all.
// Among equals the one that the relaxed solution x wants most is taken.
func (p Program) steepest(missing, whole, x []float64) int {
	best, at := 0.0, -1
	for j, c := range p.Columns[:p.Whole] {
		if whole[j] >= c.Most {
			continue
		}
		met := 0.0
		for k, i := range c.Rows {
			if c.Weight[k] < 0 && missing[i]-c.Weight[k] > NearWhole {
				met = 0
				break
			}
			if c.Weight[k] > 0 && missing[i] > NearWhole {
				met += math.Min(missing[i], c.Weight[k])
			}
		}
		if met == 0 {
			continue
		}
		if gain := met / (c.Cost + 1e-9) * (1 + 0.5*math.Max(0, x[j]-whole[j])); gain > best*(1+1e-12) {
			best, at = gain, j
		}
	}
	return at
}

// thin takes away whole columns that no row needs, dearest first.
func (p Program) thin(missing, whole []float64) {
	var used []int
	for j := range p.Whole {
		if whole[j] > 0 {
			used = append(used, j)
		}
	}
	slices.SortStableFunc(used, func(a, b int) int { return cmp.Compare(p.Columns[b].Cost, p.Columns[a].Cost) })
	for _, j := range used {
		for whole[j] > 0 && p.spare(missing, j) {
			whole[j]--
			p.take(missing, j, -1)
		}
	}
}

// spare says whether one of a column can go without leaving a row short that is not short already by as much.
func (p Program) spare(missing []float64, j int) bool {
	c := p.Columns[j]
	for k, i := range c.Rows {
		if c.Weight[k] > 0 && missing[i]+c.Weight[k] > NearWhole {
			return false
		}
	}
	return c.Cost > 0
}

// fill meets what is missing with the columns that need not be whole, cheapest first; false when that is not enough.
func (p Program) fill(missing, whole []float64) bool {
	for j := p.Whole; j < len(p.Columns); j++ {
		c := p.Columns[j]
		for k, i := range c.Rows {
			if c.Weight[k] > 0 {
				whole[j] = math.Max(whole[j], math.Min(c.Most, missing[i]/c.Weight[k]))
			}
		}
		p.take(missing, j, whole[j])
	}
	for _, left := range missing {
		if left > NearWhole {
			return false
		}
	}
	return true
}
