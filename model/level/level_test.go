package level_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"tiermix/model/level"
)

// exact is what rounding may cost.
const exact = 1e-9

// desk reads moves as "A>B 5, B>A 2".
func desk(t testing.TB, text string) level.Desk {
	t.Helper()
	var d level.Desk
	for part := range strings.SplitSeq(text, ", ") {
		way, count, ok := strings.Cut(part, " ")
		from, to, _ := strings.Cut(way, ">")
		n, err := strconv.Atoi(count)
		if !ok || err != nil {
			t.Fatalf("%q: write A>B 5", part)
		}
		d.Moves = append(d.Moves, level.Move{From: from, To: to, Moves: n})
	}
	return d
}

func infer(t testing.TB, d level.Desk) level.Ladder {
	t.Helper()
	l, err := level.Infer(d)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func byName(l level.Ladder) map[string]level.Team {
	out := map[string]level.Team{}
	for _, team := range l.Teams {
		out[team.Name()] = team
	}
	return out
}

// Small graphs, solved on paper from (diag(u) - W - Wᵀ) h = v. With unit weights and mean 0 the matrix of a triangle is 3h, so that the
// feed-forward loop has h = v/3 = (-2/3, 0, 2/3); MacKay, Johnson and Sansom (2020) give chains F₀ = 0 and balanced graphs (v = 0) F₀ = 1.
func TestLevelsOfSmallGraphs(t *testing.T) {
	for name, c := range map[string]struct {
		moves       string
		want        map[string]float64
		incoherence float64
	}{
		"chain":                       {"A>B 7, B>C 3", map[string]float64{"A": 0, "B": 1, "C": 2}, 0},
		"tree":                        {"A>B 1, A>C 900, C>D 5", map[string]float64{"A": 0, "B": 1, "C": 1, "D": 2}, 0},
		"pure 2-cycle":                {"A>B 40, B>A 40", map[string]float64{"A": 0, "B": 0}, 1},
		"cycle of three":              {"A>B 5, B>C 5, C>A 5", map[string]float64{"A": 0, "B": 0, "C": 0}, 1},
		"one way more than the other": {"A>B 30, B>A 10", map[string]float64{"A": 0, "B": 0.5}, 0.75},
		"feed-forward loop":           {"A>B 1, B>C 1, A>C 1", map[string]float64{"A": 0, "B": 2. / 3, "C": 4. / 3}, 1. / 9},
		"same pair twice":             {"A>B 15, B>A 10, A>B 15", map[string]float64{"A": 0, "B": 0.5}, 0.75},
	} {
		t.Run(name, func(t *testing.T) {
			l := infer(t, desk(t, c.moves))
			got := byName(l)
			for team, want := range c.want {
				if math.Abs(got[team].Level-want) > exact {
					t.Errorf("%s: level %.12f, want %.12f", team, got[team].Level, want)
				}
			}
			if math.Abs(l.Incoherence-c.incoherence) > exact || len(l.Components) != 1 {
				t.Errorf("incoherence %v, want %v; %d components", l.Incoherence, c.incoherence, len(l.Components))
			}
		})
	}
}

func TestNoMovesAtAll(t *testing.T) {
	l := infer(t, level.Desk{Teams: []level.Held{{Team: "Only", Tickets: 9, Entered: 9}}})
	if len(l.Teams) != 1 || l.Teams[0].Component != 0 || l.Teams[0].Sure() || !math.IsNaN(l.Incoherence) || l.Moves != 0 {
		t.Errorf("got %+v", l)
	}
	if l := infer(t, level.Desk{}); len(l.Teams) != 0 {
		t.Errorf("an empty desk has teams: %+v", l)
	}
	if l := infer(t, level.Desk{Moves: []level.Move{{From: "A", To: "B"}}}); len(l.Teams) != 2 || l.Teams[0].Component != 0 {
		t.Errorf("0 moves make a level: %+v", l)
	}
}

// A team that gives tickets to itself only has no level; beside others its moves to itself change nothing.
func TestSelfLoopsAreLeftOut(t *testing.T) {
	l := infer(t, desk(t, "A>A 50"))
	if l.Teams[0].Component != 0 || l.Teams[0].Self != 50 || l.Moves != 0 {
		t.Errorf("got %+v", l.Teams[0])
	}
	with, without := byName(infer(t, desk(t, "A>A 50, A>B 30, B>A 10"))), byName(infer(t, desk(t, "A>B 30, B>A 10")))
	if with["B"].Level != without["B"].Level || with["A"].Self != 50 || with["A"].Out != 30 {
		t.Errorf("with %+v, without %+v", with, without)
	}
}

func TestComponentsStandApart(t *testing.T) {
	l := infer(t, desk(t, "C>D 5, A>B 30, B>A 10"))
	got := byName(l)
	if len(l.Components) != 2 || got["A"].Component != 1 || got["D"].Component != 2 || math.Abs(got["D"].Level-1) > exact || got["C"].Level != 0 {
		t.Fatalf("got %+v of %+v", got, l.Components)
	}
	if l.Components[0].Moves != 40 || l.Components[1].Moves != 5 || l.Components[1].Incoherence > exact {
		t.Errorf("components %+v", l.Components)
	}
	if want := (0.75*40 + 0*5) / 45; math.Abs(l.Incoherence-want) > exact {
		t.Errorf("incoherence %v, want %v: that of all moves", l.Incoherence, want)
	}
}

func TestImpossibleInputIsRefused(t *testing.T) {
	_, err := level.Infer(level.Desk{Moves: []level.Move{{"A", "B", -1}, {"B", "C", -2}}})
	want := "moves from \"A\" to \"B\": -1 is not possible; want 0 or more\nmoves from \"B\" to \"C\": -2 is not possible; want 0 or more"
	if err == nil || err.Error() != want {
		t.Errorf("err %v, want %s", err, want)
	}
	var many level.Desk
	for i := range level.MaxTeams + 1 {
		many.Moves = append(many.Moves, level.Move{From: "hub", To: strconv.Itoa(i), Moves: 1})
	}
	if _, err := level.Infer(many); err == nil || !strings.Contains(err.Error(), "at most 3000") {
		t.Errorf("err %v", err)
	}
}

// anyDesk draws moves between up to eight teams; the graph is connected through team t0.
func anyDesk(t *rapid.T) level.Desk {
	n := rapid.IntRange(2, 8).Draw(t, "teams")
	var d level.Desk
	for i := range n {
		for j := range n {
			if m := rapid.SampledFrom([]int{0, 0, 0, 1, 2, 30, 1000}).Draw(t, "moves"); i != j && m > 0 {
				d.Moves = append(d.Moves, level.Move{From: fmt.Sprint("t", i), To: fmt.Sprint("t", j), Moves: m})
			}
		}
	}
	for i := 1; i < n; i++ {
		d.Moves = append(d.Moves, level.Move{From: "t0", To: fmt.Sprint("t", i), Moves: 1})
	}
	return d
}

// Against another way to the same levels: the least squares problem itself, by QR, one row for every move.
func TestLevelsAreLeastSquares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDesk(t)
		l, err := level.Infer(d)
		if err != nil {
			t.Fatal(err)
		}
		number := map[string]int{}
		for i, team := range l.Teams {
			number[team.Name()] = i
		}
		rows := mat.NewDense(len(d.Moves)+1, len(l.Teams), nil)
		b := mat.NewVecDense(len(d.Moves)+1, nil)
		for i, m := range d.Moves {
			root := math.Sqrt(float64(m.Moves))
			rows.Set(i, number[m.To], root)
			rows.Set(i, number[m.From], -root)
			b.SetVec(i, root)
		}
		rows.Set(len(d.Moves), 0, 1) // the lowest team is first, at 0
		var h mat.VecDense
		if err := h.SolveVec(rows, b); err != nil {
			t.Fatal(err)
		}
		lost, total, gain := 0.0, 0.0, 0.0
		for _, m := range d.Moves {
			w, rise := float64(m.Moves), h.AtVec(number[m.To])-h.AtVec(number[m.From])
			lost, total, gain = lost+w*(rise-1)*(rise-1), total+w, gain+w*rise
		}
		for i, team := range l.Teams {
			if math.Abs(team.Level-h.AtVec(i)) > 1e-7 {
				t.Fatalf("%s: level %v, want %v", team.Name(), team.Level, h.AtVec(i))
			}
		}
		if math.Abs(l.Incoherence-lost/total) > 1e-7 || math.Abs(l.Incoherence-(1-gain/total)) > 1e-7 {
			t.Fatalf("incoherence %v, want %v, and 1 - v·h/Σw = %v", l.Incoherence, lost/total, 1-gain/total)
		}
		if l.Incoherence < 0 || l.Incoherence > 1 {
			t.Fatalf("incoherence %v outside 0 to 1", l.Incoherence)
		}
	})
}

