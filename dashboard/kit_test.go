package dashboard_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// paths are the addresses of all pages.
var paths = []string{"/", "/escalation", "/tiers", "/tradeoff", "/salaries", "/staffing", "/headcount", "/scenarios", "/workload", "/knowledge", "/tickets", "/first-contact", "/data", "/data/roster", "/notebook", "/reports", "/users", "/oversight"}

// charts are the ids of all charts.
var charts = []string{
	"overview-flow", "overview-trend", "overview-backlog", "escalation-trend", "escalation-waits", "escalation-pingpong",
	"escalation-returns", "escalation-drivers", "escalation-reasons", "escalation-changes", "tiers-holding", "tiers-time", "tiers-moves", "tiers-levels", "tiers-running",
	"tradeoff-frontier", "tradeoff-tornado", "staffing-first", "staffing-second", "headcount-first", "headcount-second", "headcount-flows", "headcount-cost", "headcount-difference", "headcount-course", "headcount-moves", "salaries-bands", "salaries-paths", "salaries-hours", "scenarios-why",
	"firstcontact-trend", "firstcontact-matrix", "firstcontact-reopens", "workload-forecast", "workload-hours", "workload-backlog", "workload-held", "knowledge-effects", "knowledge-reasons", "knowledge-shiftleft", "knowledge-trend",
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func newHandler(t testing.TB, source dashboard.Source, options dashboard.Options) http.Handler {
	t.Helper()
	if options.Log == nil {
		options.Log = quiet()
	}
	if options.PageLimit == 0 { // what a page shows is tested, not how fast: the race detector takes its time
		options.PageLimit = time.Minute
	}
	h, err := dashboard.New(source, options)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// get asks for an address of the own computer. Headers are pairs of name and value.
func get(t testing.TB, h http.Handler, address string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(t, h, http.MethodGet, address, header...)
}

func ask(t testing.TB, h http.Handler, method, address string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8080"+address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// page asks for a page and wants a status.
func page(t testing.TB, h http.Handler, address string, status int) *html.Node {
	t.Helper()
	w := get(t, h, address)
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d", address, w.Code, status)
	}
	return pagetest.Parse(t, w.Body.String())
}
