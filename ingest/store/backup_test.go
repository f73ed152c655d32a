package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tiermix/ingest/store"
)

// small is a file with two tickets and what belongs to them.
func small(t *testing.T) string {
	t.Helper()
	path := newFile(t)
	change(t, path, `insert into desk.ticket by name select 'T' || i as ticket_id, 'x' as source, timestamp '2026-01-01' as created_at, 1 as batch_id from range(2) r(i);
		insert into tier.path by name select ticket_id, source, created_at, created_at as created_local, true as is_open, false as ever_resolved,
			1 as teams, 0 as moves, 0 as escalations, 0 as escalations_from_2, 0 as returns, 0 as passes, false as ping_pong, false as tier_ping_pong,
			false as placed, false as held_by_1, false as held_by_2 from desk.ticket;
		insert into desk.event by name select 'T0' as ticket_id, 1 as seq, timestamp '2026-01-01' as occurred_at, 'created' as kind, false as by_system, 1 as batch_id;
		insert into desk.setting values ('desk_name', 'Ärger & Söhne')`)
	return path
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestBackupIsTheDeskOfOneMoment(t *testing.T) {
	path := small(t)
	s := mustOpen(t, path, store.Write)
	to := filepath.Join(filepath.Dir(path), "it's a copy.duckdb")
	err := s.Write(t.Context(), func(q store.Querier) error { // while a change is under way
		if _, err := q.ExecContext(t.Context(), "delete from desk.ticket"); err != nil {
			return err
		}
		copied, err := s.Backup(t.Context(), to)
		if copied.Tickets != 2 || copied.Events != 1 || copied.Bytes == 0 {
			t.Errorf("copied %+v", copied)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := scalar[int](t, mustOpen(t, to, store.Read).DB(), "select count(*) from desk.ticket"); n != 2 {
		t.Errorf("%d tickets in the backup, want 2", n)
	}
	if _, err := s.Backup(t.Context(), to); !errors.Is(err, store.ErrThere) {
		t.Errorf("over a file that is there: %v", err)
	}
	if _, err := s.Backup(t.Context(), filepath.Join(filepath.Dir(path), "none", "x")); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("into a folder that is not there: %v", err)
	}
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	backup, path := small(t), newFile(t)
	change(t, path, "insert into desk.setting values ('desk_name', 'new')")
	if _, err := store.Restore(t.Context(), backup, path, false); !errors.Is(err, store.ErrThere) {
		t.Fatalf("over a desk that is there: %v", err)
	}
	for _, name := range []string{"history.duckdb.before", "history.duckdb.before-2"} {
		restored, err := store.Restore(t.Context(), backup, path, true)
		if err != nil || restored.Tickets != 2 || filepath.Base(restored.Before) != name {
			t.Fatalf("restored %+v, %v", restored, err)
		}
	}
	s := mustOpen(t, path, store.Read)
	if got := scalar[string](t, s.DB(), "select value from desk.setting where name = 'desk_name'"); got != "Ärger & Söhne" {
		t.Errorf("desk_name %q", got)
	}
	if got := scalar[string](t, mustOpen(t, path+".before", store.Read).DB(), "select value from desk.setting where name = 'desk_name'"); got != "new" {
		t.Errorf("before: desk_name %q", got)
	}
	if got, want := files(t, filepath.Dir(path)), []string{"history.duckdb", "history.duckdb.before", "history.duckdb.before-2"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// A desk that is damaged is the reason to restore; what it had not yet written must not get into the new one.
func TestRestoreOverADamagedDesk(t *testing.T) {
	backup, path := small(t), newFile(t)
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+".wal", []byte("of the old desk"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), backup, path, true); err != nil {
		t.Fatal(err)
	}
	if n := scalar[int](t, mustOpen(t, path, store.Read).DB(), "select count(*) from desk.ticket"); n != 2 {
		t.Errorf("%d tickets, want 2", n)
	}
	if got, want := files(t, filepath.Dir(path)), []string{"history.duckdb", "history.duckdb.before", "history.duckdb.before.wal"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

func TestRestoreRefusesWhatIsNoDesk(t *testing.T) {
	for _, c := range []struct{ what, spoil, want string }{
		{"a newer schema", "insert into migration values (99, 'x', now()::timestamp)", "a newer tiermix made this database"},
		{"tickets without path", "delete from tier.path", "2 tickets in it have no path: this is no whole desk"},
		{"events of nobody", "delete from desk.ticket", "1 events in it belong to no ticket: this is no whole desk"},
	} {
		backup, folder := small(t), t.TempDir()
		change(t, backup, c.spoil)
		_, err := store.Restore(t.Context(), backup, filepath.Join(folder, "new.duckdb"), false)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(files(t, folder)) != 0 {
			t.Errorf("%s: %v; left %q", c.what, err, files(t, folder))
		}
	}
	folder := t.TempDir()
	if _, err := store.Restore(t.Context(), small(t), folder, true); err == nil || !strings.Contains(err.Error(), "this is a folder") || len(files(t, folder)) != 0 {
		t.Errorf("in the place of a folder: %v, left %q", err, files(t, folder))
	}
	if _, err := os.Stat(folder + ".before"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was moved: %v", err)
	}
	backup := small(t)
	content, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	for i := 3 * 4096; i < len(content); i++ {
		content[i] ^= 0x55
	}
	if err := os.WriteFile(backup, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), backup, filepath.Join(t.TempDir(), "new.duckdb"), false); err == nil {
		t.Error("a damaged backup was restored")
	} else {
		t.Log(err)
	}
}

func TestOlderFileIsBackedUpFirst(t *testing.T) {
	path := small(t)
	change(t, path, "drop table desk.schedule; drop table desk.sent; delete from migration where version = 8")
	mustOpen(t, path, store.Read)
	before := mustOpen(t, path+".schema7", store.Read)
	if n := scalar[int](t, before.DB(), "select count(*) from desk.ticket"); n != 2 {
		t.Errorf("%d tickets in the backup, want 2", n)
	}
}
