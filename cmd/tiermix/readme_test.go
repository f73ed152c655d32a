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

// What the README shows of a plan and of what 1st level could solve is what `make demo` has: every line of it is printed for the demo's
// desk, spaces apart.
func TestReadmeShowsTheDemosPlan(t *testing.T) {
	if testing.Short() {
		t.Skip("a desk of 20,000 tickets takes its time: not with -short")
	}
	db := demo(t)
	for command, least := range map[string]int{"plan": 8, "shift-left": 5} {
		printed := printedBy(t, command, db)
		shown := shownBy(t, command)
		if len(shown) < least {
			t.Fatalf("the README shows %d lines of tiermix %s", len(shown), command)
		}
		for _, line := range shown {
			if !printed[line] {
				t.Errorf("README.md shows a line that tiermix %s does not print for the demo: %s", command, line)
			}
		}
	}
}

// printedBy are the lines that a command prints for a desk.
func printedBy(t *testing.T, command, db string) map[string]bool {
	t.Helper()
	var out bytes.Buffer
	root := rootCommand()
	root.SetArgs([]string{command, "--db", db})
	root.SetOut(&out)
	root.SetErr(&out)
	if err := root.Execute(); err != nil {
		t.Fatal(err)
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

// shownBy is the lines of the README that a command printed, without those that stand for others.
func shownBy(t *testing.T, command string) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "    $ tiermix "+command+" --db desk.duckdb\n")
	if !ok {
		t.Fatalf("the README shows no tiermix %s", command)
	}
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "    ") && strings.TrimSpace(line) != "" {
			return lines
		}
		if line = strings.Join(strings.Fields(line), " "); line != "" && line != "..." {
			lines = append(lines, line)
		}
	}
	return lines
}
