package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/sample-data/desk"
)

// What the README shows of these commands is what `make demo` has: every line of it stands in what the demo's desk prints, spaces apart.
func TestReadmeShowsTheDemosDesk(t *testing.T) {
	if testing.Short() {
		t.Skip("a desk of 20,000 tickets takes its time: not with -short")
	}
	db := demo(t)
	for words, least := range map[string]int{
		"plan --db desk.duckdb": 8, "shift-left --db desk.duckdb": 5, "headcount --db desk.duckdb": 6, "drivers --db desk.duckdb": 8,
		"changes --db desk.duckdb escalation_rate --from 2025-11-01 --to 2025-11-30": 5,
	} {
		printed := printedBy(t, strings.Fields(strings.ReplaceAll(words, "desk.duckdb", db)))
		shown := shownOf(t, words)
		if len(shown) < least {
			t.Fatalf("the README shows %d lines of tiermix %s", len(shown), words)
		}
		for _, line := range shown {
			if !printed[line] {
				t.Errorf("README.md shows a line that tiermix %s has not in the demo: %s", words, line)
			}
		}
	}
}

// printedBy is the lines that a command prints, spaces apart.
func printedBy(t *testing.T, args []string) map[string]bool {
	t.Helper()
	var out, faults bytes.Buffer
	if code := run(args, strings.NewReader(""), &out, &faults); code != 0 {
		t.Fatalf("%q: %s", args, faults.String())
	}
	printed := map[string]bool{}
	for line := range strings.Lines(out.String()) {
		printed[strings.Join(strings.Fields(line), " ")] = true
	}
	return printed
}

// demo is the desk of `make demo`.
func demo(t *testing.T) string {
	t.Helper()
	folder, db := filepath.Join(t.TempDir(), "sample"), filepath.Join(t.TempDir(), "desk.duckdb")
	if _, err := desk.Write(folder, desk.Options{Tickets: 20_000, Seed: 1}, false); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), db, store.Create)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ingest.Import(context.Background(), s, ingest.Request{Paths: []string{folder}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return db
}

// shownOf is the lines that the README shows of a command, without those that stand for others.
func shownOf(t *testing.T, words string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "    $ tiermix "+words+"\n")
	if !ok {
		t.Fatalf("the README does not show tiermix %s", words)
	}
	for line := range strings.Lines(rest) {
		if strings.HasPrefix(line, "    $ ") || !strings.HasPrefix(line, "    ") && strings.TrimSpace(line) != "" {
			return lines
		}
		if line = strings.Join(strings.Fields(line), " "); line != "" && line != "..." {
			lines = append(lines, line)
		}
	}
	return lines
}
