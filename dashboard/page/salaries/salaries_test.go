package salaries_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/salaries"
	"tiermix/model/plan"
)

// desk is the invented desk as every page gets it.
func desk() *pagetest.Desk {
	d := pagetest.New()
	d.Wanted = d.Wanted.Withheld()
	return d
}

func load(t *testing.T, d *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, salaries.Widgets(), d, lang, id, query)
}

// row is the text of a row that begins with a name; amounts have their space between number and unit as in print.
func row(c page.Content, name string) string {
	for _, cells := range c.Table.Rows {
		if cells[0].Text == name {
			var all []string
			for _, cell := range cells[1:] {
				all = append(all, cell.Text)
			}
			return strings.ReplaceAll(strings.Join(all, "|"), "\u00a0", " ")
		}
	}
	return "no such row"
}

// 38,123/37,200 = 1.02; (38,123 - 29,760)/(44,640 - 29,760) = 56.2 %. 2nd level's pay is withheld, so the default stands in.
func TestBands(t *testing.T) {
	c := load(t, desk(), "en", "salaries-bands", "")
	const example = "default: Compensation Partner, salaries in IT support, Germany; 20 % down and up is a tiermix example, 2019"
	for name, want := range map[string]string{
		"1st level": "29,760 €|37,200 €|44,640 €|38,123 €|1.02|56.2 %|" + example, "2nd level": "35,680 €|44,600 €|53,520 €|44,600 €|1.00|50.0 %|" + example,
	} {
		if got := row(c, name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if c.Figure == nil || !json.Valid(c.Figure.Option) || len(c.Figure.Tips) != 4 || !strings.Contains(c.Figure.Tips[3][0], "compa-ratio 1.02") {
		t.Errorf("chart %+v", c.Figure)
	}
	if got := row(load(t, desk(), "de", "salaries-bands", ""), "1st Level"); !strings.HasPrefix(got, "29.760 €|37.200 €|44.640 €|38.123 €|1,02|56,2 %|Vorgabe: ") {
		t.Errorf("in German: %s", got)
	}
}

// A real salary is one line with its origin; what is made from a benchmark shows how.
func TestLines(t *testing.T) {
	c := load(t, desk(), "en", "salaries-first", "")
	for name, want := range map[string]string{
		"Gross salary": "||38,123.00 €|measured", "health insurance": "38,123.00 €|8.75 %|3,335.76 €|default", "In all": "||52,243.20 €|",
		"levy U2, maternity pay": "38,123.00 €|0 %|0.00 €|default", "Benchmark": "no such row",
	} {
		if got := row(c, name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "still to be typed") {
		t.Errorf("notes %q", c.Notes)
	}
	c = load(t, desk(), "en", "salaries-second", "tier2.region=1.1&tier2.experience_steps=1&tier2.certificates=600&on_cost.u1=0.01&on_cost.u2=0.004&on_cost.accident=0.01")
	for name, want := range map[string]string{ // 44,600 · 1.1 = 49,060; · 0.4 · 10 % = 1,962.40
		"Benchmark": "||44,600.00 €|default", "Region, times 1.1": "||4,460.00 €|typed", "Experience, 1 × 40 % of the way to the next grade": "||1,962.40 €|default",
		"Certificates": "||600.00 €|typed", "Gross salary": "||51,622.40 €|default", "accident insurance": "51,622.40 €|1 %|516.22 €|typed",
	} {
		if got := row(c, name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if len(c.Notes) > 0 {
		t.Errorf("all rates are typed, and still: %q", c.Notes)
	}
}

// The ways add up from what both levels cost; an escalation is told in whole and by category.
func TestPaths(t *testing.T) {
	c := load(t, desk(), "en", "salaries-paths", "failed_try_cost=2")
	in, err := plan.Build(desk().Wanted, plan.Unsaid())
	if err != nil {
		t.Fatal(err)
	}
	first, second := in.Costs.Tiers[0].Loaded.PerOccupiedMinute, in.Costs.Tiers[1].Loaded.PerOccupiedMinute
	ask := pagetest.Ask(t, desk(), "en", "")
	sum := ask.L.Fixed(8*first+2, 2) + " € + " + ask.L.Fixed(35*second, 2) + " €"
	if got := row(c, "Tried at 1st level, solved at 2nd"); !strings.HasSuffix(got, "|8.0|35.0|"+sum+"|"+ask.L.Fixed(8*first+2+35*second, 2)+" €|default") {
		t.Errorf("got %s, want %s", got, sum)
	}
	if got := row(c, "Passed at once, solved at 2nd level"); !strings.HasPrefix(got, "another way of working|2.0|35.0|") {
		t.Errorf("got %s", got)
	}
	if got, want := row(c, "Price of an escalation"), "||||"+ask.L.Fixed(35*second+2-4*first, 2)+" €|default"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(c.Notes) != 1 || !strings.Contains(c.Notes[0], "2.00") || c.Figure == nil || len(c.Figure.Tips) != 2 {
		t.Errorf("notes %q, chart %+v", c.Notes, c.Figure)
	}
	if len(c.Points) != 2 || !strings.HasPrefix(c.Points[0].Text, ask.L.Fixed(35*second+2-4*first, 2)) {
		t.Errorf("points %q", c.Points)
	}
	by := load(t, desk(), "en", "salaries-escalation", "failed_try_cost=2")
	if got := row(by, "Permissions"); len(by.Table.Rows) != 3 || !strings.HasPrefix(got, ask.L.Fixed(35*second+2-4*first, 2)+" €|") {
		t.Errorf("got %s", got)
	}
}

// What is typed and has no effect is said.
func TestIdlePayIsSaid(t *testing.T) {
	c := load(t, desk(), "de", "salaries-cost", "tier1.region=1.2")
	if text := strings.Join(c.Notes, "\n"); !strings.Contains(text, "tier1.region ist eingegeben und ohne Wirkung") {
		t.Errorf("notes %q", text)
	}
}

func TestNobodyEscalates(t *testing.T) {
	d := desk()
	d.Wanted.Categories = []plan.Category{{Key: "Permissions", Tickets: 4000, Tried: 4000, Solved: 4000}}
	c := load(t, d, "en", "salaries-paths", "")
	if len(c.Table.Rows) < 3 || strings.Contains(row(c, "Price of an escalation"), "NaN") {
		t.Errorf("got %+v", c.Table.Rows)
	}
}

func TestHeadlineSaysWhatIsWithheld(t *testing.T) {
	head, err := salaries.Tiles(context.Background(), pagetest.Ask(t, desk(), "en", ""))
	if err != nil || len(head.Tiles) != 6 || !strings.HasPrefix(head.Note, "Tier 2: the pay of 3 people is withheld") {
		t.Errorf("got %+v, %v", head, err)
	}
	head, err = salaries.Tiles(context.Background(), pagetest.Ask(t, desk(), "en", "tier2.salary=50000"))
	if err != nil || head.Note != "" {
		t.Errorf("typed: got %q, %v", head.Note, err)
	}
}

// Every number of the ladder has its origin.
func TestLadder(t *testing.T) {
	c := load(t, desk(), "en", "salaries-hours", "hours.vacation=30")
	if got := row(c, "− vacation"); !strings.HasSuffix(got, "|30 days a year (typed)") {
		t.Errorf("got %s", got)
	}
	if got := row(c, "− sickness"); !strings.Contains(got, "default: Statistisches Bundesamt") {
		t.Errorf("got %s", got)
	}
}

func TestErrorsNameWhatFailed(t *testing.T) {
	d := desk()
	d.Broken["demand"] = errors.New("disk on fire")
	for _, w := range salaries.Widgets() {
		if _, err := w.Load(context.Background(), pagetest.Ask(t, d, "en", "")); err == nil || !strings.Contains(err.Error(), "read the demand: disk on fire") {
			t.Errorf("%s: err = %v", w.ID, err)
		}
	}
}

func TestNothingToPlan(t *testing.T) {
	d := desk()
	d.Wanted = plan.Demand{}
	for _, w := range salaries.Widgets()[1:] {
		if c, err := w.Load(context.Background(), pagetest.Ask(t, d, "de", "")); err != nil || c.Empty == "" {
			t.Errorf("%s: %+v, %v", w.ID, c, err)
		}
	}
}

func TestNewPutsEveryCardInItsPlace(t *testing.T) {
	cards := page.Cards{}
	for _, w := range salaries.Widgets() {
		cards[w.ID] = page.Card{ID: w.ID}
	}
	got := salaries.New(page.Frame{ID: "salaries"}, nil, cards).(salaries.Page)
	for want, card := range map[string]page.Card{
		"salaries-form": got.Form, "salaries-bands": got.Bands, "salaries-first": got.First, "salaries-second": got.Second, "salaries-paths": got.Paths,
		"salaries-escalation": got.Escalation, "salaries-hours": got.Hours, "salaries-cost": got.Cost,
	} {
		if card.ID != want {
			t.Errorf("card %q, want %q", card.ID, want)
		}
	}
	if len(salaries.Widgets()) != 8 {
		t.Error("a widget has no place in this test")
	}
}
