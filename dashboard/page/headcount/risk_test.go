package headcount_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// guarded is a desk without single salaries, as every page gets it.
func guarded() *pagetest.Desk {
	desk := pagetest.New()
	desk.Wanted = desk.Wanted.Withheld()
	return desk
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
	desk := guarded()
	want := expected(t, desk)
	ask := pagetest.Shared(pagetest.Ask(t, desk, "de", ""))
	h, _, err := planner.Headcount(t.Context(), ask)
	if err != nil || h == nil {
		t.Fatal(err)
	}
	course, err := risk.Follow(t.Context(), *h, risk.Options{Draws: planner.Draws, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	shown := pagetest.Show(t, headcount.RiskWidgets(), "headcount-wrong", ask)
	rows := shown.Table.Rows
	if len(rows) != 5 || rows[0][0].Text != "Kosten von 24 Monaten, mit dem Preis fehlender Personen" || rows[0][1].Text != planner.Money(ask, h.Ways.Free.Course.Total.Total(), "EUR") {
		t.Fatalf("rows %+v", rows)
	}
	if got, cost := rows[0][4], planner.Money(ask, course.Cost.P90.Value, "EUR"); got.Text != cost || !strings.Contains(got.Title, planner.Money(ask, course.Cost.P90.Low, "EUR")) {
		t.Errorf("P90 of cost is %q (%s), want %q with its interval", got.Text, got.Title, cost)
	}
	if want := ask.L.Fixed(course.Missing[1].P90.Value, 1); rows[4][4].Text != want || !strings.Contains(shown.Sub, ask.L.Percent(course.Enough.Value())) {
		t.Errorf("%q, FTE-months missing at 2nd level %q, want %q", shown.Sub, rows[4][4].Text, want)
	}
	if !slices.ContainsFunc(shown.Notes, func(n string) bool { return strings.HasPrefix(n, "Einzelne Gehälter stehen auf keiner Seite") }) {
		t.Errorf("notes %q do not say that the spread of pay is a default", shown.Notes)
	}
	ask.L = pagetest.Ask(t, desk, "en", "").L
	c := pagetest.Show(t, headcount.RiskWidgets(), "headcount-promises", ask)
	if len(c.Table.Rows) != len(want.Promises) || !strings.Contains(c.Sub, "they keep all promises in "+ask.L.Percent(want.All.Value())) {
		t.Errorf("%q, rows %+v", c.Sub, c.Table.Rows)
	}
	for i, row := range c.Table.Rows {
		if got, share := row[6].Text, ask.L.Percent(want.Kept[i].Years.Value()); got != share {
			t.Errorf("promise %d is kept in %s, want %s", i+1, got, share)
		}
	}
}

// The largest move comes first, with where its spread comes from; single salaries are not on pages, so that the spread of pay is a default.
func TestRiskMoves(t *testing.T) {
	c := loadRisk(t, guarded(), "en", "headcount-moves", "")
	if c.Figure == nil || len(c.Table.Rows) != 4 {
		t.Fatalf("%d rows", len(c.Table.Rows))
	}
	from := map[string]string{}
	for _, row := range c.Table.Rows {
		from[row[0].Text] = row[1].Text
	}
	want := map[string]string{"Number of tickets": "measured", "Who leaves": "default", "Cost of a person, 1st level": "default", "Cost of a person, 2nd level": "default"}
	if diff := cmp.Diff(want, from); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
	typed := loadRisk(t, guarded(), "en", "headcount-moves", "cost_spread=0.5")
	if row := typed.Table.Rows[0]; !strings.HasPrefix(row[0].Text, "Cost of a person") || row[1].Text != "typed" {
		t.Errorf("first row %+v, want pay", row)
	}
}

// What is typed is drawn with.
func TestRiskOfWhatIsTyped(t *testing.T) {
	c := loadRisk(t, pagetest.New(), "en", "headcount-promises", "day_spread=0.2&growth_spread=0")
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
