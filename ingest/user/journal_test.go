package user_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/ingest/user"
	"tiermix/model/access"
)

func TestJournal(t *testing.T) {
	db := filepath.Join(t.TempDir(), "desk.duckdb")
	j := user.JournalOf(db)
	if all, err := j.Entries(t.Context(), 10); len(all) != 0 || err != nil {
		t.Fatalf("no log: %v, %v", all, err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			e := access.Entry{At: at, Who: fmt.Sprint("u", i), Role: access.Viewer, Method: "GET", Path: "/tiers", Query: strings.Repeat("x", 3000)}
			if err := user.JournalOf(db).Note(t.Context(), e); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := j.Note(t.Context(), access.Entry{At: at, Path: "/salaries"}); err != nil {
		t.Fatal(err)
	}
	all, err := j.Entries(t.Context(), 100)
	if err != nil || len(all) != 41 || all[0].Path != "/salaries" || len(all[1].Query) != access.LongestQuery || !all[1].At.Equal(at) {
		t.Fatalf("%d entries, %v, %+v", len(all), err, all[:2])
	}
	if some, err := j.Entries(t.Context(), 7); err != nil || len(some) != 7 || some[0] != all[0] || some[6] != all[6] {
		t.Errorf("the newest seven: %d, %v", len(some), err)
	}
	path := db + ".access.log"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text[:len(text)-20], 0o600); err != nil {
		t.Fatal(err)
	}
	if rest, err := j.Entries(t.Context(), 100); len(rest) != 40 || err == nil || !strings.Contains(err.Error(), "line 41 of") {
		t.Errorf("a line that is cut off: %d, %v", len(rest), err)
	}
	if err := j.Note(t.Context(), access.Entry{At: at, Path: "/after"}); err != nil {
		t.Fatal(err)
	}
	if rest, err := j.Entries(t.Context(), 100); len(rest) != 41 || rest[0].Path != "/after" || err == nil {
		t.Errorf("after a line that is cut off: %d, %v", len(rest), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
