package scenarios_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/scenarios"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// load fills a card of the page.
func load(t *testing.T, desk *pagetest.Desk, id, query string) page.Content {
	t.Helper()
	ask := pagetest.Ask(t, desk, "en", query)
	ask.Path, ask.Token = scenarios.Path, "secret"
	for _, w := range scenarios.Widgets() {
		if w.ID == id {
			c, err := w.Load(context.Background(), ask)
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
	}
	t.Fatalf("no card %s", id)
	return page.Content{}
}

// texts are the cells of a table.
func texts(c page.Content) (all [][]string) {
	for _, row := range append([][]page.Cell{c.Table.Head}, c.Table.Rows...) {
		var line []string
		for _, cell := range row {
			line = append(line, strings.ReplaceAll(cell.Text, "\u00a0", " "))
		}
		all = append(all, line)
	}
	return all
}

// beside is the query of a comparison.
func beside(names ...string) string { return url.Values{"scenario": names}.Encode() }

// scenario is one with values typed.
func scenario(name string, typed map[string]float64) plan.Scenario {
	s := plan.Untyped()
	s.Name, s.Saved = name, pagetest.New().State.Last
	for key, v := range typed {
		s.Values[key] = origin.Type(v, "")
	}
	return s
}

// Without a choice the plan without anything typed stands beside the newest scenarios; one that cannot be planned says why.
func TestSideBySide(t *testing.T) {
	c := load(t, pagetest.New(), "scenarios-figures", "")
	rows := texts(c)
	if diff := cmp.Diff([]string{"Figure", "nothing typed", "Dear experts", "Offices abroad"}, rows[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if row := rows[1]; row[0] != "cost of the best mix" || !strings.HasSuffix(row[1], " €") || row[1] == row[2] || row[3] != "–" {
		t.Errorf("cost: %q", row)
	}
	if len(c.Notes) != 2 || !strings.HasPrefix(c.Notes[0], "Offices abroad cannot be planned: tier1.salary: ") {
		t.Errorf("notes %q", c.Notes)
	}
	for _, row := range rows {
		if text := strings.Join(row, "|"); strings.Contains(text, "NaN") || strings.Contains(text, "⟦") {
			t.Errorf("row %q", text)
		}
	}
}

// The parts of the table lead from the first scenario's cost to the other's, to the unit.
func TestWhyTheCostDiffers(t *testing.T) {
	c := load(t, pagetest.New(), "scenarios-why", beside("nothing typed", "Dear experts", "Offices abroad"))
	rows := texts(c)
	number := func(text string) (n int) {
		for _, r := range strings.TrimPrefix(text, "-") {
			if r >= '0' && r <= '9' {
				n = 10*n + int(r-'0')
			}
		}
		if strings.HasPrefix(text, "-") {
			return -n
		}
		return n
	}
	sum := 0
	for _, row := range rows[1 : len(rows)-1] {
		sum += number(row[1])
	}
	if want := number(rows[len(rows)-1][1]); sum != want || len(rows) != 8 {
		t.Errorf("the parts lead to %d, not %d: %q", sum, want, rows)
	}
	if c.Figure == nil || !strings.Contains(strings.Join(c.Notes, " "), "Offices abroad is not in the picture: one of the two cannot be planned.") {
		t.Errorf("figure %v, notes %q", c.Figure, c.Notes)
	}
}

// Money in two currencies is not compared.
func TestTwoCurrencies(t *testing.T) {
	desk := pagetest.New()
	abroad := scenario("US", map[string]float64{"tier1.salary": 50_000, "tier2.salary": 70_000})
	abroad.Country, abroad.Typed[plan.CountryKey] = "US", true
	desk.Keep(abroad)
	c := load(t, desk, "scenarios-why", "")
	if c.Empty == "" || !strings.Contains(strings.Join(c.Notes, ""), "one is in EUR, the other in USD, and amounts are not converted") {
		t.Errorf("got %+v", c)
	}
	rows := texts(load(t, desk, "scenarios-figures", ""))
	if !strings.HasSuffix(rows[1][1], "€") || !strings.HasSuffix(rows[1][2], "$") {
		t.Errorf("cost %q", rows[1])
	}
}

// Differing assumptions carry their origin. The pay of three people is withheld, and the page says so.
func TestWhatIsTypedDifferently(t *testing.T) {
	desk := pagetest.New()
	desk.Wanted = desk.Wanted.Withheld() // as every page gets it
	got := texts(load(t, desk, "scenarios-inputs", beside("Dear experts", "nothing typed")))
	text := ""
	for _, row := range got {
		text += strings.Join(row, " | ") + "\n"
	}
	for _, want := range []string{"Assumption | Dear experts | nothing typed\n", " | 50 % (typed) | 0 % (default)\n", "58,000 € a year (typed) | ", "Permissions, share that 1st level solves | 50 % (typed) | 94.99 % (measured)\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	notes := load(t, desk, "scenarios-figures", beside("Dear experts", "nothing typed")).Notes
	if len(notes) != 1 || !strings.HasPrefix(notes[0], "Tier 2: the pay of 3 people is withheld") {
		t.Errorf("notes %q", notes)
	}
}

func TestWhatCannotBeCompared(t *testing.T) {
	none := pagetest.New()
	none.Keep()
	empty := pagetest.New()
	empty.Wanted = plan.Demand{}
	for _, c := range []struct {
		desk  *pagetest.Desk
		query string
		want  string
	}{
		{none, "", "Nothing to compare yet: save a scenario first."},
		{empty, "", "There is nothing to plan with"},
		{pagetest.New(), beside("a", "b", "c", "d", "e"), "5 scenarios are chosen. Choose up to 4."},
		{pagetest.New(), beside("Dear experts", "<b>", "Poor"), "There is no scenario of this name: “<b>”, “Poor”. Choose from the list."},
		{pagetest.New(), beside("Dear experts", "dear EXPERTS"), "One scenario is named twice."},
	} {
		for _, id := range []string{"scenarios-figures", "scenarios-why", "scenarios-policy", "scenarios-inputs"} {
			if got := load(t, c.desk, id, c.query).Empty; !strings.HasPrefix(got, c.want) {
				t.Errorf("%s: %q, want %q", id, got, c.want)
			}
		}
	}
	if got := load(t, pagetest.New(), "scenarios-why", beside("Dear experts")).Empty; !strings.HasPrefix(got, "Choose a second scenario") {
		t.Errorf("one alone: %q", got)
	}
	for id, want := range map[string]string{"scenarios-policy": "All of them do the same", "scenarios-inputs": "All of them type the same"} {
		same := pagetest.New()
		same.Keep(scenario("A", nil))
		if got := load(t, same, id, "").Empty; !strings.HasPrefix(got, want) {
			t.Errorf("%s: %q", id, got)
		}
	}
}

// The list offers every scenario with its values in an address, unless an address cannot carry them.
func TestSavedScenarios(t *testing.T) {
	desk := pagetest.New()
	own := scenario("Own table", nil)
	own.Tables, own.Typed[plan.FileKey] = salary.Tables()[:1], true
	desk.Keep(append(desk.Saved(), own)...)
	c := load(t, desk, "scenarios-list", "growth=9&period=4w&scenario=Own+table")
	list := c.More.(scenarios.SavedList)
	want := []scenarios.Saved{
		{Value: "nothing typed", Name: "nothing typed", Facts: "always there: measured values and defaults", Open: "/tradeoff?period=4w&scenario=Own+table"},
		{Value: "Dear experts", Name: "Dear experts", Note: "offers of March", Facts: "3 values typed · saved 2 Nov 2026, 10:30", Kept: true,
			Open: "/tradeoff?category.Permissions.solve=0.5&growth=0.5&period=4w&scenario=Own+table&tier2.salary=58000"},
		{Value: "Offices abroad", Name: "Offices abroad", Facts: "1 value typed · saved 3 Nov 2026, 10:30", Kept: true, Open: "/tradeoff?country=US&period=4w&scenario=Own+table"},
		{Value: "Own table", Name: "Own table", Facts: "1 value typed · saved 31 Oct 2026, 19:00", Kept: true, Checked: true},
	}
	if diff := cmp.Diff(want, list.All); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]page.Hidden{{Name: "growth", Value: "9"}, {Name: "period", Value: "4w"}}, list.Hidden); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
	if len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "tiermix plan --scenario") {
		t.Errorf("notes %q", c.Notes)
	}
}

// The card says what would be saved, also what no field of a page holds.
func TestWhatWouldBeSaved(t *testing.T) {
	c := load(t, pagetest.New(), "scenarios-save", "growth=0.5&tier1.salary=-3&live_channels=&country=US&category..solve=0.3&tier2.grade=senior&hours.vacation=30")
	form := c.More.(scenarios.SaveForm)
	want := []string{
		"Salary, 1st level: -3 lies outside 1 to 10,000,000: gross salary for full time.", "Volume, change: 0.5", "not known, share that 1st level solves: 0.3",
		"Country of the on-cost table: US", "Channels on which customers wait in line: none", "2nd level: grade of the people: senior",
	}
	for _, text := range want {
		if !strings.Contains(strings.Join(form.Typed, "\n"), text) {
			t.Errorf("no %q in %q", text, form.Typed)
		}
	}
	if form.Token != "secret" || !strings.HasPrefix(form.Action, "/scenarios?category..solve=0.3&country=US&growth=0.5") {
		t.Errorf("form %+v", form)
	}
	many := url.Values{}
	for _, f := range plan.Fields() {
		many.Set(f.Key, "1")
	}
	if typed := load(t, pagetest.New(), "scenarios-save", many.Encode()).More.(scenarios.SaveForm).Typed; len(typed) != 13 || !strings.HasPrefix(typed[12], "and ") {
		t.Errorf("%d lines, the last %q", len(typed), typed[len(typed)-1])
	}
}

func TestErrorsOfTheSource(t *testing.T) {
	for _, broken := range []string{"scenarios", "demand"} {
		desk := pagetest.New()
		desk.Broken[broken] = errors.New("broken")
		failed := 0
		for _, w := range scenarios.Widgets() {
			if _, err := w.Load(context.Background(), pagetest.Ask(t, desk, "en", "")); err != nil {
				failed++
			}
		}
		if want := map[string]int{"scenarios": 5, "demand": 4}[broken]; failed != want {
			t.Errorf("%s broken: %d cards fail, want %d", broken, failed, want)
		}
	}
}
