package main

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tiermix/ingest"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

// withRunning is the q-quantile of durations of which some still run, by another way than the product limit: every duration has the
// same weight, and one that still runs hands its own in equal parts to all that are longer (B. Efron, 1967). NaN: not reached.
func withRunning(ended, running []float64, q float64) float64 {
	type row struct {
		seconds float64
		ended   bool
	}
	var all []row
	for _, s := range ended {
		all = append(all, row{s, true})
	}
	for _, s := range running {
		all = append(all, row{s, false})
	}
	slices.SortFunc(all, func(a, b row) int {
		switch {
		case a.seconds < b.seconds || a.seconds == b.seconds && a.ended && !b.ended:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	n, left := float64(len(all)), 1.0
	target, before, at := q*(n-1)/n, math.NaN(), math.NaN()
	for i, r := range all {
		if !r.ended {
			continue
		}
		if done := 1 - left; done >= target-1e-12 && !math.IsNaN(at) {
			return at + (r.seconds-at)*(target-before)/(done-before)
		} else if done >= target-1e-12 {
			return r.seconds
		}
		before, at = 1-left, r.seconds
		left -= left / float64(len(all)-i)
	}
	if 1-left < q-1e-12 {
		return math.NaN()
	}
	return at
}

// compareRunning holds a duration against the second way: with those that still run, and without.
func compareRunning(t *testing.T, what string, got kpi.Measure, ended, running []float64) {
	t.Helper()
	if got.N != len(ended)+len(running) || got.Censored != len(running) {
		t.Errorf("%s: %d rows of which %d still run, want %d and %d", what, got.N, got.Censored, len(ended)+len(running), len(running))
	}
	alone, p90 := got.Value, got.P90
	if got.Finished != nil {
		alone, p90 = got.Finished.Value, got.Finished.P90
		if got.Finished.N != len(ended) {
			t.Errorf("%s: %d ended, want %d", what, got.Finished.N, len(ended))
		}
	}
	compareNumber(t, what+", those that ended alone", alone, withRunning(ended, nil, 0.5))
	compareNumber(t, what+", p90 of those that ended alone", p90, withRunning(ended, nil, 0.9))
	compareReached(t, what, got.Value, withRunning(ended, running, 0.5))
	compareReached(t, what+" p90", got.P90, withRunning(ended, running, 0.9))
}

func compareReached(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if math.IsNaN(want) {
		if got != nil {
			t.Errorf("%s: got %v, want none: it is not reached", what, *got)
		}
		return
	}
	if got == nil || math.Abs(*got-want) > 1e-7*math.Max(1, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// lastOf is the instant of a history's last record.
func lastOf(all []told) time.Time {
	var last time.Time
	for _, ticket := range all {
		if ticket.last.After(last) {
			last = ticket.last
		}
	}
	return last
}

// Times to the resolution and to the first contact, worked out from the sample's own files, on both clocks.
func TestRunningTicketsOfTheSample(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	if _, err := desk.Write(folder, desk.Options{Tickets: 1500, Seed: 3}, false); err != nil {
		t.Fatal(err)
	}
	s, _ := importInto(t, ingest.Request{Paths: []string{folder}})
	status, err := tier.Status(context.Background(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	calendar, _, err := tier.Calendar(context.Background(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	end := status.Last.UTC()
	ticks := calendar.Between(end.AddDate(-4, 0, 0), end.AddDate(1, 0, 0))
	tickets := columnsOf(t, filepath.Join(folder, "tickets.csv"))
	for _, hours := range []kpi.Hours{kpi.Calendar, kpi.Business} {
		between := func(from, to time.Time) float64 {
			if hours == kpi.Business {
				return float64(ticks.Seconds(from, to))
			}
			return to.Sub(from).Seconds()
		}
		known := totals(t, s, kpi.Query{Hours: hours})
		for id, column := range map[string]string{"time_to_resolution": "resolved_at", "first_resolution_time": "first_resolved_at", "first_response_time": "first_response_at"} {
			var ended, running []float64
			for _, ticket := range tickets {
				if ticket["excluded"] != "" {
					continue
				}
				created := instant(t, ticket["created_at"])
				switch done := ticket[column]; {
				case done != "":
					ended = append(ended, between(created, instant(t, done)))
				case id != "first_response_time" || ticket["resolved_at"] == "":
					running = append(running, between(created, end))
				}
			}
			if len(running) == 0 && id != "first_response_time" { // every open ticket of the sample has been answered
				t.Errorf("%s: nothing runs in the sample, nothing is shown", id)
			}
			compareRunning(t, id+" in "+string(hours)+" time", known[id], ended, running)
		}
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

func columnsOf(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, name := range rows[0] {
			named[name] = row[i]
		}
		all = append(all, named)
	}
	return all
}
