package dashboard_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tiermix/dashboard"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/scenarios"
	"tiermix/model/flow"
	"tiermix/model/notebook"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/roster"
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
	sheet := roster.Sheet{}
	for i, name := range pagetest.Hostile {
		sheet.Lines = append(sheet.Lines, roster.Line{Team: name, Tier: &i})
		sheet.Steps = append(sheet.Steps, roster.Step{Tier: i, NameEN: name, NameDE: name})
		sheet.Categories = append(sheet.Categories, roster.Category{Name: name})
		desk.Book = append(desk.Book, notebook.Entry{Kind: notebook.View, Key: name, Name: name, Text: "/?region=" + url.QueryEscape(name)},
			notebook.Entry{Kind: notebook.Annotation, Key: name, Text: name, Day: desk.State.Last.AddDate(0, 0, -7*i).Truncate(24 * time.Hour)})
	}
	desk.Sheet = &sheet
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
		return 5
	}
	return 4
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
		pagetest.Require(t, pagetest.Parse(t, w.Body.String()), pagetest.None("img"), pagetest.Count("script", 4))
	}
}

// A desk with ten thousand teams and categories has pages of a bounded size, which say what they leave out.
func TestTenThousandGroups(t *testing.T) {
	desk := pagetest.New()
	names := make([]string, 10_000)
	for i := range names {
		names[i] = fmt.Sprintf("Group %05d", i)
	}
	desk.Dims["category"], desk.Dims["team"], desk.Dims["product"] = names, names, names
	desk.Trades, desk.Held = nil, nil
	for i, name := range names {
		desk.Trades = append(desk.Trades, flow.Exchange{FromTeam: name, ToTeam: names[(i+1)%len(names)], Moves: 10_000 - i, PingPong: i % 3})
		desk.Held = append(desk.Held, flow.Held{Team: name, Tickets: 1 + i%7, OldestID: "T1"})
	}
	h := newHandler(t, desk, dashboard.Options{})
	for _, path := range paths {
		w := get(t, h, path+"?lang=en")
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), `class="problem"`) {
			t.Errorf("%s: status %d, or a card that failed", path, w.Code)
		}
		if w.Body.Len() > 1_500_000 {
			t.Errorf("%s has %d bytes", path, w.Body.Len())
		}
	}
	for _, id := range charts {
		if w := get(t, h, "/chart/"+id+"?lang=en"); w.Code != http.StatusOK || w.Body.Len() > 500_000 {
			t.Errorf("chart %s: status %d, %d bytes", id, w.Code, w.Body.Len())
		}
	}
	text := pagetest.Text(page(t, h, "/escalation?lang=en", http.StatusOK))
	if !strings.Contains(text, "9,800 more values are not listed") {
		t.Error("the filter does not say how much it leaves out")
	}
}
