package staffing_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/staffing"
	"tiermix/model/plan"
)

func load(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, staffing.Widgets(), desk, lang, id, query)
}

// Every open half hour of the week is there, with the plan's need and the people of its shifts.
func TestWeekIsThePlan(t *testing.T) {
	desk := pagetest.New()
	r := pagetest.Plan(t, desk)
	for tier, id := range []string{"staffing-first", "staffing-second"} {
		c := load(t, desk, "en", id, "")
		if len(c.Table.Rows) != 100 || c.Figure == nil {
			t.Fatalf("%s: %d rows", id, len(c.Table.Rows))
		}
		l := pagetest.Ask(t, desk, "en", "").L
		row := 0
		for i, q := range r.Best.Typical.Tiers[tier].Requirement {
			if !q.Open {
				continue
			}
			if got, want := c.Table.Rows[row][1].Text, l.Fixed(q.People, 2); got != want {
				t.Errorf("%s, %s: need %s, want %s", id, c.Table.Rows[row][0].Text, got, want)
			}
			if got, want := c.Table.Rows[row][2].Text, l.Number(r.Best.Typical.Tiers[tier].Cover.OnDuty[i], 2); got != want {
				t.Errorf("%s, %s: on duty %s, want %s", id, c.Table.Rows[row][0].Text, got, want)
			}
			if got, want := c.Table.Rows[row][3].Text, l.Fixed(r.Best.Typical.Tiers[tier].Reach.Hours[i].Busy, 2); got != want {
				t.Errorf("%s, %s: at work %s, want %s", id, c.Table.Rows[row][0].Text, got, want)
			}
			row++
		}
	}
}

// Today's people and the best mix stand below each other; without knowledge of today's people the page says what to type.
func TestServiceReached(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, "de", "staffing-service", "")
	if len(c.Table.Rows) != 4 || !strings.HasPrefix(c.Table.Rows[0][0].Text, "heute, 9 Personen") || !strings.HasPrefix(c.Table.Rows[2][0].Text, "beste Mischung") {
		t.Errorf("rows %+v", c.Table.Rows)
	}
	desk.Wanted.People = nil
	c = load(t, desk, "en", "staffing-service", "")
	if len(c.Table.Rows) != 2 || len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "tier1.people") {
		t.Errorf("rows %+v, notes %q", c.Table.Rows, c.Notes)
	}
	c = load(t, desk, "en", "staffing-service", "tier1.people=1&tier2.people=1")
	if len(c.Table.Rows) != 4 || c.Table.Rows[0][2].Text == c.Table.Rows[2][2].Text {
		t.Errorf("one person each reaches as much as the best mix: %+v", c.Table.Rows)
	}
}

// Each promise of the plan is held against the simulation, and the same address shows the same numbers.
func TestSimulationCard(t *testing.T) {
	c := load(t, pagetest.New(), "en", "staffing-simulation", "")
	if len(c.Table.Rows) != 3 || !strings.Contains(c.Sub, "simulated weeks of the best mix") {
		t.Fatalf("sub %q, rows %+v", c.Sub, c.Table.Rows)
	}
	for _, row := range c.Table.Rows {
		if !strings.HasPrefix(row[5].Text, "kept") || !strings.HasSuffix(row[4].Text, "%") {
			t.Errorf("row %+v", row)
		}
	}
	again := load(t, pagetest.New(), "en", "staffing-simulation", "")
	for i := range c.Table.Rows {
		if c.Table.Rows[i][4] != again.Table.Rows[i][4] {
			t.Errorf("first %s, then %s", c.Table.Rows[i][4].Text, again.Table.Rows[i][4].Text)
		}
	}
}

// What binds is told by tier, with the number of half hours; together they are no more than the open ones.
func TestBinds(t *testing.T) {
	desk := pagetest.New()
	c := load(t, desk, "en", "staffing-binds", "")
	sum := 0
	for _, tier := range pagetest.Plan(t, desk).Best.Typical.Tiers {
		for _, b := range tier.Binds {
			sum += b.Intervals
		}
	}
	if len(c.Table.Rows) == 0 || sum == 0 || sum > 200 {
		t.Errorf("%d half hours in %+v", sum, c.Table.Rows)
	}
}

func TestEveryCardSaysWhyThereIsNothing(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted = plan.Demand{}
	for _, w := range staffing.Widgets() {
		c := load(t, desk, "de", w.ID, "")
		if w.ID != "staffing-form" && c.Empty == "" {
			t.Errorf("%s: %+v", w.ID, c)
		}
	}
}

// Records without a whole week know no peak week, and the tiles do not tell one of 0 people.
func TestPeakThatIsNotKnown(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted.Channels = slices.Clone(desk.Wanted.Channels)
	for i := range desk.Wanted.Channels {
		desk.Wanted.Channels[i].Peak = plan.Week{}
	}
	for lang, want := range map[string]string{"en": "peak week not known", "de": "Spitzenwoche nicht bekannt"} {
		head, err := staffing.Tiles(context.Background(), pagetest.Ask(t, desk, lang, ""))
		if err != nil {
			t.Fatal(err)
		}
		if got := head.Tiles[0].Change.Words; !strings.HasSuffix(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
