package handover_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tiermix/cmd/tiermix/handover"
	"tiermix/ingest"
	"tiermix/ingest/reader"
	"tiermix/ingest/store"
)

// desk notes what it is handed; an import of "wait" goes on until it is cancelled.
type desk struct {
	got   chan ingest.Request
	input string
	ended chan error
}

func newDesk() *desk {
	return &desk{got: make(chan ingest.Request, 1), ended: make(chan error, 1)}
}

func (d *desk) Hand(ctx context.Context, r ingest.Request) (ingest.Report, error) {
	input, err := io.ReadAll(r.Reader.Stdin)
	if err != nil {
		return ingest.Report{}, err
	}
	d.input = string(input)
	r.Progress.Reading("a.csv", 7)
	r.Progress.Done(0.5)
	r.Tell("Größe: <b> & 7")
	d.got <- r
	switch filepath.Base(r.Paths[0]) {
	case "wait":
		<-ctx.Done()
		d.ended <- ctx.Err()
		return ingest.Report{}, ctx.Err()
	case "bad":
		return ingest.Report{}, errors.New("bad: line 3 is damaged")
	}
	return ingest.Report{Read: 7, Kept: 6, Refused: 1}, nil
}

func (d *desk) Backup(_ context.Context, path string) (store.Copied, error) {
	return store.Copied{Tickets: 3}, os.WriteFile(path, nil, 0o600)
}

// shown is a progress that keeps what it is told.
type shown []string

func (s *shown) Say(step string)              { *s = append(*s, step) }
func (s *shown) Reading(file string, _ int64) { *s = append(*s, file) }
func (s *shown) Done(float64)                 { *s = append(*s, "done") }

func opened(t *testing.T, db string, d *desk) *handover.Door {
	t.Helper()
	door, err := handover.Open(t.Context(), db, "http://127.0.0.1:1", d)
	if err != nil {
		t.Fatal(err)
	}
	return door
}

func TestImportIsHandedOver(t *testing.T) {
	db, d := filepath.Join(t.TempDir(), "desk.duckdb"), newDesk()
	if _, err := handover.Import(t.Context(), db, ingest.Request{Paths: []string{"a.csv"}}); !errors.Is(err, handover.ErrNobody) {
		t.Errorf("nobody shows it: %v", err)
	}
	door := opened(t, db, d)
	var steps shown
	var sentences []string
	report, err := handover.Import(t.Context(), db, ingest.Request{
		Paths: []string{"a.csv", "-"}, Mapping: "xes", Columns: []string{"team=Group"}, Roster: "r.toml", Progress: &steps,
		Tell: func(s string) { sentences = append(sentences, s) }, Reader: reader.Options{Stdin: strings.NewReader("from outside"), Delimiter: ";"},
	})
	if err != nil || report.Kept != 6 || report.Refused != 1 || d.input != "from outside" {
		t.Errorf("report %+v, standard input %q, %v", report, d.input, err)
	}
	got := <-d.got
	if !filepath.IsAbs(got.Paths[0]) || got.Paths[1] != "-" || !filepath.IsAbs(got.Roster) || got.Mapping != "xes" || got.Columns[0] != "team=Group" || got.Reader.Delimiter != ";" {
		t.Errorf("handed over: %+v", got)
	}
	if !slices.Equal(steps, shown{"a.csv", "done"}) || !slices.Equal(sentences, []string{"Größe: <b> & 7"}) {
		t.Errorf("told %q and %q", steps, sentences)
	}
	if _, err := handover.Import(t.Context(), db, ingest.Request{Paths: []string{"bad"}}); err == nil || err.Error() != "bad: line 3 is damaged" {
		t.Errorf("a fault arrives as %v", err)
	}
	if _, err := handover.Open(t.Context(), db, "", d); !errors.Is(err, handover.ErrShown) || !strings.Contains(err.Error(), "http://127.0.0.1:1") {
		t.Errorf("a second one: %v", err)
	}
	if copied, err := handover.Backup(t.Context(), db, filepath.Join(t.TempDir(), "b")); err != nil || copied.Tickets != 3 {
		t.Errorf("backup: %+v, %v", copied, err)
	}
	if err := door.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(db + ".serve"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the note is left: %v", err)
	}
}

// Who gives up ends the import in the dashboard, and a dashboard that ends, ends the import and says so.
func TestEitherSideEnds(t *testing.T) {
	db, d := filepath.Join(t.TempDir(), "desk.duckdb"), newDesk()
	door := opened(t, db, d)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-d.got; cancel() }()
	if _, err := handover.Import(ctx, db, ingest.Request{Paths: []string{"wait"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if err := <-d.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("in the dashboard: %v", err)
	}
	closed := make(chan error, 1)
	go func() { <-d.got; closed <- door.Close() }()
	_, err := handover.Import(t.Context(), db, ingest.Request{Paths: []string{"wait"}})
	if err == nil {
		t.Error("an import that ended with the dashboard seems to have gone well")
	}
	if err := errors.Join(<-closed); err != nil {
		t.Error(err)
	}
	select {
	case <-d.ended:
	case <-time.After(time.Minute):
		t.Error("the import goes on")
	}
}

func TestTheNoteIsForTheOwner(t *testing.T) {
	db, d := filepath.Join(t.TempDir(), "desk.duckdb"), newDesk()
	door := opened(t, db, d)
	defer func() {
		if err := door.Close(); err != nil {
			t.Error(err)
		}
	}()
	info, err := os.Stat(db + ".serve")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	text, err := os.ReadFile(db + ".serve")
	if err != nil {
		t.Fatal(err)
	}
	spoilt := strings.Replace(string(text), `"word":"`, `"word":"X`, 1)
	if err := os.WriteFile(db+".serve", []byte(spoilt), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := handover.Import(t.Context(), db, ingest.Request{Paths: []string{"a.csv"}}); err == nil || !strings.Contains(err.Error(), "the word is wrong") {
		t.Errorf("with another word: %v", err)
	}
}
