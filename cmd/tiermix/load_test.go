package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/sample-data/desk"
)

// viewers is how many readers look at the dashboard at the same time.
const viewers = 50

// rest is how long a reader looks at a page before opening the next.
const rest = time.Second

// benchmarkViewers lets readers go through all pages, with everything that a browser loads for each, while more tickets are imported into
// the same desk, and on until it is done. What a reader has seen is asked with the mark of that answer, as browsers do. Reported are the
// times of single requests.
func benchmarkViewers(b *testing.B, db string, tickets int) {
	opened, closeFile, err := openSource(context.Background(), db)
	if err != nil {
		b.Fatal(err)
	}
	defer closeFile()
	handler, err := dashboard.New(opened, dashboard.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	more := moreTickets(b, tickets)
	ctx, stop := context.WithCancel(context.Background())
	results := make([]viewer, viewers)
	var readers sync.WaitGroup
	started := time.Now()
	for i := range results {
		readers.Go(func() { results[i].look(ctx, server.URL, i) })
	}
	report, err := importWhileServed(ctx, opened.(*source), more)
	took := time.Since(started)
	stop()
	readers.Wait()
	if err != nil {
		b.Fatalf("the import while readers look: %v", err)
	}
	if report.Kept == 0 || report.Refused > 0 {
		b.Fatalf("the import while readers look: %+v", report)
	}
	sumUp(b, results, took)
	b.ReportMetric(report.Seconds, "viewers-import-s")
}

func importWhileServed(ctx context.Context, s *source, folder string) (report ingest.Report, err error) {
	err = s.changing(ctx, func(opened *store.Store) error {
		report, err = ingest.Import(ctx, opened, ingest.Request{Paths: []string{folder}, Mapping: "tiermix"})
		return err
	})
	return report, err
}

// moreTickets is a folder of tickets and events that the desk does not hold yet: those of another desk under other numbers.
func moreTickets(b *testing.B, tickets int) string {
	b.Helper()
	other, folder := filepath.Join(b.TempDir(), "other"), b.TempDir()
	if _, err := desk.Write(other, desk.Options{Tickets: tickets, Seed: 4}, false); err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"tickets.csv", "events.csv"} {
		if err := renumber(filepath.Join(other, name), filepath.Join(folder, name)); err != nil {
			b.Fatal(err)
		}
	}
	return folder
}

// renumber copies a file with U in the place of the T that each ticket's number begins with.
func renumber(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	w, lines := bufio.NewWriter(out), bufio.NewScanner(in)
	for lines.Scan() {
		line := lines.Text()
		if rest, ok := strings.CutPrefix(line, "T0"); ok {
			line = "U0" + rest
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return errors.Join(lines.Err(), w.Flush())
}

// viewer is one reader, and what it met.
type viewer struct {
	took   []time.Duration
	faults []string
	seen   map[string]answered // by address
}

// answered is what a browser keeps of an answer.
type answered struct{ mark, body string }

var chartLink = regexp.MustCompile(`data-chart="(/chart/[^"]+)"`)

// pagesToSee are the pages of the navigation.
var pagesToSee = []string{"/", "/escalation", "/tiers", "/knowledge", "/workload", "/staffing", "/salaries", "/tradeoff", "/headcount", "/scenarios"}

// look opens page after page, each reader beginning with another one.
func (t *viewer) look(ctx context.Context, address string, reader int) {
	t.seen = map[string]answered{}
	for i := reader; ctx.Err() == nil; i++ {
		body := t.ask(ctx, address, pagesToSee[i%len(pagesToSee)]+"?lang="+[]string{"en", "de"}[reader%2])
		for _, found := range chartLink.FindAllStringSubmatch(body, -1) {
			t.ask(ctx, address, strings.ReplaceAll(found[1], "&amp;", "&"))
		}
		select {
		case <-time.After(rest):
		case <-ctx.Done():
		}
	}
}

func (t *viewer) ask(ctx context.Context, address, path string) string {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+path, nil)
	if err != nil {
		t.faults = append(t.faults, err.Error())
		return ""
	}
	known := t.seen[path]
	if known.mark != "" {
		request.Header.Set("If-None-Match", known.mark)
	}
	started := time.Now()
	status, answer, err := asked(request)
	if ctx.Err() != nil {
		return ""
	}
	t.took = append(t.took, time.Since(started))
	switch {
	case err != nil:
		t.faults = append(t.faults, err.Error())
	case status == http.StatusOK:
		t.seen[path] = answer
	case status != http.StatusNotModified:
		t.faults = append(t.faults, fmt.Sprintf("%s: status %d", path, status))
	}
	return t.seen[path].body
}

// browser keeps a connection for each reader.
var browser = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: viewers}}

func asked(request *http.Request) (status int, a answered, err error) {
	answer, err := browser.Do(request)
	if err != nil {
		return 0, a, err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	return answer.StatusCode, answered{answer.Header.Get("ETag"), string(raw)}, err
}

// sumUp reports the times of all requests.
func sumUp(b *testing.B, all []viewer, took time.Duration) {
	b.Helper()
	var times []time.Duration
	var faults []string
	for _, t := range all {
		times, faults = append(times, t.took...), append(faults, t.faults...)
	}
	if len(times) == 0 {
		b.Fatal("no request was answered")
	}
	slices.Sort(times)
	for name, share := range map[string]float64{"p50": 0.50, "p95": 0.95, "p99": 0.99} {
		at := min(len(times)-1, int(share*float64(len(times))))
		b.ReportMetric(float64(times[at].Microseconds())/1000, "viewers-"+name+"-ms")
	}
	b.ReportMetric(float64(len(times))/took.Seconds(), "viewers-requests/s")
	b.ReportMetric(float64(len(faults)), "viewers-errors")
	for _, f := range faults[:min(5, len(faults))] {
		b.Logf("error: %s", f)
	}
}
