package plan_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// scenario is one with values typed.
func scenario(name string, typed map[string]float64) plan.Scenario {
	s := plan.Untyped()
	s.Name = name
	for key, v := range typed {
		f, err := plan.FieldOf(key)
		if err != nil {
			panic(err)
		}
		s.Values[key] = origin.Type(v, f.Unit)
	}
	return s
}

func compare(t *testing.T, d plan.Demand, all ...plan.Scenario) plan.Comparison {
	t.Helper()
	c, err := plan.Compare(d, all)
	if err != nil {
		t.Fatal(err)
	}
	for _, rows := range [][]plan.Row{c.Figures, c.Policy} {
		for _, r := range rows {
			if len(r.Cells) != len(all) {
				t.Errorf("%s has %d cells for %d scenarios", r.Key, len(r.Cells), len(all))
			}
		}
	}
	return c
}

// cells are the cells of a figure.
func cells(t *testing.T, c plan.Comparison, key string) []plan.Cell {
	t.Helper()
	for _, r := range append(c.Figures, c.Policy...) {
		if r.Key == key {
			return r.Cells
		}
	}
	t.Fatalf("no row %s", key)
	return nil
}

// Figures are those of the plans themselves.
func TestCompareShowsTheFiguresOfThePlans(t *testing.T) {
	dear := scenario("Dear", map[string]float64{"tier2.salary": 90_000})
	c := compare(t, office(), plan.Untyped(), dear)
	r, err := build(t, office(), map[string]origin.Value{"tier2.salary": origin.Type(90_000, plan.MoneyYear)}).Weigh()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]float64{
		"cost.best": r.Best.PerYear, "cost.today": r.Today.PerYear, "saving": r.Today.PerYear - r.Best.PerYear,
		"tier1.people": float64(r.Best.Tiers[0].Heads), "tier2.fte": r.Best.Tiers[1].Gross, "tier2.peak": float64(r.Best.Tiers[1].PeakHeads),
		"tier2.person": r.Input.Costs.Tiers[1].Loaded.PerYear, "tier1.service": r.Best.Typical.Tiers[0].Reach.Live[0].ServiceLevel,
		"tier2.in_time": r.Best.Typical.Tiers[1].Reach.Deferred[0].InTime, "breakeven.fcr": r.BreakEven.WholeFCR, "point": r.BreakEven.PointPerYear,
		"tried": float64(r.Best.Policy.Count()), "fcr": r.BreakEven.FCR,
	} {
		if got := cells(t, c, key)[1]; !got.Known || got.Amount != want {
			t.Errorf("%s: got %+v, want %v", key, got, want)
		}
	}
	if got := cells(t, c, "tier1.binds")[1].Word; got != r.Best.Tiers[0].Binds {
		t.Errorf("binds: got %q, want %q", got, r.Best.Tiers[0].Binds)
	}
	for _, d := range r.Search.Policy {
		if got := cells(t, c, "action."+d.Category.Key)[1].Word; got != string(d.Action) {
			t.Errorf("%s: got %q, want %q", d.Category.Key, got, d.Action)
		}
	}
	if c.Columns[1].Result.Frontier.Points != nil {
		t.Error("the points of the frontier are kept")
	}
}

// A dearer 2nd level differs in nothing but its salary, and the difference in cost is all price where the people are the same.
func TestCompareSaysWhy(t *testing.T) {
	c := compare(t, office(), plan.Untyped(), scenario("Dear", map[string]float64{"tier2.salary": 46_000}))
	if h := cells(t, c, "tier2.people"); h[0] != h[1] {
		t.Fatalf("people: %+v; the test wants the same", h)
	}
	split := c.Columns[1].Split
	want := plan.Split{Known: true, From: c.Columns[0].Result.Best.PerYear, To: c.Columns[1].Result.Best.PerYear}
	want.Parts = []plan.Part{{Key: plan.People1}, {Key: plan.Price1}, {Key: plan.People2}, {Key: plan.Price2, Amount: want.To - want.From}, {Key: plan.Failed}}
	if diff := cmp.Diff(want, split, close9); diff != "" {
		t.Errorf("split (-want +got):\n%s", diff)
	}
	about := origin.Text{EN: "gross salary for full time", DE: "Bruttogehalt für Vollzeit"}
	settings := []plan.Settings{{Key: "tier2.salary", About: about, Of: []plan.Setting{
		{Known: true, Value: origin.Assume(44_600, "EUR/year", "Compensation Partner, salaries in IT support, Germany", 2019)},
		{Known: true, Value: origin.Type(46_000, "EUR/year")},
	}}}
	if diff := cmp.Diff(settings, c.Differing); diff != "" {
		t.Errorf("assumptions (-want +got):\n%s", diff)
	}
	if none := c.Columns[0].Split; none.Known || none.Why != "" {
		t.Errorf("the first scenario is compared with something: %+v", none)
	}
}

