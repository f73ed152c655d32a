package level

import (
	"cmp"
	"errors"
	"slices"

	"tiermix/model/origin"
)

// pair is two teams with the moves between them.
type pair struct {
	i, j     int     // i < j
	up, down float64 // moves i → j and j → i
}

func (p pair) moves() float64 { return p.up + p.down }

// graph is the desk with teams as numbers.
type graph struct {
	teams []Team
	pairs []pair // by i, then j
}

// graphOf adds moves up by pair of teams; teams are in the order of their names.
func graphOf(d Desk) (*graph, error) {
	g := &graph{}
	known := map[string]int{}
	for _, h := range d.Teams {
		known[h.Team] = 0
		g.teams = append(g.teams, Team{Held: h})
	}
	var faults []error
	for _, m := range d.Moves {
		if m.Moves < 0 {
			faults = append(faults, origin.Faultf(origin.Text{
				EN: "moves from %q to %q: %d is not possible; want 0 or more", DE: "Übergaben von %q an %q: %d ist nicht möglich; nötig ist 0 oder mehr",
			}, m.From, m.To, m.Moves))
		}
		for _, name := range []string{m.From, m.To} {
			if _, ok := known[name]; !ok {
				known[name] = 0
				g.teams = append(g.teams, Team{Held: Held{Team: name}})
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	slices.SortFunc(g.teams, func(a, b Team) int { return cmp.Compare(a.Team, b.Team) })
	for i, t := range g.teams {
		known[t.Team] = i
	}
	g.add(d.Moves, known)
	return g, nil
}

func (g *graph) add(moves []Move, number map[string]int) {
	sums := map[[2]int]*pair{}
	for _, m := range moves {
		i, j := number[m.From], number[m.To]
		switch {
		case m.Moves == 0:
			continue
		case i == j:
			g.teams[i].Self += m.Moves
			continue
		}
		g.teams[i].Out += m.Moves
		g.teams[j].In += m.Moves
		key := [2]int{min(i, j), max(i, j)}
		if sums[key] == nil {
			sums[key] = &pair{i: key[0], j: key[1]}
		}
		if i < j {
			sums[key].up += float64(m.Moves)
		} else {
			sums[key].down += float64(m.Moves)
		}
	}
	for _, p := range sums {
		g.pairs = append(g.pairs, *p)
	}
	slices.SortFunc(g.pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
}

// components are the teams of every group that moves connect, the group with most moves first.
func (g *graph) components() [][]int {
	root := make([]int, len(g.teams))
	for i := range root {
		root[i] = i
	}
	var find func(int) int
	find = func(i int) int {
		if root[i] != i {
			root[i] = find(root[i])
		}
		return root[i]
	}
	for _, p := range g.pairs {
		root[find(p.j)] = find(p.i)
	}
	groups, moves := map[int][]int{}, map[int]int{}
	for i, t := range g.teams {
		if t.Moves() > 0 {
			r := find(i)
			groups[r], moves[r] = append(groups[r], i), moves[r]+t.Moves()
		}
	}
	all := make([]int, 0, len(groups))
	for r := range groups {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b int) int {
		return cmp.Or(cmp.Compare(moves[b], moves[a]), cmp.Compare(len(groups[b]), len(groups[a])), cmp.Compare(groups[a][0], groups[b][0]))
	})
	out := make([][]int, len(all))
	for n, r := range all {
		out[n] = groups[r]
	}
	return out
}
