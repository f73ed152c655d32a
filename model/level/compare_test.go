package level

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func on(tier int) *int { return &tier }

// Spearman's coefficient of ranks with ties: levels 1..5 against tiers 1 1 2 2 3 have ranks 1..5 and 1.5 1.5 3.5 3.5 5, so that
// Σd² = 1 and, corrected for two ties of two, r = 9/√(10·9) = 0.9487.
func TestSpearmanWithTies(t *testing.T) {
	all := []compared{{1, 1, 1}, {2, 1, 1}, {3, 2, 1}, {4, 2, 1}, {5, 3, 1}}
	if got, want := spearman(all, []float64{1, 1, 1, 1, 1}), 9/math.Sqrt(90); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := spearman(all, []float64{1, 1, 0, 0, 0}); !math.IsNaN(got) {
		t.Errorf("two teams: got %v, want none", got)
	}
	if got := spearman([]compared{{1, 2, 1}, {2, 2, 1}, {3, 2, 1}}, []float64{1, 1, 1}); !math.IsNaN(got) {
		t.Errorf("one tier: got %v, want none", got)
	}
}

func anyTeams(t *rapid.T) ([]compared, []float64) {
	all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) compared {
		return compared{float64(rapid.IntRange(0, 9).Draw(t, "level")), rapid.IntRange(1, 3).Draw(t, "tier"), 1}
	}), 3, 30).Draw(t, "teams")
	slices.SortFunc(all, func(a, b compared) int { return int(a.level - b.level) })
	w := make([]float64, len(all))
	for i := range w {
		w[i] = float64(rapid.IntRange(0, 4).Draw(t, "weight"))
	}
	return all, w
}

// A weight of 3 is the same as three teams; AUC is what counting every pair says.
func TestWeightsAreCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, w := anyTeams(t)
		var copies []compared
		won, pairs := 0.0, 0.0
		for i, c := range all {
			for range int(w[i]) {
				copies = append(copies, c)
			}
			for j, d := range all {
				if c.tier > 1 && d.tier <= 1 {
					pairs += w[i] * w[j]
					won += w[i] * w[j] * (1 + math.Copysign(1, c.level-d.level)*nonzero(c.level-d.level)) / 2
				}
			}
		}
		low, up := func(t int) bool { return t <= 1 }, func(t int) bool { return t > 1 }
		ones := make([]float64, len(copies))
		for i := range ones {
			ones[i] = 1
		}
		same(t, "AUC", auc(all, w, low, up), won/pairs)
		same(t, "AUC of copies", auc(copies, ones, low, up), won/pairs)
		if distinct := slices.IndexFunc(w, func(x float64) bool { return x > 1 }); distinct < 0 && len(copies) >= 3 {
			same(t, "Spearman", spearman(all, w), spearman(copies, ones))
		}
	})
}

func nonzero(x float64) float64 {
	if x == 0 {
		return 0
	}
	return 1
}

