package staffing

import (
	"cmp"
	"math"
	"slices"
)

// round makes a whole solution out of any: it takes the whole parts, adds the column that brings most for its cost
// until no row wants more, takes away what is not needed, and leaves the rest to the columns that need not be whole.
// It is nil when a row that limits (need below 0) would break.
func (p program) round(x []float64) []float64 {
	whole := make([]float64, len(p.columns))
	missing := slices.Clone(p.need)
	for j := range p.whole {
		whole[j] = math.Floor(x[j] + nearWhole)
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

func (p program) take(missing []float64, j int, x float64) {
	if x == 0 {
		return
	}
	for k, i := range p.columns[j].rows {
		missing[i] -= x * p.columns[j].weight[k]
	}
}

// steepest is the whole column that meets most for its cost, -1 when none meets anything or a limit stands against all.
// Among equals the one that the relaxed solution x wants most is taken.
func (p program) steepest(missing, whole, x []float64) int {
	best, at := 0.0, -1
	for j, c := range p.columns[:p.whole] {
		if whole[j] >= c.most {
			continue
		}
		met := 0.0
		for k, i := range c.rows {
			if c.weight[k] < 0 && missing[i]-c.weight[k] > nearWhole {
				met = 0
				break
			}
			if c.weight[k] > 0 && missing[i] > nearWhole {
				met += math.Min(missing[i], c.weight[k])
			}
		}
		if met == 0 {
			continue
		}
		if gain := met / (c.cost + 1e-9) * (1 + 0.5*math.Max(0, x[j]-whole[j])); gain > best*(1+1e-12) {
			best, at = gain, j
		}
	}
	return at
}

// thin takes away whole columns that no row needs, dearest first.
func (p program) thin(missing, whole []float64) {
	var used []int
	for j := range p.whole {
		if whole[j] > 0 {
			used = append(used, j)
		}
	}
	slices.SortStableFunc(used, func(a, b int) int { return cmp.Compare(p.columns[b].cost, p.columns[a].cost) })
	for _, j := range used {
		for whole[j] > 0 && p.spare(missing, j) {
			whole[j]--
			p.take(missing, j, -1)
		}
	}
}

// spare says whether one of a column can go without leaving a row short that is not short already by as much.
func (p program) spare(missing []float64, j int) bool {
	c := p.columns[j]
	for k, i := range c.rows {
		if c.weight[k] > 0 && missing[i]+c.weight[k] > nearWhole {
			return false
		}
	}
	return c.cost > 0
}

// fill meets what is missing with the columns that need not be whole, cheapest first; false when that is not enough.
func (p program) fill(missing, whole []float64) bool {
	for j := p.whole; j < len(p.columns); j++ {
		c := p.columns[j]
		i := c.rows[0]
		if missing[i] > 0 {
			whole[j] = math.Min(c.most, missing[i]/c.weight[0])
			p.take(missing, j, whole[j])
		}
	}
	for _, left := range missing {
		if left > nearWhole {
			return false
		}
	}
	return true
}
