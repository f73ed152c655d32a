package flow_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/flow"
)

// By hand: 100 escalations with a reason, 60 + 20 = 80 are the vital 80 %.
func TestPareto(t *testing.T) {
	got := flow.Reasons{All: []flow.Reason{
		{Reason: "rights", Moves: 20, Tickets: 18}, {Reason: "", Moves: 25, Tickets: 25}, {Reason: "knowledge", Moves: 60, Tickets: 51},
		{Reason: "tools", Moves: 10, Tickets: 10}, {Reason: "defect", Moves: 10, Tickets: 9},
	}}.Pareto()
	want := flow.Pareto{Moves: 125, NotGiven: 25, Few: 2, Causes: []flow.Cause{
		{Reason: flow.Reason{Reason: "knowledge", Moves: 60, Tickets: 51}, Share: 0.6, Cumulated: 0.6, Vital: true},
		{Reason: flow.Reason{Reason: "rights", Moves: 20, Tickets: 18}, Share: 0.2, Cumulated: 0.8, Vital: true},
		{Reason: flow.Reason{Reason: "defect", Moves: 10, Tickets: 9}, Share: 0.1, Cumulated: 0.9},
		{Reason: flow.Reason{Reason: "tools", Moves: 10, Tickets: 10}, Share: 0.1, Cumulated: 1},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pareto (-want +got):\n%s", diff)
	}
}

func TestParetoWithoutReasons(t *testing.T) {
	for moves, all := range map[int][]flow.Reason{0: nil, 7: {{Moves: 7, Tickets: 7}}} {
		if p := (flow.Reasons{All: all}).Pareto(); p.Moves != moves || p.NotGiven != moves || len(p.Causes) != 0 || p.Few != 0 {
			t.Errorf("%+v", p)
		}
	}
}

// Shares add up to one, the line rises to one, and one reason fewer than the vital few is less than 80 %.
func TestParetoLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r flow.Reasons
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 500), 0, 30).Draw(t, "moves") {
			r.All = append(r.All, flow.Reason{Reason: fmt.Sprintf("%.*d", i%3, i), Moves: n})
		}
		p := r.Pareto()
		sum, last, moves := 0.0, 0.0, p.NotGiven
		for i, c := range p.Causes {
			sum, moves = sum+c.Share, moves+c.Moves
			if c.Cumulated < last || i > 0 && c.Moves > p.Causes[i-1].Moves || c.Vital != (i < p.Few) || c.Vital != (last < 0.8) && math.Abs(last-0.8) > 1e-9 {
				t.Fatalf("cause %d of %+v", i, p)
			}
			last = c.Cumulated
		}
		if moves != p.Moves || len(p.Causes) > 0 && (math.Abs(sum-1) > 1e-9 || last != 1 || p.Few == 0) {
			t.Fatalf("%+v", p)
		}
	})
}
