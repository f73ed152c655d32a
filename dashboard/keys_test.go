package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
)

// Two periods are compared at once: each tile says both changes, and against what.
func TestTwoComparisons(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/escalation?compare=previous&compare=year&lang=en", http.StatusOK)
	tiles, two := pagetest.Find(root, "article.tile"), 0
	for _, tile := range tiles {
		if deltas := pagetest.Find(tile, "p.delta"); len(deltas) == 2 && strings.Contains(pagetest.Text(deltas[0]), "against ") && strings.Contains(pagetest.Text(deltas[1]), "against ") {
			two++
		}
	}
	if two != len(tiles) || two == 0 {
		t.Errorf("%d of %d tiles have two changes", two, len(tiles))
	}
	if one := page(t, h, "/escalation?lang=en", http.StatusOK); len(pagetest.Find(one, "p.delta")) != len(tiles) || len(inside(one, "p.delta", "small")) > 0 {
		t.Error("with one comparison a tile says more than one change")
	}
}

// A typed period to compare with is a form of its own, which keeps the rest of the address.
func TestCompareWithTypedDays(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/tiers?period=4w&region=South&lang=en&compare=custom&compare_from=2026-01-05&compare_to=2026-02-01", http.StatusOK)
	kept := map[string]string{}
	for _, n := range inside(root, "#comparing", "input") {
		kept[pagetest.Attr(n, "name")] = pagetest.Attr(n, "value")
	}
	if kept["region"] != "South" || kept["period"] != "4w" || kept["compare_from"] != "" {
		t.Errorf("the form keeps %v", kept)
	}
	if !strings.Contains(pagetest.Text(root), "5 Jan 2026 – 1 Feb 2026") {
		t.Error("the typed period is not named")
	}
	page(t, h, "/tiers?compare=custom&lang=en", http.StatusBadRequest)
}

// virtual are the codes of keys that the browser itself listens to.
var virtual = map[string]int64{"Escape": 27, "Tab": 9}

func press(b *browsertest.Tab, key string) {
	b.T.Helper()
	code := map[string]string{"?": "Slash", "/": "Slash", "ArrowLeft": "ArrowLeft", "Escape": "Escape", "Tab": "Tab"}[key]
	text := key
	if len(key) > 1 {
		text = ""
	}
	browsertest.Call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyDown", Key: key, Code: code, Text: text, WindowsVirtualKeyCode: virtual[key]})
	browsertest.Call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyUp", Key: key, Code: code, WindowsVirtualKeyCode: virtual[key]})
}

// Keys choose periods and comparisons, open the search of the filter and the sheet that lists them; in a field they are letters.
func TestBrowserKeys(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/escalation?region=South&lang=en")
	b.Until("charts", allDrawn)
	press(b, "m")
	b.Until("the last month", `location.search.includes("from=2026-10-01") && location.search.includes("region=South")`)
	b.Until("charts", allDrawn)
	press(b, "ArrowLeft")
	b.Until("the month before", `location.search.includes("from=2026-09-01")`)
	b.Until("charts", allDrawn)
	press(b, "x")
	b.Until("another comparison", `location.search.includes("compare=year")`)
	b.Until("charts", allDrawn)
	press(b, "?")
	b.Until("the sheet", `document.querySelector("dialog.keys").open`)
	press(b, "Escape")
	b.Until("no sheet", `!document.querySelector("dialog.keys").open && location.search.includes("region=South")`)
	press(b, "/")
	b.Until("the search", `document.activeElement.matches("[data-find]")`)
	press(b, "m")
	if at := browsertest.Eval[string](b, "location.search"); !strings.Contains(at, "2026-09-01") {
		t.Errorf("a letter in a field leads to %s", at)
	}
	b.Calm()
}

// The Tab key alone reaches whatever can be used on a page, each once in the order of the page.
func TestBrowserKeyboardReachesEverything(t *testing.T) {
	b := open(t, pagetest.New())
	const usable = `[...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0']")]
		.filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0 && !(e.type === "radio" && !e.checked))`
	for _, path := range []string{"/", "/escalation", "/data", "/data/roster", "/notebook", "/staffing"} {
		b.Visit(path + "?lang=en")
		b.Until("charts", allDrawn)
		browsertest.Eval[bool](b, `(() => { window.reached = new Set(); document.addEventListener("focusin", e => window.reached.add(e.target)); document.activeElement.blur(); return true; })()`)
		count := browsertest.Eval[int](b, usable+".length")
		dates := browsertest.Eval[int](b, `document.querySelectorAll("input[type=date]").length`) // each has day, month, year and its calendar
		for range count + 3*dates + 40 {
			press(b, "Tab")
		}
		if missed := browsertest.Eval[[]string](b, usable+`.filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 120))`); len(missed) > 0 || count < 20 {
			t.Errorf("%s: of %d these are not reached:\n%s", path, count, strings.Join(missed, "\n"))
		}
	}
	b.Calm()
}

// The button to go back undoes a choice of the filter, and forward makes it again.
func TestBrowserGoesBack(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/escalation?lang=en")
	b.Until("charts", allDrawn)
	b.Visit("/escalation?region=South&lang=en")
	b.Until("charts", allDrawn)
	press(b, "x")
	b.Until("another comparison", `location.search.includes("compare=")`)
	b.Until("charts", allDrawn)
	for _, step := range []struct{ move, want string }{
		{"back", `location.search.includes("region=South") && !location.search.includes("compare=")`},
		{"back", `!location.search.includes("region=")`},
		{"forward", `location.search.includes("region=South")`},
	} {
		browsertest.Eval[bool](b, "(history."+step.move+"(), true)")
		b.Until(step.move, step.want)
		b.Until("charts", allDrawn)
	}
	b.Calm()
}

// The search of the filter shows the values that hold what is typed.
func TestBrowserSearchesTheFilter(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	press(b, "/")
	b.Until("the search", `document.activeElement.matches("[data-find]")`)
	browsertest.Eval[bool](b, `(() => { const f = document.activeElement; f.value = "print"; f.dispatchEvent(new Event("input", {bubbles: true})); return true; })()`)
	if got := browsertest.Eval[string](b, `[...document.querySelectorAll(".choice")].filter(c => c.checkVisibility()).map(c => c.textContent.trim()).join()`); got != "Printers" {
		t.Errorf("shown are %q", got)
	}
	b.Calm()
}

// A chart is saved as a picture of either kind.
func TestBrowserSavesCharts(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/?lang=en")
	b.Until("charts", allDrawn)
	for _, kind := range []string{"png", "svg"} {
		b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#overview-trend .corner .menu > summary`))))
		b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#overview-trend [data-save="`+kind+`"]`))))
		b.Until("saved as "+kind, `document.querySelector("#overview-trend").dataset.saved === "`+kind+`"`)
	}
	b.Calm()
}

// A number of a table opens the list of its tickets, and a ticket its path.
func TestBrowserDrillsDown(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/escalation?lang=en")
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#escalation-categories tbody td.num a`))))
	b.Until("the list", `location.pathname === "/tickets" && document.querySelectorAll("#tickets-list tbody tr").length === 100`)
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(`#tickets-list tbody a`))))
	b.Until("the ticket", `location.pathname === "/ticket" && `+allDrawn)
	b.Calm()
}
