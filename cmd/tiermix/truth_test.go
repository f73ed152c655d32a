package main

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

// The generator knows what it planted; the figures that come out of its files must be exactly that.
func TestSampleMeetsItsTruth(t *testing.T) {
	for _, o := range []desk.Options{{Tickets: 60, Seed: 1}, {Tickets: 3000, Seed: 7}} {
		t.Run(fmt.Sprint(o.Tickets), func(t *testing.T) { meetTruth(t, o) })
	}
}

func meetTruth(t *testing.T, o desk.Options) {
	ctx := context.Background()
	folder := filepath.Join(t.TempDir(), "sample")
	truth, err := desk.Write(folder, o, false)
	if err != nil {
		t.Fatal(err)
	}
	s, report := importInto(t, ingest.Request{Paths: []string{folder}})
	if got, want := report.Tickets, int64(truth.Tickets); got != want {
		t.Errorf("tickets: got %d, want %d", got, want)
	}
	if got, want := report.Moves, int64(truth.Moves); got != want {
		t.Errorf("moves: got %d, want %d", got, want)
	}
	if got, want := report.Stints, int64(truth.Stints); got != want {
		t.Errorf("stints: got %d, want %d", got, want)
	}
	if report.Refused != 0 || report.Repeated != 0 {
		t.Errorf("refused %d, repeated %d rows, want none", report.Refused, report.Repeated)
	}
	compareTotals(ctx, t, s, truth)
	for dim, values := range truth.By {
		compareGroups(ctx, t, s, dim, values)
	}
}

func importInto(t *testing.T, r ingest.Request) (*store.Store, ingest.Report) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "desk.duckdb"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	report, err := ingest.Import(ctx, s, r)
	if err != nil {
		t.Fatal(err)
	}
	return s, report
}

func compareTotals(ctx context.Context, t *testing.T, s *store.Store, truth desk.Truth) {
	t.Helper()
	answer, err := store.Answer(ctx, s.DB(), kpi.Query{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]kpi.Measure{}
	for _, f := range answer.Figures {
		known[f.ID] = f.Measure
	}
	for id, want := range truth.Figures {
		compareFigure(t, id, known[id], want)
	}
	compareFigure(t, "tickets_merged", known["tickets_merged"], desk.Figure{Value: new(float64(truth.TicketsMerged))})
	compareFigure(t, "tickets_spam", known["tickets_spam"], desk.Figure{Value: new(float64(truth.TicketsSpam))})
}

func compareGroups(ctx context.Context, t *testing.T, s *store.Store, dim string, values desk.ByValue) {
	t.Helper()
	answer, err := store.Answer(ctx, s.DB(), kpi.Query{By: []string{dim}})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]kpi.Measure{}
	for _, f := range answer.Figures {
		for _, g := range f.Groups {
			known[f.ID+" "+g.Key[dim]] = g.Measure
		}
	}
	for value, figures := range values {
		for id, want := range figures {
			compareFigure(t, id+" "+value, known[id+" "+value], want)
		}
	}
}

func compareFigure(t *testing.T, what string, got kpi.Measure, want desk.Figure) {
	t.Helper()
	if want.Numerator != nil {
		compareNumber(t, what+" numerator", got.Numerator, float64(*want.Numerator))
		compareNumber(t, what+" denominator", got.Denominator, float64(*want.Denominator))
	}
	if want.Value != nil {
		value := got.Value
		if got.Finished != nil { // the truth counts durations that ended
			value = got.Finished.Value
		}
		compareNumber(t, what+" value", value, *want.Value)
	}
	if want.Sum != 0 {
		compareNumber(t, what+" sum", got.Sum, float64(want.Sum))
	}
	for part, n := range want.Parts {
		if got.Parts[part] != float64(n) {
			t.Errorf("%s part %s: got %v, want %d", what, part, got.Parts[part], n)
		}
	}
}

// compareNumber allows for the last bits of a sum of floating point numbers only.
func compareNumber(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil {
		if want != 0 {
			t.Errorf("%s: not available, want %v", what, want)
		}
		return
	}
	if math.Abs(*got-want) > 1e-9*math.Max(1, math.Abs(want)) {
		t.Errorf("%s: got %v, want %v", what, *got, want)
	}
}
