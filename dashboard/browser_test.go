package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// browser is a tab of a real browser on a running dashboard, with everything it complained about.
type browser struct {
	t        *testing.T
	ctx      context.Context
	address  string
	mu       sync.Mutex
	problems []string
	foreign  []string
}

// open starts Chromium on a dashboard over the desk. Without Chromium the test is skipped and says so.
func open(t *testing.T, desk *pagetest.Desk) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time: not with -short")
	}
	path := chromium()
	if path == "" {
		t.Skip("no Chromium found (chromium, chromium-browser or google-chrome): what only a browser shows is not tested here")
	}
	server := httptest.NewServer(newHandler(t, desk, dashboard.Options{}))
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	b := &browser{t: t, ctx: ctx, address: server.URL}
	b.must(chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	b.must(chromedp.Listen(ctx, b.hear))
	call(b, log.Enable, struct{}{})
	call(b, runtime.Enable, struct{}{})
	call(b, network.Enable, network.EnableParams{})
	return b
}

func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (b *browser) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// hear notes complaints and requests to other hosts.
func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			b.problems = append(b.problems, string(e.Type)+": "+string(arg.Value)+arg.Description)
		}
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, "exception: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.problems = append(b.problems, "log: "+e.Entry.Text+" "+e.Entry.URL)
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, b.address) && !strings.HasPrefix(url, "data:") {
			b.foreign = append(b.foreign, url)
		}
	}
}

func (b *browser) visit(path string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 2*time.Minute)
	defer cancel()
	b.must(chromedp.Do(ctx, chromedp.Navigate(b.address+path)))
}

func eval[T any](b *browser, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	b.must(err)
	return v
}

// until waits for a condition of the page.
func (b *browser) until(what, script string) {
	b.t.Helper()
	for range 1200 {
		// Between two pages there is nothing to ask; then the answer is an error, and the next try will do.
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s: not after a minute; complaints: %q", what, b.problems)
}

// allDrawn says that every chart stands; the list of tickets, the data, the roster and the notebook have none.
const allDrawn = `document.readyState === "complete" && [...document.querySelectorAll("[data-chart]")].every(e => e.dataset.drawn) &&
	(document.querySelectorAll("[data-chart]").length > 0 || ["/tickets", "/data", "/data/roster", "/notebook"].includes(location.pathname))`

// blank lists the charts whose canvas holds not one coloured pixel.
const blank = `[...document.querySelectorAll("[data-chart]")].filter(e => {
	const c = e.querySelector("canvas"); if (!c || !c.width) return true;
	const copy = document.createElement("canvas"); copy.width = c.width; copy.height = c.height;
	const ink = copy.getContext("2d", {willReadFrequently: true}); ink.drawImage(c, 0, 0);
	return !new Uint32Array(ink.getImageData(0, 0, c.width, c.height).data.buffer).some(Boolean);
}).map(e => e.dataset.chart).join(" ")`

// wide lists elements that stick out of the page to the right; tables scroll in boxes of their own.
const wide = `[...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && !e.closest(".scroll") &&
	e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.tagName + "." + e.className).join(" ")`

func (b *browser) calm() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.problems) > 0 {
		b.t.Errorf("the browser complains: %q", b.problems)
	}
	if len(b.foreign) > 0 {
		b.t.Errorf("requests to other hosts: %q", b.foreign)
	}
}

func (b *browser) size(width int64) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
}

func TestBrowserDrawsEveryPage(t *testing.T) {
	b := open(t, pagetest.New())
	for _, width := range []int64{360, 768, 1440, 3840} {
		b.size(width)
		for _, path := range paths {
			b.visit(path + "?lang=de")
			b.until(path, allDrawn)
			b.until("colour in every chart of "+path, `(`+blank+`) === ""`)
			if got := eval[string](b, wide); got != "" {
				t.Errorf("%s at %d: wider than the page: %s", path, width, got)
			}
		}
	}
	b.calm()
}

func TestBrowserShowsHostileNamesAsText(t *testing.T) {
	b := open(t, hostile())
	for _, path := range paths {
		b.visit(path + "?lang=en")
		b.until(path, allDrawn)
	}
	b.calm()
}

func TestBrowserFilters(t *testing.T) {
	b := open(t, pagetest.New())
	b.visit("/?lang=en")
	before := eval[string](b, `document.querySelector("article.tile .about summary").textContent`)
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(`#overview-categories tbody a`))))
	b.until("the filter", `location.search.includes("category=") && !!document.querySelector(".chip")`)
	if after := eval[string](b, `document.querySelector("article.tile .about summary").textContent`); after == before {
		t.Errorf("the figures stay %q after a filter", after)
	}
	b.until("the charts", allDrawn)
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(".chip a"))))
	b.until("no filter", `!location.search.includes("category=") && !document.querySelector(".chip")`)
	b.calm()
}

