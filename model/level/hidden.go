package level

import (
	"cmp"
	"math"
	"slices"
)

// Centre is where the teams of a declared tier stand: the mean of their levels, by moves.
type Centre struct {
	Tier  int
	Teams int
	Level float64
}

// Hidden is a team that behaves like a tier other than its own: its whole interval lies nearer to the centre of that tier's
// teams than to that of its own tier's other teams, and of every other tier.
type Hidden struct {
	Team
	Acts   int     // the tier it behaves like
	Own    float64 // centre of the other teams of its own tier
	Centre float64 // of the tier it behaves like
}

// centres are the tiers' centres, the lowest tier first.
func centres(teams []Team) []Centre {
	sums, moves := map[int]*Centre{}, map[int]float64{}
	for _, t := range teams {
		c := sums[*t.Tier]
		if c == nil {
			c = &Centre{Tier: *t.Tier}
			sums[*t.Tier] = c
		}
		c.Teams++
		c.Level += t.Level * float64(t.Moves())
		moves[*t.Tier] += float64(t.Moves())
	}
	out := make([]Centre, 0, len(sums))
	for tier, c := range sums {
		c.Level /= moves[tier]
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Centre) int { return cmp.Compare(a.Tier, b.Tier) })
	return out
}

// hidden finds the teams whose behaviour differs from their label. A team that is alone on its tier has nothing to differ from.
func hidden(teams []Team) []Hidden {
	all := centres(teams)
	var out []Hidden
	for _, t := range teams {
		others := without(all, t, teams)
		own := slices.IndexFunc(others, func(c Centre) bool { return c.Tier == *t.Tier })
		low, high := nearest(others, t.Low), nearest(others, t.High)
		if own < 0 || low != high || low == own {
			continue
		}
		out = append(out, Hidden{Team: t, Acts: others[low].Tier, Own: others[own].Level, Centre: others[low].Level})
	}
	slices.SortStableFunc(out, func(a, b Hidden) int {
		return cmp.Or(cmp.Compare(b.Moves(), a.Moves()), cmp.Compare(a.Name(), b.Name()))
	})
	return out
}

// without are the centres as they would be had the team not counted; a tier that it alone stands for is left out.
func without(all []Centre, t Team, teams []Team) []Centre {
	var own float64
	for _, o := range teams {
		if *o.Tier == *t.Tier {
			own += float64(o.Moves())
		}
	}
	out := slices.Clone(all)
	i := slices.IndexFunc(out, func(c Centre) bool { return c.Tier == *t.Tier })
	if out[i].Teams == 1 {
		return slices.Delete(out, i, i+1)
	}
	m := float64(t.Moves())
	out[i].Level = (out[i].Level*own - t.Level*m) / (own - m)
	return out
}

// nearest is the place of the centre nearest to a level; between two equally near ones the first.
func nearest(all []Centre, level float64) int {
	best := -1
	for i, c := range all {
		if best < 0 || math.Abs(c.Level-level) < math.Abs(all[best].Level-level) {
			best = i
		}
	}
	return best
}
