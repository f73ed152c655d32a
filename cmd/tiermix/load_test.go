package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/model/flow"
	"tiermix/sample-data/desk"
)

// viewers is how many readers look at the dashboard at the same time.
const viewers = 50

// rest is how long a reader looks at a page before opening the next.
const rest = time.Second

// afterwards is how long readers go on after the import, when everything is computed anew.
const afterwards = 30 * time.Second

// benchmarkViewers lets readers go through all pages, with everything that a browser loads for each, while more tickets are imported into
// the same desk through its page Data: uploaded, looked at, kept. All pages have been opened once before, as on a desk in use. What a reader has seen is
// asked with the mark of that answer, as browsers do. Reported are the times of
// single requests until the import is committed, and of those from then on, when everything is computed anew.
func benchmarkViewers(b *testing.B, db string, tickets int) {
	opened, closeFile, err := openSource(context.Background(), db)
	if err != nil {
		b.Fatal(err)
	}
	defer closeFile()
	dash, err := dashboard.New(opened, dashboard.Options{Log: slog.New(slog.DiscardHandler), Uploads: filepath.Join(b.TempDir(), "uploads")})
	if err != nil {
		b.Fatal(err)
	}
	defer dash.Close()
	server := httptest.NewServer(dash)
	defer server.Close()
	more := moreTickets(b, tickets)
	b.ReportMetric(firstLook(b, server.URL).Seconds(), "viewers-first-look-s")
	ctx, stop := context.WithCancel(context.Background())
	results := make([]viewer, viewers)
	var readers sync.WaitGroup
	for i := range results {
		readers.Go(func() { results[i].look(ctx, server.URL, i) })
	}
	started := time.Now()
	committed := make(chan time.Time, 1)
	go func() { committed <- whenChanged(ctx, opened) }()
	err = importInBrowser(server.URL, more)
	said := time.Since(started)
	if err == nil {
		time.Sleep(afterwards)
	}
	stop()
	readers.Wait()
	done := <-committed
	if err != nil {
		b.Fatalf("the import while readers look: %v", err)
	}
	if status, err := opened.Status(b.Context()); err != nil || status.Tickets < tickets {
		b.Fatalf("after the import: %+v, %v", status, err)
	}
	sumUp(b, "viewers", results, func(x exchange) bool { return x.begun.Before(done) }, done.Sub(started))
	sumUp(b, "viewers-after", results, func(x exchange) bool { return !x.begun.Before(done) }, started.Add(said+afterwards).Sub(done))
	b.ReportMetric(done.Sub(started).Seconds(), "viewers-import-s")
	b.ReportMetric(said.Seconds(), "viewers-import-said-s")
}

