package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard/page"
	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// handMade imports the desk by hand into a file of its own.
func handMade(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "hand.duckdb")
	var faults strings.Builder
	if code := run([]string{"import", "--db", db, filepath.Join("..", "..", "sample-data", "by-hand")}, strings.NewReader(""), io.Discard, &faults); code != 0 {
		t.Fatal(faults.String())
	}
	return db
}

// opened is the dashboard's source over a file.
func opened(t *testing.T, db string) *source {
	t.Helper()
	s, closeFile, err := openSource(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := closeFile(); err != nil {
			t.Error(err)
		}
	})
	return s.(*source)
}

func named(name string) plan.Scenario {
	s := plan.Untyped()
	s.Name, s.Saved = name, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	return s
}

func names(t *testing.T, s *source) string {
	t.Helper()
	all, err := s.Scenarios(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range all {
		out = append(out, x.Name)
	}
	return strings.Join(out, ", ")
}

// What the page Escalation asks comes out of the same file: two tickets were escalated by 1st level, one went further.
func TestSourceTellsOfEscalations(t *testing.T) {
	s := opened(t, handMade(t))
	table, err := s.Drivers(t.Context(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	escalated := 0
	for _, r := range table.Rows {
		escalated += r.Escalated
	}
	reasons, err := s.Reasons(t.Context(), kpi.Scope{})
	if err != nil || escalated != 2 || reasons.Pareto().Moves != 4 {
		t.Errorf("%d escalated, %+v, %v", escalated, reasons, err)
	}
}

// A running dashboard keeps scenarios in the file that it reads, while others ask.
func TestSourceKeepsScenariosWhileOthersAsk(t *testing.T) {
	s := opened(t, handMade(t))
	before, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	faults := make(chan error, 200)
	for range 4 {
		wg.Go(func() {
			for range 20 {
				_, values := s.Values(context.Background(), "team")
				_, answer := s.Answer(context.Background(), kpi.Query{IDs: []string{"tickets_created"}})
				faults <- errors.Join(values, answer)
			}
		})
	}
	for _, name := range []string{"A", "B", "C"} {
		wg.Go(func() { faults <- s.SaveScenario(context.Background(), named(name), false) })
	}
	wg.Wait()
	close(faults)
	for err := range faults {
		if err != nil {
			t.Error(err)
		}
	}
	if err := s.DropScenario(t.Context(), "b"); err != nil {
		t.Error(err)
	}
	if got := names(t, s); got != "A, C" {
		t.Errorf("scenarios %s, want A, C", got)
	}
	if after, err := s.Status(t.Context()); err != nil || after.Version != before.Version {
		t.Errorf("version %s, %v; a scenario changes no data: want %s", after.Version, err, before.Version)
	}
}

func TestSourceTellsErrorsApart(t *testing.T) {
	s := opened(t, handMade(t))
	if err := s.SaveScenario(t.Context(), named("A"), false); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveScenario(t.Context(), named("a"), false); !errors.Is(err, plan.ErrTaken) {
		t.Errorf("taken: %v", err)
	}
	if err := s.SaveScenario(t.Context(), named(" "), false); !errors.As(err, &plan.NameFault{}) {
		t.Errorf("no name: %v", err)
	}
	if err := s.DropScenario(t.Context(), "B"); !errors.Is(err, plan.ErrNoScenario) {
		t.Errorf("unknown: %v", err)
	}
	if got := names(t, s); got != "A" {
		t.Errorf("scenarios %s, want A", got)
	}
}

// Two readers of one file: neither can save, both hear why, and go on reading.
func TestSourceOfAFileThatAnotherProcessReads(t *testing.T) {
	db := handMade(t)
	other := startReader(t, db)
	s := opened(t, db)
	if err := s.SaveScenario(t.Context(), named("A"), false); !errors.Is(err, page.ErrHeld) {
		t.Errorf("got %v, want that another process holds the file", err)
	}
	if got := names(t, s); got != "" {
		t.Errorf("scenarios %s, want none", got)
	}
	other()
	if err := s.SaveScenario(t.Context(), named("A"), false); err != nil {
		t.Errorf("after the other has gone: %v", err)
	}
}

// While a change is worked out, questions are answered from the desk as it was, and other changes are made; afterwards other processes can
// read the file again.
func TestSourceAnswersWhileTheDeskIsChanged(t *testing.T) {
	db := handMade(t)
	s := opened(t, db)
	before, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = s.changing(t.Context(), func(opened *store.Store) error {
		return opened.Write(t.Context(), func(q store.Querier) error {
			if err := store.Prefer(t.Context(), q, store.SettingName, "Harbour desk"); err != nil {
				return err
			}
			if during, err := s.Status(t.Context()); err != nil || during.Name != "" || during.Version != before.Version {
				t.Errorf("in between the desk is %q, version %s, %v; want it as it was", during.Name, during.Version, err)
			}
			if _, err := s.Answer(t.Context(), kpi.Query{IDs: []string{"tickets_created"}}); err != nil {
				t.Errorf("in between: %v", err)
			}
			return s.SaveScenario(t.Context(), named("A"), false)
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if after, err := s.Status(t.Context()); err != nil || after.Name != "Harbour desk" || after.Version == before.Version {
		t.Errorf("afterwards the desk is %q, version %s, %v", after.Name, after.Version, err)
	}
	startReader(t, db)() // it would end with an error if the file were still open for writing
	if got := names(t, s); got != "A" {
		t.Errorf("scenarios %s, want A", got)
	}
}

// A file that could not be opened again after a change is tried again with the next question.
func TestSourceOpensAgain(t *testing.T) {
	db := handMade(t)
	s := opened(t, db)
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(db, db+".away"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Status(t.Context()); err == nil || !strings.Contains(err.Error(), "there is no such database") {
		t.Errorf("got %v", err)
	}
	if err := s.SaveScenario(t.Context(), named("A"), false); err == nil {
		t.Error("a scenario was kept in a file that is not there")
	}
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Status(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.SaveScenario(t.Context(), named("A"), false); err != nil || names(t, s) != "A" {
		t.Errorf("got %v, %s", err, names(t, s))
	}
}

// startReader reads a file in a process of its own until it is told to end.
func startReader(t *testing.T, db string) (end func()) {
	t.Helper()
	flag := filepath.Join(t.TempDir(), "open")
	c := exec.CommandContext(t.Context(), "read", db, flag)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if _, err := os.Stat(flag); err == nil {
			return func() {
				if err := errors.Join(c.Process.Signal(os.Interrupt), c.Wait()); err != nil {
					t.Error(err)
				}
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the other process did not open the file")
	return nil
}
