package dashboard_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
)

// open starts Chromium on a dashboard over the desk. Without Chromium the test is skipped and says so.
func open(t *testing.T, desk *pagetest.Desk) *browsertest.Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time: not with -short")
	}
	server := httptest.NewServer(newHandler(t, desk, dashboard.Options{}))
	t.Cleanup(server.Close)
	return browsertest.Open(t, server.URL)
}

// allDrawn says that every chart stands; the list of tickets, the data, the roster, the notebook and the reports have none.
var allDrawn = browsertest.Drawn("/tickets", "/data", "/data/roster", "/notebook", "/reports", "/users", "/oversight")

func TestBrowserDrawsEveryPage(t *testing.T) {
	b := open(t, pagetest.New())
	for _, width := range []int64{360, 768, 1440, 3840} {
		b.Size(width)
		for _, path := range paths {
			b.Visit(path + "?lang=de")
			b.Until(path, allDrawn)
			b.Until("colour in every chart of "+path, `(`+browsertest.Blank+`) === ""`)
			if got := browsertest.Eval[string](b, browsertest.Wide); got != "" {
				t.Errorf("%s at %d: wider than the page: %s", path, width, got)
			}
		}
	}
	b.Calm()
}

func TestBrowserShowsHostileNamesAsText(t *testing.T) {
	b := open(t, hostile())
	for _, path := range paths {
		b.Visit(path + "?lang=en")
		b.Until(path, allDrawn)
	}
	b.Calm()
}

func TestBrowserFilters(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	before := browsertest.Eval[string](b, `document.querySelector("article.tile .about summary").textContent`)
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#overview-categories tbody a`))))
	b.Until("the filter", `location.search.includes("category=") && !!document.querySelector(".chip")`)
	if after := browsertest.Eval[string](b, `document.querySelector("article.tile .about summary").textContent`); after == before {
		t.Errorf("the figures stay %q after a filter", after)
	}
	b.Until("the charts", allDrawn)
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(".chip a"))))
	b.Until("no filter", `!location.search.includes("category=") && !document.querySelector(".chip")`)
	b.Calm()
}

func TestBrowserFilterForm(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/tiers?period=4w&lang=en")
	browsertest.Eval[bool](b, `(() => { const box = document.querySelector('input[name="region"][value="South"]');
		box.checked = true; setTimeout(() => box.form.requestSubmit(), 50); return true; })()`)
	b.Until("the form", `location.search.includes("region=South")`)
	if got, want := browsertest.Eval[string](b, `location.pathname + location.search`), "/tiers?period=4w&region=South"; got != want {
		t.Errorf("address %q, want %q", got, want)
	}
	b.Calm()
}

func TestBrowserMenusStayOnThePage(t *testing.T) {
	b := open(t, pagetest.New())
	for _, width := range []int64{360, 768, 1000, 1440} {
		b.Size(width)
		b.Visit("/?category=Printers&region=South&lang=de")
		for i := range browsertest.Eval[int](b, `document.querySelectorAll(".menu").length`) {
			b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.JSPath(fmt.Sprintf(`document.querySelectorAll(".menu > summary")[%d]`, i)))))
			b.Until(fmt.Sprintf("menu %d open and within %d pixels", i, width), fmt.Sprintf(`(() => { const m = document.querySelectorAll(".menu")[%d], r = m.querySelector(".panel").getBoundingClientRect();
				return m.open && r.left >= 0 && r.right <= document.documentElement.clientWidth + 1; })()`, i))
			browsertest.Eval[bool](b, fmt.Sprintf(`!(document.querySelectorAll(".menu")[%d].open = false)`, i))
		}
	}
	b.Calm()
}

func TestBrowserSwitchesChartAndTable(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	b.Until("charts", allDrawn)
	seen := `document.querySelector("#overview-flow table").checkVisibility() + " " + document.querySelector("#overview-flow .chart").checkVisibility()`
	if got := browsertest.Eval[string](b, seen); got != "false true" {
		t.Errorf("at first table and chart are visible: %s", got)
	}
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#overview-flow [data-view="table"]`))))
	if got := browsertest.Eval[string](b, seen); got != "true false" {
		t.Errorf("after the switch table and chart are visible: %s", got)
	}
	b.Calm()
}

func TestBrowserThemes(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	paper := `getComputedStyle(document.body).backgroundColor`
	light := browsertest.Eval[string](b, paper)
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS("[data-theme-switch]"))))
	dark := browsertest.Eval[string](b, paper)
	if light == dark {
		t.Errorf("the page stays %s", light)
	}
	b.Visit("/tiers")
	if got := browsertest.Eval[string](b, paper); got != dark {
		t.Errorf("on the next page the theme is %s, want %s", got, dark)
	}
	b.Calm()
}

// A card that fails or has nothing to show says so in its place, and the others are drawn.
func TestBrowserShowsWhatFailsAlone(t *testing.T) {
	desk := pagetest.New()
	b := open(t, desk)
	desk.Missing["escalation_rate"] = "not available: no team has a tier yet"
	desk.Broken["flow"] = errors.New("disk on fire")
	b.Visit("/?lang=en")
	b.Until("the problem", `document.querySelector("#overview-flow").textContent.includes("could not be computed")`)
	b.Until("the reason", `document.querySelector("#overview-trend").textContent.includes("no team has a tier yet")`)
	b.Until("the other charts", `!!document.querySelector("#overview-backlog [data-drawn]")`)
	b.Calm()
}

func TestBrowserWithoutScripts(t *testing.T) {
	b := open(t, pagetest.New())
	browsertest.Call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, path := range paths {
		b.Visit(path + "?lang=en")
		hidden := browsertest.Eval[int](b, `[...document.querySelectorAll(".card table")].filter(t => !t.checkVisibility()).length`)
		shown := browsertest.Eval[int](b, `[...document.querySelectorAll(".js-only")].filter(e => e.checkVisibility()).length`)
		if hidden != 0 || shown != 0 {
			t.Errorf("%s: %d tables hidden, %d parts shown that need scripts", path, hidden, shown)
		}
	}
	b.Calm()
}

// call sends a command of the browser's protocol whose answer does not matter.
func TestBrowserPrintsOnWhitePaper(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	b.Until("charts", allDrawn)
	browsertest.Eval[bool](b, `!!(document.documentElement.dataset.theme = "dark")`)
	browsertest.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if got := browsertest.Eval[string](b, `getComputedStyle(document.body).backgroundColor`); got != "rgb(255, 255, 255)" {
		t.Errorf("paper is %s", got)
	}
	if got := browsertest.Eval[string](b, `getComputedStyle(document.body).color`); got != "rgb(20, 24, 31)" {
		t.Errorf("text on paper is %s", got)
	}
	if got := browsertest.Eval[bool](b, `document.querySelector(".side").checkVisibility()`); got {
		t.Error("the navigation is printed")
	}
	b.Until("colour in every chart", `(`+browsertest.Blank+`) === ""`)
	b.Calm()
}