// whenChanged is when the data have another version.
func whenChanged(ctx context.Context, s dashboard.Source) time.Time {
	first, err := s.Status(ctx)
	for err == nil && ctx.Err() == nil {
		var now flow.Status
		if now, err = s.Status(ctx); err == nil && now.Version != first.Version {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Now()
}

// firstLook opens every page once, in both languages.
func firstLook(b *testing.B, address string) time.Duration {
	b.Helper()
	started := time.Now()
	var t viewer
	t.seen = map[string]answered{}
	for _, lang := range []string{"en", "de"} {
		for _, path := range pagesToSee {
			t.open(b.Context(), address, path+"?lang="+lang)
		}
	}
	for _, f := range t.faults {
		b.Errorf("first look: %s", f)
	}
	return time.Since(started)
}

var (
	formToken = regexp.MustCompile(`name="token" value="([^"]+)"`)
	jobLink   = regexp.MustCompile(`job=([A-Z2-7]+)`)
)

// importInBrowser uploads the files of a folder through the page Data, waits until they are checked, and keeps them.
func importInBrowser(address, folder string) error {
	_, page, err := fetch(address + "/data?lang=en")
	if err != nil {
		return err
	}
	found := formToken.FindStringSubmatch(page.body)
	if found == nil {
		return errors.New("the page Data has no form")
	}
	text, kind := uploaded(found[1], folder)
	where, err := sent(address+"/data/upload", kind, text)
	if err != nil {
		return err
	}
	job := jobLink.FindStringSubmatch(where)
	if job == nil {
		return fmt.Errorf("the upload leads to %q", where)
	}
	for _, step := range []struct{ until, then string }{{"Checked; nothing is kept yet", "/data/job/start"}, {"Imported", ""}} {
		if err := waitFor(address+"/data/job?lang=en&job="+job[1], step.until); err != nil {
			return err
		}
		if step.then == "" {
			continue
		}
		form := url.Values{"token": {found[1]}, "job": {job[1]}}.Encode()
		if _, err := sent(address+step.then, "application/x-www-form-urlencoded", strings.NewReader(form)); err != nil {
			return err
		}
	}
	return nil
}

// uploaded is a form with the files of a folder, written while it is read.
func uploaded(token, folder string) (io.Reader, string) {
	read, write := io.Pipe()
	form := multipart.NewWriter(write)
	go func() {
		err := form.WriteField("token", token)
		for _, name := range []string{"tickets.csv", "events.csv"} {
			if err == nil {
				err = attach(form, filepath.Join(folder, name))
			}
		}
		write.CloseWithError(errors.Join(err, form.Close()))
	}()
	return read, form.FormDataContentType()
}

func attach(form *multipart.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	part, err := form.CreateFormFile("file", filepath.Base(path))
	if err != nil {
		return err
	}
	_, err = io.Copy(part, file)
	return err
}

// sent posts a form of the dashboard and returns where it leads.
func sent(address, kind string, text io.Reader) (where string, err error) {
	r, err := http.NewRequest(http.MethodPost, address, text)
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	stay := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := stay.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		return "", fmt.Errorf("%s: status %d", address, answer.StatusCode)
	}
	return answer.Header.Get("Location"), nil
}

func waitFor(address, words string) error {
	for {
		_, page, err := fetch(address)
		switch {
		case err != nil:
			return err
		case strings.Contains(page.body, words):
			return nil
		case strings.Contains(page.body, "Nothing was kept"):
			return errors.New("nothing was kept")
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func fetch(address string) (int, answered, error) {
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, answered{}, err
	}
	return asked(r)
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
	asked  []exchange
	faults []string
	seen   map[string]answered // by address
}

// exchange is one question that was answered.
type exchange struct {
	begun time.Time
	took  time.Duration
}

// answered is what a browser keeps of an answer.
type answered struct{ mark, body string }

var chartLink = regexp.MustCompile(`data-chart="(/chart/[^"]+)"`)

// pagesToSee are the pages of the navigation.
var pagesToSee = []string{"/", "/escalation", "/tiers", "/knowledge", "/workload", "/staffing", "/salaries", "/tradeoff", "/headcount", "/scenarios", "/first-contact", "/tickets", "/data"}

// look opens page after page, each reader beginning with another one.
func (t *viewer) look(ctx context.Context, address string, reader int) {
	t.seen = map[string]answered{}
	for i := reader; ctx.Err() == nil; i++ {
		t.open(ctx, address, pagesToSee[i%len(pagesToSee)]+"?lang="+[]string{"en", "de"}[reader%2])
		select {
		case <-time.After(rest):
		case <-ctx.Done():
		}
	}
}

// open loads a page and its charts.
func (t *viewer) open(ctx context.Context, address, path string) {
	body := t.ask(ctx, address, path)
	for _, found := range chartLink.FindAllStringSubmatch(body, -1) {
		t.ask(ctx, address, strings.ReplaceAll(found[1], "&amp;", "&"))
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
	t.asked = append(t.asked, exchange{started, time.Since(started)})
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

// sumUp reports the times of the requests that count, of a stretch of time.
func sumUp(b *testing.B, name string, all []viewer, counts func(exchange) bool, took time.Duration) {
	b.Helper()
	var times []time.Duration
	var faults []string
	for _, t := range all {
		for _, x := range t.asked {
			if counts(x) {
				times = append(times, x.took)
			}
		}
		faults = append(faults, t.faults...)
	}
	if len(times) == 0 {
		b.Fatal("no request was answered")
	}
	slices.Sort(times)
	for part, share := range map[string]float64{"p50": 0.50, "p95": 0.95, "p99": 0.99} {
		at := min(len(times)-1, int(share*float64(len(times))))
		b.ReportMetric(float64(times[at].Microseconds())/1000, name+"-"+part+"-ms")
	}
	b.ReportMetric(float64(len(times))/took.Seconds(), name+"-requests/s")
	b.ReportMetric(float64(len(faults)), "viewers-errors")
	for _, f := range faults[:min(5, len(faults))] {
		b.Logf("error: %s", f)
	}
}