// More moves of the same kind leave levels where they are and make them surer; turning every move round turns the ladder round.
func TestScaledAndReversed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDesk(t)
		times := rapid.IntRange(2, 50).Draw(t, "times")
		var scaled, reversed level.Desk
		for _, m := range d.Moves {
			scaled.Moves = append(scaled.Moves, level.Move{From: m.From, To: m.To, Moves: m.Moves * times})
			reversed.Moves = append(reversed.Moves, level.Move{From: m.To, To: m.From, Moves: m.Moves})
		}
		base, many, back := byName(must(t, d)), byName(must(t, scaled)), byName(must(t, reversed))
		highest := 0.0
		for _, team := range base {
			highest = max(highest, team.Level)
		}
		for name, team := range base {
			if math.Abs(team.Level-many[name].Level) > 1e-7 || math.Abs(highest-team.Level-back[name].Level) > 1e-7 {
				t.Fatalf("%s: %v, scaled %v, reversed %v of %v", name, team.Level, many[name].Level, back[name].Level, highest)
			}
			if many[name].Error > team.Error+exact || math.Abs(back[name].Error-team.Error) > 1e-7 {
				t.Fatalf("%s: error %v, scaled %v, reversed %v", name, team.Error, many[name].Error, back[name].Error)
			}
		}
	})
}

