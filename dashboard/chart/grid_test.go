package chart_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/dashboard/chart"
	"tiermix/model/flow"
)

func moves(e flow.Exchange) int { return e.Moves }

func TestGridPutsTheBusiestFirst(t *testing.T) {
	got := chart.GridOf([]flow.Exchange{
		{FromTeam: "A", ToTeam: "B", Moves: 1}, {FromTeam: "B", ToTeam: "C", Moves: 5}, {FromTeam: "D", ToTeam: "C", Moves: 2},
		{FromTeam: "E", ToTeam: "A", Moves: 0},
	}, 2, "rest", moves)
	want := chart.Grid{Names: []string{"C", "B", "rest"}, Cells: [][]int{{0, 0, 0}, {5, 0, 0}, {2, 1, 0}}, Left: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGridWithoutMoves(t *testing.T) {
	if got := chart.GridOf(nil, 5, "rest", moves); len(got.Names) != 0 || got.Left != 0 {
		t.Errorf("grid of nothing: %+v", got)
	}
}

// Every move is in exactly one cell, however few teams have a name.
func TestGridKeepsEveryMove(t *testing.T) {
	team := rapid.SampledFrom([]string{"A", "B", "C", "D", "E", "F", ""})
	rapid.Check(t, func(r *rapid.T) {
		exchanges := rapid.SliceOf(rapid.Custom(func(r *rapid.T) flow.Exchange {
			return flow.Exchange{FromTeam: team.Draw(r, "from"), ToTeam: team.Draw(r, "to"), Moves: rapid.IntRange(0, 9).Draw(r, "moves")}
		})).Draw(r, "exchanges")
		n := rapid.IntRange(1, 8).Draw(r, "teams")
		g := chart.GridOf(exchanges, n, "rest", moves)
		want, got := 0, 0
		for _, e := range exchanges {
			want += e.Moves
		}
		for _, row := range g.Cells {
			for _, cell := range row {
				got += cell
			}
		}
		if got != want {
			r.Fatalf("%d moves in the grid, want %d", got, want)
		}
	})
}
