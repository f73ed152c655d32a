package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tiermix/ingest/store"
)

const many = 100_000_000 // rows, more than are worked on in memory

// A large draft works in a file beside the desk's, which is gone afterwards.
func TestLargeDraftWorksInAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "it's a desk.duckdb")
	s := mustOpen(t, path, store.Create)
	work := path + ".work"
	if err := os.WriteFile(work, []byte("left behind by an import that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	draft(t, s, many, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		c.events("('T1', timestamp '2024-05-01 08:00', 'created', 'Desk', null, null)", store.Count{Read: 1, Kept: 1})
		if info, err := os.Stat(work); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v (%v), want a database", work, info, err)
		}
	})
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); name != filepath.Base(path) && name != filepath.Base(path)+".wal" {
			t.Errorf("%s was left behind", name)
		}
	}
}

// What a killed import of a large file left behind is removed by the next one, whatever its size.
func TestSmallDraftRemovesWhatALargeOneLeft(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.duckdb")
	s := mustOpen(t, path, store.Create)
	for _, name := range []string{path + ".work", path + ".work.wal"} {
		if err := os.WriteFile(name, []byte("left behind"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	draft(t, s, 1, func(c clerk) { c.tickets(oneTicket, store.Count{Read: 1, Kept: 1}) })
	left, err := filepath.Glob(path + ".work*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

// What a draft works out is nothing to the desk until it is kept.
func TestForgottenDraftChangesNothing(t *testing.T) {
	ctx := context.Background()
	s := mustOpen(t, "", store.Create)
	d, err := s.Draft(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Begin(ctx, 0); err != nil {
		t.Fatal(err)
	}
	c := clerk{t, d.Conn(), new(int)}
	c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
	c.want("select ticket_id from ticket", "T1")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if n := scalar[int](t, s.DB(), "select count(*) from desk.ticket"); n != 0 {
		t.Errorf("%d tickets, want none", n)
	}
	draft(t, s, 0, func(c clerk) { c.want("select ticket_id from ticket") })
}

// There is one draft at a time; the next one sees what the first one kept.
func TestDraftsTakeTurns(t *testing.T) {
	ctx := context.Background()
	s := mustOpen(t, "", store.Create)
	first, err := s.Draft(ctx)
	if err != nil {
		t.Fatal(err)
	}
	type turn struct {
		draft *store.Draft
		err   error
	}
	next := make(chan turn, 1)
	go func() {
		d, err := s.Draft(ctx)
		next <- turn{d, err}
	}()
	select {
	case <-next:
		t.Fatal("a second draft began beside the first")
	case <-time.After(50 * time.Millisecond):
	}
	if err := first.Begin(ctx, 0); err != nil {
		t.Fatal(err)
	}
	clerk{t, first.Conn(), new(int)}.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
	if err := first.Keep(ctx, func(store.Querier) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := <-next
	if second.err != nil {
		t.Fatal(second.err)
	}
	if err := second.draft.Begin(ctx, 0); err != nil {
		t.Fatal(err)
	}
	clerk{t, second.draft.Conn(), new(int)}.want("select ticket_id from ticket", "T1")
	if err := second.draft.Close(); err != nil {
		t.Fatal(err)
	}
}
