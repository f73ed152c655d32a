package dashboard_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/scenarios"
	"tiermix/model/flow"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// hostile is a desk whose names all try to be something else than names.
func hostile() *pagetest.Desk {
	desk := pagetest.New()
	desk.Trades, desk.Held, desk.Ways = nil, nil, nil
	for i, name := range pagetest.Hostile {
		desk.Trades = append(desk.Trades, flow.Exchange{FromTeam: name, ToTeam: pagetest.Hostile[(i+1)%len(pagetest.Hostile)], Moves: 50 - i, PingPong: 9 - i})
		desk.Held = append(desk.Held, flow.Held{Team: name, Tickets: 5, OldestID: name})
		desk.Ways = append(desk.Ways, flow.Link{From: "channel:" + name, To: "tier:1", Tickets: 90 - i})
	}
	for dim := range desk.Dims {
		if dim != "tier" {
			desk.Dims[dim] = pagetest.Hostile
		}
	}
	var saved []plan.Scenario
	for _, name := range pagetest.Hostile {
		x := plan.Untyped()
		x.Name, x.Note, x.Saved = name, name, desk.State.Last
		x.Values[plan.CategoryKey(name, "solve")] = origin.Type(0.5, origin.Share)
		x.Live, x.Typed[plan.LiveKey] = []string{name}, true
		saved = append(saved, x)
	}
	desk.Keep(saved...)
	desk.State.Zone, desk.State.Name = pagetest.Hostile[0], pagetest.Hostile[1]
	desk.State.Tiers[0].NameEN, desk.State.Tiers[1].NameEN = pagetest.Hostile[0], pagetest.Hostile[1]
	return desk
}

func TestHostileNamesStayText(t *testing.T) {
	h := newHandler(t, hostile(), dashboard.Options{})
	filter := url.Values{"category": pagetest.Hostile[:5], "team": {pagetest.Hostile[6]}, "lang": {"en"}}.Encode()
	for _, path := range paths {
		for _, query := range []string{"?lang=en", "?" + filter} {
			w := get(t, h, path+query)
			if w.Code != http.StatusOK {
				t.Fatalf("%s: status %d", path, w.Code)
			}
			checkHarmless(t, path, pagetest.Parse(t, w.Body.String()))
			if len(w.Body.String()) > 3_000_000 {
				t.Errorf("%s has %d bytes", path, w.Body.Len())
			}
		}
	}
}

// scripts is how many files of script a page loads; those of the planner have one more, for what moves the plan.
func scripts(path string) int {
	if path == scenarios.Path || path == headcount.Path || slices.Contains(planners, path) {
		return 4
	}
	return 3
}

// checkHarmless wants no element and no attribute that a name could have brought in.
func checkHarmless(t *testing.T, path string, root *html.Node) {
	t.Helper()
	pagetest.Require(t, root, pagetest.None("img"), pagetest.Count("script", scripts(path)), pagetest.None("iframe"))
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "href" && strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
			}
		}
	}
	if text := pagetest.Text(root); !strings.Contains(text, "<script>alert(1)</script>") {
		t.Errorf("%s: the hostile name is not shown as text", path)
	}
}

func TestHostileNamesInCharts(t *testing.T) {
	h := newHandler(t, hostile(), dashboard.Options{})
	for _, id := range charts {
		w := get(t, h, "/chart/"+id+"?lang=en")
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d: %s", id, w.Code, w.Body)
		}
		if strings.ContainsAny(w.Body.String(), "<>") {
			t.Errorf("%s: raw < or > in the data", id)
		}
		if kind := w.Header().Get("Content-Type"); kind != "application/json; charset=utf-8" {
			t.Errorf("%s: type %q", id, kind)
		}
	}
}

func TestHostileAddress(t *testing.T) {
	h := newHandler(t, pagetest.New(), dashboard.Options{})
	for _, name := range pagetest.Hostile {
		address := "/?" + url.Values{"category": {name}, "from": {name}, "compare": {name}, "hours": {name}}.Encode()
		w := get(t, h, address)
		if w.Code != http.StatusBadRequest {
			t.Errorf("%.40q: status %d, want 400", name, w.Code)
		}
		pagetest.Require(t, pagetest.Parse(t, w.Body.String()), pagetest.None("img"), pagetest.Count("script", 3))
	}
}
