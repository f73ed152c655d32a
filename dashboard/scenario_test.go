package dashboard_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/browsertest"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// Words and categories in the address move the plan, stay in its form, and are said where the pages have no field for them.
func TestTypedWordsMoveThePlan(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	mixes := func(query string) string {
		return pagetest.Text(pagetest.Find(page(t, h, "/tradeoff?lang=en"+query, http.StatusOK), "section#tradeoff-frontier")[0])
	}
	before := mixes("")
	for _, query := range []string{"&live_channels=", "&category.Permissions.solve=0.1", "&country=US&tier1.salary=50000&tier2.salary=70000"} {
		if after := mixes(query); after == before {
			t.Errorf("%s: the plan is the same", query)
		}
	}
	root := page(t, h, "/tradeoff?lang=en&live_channels=fax&live_channels=phone&category.Permissions.solve=0.1&country=XX", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText(`no table for country "XX"`)))
	var kept []string
	for _, input := range pagetest.Find(pagetest.Find(root, "form.assume")[0], "input") {
		if pagetest.Attr(input, "type") == "hidden" {
			kept = append(kept, pagetest.Attr(input, "name")+"="+pagetest.Attr(input, "value"))
		}
	}
	for _, want := range []string{"live_channels=fax", "live_channels=phone", "category.Permissions.solve=0.1", "country=XX"} {
		if !slices.Contains(kept, want) {
			t.Errorf("the form does not send %s: %q", want, kept)
		}
	}
}

// The link of a saved scenario leads to a page that plans with it, and back to the same choice.
func TestOpenAScenario(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	root := page(t, h, "/scenarios?lang=en&scenario=Dear+experts", http.StatusOK)
	var open string
	for _, a := range pagetest.Find(root, "a.link") {
		if strings.Contains(pagetest.Text(a), "Dear experts") {
			open = pagetest.Attr(a, "href")
		}
	}
	planned := page(t, h, open+"&lang=en", http.StatusOK)
	pagetest.Require(t, planned, pagetest.In("section#tradeoff-inputs", pagetest.HasText("58,000")), pagetest.In("section#tradeoff-policy", pagetest.HasText("50.0 %")))
	for _, a := range navigation(planned) {
		if href := pagetest.Attr(a, "href"); strings.HasPrefix(href, "/scenarios") && (!strings.Contains(href, "scenario=Dear+experts") || !strings.Contains(href, "growth=0.5")) {
			t.Errorf("the way back is %s", href)
		}
	}
}

// What was saved or dropped shows at once, and the heavy part of a comparison is made once for what is typed.
func TestScenariosAreFresh(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	pagetest.Require(t, page(t, h, "/scenarios?lang=en", http.StatusOK), pagetest.In("section#scenarios-list", pagetest.HasText("Dear experts")), pagetest.None("p.problem"))
	other := plan.Untyped()
	other.Name, other.Saved = "Other", desk.State.Last
	desk.Keep(other)
	root := page(t, h, "/scenarios?lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("section#scenarios-list", pagetest.HasText("Other")), pagetest.In("section#scenarios-figures", pagetest.HasText("Other")))
	if text := pagetest.Text(root); strings.Contains(text, "Dear experts") {
		t.Error("a scenario that is gone still shows")
	}
	if n := desk.Calls("demand"); n != 1 {
		t.Errorf("the demand was read %d times", n)
	}
}

// No page shows or leads back to what three people earn, a comparison neither.
func TestComparisonsWithholdThePayOfFew(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	body := get(t, h, "/scenarios?lang=en").Body.String()
	if strings.Contains(body, "47,777") || !strings.Contains(body, "the pay of 3 people is withheld") {
		t.Error("the pay of three people is not withheld")
	}
}

// A real browser says where its form comes from, so that it is kept; and a scenario is dropped in two steps.
func TestBrowserSavesAndDropsAScenario(t *testing.T) {
	desk := pagetest.New()
	b := open(t, desk)
	b.Visit("/scenarios?lang=en&growth=0.25")
	browsertest.Eval[bool](b, `(() => { document.querySelector("#save-name").value = "From a browser"; setTimeout(() => document.querySelector("form.keep").requestSubmit(), 50); return true; })()`)
	b.Until("the saved scenario", `location.hash === "#scenarios-list" && document.querySelector(".saved").textContent.includes("From a browser")`)
	b.Until("the charts", allDrawn)
	browsertest.Eval[bool](b, `(() => { const drop = [...document.querySelectorAll("details.drop")].find(d => d.textContent.includes("From a browser"));
		drop.open = true; setTimeout(() => drop.querySelector("form").requestSubmit(), 50); return true; })()`)
	b.Until("the list without it", `document.readyState === "complete" && !document.querySelector(".saved").textContent.includes("From a browser")`)
	if got := names(desk); got != twoSaved {
		t.Errorf("the desk holds %s", got)
	}
	b.Calm()
}
