package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/sample-data/desk"
)

// pictures is where the pages are kept as pictures, for a person to look at.
var pictures = filepath.Join("..", "..", "build", "pictures")

// bare are the pages without a chart; that of scenarios has one when some are saved.
var bare = []string{"/scenarios", "/tickets", "/data", "/data/roster", "/notebook", "/reports", "/users", "/oversight"}

// openSample serves a sample desk and opens a browser on it.
func openSample(t *testing.T) *browsertest.Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time: not with -short")
	}
	folder, db := t.TempDir(), filepath.Join(t.TempDir(), "desk.duckdb")
	if _, err := desk.Write(folder, desk.Options{Tickets: 8000, Seed: 2}, false); err != nil {
		t.Fatal(err)
	}
	printedBy(t, []string{"import", "--db", db, folder})
	opened, closeFile, err := openSource(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := dashboard.New(opened, dashboard.Options{Log: slog.New(slog.DiscardHandler), Uploads: filepath.Join(t.TempDir(), "uploads")})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		handler.Close()
		if err := closeFile(); err != nil {
			t.Error(err)
		}
	})
	return browsertest.Open(t, server.URL)
}

// Every page of the sample desk is drawn in both themes and both languages without a complaint, and kept as a picture.
func TestBrowserDrawsTheSampleDesk(t *testing.T) {
	b := openSample(t)
	b.Size(1440)
	b.Still()
	for _, path := range append([]string{"/data/roster", "/notebook"}, pagesToSee...) {
		for theme, lang := range map[string]string{"light": "en", "dark": "de"} {
			b.Visit(path + "?lang=" + lang)
			if theme == "dark" {
				b.Click("[data-theme-switch]")
			}
			b.Until(path+" "+theme, browsertest.Drawn(bare...))
			b.Until("colour in every chart of "+path, `(`+browsertest.Blank+`) === ""`)
			if got := browsertest.Eval[string](b, browsertest.Wide); got != "" {
				t.Errorf("%s: wider than the page: %s", path, got)
			}
			name := strings.Trim(strings.ReplaceAll(path, "/", "-"), "-")
			if name == "" {
				name = "overview"
			}
			b.Picture(filepath.Join(pictures, fmt.Sprintf("%s-%s-%s.png", name, theme, lang)))
			if theme == "dark" {
				b.Click("[data-theme-switch]")
			}
		}
	}
	b.Calm()
}

// What the tiles show under filters and comparisons is what the API says; the list behind a figure has as many tickets as it counts.
func TestBrowserShowsWhatTheAPISays(t *testing.T) {
	b := openSample(t)
	shown := map[string]bool{}
	for _, query := range []string{"period=13w", "period=year&compare=year", "region=South&channel=phone&compare=previous", "period=all&category=" + url.QueryEscape("Password & access") + "&compare=none"} {
		b.Visit("/?lang=en&" + query)
		b.Until("the page", browsertest.Drawn())
		for _, id := range []string{"escalation_rate", "first_contact_resolution", "reopen_rate"} {
			tile := browsertest.Eval[string](b, `(document.querySelector('[data-figure="`+id+`"]') || document.body).innerText`)
			shown[checkTile(t, b.Address, id, query, tile)] = true
		}
	}
	if len(shown) < 8 {
		t.Errorf("filters change little: %v", shown)
	}
	b.Visit("/tickets?lang=en&period=13w&figure=escalation_rate&part=hit")
	b.Until("the list", `document.querySelectorAll("#tickets-list tbody tr").length > 0`)
	want := int(*figure(t, b.Address, "escalation_rate", "period=13w").Numerator)
	if got := browsertest.Eval[int](b, `document.querySelectorAll("#tickets-list tbody tr").length`); got != min(100, want) {
		t.Errorf("%d rows, the figure counts %d", got, want)
	}
	if text := browsertest.Eval[string](b, `document.querySelector("#tickets-list .sub").innerText`); !strings.Contains(text, strconv.Itoa(want)) {
		t.Errorf("the list says %q, the figure counts %d", text, want)
	}
	b.Calm()
}

// apiFigure is a figure as the API answers it.
type apiFigure struct {
	Value, Numerator *float64
	N                int
	Change           *struct{ Difference *float64 }
}

func figure(t *testing.T, address, id, query string) apiFigure {
	t.Helper()
	answer, err := http.Get(address + "/api/v1/figures/" + id + "?" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ KPIs []apiFigure }
	if err := json.Unmarshal(raw, &got); err != nil || len(got.KPIs) != 1 {
		t.Fatalf("%s %s: %s", id, query, raw)
	}
	return got.KPIs[0]
}

// checkTile wants the value, the number of rows and the size of the change on a tile; it returns the value as shown.
func checkTile(t *testing.T, address, id, query, tile string) string {
	t.Helper()
	f := figure(t, address, id, query)
	if f.Value == nil {
		t.Fatalf("%s %s: no value", id, query)
	}
	value := fmt.Sprintf("%.1f\u00a0%%", 100**f.Value)
	if !strings.Contains(strings.ReplaceAll(tile, " ", "\u00a0"), value) || !strings.Contains(tile, "n = "+grouped(f.N)) {
		t.Errorf("%s %s: the tile shows %q, the API says %s of %d", id, query, tile, value, f.N)
	}
	if f.Change == nil || f.Change.Difference == nil {
		return value
	}
	if size := fmt.Sprintf("%.1f", math.Abs(100**f.Change.Difference)); *f.Change.Difference != 0 && !strings.Contains(tile, size) {
		t.Errorf("%s %s: the tile shows %q, the API says a change of %s points", id, query, tile, size)
	}
	return value
}

func grouped(n int) string {
	text := strconv.Itoa(n)
	if len(text) > 3 {
		text = text[:len(text)-3] + "," + text[len(text)-3:]
	}
	return text
}
