package plan_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// junior and senior are typed bands of 1st level.
func typedBands() []salary.Band {
	return []salary.Band{{Tier: 1, Grade: "junior", Min: 30_000, Mid: 36_000, Max: 42_000}, {Tier: 1, Grade: "senior", Min: 38_000, Mid: 46_000, Max: 54_000}}
}

// assumed is what a user typed: values by key, in the field's unit.
func assumed(t interface {
	Helper()
	Fatal(...any)
}, values map[string]float64) plan.Assumptions {
	t.Helper()
	a := plan.Unsaid()
	for key, amount := range values {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		a.Values[key] = origin.Type(amount, f.Unit)
	}
	return a
}

func built(t *testing.T, d plan.Demand, a plan.Assumptions) plan.Input {
	t.Helper()
	in, err := plan.Build(d, a)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func trace(in plan.Input, key string) string {
	for _, t := range in.Traces {
		if t.Key == key {
			return t.Value.String()
		}
	}
	return ""
}

// By hand: 36,000 · 1.1 · (1 + 0.4 · 2 · (46,000/36,000 - 1)) + 1,200 = 39,600 · 1.2222 + 1,200 = 49,600; by the default and its gap
// of 10 %: 44,600 · 0.9 · (1 + 0.4 · 0.1) = 41,745.60.
func TestSalaryIsMadeFromABenchmark(t *testing.T) {
	a := assumed(t, map[string]float64{"tier1.region": 1.1, "tier1.experience_steps": 2, "tier1.certificates": 1200, "tier2.region": 0.9, "tier2.experience_steps": 1})
	a.Bands = typedBands()
	in := built(t, office(), a)
	for i, want := range []float64{49_600, 41_745.60} {
		if got := in.Costs.Tiers[i].Offer.Salary; math.Abs(got-want) > 1e-6 {
			t.Errorf("tier %d: got %v, want %v", i+1, got, want)
		}
	}
	want := map[string]string{
		"tier1.salary": "36,000 EUR/year (typed: middle of the typed band)", "tier1.region": "1.1 factor (typed)", "tier1.experience_steps": "2 steps (typed)",
		"tier1.grade_gap": "", "tier2.grade_gap": "10 % (default: tiermix example, no survey, 2026)", "tier1.certificates": "1,200 EUR/year (typed)",
		"tier2.salary": "44,600 EUR/year (default: Compensation Partner, salaries in IT support, Germany, 2019)",
	}
	got := map[string]string{}
	for key := range want {
		got[key] = trace(in, key)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("traces (-want +got):\n%s", diff)
	}
	if place := in.Costs.Tiers[0]; place.Grade != "junior" || !place.Placed || math.Abs(place.Place.Compa-49_600.0/36_000) > 1e-9 || place.Place.Side != 1 {
		t.Errorf("place %+v of grade %s", place.Place, place.Grade)
	}
}

// What people really earn has region, experience and certificates in it: they are not applied again, and the plan says so.
func TestRealSalaryStandsAsItIs(t *testing.T) {
	d := office()
	d.Salaries = []plan.Salary{{Tier: 1, Currency: "EUR", People: 8, Mean: 38_000, Lowest: 33_000, Highest: 44_000}}
	a := assumed(t, map[string]float64{"tier1.region": 1.2, "tier2.salary": 47_000, "tier2.certificates": 900})
	a.Bands = typedBands()
	a.Grades = map[int]string{1: "senior"}
	in := built(t, d, a)
	for i, want := range []float64{38_000, 47_000} {
		if got := in.Costs.Tiers[i].Offer.Salary; got != want {
			t.Errorf("tier %d: got %v, want %v", i+1, got, want)
		}
	}
	notes := ""
	for _, n := range in.Notes {
		notes += n.EN + "\n"
	}
	for _, want := range []string{"tier1.region is typed and has no effect: the salary of tier 1 is measured", "tier2.certificates is typed and has no effect: the salary of tier 2 is typed"} {
		if !strings.Contains(notes, want) {
			t.Errorf("no %q in\n%s", want, notes)
		}
	}
	if got := trace(in, "tier1.region"); got != "" {
		t.Errorf("a region without effect is traced: %s", got)
	}
	if p := in.Costs.Tiers[0]; p.Grade != "senior" || p.Place.Side != 0 || math.Abs(p.Place.Compa-38.0/46) > 1e-12 || p.Place.Penetration != 0 {
		t.Errorf("place %+v of grade %s", p.Place, p.Grade)
	}
}

// The owner sees the mean of few people, and is told what that is.
func TestOwnerIsToldOfFewPeople(t *testing.T) {
	d := office()
	d.Salaries = []plan.Salary{{Tier: 2, Currency: "EUR", People: 3, Mean: 47_000}}
	in := built(t, d, plan.Unsaid())
	if in.Costs.Tiers[1].Offer.Salary != 47_000 || len(in.Notes) == 0 || !strings.HasPrefix(in.Notes[0].EN, "Tier 2: the salary is the mean of fewer than 6 people (3)") || !strings.Contains(in.Notes[0].DE, "weniger als 6 Personen (3)") {
		t.Errorf("got %v, %+v", in.Costs.Tiers[1].Offer.Salary, in.Notes)
	}
}

func TestNextGradeFromTheGap(t *testing.T) {
	a := assumed(t, map[string]float64{"tier1.experience_steps": 1, "tier1.grade_gap": 0.5})
	a.Bands, a.Grades = typedBands(), map[int]string{1: "senior"} // the last grade has no next band
	if got, want := built(t, office(), a).Costs.Tiers[0].Offer.Salary, 46_000*1.2; math.Abs(got-want) > 1e-6 {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The employer's own rates move the bill: 37,200 · 1.6 % = 595.20 on top of 7,923.60.
func TestOnCostRatesOfTheEmployer(t *testing.T) {
	in := built(t, office(), assumed(t, map[string]float64{"on_cost.u1": 0.016}))
	if got := in.Costs.Tiers[0].OnCost.Total; got != 8_518.80 {
		t.Errorf("got %v, want 8518.80", got)
	}
	if got := trace(in, "on_cost.u1"); got != "1.6 % (typed: § 7 AAG; the rate is set by the health insurer, 2026)" {
		t.Errorf("trace %q", got)
	}
	if got := trace(in, "on_cost.accident"); !strings.HasPrefix(got, "0 % (default: § 150 SGB VII") {
		t.Errorf("trace %q", got)
	}
	if got := trace(in, "on_cost.levy"); got != "" {
		t.Errorf("a British rate went into a German plan: %s", got)
	}
	_, err := plan.Build(office(), assumed(t, map[string]float64{"on_cost.levy": 0.005}))
	if err == nil || !strings.Contains(err.Error(), `"levy" is not among its inputs: health, u1, u2, accident`) {
		t.Errorf("got %v", err)
	}
}

func TestOwnTable(t *testing.T) {
	a := plan.Unsaid()
	a.Country, a.Table = "AT", "2026"
	a.Tables = []salary.Table{{Country: "AT", Year: "2026", Currency: "EUR", Source: "ours", Components: []salary.Component{
		{Key: "pension", Name: origin.Text{EN: "pension", DE: "Pension"}, Rate: 0.1255, Source: "§ 51 ASVG", Kind: origin.Typed}}}}
	in := built(t, office(), a)
	if got := in.Costs.Tiers[0].OnCost; got.Source != "ours" || math.Abs(got.Total-37_200*0.1255) > 0.005 {
		t.Errorf("got %+v", got)
	}
}

func TestPayFaults(t *testing.T) {
	a := assumed(t, map[string]float64{"tier1.region": 20, "tier1.experience_steps": 1.5, "cost_spread": 1})
	a.Bands = append(typedBands(), salary.Band{Tier: 3, Grade: "lead", Min: 1, Mid: 2, Max: 3}, salary.Band{Tier: 1, Grade: "junior", Min: 5, Mid: 2, Max: 3})
	a.Grades = map[int]string{1: "chief", 2: "senior"}
	err := a.Check()
	if err == nil {
		t.Fatal("no error")
	}
	want := `band of tier 1, junior: min 5, mid 2, max 3 must rise: min ≤ mid ≤ max and min < max
band of tier 1, junior: given twice, as number 1 and number 3 of the bands
band of tier 3, lead: a plan has tiers 1 and 2
tier1.grade = "chief": no band of tier 1 has this grade; there are "junior", "senior", "junior"
tier2.grade = "senior": no band of tier 2 has this grade; there are "whole tier"
cost_spread = 1: this lies outside 0 to 0.9 (a share, 0.8 is 80 %); share by which the cost of an hour is moved down and up for sensitivity, where no spread of salaries is measured
tier1.experience_steps = 1.5: a step is a whole number: 0, 1 or 2; experience: 0, 1 or 2 steps, each 40 % of the way to the next grade; only where the salary is no real one
tier1.region = 20: this lies outside 0.1 to 10 (factor); pay of your region over that of the benchmark; only where the salary is no real one`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An hour moves by the spread where no salaries are measured, and with them where they are.
func TestCostSpread(t *testing.T) {
	in := built(t, office(), assumed(t, map[string]float64{"cost_spread": 0.25}))
	if e := in.Desk.First.Cost; math.Abs(e.Low/e.Amount-0.75) > 1e-12 || math.Abs(e.High/e.Amount-1.25) > 1e-12 {
		t.Errorf("got %v to %v of %v", e.Low, e.High, e.Amount)
	}
	if got := trace(in, "cost_spread"); got != "25 % (typed)" {
		t.Errorf("trace %q", got)
	}
	d := office()
	d.Salaries = []plan.Salary{{Tier: 1, Currency: "EUR", People: 8, Mean: 40_000, Lowest: 30_000, Highest: 44_000}}
	if e := built(t, d, plan.Unsaid()).Desk.First.Cost; math.Abs(e.Low/e.Amount-0.75) > 1e-12 || math.Abs(e.High/e.Amount-1.1) > 1e-12 {
		t.Errorf("measured: got %v to %v of %v", e.Low, e.High, e.Amount)
	}
}

// Loaded cost rises with everything that is added to pay.
func TestMorePayCostsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := map[string]float64{
			"tier1.region": rapid.Float64Range(0.5, 2).Draw(t, "region"), "tier1.experience_steps": float64(rapid.IntRange(0, 1).Draw(t, "steps")),
			"tier1.grade_gap": rapid.Float64Range(0, 1).Draw(t, "gap"), "tier1.certificates": rapid.Float64Range(0, 5000).Draw(t, "certificates"),
			"on_cost.accident": rapid.Float64Range(0, 0.1).Draw(t, "accident"),
		}
		year := func() float64 {
			in, err := plan.Build(office(), assumed(t, values))
			if err != nil {
				t.Fatal(err)
			}
			return in.Costs.Tiers[0].Loaded.PerYear
		}
		before := year()
		key := rapid.SampledFrom([]string{"tier1.region", "tier1.experience_steps", "tier1.grade_gap", "tier1.certificates", "on_cost.accident"}).Draw(t, "key")
		values[key] += map[bool]float64{true: 1, false: 0.01}[key == "tier1.experience_steps"]
		if after := year(); after < before-1e-6 {
			t.Fatalf("%s raised: %v after %v", key, after, before)
		}
	})
}
