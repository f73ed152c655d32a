package dashboard_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// planners are the addresses of the pages that plan.
var planners = paths[3:7]

func TestTradeoffWithoutJavaScript(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/tradeoff?lang=en", http.StatusOK)
	pagetest.Require(t, root,
		pagetest.None("form.filters"),
		pagetest.In("section#tradeoff-form", pagetest.In("form.assume", pagetest.HasAttr("method", "get"), pagetest.HasAttr("action", "/tradeoff"), pagetest.In("button"))),
		pagetest.In("section#tradeoff-frontier", pagetest.In("table", pagetest.HasText("today's way"), pagetest.HasText("best for the money"))),
		pagetest.In("section#tradeoff-policy", pagetest.In("table", pagetest.HasText("Permissions"), pagetest.HasText("not known"), pagetest.HasText("no: 3 tickets only"))),
		pagetest.In("section#tradeoff-tornado", pagetest.In("table", pagetest.HasText("Cost of an hour, 1st level"))),
		pagetest.In("section#tradeoff-inputs", pagetest.In("table", pagetest.HasText("tier1.salary"), pagetest.HasText("measured"), pagetest.HasText("default"))))
}

// What is typed moves the plan, is said to be typed, and stays in every address.
func TestTypedAssumptionsMoveThePlan(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	before := pagetest.Find(page(t, h, "/tradeoff?lang=en", http.StatusOK), "article.tile")
	root := page(t, h, "/tradeoff?lang=en&growth=1&hours.vacation=30", http.StatusOK)
	if was, is := pagetest.Text(before[2]), pagetest.Text(pagetest.Find(root, "article.tile")[2]); was == is {
		t.Errorf("twice the tickets cost the same: %s", is)
	}
	pagetest.Require(t, root, pagetest.In("section#tradeoff-inputs", pagetest.HasText("typed")),
		pagetest.In("form.assume", pagetest.In("a.btn", pagetest.HasAttr("href", "/tradeoff"))))
	for _, n := range append(pagetest.Find(root, "div.chart"), navigation(root)...) {
		address := pagetest.Attr(n, "href") + pagetest.Attr(n, "data-chart")
		if !strings.Contains(address, "growth=1") || !strings.Contains(address, "hours.vacation=30") {
			t.Errorf("%s loses what is typed", address)
		}
	}
	kept := url.Values{}
	for _, input := range pagetest.Find(pagetest.Find(root, "form.assume")[0], "input") {
		kept.Set(pagetest.Attr(input, "name"), pagetest.Attr(input, "value"))
	}
	if kept.Get("growth") != "1" || kept.Get("hours.vacation") != "30" || len(kept["growth"]) != 1 {
		t.Errorf("the form sends %v", kept)
	}
}

// What is typed with a decimal comma is the same plan in every language: all links have a point.
func TestCommaOnAGermanPage(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/tradeoff?lang=de&growth=0,5&tier1.region=1,125", http.StatusOK)
	pagetest.Require(t, root, pagetest.In("form.assume", pagetest.HasAttr("data-here", "/tradeoff?growth=0.5&tier1.region=1.1250")),
		pagetest.In("input#f-growth", pagetest.HasAttr("value", "0,5")), pagetest.None("span.fault"))
	links := append(navigation(root), pagetest.Find(pagetest.Find(root, "div.langs")[0], "a")...)
	for _, n := range append(links, pagetest.Find(root, "div.chart")...) {
		address := pagetest.Attr(n, "href") + pagetest.Attr(n, "data-chart")
		if !strings.Contains(address, "growth=0.5") || !strings.Contains(address, "tier1.region=1.1250") {
			t.Errorf("%s loses what is typed", address)
		}
	}
	if len(links) < 9 {
		t.Errorf("%d links only", len(links))
	}
}

// A wrong number has its sentence beside its field, and the page plans without it.
func TestWrongAssumptions(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for address, want := range map[string]string{
		"?lang=en&tier1.salary=-3":             "-3 lies outside 1 to 10,000,000: gross salary for full time.",
		"?lang=de&tier1.salary=-3":             "-3 liegt außerhalb von 1 bis 10.000.000: Bruttogehalt für Vollzeit.",
		"?lang=en&growth=lots":                 "“lots” is no number.",
		"?lang=en&growth=NaN":                  "“NaN” is no number.",
		"?lang=en&hours.contract=1000":         "1,000 lies outside 1 to 84: contract hours of a full-time week.",
		"?lang=en&growth=%3Cscript%3Ealert(1)": "“<script>alert(1)” is no number.",
	} {
		root := page(t, h, "/tradeoff"+address, http.StatusOK)
		pagetest.Require(t, root, pagetest.In("section#tradeoff-form", pagetest.HasText(want)), pagetest.Count("article.tile", 6), pagetest.Count("script", scripts("/tradeoff")),
			pagetest.None("p.problem"))
	}
}

