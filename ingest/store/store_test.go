package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest/store"
)

// mustOpen opens a desk and closes it with the test; an empty path is a desk in memory.
func mustOpen(t *testing.T, path string, mode store.Mode) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path, mode)
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

func scalar[T any](t *testing.T, q store.Querier, query string) T {
	t.Helper()
	var v T
	if err := q.QueryRowContext(context.Background(), query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.duckdb")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	table, short := filepath.Join(dir, "tickets.csv"), filepath.Join(dir, "short.json")
	for path, content := range map[string]string{table: "ticket_id,created_at\n1,2026-03-02 09:00\n", short: "{}"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	none, deep := filepath.Join(dir, "none.duckdb"), filepath.Join(dir, "no", "such", "desk.duckdb")
	for _, c := range []struct {
		path string
		mode store.Mode
		want string
	}{
		{text, store.Create, "this file is no tiermix database; name the file that tiermix import made"},
		{text, store.Read, "this file is no tiermix database; name the file that tiermix import made"},
		{table, store.Create, "this file is no tiermix database; name the file that tiermix import made"}, // DuckDB would make a view of it
		{table, store.Write, "this file is no tiermix database; name the file that tiermix import made"},
		{table, store.Read, "this file is no tiermix database; name the file that tiermix import made"},
		{short, store.Create, "this file is no tiermix database; name the file that tiermix import made"},
		{none, store.Read, "there is no such database; `tiermix import --db " + none + " FILE` makes one"},
		{none, store.Write, "there is no such database; `tiermix import --db " + none + " FILE` makes one"},
		{dir, store.Create, "this is a folder, a database file is needed"},
		{dir, store.Read, "this is a folder, a database file is needed"},
		{deep, store.Create, "there is no folder " + filepath.Dir(deep) + "; make it first"},
	} {
		s, err := store.Open(context.Background(), c.path, c.mode)
		if err == nil {
			t.Errorf("%s: opened", c.path)
			err = s.Close()
		}
		if want := "open " + c.path + ": " + c.want; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := os.Stat(none); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a question made the file %s (%v)", none, err)
	}
}

// The name of a file is no name inside the database: one called like a schema or with a quote opens like any other.
func TestOpenAnyFileName(t *testing.T) {
	for _, name := range []string{"tier.duckdb", "desk.duckdb", "main.duckdb", "it's.duckdb", "a b;c.duckdb", "ohne Endung", "desk.csv", "desk.parquet"} {
		path := filepath.Join(t.TempDir(), name)
		s := mustOpen(t, path, store.Create)
		if n := scalar[int](t, s.DB(), "select count(*) from desk.ticket"); n != 0 {
			t.Errorf("%s: %d tickets, want none", name, n)
		}
	}
}

// A desk whose memory was too small for a question, so that DuckDB worked on disk, takes further readers.
func TestConnectAfterWorkOnDisk(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "it's 50% & more.duckdb")
	s := mustOpen(t, path, store.Create)
	first, err := s.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	for _, statement := range []string{"set memory_limit = '40MiB'", "create temp table big as select range as n, md5(range::varchar) as text from range(1500000)"} {
		if _, err := first.ExecContext(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	if n := scalar[int](t, first, "select count(*) from duckdb_temporary_files() where path like '%50\\% & more.duckdb.tmp/%' escape '\\'"); n == 0 {
		t.Fatal("nothing was written to disk, so this test tests nothing")
	}
	second, err := s.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if n := scalar[int](t, second, "select count(*) from desk.ticket"); n != 0 {
		t.Errorf("%d tickets, want none", n)
	}
	if limit := scalar[string](t, s.DB(), "select current_setting('autoinstall_known_extensions')::varchar"); limit != "false" {
		t.Errorf("extensions are fetched: %s", limit)
	}
}

func TestWriteKeepsAllOrNothing(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "desk.duckdb")
	s, err := store.Open(ctx, path, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err = s.Write(ctx, func(q store.Querier) error {
		return errors.Join(store.Set(ctx, q, "colour", "red"), broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if err := s.Write(ctx, func(q store.Querier) error { return store.Set(ctx, q, "shape", "round") }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = mustOpen(t, path, store.Read)
	for name, want := range map[string]string{"colour": "", "shape": "round"} {
		if got, err := store.Setting(ctx, s.DB(), name); err != nil || got != want {
			t.Errorf("%s: got %q (%v), want %q", name, got, err, want)
		}
	}
	if err := s.Write(ctx, func(q store.Querier) error { return store.Set(ctx, q, "shape", "square") }); err == nil {
		t.Error("a desk opened for questions was written")
	}
}

func TestChangedCountsUp(t *testing.T) {
	ctx := context.Background()
	s := mustOpen(t, "", store.Create)
	for _, want := range []string{"1", "2", "3"} {
		if err := store.Changed(ctx, s.DB()); err != nil {
			t.Fatal(err)
		}
		if got, err := store.Setting(ctx, s.DB(), store.SettingVersion); err != nil || got != want {
			t.Errorf("got version %q (%v), want %s", got, err, want)
		}
	}
	if err := store.Set(ctx, s.DB(), store.SettingVersion, "many"); err != nil {
		t.Fatal(err)
	}
	if err := store.Changed(ctx, s.DB()); err == nil {
		t.Error("a version that is no number: got no error")
	}
}

// DuckDB 1.5.6 loses the second of two inserts when the first one had no rows, unless the order of rows is given up.
func TestEmptyInsertLosesNothing(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "desk.duckdb"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var n int
	err = s.Write(ctx, func(q store.Querier) error {
		for _, statement := range []string{
			"create table nobody (agent_key varchar, team varchar, batch_id bigint)",
			"create temp table many as select 'a' || i as agent_key, 'T' as team, 1::bigint as batch_id from range(300000) t(i)",
			"insert into desk.agent by name select * from nobody",
			"insert into desk.agent by name select * from many",
		} {
			if _, err := q.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return q.QueryRowContext(ctx, "select count(*) from desk.agent").Scan(&n)
	})
	if err != nil || n != 300000 {
		t.Errorf("got %d rows, %v; want 300000", n, err)
	}
}
