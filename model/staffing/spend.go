package staffing

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"

	"tiermix/model/integer"
)

// shortageWeight is what a missing person weighs in the first, second, third and last quarter of an interval's need:
// twice as much each time, so that the first person in an empty interval is worth more than one more anywhere else.
var shortageWeight = [...]float64{1, 2, 4, 8}

// raised asks for more people in the same shape where the shifts have more hours than the need takes, so that nobody who is there is
// left out.
func (r Rota) raised() Rota {
	hours, longest := 0.0, 0.0
	for i, people := range r.Need {
		hours += people * r.Horizon[i].Hours()
	}
	for _, p := range r.Patterns {
		longest = math.Max(longest, p.Paid.Hours())
	}
	there := float64(r.Shifts) * longest
	if r.Hours > 0 {
		there = math.Min(there, r.Hours)
	}
	if factor := there / hours; hours > 0 && factor > 1 {
		r.Need = slices.Clone(r.Need)
		floats.Scale(factor, r.Need)
	}
	return r
}

// spend places at most Rota.Shifts shifts, of at most Rota.Hours paid hours, so that the weighted shortage in people is least, the
// cost second, and returns by which share another rota could be better at most.
func (r Rota) spend(offers []offer, people []int) float64 {
	var q part
	for i, need := range r.Need {
		if need > integer.NearWhole {
			q.rows = append(q.rows, i)
		}
	}
	for j := range offers {
		q.offers = append(q.offers, j)
	}
	p, from := r.program(offers, q)
	p.Whole = len(p.Columns)
	limit, dearest, longest := len(p.Need), 0.0, 0.0
	for _, j := range from {
		longest = math.Max(longest, r.paid(offers[j]))
	}
	p.Need = append(p.Need, -float64(r.Shifts))
	bound := r.Hours > 0 && longest*float64(r.Shifts) > r.Hours+integer.NearWhole // else the number of shifts says it all
	if bound {
		p.Need = append(p.Need, -r.Hours)
	}
	for j := range p.Columns {
		c := &p.Columns[j]
		dearest = math.Max(dearest, c.Cost)
		c.Most = math.Min(c.Most, float64(r.Shifts))
		c.Rows, c.Weight = append(c.Rows, limit), append(c.Weight, -1)
		if bound {
			c.Rows, c.Weight = append(c.Rows, limit+1), append(c.Weight, -r.paid(offers[from[j]]))
		}
	}
	for i, need := range p.Need[:limit] {
		for _, w := range shortageWeight {
			p.Columns = append(p.Columns, integer.Column{Cost: w * 2 * dearest, Most: need / float64(len(shortageWeight)), Rows: []int{i}, Weight: []float64{1}})
		}
	}
	best, cost, least := p.Optimum(p.Round(make([]float64, len(p.Columns))), r.limit())
	for j, x := range best[:p.Whole] {
		people[from[j]] += int(math.Round(x))
	}
	if cost <= 0 {
		return 0
	}
	return math.Max(0, cost-least) / cost
}

// paid is the paid hours of one shift.
func (r Rota) paid(o offer) float64 { return r.Patterns[o.pattern].Paid.Hours() }