var close9 = cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(a)) })

// One that cannot be planned stands there with its sentence, with what it types; the others stay.
func TestCompareKeepsTheOthers(t *testing.T) {
	broken := scenario("Broken", map[string]float64{"growth": 0.2})
	broken.Country, broken.Table, broken.Typed = "FR", "2026", map[string]bool{plan.CountryKey: true}
	newer := scenario("Newer", nil)
	newer.Unread = []plan.Entry{{Key: "tier1.mood", Amount: 7}}
	dollars := scenario("Dollars", map[string]float64{"tier1.salary": 50_000, "tier2.salary": 70_000})
	dollars.Country, dollars.Typed = "US", map[string]bool{plan.CountryKey: true}
	c := compare(t, office(), scenario("Plain", map[string]float64{"growth": 0.2}), broken, newer, dollars)
	for i, want := range []string{"", "FR", "\"tier1.mood\": this program does not know what is typed here", ""} {
		if got := c.Columns[i].Fault; !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%s: fault %q, want one with %q", c.Columns[i].Scenario.Name, got, want)
		}
		if n := len(c.Columns[i].Sentences()); (n == 0) != (want == "") {
			t.Errorf("%s: %d sentences", c.Columns[i].Scenario.Name, n)
		}
	}
	if got := cells(t, c, "cost.best"); !got[0].Known || got[1].Known || got[2].Known || !got[3].Known {
		t.Errorf("cost: %+v", got)
	}
	for i, want := range []string{"", "one of the two cannot be planned", "one of the two cannot be planned", "one is in EUR and the other in USD; amounts are not converted"} {
		if got := c.Columns[i].Split; got.Known || got.Why != want {
			t.Errorf("split %d: %+v, want %q", i, got, want)
		}
	}
	got := map[string][]string{}
	for _, s := range c.Differing {
		for _, of := range s.Of {
			text := of.Word()
			if of.Words == nil {
				text = of.Value.String()
			}
			got[s.Key] = append(got[s.Key], text+" "+string(of.Value.Kind))
		}
	}
	if diff := cmp.Diff([]string{"DE default", "FR typed", "DE default", "US typed"}, got["country"]); diff != "" {
		t.Errorf("country (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"20 % (typed) typed", "20 % (typed) typed", "0 % (default: tiermix example, no survey, 2026) default", "0 % (default: tiermix example, no survey, 2026) default"}, got["growth"]); diff != "" {
		t.Errorf("growth (-want +got):\n%s", diff)
	}
	if got["tier1.mood"][2] != "7 (typed) typed" || c.Columns[2].Scenario.Unread == nil {
		t.Errorf("what is not known: %v", got["tier1.mood"])
	}
}

