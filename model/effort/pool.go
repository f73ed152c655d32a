package effort

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// group is a set of keys whose minutes scatter around one mean: those of a tier and outcome, or of a whole tier.
type group struct {
	name   string
	keys   []int   // columns of the design
	mean   float64 // minutes of a ticket, one mean for all keys
	spread float64 // minutes, half width of its 95 % interval
}

// pools are groups whose means the paid hours tell.
type pools struct {
	groups []group
	untold map[int]string // columns in no group, with the reason
	notes  []string
}

// pool joins keys until the paid hours tell the mean of every group: by tier and outcome, then by tier where an outcome's
// mean is not above 0 for sure. What is not above 0 for sure even for a whole tier is not told.
func (d design) pool() pools {
	p := pools{untold: map[int]string{}}
	whole, dropped := map[int]bool{}, map[int]string{}
	for {
		p.groups = d.grouped(whole, dropped)
		g := d.settle(&p)
		if g < 0 {
			break
		}
		if tier := d.keys[p.groups[g].keys[0]].Tier; !whole[tier] && d.outcomes(tier) > 1 {
			whole[tier] = true
			p.notes = append(p.notes, fmt.Sprintf("paid hours do not tell tickets that tier %d solved from those that it passed on, so both have one mean", tier))
		} else {
			dropped[tier] = fmt.Sprintf("paid hours do not tell even one mean for all tickets of tier %d: hours and tickets hardly go together", tier)
		}
	}
	for j, k := range d.keys {
		switch {
		case d.total(j) == 0:
			p.untold[j] = "no team week has a ticket of it"
		case dropped[k.Tier] != "":
			p.untold[j] = dropped[k.Tier]
		}
	}
	return p
}

// outcomes is how many different outcomes the keys of a tier have.
func (d design) outcomes(tier int) int {
	seen := map[Outcome]bool{}
	for j, k := range d.keys {
		if k.Tier == tier && d.total(j) > 0 {
			seen[k.Outcome] = true
		}
	}
	return len(seen)
}

// grouped are the groups of keys that have tickets; whole names the tiers whose outcomes are joined.
func (d design) grouped(whole map[int]bool, dropped map[int]string) []group {
	var all []group
	for j, k := range d.keys {
		if d.total(j) == 0 || dropped[k.Tier] != "" {
			continue
		}
		outcome := k.Outcome
		if whole[k.Tier] {
			outcome = Any
		}
		name := groupName(k.Tier, outcome)
		i := slices.IndexFunc(all, func(g group) bool { return g.name == name })
		if i < 0 {
			i, all = len(all), append(all, group{name: name})
		}
		all[i].keys = append(all[i].keys, j)
	}
	return all
}

func groupName(tier int, o Outcome) string {
	switch o {
	case Solved:
		return fmt.Sprintf("tickets that tier %d solved", tier)
	case Passed:
		return fmt.Sprintf("tickets that tier %d passed on", tier)
	}
	return fmt.Sprintf("tickets of tier %d", tier)
}

// settle finds the mean of every group and returns the one whose mean is least surely above 0, -1 when all are: joining one
// changes the others.
func (d design) settle(p *pools) int {
	if len(p.groups) == 0 {
		return -1
	}
	z, y := d.pooled(p.groups), d.weighted()
	means, err := NNLS(z, y)
	if err != nil {
		means = make([]float64, len(p.groups))
	}
	least, at := 1.0, -1
	for g, spread := range spreads(z, y, means) {
		p.groups[g].mean, p.groups[g].spread = means[g], spread
		sure := 0.0 // how many half widths the mean lies above 0
		if means[g] > 0 && means[g] <= LongestMinutes {
			sure = means[g] / math.Max(spread, means[g]*surest)
		}
		if sure <= least {
			least, at = sure, g
		}
	}
	return at
}

// surest bounds a ratio that is endless without noise.
const surest = 1e-12

// pooled is the design with one column for each group.
func (d design) pooled(groups []group) *mat.Dense {
	rows, _ := d.tickets.Dims()
	z := mat.NewDense(rows, len(groups), nil)
	for g := range groups {
		for _, j := range groups[g].keys {
			for i := range rows {
				z.Set(i, g, z.At(i, g)+d.tickets.At(i, j)*d.weight[i])
			}
		}
	}
	return z
}
