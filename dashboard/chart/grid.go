package chart

import (
	"cmp"
	"slices"

	"tiermix/model/flow"
)

// Grid is a square of numbers between teams: Cells[from][to]. When teams were left out, the last row and column
// stand for all of them together and Left says how many they are.
type Grid struct {
	Names []string
	Cells [][]int
	Left  int
}

// GridOf arranges the moves between teams, the busiest teams first and at most n of them by name. Count says what of
// an exchange is counted; other is the name of the rest.
func GridOf(exchanges []flow.Exchange, n int, other string, count func(flow.Exchange) int) Grid {
	teams := busiest(exchanges, count)
	g := Grid{Names: slices.Clone(teams[:min(n, len(teams))]), Left: max(0, len(teams)-n)}
	at := map[string]int{}
	for i, team := range g.Names {
		at[team] = i
	}
	if g.Left > 0 {
		g.Names = append(g.Names, other)
	}
	g.Cells = make([][]int, len(g.Names))
	for i := range g.Cells {
		g.Cells[i] = make([]int, len(g.Names))
	}
	for _, e := range exchanges {
		if v := count(e); v > 0 {
			g.Cells[index(at, e.FromTeam, g)][index(at, e.ToTeam, g)] += v
		}
	}
	return g
}

func index(at map[string]int, team string, g Grid) int {
	if i, ok := at[team]; ok {
		return i
	}
	return len(g.Names) - 1
}

func busiest(exchanges []flow.Exchange, count func(flow.Exchange) int) []string {
	weight := map[string]int{}
	for _, e := range exchanges {
		if v := count(e); v > 0 {
			weight[e.FromTeam] += v
			weight[e.ToTeam] += v
		}
	}
	teams := make([]string, 0, len(weight))
	for team := range weight {
		teams = append(teams, team)
	}
	slices.SortFunc(teams, func(a, b string) int {
		return cmp.Or(cmp.Compare(weight[b], weight[a]), cmp.Compare(a, b))
	})
	return teams
}
