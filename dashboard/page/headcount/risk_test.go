package headcount_test

import (
	"slices"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/headcount"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/planner"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/risk"
	"tiermix/model/workload"
)

func loadRisk(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, headcount.RiskWidgets(), desk, lang, id, query)
}

// expected is what the model says to the same plan.
func expected(t *testing.T, desk *pagetest.Desk) risk.Summary {
	t.Helper()
	h, err := desk.History(t.Context(), kpi.Scope{}, "")
	if err != nil {
		t.Fatal(err)
	}
	outlook := workload.Outlook(desk.Wanted, h, origin.Value{}, 12)
	made := pagetest.Plan(t, desk)
	r, err := risk.Run(t.Context(), []risk.Scenario{{Plan: made, Outlook: &outlook, Terms: risk.TermsOf(made.Input)}}, risk.Options{Draws: planner.Draws, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r.Scenarios[0]
}

// The cards show the numbers of the model, in the reader's language.
func TestRiskIsTheModels(t *testing.T) {
	desk := pagetest.New()
	want := expected(t, desk)
	ask := pagetest.Shared(pagetest.Ask(t, desk, "de", ""))
	rows := pagetest.Show(t, headcount.RiskWidgets(), "headcount-wrong", ask).Table.Rows
	if len(rows) != 5 || rows[0][0].Text != "Kosten der Personen, die das Jahr braucht" {
		t.Fatalf("rows %+v", rows)
	}
	if got, cost := rows[0][4], planner.Money(ask, want.Needed.P90.Value, "EUR"); got.Text != cost || !strings.Contains(got.Title, planner.Money(ask, want.Needed.P90.Low, "EUR")) {
		t.Errorf("P90 of cost is %q (%s), want %q with its interval", got.Text, got.Title, cost)
	}
	ask.L = pagetest.Ask(t, desk, "en", "").L
	c := pagetest.Show(t, headcount.RiskWidgets(), "headcount-promises", ask)
	if len(c.Table.Rows) != len(want.Promises) || !strings.Contains(c.Sub, "keep all promises in "+ask.L.Percent(want.All.Value())) {
		t.Errorf("%q, rows %+v", c.Sub, c.Table.Rows)
	}
	for i, row := range c.Table.Rows {
		if got, share := row[6].Text, ask.L.Percent(want.Kept[i].Years.Value()); got != share {
			t.Errorf("promise %d is kept in %s, want %s", i+1, got, share)
		}
	}
}

// The largest swing comes first, with where its spread comes from.
func TestRiskMoves(t *testing.T) {
	c := loadRisk(t, pagetest.New(), "en", "headcount-moves", "growth_spread=0.5")
	if c.Figure == nil || len(c.Table.Rows) < 6 {
		t.Fatalf("figure %v, %d rows", c.Figure, len(c.Table.Rows))
	}
	if row := c.Table.Rows[0]; row[0].Text != "Number of tickets" || row[1].Text != "typed" {
		t.Errorf("first row %+v, want the volume", row)
	}
}

// What is typed is drawn with.
func TestRiskOfWhatIsTyped(t *testing.T) {
	c := loadRisk(t, pagetest.New(), "en", "headcount-wrong", "day_spread=0.2&growth_spread=0")
	if !slices.ContainsFunc(c.Notes, func(n string) bool { return strings.HasPrefix(n, "Service is that of one week of the year") }) {
		t.Errorf("notes %q", c.Notes)
	}
}

// Without tickets every card says why it is empty.
func TestRiskWithoutDemand(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted = plan.Demand{}
	for _, w := range headcount.RiskWidgets() {
		if c := loadRisk(t, desk, "de", w.ID, ""); c.Empty == "" || len(c.Table.Rows) > 0 {
			t.Errorf("%s: %+v", w.ID, c)
		}
	}
}

// Every month of the plan has its spread, around what is planned.
func TestCourseOfTheMonths(t *testing.T) {
	for lang, want := range map[string]string{"en": "1,000 courses of the months", "de": "1.000 Verläufe der Monate"} {
		c := loadRisk(t, pagetest.New(), lang, "headcount-course", "")
		if len(c.Table.Rows) != planner.HeadcountMonths || c.Figure == nil || !strings.HasPrefix(c.Sub, want) {
			t.Fatalf("%s: %q, %d rows %s", lang, c.Sub, len(c.Table.Rows), c.Empty)
		}
		if row := c.Table.Rows[0]; !strings.HasSuffix(row[9].Text, "%") || row[2].Title == "" || len(row) != len(c.Table.Head) {
			t.Errorf("%s: first row %+v", lang, row)
		}
	}
}
