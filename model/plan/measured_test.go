package plan_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// small is a desk with all that records can tell, in numbers to check by hand.
func small() plan.Demand {
	return plan.Demand{
		From: time.Date(2024, 12, 30, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 6, 29, 0, 0, 0, 0, time.UTC), Weeks: 26,
		Categories: []plan.Category{
			{Key: "Password", Tickets: 90, Tried: 79, Solved: 59, Second: 40, Returned: 6},
			{Key: "VPN", Tickets: 5, Tried: 1, Solved: 0, Second: 4, Returned: 3},
			{Key: "", Tickets: 2},
		},
		Logged: map[effort.Key][]float64{
			{Tier: 1, Category: "Password", Outcome: effort.Solved}: {10, 12, 14, 10, 12, 14},
			{Tier: 1, Category: "VPN", Outcome: effort.Solved}:      {26},
			{Tier: 1, Category: "VPN", Outcome: effort.Passed}:      {7},
			{Tier: 2, Category: "VPN"}:                              {30, 40, 0, -1, math.NaN()},
			{Tier: 3, Category: "VPN"}:                              {1000},
		},
		People: map[int]int{1: 8, 3: 2},
		Salaries: []plan.Salary{
			{Tier: 1, Currency: "EUR", People: 14, Mean: 38210.5},
			{Tier: 2, Currency: "EUR", People: 3, Mean: 50000}, {Tier: 2, Currency: "GBP", People: 1, Mean: 45000},
		},
	}
}

// (59 + ½)/(79 + 1) = 0.74375 and ½/2 = 0.25 are Jeffreys' means; (4·0 + 72 + 26)/7 = 14; 9 of 44 came back.
func TestMeasured(t *testing.T) {
	want := map[string]origin.Value{
		"tier1.salary":                     origin.Measure(38210.5, "EUR/year", "mean of 14 salaries in EUR", 2025),
		"tier1.people":                     origin.Measure(8, "people", "agents who worked on tickets, taken as full-time", 2025),
		"tier1.solved_minutes":             origin.Measure(14, "min", "recorded effort of 7 tickets", 2025),
		"tier1.passed_minutes":             origin.Measure(7, "min", "recorded effort of 1 ticket", 2025),
		"tier2.minutes":                    origin.Measure(35, "min", "recorded effort of 2 tickets", 2025),
		"return_share":                     origin.Measure(9.0/44, origin.Share, "9 of 44 tickets at 2nd level", 2025),
		"category.Password.solve":          origin.Measure(0.74375, origin.Share, "59 of 79 tried tickets solved", 2025),
		"category.Password.solved_minutes": origin.Measure(12, "min", "recorded effort of 6 tickets", 2025),
		"category.Password.return_share":   origin.Measure(0.15, origin.Share, "6 of 40 tickets at 2nd level", 2025),
		"category.VPN.solve":               origin.Measure(0.25, origin.Share, "0 of 1 tried ticket solved", 2025),
	}
	if diff := cmp.Diff(want, plan.Measured(small()), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNothingIsMeasuredFromNothing(t *testing.T) {
	if got := plan.Measured(plan.Demand{}); len(got) != 0 {
		t.Errorf("got %v, want nothing", got)
	}
}

// What a plan would refuse is held at the bound of the field, and says so.
func TestMeasuredIsHeldAtTheBound(t *testing.T) {
	d := plan.Demand{
		Categories: []plan.Category{{Key: "All come back", Tickets: 40, Second: 40, Returned: 40}},
		Salaries:   []plan.Salary{{Tier: 1, Currency: "JPY", People: 2, Mean: 3e7}, {Tier: 2, Currency: "EUR", People: 2, Mean: math.NaN()}},
		Logged:     map[effort.Key][]float64{{Tier: 2}: {math.MaxFloat64, math.MaxFloat64}},
	}
	want := map[string]origin.Value{
		"tier1.salary":                        origin.Measure(1e7, "JPY/year", "mean of 2 salaries in JPY; held at 10000000, the bound of what a plan takes", 0),
		"tier2.minutes":                       origin.Measure(43200, "min", "recorded effort of 2 tickets; held at 43200, the bound of what a plan takes", 0),
		"return_share":                        origin.Measure(0.9, origin.Share, "40 of 40 tickets at 2nd level; held at 0.9, the bound of what a plan takes", 0),
		"category.All come back.return_share": origin.Measure(0.9, origin.Share, "40 of 40 tickets at 2nd level; held at 0.9, the bound of what a plan takes", 0),
	}
	if diff := cmp.Diff(want, plan.Measured(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the records hold, a measured value belongs to a field, passes its check and names its origin.
func TestMeasuredPassesItsOwnCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := plan.Demand{To: time.Date(rapid.IntRange(1990, 2100).Draw(t, "year"), 5, 1, 0, 0, 0, 0, time.UTC), Logged: map[effort.Key][]float64{}}
		count := rapid.IntRange(-3, 500)
		for _, name := range rapid.SliceOfNDistinct(rapid.StringN(0, 8, -1), 0, 4, rapid.ID).Draw(t, "categories") {
			d.Categories = append(d.Categories, plan.Category{
				Key: name, Tickets: count.Draw(t, "tickets"), Tried: count.Draw(t, "tried"), Solved: count.Draw(t, "solved"),
				Second: count.Draw(t, "second"), Returned: count.Draw(t, "returned"),
			})
			k := effort.Key{Tier: rapid.IntRange(1, 3).Draw(t, "tier"), Category: name, Outcome: effort.Outcome(rapid.IntRange(0, 2).Draw(t, "outcome"))}
			d.Logged[k] = rapid.SliceOf(rapid.Float64()).Draw(t, "minutes")
		}
		d.People = map[int]int{1: count.Draw(t, "people")}
		d.Salaries = []plan.Salary{{Tier: 1, Currency: "USD", People: count.Draw(t, "paid"), Mean: rapid.Float64().Draw(t, "mean")}}
		values := plan.Measured(d)
		a := plan.Unsaid()
		a.Values = values
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
		for key, v := range values {
			if err := v.Check(key); err != nil || v.Kind != origin.Measured || v.Source == "" {
				t.Fatalf("%s: %+v, %v", key, v, err)
			}
		}
	})
}