func same(t *rapid.T, what string, got, want float64) {
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-9 {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

// declared is a desk whose roster calls a team 1st level that works as 2nd.
func declared() Ladder {
	d := Desk{}
	for i := range 6 {
		first, second := fmt.Sprint("Desk ", i), fmt.Sprint("Expert ", i)
		d.Moves = append(d.Moves, Move{first, second, 90 + i}, Move{second, first, 10}, Move{first, fmt.Sprint("Expert ", (i+1)%6), 50})
		d.Teams = append(d.Teams, Held{Team: first, Tier: on(1)}, Held{Team: second, Tier: on(2)})
	}
	d.Moves = append(d.Moves, Move{"Desk 0", "Secret", 60}, Move{"Desk 1", "Secret", 60}, Move{"Desk 2", "Small", 4}, Move{"Desk 3", "Nowhere", 40}, Move{"X", "Y", 30})
	d.Teams = append(d.Teams, Held{Team: "Secret", Tier: on(1)}, Held{Team: "Small", Tier: on(2)}, Held{Team: "X", Tier: on(1)})
	l, err := Infer(d)
	if err != nil {
		panic(err)
	}
	return l
}

func TestCompare(t *testing.T) {
	a := Compare(declared(), 1)
	if a.Teams != 13 || a.TooFew != 1 || a.Unplaced != 1 || a.Elsewhere != 2 {
		t.Errorf("compared %d, too few %d, unplaced %d, elsewhere %d", a.Teams, a.TooFew, a.Unplaced, a.Elsewhere)
	}
	if len(a.Separations) != 1 || a.Separations[0].LowerTeams != 7 || a.Separations[0].UpperTeams != 6 {
		t.Fatalf("separations %+v", a.Separations)
	}
	auc := a.Separations[0].AUC
	if auc.Value == nil || *auc.Value <= 6./7-1e-9 || *auc.Low > *auc.Value || *auc.High < *auc.Value {
		t.Errorf("AUC %+v: all pairs but those with Secret are in order", auc)
	}
	if len(a.Hidden) != 1 || a.Hidden[0].Name() != "Secret" || a.Hidden[0].Acts != 2 || a.Hidden[0].Own > 0.3 || a.Hidden[0].Centre < 0.6 {
		t.Errorf("hidden %+v", a.Hidden)
	}
	if diff := cmp.Diff(a, Compare(declared(), 1)); diff != "" {
		t.Errorf("the same seed gives other numbers:\n%s", diff)
	}
	if diff := cmp.Diff(a.Spearman, Compare(declared(), 2).Spearman); diff == "" {
		t.Error("another seed draws the same teams")
	}
}

// Teams in perfect order give no interval: every resample is in order too, which would look like certainty.
func TestPerfectOrderHasNoInterval(t *testing.T) {
	l := declared()
	for i := range l.Teams {
		if l.Teams[i].Name() == "Secret" {
			l.Teams[i].Tier = on(2)
		}
	}
	if auc := Compare(l, 1).Separations[0].AUC; auc.Value == nil || *auc.Value != 1 || auc.Low != nil {
		t.Errorf("AUC %+v", auc)
	}
}

func TestCompareWithNothingToCompare(t *testing.T) {
	none, err := Infer(Desk{Teams: []Held{{Team: "A", Tier: on(1)}}})
	if err != nil {
		t.Fatal(err)
	}
	a := Compare(none, 1)
	if a.Teams != 0 || a.TooFew != 1 || a.Spearman.Value != nil || a.Separations[0].AUC.Value != nil || a.Hidden != nil {
		t.Errorf("got %+v", a)
	}
	lone, err := Infer(Desk{
		Moves: []Move{{"A", "B", 40}},
		Teams: []Held{{Team: "A", Tier: on(1)}, {Team: "B", Tier: on(2)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := Compare(lone, 1); a.Separations[0].AUC.Value == nil || a.Separations[0].AUC.Low != nil || len(a.Hidden) != 0 {
		t.Errorf("one team a tier: got %+v; the interval cannot be told, and nothing can be hidden", a)
	}
}

// A team is hidden only when both ends of its interval lie nearer to the same other tier.
func TestHiddenWantsTheWholeInterval(t *testing.T) {
	team := func(name string, tier int, level, half float64) Team {
		return Team{Held: Held{Team: name, Tier: on(tier)}, In: 50, Component: 1, Level: level, Low: level - half, High: level + half}
	}
	teams := []Team{team("a", 1, 0, 0.1), team("b", 1, 0, 0.1), team("c", 2, 1, 0.1), team("d", 2, 1, 0.1)}
	for _, c := range []struct {
		half float64
		want int
	}{{0.3, 1}, {0.5, 0}} {
		if got := hidden(append(slices.Clone(teams), team("x", 1, 0.9, c.half))); len(got) != c.want {
			t.Errorf("half width %v: %d hidden, want %d", c.half, len(got), c.want)
		}
	}
}
