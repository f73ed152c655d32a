package dashboard_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

func TestHealth(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for address, want := range map[string]string{"/healthz": `{"status":"ok"}`, "/readyz": `{"status":"ok","tickets":48213,"version":"v1"}`} {
		if w := get(t, h, address); w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("%s: %d %s, want %s", address, w.Code, w.Body, want)
		}
	}
	desk.Broken["status"] = errors.New("disk on fire")
	if w := get(t, h, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("alive without its file: %d", w.Code)
	}
	w := get(t, h, "/readyz?lang=en")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "The file could not be read.") || strings.Contains(w.Body.String(), "fire") {
		t.Errorf("ready without its file: %d %s", w.Code, w.Body)
	}
}

// metric is the value of a line of /metrics; "" when there is none.
func metric(t *testing.T, h http.Handler, name string) string {
	t.Helper()
	for line := range strings.Lines(get(t, h, "/metrics").Body.String()) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func TestMetrics(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for range 3 {
		get(t, h, "/chart/overview-flow?lang=en")
	}
	get(t, h, "/tickets/4711/unheard-of")
	ask(t, h, "BREW", "/")
	for name, want := range map[string]string{
		`tiermix_http_requests_total{method="GET",route="/chart/:id",status="200"}`: "3",
		`tiermix_http_requests_total{method="GET",route="none",status="404"}`:       "1",
		`tiermix_http_requests_total{method="other",route="none",status="405"}`:     "1",
		`tiermix_http_request_seconds_count{route="/chart/:id"}`:                    "3",
		`tiermix_part_seconds_count{part="overview-flow"}`:                          "1",
		`tiermix_desk_readable`:         "1",
		`tiermix_desk_tickets`:          "48213",
		`tiermix_http_requests_running`: "1",
	} {
		if got := metric(t, h, name); got != want || got == "" {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	desk.Broken["status"] = errors.New("disk on fire")
	if got, tickets := metric(t, h, "tiermix_desk_readable"), metric(t, h, "tiermix_desk_tickets"); got != "0" || tickets != "" {
		t.Errorf("a desk that cannot be read: readable %q, tickets %q", got, tickets)
	}
}

// The access log says what was asked in general, and neither the filters nor who asked.
func TestAccessLogHoldsNothingPersonal(t *testing.T) {
	var log bytes.Buffer
	h := newHandler(t, pagetest.New(), dashboard.Options{Access: slog.New(slog.NewJSONHandler(&log, nil))})
	get(t, h, "/tiers?team=Jane+Roe&lang=en", "User-Agent", "Jane's browser", "X-Forwarded-For", "203.0.113.7")
	get(t, h, "/Jane/Roe")
	for line, want := range map[int]struct {
		route  string
		status int
	}{0: {"/tiers", http.StatusBadRequest}, 1: {"none", http.StatusNotFound}} {
		raw := strings.Split(strings.TrimSpace(log.String()), "\n")[line]
		var entry map[string]any
		if err := json.Unmarshal([]byte(raw), &entry); err != nil {
			t.Fatal(err)
		}
		if entry["route"] != want.route || entry["status"] != float64(want.status) || entry["method"] != "GET" || entry["bytes"] == float64(0) {
			t.Errorf("line %d: %s", line, raw)
		}
		if got := slices.Sorted(func(yield func(string) bool) {
			for key := range entry {
				if !yield(key) {
					return
				}
			}
		}); strings.Join(got, " ") != "bytes level method msg route status time took" {
			t.Errorf("fields %v", got)
		}
	}
	if strings.Contains(log.String(), "Jane") || strings.Contains(log.String(), "203.0.113.7") {
		t.Errorf("the log holds who or what: %s", log.String())
	}
}

func TestTooManyAtOnceAreAskedToComeAgain(t *testing.T) {
	desk := pagetest.New()
	desk.Slow["flow"] = 300 * time.Millisecond
	h := newHandler(t, desk, dashboard.Options{Most: 2})
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { get(t, h, "/chart/overview-flow?lang=en") })
	}
	time.Sleep(100 * time.Millisecond)
	w := get(t, h, "/tiers?lang=en")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "Too many people ask") {
		t.Errorf("the third: %d %s", w.Code, w.Body)
	}
	if alive := get(t, h, "/healthz"); alive.Code != http.StatusOK {
		t.Errorf("the server says of itself: %d", alive.Code)
	}
	wg.Wait()
	if w := get(t, h, "/tiers?lang=en"); w.Code != http.StatusOK {
		t.Errorf("afterwards: %d", w.Code)
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	plain, w := get(t, h, "/?lang=en"), get(t, h, "/?lang=en", "Accept-Encoding", "gzip")
	if got := w.Header().Get("Content-Encoding"); got != "gzip" || w.Header().Get("Vary") == "" {
		t.Fatalf("encoding %q, vary %q", got, w.Header().Values("Vary"))
	}
	r, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(r); err != nil || string(raw) != plain.Body.String() {
		t.Errorf("another page, %v", err)
	}
	if again := get(t, h, "/?lang=en", "Accept-Encoding", "gzip", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d", again.Code)
	}
}
