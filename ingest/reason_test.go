package ingest_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/tier"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// Every escalation that the paths count has its place among the reasons, by the giving tier as well.
func TestReasonsAreAllEscalations(t *testing.T) {
	s := inventedDesk(t, 1500)
	for words, query := range map[string]string{
		"":            "select sum(escalations) from tier.path where excluded is null",
		"from_tier=2": "select sum(escalations_from_2) from tier.path where excluded is null",
	} {
		var scope kpi.Scope
		if words != "" {
			var err error
			if scope.Where, err = kpi.ParseWhere([]string{words}); err != nil {
				t.Fatal(err)
			}
		}
		r, err := tier.Reasons(context.Background(), s.DB(), scope)
		if err != nil {
			t.Fatal(err)
		}
		var want int
		if err := s.DB().QueryRow(query).Scan(&want); err != nil {
			t.Fatal(err)
		}
		p := r.Pareto()
		if p.Moves != want || want == 0 || p.NotGiven != 0 || len(p.Causes) < 3 || r.LeftOut != 0 {
			t.Errorf("%q: %d escalations, want %d: %+v", words, p.Moves, want, r)
		}
	}
}

// What is missing, blank or said twice at once, and what has no tier.
func TestReasonsByHand(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	for _, change := range []string{
		"update tier.move set reason = case when ticket_id = 'H4' then '  ' when ticket_id = 'H3' then ' rights ' end where true",
		"insert into tier.move by name select * replace (1000 as seq, 'later' as reason) from tier.move where ticket_id = 'H3'",
	} {
		if _, err := s.DB().Exec(change); err != nil {
			t.Fatal(err)
		}
	}
	got, err := tier.Reasons(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	want := []flow.Reason{{Reason: "", Moves: 3, Tickets: 2}, {Reason: "rights", Moves: 1, Tickets: 1}}
	if diff := cmp.Diff(want, got.All); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
	if _, err := s.DB().Exec("update tier.stint set tier = null where team = 'Entwicklung'"); err != nil {
		t.Fatal(err)
	}
	if got, err = tier.Reasons(context.Background(), s.DB(), kpi.Scope{}); err != nil || got.LeftOut == 0 || got.Pareto().Moves != 3 {
		t.Errorf("%+v, %v", got, err)
	}
}