// What few people earn, and the ends of what more of them do, leave no trace on any page: pages and charts are the same to the byte
// whatever these salaries are, and say what the plan takes instead.
func TestPayOfFewLeavesNoTrace(t *testing.T) {
	other := pagetest.New()
	other.Wanted.Salaries[0].Lowest, other.Wanted.Salaries[0].Highest = 20_000, 90_000
	other.Wanted.Salaries[1].Mean, other.Wanted.Salaries[1].Lowest, other.Wanted.Salaries[1].Highest = 91_234, 80_000, 99_000
	one, two := newHandler(t, pagetest.New(), dashboard.Options{}), newHandler(t, other, dashboard.Options{})
	for _, address := range append(addresses(), "/tradeoff?lang=en&growth=0.3", "/salaries?lang=de&tier1.salary=40000") {
		a, b := sameForm(get(t, one, address).Body.String()), sameForm(get(t, two, address).Body.String())
		if a != b {
			t.Errorf("%s tells something of what three people earn", address)
		}
		if strings.Contains(a, "47,777") || strings.Contains(a, "47777") {
			t.Errorf("%s shows the mean salary of three people", address)
		}
	}
	for _, path := range planners[:3] {
		for lang, want := range map[string]string{
			"en": "Tier 2: the pay of 3 people is withheld, because the mean of fewer than 6 tells too much about each. The plan takes 44,600",
			"de": "Stufe 2: Die Gehälter von 3 Personen bleiben verdeckt",
		} {
			pagetest.Require(t, page(t, one, path+"?lang="+lang, http.StatusOK), pagetest.In("p.notice", pagetest.HasText(want)))
		}
		if w := get(t, one, path+"?lang=en"); !strings.Contains(w.Body.String(), "38,123") {
			t.Errorf("%s does not show the mean salary of eight people", path)
		}
	}
}

// addresses are all pages that plan, and their charts.
func addresses() []string {
	var all []string
	for _, path := range planners {
		all = append(all, path+"?lang=en")
	}
	for _, id := range charts {
		for _, path := range planners {
			if strings.HasPrefix(id, path[1:]+"-") {
				all = append(all, "/chart/"+id+"?lang=en")
			}
		}
	}
	return all
}

var formToken = regexp.MustCompile(`name="token" value="[^"]*"`)

// sameForm takes out what differs between two servers.
func sameForm(page string) string { return formToken.ReplaceAllString(page, "") }