func TestBrowserFilterForm(t *testing.T) {
	b := open(t, pagetest.New())
	b.visit("/tiers?period=4w&lang=en")
	eval[bool](b, `(() => { const box = document.querySelector('input[name="region"][value="South"]');
		box.checked = true; setTimeout(() => box.form.requestSubmit(), 50); return true; })()`)
	b.until("the form", `location.search.includes("region=South")`)
	if got, want := eval[string](b, `location.pathname + location.search`), "/tiers?period=4w&region=South"; got != want {
		t.Errorf("address %q, want %q", got, want)
	}
	b.calm()
}

func TestBrowserMenusStayOnThePage(t *testing.T) {
	b := open(t, pagetest.New())
	for _, width := range []int64{360, 768, 1000, 1440} {
		b.size(width)
		b.visit("/?category=Printers&region=South&lang=de")
		for i := range eval[int](b, `document.querySelectorAll(".menu").length`) {
			b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.JSPath(fmt.Sprintf(`document.querySelectorAll(".menu > summary")[%d]`, i)))))
			b.until(fmt.Sprintf("menu %d open and within %d pixels", i, width), fmt.Sprintf(`(() => { const m = document.querySelectorAll(".menu")[%d], r = m.querySelector(".panel").getBoundingClientRect();
				return m.open && r.left >= 0 && r.right <= document.documentElement.clientWidth + 1; })()`, i))
			eval[bool](b, fmt.Sprintf(`!(document.querySelectorAll(".menu")[%d].open = false)`, i))
		}
	}
	b.calm()
}

func TestBrowserSwitchesChartAndTable(t *testing.T) {
	b := open(t, pagetest.New())
	b.visit("/?lang=en")
	b.until("charts", allDrawn)
	seen := `document.querySelector("#overview-flow table").checkVisibility() + " " + document.querySelector("#overview-flow .chart").checkVisibility()`
	if got := eval[string](b, seen); got != "false true" {
		t.Errorf("at first table and chart are visible: %s", got)
	}
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(`#overview-flow [data-view="table"]`))))
	if got := eval[string](b, seen); got != "true false" {
		t.Errorf("after the switch table and chart are visible: %s", got)
	}
	b.calm()
}

func TestBrowserThemes(t *testing.T) {
	b := open(t, pagetest.New())
	b.visit("/?lang=en")
	paper := `getComputedStyle(document.body).backgroundColor`
	light := eval[string](b, paper)
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS("[data-theme-switch]"))))
	dark := eval[string](b, paper)
	if light == dark {
		t.Errorf("the page stays %s", light)
	}
	b.visit("/tiers")
	if got := eval[string](b, paper); got != dark {
		t.Errorf("on the next page the theme is %s, want %s", got, dark)
	}
	b.calm()
}

// A card that fails or has nothing to show says so in its place, and the others are drawn.
func TestBrowserShowsWhatFailsAlone(t *testing.T) {
	desk := pagetest.New()
	b := open(t, desk)
	desk.Missing["escalation_rate"] = "not available: no team has a tier yet"
	desk.Broken["flow"] = errors.New("disk on fire")
	b.visit("/?lang=en")
	b.until("the problem", `document.querySelector("#overview-flow").textContent.includes("could not be computed")`)
	b.until("the reason", `document.querySelector("#overview-trend").textContent.includes("no team has a tier yet")`)
	b.until("the other charts", `!!document.querySelector("#overview-backlog [data-drawn]")`)
	b.calm()
}

func TestBrowserWithoutScripts(t *testing.T) {
	b := open(t, pagetest.New())
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for _, path := range paths {
		b.visit(path + "?lang=en")
		hidden := eval[int](b, `[...document.querySelectorAll(".card table")].filter(t => !t.checkVisibility()).length`)
		shown := eval[int](b, `[...document.querySelectorAll(".js-only")].filter(e => e.checkVisibility()).length`)
		if hidden != 0 || shown != 0 {
			t.Errorf("%s: %d tables hidden, %d parts shown that need scripts", path, hidden, shown)
		}
	}
	b.calm()
}

// call sends a command of the browser's protocol whose answer does not matter.
func call[P, R any](b *browser, command cdp.Command[P, R], params P) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, command, params)
	b.must(err)
}

func TestBrowserPrintsOnWhitePaper(t *testing.T) {
	b := open(t, pagetest.New())
	b.visit("/?lang=en")
	b.until("charts", allDrawn)
	eval[bool](b, `!!(document.documentElement.dataset.theme = "dark")`)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if got := eval[string](b, `getComputedStyle(document.body).backgroundColor`); got != "rgb(255, 255, 255)" {
		t.Errorf("paper is %s", got)
	}
	if got := eval[string](b, `getComputedStyle(document.body).color`); got != "rgb(20, 24, 31)" {
		t.Errorf("text on paper is %s", got)
	}
	if got := eval[bool](b, `document.querySelector(".side").checkVisibility()`); got {
		t.Error("the navigation is printed")
	}
	b.until("colour in every chart", `(`+blank+`) === ""`)
	b.calm()
}
