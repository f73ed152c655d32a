package page_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
)

// render executes one template of the frame in English.
func render(t *testing.T, name string, data any) *html.Node {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	tmpl, err := page.Template(words.Choose("en"), fstest.MapFS{"x.html": {Data: []byte(`{{define "body"}}{{end}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := tmpl.ExecuteTemplate(&out, name, data); err != nil {
		t.Fatal(err)
	}
	return pagetest.Parse(t, out.String())
}

func TestBrokenTemplateIsAnError(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, err = page.Template(words.Choose("en"), fstest.MapFS{"x.html": {Data: []byte(`{{define "body"}}{{nothing}}`)}})
	if err == nil || !strings.HasPrefix(err.Error(), "read page template: ") {
		t.Errorf("err = %v", err)
	}
}

func TestCardOfAChart(t *testing.T) {
	card := page.Card{ID: "x", Title: "Title", Chart: "/chart/x?lang=en", Definition: "what it is", Content: page.Content{
		Sub: "what was counted", Notes: []string{"small print"},
		Table: page.Table{Head: []page.Cell{page.Text("Name"), page.Num("Tickets")}, Rows: [][]page.Cell{{page.Linked("A", "/?team=A"), page.Num("1,204")}}},
	}}
	root := render(t, "card", card)
	pagetest.Require(t, root,
		pagetest.In("section#x", pagetest.HasAttr("aria-labelledby", "x-title")),
		pagetest.In("div.chart", pagetest.HasAttr("data-chart", "/chart/x?lang=en"), pagetest.HasAttr("role", "img"), pagetest.HasAttr("aria-label", "Title. what was counted")),
		pagetest.In("table", pagetest.In("caption", pagetest.HasText("Title. what was counted")), pagetest.In("th[scope]", pagetest.HasText("Name"))),
		pagetest.In("tbody", pagetest.In("th", pagetest.HasAttr("scope", "row"), pagetest.In("a", pagetest.HasAttr("href", "/?team=A"))), pagetest.In("td.num", pagetest.HasText("1,204"))),
		pagetest.Count("button", 2), pagetest.In("p.note", pagetest.HasText("Small print.")), pagetest.In("details.about", pagetest.HasText("what it is")))
}

func TestCardWithoutChartHasNoSwitch(t *testing.T) {
	card := page.Card{ID: "x", Title: "Title", Content: page.Content{Table: page.Table{Rows: [][]page.Cell{{page.Text("A")}}}}}
	pagetest.Require(t, render(t, "card", card), pagetest.None("button"), pagetest.None("div.chart"), pagetest.None("div.as-table"), pagetest.In("table"))
}

func TestCardThatFailed(t *testing.T) {
	card := page.Card{ID: "x", Title: "Title", Chart: "/chart/x", Problem: "it broke"}
	pagetest.Require(t, render(t, "card", card), pagetest.In("p.problem", pagetest.HasAttr("role", "alert"), pagetest.HasText("it broke")),
		pagetest.None("div.chart"), pagetest.None("table"))
}

func TestEmptyCardSaysWhy(t *testing.T) {
	card := page.Card{ID: "x", Title: "Title", Chart: "/chart/x", Content: page.Content{Empty: "no tickets"}}
	pagetest.Require(t, render(t, "card", card), pagetest.In("p.empty", pagetest.HasText("No tickets.")), pagetest.None("div.chart"))
}

func TestCellsOfEveryKind(t *testing.T) {
	low, high, share := 0.1, 0.3, 0.2
	cells := []page.Cell{
		page.Text("name"), {Text: "tier", Tier: "2"}, {Text: "strong", Strong: true}, {Text: "worse", Verdict: "worse", Number: true},
		page.ShareBar(&share, &low, &high, 1, "escalated"), {Text: "hover", Title: "more", Number: true},
	}
	root := render(t, "card", page.Card{Content: page.Content{Table: page.Table{Rows: [][]page.Cell{cells}}}})
	pagetest.Require(t, root,
		pagetest.In("span.mark-2", pagetest.HasAttr("aria-hidden", "true")), pagetest.In("td.strong", pagetest.HasText("strong")),
		pagetest.In("td.worse", pagetest.HasText("worse")), pagetest.In("td.roomy", pagetest.In("svg.bar")), pagetest.Count("rect.whisker", 3),
		pagetest.In("rect.fill", pagetest.HasAttr("width", "20")), pagetest.In("td[title]", pagetest.HasAttr("title", "more")))
}

func TestTileOfAMissingFigure(t *testing.T) {
	root := render(t, "tile", page.Tile{ID: "x", Name: "Figure", Reason: "not available: no contacts", Definition: "what it is"})
	pagetest.Require(t, root, pagetest.In("p.reason", pagetest.HasText("not available: no contacts")), pagetest.None("svg"),
		pagetest.None("p.delta"), pagetest.In("details.about", pagetest.HasText("what it is")))
}

// The direction of a change is said in words too, for those who do not see the arrow.
func TestTileSaysTheDirection(t *testing.T) {
	for arrow, want := range map[string]string{"▲": "up by", "▼": "down by"} {
		tile := page.Tile{Available: true, Value: "20 %", Change: page.Change{Arrow: arrow, Size: "1 pts", Words: "better", Verdict: "better"}}
		pagetest.Require(t, render(t, "tile", tile), pagetest.In("p.better", pagetest.HasText(arrow+" "+want+" 1 pts · better"), pagetest.In("span.unseen")))
	}
	pagetest.Require(t, render(t, "tile", page.Tile{Available: true, Change: page.Change{Words: "no comparison"}}),
		pagetest.In("p.delta", pagetest.HasText("no comparison")), pagetest.None("b"))
}

func TestFilterForm(t *testing.T) {
	bar := page.FilterBar{
		Action: "/tiers", Hidden: []page.Hidden{{Name: "period", Value: "4w"}}, From: "2026-01-05", To: "2026-02-01",
		Dims:  []page.DimMenu{{Dim: "team", Label: "Team", More: "50 more", Choices: []page.Choice{{Value: "A", Text: "A", Checked: true}, {Value: "", Text: "no team"}}}},
		Chips: []page.Chip{{Label: "Team", Text: "A", Link: "/tiers"}}, Clear: "/tiers",
	}
	root := render(t, "filter", bar)
	pagetest.Require(t, root,
		pagetest.In("form", pagetest.HasAttr("action", "/tiers"), pagetest.HasAttr("method", "get")),
		pagetest.In("input[name]", pagetest.HasAttr("type", "hidden"), pagetest.HasAttr("value", "4w")),
		pagetest.In("div.dates", pagetest.Count("label", 2), pagetest.Count("input", 2)),
		pagetest.In("fieldset", pagetest.In("legend", pagetest.HasText("Team")), pagetest.Count("input", 2), pagetest.HasText("50 more"), pagetest.Count("input[checked]", 1)),
		pagetest.In("span.chip", pagetest.In("a", pagetest.HasAttr("aria-label", "Remove filter Team: A"))), pagetest.In("a.quiet", pagetest.HasAttr("href", "/tiers")))
}

func TestFilterFormWithoutDimensions(t *testing.T) {
	pagetest.Require(t, render(t, "filter", page.FilterBar{Action: "/"}), pagetest.None("fieldset"), pagetest.None("span.chip"), pagetest.None("a.quiet"))
}
