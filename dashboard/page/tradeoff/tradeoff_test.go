package tradeoff_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/dashboard/page/planner"
	"tiermix/dashboard/page/tradeoff"
	"tiermix/model/plan"
)

func load(t *testing.T, desk *pagetest.Desk, lang, id, query string) page.Content {
	t.Helper()
	return pagetest.Load(t, tradeoff.Widgets(), desk, lang, id, query)
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
	if len(names) < 5 || !slices.Equal(names[:4], []string{"today's people", "today's way, as needed", "best mix", "best for the money"}) {
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

// People who cost many times what any mix does would squeeze the chart: they are told and not drawn.
func TestFarTooManyPeople(t *testing.T) {
	c := load(t, pagetest.New(), "en", "tradeoff-frontier", "tier1.people=900&tier2.people=900")
	if len(c.Figure.Tips[2]) != 0 || !strings.Contains(strings.Join(c.Notes, " "), "have no mark in the chart") || c.Table.Rows[0][0].Text != "today's people" {
		t.Errorf("marks %q, notes %q", c.Figure.Tips[2], c.Notes)
	}
}

// A category with three tickets says that it is not sure, and the money of the others is that of the plan.
func TestPolicy(t *testing.T) {
	desk := pagetest.New()
	r := pagetest.Plan(t, desk)
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

// A decision that goes against the rule says why, once for all categories of which it is true.
func TestRemarksOnDecisions(t *testing.T) {
	desk := pagetest.New()
	for i := range 12 {
		desk.Wanted.Categories = append(desk.Wanted.Categories, plan.Category{Key: "thin " + string(rune('a'+i)), Tickets: 4, Tried: 4, Solved: 1, Second: 3})
	}
	notes := map[string]int{}
	for _, d := range pagetest.Plan(t, desk).Search.Policy {
		if d.Note.DE != "" {
			notes[d.Note.DE]++
		}
	}
	c := load(t, desk, "de", "tradeoff-policy", "")
	if len(notes) == 0 || len(c.Points) != len(notes) {
		t.Fatalf("%d remarks, the plan has %v", len(c.Points), notes)
	}
	many := false
	for _, p := range c.Points {
		n := notes[p.Head]
		if named := 1 + strings.Count(p.Text, ","); n == 0 || named != min(n, 8) {
			t.Errorf("%q names %d categories of %d: %s", p.Head, named, n, p.Text)
		}
		many = many || n > 8 && strings.HasSuffix(p.Text, " weitere.")
	}
	if !many {
		t.Errorf("no remark leaves categories out: %+v", c.Points)
	}
}

// Each number of the break-even stands in its sentence.
func TestBreakEven(t *testing.T) {
	desk := pagetest.New()
	b := pagetest.Plan(t, desk).BreakEven
	c := load(t, desk, "en", "tradeoff-even", "")
	l := pagetest.Ask(t, desk, "en", "").L
	if len(c.Points) != 4 || !b.WholeFound || !b.FluidFound || !b.SalaryFound {
		t.Fatalf("%+v of %+v", c.Points, b)
	}
	euro := func(v float64) string {
		if v == 0 {
			return "changes nothing"
		}
		return "saves " + l.Number(v, 0) + "\u00a0€ a year"
	}
	for i, want := range [][]string{
		{l.Percent(b.WholeFCR), l.Percent(b.FCR), l.Percent(b.FluidFCR)}, {l.Fixed(b.SalaryRatio, 2), l.Fixed(b.SalaryRatioToday, 2)},
		{euro(b.PointPerYear), euro(b.PointPerYearWhole)}, {"costs " + l.Number(b.LostPointPerYear, 0) + "\u00a0€ a year more"},
	} {
		for _, part := range want {
			if said := c.Points[i].Head + " " + c.Points[i].Text; !strings.Contains(said, part) {
				t.Errorf("%q does not say %q", said, part)
			}
		}
	}
}

// Where a 1st level never pays, the sentences say so without a number.
func TestNoBreakEven(t *testing.T) {
	c := load(t, pagetest.New(), "de", "tradeoff-even", "tier1.solved_minutes=600&tier1.passed_minutes=500&tier2.minutes=1")
	if got := c.Points[0].Head; got != "Ein 1st Level lohnt sich bei keiner Lösungsquote." {
		t.Errorf("got %q", got)
	}
}

// Every training that the plan weighed has its row: the best first, those that pay marked, and the money is that of the plan.
func TestTraining(t *testing.T) {
	desk := pagetest.New()
	policy := pagetest.Plan(t, desk).Search.Policy
	c := load(t, desk, "en", "tradeoff-training", "")
	if len(c.Table.Rows) != len(policy) || !strings.Contains(c.Sub, "within 24 months") || !strings.Contains(c.Sub, "5\u00a0% a year") {
		t.Fatalf("%d rows, %q", len(c.Table.Rows), c.Sub)
	}
	ask := pagetest.Ask(t, desk, "en", "")
	rows := map[string][]string{}
	for _, row := range c.Table.Rows {
		for _, cell := range row {
			rows[row[0].Text] = append(rows[row[0].Text], cell.Text)
		}
	}
	for _, d := range policy {
		name, v := planner.Category(ask, d.Category.Key), d.Training
		money := func(v float64) string { return planner.Money(ask, v, "EUR") }
		worth, months := "no", "never"
		if v.PaysBack {
			worth = "yes"
		}
		if v.PaybackMonths > 0 {
			months = ask.L.Number(v.PaybackMonths, 1) + " months"
		}
		want := []string{name, worth, "5 pts", money(v.Cost), money(v.SavingPerYear), months, money(v.NetPresent), money(d.TrainingWhole)}
		if diff := cmp.Diff(want, rows[name]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if c := load(t, desk, "de", "tradeoff-training", "training.cost=0"); !strings.HasPrefix(c.Empty, "Es gibt keine Schulung") {
		t.Errorf("without a cost: %+v", c)
	}
}

// The swings are those of the plan in their order, the largest first, as changes to the yearly cost.
func TestTornado(t *testing.T) {
	desk := pagetest.New()
	tornado := pagetest.Plan(t, desk).Tornado
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

// What is no number stands among what went in, with its kind; so does every rate of the on-cost table.
func TestInputsThatAreNoNumbers(t *testing.T) {
	c := load(t, pagetest.New(), "en", "tradeoff-inputs", "live_channels=phone&live_channels=%3Cb%3E")
	rows := map[string][]page.Cell{}
	for _, row := range c.Table.Rows {
		rows[row[4].Text] = row
	}
	for key, want := range map[string][2]string{
		"live_channels": {"phone, <b>", "typed"}, "country": {"DE", "default"}, "opening_hours": {"Mon 08:00-18:00, Tue 08:00-18:00", "typed"},
		"on_cost_table": {"2026", "default"}, "period": {"2026-08-24 – 2026-11-01", "measured"}, "on_cost.pension": {"9.3\u00a0%", "default"},
	} {
		row, ok := rows[key]
		if !ok || !strings.Contains(row[1].Text, want[0]) || row[2].Text != want[1] {
			t.Errorf("%s: %+v, want %q", key, row, want)
		}
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
