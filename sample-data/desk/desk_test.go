package desk

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written makes a desk in a fresh folder.
func written(t testing.TB, o Options) (string, Truth) {
	t.Helper()
	dir := t.TempDir()
	truth, err := Write(dir, o, false)
	if err != nil {
		t.Fatal(err)
	}
	return dir, truth
}

func content(t testing.TB, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSameSeedSameBytes(t *testing.T) {
	one, _ := written(t, Options{Tickets: 700, Seed: 4})
	two, _ := written(t, Options{Tickets: 700, Seed: 4})
	other, _ := written(t, Options{Tickets: 700, Seed: 5})
	for _, name := range Files {
		if !bytes.Equal(content(t, one, name), content(t, two, name)) {
			t.Errorf("%s differs between two runs with the same seed", name)
		}
	}
	for _, name := range []string{"tickets.csv", "events.csv", "escalations.csv", "truth.json"} {
		if bytes.Equal(content(t, one, name), content(t, other, name)) {
			t.Errorf("%s is the same for two seeds", name)
		}
	}
}

// The committed folder is what this package writes: it changes with the code, on every machine the same.
func TestSmallIsCurrent(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 60, Seed: 1})
	for _, name := range Files {
		if !bytes.Equal(content(t, dir, name), content(t, "../small", name)) {
			t.Errorf("sample-data/small/%s is not what sample --tickets 60 --seed 1 writes; write it again", name)
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, tickets := range []int{-1, 0, MaxTickets + 1} {
		_, err := Write(t.TempDir(), Options{Tickets: tickets}, false)
		if err == nil || !strings.Contains(err.Error(), "must lie between 1 and 50000000") {
			t.Errorf("%d tickets: got error %v", tickets, err)
		}
	}
}

func TestFullFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, Options{Tickets: 10}, false); !errors.Is(err, ErrNotEmpty) {
		t.Fatalf("got error %v, want ErrNotEmpty", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("a refused folder holds %d files, want the 1 it had", len(entries))
	}
	if _, err := Write(dir, Options{Tickets: 10}, true); err != nil {
		t.Errorf("with force: %v", err)
	}
	if got := string(content(t, dir, "mine.txt")); got != "mine" {
		t.Errorf("a file of another name became %q", got)
	}
}

func TestForceReplacesLongerFiles(t *testing.T) {
	dir, _ := written(t, Options{Tickets: 300, Seed: 1})
	if _, err := Write(dir, Options{Tickets: 60, Seed: 1}, true); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(content(t, dir, "events.csv"), content(t, "../small", "events.csv")) {
		t.Error("rows of the longer file are left")
	}
}

func TestFolderIsMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	if _, err := Write(dir, Options{Tickets: 1, Seed: 1}, false); err != nil {
		t.Fatal(err)
	}
	for _, name := range Files {
		content(t, dir, name)
	}
}

func TestFailureLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	blocked := filepath.Join(dir, "hours.csv", "inside")
	if err := os.MkdirAll(blocked, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Write(dir, Options{Tickets: 20, Seed: 1}, true)
	if err == nil || !strings.Contains(err.Error(), "create hours.csv") {
		t.Fatalf("got error %v, want one that names hours.csv", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d entries are left, want only the blocking folder", len(entries))
	}
}

func TestFileInPlaceOfFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Write(path, Options{Tickets: 1}, true)
	if err == nil || !strings.Contains(err.Error(), "look into folder") {
		t.Errorf("got error %v", err)
	}
}

// BenchmarkWrite prints events per second, files included.
func BenchmarkWrite(b *testing.B) {
	dir := b.TempDir()
	events := 0
	for b.Loop() {
		truth, err := Write(dir, Options{Tickets: 20_000, Seed: 1}, true)
		if err != nil {
			b.Fatal(err)
		}
		events += truth.Events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkTell prints events per second without files.
func BenchmarkTell(b *testing.B) {
	events := 0
	for b.Loop() {
		g := newGenerator(Options{Tickets: 20_000, Seed: 1})
		if err := g.run(func(*life) error { return nil }); err != nil {
			b.Fatal(err)
		}
		events += g.tally.events
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}
