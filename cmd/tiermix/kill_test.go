package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tiermix/ingest/store"
	"tiermix/ingest/store/storetest"
)

// tiermix runs the program as a process of its own; killed says that it was killed after a while, which is no fault.
func tiermix(t *testing.T, after time.Duration, args ...string) (killed bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if after > 0 {
		timer := time.AfterFunc(after, cancel) // CommandContext kills with SIGKILL
		defer timer.Stop()
	}
	var told bytes.Buffer
	cmd := exec.CommandContext(ctx, "tiermix", args...)
	cmd.Stderr = &told
	err := cmd.Run()
	if after > 0 && ctx.Err() != nil {
		return true
	}
	if err != nil {
		t.Fatalf("tiermix %s: %v: %s", strings.Join(args, " "), err, told.String())
	}
	return false
}

// contents is what stands in a desk, without when it was written and how often: by table, the number of rows and the sum of their hashes.
func contents(t *testing.T, db string) string {
	t.Helper()
	s, err := store.Open(t.Context(), db, store.Read)
	if err != nil {
		t.Fatalf("the desk does not open: %v", err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	var all strings.Builder
	for _, table := range tablesOf(t, s.DB()) {
		columns := "t"
		switch table {
		case "desk.batch":
			columns = "(batch_id, rows_read, rows_kept, rows_refused, rows_repeated)"
		case "main.migration":
			columns = "(version, name)"
		case "desk.setting":
			columns = "case name when 'data_version' then null else t end" // counts the changes
		}
		var print string
		if err := s.DB().QueryRowContext(t.Context(), "select count(*) || ' ' || coalesce(sum(hash("+columns+")::hugeint), 0) from "+table+" t").Scan(&print); err != nil {
			t.Fatalf("read %s: %v", table, err)
		}
		fmt.Fprintln(&all, table, print)
	}
	return all.String()
}

func tablesOf(t *testing.T, db *sql.DB) (names []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'tiermix' and not temporary order by 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return names
}

// copyDesk copies a desk with its key, and removes what another one left there.
func copyDesk(t *testing.T, from, to string) {
	t.Helper()
	for _, end := range []string{"", ".key", ".wal", ".work", ".work.wal", ".serve", ".schema7"} {
		if err := os.Remove(to + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		content, err := os.ReadFile(from + end)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(to+end, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// halves makes a desk of one half of an invented history, and returns the folder of the other half.
func halves(t *testing.T) (desk, more string) {
	t.Helper()
	folder := t.TempDir()
	desk, more = filepath.Join(folder, "before.duckdb"), filepath.Join(folder, "more")
	tiermix(t, 0, "sample", "--tickets", "400", "--seed", "1", "--out", filepath.Join(folder, "first"))
	tiermix(t, 0, "sample", "--tickets", "900", "--seed", "1", "--out", more)
	tiermix(t, 0, "import", "--db", desk, filepath.Join(folder, "first"))
	return desk, more
}

// A process that is killed at any moment leaves a desk that opens and holds all of what it was about to keep, or nothing of it; the same
// command run again ends as if nothing had happened.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("processes are started and killed: not with -short; make test does it some times, make trust hundreds of times")
	}
	before, more := halves(t)
	older := before + ".older"
	copyDesk(t, before, older)
	alter(t, older, "drop table desk.schedule; drop table desk.sent; delete from migration where version >= 8")
	for _, c := range []struct {
		name, desk string
		args       []string
	}{
		{"import", before, []string{"import", "--db", "DESK", more}},
		{"settings", before, []string{"settings", "--db", "DESK", "desk_name=Größe", "reopen_window_days=3"}},
		{"migration", older, []string{"kpi", "--db", "DESK", "tickets_created"}},
		{"backup", before, []string{"backup", "--db", "DESK", "--out", "DESK.copy"}},
	} {
		t.Run(c.name, func(t *testing.T) { killOften(t, c.desk, c.args) })
	}
}

func killOften(t *testing.T, before string, args []string) {
	db := filepath.Join(t.TempDir(), "desk.duckdb")
	for i := range args {
		args[i] = strings.Replace(args[i], "DESK", db, 1)
	}
	copyDesk(t, before, db)
	started := time.Now()
	tiermix(t, 0, args...)
	whole := time.Since(started)
	after := contentsOfFile(t, db)
	copyDesk(t, before, db)
	unchanged := contentsOfFile(t, db)
	random := rand.New(rand.NewPCG(7, 11))
	ends := map[string]int{}
	for range storetest.Tries(t, 6) {
		copyDesk(t, before, db)
		if err := os.Remove(db + ".copy"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		moment := time.Millisecond + time.Duration(random.Int64N(int64(whole)*11/10))
		if !tiermix(t, moment, args...) {
			ends["came to its end"]++
		}
		switch got := contentsOfFile(t, db); got {
		case unchanged:
			ends["nothing kept"]++
		case after:
			ends["all kept"]++
		default:
			t.Fatalf("killed after %v: the desk is neither as before nor as after:\n%s", moment, got)
		}
		if _, err := os.Stat(db + ".copy"); err == nil && contentsOfFile(t, db+".copy") != after {
			t.Fatalf("killed after %v: half a backup has the name of a whole one", moment)
		} else if err == nil {
			continue // it must not be overwritten
		}
		tiermix(t, 0, args...)
		if got := contentsOfFile(t, db); got != after {
			t.Fatalf("killed after %v and run again, it ends otherwise:\n%s\nwant\n%s", moment, got, after)
		}
	}
	t.Logf("%d runs of %v: %v", storetest.Tries(t, 6), args[0], ends)
}

// contentsOfFile are the contents, with the version of the schema, as they are in the file: on a copy, for an older schema is brought up
// to date by whoever opens it.
func contentsOfFile(t *testing.T, db string) string {
	t.Helper()
	look := db + ".look"
	copyDesk(t, db, look)
	return schemaOf(t, look) + contents(t, look)
}

// schemaOf is the version of a desk's schema.
func schemaOf(t *testing.T, path string) (v string) {
	t.Helper()
	raw(t, path, func(db *sql.DB) error {
		return db.QueryRowContext(t.Context(), "select max(version)::varchar from migration").Scan(&v)
	})
	return "schema " + v + "\n"
}

func alter(t *testing.T, path, statements string) {
	t.Helper()
	raw(t, path, func(db *sql.DB) error {
		_, err := db.ExecContext(t.Context(), statements)
		return err
	})
}

// raw opens a desk's file without tiermix.
func raw(t *testing.T, path string, work func(*sql.DB) error) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(work(db), db.Close()); err != nil {
		t.Fatal(err)
	}
}
