package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/sample-data/desk"
)

func shown(t *testing.T, h http.Handler, address string) *html.Node {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+address, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", address, w.Code)
	}
	return pagetest.Parse(t, w.Body.String())
}

// The number of a table opens as many tickets as it says.
func TestNumbersOpenTheirTickets(t *testing.T) {
	folder, db := filepath.Join(t.TempDir(), "sample"), filepath.Join(t.TempDir(), "desk.duckdb")
	if _, err := desk.Write(folder, desk.Options{Tickets: 2000, Seed: 2}, false); err != nil {
		t.Fatal(err)
	}
	printedBy(t, []string{"import", "--db", db, folder})
	h, err := dashboard.New(opened(t, db), dashboard.Options{})
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, row := range pagetest.Find(shown(t, h, "/escalation?lang=en"), "td.num") {
		for _, link := range pagetest.Find(row, "a") {
			address := pagetest.Attr(link, "href")
			if !strings.HasPrefix(address, "/tickets?") {
				continue
			}
			links++
			want, err := strconv.Atoi(strings.ReplaceAll(pagetest.Text(link), ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			sub := pagetest.Text(pagetest.Find(shown(t, h, address+"&lang=en"), "p.sub")[0])
			if !strings.Contains(sub, pagetest.Text(link)+" ticket") || want == 0 {
				t.Errorf("%s: %q, want %d tickets", address, sub, want)
			}
			if links > 6 {
				return
			}
		}
	}
	t.Errorf("%d numbers of the page open tickets", links)
}