// The form asks for the employer's own rates of the plan's country, and for no others.
func TestFormAsksForRatesOfTheCountry(t *testing.T) {
	form := pagetest.Find(page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/salaries?lang=en", http.StatusOK), "form.assume")[0]
	names := map[string]bool{}
	for _, input := range pagetest.Find(form, "input") {
		names[pagetest.Attr(input, "name")] = true
	}
	for name, want := range map[string]bool{"on_cost.u1": true, "on_cost.accident": true, "on_cost.health": true, "on_cost.levy": false, "on_cost.state": false, "tier1.region": true, "cost_spread": true} {
		if names[name] != want {
			t.Errorf("%s: asked %v, want %v", name, names[name], want)
		}
	}
}

func TestNothingToPlan(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted = plan.Demand{LeftOut: 17}
	broken := pagetest.New()
	broken.Wanted.Salaries[0].Currency = "GBP"
	for want, h := range map[string]http.Handler{
		"There is nothing to plan with":      newHandler(t, desk, dashboard.Options{}),
		"8 people of tier 1 are paid in GBP": newHandler(t, broken, dashboard.Options{}),
	} {
		for _, path := range planners {
			root := page(t, h, path+"?lang=en", http.StatusOK)
			pagetest.Require(t, root, pagetest.In("p.notice", pagetest.HasText(want)), pagetest.None("article.tile"), pagetest.None("p.problem"),
				pagetest.In("p.empty", pagetest.HasText(want)), pagetest.In("form.assume"))
		}
	}
}

// What the models refuse is said in the reader's language, or marked where they say it in English only.
func TestRefusalsInGerman(t *testing.T) {
	foreign, away := pagetest.New(), pagetest.New()
	foreign.Wanted.Salaries[0].Currency = "GBP"
	for want, w := range map[string]*httptest.ResponseRecorder{
		"8 Personen der Stufe 1 werden in GBP bezahlt": get(t, newHandler(t, foreign, dashboard.Options{}), "/tradeoff?lang=de"),
		"(Meldung des Modells, englisch)":              get(t, newHandler(t, away, dashboard.Options{}), "/tradeoff?lang=de&hours.vacation=100&hours.sickness=200"),
	} {
		root := pagetest.Parse(t, w.Body.String())
		pagetest.Require(t, root, pagetest.In("p.empty", pagetest.HasText(want)), pagetest.None("p.problem"), pagetest.None("article.tile"))
	}
}

func TestDemandFailsAlone(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["demand"] = errors.New("secret detail of the disk")
	h := newHandler(t, desk, dashboard.Options{})
	for _, path := range planners {
		root := page(t, h, path+"?lang=en", http.StatusOK)
		pagetest.Require(t, root, pagetest.In("p.problem", pagetest.HasText("could not be computed")), pagetest.In("nav"))
		if strings.Contains(pagetest.Text(root), "secret") {
			t.Errorf("%s: the reader sees the inside of an error", path)
		}
	}
}

func TestHostileCategoriesInPlans(t *testing.T) {
	desk := hostile()
	for i := range desk.Wanted.Categories {
		desk.Wanted.Categories[i].Key = pagetest.Hostile[i]
	}
	desk.Wanted.Channels[0].Name = pagetest.Hostile[1]
	h := newHandler(t, desk, dashboard.Options{})
	root := page(t, h, "/tradeoff?lang=en", http.StatusOK)
	checkHarmless(t, "/tradeoff", root)
	pagetest.Require(t, root, pagetest.In("section#tradeoff-policy", pagetest.HasText("<script>alert(1)</script>"), pagetest.HasText("<img src=x")))
	if body := get(t, h, "/chart/tradeoff-tornado?lang=en").Body.String(); strings.ContainsAny(body, "<>") {
		t.Error("raw < or > in the chart")
	}
}

// The demand is read once for all pages, languages and plans of the same data.
func TestDemandIsReadOnce(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for _, query := range []string{"?lang=en", "?lang=de", "?growth=0.1"} {
		for _, path := range planners {
			page(t, h, path+query, http.StatusOK)
		}
	}
	if n := desk.Calls("demand"); n != 1 {
		t.Errorf("the demand was read %d times", n)
	}
}

func TestSalariesLineByLine(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/salaries?lang=en", http.StatusOK)
	pagetest.Require(t, root,
		pagetest.In("section#salaries-first", pagetest.In("table", pagetest.HasText("Gross salary"), pagetest.HasText("38,123.00"), pagetest.HasText("In all"))),
		pagetest.In("section#salaries-second", pagetest.In("table", pagetest.HasText("44,600.00"), pagetest.HasText("default"))),
		pagetest.In("section#salaries-bands", pagetest.In("table", pagetest.HasText("Compa-ratio"), pagetest.HasText("1.02"))),
		pagetest.In("section#salaries-paths", pagetest.In("table", pagetest.HasText("Price of an escalation"))),
		pagetest.In("section#salaries-escalation", pagetest.In("table", pagetest.HasText("Permissions"), pagetest.HasText("not known"))),
		pagetest.In("section#salaries-hours", pagetest.In("table", pagetest.HasText("Contract hours"), pagetest.HasText("Productive hours"))),
		pagetest.In("section#salaries-cost", pagetest.In("table", pagetest.HasText("1st level"), pagetest.HasText("2nd level"))))
	typed := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/salaries?lang=de&tier2.salary=50000", http.StatusOK)
	pagetest.Require(t, typed, pagetest.In("section#salaries-second", pagetest.In("table", pagetest.HasText("50.000,00"))))
}

func TestStaffingByHalfHour(t *testing.T) {
	root := page(t, newHandler(t, pagetest.New(), dashboard.Options{}), "/staffing?lang=en", http.StatusOK)
	pagetest.Require(t, root,
		pagetest.In("section#staffing-first", pagetest.In("tbody", pagetest.Count("tr", 100), pagetest.HasText("Mon 08:00"), pagetest.HasText("Fri 17:30"))),
		pagetest.In("section#staffing-second", pagetest.In("tbody", pagetest.Count("tr", 100))),
		pagetest.In("section#staffing-service", pagetest.HasText("today, 9 people"), pagetest.HasText("best mix")),
		pagetest.In("section#staffing-binds", pagetest.In("table")))
	desk := pagetest.New()
	desk.Wanted.People = nil
	pagetest.Require(t, page(t, newHandler(t, desk, dashboard.Options{}), "/staffing?lang=de", http.StatusOK),
		pagetest.In("section#staffing-service", pagetest.HasText("Wie viele Personen es heute sind, ist nicht bekannt")))
}
