package overview_test

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/overview"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

func widget(t *testing.T, id string) page.Widget {
	t.Helper()
	for _, w := range overview.Widgets() {
		if w.ID == id {
			return w
		}
	}
	t.Fatalf("no widget %s", id)
	return page.Widget{}
}

func load(t *testing.T, source page.Source, desk *pagetest.Desk, id, query string) page.Content {
	t.Helper()
	ask := pagetest.Ask(t, desk, "en", query)
	ask.Source = source
	c, err := widget(t, id).Load(context.Background(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFlow(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "overview-flow", "")
	if got, want := c.Sub, "11,412 tickets from intake to solution; returns pass a stage of their own"; got != want {
		t.Errorf("sub %q, want %q", got, want)
	}
	if c.Figure == nil || len(c.Table.Rows) != 16 || c.Table.Rows[0][2].Text != "8,190" {
		t.Errorf("table %+v", c.Table.Rows[0])
	}
	if got := c.Figure.Names["back:1"]; got != [2]string{"back in 1st level", "352"} {
		t.Errorf("a return is called %q", got)
	}
}

func TestFlowSaysWhatHasNoTier(t *testing.T) {
	desk := pagetest.New()
	desk.Ways = append(desk.Ways, flow.Link{From: "channel:phone", To: "tier:", Tickets: 7})
	if c := load(t, desk, desk, "overview-flow", ""); len(c.Notes) != 1 || c.Notes[0] != "7 tickets went to teams without a tier." {
		t.Errorf("notes %q", c.Notes)
	}
}

func TestFlowOfNothing(t *testing.T) {
	desk := pagetest.New()
	desk.Ways = nil
	if c := load(t, desk, desk, "overview-flow", ""); c.Empty == "" || c.Figure != nil {
		t.Errorf("content %+v", c)
	}
}

func TestBacklog(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, desk, "overview-backlog", "")
	if len(c.Table.Rows) != 13 || len(c.Table.Head) != 5 || c.Table.Head[4].Text != "Open, compared period" || c.Table.Rows[0][4].Text == "" || c.Table.Rows[0][0].Text != "W31" {
		t.Errorf("table %+v", c.Table)
	}
	desk.Missing["tickets_created"], desk.Missing["tickets_resolved"], desk.Missing["backlog"] = "a", "b", "c"
	if c := load(t, desk, desk, "overview-backlog", ""); c.Empty == "" {
		t.Error("a backlog without figures is not empty")
	}
}

func TestChangesNeedAComparison(t *testing.T) {
	desk := pagetest.New()
	if c := load(t, desk, desk, "overview-changes", "compare=none"); !strings.Contains(c.Empty, "Choose a period") {
		t.Errorf("content %+v", c)
	}
}

// told answers with a given figure and its groups.
type told struct {
	*pagetest.Desk
	whole kpi.Figure
}

func (a told) Answer(context.Context, kpi.Query) (kpi.Answer, error) {
	return kpi.Answer{Figures: []kpi.Figure{a.whole}, Compared: &kpi.Period{From: a.State.First, To: a.State.First}}, nil
}

func v(x float64) *float64 { return &x }

// escalations fell from 300 of 1000 to 200 of 1000; Permissions fell from 200 of 500 to 90 of 500, Printers rose by 10.
func escalations() kpi.Figure {
	group := func(name string, hits, then float64) kpi.Group {
		return kpi.Group{Key: map[string]string{"category": name}, Measure: kpi.Measure{
			Available: true, Numerator: v(hits), Denominator: v(500), Value: v(hits / 500), N: 500, Change: &kpi.Change{Value: v(then / 500), N: 500},
		}}
	}
	return kpi.Figure{ID: "escalation_rate", Unit: "share", Measure: kpi.Measure{
		Available: true, Numerator: v(200), Denominator: v(1000), Value: v(0.2), N: 1000,
		Change: &kpi.Change{Value: v(0.3), N: 1000, Difference: v(-0.1), P: v(0.001), MoreThanNoise: true},
	}, Groups: []kpi.Group{group("Printers", 110, 100), group("Permissions", 90, 200)}}
}

func TestChangesNameTheCategoriesThatBringThem(t *testing.T) {
	desk := pagetest.New()
	c := load(t, told{desk, escalations()}, desk, "overview-changes", "")
	want := page.Sentence{Head: "Escalation rate fell by 10.0 pts.", Text: "By category: Permissions (−11.0 pts), all others (+1.0 pts)."}
	if len(c.Points) != 1 || c.Points[0] != want {
		t.Errorf("points %+v, want %+v", c.Points, want)
	}
}

func TestChangesWithinNoiseAreOneSentence(t *testing.T) {
	desk := pagetest.New()
	f := escalations()
	f.Change.MoreThanNoise = false
	c := load(t, told{desk, f}, desk, "overview-changes", "")
	want := page.Sentence{Head: "Did not change measurably:", Text: "Escalation rate."}
	if len(c.Points) != 1 || c.Points[0] != want {
		t.Errorf("points %+v, want %+v", c.Points, want)
	}
}

func TestChangesWithoutAnEarlierPeriod(t *testing.T) {
	desk := pagetest.New()
	f := escalations()
	f.Change = &kpi.Change{}
	if c := load(t, told{desk, f}, desk, "overview-changes", ""); !strings.Contains(c.Empty, "do not reach back") {
		t.Errorf("content %+v", c)
	}
}

// What is written adds up to what is written: named categories and the rest make the change, in every unit and whatever it rounds to.
func TestWrittenPartsAddUp(t *testing.T) {
	desk := pagetest.New()
	for _, hits := range [][4]float64{{110, 100, 90, 200}, {333, 1, 7, 250}, {13, 20, 200, 317}} {
		f := escalations()
		for i := range f.Groups {
			g := &f.Groups[i]
			g.Numerator, g.Value, g.Change.Value = v(hits[2*i]), v(hits[2*i]/500), v(hits[2*i+1]/500)
		}
		third := f.Groups[0]
		third.Key, third.Change = map[string]string{"category": "Third"}, &kpi.Change{Value: v(0.06), N: 500}
		f.Groups, f.N, f.Change.N = append(f.Groups, third), 1500, 1500
		f.Value, f.Change.Value = v((2*hits[0]+hits[2])/1500), v((hits[1]+hits[3]+30)/1500)
		f.Change.Difference = v(*f.Value - *f.Change.Value)
		c := load(t, told{desk, f}, desk, "overview-changes", "")
		if len(c.Points) != 1 {
			t.Fatalf("points %+v", c.Points)
		}
		whole, parts := tenths(c.Points[0].Head), tenths(c.Points[0].Text)
		if strings.Contains(c.Points[0].Head, "fell") {
			whole[0] = -whole[0]
		}
		sum := 0
		for _, p := range parts {
			sum += p
		}
		if sum != whole[0] || len(parts) < 2 {
			t.Errorf("%v do not add up to %v: %+v", parts, whole, c.Points[0])
		}
	}
}

// tenths are the numbers of points in a text, in tenths.
func tenths(text string) []int {
	var all []int
	for _, m := range regexp.MustCompile(`([−+]?)([0-9]+)\.([0-9]) pts`).FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[2] + m[3])
		if err != nil {
			panic(err)
		}
		if m[1] == "−" {
			n = -n
		}
		all = append(all, n)
	}
	return all
}

func TestErrorsNameWhatFailed(t *testing.T) {
	desk := pagetest.New()
	desk.Broken["answer"], desk.Broken["flow"] = errors.New("disk on fire"), errors.New("disk on fire")
	for _, w := range overview.Widgets() {
		if _, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", "")); err == nil || !strings.Contains(err.Error(), ": disk on fire") {
			t.Errorf("%s: err = %v", w.ID, err)
		}
	}
}

func TestNewPutsEveryCardInItsPlace(t *testing.T) {
	cards := page.Cards{}
	for _, w := range overview.Widgets() {
		cards[w.ID] = page.Card{ID: w.ID}
	}
	got := overview.New(page.Frame{ID: "overview"}, nil, cards).(overview.Page)
	for want, card := range map[string]page.Card{
		"overview-flow": got.Flow, "overview-trend": got.Trend, "overview-backlog": got.Backlog,
		"overview-categories": got.Categories, "overview-changes": got.Changes,
	} {
		if card.ID != want {
			t.Errorf("card %q, want %q", card.ID, want)
		}
	}
}
