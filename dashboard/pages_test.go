package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/data"
	"tiermix/dashboard/page/knowledge"
	"tiermix/dashboard/page/notes"
	"tiermix/dashboard/page/oversight"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/people"
	"tiermix/dashboard/page/reports"
	"tiermix/dashboard/page/scenarios"
	"tiermix/dashboard/page/tickets"
	"tiermix/model/flow"
)

func TestEveryPageInEveryLanguage(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, path := range paths {
		tiles, current := 6, "page"
		switch path {
		case tickets.Path, notes.Path, people.Path: // no pages of the navigation: what is chosen is marked
			tiles, current = 0, "true"
		case scenarios.Path, data.RosterPath, reports.Path, oversight.Path: // its figures stand side by side; forms
			tiles = 0
		case knowledge.Path:
			tiles = 4
		}
		for _, lang := range []string{"en", "de"} {
			root := page(t, h, path+"?lang="+lang, http.StatusOK)
			pagetest.Require(t, root,
				pagetest.In("html", pagetest.HasAttr("lang", lang)),
				pagetest.Count("h1", 1), pagetest.Count("main", 1), pagetest.Count("nav", 1), pagetest.Count("article.tile", tiles),
				pagetest.In("a[aria-current]", pagetest.HasAttr("aria-current", current)), pagetest.None("p.problem"))
			if text := pagetest.Text(root); strings.Contains(text, "⟦") || strings.Contains(text, "<no value>") {
				t.Errorf("%s in %s: a word is missing in %q", path, lang, text)
			}
		}
	}
}

func TestOverviewWithoutJavaScript(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, root,
		pagetest.In("section#overview-flow", pagetest.In("table", pagetest.HasText("back in 1st level"), pagetest.HasText("8,190"))),
		pagetest.In("section#overview-trend", pagetest.In("table", pagetest.HasText("W39"), pagetest.HasText("above the upper limit"))),
		pagetest.In("section#overview-backlog", pagetest.In("table", pagetest.HasText("W43"))),
		pagetest.In("section#overview-categories", pagetest.In("table", pagetest.HasText("Mail & calendar"), pagetest.In("svg.bar"))),
		pagetest.In("section#overview-changes", pagetest.HasText("Did not change measurably:")),
		pagetest.In("article.tile", pagetest.HasText("First-contact resolution"), pagetest.HasText("n = 11,412"), pagetest.HasText("95 %:")),
		pagetest.In("form.filters", pagetest.HasAttr("method", "get"), pagetest.In("button"), pagetest.In("input[type]")))
}

func TestGermanNumbers(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/?lang=de", http.StatusOK)
	pagetest.Require(t, root,
		pagetest.In("p.facts", pagetest.HasText("48.213 Tickets"), pagetest.HasText("Datenstand 31.10.2026, 18:00")),
		pagetest.In("section#overview-categories", pagetest.HasText("20,3 %")))
}

func TestLanguageIsKept(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	w := get(t, h, "/?lang=de")
	cookie := w.Result().Cookies()
	if len(cookie) != 1 || cookie[0].Value != "de" || !cookie[0].HttpOnly || cookie[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("cookies %v", cookie)
	}
	for name, header := range map[string][]string{
		"cookie": {"Cookie", "tiermix_lang=de", "Accept-Language", "en"}, "browser": {"Accept-Language", "de-AT,en;q=0.3"},
	} {
		if body := get(t, h, "/", header...).Body.String(); !strings.Contains(body, `<html lang="de">`) {
			t.Errorf("by %s: the page is not German", name)
		}
	}
	if w := get(t, h, "/?lang=xx"); len(w.Result().Cookies()) != 0 {
		t.Error("a language that does not exist is kept")
	}
}

func TestUnavailableFigureShowsItsReason(t *testing.T) {
	desk := pagetest.New()
	desk.Missing["handover_wait"] = "not available: the source does not show who acted"
	h := newHandler(t, desk, dashboard.Options{})
	root := page(t, h, "/", http.StatusOK)
	tile := pagetest.Find(root, "article.tile")[2]
	pagetest.Require(t, tile, pagetest.HasText(desk.Missing["handover_wait"]), pagetest.None("svg.spark"))
	if text := pagetest.Text(tile); regexp.MustCompile(`\b0\b`).MatchString(text) {
		t.Errorf("a figure that does not exist shows a zero: %q", text)
	}
}

func TestFilterIsInEveryLink(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/?category=Printers&period=4w&lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("span.chip", pagetest.HasText("Category: Printers"), pagetest.In("a", pagetest.HasAttr("href", "/?period=4w"))))
	for _, a := range append(pagetest.Find(root, "div.chart"), navigation(root)...) {
		address := pagetest.Attr(a, "href") + pagetest.Attr(a, "data-chart")
		if !strings.Contains(address, "category=Printers") || !strings.Contains(address, "period=4w") {
			t.Errorf("%s loses the filter", address)
		}
	}
}