func must(t *rapid.T, d level.Desk) level.Ladder {
	l, err := level.Infer(d)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The interval of a level, against the mean level by moves, covers the true one in about 95 of 100 histories drawn from the same desk. A team
// of 20 moves that all go one way is in it: what it does in other histories is not seen in its own.
func TestIntervalsCover(t *testing.T) {
	truth := desk(t, "L1>L2 400, L2>L1 80, L1>L3 60, L2>L3 120, L3>L2 20, L1b>L2 150, L2>L1b 30, L1>L1b 40, L1b>L1 40, L2>Lab 19, Lab>L2 1")
	ladder := infer(t, truth)
	weights := byName(ladder)
	want := centred(ladder, weights)
	r := rand.New(rand.NewPCG(7, 7))
	const histories = 2000
	covered := map[string]int{}
	for range histories {
		drawn := level.Desk{}
		for _, m := range truth.Moves {
			n := int(distuv.Poisson{Lambda: float64(m.Moves), Src: r}.Rand())
			drawn.Moves = append(drawn.Moves, level.Move{From: m.From, To: m.To, Moves: n})
		}
		l := infer(t, drawn)
		got := centred(l, weights)
		for name, team := range byName(l) {
			if math.Abs(got[name]-want[name]) <= 1.96*team.Error {
				covered[name]++
			}
		}
	}
	for name, n := range covered {
		if share := float64(n) / histories; share < 0.93 || share > 0.995 {
			t.Errorf("%s: covered in %.3f of the histories, want about 0.95", name, share)
		}
	}
}

// centred are levels against their mean, weighted by the moves of the given teams.
func centred(l level.Ladder, weights map[string]level.Team) map[string]float64 {
	sum, moves := 0.0, 0.0
	for _, t := range l.Teams {
		w := float64(weights[t.Name()].Moves())
		sum, moves = sum+t.Level*w, moves+w
	}
	out := map[string]float64{}
	for _, t := range l.Teams {
		out[t.Name()] = t.Level - sum/moves
	}
	return out
}

// What MinMoves promises of the error of a team whose moves all went one way.
func TestErrorOfOneWay(t *testing.T) {
	for moves, want := range map[int]float64{5: 0.283, 20: 0.071} {
		l := infer(t, desk(t, fmt.Sprintf("A>B 100000, B>A 100000, A>Lab %d", moves)))
		if got := byName(l)["Lab"].Error; math.Abs(got-want) > 0.005 {
			t.Errorf("%d moves: error %.3f, want %.3f", moves, got, want)
		}
	}
}

func thousand() level.Desk {
	r := rand.New(rand.NewPCG(3, 3))
	var d level.Desk
	for i := 1; i < 1000; i++ {
		d.Moves = append(d.Moves, level.Move{From: fmt.Sprint(r.IntN(i)), To: fmt.Sprint(i), Moves: 1 + r.IntN(1000)})
	}
	for range 20000 {
		d.Moves = append(d.Moves, level.Move{From: fmt.Sprint(r.IntN(1000)), To: fmt.Sprint(r.IntN(1000)), Moves: 1 + r.IntN(50)})
	}
	return d
}

func TestAThousandTeams(t *testing.T) {
	l := infer(t, thousand())
	if len(l.Teams) != 1000 || len(l.Components) != 1 || l.Teams[0].Level != 0 {
		t.Fatalf("%d teams in %d components, lowest %v", len(l.Teams), len(l.Components), l.Teams[0].Level)
	}
	chain := level.Desk{}
	for i := range 999 {
		chain.Moves = append(chain.Moves, level.Move{From: fmt.Sprintf("%04d", i), To: fmt.Sprintf("%04d", i+1), Moves: 1 + i%7})
	}
	for i, team := range infer(t, chain).Teams {
		if math.Abs(team.Level-float64(i)) > 1e-6 {
			t.Fatalf("chain of 1,000: %s at %v, want %d", team.Name(), team.Level, i)
		}
	}
}

func BenchmarkAThousandTeams(b *testing.B) {
	d := thousand()
	for b.Loop() {
		if _, err := level.Infer(d); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleInfer() {
	l, err := level.Infer(level.Desk{Moves: []level.Move{{From: "Hotline", To: "Network", Moves: 300}, {From: "Network", To: "Hotline", Moves: 100}}})
	if err != nil {
		panic(err)
	}
	for _, t := range l.Teams {
		fmt.Printf("%s %.2f (%.2f to %.2f)\n", t.Name(), t.Level, t.Low, t.High)
	}
	// Output:
	// Hotline 0.00 (-0.04 to 0.04)
	// Network 0.50 (0.46 to 0.54)
}
