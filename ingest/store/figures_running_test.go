package store_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// On a large desk lifetimes are rounded: not at all up to 4,096 s, above by 1 in 4,096 at most.
func TestLifetimesAreRoundedALittle(t *testing.T) {
	q := openMemory(t).DB()
	s, err := kpi.Lookup("time_to_resolution")
	if err != nil {
		t.Fatal(err)
	}
	at, ended := s.Lifetime(kpi.Wanted{Rounded: true})
	at = strings.ReplaceAll(at, "$asof", "timestamp '2024-01-01'")
	rows, err := q.QueryContext(context.Background(), `
		select resolution_seconds, `+at+`, `+ended+`
		from (
			select (i + (i * i * i) // 7)::bigint as resolution_seconds, false as is_open, timestamp '2024-01-01' as created_at from range(-2, 3000) r(i)
		)`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var exact, got float64
		var done bool
		if err := rows.Scan(&exact, &got, &done); err != nil {
			t.Fatal(err)
		}
		n++
		switch exact = math.Max(0, exact); {
		case exact <= 4096 && got != exact, math.Abs(got-exact) > exact/4096, !done:
			t.Errorf("%v s became %v (ended %t)", exact, got, done)
		}
	}
	if err := rows.Err(); err != nil || n != 3002 {
		t.Errorf("%d rows, %v", n, err)
	}
	if at, ended := (kpi.Spec{Unit: kpi.Duration, Value: "x"}).Lifetime(kpi.Wanted{}); at != "" || ended != "" {
		t.Errorf("a figure of which nothing runs has lifetimes %s", at)
	}
}

// A group is what a filter on it gives, and rows that run are never lost between the groups.
func TestRunningGroupsAreFilters(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		load(t, q, rapid.SliceOfN(tickets(), 1, 40).Draw(t, "tickets"))
		ids := []string{"time_to_resolution", "first_resolution_time", "first_response_time"}
		answer, err := store.Answer(context.Background(), q, kpi.Query{IDs: ids, By: []string{"channel"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range answer.Figures {
			n, censored := 0, 0
			for _, g := range f.Groups {
				n, censored = n+g.N, censored+g.Censored
				where := []kpi.Filter{{Dim: "channel", Values: []string{g.Key["channel"]}}}
				alone, err := store.Answer(context.Background(), q, kpi.Query{IDs: []string{f.ID}, Scope: kpi.Scope{Where: where}})
				if err != nil {
					t.Fatal(err)
				}
				sameMeasure(t, f.ID, g.Measure, alone.Figures[0].Measure)
			}
			if n != f.N || censored != f.Censored {
				t.Fatalf("%s: groups of %d rows, %d running; the total has %d and %d", f.ID, n, censored, f.N, f.Censored)
			}
		}
	})
}

func sameMeasure(t *rapid.T, id string, a, b kpi.Measure) {
	same := func(x, y *float64) bool {
		return (x == nil) == (y == nil) && (x == nil || math.Abs(*x-*y) <= 1e-6)
	}
	if a.N != b.N || a.Censored != b.Censored || !same(a.Value, b.Value) || !same(a.P90, b.P90) || a.Available != b.Available || (a.Finished == nil) != (b.Finished == nil) {
		t.Fatalf("%s: the group says %+v, the filter %+v", id, a, b)
	}
}