func navigation(root *html.Node) []*html.Node {
	list := pagetest.Find(root, "nav")[0]
	return pagetest.Find(pagetest.Find(list, "ul")[0], "a")
}

func TestBadAddresses(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for address, want := range map[string]string{
		"/?category=Nonsense&lang=en":                   "The data have no Category called “Nonsense”. Remove this filter",
		"/?from=2026-02-01&to=2026-01-01&lang=en":       "The period ends before it begins: from 2026-02-01 to 2026-01-01. Swap the two days",
		"/tiers?from=yesterday&lang=en":                 "“yesterday” is not a day. Write it as year, month, day",
		"/escalation?period=fortnight&lang=en":          "There is no period called “fortnight”.",
		"/?hours=lunch&lang=de":                         "„lunch“ ist keine Uhr.",
		"/?compare=%3Cscript%3Ealert(1)%3C%2Fscript%3E": "“<script>alert(1)</script>” is no way to compare.",
	} {
		root := page(t, h, address, http.StatusBadRequest)
		pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText(want)), pagetest.In("form.filters"), pagetest.In("nav"))
	}
}

func TestPeriodWithoutData(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/?from=2019-01-01&to=2019-02-01&lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("The data reach from 1 Sep 2025 to 31 Oct 2026"),
		pagetest.In("a", pagetest.HasAttr("href", "/?period=all"))))
}

func TestEmptyFile(t *testing.T) {
	desk := pagetest.New()
	desk.State = flow.Status{Zone: "UTC", Version: "0"}
	root := page(t, newHandler(t, desk, dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("The file has no tickets yet. Import some with: tiermix import")))
}

func TestUnplacedTeamsAreSaid(t *testing.T) {
	desk := pagetest.New()
	desk.State.Unplaced = 3
	root := page(t, newHandler(t, desk, dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("3 teams have no tier yet.")))
}

func TestBannerOfTheLocalOwner(t *testing.T) {
	local := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, local, pagetest.In("p.banner", pagetest.HasText("whoever can open the file owns it")))
	open := page(t, newHandler(t, pagetest.New(), dashboard.Options{Open: true}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, open, pagetest.None("p.banner"))
}

func TestOnePartFailsAlone(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["flow"] = errors.New("secret detail of the disk")
	root := page(t, newHandler(t, desk, dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.Count("p.problem", 1), pagetest.Count("article.tile", 6),
		pagetest.In("section#overview-flow", pagetest.HasText("could not be computed")), pagetest.In("section#overview-trend", pagetest.In("table")))
	if strings.Contains(pagetest.Text(root), "secret") {
		t.Error("the reader sees the inside of an error")
	}
}

func TestTilesFailAlone(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["answer"] = errors.New("disk on fire")
	root := page(t, newHandler(t, desk, dashboard.Options{}), "/?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.None("article.tile"), pagetest.In("p.notice", pagetest.HasText("could not be computed")),
		pagetest.In("section#overview-flow", pagetest.In("table")))
}

func TestASlowPartDoesNotHoldThePage(t *testing.T) {
	desk := pagetest.New()
	desk.Slow["flow"] = 400 * time.Millisecond
	h := newHandler(t, desk, dashboard.Options{PageLimit: 100 * time.Millisecond})
	start := time.Now()
	root := page(t, h, "/?lang=en", http.StatusOK)
	if took := time.Since(start); took > 350*time.Millisecond {
		t.Errorf("the page took %s", took)
	}
	pagetest.Require(t, root, pagetest.In("section#overview-flow", pagetest.HasText("takes longer than usual")))
	time.Sleep(400 * time.Millisecond)
	root = page(t, h, "/?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("section#overview-flow", pagetest.In("table")))
	if got := desk.Calls("flow"); got != 1 {
		t.Errorf("the slow question was asked %d times, want once: its answer is kept", got)
	}
}

// panicking is a desk with a mistake in it.
type panicking struct{ *pagetest.Desk }

func (panicking) Status(context.Context) (flow.Status, error) { panic("a mistake") }

func TestPanicIsAClearPage(t *testing.T) {
	h := newHandler(t, panicking{pagetest.New()}, dashboard.Options{})
	root := page(t, h, "/?lang=en", http.StatusInternalServerError)
	pagetest.Require(t, root, pagetest.In("h1", pagetest.HasText("Something went wrong")), pagetest.In("p.notice", pagetest.HasText("The page could not be made.")))
}

func TestUnreadableFile(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["status"] = errors.New("disk on fire")
	h := newHandler(t, desk, dashboard.Options{})
	root := page(t, h, "/?lang=en", http.StatusInternalServerError)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("The file could not be read.")))
	if got := get(t, h, "/chart/overview-flow").Code; got != http.StatusInternalServerError {
		t.Errorf("chart: status %d, want 500", got)
	}
}

func TestUnknownPage(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/payroll?lang=en", http.StatusNotFound)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText("There is no such page.")), pagetest.In("a.btn", pagetest.HasAttr("href", "/")))
}
