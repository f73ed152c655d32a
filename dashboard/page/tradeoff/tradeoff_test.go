package tradeoff_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/tradeoff"
	"tiermix/model/plan"
)

func load(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	all := tradeoff.Widgets()
	i := slices.IndexFunc(all, func(w page.Widget) bool { return w.ID == id })
	if i < 0 {
		t.Fatalf("no widget %s", id)
	}
	c, err := all[i].Load(context.Background(), pagetest.Ask(t, desk, lang, query))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// made is the plan that the page shows.
func made(t *testing.T, desk *pagetest.Desk) plan.Result {
	t.Helper()
	in, err := plan.Build(desk.Wanted, plan.Unsaid())
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func column(c page.Content, i int) []string {
	var all []string
	for _, row := range c.Table.Rows {
		all = append(all, row[i].Text)
	}
	return all
}

// The line of the mixes that no other beats rises in cost and in service, and the marked mixes stand above it.
func TestFrontier(t *testing.T) {
	c := load(t, pagetest.New(), "en", "tradeoff-frontier", "")
	names := column(c, 0)
	if len(names) < 5 || !slices.Equal(names[:4], []string{"today's people", "today's way, as needed", "best mix", "not beaten"}) {
		t.Fatalf("rows %q", names)
	}
	if len(c.Notes) == 0 || !strings.HasPrefix(c.Notes[0], "Today's 9 + 7 full-time people are ") {
		t.Errorf("notes %q", c.Notes)
	}
	desk := pagetest.New()
	desk.Wanted.People = nil
	if names := column(load(t, desk, "en", "tradeoff-frontier", ""), 0); names[0] != "today's way, as needed" {
		t.Errorf("people that nobody knows stand on the frontier: %q", names)
	}
}

// People who cannot carry the busiest hours are told so with what they need, and have no place among what lasts.
func TestTooFewPeople(t *testing.T) {
	c := load(t, pagetest.New(), "de", "tradeoff-frontier", "tier1.people=1&tier2.people=1")
	if len(c.Notes) != 2 || !strings.HasPrefix(c.Notes[1], "In den vollsten Stunden kommen sie nicht nach") {
		t.Fatalf("notes %q", c.Notes)
	}
	if got := c.Table.Rows[0]; got[4].Text != "–" {
		t.Errorf("the row of today's people is %+v", got)
	}
	for i, tips := range c.Figure.Tips {
		if i == 2 && len(tips) != 0 {
			t.Errorf("the chart has a mark for people who cannot keep up: %q", tips)
		}
	}
}

// A category with three tickets says that it is not sure, and the money of the others is that of the plan.
func TestPolicy(t *testing.T) {
	desk := pagetest.New()
	r := made(t, desk)
	c := load(t, desk, "en", "tradeoff-policy", "")
	l := pagetest.Ask(t, desk, "en", "").L
	for i, d := range r.Search.Policy {
		if got, want := c.Table.Rows[i][6].Text, l.Number(d.SavingPerYear, 0)+"\u00a0€"; got != want {
			t.Errorf("%s saves %s, want %s", c.Table.Rows[i][0].Text, got, want)
		}
	}
	if sure := column(c, 7); !slices.Contains(sure, "no: 3 tickets only") {
		t.Errorf("sure %q", sure)
	}
}

// The swings are those of the plan in their order, the largest first, as changes to the yearly cost.
func TestTornado(t *testing.T) {
	desk := pagetest.New()
	tornado := made(t, desk).Tornado
	c := load(t, desk, "en", "tradeoff-tornado", "")
	if len(c.Table.Rows) != min(12, len(tornado.Swings)) || c.Figure == nil || !strings.Contains(c.Sub, "€") {
		t.Fatalf("sub %q, %d rows", c.Sub, len(c.Table.Rows))
	}
	l := pagetest.Ask(t, desk, "en", "").L
	for i, row := range c.Table.Rows {
		s := tornado.Swings[i]
		for k, v := range []float64{s.LowFraction, s.HighFraction} {
			want := l.Number(v-tornado.FractionalPerYear, 0) + "\u00a0€"
			if got := strings.TrimPrefix(row[k+1].Text, "+"); got != want {
				t.Errorf("%s: %s, want %s", row[0].Text, got, want)
			}
		}
	}
}

// Every number of the desk that went in has a kind and a source, and what is typed is said to be typed.
func TestInputs(t *testing.T) {
	c := load(t, pagetest.New(), "de", "tradeoff-inputs", "tier2.minutes=50")
	kinds := map[string]int{}
	for _, row := range c.Table.Rows {
		kinds[row[2].Text]++
		if row[4].Text == "tier2.minutes" && (row[1].Text != "50\u00a0Min." && row[1].Text != "50\u00a0min" || row[2].Text != "eingegeben") {
			t.Errorf("row %+v", row)
		}
	}
	if kinds["gemessen"] == 0 || kinds["Vorgabe"] == 0 || kinds["eingegeben"] == 0 || len(kinds) != 3 {
		t.Errorf("kinds %v", kinds)
	}
}

func TestEveryCardSaysWhyThereIsNothing(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted = plan.Demand{}
	for _, w := range tradeoff.Widgets() {
		c := load(t, desk, "de", w.ID, "")
		if w.ID != "tradeoff-form" && c.Empty == "" {
			t.Errorf("%s: %+v", w.ID, c)
		}
	}
}
