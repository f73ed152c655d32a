package knowledge_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/knowledge"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

func TestCandidates(t *testing.T) {
	l := shiftleft.List{Categories: []shiftleft.Category{
		{Key: "Password", Tickets: 100, Unlinked: 50, PerYear: 400, Priced: true, Money: rate.Bounds{Value: 900}, Articles: rate.Bounds{Value: 300, Low: 200, High: 420}, Examples: []string{"T1"}},
		{Key: "Printer", Tickets: 40, Unlinked: 40, PerYear: 160, Priced: true, Money: rate.Bounds{Value: 500}, Articles: rate.Bounds{Value: 500}},
		{Key: "Twice", Tickets: 40, Unlinked: 2, PerYear: 160, Priced: true, Articles: rate.Bounds{Value: 5}},
		{Key: "Unpriced", Tickets: 40, Unlinked: 40},
	}}
	want := []knowledge.Candidate{
		{Category: "Printer", Tickets: 40, PerYear: 160, Money: rate.Bounds{Value: 500}},
		{Category: "Password", Tickets: 50, PerYear: 200, Money: rate.Bounds{Value: 300, Low: 200, High: 420}, Examples: []string{"T1"}},
	}
	if diff := cmp.Diff(want, knowledge.Candidates(l)); diff != "" {
		t.Errorf("candidates (-want +got):\n%s", diff)
	}
	if got := knowledge.Candidates(shiftleft.List{}); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

// Each reason for having none is another sentence, in both languages.
func TestNoCandidates(t *testing.T) {
	for want, groups := range map[string][]shiftleft.Group{
		"No ticket was solved at 2nd level":                 nil,
		"map such a field to knowledge_key":                 {{Tickets: 4, Judged: 4}},
		"neither marks (level1_capable) nor minutes":        {{Tickets: 4, Known: 4}},
		"No category has 3 or more solutions of 2nd level ": {{Tickets: 4, Known: 4, Judged: 4}},
	} {
		got := knowledge.NoCandidates(shiftleft.List{Solved: shiftleft.Solved{Groups: groups}})
		if !strings.Contains(got.EN, want) || got.DE == "" || got.DE == got.EN {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}
