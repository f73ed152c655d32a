package dashboard_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"tiermix/dashboard/browsertest"
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
	langs := []string{"en", "de"} // by turns, so that each page is looked at in every theme and every language
	for i, width := range []int64{1440, 360} {
		b.Size(width)
		for j, theme := range []string{"light", "dark"} {
			for _, path := range append([]string{"/nothing", "/?category=Nonsense", "/?category=Printers"}, paths...) {
				b.Visit(withLang(path, langs[(i+j)%2]))
				browsertest.Eval[bool](b, `!!(document.documentElement.dataset.theme = "`+theme+`")`)
				browsertest.Eval[bool](b, `[...document.querySelectorAll("details.about, .menu:has(.wide), .dim")].every(d => d.open = true) || true`)
				browsertest.Eval[bool](b, string(axe)+"; true")
				tell(b, path+" "+theme, width)
			}
		}
	}
}

func withLang(path, lang string) string {
	if strings.Contains(path, "?") {
		return path + "&lang=" + lang
	}
	return path + "?lang=" + lang
}

func tell(b *browsertest.Tab, page string, width int64) {
	b.T.Helper()
	raw, err := chromedp.Run(b.Ctx, chromedp.Evaluate[[]byte](runAxe, chromedp.EvalAwaitPromise))
	b.Must(err)
	var found struct {
		Passes     int // rules that were checked and kept
		Violations []finding
	}
	b.Must(json.Unmarshal(raw, &found))
	if found.Passes < 10 {
		b.T.Errorf("%s at %d: only %d rules were checked", page, width, found.Passes)
	}
	for _, f := range found.Violations {
		b.T.Errorf("%s at %d: %s: %s: %q", page, width, f.ID, f.Help, f.Nodes[:min(3, len(f.Nodes))])
	}
}