func TestCompareRefuses(t *testing.T) {
	five := []plan.Scenario{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		five = append(five, scenario(name, nil))
	}
	for want, all := range map[string][]plan.Scenario{
		"0 scenarios are named; 1 to 4 can be compared": nil,
		"5 scenarios are named; 1 to 4 can be compared": five,
		`scenario "a" is named twice; name each once`:   {five[0], scenario("A", nil)},
	} {
		if _, err := plan.Compare(office(), all); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// invented is a planned column with nothing in it but what a split is made from.
func invented(t *rapid.T, name string) plan.Column {
	r := plan.Result{Input: plan.Input{Currency: "EUR", Costs: salary.Result{Tiers: make([]salary.TierCost, 2)}}}
	r.Best.Typical.Tiers = make([]staffing.TierPlan, 2)
	for i := range 2 {
		r.Best.Tiers[i].Heads = rapid.IntRange(0, 5000).Draw(t, "heads")
		r.Input.Costs.Tiers[i].Loaded.PerYear = rapid.Float64Range(1, 1e6).Draw(t, "price")
		r.Best.PerYear += float64(r.Best.Tiers[i].Heads) * r.Input.Costs.Tiers[i].Loaded.PerYear
	}
	r.Best.Option.FailedTriesPerYear = rapid.Float64Range(0, 1e6).Draw(t, "failed")
	r.Input.Desk.FailedTry = tradeoff.Exactly(origin.Type(rapid.Float64Range(0, 1000).Draw(t, "m"), tradeoff.PerTry("EUR")))
	r.Best.PerYear += r.Best.Option.FailedTriesPerYear * r.Input.Desk.FailedTry.Amount
	s := plan.Untyped()
	s.Name = name
	return plan.Column{Scenario: s, Result: &r}
}

// The parts of a difference add up to it, whole ones without any rest; the other way round every part has the other sign; and
// a whole part lies less than one unit off.
func TestSplitAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := invented(t, "a"), invented(t, "b")
		there, err := plan.Beside(plan.Demand{}, []plan.Column{a, b})
		if err != nil {
			t.Fatal(err)
		}
		back, err := plan.Beside(plan.Demand{}, []plan.Column{b, a})
		if err != nil {
			t.Fatal(err)
		}
		s, r := there.Columns[1].Split, back.Columns[1].Split
		sum, scale := 0.0, math.Max(1, math.Max(s.From, s.To))
		for _, p := range s.Parts { // two large parts may take each other back
			scale = math.Max(scale, math.Abs(p.Amount))
		}
		for i, p := range s.Parts {
			sum += p.Amount
			if p.Key != plan.PartKeys()[i] || math.Abs(p.Amount+r.Parts[i].Amount) > 1e-12*scale {
				t.Fatalf("part %d: %+v there, %+v back", i, p, r.Parts[i])
			}
		}
		if math.Abs(sum-(s.To-s.From)) > 1e-12*scale {
			t.Fatalf("parts add up to %v, the difference is %v", sum, s.To-s.From)
		}
		w := s.Whole()
		whole := w.From
		for i, p := range w.Parts {
			whole += p.Amount
			if p.Amount != math.Trunc(p.Amount) || math.Abs(p.Amount-s.Parts[i].Amount) > 1+1e-9*scale {
				t.Fatalf("whole part %+v of %+v", p, s.Parts[i])
			}
		}
		if whole != w.To || w.To != math.Round(s.To) || w.From != math.Round(s.From) {
			t.Fatalf("whole parts add up to %v, ends %v and %v of %v and %v", whole, w.From, w.To, s.From, s.To)
		}
	})
}

// Every field of the assumptions is part of what a scenario keeps: who adds one has to teach Entries, Typing and this test.
func TestEveryKindOfAssumptionIsKept(t *testing.T) {
	a := plan.Assumptions{
		Country: "DE", Table: "2026", Live: []string{"fax"}, Values: map[string]origin.Value{"growth": origin.Type(0.1, origin.Share)},
		Tables: salary.Tables()[:1], Bands: []salary.Band{{Tier: 1, Grade: "a", Min: 1, Mid: 2, Max: 3}}, Grades: map[int]string{1: "a"},
		Typed: map[string]bool{plan.CountryKey: true, plan.TableKey: true, plan.LiveKey: true, plan.FileKey: true},
	}
	for i := range reflect.ValueOf(a).NumField() {
		if reflect.ValueOf(a).Field(i).IsZero() {
			t.Errorf("%s is not tested", reflect.TypeOf(a).Field(i).Name)
		}
	}
	got, unread := plan.Typing(a.Entries())
	if diff := cmp.Diff(a, got); diff != "" || len(unread) > 0 {
		t.Errorf("(-want +got):\n%s%v", diff, unread)
	}
}

// Bands, grades and tables of one's own stand among the assumptions that differ.
func TestCompareShowsBandsAndTables(t *testing.T) {
	own := scenario("Own", nil)
	own.Tables, own.Typed = salary.Tables()[:1], map[string]bool{plan.FileKey: true}
	own.Bands, own.Grades = []salary.Band{{Tier: 1, Grade: "junior", Min: 30_000, Mid: 35_000, Max: 40_000}}, map[int]string{1: "junior"}
	own.Tables[0].Components = own.Tables[0].Components[:1]
	c := compare(t, office(), plan.Untyped(), own)
	got := map[string]string{}
	for _, s := range c.Differing {
		got[s.Key] = s.Of[0].Word() + " | " + s.Of[1].Word() + " | " + string(s.Of[0].Value.Kind) + " | " + string(s.Of[1].Value.Kind)
	}
	first := own.Tables[0].Components[0]
	want := map[string]string{
		"band":         " | tier 1 junior 30000/35000/40000 | default | typed",
		"tier1.grade":  " | junior | default | typed",
		"on_cost_file": " | " + own.Tables[0].Name() + ", " + fmt.Sprintf("%s %v from %v to %v", first.Key, first.Rate, first.Floor, first.Ceiling) + " | default | typed",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
