package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/store/storetest"
)

// unwritten is a desk's file whose last changes stand only in the log that DuckDB keeps beside it, as after a power cut: numbered 1 to n,
// each in two tables at once.
func unwritten(t *testing.T, n int) (desk, log []byte) {
	t.Helper()
	path := newFile(t)
	s := mustOpen(t, path, store.Write)
	for i := 1; i <= n; i++ {
		err := s.Write(t.Context(), func(q store.Querier) error {
			if _, err := q.ExecContext(t.Context(), "insert into desk.setting values (?, ?)", fmt.Sprint("n", i), fmt.Sprintf("%0300d", i)); err != nil {
				return err
			}
			_, err := q.ExecContext(t.Context(), "insert into desk.category values (?, true)", fmt.Sprint("n", i))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range map[string]*[]byte{path: &desk, path + ".wal": &log} {
		read, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		*content = read
	}
	return desk, log
}

// survivors opens a desk with a log and says how many of the changes it has; whole says whether they are the first ones, each in both tables.
func survivors(t *testing.T, folder string, desk, log []byte) (n int, whole bool, err error) {
	t.Helper()
	path := filepath.Join(folder, "desk.duckdb")
	for name, content := range map[string][]byte{path: desk, path + ".wal": log} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), path, store.Write)
	if err != nil {
		return 0, true, err
	}
	const query = `select count(*), count(*) = coalesce(max(name[2:]::integer), 0) and count(*) = count(c.category) and count(*) = (select count(*) from desk.category)
		from desk.setting s left join desk.category c on c.category = s.name where s.name like 'n%'`
	if err := s.DB().QueryRowContext(t.Context(), query).Scan(&n, &whole); err != nil {
		t.Error(err)
	}
	return n, whole, s.Close()
}

// A power cut leaves any beginning of the log on the disk: the desk opens with the first changes, each whole.
func TestCutLog(t *testing.T) {
	const changes = 12
	desk, log := unwritten(t, changes)
	seen := map[int]bool{}
	for i := range storetest.Tries(t, 60) {
		length := i * len(log) / storetest.Tries(t, 60)
		n, whole, err := survivors(t, t.TempDir(), desk, log[:length])
		if err != nil || !whole {
			t.Errorf("%d of %d bytes: %d changes, whole: %v; %v", length, len(log), n, whole, err)
		}
		seen[n] = true
	}
	if n, whole, err := survivors(t, t.TempDir(), desk, log); n != changes || !whole || err != nil {
		t.Errorf("the whole log: %d changes, whole: %v; %v", n, whole, err)
	}
	if len(seen) < changes/2 {
		t.Errorf("only %d different ends were met", len(seen))
	}
}

// A disk that wrote something else: the desk opens with the first changes, or says that it is damaged; it never has half a change.
func TestSpoiltLog(t *testing.T) {
	const changes = 12
	desk, log := unwritten(t, changes)
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range storetest.Tries(t, 60) {
		spoilt := append([]byte(nil), log...)
		for at := random.IntN(len(spoilt)); at < len(spoilt) && random.IntN(50) > 0; at++ {
			spoilt[at] ^= byte(1 + random.IntN(255))
		}
		_, whole, err := survivors(t, t.TempDir(), desk, spoilt)
		if !whole {
			t.Errorf("half a change")
		}
		if err == nil {
			continue
		}
		refused++
		if !strings.Contains(err.Error(), "desk.duckdb.wal beside it, which holds its last changes, is damaged") {
			t.Errorf("it says: %v", err)
		}
	}
	t.Logf("%d of %d spoilt logs were refused", refused, storetest.Tries(t, 60))
}
