package level

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/rate"
)

// solve works out the levels of one component and writes them to its teams.
func (g *graph) solve(members []int, number int) (Component, error) {
	if len(members) > MaxTeams {
		return Component{}, tooMany(len(members))
	}
	ground := g.busiest(members)
	pairs := g.within(members, ground)
	var inverse mat.SymDense
	if err := g.invert(pairs, len(members)-1, &inverse); err != nil {
		return Component{}, fmt.Errorf("levels of %d teams: %w", len(members), err)
	}
	h := levels(pairs, &inverse)
	spread := g.spread(members, ground, pairs, h, &inverse)
	lowest := slices.Min(h)
	z := distuv.UnitNormal.Quantile((1 + rate.Level) / 2)
	c := Component{Teams: len(members), Incoherence: incoherence(pairs, h)}
	for k, i := range order(members, ground) {
		t := &g.teams[i]
		t.Component, t.Level, t.Error = number, h[k]-lowest, math.Sqrt(spread[k])
		t.Low, t.High = t.Level-z*t.Error, t.Level+z*t.Error
		c.Moves += t.In
	}
	return c, nil
}

// busiest is the team with most moves: held at level 0 while the others are solved for.
func (g *graph) busiest(members []int) int {
	return slices.MaxFunc(members, func(a, b int) int { return g.teams[a].Moves() - g.teams[b].Moves() })
}

// order lists the members with the grounded one last.
func order(members []int, ground int) []int {
	others := slices.DeleteFunc(slices.Clone(members), func(i int) bool { return i == ground })
	return append(others, ground)
}

// within are the pairs of a component, its teams numbered in order.
func (g *graph) within(members []int, ground int) []pair {
	number := map[int]int{}
	for k, i := range order(members, ground) {
		number[i] = k
	}
	var out []pair
	for _, p := range g.pairs {
		i, ok := number[p.i]
		if !ok {
			continue
		}
		if j := number[p.j]; i < j {
			out = append(out, pair{i, j, p.up, p.down})
		} else {
			out = append(out, pair{j, i, p.down, p.up})
		}
	}
	return out
}

// invert is the inverse of diag(u) - W - Wᵀ without the row and column of the last team: symmetric, positive definite, and with no
// entry off the diagonal above 0, so that Cholesky loses next to nothing.
func (g *graph) invert(pairs []pair, n int, into *mat.SymDense) error {
	m := mat.NewSymDense(n, nil)
	for _, p := range pairs {
		w := p.moves()
		m.SetSym(p.i, p.i, m.At(p.i, p.i)+w)
		if p.j < n {
			m.SetSym(p.j, p.j, m.At(p.j, p.j)+w)
			m.SetSym(p.i, p.j, -w)
		}
	}
	var c mat.Cholesky
	if !c.Factorize(m) {
		return fmt.Errorf("the moves cannot be told apart from rounding")
	}
	return c.InverseTo(into)
}

// levels are the solution with the last team at 0.
func levels(pairs []pair, inverse *mat.SymDense) []float64 {
	n, _ := inverse.Dims()
	v := mat.NewVecDense(n, nil)
	for _, p := range pairs {
		v.SetVec(p.i, v.AtVec(p.i)+p.down-p.up)
		if p.j < n {
			v.SetVec(p.j, v.AtVec(p.j)+p.up-p.down)
		}
	}
	var h mat.VecDense
	h.MulVec(inverse, v)
	return append(slices.Clone(h.RawVector().Data), 0)
}

// incoherence is F₀ = Σ w (hⱼ - hᵢ - 1)² / Σ w.
func incoherence(pairs []pair, h []float64) float64 {
	lost, total := 0.0, 0.0
	for _, p := range pairs {
		rise := h[p.j] - h[p.i]
		lost += p.up*(rise-1)*(rise-1) + p.down*(rise+1)*(rise+1)
		total += p.moves()
	}
	return math.Min(1, lost/total)
}

// spread is the variance of every level against the mean of all, weighted by moves: Σ over pairs of (Gₖⱼ - Gₖᵢ)² s, with G the
// inverse and s what the moves of the pair leave over.
func (g *graph) spread(members []int, ground int, pairs []pair, h []float64, inverse *mat.SymDense) []float64 {
	moves := make([]float64, len(members))
	for k, i := range order(members, ground) {
		moves[k] = float64(g.teams[i].Moves())
	}
	total := 0.0
	for _, u := range moves {
		total += u
	}
	n := len(members) - 1
	out, change := make([]float64, n+1), make([]float64, n+1)
	for _, p := range pairs {
		mean := 0.0
		for k := range n {
			change[k] = -inverse.At(k, p.i)
			if p.j < n {
				change[k] += inverse.At(k, p.j)
			}
			mean += moves[k] * change[k] / total
		}
		left := leftOver(p, h, moves)
		for k := range out {
			out[k] += left * (change[k] - mean) * (change[k] - mean)
		}
	}
	return out
}

// leftOver is Σ w r² over both directions, each team's half a move more in either direction included.
func leftOver(p pair, h, moves []float64) float64 {
	more := p.moves() / 2 * (1/moves[p.i] + 1/moves[p.j])
	rise := h[p.j] - h[p.i]
	return (p.up+more)*(rise-1)*(rise-1) + (p.down+more)*(rise+1)*(rise+1)
}
