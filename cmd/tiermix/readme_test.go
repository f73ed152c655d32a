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

// What the README shows of a plan is what `make demo` has: every line of it stands in the plan of the demo's desk, spaces apart.
func TestReadmeShowsTheDemosPlan(t *testing.T) {
	if testing.Short() {
		t.Skip("a desk of 20,000 tickets takes its time: not with -short")
	}
	db := demo(t)
	var out bytes.Buffer
	plan := planCommand()
	plan.SetArgs([]string{"--db", db})
	plan.SetOut(&out)
	plan.SetErr(&out)
	if err := plan.Execute(); err != nil {
		t.Fatal(err)
	}
	printed := map[string]bool{}
	for line := range strings.Lines(out.String()) {
		printed[strings.Join(strings.Fields(line), " ")] = true
	}
	shown := shownPlan(t)
	if len(shown) < 8 {
		t.Fatalf("the README shows %d lines of a plan", len(shown))
	}
	for _, line := range shown {
		if !printed[line] {
			t.Errorf("README.md shows a line that the plan of the demo has not: %s", line)
		}
	}
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

// shownPlan is the lines of the README's plan without those that stand for others.
func shownPlan(t *testing.T) (lines []string) {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "    $ tiermix plan --db desk.duckdb\n")
	if !ok {
		t.Fatal("the README shows no plan")
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
