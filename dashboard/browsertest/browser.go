// Package browsertest looks at pages of the dashboard in a real browser. It is for tests.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a tab of a real browser on a running dashboard, with everything it complained about.
type Tab struct {
	T       testing.TB
	Ctx     context.Context
	Address string // of the dashboard

	mu       sync.Mutex
	problems []string
	foreign  []string
}

// Open starts Chromium for a dashboard at an address. Without Chromium the test is skipped and says so.
func Open(t testing.TB, address string) *Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time: not with -short")
	}
	path := chromium()
	if path == "" {
		t.Skip("no Chromium found (chromium, chromium-browser or google-chrome): what only a browser shows is not tested here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	b := &Tab{T: t, Ctx: ctx, Address: address}
	b.Must(chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	b.Must(chromedp.Listen(ctx, b.hear))
	Call(b, log.Enable, struct{}{})
	Call(b, runtime.Enable, struct{}{})
	Call(b, network.Enable, network.EnableParams{})
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

// Must ends the test on an error.
func (b *Tab) Must(err error) {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
}

// hear notes complaints and requests to other hosts.
func (b *Tab) hear(event any) {
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
		if url := e.Request.URL; !strings.HasPrefix(url, b.Address) && !strings.HasPrefix(url, "data:") {
			b.foreign = append(b.foreign, url)
		}
	}
}

// Complaints are what the browser complained about so far.
func (b *Tab) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string{}, b.problems...)
}

// Calm fails the test if the browser complained, or asked another host.
func (b *Tab) Calm() {
	b.T.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.problems) > 0 {
		b.T.Errorf("the browser complains: %q", b.problems)
	}
	if len(b.foreign) > 0 {
		b.T.Errorf("requests to other hosts: %q", b.foreign)
	}
}

// Visit opens a page.
func (b *Tab) Visit(path string) {
	b.T.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, 2*time.Minute)
	defer cancel()
	b.Must(chromedp.Do(ctx, chromedp.Navigate(b.Address+path)))
}

// Click clicks on the first element of a CSS selector.
func (b *Tab) Click(selector string) {
	b.T.Helper()
	b.Must(chromedp.Do(b.Ctx, chromedp.Click(chromedp.CSS(selector))))
}

// Size sets the size of the window.
func (b *Tab) Size(width int64) {
	b.T.Helper()
	Call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
}

// Still asks pages to do without motion, so that what is drawn stands at once.
func (b *Tab) Still() {
	b.T.Helper()
	Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// Until waits for a condition of the page.
func (b *Tab) Until(what, script string) {
	b.T.Helper()
	for range 1200 {
		// Between two pages there is nothing to ask; then the answer is an error, and the next try will do.
		if ok, err := chromedp.Run(b.Ctx, chromedp.Evaluate[bool](script)); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.T.Fatalf("%s: not after a minute; complaints: %q", what, b.Complaints())
}

// Picture keeps what the page looks like, whole, as a file.
func (b *Tab) Picture(path string) {
	b.T.Helper()
	b.Must(os.MkdirAll(filepath.Dir(path), 0o755))
	shot, err := chromedp.Call(b.Ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png", CaptureBeyondViewport: new(true)})
	b.Must(err)
	b.Must(os.WriteFile(path, shot.Data, 0o644))
}

// Eval asks the page.
func Eval[R any](b *Tab, script string) R {
	b.T.Helper()
	v, err := chromedp.Run(b.Ctx, chromedp.Evaluate[R](script))
	b.Must(err)
	return v
}

// Call gives the browser a command.
func Call[P, R any](b *Tab, command cdp.Command[P, R], params P) {
	b.T.Helper()
	_, err := chromedp.Call(b.Ctx, command, params)
	b.Must(err)
}

// Drawn says that every chart of the page stands, and that there is one unless the page is one of bare.
func Drawn(bare ...string) string {
	return `document.readyState === "complete" && [...document.querySelectorAll("[data-chart]")].every(e => e.dataset.drawn) &&
		(document.querySelectorAll("[data-chart]").length > 0 || ` + "`" + strings.Join(bare, " ") + "`" + `.split(" ").includes(location.pathname))`
}

// Blank lists the charts whose canvas holds not one coloured pixel.
const Blank = `[...document.querySelectorAll("[data-chart]")].filter(e => {
	const c = e.querySelector("canvas"); if (!c || !c.width) return true;
	const copy = document.createElement("canvas"); copy.width = c.width; copy.height = c.height;
	const ink = copy.getContext("2d", {willReadFrequently: true}); ink.drawImage(c, 0, 0);
	return !new Uint32Array(ink.getImageData(0, 0, c.width, c.height).data.buffer).some(Boolean);
}).map(e => e.dataset.chart).join(" ")`

// Wide lists elements that stick out of the page to the right; tables scroll in boxes of their own.
const Wide = `[...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && !e.closest(".scroll") &&
	e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.tagName + "." + e.className).join(" ")`
