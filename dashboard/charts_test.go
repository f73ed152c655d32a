package dashboard_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

func TestEveryChart(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, id := range charts {
		w := get(t, h, "/chart/"+id+"?lang=de&region=South")
		var figure struct {
			Option struct{ Series []map[string]any }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &figure); err != nil || w.Code != http.StatusOK {
			t.Errorf("%s: status %d, %v", id, w.Code, err)
			continue
		}
		if len(figure.Option.Series) == 0 || figure.Option.Series[0]["data"] == nil {
			t.Errorf("%s has no data", id)
		}
	}
}

// The list of charts in these tests is the list on the pages.
func TestEveryChartIsOnAPage(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	found := []string{}
	for _, path := range paths {
		for _, div := range pagetest.Find(page(t, h, path, http.StatusOK), "div.chart") {
			id, _, _ := strings.Cut(strings.TrimPrefix(pagetest.Attr(div, "data-chart"), "/chart/"), "?")
			found = append(found, id)
		}
	}
	slices.Sort(found)
	want := slices.Sorted(slices.Values(charts))
	if !slices.Equal(found, want) {
		t.Errorf("charts on the pages: %v, want %v", found, want)
	}
}

func TestChartErrors(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["flow"] = errors.New("secret detail")
	h := newHandler(t, desk, dashboard.Options{})
	for address, want := range map[string]struct {
		status int
		text   string
	}{
		"/chart/unheard-of?lang=en":                                   {http.StatusNotFound, "There is no such page."},
		"/chart/overview-changes?lang=en":                             {http.StatusNotFound, "There is no such page."},
		"/chart/overview-flow?lang=en":                                {http.StatusInternalServerError, "This part could not be computed."},
		"/chart/overview-trend?category=Nonsense&lang=en":             {http.StatusBadRequest, "The data have no Category called"},
		"/chart/overview-trend?from=2026-02-01&to=2026-01-01&lang=de": {http.StatusBadRequest, "Der Zeitraum endet, bevor er beginnt"},
	} {
		w := get(t, h, address)
		var answer struct{ Error string }
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		if w.Code != want.status || !strings.HasPrefix(answer.Error, want.text) {
			t.Errorf("%s: %d %q, want %d %q", address, w.Code, answer.Error, want.status, want.text)
		}
	}
}

func TestAChartHasItsOwnTimeLimit(t *testing.T) {
	desk := pagetest.New()
	desk.Slow["flow"] = 10 * time.Second
	h := newHandler(t, desk, dashboard.Options{PartLimit: 50 * time.Millisecond})
	w := get(t, h, "/chart/overview-flow?lang=en")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "takes longer than usual") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := get(t, h, "/chart/overview-trend?lang=en"); w.Code != http.StatusOK {
		t.Errorf("another chart: status %d", w.Code)
	}
}

func TestEmptyChartSaysWhy(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["escalation_rate"] = "not available: no team has a tier yet"
	w := get(t, newHandler(t, desk, dashboard.Options{}), "/chart/overview-trend?lang=en")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"empty":"not available`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestPageAndChartShareOneAnswer(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for range 3 {
		page(t, h, "/?lang=en", http.StatusOK)
		get(t, h, "/chart/overview-flow?lang=en")
	}
	if got := desk.Calls("flow"); got != 1 {
		t.Errorf("the ways were counted %d times, want once", got)
	}
	desk.State.Version = "v2"
	page(t, h, "/?lang=en", http.StatusOK)
	if got := desk.Calls("flow"); got != 2 {
		t.Errorf("after an import the ways were counted %d times, want twice", got)
	}
}
