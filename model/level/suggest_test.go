package level

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// ladder is a desk of three tiers with one team too small, one that takes no part, and a pair of teams apart.
func ladder() Desk {
	return Desk{
		Moves: []Move{
			{"Desk A", "Network", 200}, {"Desk B", "Network", 90}, {"Network", "Desk A", 20}, {"Network", "Dev", 60}, {"Dev", "Network", 6},
			{"Desk A", "Desk B", 30}, {"Desk B", "Desk A", 30}, {"Network", "Odd", 3}, {"Plant", "Workshop", 40},
		},
		Teams: []Held{
			{Team: "Desk A", Tickets: 900, Entered: 880}, {Team: "Desk B", Tickets: 400, Entered: 380}, {Team: "Network", Tickets: 300, Entered: 10},
			{Team: "Dev", Tickets: 61, Entered: 1}, {Team: "Odd", Tickets: 3}, {Team: "Portal", Tickets: 80, Entered: 80}, {Team: "Plant", Tickets: 50, Entered: 50},
			{Team: "Workshop", Tickets: 40},
		},
	}
}

func TestSuggest(t *testing.T) {
	r, err := Suggest(ladder(), 3)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range r.Suggestions {
		got = append(got, fmt.Sprintf("%s: %d by %s", s.Name(), s.Suggested, s.By))
	}
	want := []string{
		"Desk A: 1 by level", "Desk B: 1 by level", "Portal: 1 by intake", "Plant: 1 by level", "Network: 2 by level", "Workshop: 2 by level",
		"Dev: 3 by level", "Odd: 0 by too few moves",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if want := "group 2 of teams has only 2 different levels; no tier above 2 is suggested in it"; len(r.Notes) != 1 || r.Notes[0].EN != want {
		t.Errorf("notes %v, want %s", r.Notes, want)
	}
}

func TestSuggestDoubtsAnOrderAgainstTheIntake(t *testing.T) {
	r, err := Suggest(Desk{
		Moves: []Move{{"Front", "Back", 50}, {"Back", "Front", 10}},
		Teams: []Held{{Team: "Front", Tickets: 60, Entered: 10}, {Team: "Back", Tickets: 90, Entered: 80}},
	}, 2)
	want := "group 1 of teams: most tickets enter at tier 2 (80 of 90 that it held), not at tier 1 (10 of 60); look at its order before using it"
	if err != nil || len(r.Notes) != 1 || r.Notes[0].EN != want {
		t.Errorf("notes %v, err %v", r.Notes, err)
	}
}

func TestSuggestWantsAPossibleNumberOfTiers(t *testing.T) {
	for _, tiers := range []int{-1, 0, 10} {
		if _, err := Suggest(ladder(), tiers); err == nil || err.Error() != fmt.Sprintf("tiers %d: want a number from 1 to 9", tiers) {
			t.Errorf("%d tiers: err %v", tiers, err)
		}
	}
	if _, err := Suggest(Desk{Moves: []Move{{"A", "B", -1}}}, 2); err == nil {
		t.Error("a negative number of moves is taken")
	}
}

// The cut is the best of all possible ones, keeps the order of the levels, and does not part equals.
func TestCutIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) point {
			return point{float64(rapid.IntRange(0, 6).Draw(t, "level")), float64(rapid.IntRange(1, 9).Draw(t, "weight"))}
		}), 1, 7).Draw(t, "points")
		k := rapid.IntRange(1, 4).Draw(t, "k")
		groups := cut(points, k)
		distinct := map[float64]bool{}
		for i, p := range points {
			distinct[p.level] = true
			for j, q := range points {
				if p.level == q.level && groups[i] != groups[j] || p.level < q.level && groups[i] > groups[j] {
					t.Fatalf("%v in groups %v", points, groups)
				}
			}
		}
		if want := min(k, len(distinct)); slices.Max(groups) != want-1 || slices.Min(groups) != 0 {
			t.Fatalf("groups %v, want %d", groups, want)
		}
		if got, best := scatter(points, groups), bestOf(points, k, nil); math.Abs(got-best) > 1e-9 {
			t.Fatalf("scatter %v, best %v", got, best)
		}
	})
}

// bestOf tries every assignment of points to k groups.
func bestOf(points []point, k int, groups []int) float64 {
	if len(groups) == len(points) {
		return scatter(points, groups)
	}
	best := math.Inf(1)
	for g := range k {
		best = min(best, bestOf(points, k, append(slices.Clone(groups), g)))
	}
	return best
}

func scatter(points []point, groups []int) float64 {
	sum := 0.0
	for g := range slices.Max(groups) + 1 {
		w, mean := 0.0, 0.0
		for i, p := range points {
			if groups[i] == g {
				w, mean = w+p.weight, mean+p.weight*p.level
			}
		}
		for i, p := range points {
			if groups[i] == g {
				sum += p.weight * (p.level - mean/w) * (p.level - mean/w)
			}
		}
	}
	return sum
}
