package headcount_test

import (
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/plan"
)

// Every card of the plan has a row for each month, and charts where the page has places for them.
func TestCards(t *testing.T) {
	ask := pagetest.Shared(pagetest.Ask(t, pagetest.New(), "de", ""))
	for id, want := range map[string]struct {
		rows  int
		chart bool
	}{"headcount-first": {24, true}, "headcount-second": {24, true}, "headcount-flows": {24, true}, "headcount-cost": {25, true}, "headcount-ways": {35, false}, "headcount-beside": {11, false}, "headcount-difference": {13, true}} {
		c := pagetest.Show(t, headcount.Widgets(), id, ask)
		if len(c.Table.Rows) != want.rows || (c.Figure != nil) != want.chart {
			t.Errorf("%s: %d rows, chart %t; empty %q", id, len(c.Table.Rows), c.Figure != nil, c.Empty)
		}
	}
}

// A reader who types a growth gets no forecast; a lack that no hiring can avert is said with its month.
func TestTypedGrowthAndWhatCannotBeMet(t *testing.T) {
	c := pagetest.Load(t, headcount.Widgets(), pagetest.New(), "en", "headcount-first", "yearly_growth=0.5")
	if !strings.Contains(c.Sub, "+50.0 % tickets a year") {
		t.Errorf("sub %q", c.Sub)
	}
	c = pagetest.Load(t, headcount.Widgets(), pagetest.New(), "en", "headcount-cost", "tier1.people=1&tier1.lead_months=5")
	if !slices.ContainsFunc(c.Notes, func(n string) bool {
		return strings.HasPrefix(n, "1st level: whoever is hired or promoted, the need cannot be met before")
	}) {
		t.Errorf("notes %q", c.Notes)
	}
}

// Without knowledge of today's people the cards say what to type, in both languages.
func TestPeopleUnknown(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted.People = nil
	for lang, want := range map[string]string{"en": "how many full-time people there are today, 0 for nobody; tier2.people", "de": "wie viele Vollzeitkräfte es heute gibt"} {
		for _, w := range headcount.Widgets()[1:9] {
			if c := pagetest.Load(t, headcount.Widgets(), desk, lang, w.ID, ""); !strings.Contains(c.Empty, want) {
				t.Errorf("%s %s: %q", lang, w.ID, c.Empty)
			}
		}
	}
	desk.Wanted = plan.Demand{}
	for _, w := range headcount.Widgets()[1:9] {
		if c := pagetest.Load(t, headcount.Widgets(), desk, "en", w.ID, ""); c.Empty == "" {
			t.Errorf("%s: nothing says why there is nothing", w.ID)
		}
	}
}

// The parts of the difference add up to the whole, in whole units.
func TestDifferenceAddsUp(t *testing.T) {
	c := pagetest.Load(t, headcount.Widgets(), pagetest.New(), "en", "headcount-difference", "")
	number := func(text string) (n int) {
		for _, r := range text {
			if r >= '0' && r <= '9' {
				n = 10*n + int(r-'0')
			}
		}
		if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "−") {
			return -n
		}
		return n
	}
	last := len(c.Table.Rows) - 1
	for column := 1; column < len(c.Table.Head); column++ {
		sum := 0
		for _, row := range c.Table.Rows[:last] {
			sum += number(row[column].Text)
		}
		if want := number(c.Table.Rows[last][column].Text); sum != want || want == 0 {
			t.Errorf("column %d: parts lead to %d, the end is %d", column, sum, want)
		}
	}
}
