package ingest_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/shiftleft"
)

// solved counts what 2nd level solved within a scope.
func solved(t *testing.T, s *store.Store, scope kpi.Scope) shiftleft.Solved {
	t.Helper()
	got, err := tier.Solved(context.Background(), s.DB(), scope)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Of the nine tickets 2nd level solved three: H3 alone and marked, H4 after it had given it back, H5 after Entwicklung had it too.
func TestSolvedByHand(t *testing.T) {
	s := importFolder(t, byHand)
	want := []shiftleft.Group{
		{Category: "Network", Tickets: 1, Judged: 1, Known: 1, Unlinked: true, Minutes: []float64{150}, Examples: []string{"H5"}},
		{Category: "Network", Tried: true, Tickets: 1, Judged: 1, Known: 1, Unlinked: true, Minutes: []float64{40}, Examples: []string{"H4"}},
		{Category: "Network", Tried: true, Marked: true, Alone: true, Tickets: 1, Judged: 1, Known: 1, Unlinked: true, Minutes: []float64{30}, Examples: []string{"H3"}},
	}
	got := solved(t, s, kpi.Scope{})
	if diff := cmp.Diff(want, got.Groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if e := got.Evidence(); e != (shiftleft.Evidence{Tickets: 3, Judged: 3, Timed: 3, Articles: 3, Tried: 2, Alone: 1}) {
		t.Errorf("evidence %+v", e)
	}
	one := kpi.Scope{Where: []kpi.Filter{{Dim: "channel", Values: []string{"phone"}}}}
	if got := solved(t, s, one); len(got.Groups) != 0 || got.Days < 1 {
		t.Errorf("by phone: %+v", got)
	}
	early := solved(t, s, kpi.Scope{Period: kpi.Period{From: day("2020-01-01"), To: day("2020-01-31")}})
	if len(early.Groups) != 0 || early.Days != 0 {
		t.Errorf("before the records: %+v", early)
	}
}

func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}

// On an invented desk every ticket of the figure level1_capable is in one group, its marks are the hits, and links are those of
// knowledge_rate.
func TestSolvedIsTheFigure(t *testing.T) {
	s := importFolder(t, "../sample-data/small")
	answer, err := store.Answer(context.Background(), s.DB(), kpi.Query{IDs: []string{"level1_capable"}, By: []string{"category"}})
	if err != nil {
		t.Fatal(err)
	}
	tickets, marked := map[string]int{}, map[string]int{}
	for _, g := range solved(t, s, kpi.Scope{}).Groups {
		if len(g.Minutes) > g.Tickets || g.Judged > g.Tickets || len(g.Examples) > min(3, g.Tickets) {
			t.Errorf("impossible group %+v", g)
		}
		tickets[g.Category] += g.Tickets
		if g.Marked {
			marked[g.Category] += g.Tickets
		}
	}
	for _, g := range answer.Figures[0].Groups {
		key := g.Key["category"]
		if g.Numerator == nil {
			continue
		}
		if tickets[key] != int(*g.Denominator) || marked[key] != int(*g.Numerator) {
			t.Errorf("%s: %d of %d, the figure says %v of %v", key, marked[key], tickets[key], *g.Numerator, *g.Denominator)
		}
		delete(tickets, key)
	}
	for key, n := range tickets {
		t.Errorf("%s: %d tickets that are not in the figure", key, n)
	}
}
