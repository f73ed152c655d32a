package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tiermix/ingest"
	"tiermix/ingest/store"
)

const small = "../sample-data/small"

// mustOpen opens a new desk in a file that the test removes.
func mustOpen(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "desk.duckdb"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func mustImport(t *testing.T, s *store.Store, r ingest.Request) ingest.Report {
	t.Helper()
	report, err := ingest.Import(context.Background(), s, r)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// write makes a file for an import and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// contents counts the rows of every table of the desk.
func contents(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	rows, err := s.DB().Query("select schema_name || '.' || table_name from duckdb_tables() where schema_name in ('desk', 'tier') and not temporary")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		counts[name] = number(t, s, "select count(*) from "+name)
	}
	if err := rows.Err(); err != nil || len(counts) < 10 {
		t.Fatalf("%d tables (%v)", len(counts), err)
	}
	return counts
}

func number(t *testing.T, s *store.Store, query string) int {
	t.Helper()
	var n int
	if err := s.DB().QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestReportCountsEveryRowOnce(t *testing.T) {
	s := mustOpen(t)
	first := mustImport(t, s, ingest.Request{Paths: []string{small}})
	if first.Read != first.Kept || first.Read != 20+19+547+60+25+790 || first.Batch != 1 {
		t.Errorf("got %+v, want every row of the six files kept in batch 1", first)
	}
	again := mustImport(t, s, ingest.Request{Paths: []string{small}})
	want := first
	want.Kept, want.Repeated, want.Batch = 0, first.Read, 2
	if diff := cmp.Diff(want, again, cmpopts.IgnoreFields(ingest.Report{}, "Seconds"), cmpopts.IgnoreTypes(map[string]time.Duration{})); diff != "" {
		t.Errorf("the second import (-want +got):\n%s", diff)
	}
	if n := number(t, s, "select count(*) from desk.batch"); n != 1 {
		t.Errorf("%d batches on record, want 1: the second import changed nothing", n)
	}
}

// stopper cancels the import at the n-th sentence or step.
type stopper struct {
	left int
	stop context.CancelFunc
	seen []string
}

func (s *stopper) Say(step string) {
	s.seen = append(s.seen, step)
	if s.left--; s.left == 0 {
		s.stop()
	}
}

func (s *stopper) Reading(file string, _ int64) { s.Say("reading " + filepath.Base(file)) }
func (s *stopper) Done(float64)                 {}

func TestInterruptedImportLeavesNothing(t *testing.T) {
	s := mustOpen(t)
	mustImport(t, s, ingest.Request{Paths: []string{"../sample-data/by-hand"}})
	before := contents(t, s)
	steps := 0
	for n := 1; ; n++ {
		ctx, stop := context.WithCancel(context.Background())
		progress := &stopper{left: n, stop: stop}
		_, err := ingest.Import(ctx, s, ingest.Request{Paths: []string{small}, Progress: progress})
		stop()
		if err == nil {
			steps = n - 1
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at %q: got %v, want that it was cancelled", progress.seen[n-1], err)
		}
		if diff := cmp.Diff(before, contents(t, s)); diff != "" {
			t.Fatalf("stopped at %q (-before +after):\n%s", progress.seen[n-1], diff)
		}
	}
	if steps < 8 {
		t.Errorf("stopped at %d steps only, want at looking and reading of every file and at working out", steps)
	}
	if got, want := contents(t, s)["desk.ticket"], before["desk.ticket"]+60; got != want {
		t.Errorf("the import that was not stopped: %d tickets, want %d", got, want)
	}
}

// An import that fails in its last file leaves no trace of the files before it.
func TestFailedImportLeavesNothing(t *testing.T) {
	s := mustOpen(t)
	before := contents(t, s)
	bad := write(t, "escalations.csv", "ticket_id,when\nT1,2024-05-01\n")
	_, err := ingest.Import(context.Background(), s, ingest.Request{Paths: []string{small + "/tickets.csv", small + "/events.csv", bad}})
	want := "escalations.csv: mapping tiermix needs a column for escalated_at (escalated_at) in a file of escalations; the file has ticket_id, when"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if diff := cmp.Diff(before, contents(t, s)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// No text anywhere in the database is the name of a person.
func TestPeopleAreKeptAsPseudonymsOnly(t *testing.T) {
	s := mustOpen(t)
	mustImport(t, s, ingest.Request{Paths: []string{small}})
	rows, err := s.DB().Query(`select schema_name || '.' || table_name, column_name from duckdb_columns()
		where schema_name in ('desk', 'tier', 'main') and not internal and data_type like '%VARCHAR%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns := 0
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		columns++
		for _, name := range []string{"Albrecht", "Käthe", "K000015"} {
			query := fmt.Sprintf("select count(*) from %s where contains(%s::varchar, '%s')", table, column, name)
			if n := number(t, s, query); n > 0 {
				t.Errorf("%s.%s holds %q in %d rows", table, column, name, n)
			}
		}
	}
	if err := rows.Err(); err != nil || columns < 30 {
		t.Fatalf("%d columns of text (%v)", columns, err)
	}
	if n := number(t, s, "select count(distinct agent_key) from desk.event where agent_key like 'a-%'"); n < 5 {
		t.Errorf("%d agents told apart, want several", n)
	}
	if n := number(t, s, "select count(*) from desk.ticket where customer_key not like 'c-%'"); n > 0 {
		t.Errorf("%d customers without a pseudonym", n)
	}
}

func TestKeyOfAnotherDeskIsRefused(t *testing.T) {
	s, other := mustOpen(t), mustOpen(t)
	mustImport(t, s, ingest.Request{Paths: []string{small}})
	mustImport(t, other, ingest.Request{Paths: []string{small}})
	key, err := os.ReadFile(ingest.KeyFile(other.Path()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(ingest.KeyFile(s.Path()), key, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Import(context.Background(), s, ingest.Request{Paths: []string{small}})
	want := "key file " + ingest.KeyFile(s.Path()) + ": this is the key of another database; put the file back that was made with the database, or pseudonyms of old and new records will not agree"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestPseudonym(t *testing.T) {
	key, other := []byte(strings.Repeat("k", 32)), []byte(strings.Repeat("o", 32))
	ann := ingest.Pseudonym(key, "agent", "Ann")
	if len(ann) != 2+32 || !strings.HasPrefix(ann, "a-") || ann != ingest.Pseudonym(key, "agent", "Ann") {
		t.Errorf("got %q, want a- and 128 bits, always the same", ann)
	}
	for what, got := range map[string]string{
		"another name": ingest.Pseudonym(key, "agent", "ann"), "another kind": ingest.Pseudonym(key, "customer", "Ann"), "another key": ingest.Pseudonym(other, "agent", "Ann"),
	} {
		if got[2:] == ann[2:] {
			t.Errorf("%s has the same pseudonym %s", what, got)
		}
	}
}

// A file without rows before a large one of the same kind: not one row is lost.
func TestEmptyFileBeforeALargeOne(t *testing.T) {
	const tickets = 130_000 // more than a row group of the database
	folder := t.TempDir()
	var rows strings.Builder
	header := "ticket_id,created_at,team\n"
	for i := range tickets {
		fmt.Fprintf(&rows, "T%d,2026-01-05T09:00:00Z,Desk\n", i)
	}
	for name, text := range map[string]string{"tickets-1.csv": header, "tickets-2.csv": header + rows.String()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "desk.duckdb"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	report, err := ingest.Import(context.Background(), s, ingest.Request{Paths: []string{folder}})
	if err != nil {
		t.Fatal(err)
	}
	if report.Kept != tickets || report.Tickets != tickets || report.Stints != tickets {
		t.Errorf("got %d kept, %d tickets, %d stints; want %d of each", report.Kept, report.Tickets, report.Stints, tickets)
	}
}
