package store_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"tiermix/ingest/store"
)

// change runs statements on a database file without tiermix.
func change(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("duckdb", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statements)
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func newFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "history.duckdb")
	s, err := store.Open(context.Background(), path, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMigrationsAreRecordedOnce(t *testing.T) {
	path := newFile(t)
	for _, mode := range []store.Mode{store.Create, store.Write, store.Read} {
		s, err := store.Open(context.Background(), path, mode)
		if err != nil {
			t.Fatal(err)
		}
		if n := scalar[int](t, s.DB(), "select count(*) - count(distinct version) from migration"); n != 0 {
			t.Errorf("%d migrations are recorded twice", n)
		}
		if n := scalar[int](t, s.DB(), "select count(*) - max(version) from migration"); n != 0 {
			t.Errorf("the recorded migrations are not 1, 2, ...")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// An older file is brought up to date by whoever opens it first, even for a question.
func TestOlderFileIsUpgraded(t *testing.T) {
	path := newFile(t)
	change(t, path, "drop schema tier cascade; drop table desk.salary; drop table desk.paid_hours; drop table desk.scenario; drop table desk.scenario_value; drop table desk.notebook; drop table desk.schedule; drop table desk.sent; alter table desk.agent drop column fte; alter table desk.agent drop column hired_on; delete from migration where version >= 2; insert into desk.setting values ('colour', 'red')")
	s := mustOpen(t, path, store.Read)
	if n := scalar[int](t, s.DB(), "select count(*) from tier.ladder"); n != 5 {
		t.Errorf("%d tiers in the ladder, want 5", n)
	}
	if got := scalar[string](t, s.DB(), "select value from desk.setting where name = 'colour'"); got != "red" {
		t.Errorf("the setting of the old file: got %q, want red", got)
	}
}

func TestForeignAndNewerFilesAreRefused(t *testing.T) {
	newer, foreign := newFile(t), filepath.Join(t.TempDir(), "orders.duckdb")
	change(t, newer, "insert into migration values (99, '099_future.sql', now()::timestamp)")
	change(t, foreign, "create table orders (id integer); create table accounts (id integer)")
	top := mustOpen(t, "", store.Create)
	last := scalar[string](t, top.DB(), "select max(version)::varchar from migration")
	for path, want := range map[string]string{
		newer:   "a newer tiermix made this database (schema 99, this program knows up to " + last + "); install the newer program",
		foreign: `this is a DuckDB file of another program (it has a table "accounts"); name a new file for the desk`,
	} {
		for _, mode := range []store.Mode{store.Read, store.Write, store.Create} {
			s, err := store.Open(context.Background(), path, mode)
			if err == nil {
				t.Errorf("%s: opened", path)
				err = s.Close()
			}
			if err == nil || err.Error() != "open "+path+": "+want {
				t.Errorf("got  %v\nwant open %s: %s", err, path, want)
			}
		}
	}
	change(t, foreign, "insert into orders values (1)")
}
