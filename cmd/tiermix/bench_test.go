package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"

	"tiermix/dashboard"
	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/sample-data/desk"
)

// benchTickets is how large the benchmarked desk is; make bench sets it.
func benchTickets(b *testing.B) int {
	text := os.Getenv("TIERMIX_BENCH_TICKETS")
	if text == "" {
		b.Skip("set TIERMIX_BENCH_TICKETS, or run make bench")
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		b.Fatalf("TIERMIX_BENCH_TICKETS=%q is no number of tickets", text)
	}
	return n
}

// BenchmarkDesk imports an invented desk and asks it for every page. Ratios compare with DuckDB's own CREATE TABLE AS
// FROM read_csv of the same event file in the same run: "import" is reading and writing, "whole" also checks, moves,
// stints and paths.
func BenchmarkDesk(b *testing.B) {
	n := benchTickets(b)
	folder := filepath.Join(b.TempDir(), "sample")
	truth, err := desk.Write(folder, desk.Options{Tickets: n, Seed: 3}, false)
	if err != nil {
		b.Fatal(err)
	}
	peak := 0.0
	for b.Loop() {
		plain := readPlain(b, filepath.Join(folder, "events.csv"))
		db := importDesk(b, folder, truth, plain)
		benchmarkPages(b, db)
		peak = max(peak, peakMiB(b)) // reports count theirs anew
		benchmarkReports(b, db)
		benchmarkViewers(b, db, max(1, n/20))
	}
	b.ReportMetric(max(peak, peakMiB(b)), "peak-MiB")
	b.ReportMetric(0, "ns/op")
}

// readPlain is the yardstick: DuckDB's own import of the events.
func readPlain(b *testing.B, events string) time.Duration {
	db, err := sql.Open("duckdb", filepath.Join(b.TempDir(), "plain.duckdb"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	started := time.Now()
	if _, err := db.Exec("create table event as from read_csv('" + events + "')"); err != nil {
		b.Fatal(err)
	}
	return time.Since(started)
}

func importDesk(b *testing.B, folder string, truth desk.Truth, plain time.Duration) string {
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "desk.duckdb")
	s, err := store.Open(ctx, path, store.Create)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	file := func(name string) string { return filepath.Join(folder, name) }
	first := ingest.Request{Paths: []string{file("agents.csv"), file("tickets.csv")}, Mapping: "tiermix", Roster: file("roster.toml")}
	if _, err := ingest.Import(ctx, s, first); err != nil {
		b.Fatal(err)
	}
	report, err := ingest.Import(ctx, s, ingest.Request{Paths: []string{file("events.csv")}, Mapping: "tiermix"})
	if err != nil {
		b.Fatal(err)
	}
	inside := report.Steps["read"] + report.Steps["write"]
	b.ReportMetric(float64(truth.Events)/plain.Seconds(), "read_csv-rows/s")
	b.ReportMetric(float64(truth.Events)/inside.Seconds(), "import-rows/s")
	b.ReportMetric(plain.Seconds()/inside.Seconds(), "import-ratio")
	b.ReportMetric(float64(truth.Events)/report.Seconds, "whole-rows/s")
	b.ReportMetric(plain.Seconds()/report.Seconds, "whole-ratio")
	b.ReportMetric(float64(report.Stints)/(report.Steps["derive"]+report.Steps["keep"]).Seconds(), "stints/s")
	b.Logf("%d events: read_csv %.1f s; import %.1f s of it read %.1f, check %.1f, derive %.1f, write %.1f, keep %.1f",
		truth.Events, plain.Seconds(), report.Seconds, report.Steps["read"].Seconds(), report.Steps["check"].Seconds(),
		report.Steps["derive"].Seconds(), report.Steps["write"].Seconds(), report.Steps["keep"].Seconds())
	all, err := ingest.Import(ctx, s, ingest.Request{Paths: []string{file("escalations.csv")}, Mapping: "tiermix"})
	if err != nil {
		b.Fatal(err)
	}
	if all.Tickets != int64(truth.Tickets) || all.Moves != int64(truth.Moves) || all.Stints != int64(truth.Stints) {
		b.Fatalf("the desk holds %d tickets, %d moves, %d stints; planted were %d, %d, %d", all.Tickets, all.Moves, all.Stints, truth.Tickets, truth.Moves, truth.Stints)
	}
	return path
}

// benchmarkPages asks for every page with everything its charts load, cold and from the cache.
func benchmarkPages(b *testing.B, db string) {
	started := time.Now()
	source, closeFile, err := openSource(context.Background(), db)
	if err != nil {
		b.Fatal(err)
	}
	defer closeFile()
	for i, page := range []string{"/", "/escalation", "/tiers", "/?period=all", "/escalation?period=all", "/tiers?period=all", "/workload", "/knowledge"} {
		handler, err := dashboard.New(source, dashboard.Options{})
		if err != nil {
			b.Fatal(err)
		}
		cold := get(b, handler, page)
		if i == 0 {
			b.ReportMetric(time.Since(started).Seconds()*1000, "start-to-first-page-ms")
		}
		name := strings.NewReplacer("/?", "overview?", "/", "", "?period=", "-").Replace(page)
		if page == "/" {
			name = "overview"
		}
		b.ReportMetric(cold.Seconds()*1000, name+"-cold-ms")
		b.ReportMetric(get(b, handler, page).Seconds()*1000, name+"-warm-ms")
	}
	benchmarkPlanner(b, source)
}

// benchmarkPlanner asks for the pages that plan: cold, and with other numbers typed, as a slider does.
func benchmarkPlanner(b *testing.B, source dashboard.Source) {
	for _, page := range []string{"/tradeoff", "/staffing", "/salaries", "/headcount"} {
		handler, err := dashboard.New(source, dashboard.Options{})
		if err != nil {
			b.Fatal(err)
		}
		name := strings.TrimPrefix(page, "/")
		b.ReportMetric(get(b, handler, page).Seconds()*1000, name+"-cold-ms")
		const moves = 10
		var all time.Duration
		for i := range moves {
			all += get(b, handler, fmt.Sprintf("%s?growth=0.%02d", page, i+1))
		}
		b.ReportMetric(all.Seconds()*1000/moves, name+"-moved-ms")
	}
}

func get(b *testing.B, handler http.Handler, page string) time.Duration {
	request := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+page, nil)
	answer := httptest.NewRecorder()
	started := time.Now()
	handler.ServeHTTP(answer, request)
	took := time.Since(started)
	if answer.Code != http.StatusOK {
		b.Fatalf("%s: status %d: %.300s", page, answer.Code, answer.Body)
	}
	return took
}

// peakMiB is the most memory the process ever had, in MiB; 0 where the system does not say.
func peakMiB(b *testing.B) float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kib float64
		if n, err := fmt.Sscanf(line, "VmHWM: %f kB", &kib); n == 1 && err == nil {
			return kib / 1024
		}
	}
	return 0
}
