package dashboard_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/notebook"
)

// note sends a form of the notebook and returns where it leads, or its page.
func note(t *testing.T, h http.Handler, path, query string, status int) string {
	t.Helper()
	w := send(t, h, path, "token="+url.QueryEscape(token(t, h))+"&"+query, "Accept-Language", "en")
	if w.Code != status {
		t.Fatalf("%s: status %d, want %d: %.400s", query, w.Code, status, w.Body)
	}
	if status == http.StatusSeeOther {
		return w.Header().Get("Location")
	}
	return pagetest.Text(pagetest.Parse(t, w.Body.String()))
}

// What is written about a day stands on the charts that show it, numbered and in words, and on no other.
func TestAnnotationsStandOnCharts(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	if to := note(t, h, "/notebook", "kind=annotation&day=2026-10-14&text="+url.QueryEscape(`<b>New</b> hotline`), http.StatusSeeOther); to != "/notebook#notebook-annotations" {
		t.Errorf("leads to %s", to)
	}
	note(t, h, "/notebook", "kind=annotation&day=2026-10-16&text=Strike", http.StatusSeeOther)
	note(t, h, "/notebook", "kind=annotation&day=2026-01-05&text=Long+ago", http.StatusSeeOther)
	for _, id := range []string{"overview-trend", "overview-backlog"} {
		var got struct {
			Marks []struct {
				At   int
				Text string
			}
			Option struct {
				XAxis []struct{ Data []string }
			}
		}
		if err := json.Unmarshal(get(t, h, "/chart/"+id+"?lang=en&from=2026-08-03&to=2026-10-31").Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Marks) != 1 || got.Marks[0].Text != "1, 2" || got.Option.XAxis[0].Data[got.Marks[0].At] != "W42" {
			t.Errorf("%s: marks %+v of %v", id, got.Marks, got.Option.XAxis)
		}
	}
	root := page(t, h, "/?lang=de&from=2026-08-03&to=2026-10-31", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("section#overview-trend", pagetest.HasText("1: 14.10.2026, <b>New</b> hotline"), pagetest.HasText("2: 16.10.2026, Strike")))
	if text := pagetest.Text(page(t, h, "/?lang=en&from=2026-08-03&to=2026-09-30", http.StatusOK)); strings.Contains(text, "<b>New</b>") {
		t.Error("an annotation stands where its day is not shown")
	}
	note(t, h, "/notebook/drop", "kind=annotation&key="+desk.Book[0].Key, http.StatusSeeOther)
	if text := note(t, h, "/notebook/drop", "kind=annotation&key=NONE", http.StatusNotFound); !strings.Contains(text, "This entry is gone already.") {
		t.Errorf("got %s", text)
	}
	if len(desk.Book) != 2 {
		t.Errorf("left %+v", desk.Book)
	}
}

// A tile says how it stands to its target, by the direction in which its figure is better; the chart of the figure has a line.
func TestTargets(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	note(t, h, "/notebook", "kind=target&figure=escalation_rate&amount=90", http.StatusSeeOther)
	note(t, h, "/notebook", "kind=target&figure=first_contact_resolution&amount=99.5+%25", http.StatusSeeOther)
	root := page(t, h, "/?lang=en", http.StatusOK)
	said := map[string]string{}
	for _, n := range pagetest.Find(root, "article.tile") {
		said[pagetest.Attr(n, "data-figure")] = pagetest.Text(n)
	}
	if !strings.Contains(said["escalation_rate"], "target 90.0 % reached") || !strings.Contains(said["first_contact_resolution"], "target 99.5 % missed by 36.1 pts") {
		t.Errorf("tiles %q", said)
	}
	var got struct{ Goal struct{ Value float64 } }
	if err := json.Unmarshal(get(t, h, "/chart/overview-trend?lang=en").Body.Bytes(), &got); err != nil || got.Goal.Value != 90 {
		t.Errorf("goal %+v, %v", got, err)
	}
	if text := note(t, h, "/notebook", "kind=target&figure=csat&amount=1,50,0", http.StatusBadRequest); !strings.Contains(text, `"1,50,0" is no number.`) {
		t.Errorf("got %s", text)
	}
	if text := note(t, h, "/notebook", "kind=target&figure=csat&amount=150", http.StatusBadRequest); !strings.Contains(text, "A target of a share lies between 0 and 100 %.") {
		t.Errorf("got %s", text)
	}
	if got := desk.Book.Target("csat"); got != nil {
		t.Errorf("kept %v", *got)
	}
}

// A view is saved with what the reader chose, is listed on every page, and leads to nothing but pages of this server.
func TestViews(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	const address = "/escalation?compare=year&period=4w&region=South"
	if to := note(t, h, "/notebook", "kind=view&name=Mine&text="+url.QueryEscape(address+"&lang=de"), http.StatusSeeOther); to != address {
		t.Errorf("leads to %s", to)
	}
	saved := func(path string) (link, current string) {
		for _, n := range inside(page(t, h, path, http.StatusOK), "form.filters", "a") {
			if pagetest.Text(n) == "Mine" {
				return pagetest.Attr(n, "href"), pagetest.Attr(n, "aria-current")
			}
		}
		return "", ""
	}
	if link, current := saved("/tiers?lang=en"); link != address || current != "" {
		t.Errorf("the menu leads to %q, current %q", link, current)
	}
	if link, current := saved(address + "&lang=en"); link != address || current != "true" {
		t.Errorf("the menu leads to %q, current %q", link, current)
	}
	for _, foreign := range []string{"//evil.example/", "https://evil.example/", "/nowhere", "/data", "javascript:alert(1)", ""} {
		if text := note(t, h, "/notebook", "kind=view&name=Bad&text="+url.QueryEscape(foreign), http.StatusBadRequest); !strings.Contains(text, "is no address of a page of this dashboard.") {
			t.Errorf("%q: %s", foreign, text)
		}
	}
	if text := note(t, h, "/notebook", "kind=view&name=MINE&text=%2F", http.StatusConflict); !strings.Contains(text, "There is a view of this name already.") {
		t.Errorf("got %s", text)
	}
	if len(desk.Book.Of(notebook.View)) != 1 || time.Since(desk.Book[0].Saved) > time.Minute {
		t.Errorf("kept %+v", desk.Book)
	}
	if w := send(t, h, "/notebook", "token=x&kind=annotation&day=2026-10-14&text=Mine", "Accept-Language", "en"); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), `value="Mine"`) {
		t.Errorf("a stale form: %d", w.Code)
	}
	if w := send(t, h, "/notebook", "kind=view", "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("another site: %d", w.Code)
	}
}
