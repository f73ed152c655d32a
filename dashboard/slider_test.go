package dashboard_test

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// move sets a slider as a hand does.
const move = `(() => { const s = document.querySelector('[data-for="f-growth"]'); s.value = "0.6"; s.dispatchEvent(new Event("input", {bubbles: true})); })() === undefined`

// A slider plans anew without a new page: tiles, tables, charts, links and the address move with it, the form stays.
func TestBrowserSliderPlansAnew(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/tradeoff?lang=en&hours.vacation=30")
	b.Until("the charts", allDrawn)
	const cost = `document.querySelector('[data-figure="best"] .value').textContent`
	before := browsertest.Eval[string](b, cost)
	browsertest.Eval[bool](b, `!!(window.same = document.querySelector("form.assume"))`)
	browsertest.Eval[bool](b, move)
	b.Until("another plan", cost+` !== `+strconv.Quote(before))
	b.Until("the address", `location.search.includes("growth=0.6") && location.search.includes("hours.vacation=30")`)
	b.Until("the charts", allDrawn)
	b.Until("colour in every chart", `(`+browsertest.Blank+`) === ""`)
	for what, script := range map[string]string{
		"the form was replaced":            `window.same === document.querySelector("form.assume") && window.same.isConnected`,
		"the number is not that of slider": `document.getElementById("f-growth").value === "0.6"`,
		"the way back to nothing typed":    `document.querySelectorAll(".send a").length === 1`,
		"a link of the navigation":         `[...document.querySelectorAll(".side li a")].every(a => a.href.includes("growth=0.6"))`,
		"a chart of the old plan":          `[...document.querySelectorAll("[data-chart]")].every(e => e.dataset.chart.includes("growth=0.6"))`,
	} {
		if !browsertest.Eval[bool](b, script) {
			t.Errorf("after the move: %s", what)
		}
	}
	b.Calm()
}

// A number that cannot be is told beside its field while the reader types, and goes when it is mended.
func TestBrowserTellsFaultsWhileTyping(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/staffing?lang=en")
	typing := func(text string) {
		browsertest.Eval[bool](b, `(() => { const s = document.getElementById("f-tier1.salary"); s.value = `+strconv.Quote(text)+`; s.dispatchEvent(new Event("input", {bubbles: true})); })() === undefined`)
	}
	typing("-5")
	b.Until("the fault", `!!document.querySelector('#f-tier1\\.salary[aria-invalid]') && document.querySelector(".fault").textContent.includes("lies outside")`)
	typing("39000")
	b.Until("no fault", `!document.querySelector(".fault") && !document.querySelector("[aria-invalid]")`)
	b.Calm()
}

// A German reader types and sees a decimal comma; sliders, links and the address have a point, with which every page can do.
func TestBrowserDecimalComma(t *testing.T) {
	b := open(t, pagetest.New())
	b.Visit("/tradeoff?lang=de")
	set := func(selector, text string) {
		browsertest.Eval[bool](b, `(() => { const s = document.querySelector(`+strconv.Quote(selector)+`); s.value = `+strconv.Quote(text)+`; s.dispatchEvent(new Event("input", {bubbles: true})); })() === undefined`)
	}
	set("#f-growth", "0,5")
	b.Until("the address", `location.search === "?growth=0.5"`)
	b.Until("the slider", `document.querySelector('[data-for="f-growth"]').value === "0.5"`)
	set(`[data-for="f-growth"]`, "0.6")
	b.Until("the number of the slider", `document.getElementById("f-growth").value === "0,6" && location.search === "?growth=0.6"`)
	set("#f-tier1\\.salary", "38.290")
	b.Until("the two readings", `document.querySelector(".fault")?.textContent === "„38.290“ lässt sich auf zwei Arten lesen: Schreiben Sie 38290 oder 38,29."`)
	set("#f-tier1\\.salary", "38.290,50")
	b.Until("no fault", `!document.querySelector(".fault") && location.search === "?growth=0.6&tier1.salary=38290.5"`)
	b.Calm()
}

// Paper shows what is typed, and nothing that only a hand can use.
func TestBrowserPrintsWhatIsTyped(t *testing.T) {
	b := open(t, pagetest.New())
	browsertest.Call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	const seen = `[...document.querySelectorAll(".assume .field, .assume .slider, .assume .send, .assume summary, .assume .nothing")].filter(e => e.checkVisibility()).map(e => e.querySelector("input[name]")?.name ?? e.className).join(" ")`
	for query, want := range map[string]string{"": "nothing", "&growth=0.5": "growth", "&growth=0.5&hours.vacation=28": "growth  hours.vacation"} {
		b.Visit("/tradeoff?lang=en" + query)
		if got := browsertest.Eval[string](b, seen); got != want {
			t.Errorf("%s: the form prints %q, want %q", query, got, want)
		}
	}
	b.Calm()
}

// Every slider starts where its number stands, within its ends, and these within what is taken.
func TestSlidersAreInsideTheirFields(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, query := range []string{"", "&growth=9.5&tier1.salary=1&hours.contract=84&training.cost=0"} {
		root := page(t, h, "/tradeoff?lang=en"+query, http.StatusOK)
		seen := 0
		for _, field := range pagetest.Find(root, "div.field") {
			number := func(selector, name string) float64 {
				v, err := strconv.ParseFloat(pagetest.Attr(pagetest.Find(field, selector)[0], name), 64)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
			if len(pagetest.Find(field, "input.slider")) == 0 {
				continue
			}
			seen++
			from, at, to := number("input.slider", "min"), number("input.slider", "value"), number("input.slider", "max")
			f, err := plan.FieldOf(pagetest.Attr(pagetest.Find(field, "input[name]")[0], "name"))
			if err != nil {
				t.Fatal(err)
			}
			step := number("input.slider", "step")
			if !(f.Low <= from && from <= at && at <= to && to <= f.High && step > 0 && to-from >= step) {
				t.Errorf("%s: field %g to %g, slider %g to %g at %g in steps of %g", strings.TrimSpace(pagetest.Text(field)), f.Low, f.High, from, to, at, step)
			}
		}
		if seen < 20 {
			t.Errorf("%d sliders only", seen)
		}
	}
}

// When the server cannot answer, the old plan stays as it is and says so; the address too.
func TestBrowserKeepsThePlanWhenTheServerFails(t *testing.T) {
	desk := pagetest.New()
	b := open(t, desk)
	b.Visit("/tradeoff?lang=en")
	b.Until("the charts", allDrawn)
	desk.Broken["status"] = errors.New("disk on fire")
	browsertest.Eval[bool](b, move)
	b.Until("the sentence", `document.querySelector(".send [role=status]").textContent.includes("could not be computed")`)
	if !browsertest.Eval[bool](b, `document.querySelectorAll("article.tile").length === 6 && !location.search.includes("growth")`) {
		t.Error("the old plan is gone")
	}
}
