package dashboard_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"tiermix/dashboard/page/pagetest"
)

// finding is one rule of axe-core that a page breaks.
type finding struct {
	ID    string
	Help  string
	Nodes []string
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
	({Passes: r.passes.length, Violations: r.violations.map(v => ({ID: v.id, Help: v.help,
		Nodes: v.nodes.map(n => n.target.join(" ") + " " + n.any.map(a => a.message).join("; "))}))}))`

// Every page keeps the rules of WCAG 2.2 AA that a program can check, light and dark, menus open and closed.
func TestBrowserAccessibility(t *testing.T) {
	axe, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not installed (npm ci): accessibility is not tested here")
	}
	b := open(t, pagetest.New())
	for _, width := range []int64{1440, 360} {
		b.size(width)
		for _, theme := range []string{"light", "dark"} {
			for _, path := range append([]string{"/nothing", "/?category=Nonsense", "/?category=Printers"}, paths...) {
				b.visit(path)
				eval[bool](b, `!!(document.documentElement.dataset.theme = "`+theme+`")`)
				eval[bool](b, `[...document.querySelectorAll("details.about, .menu:has(.wide), .dim")].every(d => d.open = true) || true`)
				eval[bool](b, string(axe)+"; true")
				b.report(path+" "+theme, width)
			}
		}
	}
}

func (b *browser) report(page string, width int64) {
	b.t.Helper()
	raw, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]byte](runAxe, chromedp.EvalAwaitPromise))
	b.must(err)
	var found struct {
		Passes     int // rules that were checked and kept
		Violations []finding
	}
	b.must(json.Unmarshal(raw, &found))
	if found.Passes < 10 {
		b.t.Errorf("%s at %d: only %d rules were checked", page, width, found.Passes)
	}
	for _, f := range found.Violations {
		b.t.Errorf("%s at %d: %s: %s: %q", page, width, f.ID, f.Help, f.Nodes[:min(3, len(f.Nodes))])
	}
}
