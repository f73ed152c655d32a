package ingest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

// Behind every figure lie exactly the tickets that it counts: as many rows as its n, as many hits as its share says, and the rest; in the whole,
// in a month, and among the tickets of a category.
func TestDrillIsWhatFiguresCount(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	if _, err := desk.Write(folder, desk.Options{Tickets: 1500, Seed: 4}, false); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	scopes := []kpi.Scope{
		{}, {Period: kpi.Period{From: date("2025-03-01"), To: date("2025-05-31")}},
		{Where: []kpi.Filter{{Dim: "category", Values: []string{"Drucker", "Telephony"}}, {Dim: "channel", Values: []string{"phone"}}}},
	}
	listed := 0
	for _, spec := range kpi.All() {
		if spec.View.Weekly || spec.View.Priced {
			continue
		}
		for i, scope := range scopes {
			answer, err := store.Answer(t.Context(), s.DB(), kpi.Query{Scope: scope, IDs: []string{spec.ID}})
			if err != nil {
				t.Fatal(err)
			}
			f := answer.Figures[0]
			all := drill(t, s, spec.ID, kpi.AllRows, scope)
			if f.Available && all.Counted != f.N {
				t.Errorf("%s, scope %d: %d rows, the figure counts %d", spec.ID, i, all.Counted, f.N)
			}
			if f.Available && f.N > 0 {
				listed++
			}
			if spec.Unit != kpi.Fraction || !f.Available || f.Numerator == nil {
				continue
			}
			hits, rest := drill(t, s, spec.ID, kpi.Hits, scope), drill(t, s, spec.ID, kpi.Misses, scope)
			if hits.Counted != int(*f.Numerator) || hits.Counted+rest.Counted != f.N {
				t.Errorf("%s, scope %d: %d hits and %d others, the figure has %.0f of %d", spec.ID, i, hits.Counted, rest.Counted, *f.Numerator, f.N)
			}
		}
	}
	if listed < 60 {
		t.Errorf("only %d figures with rows", listed)
	}
}

func drill(t *testing.T, s *store.Store, figure, part string, scope kpi.Scope) flow.Rows {
	t.Helper()
	r, err := store.Drill(t.Context(), s.DB(), flow.Drill{Scope: scope, Figure: figure, Part: part, Limit: 3})
	if err != nil {
		t.Fatalf("%s, %s: %v", figure, part, err)
	}
	return r
}

// Pages of a list fit together in every order, and behind the last one the totals stay known.
func TestDrillPages(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	if _, err := desk.Write(folder, desk.Options{Tickets: 300, Seed: 4}, false); err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	for _, sort := range flow.Sorts {
		seen := map[string]bool{}
		for offset := 0; ; offset += 70 {
			r, err := store.Drill(t.Context(), s.DB(), flow.Drill{Figure: "tickets_created", Sort: sort, Limit: 70, Offset: offset})
			if err != nil {
				t.Fatal(err)
			}
			if r.Tickets != r.Counted || r.Tickets < 280 {
				t.Fatalf("%s at %d: %d tickets", sort, offset, r.Tickets)
			}
			for i, ticket := range r.List {
				if seen[ticket.ID] || ticket.Times != 1 {
					t.Fatalf("%s: %s stands twice", sort, ticket.ID)
				}
				if seen[ticket.ID] = true; i > 0 && sort == "moves" && ticket.Moves > r.List[i-1].Moves {
					t.Fatalf("%s: %d moves after %d", sort, ticket.Moves, r.List[i-1].Moves)
				}
			}
			if len(r.List) == 0 {
				if len(seen) != r.Tickets {
					t.Errorf("%s: %d of %d tickets listed", sort, len(seen), r.Tickets)
				}
				break
			}
		}
	}
}

func TestDrillRefuses(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	for want, d := range map[string]flow.Drill{
		`unknown figure "nonsense"`:                      {Figure: "nonsense", Limit: 1},
		"backlog is no share: it has no hit":             {Figure: "backlog", Part: kpi.Hits, Limit: 1},
		"cost_per_ticket has no tickets to list":         {Figure: "cost_per_ticket", Limit: 1},
		`part "some" is not known; there are all, hit`:   {Figure: "backlog", Part: "some", Limit: 1},
		`sort "size" is not known; there are newest`:     {Figure: "backlog", Sort: "size", Limit: 1},
		"limit is 0: 1 to 10000 tickets can be listed":   {Figure: "backlog"},
		"offset is -1: 0 or more tickets can be passed":  {Figure: "backlog", Limit: 1, Offset: -1},
		"limit is 10001: 1 to 10000 tickets can be list": {Figure: "backlog", Limit: 10001},
	} {
		if _, err := store.Drill(t.Context(), s.DB(), d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", d, err, want)
		}
	}
	r, err := store.Drill(t.Context(), s.DB(), flow.Drill{Figure: "backlog", Limit: 1, Scope: kpi.Scope{Period: kpi.Period{From: date("2031-01-01"), To: date("2031-01-31")}}})
	if err != nil || r.Counted != 0 || r.List == nil {
		t.Errorf("outside of the data: %+v, %v", r, err)
	}
}

// The events of a ticket come with it, in their order and without who did them.
func TestTrackHasEvents(t *testing.T) {
	s := importFolder(t, filepath.Join("..", "sample-data", "by-hand"))
	r := drill(t, s, "any_escalation", kpi.Hits, kpi.Scope{})
	track := trackOf(t, s, r.List[0].ID)
	if len(track.Events) < 3 || track.Events[0].Kind != "created" {
		t.Fatalf("events %+v", track.Events)
	}
	for i := 1; i < len(track.Events); i++ {
		if track.Events[i].At.Before(track.Events[i-1].At) {
			t.Errorf("event %d is before the one in front of it", i)
		}
	}
}

func trackOf(t *testing.T, s *store.Store, id string) tier.Track {
	t.Helper()
	track, err := tier.Ticket(t.Context(), s.DB(), id)
	if err != nil {
		t.Fatal(err)
	}
	return track
}
