package dashboard_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
)

// When the values of the dimensions cannot be read, the page does without the choices and refuses no filter.
func TestPageWithoutChoices(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["values"] = errors.New("disk on fire")
	root := page(t, newHandler(t, desk, dashboard.Options{}), "/?category=Anything&lang=en", http.StatusOK)
	pagetest.Require(t, root, pagetest.Count("article.tile", 6), pagetest.In("span.chip", pagetest.HasText("Category: Anything")))
	for _, d := range pagetest.Find(root, "details.dim") {
		if text := pagetest.Text(d); !strings.Contains(text, "Anything") {
			t.Errorf("choices without values: %q", text)
		}
	}
}

func TestValuesAreAskedOncePerVersion(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for range 3 {
		page(t, h, "/", http.StatusOK)
		page(t, h, "/tiers", http.StatusOK)
	}
	if got := desk.Calls("values"); got != 7 {
		t.Errorf("%d questions for values, want one for each of the 7 dimensions", got)
	}
}

// Every value that the filter bar offers is accepted when it is chosen.
func TestOfferedFiltersAreAccepted(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	for dim, values := range desk.Dims {
		for _, v := range values {
			address := "/tiers?" + url.Values{dim: {v}, "lang": {"en"}}.Encode()
			root := page(t, h, address, http.StatusOK)
			pagetest.Require(t, root, pagetest.Count("span.chip", 1), pagetest.None("p.notice"))
		}
	}
}

// Every address on a page leads to a page that can be shown.
func TestEveryLinkWorks(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	seen := map[string]bool{}
	for _, path := range paths {
		for _, a := range pagetest.Find(page(t, h, path+"?region=South&hours=business", http.StatusOK), "a") {
			address := pagetest.Attr(a, "href")
			if !strings.HasPrefix(address, "/") || seen[address] {
				continue
			}
			seen[address] = true
			if w := get(t, h, address); w.Code != http.StatusOK {
				t.Errorf("%s on %s: status %d", address, path, w.Code)
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d addresses found", len(seen))
	}
}

// The form sends along what has no field in it: sending it unchanged leads to the same state.
func TestFormKeepsTheState(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	root := page(t, h, "/escalation?period=4w&compare=year&hours=business&region=South&priority=&lang=en", http.StatusOK)
	sent := url.Values{}
	for _, input := range pagetest.Find(pagetest.Find(root, "form")[0], "input") {
		kind, name, value := pagetest.Attr(input, "type"), pagetest.Attr(input, "name"), pagetest.Attr(input, "value")
		if kind == "checkbox" && len(pagetest.Find(input.Parent, "input[checked]")) == 0 {
			continue
		}
		sent.Add(name, value)
	}
	for name, want := range map[string][]string{
		"period": {"4w"}, "compare": {"year"}, "hours": {"business"}, "region": {"South"}, "priority": {""}, "from": {""}, "to": {""},
	} {
		if got := sent[name]; len(got) != 1 || got[0] != want[0] {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	again := page(t, h, "/escalation?"+sent.Encode(), http.StatusOK)
	pagetest.Require(t, again, pagetest.Count("span.chip", 2), pagetest.In("details.menu", pagetest.HasText("Last 4 weeks")))
}
