package risk

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

func headcount(t *testing.T, typed map[string]float64, low, high float64) plan.Headcount {
	t.Helper()
	r := planned(t, office(), still(typed))
	o := r.Input.Steady(0, origin.Measured, 12)
	o.Level = 0.8
	for i := range o.Months {
		o.Months[i].Low, o.Months[i].High = o.Months[i].Growth+low, o.Months[i].Growth+high
	}
	h, err := r.Headcount(t.Context(), o, 12)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Where nobody leaves and nothing is uncertain every course is the plan's own.
func TestCourseWithoutLuckIsThePlan(t *testing.T) {
	h := headcount(t, map[string]float64{"tier1.attrition_first_year": 0, "tier1.attrition_later": 0, "tier2.attrition_first_year": 0, "tier2.attrition_later": 0}, 0, 0)
	got, err := Follow(t.Context(), h, Options{Draws: FewestDraws, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := h.Ways.Free.Course
	if math.Abs(got.Cost.P10.Value-want.Total.Total()) > 1e-6 || math.Abs(got.Cost.P90.Value-want.Total.Total()) > 1e-6 {
		t.Errorf("cost %v to %v, want %v", got.Cost.P10.Value, got.Cost.P90.Value, want.Total.Total())
	}
	for m, one := range got.Months {
		for i := range one.People {
			stock := want.Months[m].Tiers[i]
			if math.Abs(one.People[i].P90.Value-stock.Headcount()) > 1e-9 || math.Abs(one.Missing[i].P50.Value-stock.Short()) > 1e-9 {
				t.Errorf("month %d, tier %d: %v people and %v missing, want %v and %v", m+1, i+1, one.People[i].P90.Value, one.Missing[i].P50.Value, stock.Headcount(), stock.Short())
			}
		}
	}
}

// By chance as many leave in the mean as the plan expects, and more may be missing; the same seed gives the same course.
func TestCourseSpreadsAroundThePlan(t *testing.T) {
	h := headcount(t, map[string]float64{"cost_spread": 0.1}, -0.1, 0.2)
	draw := func() Course {
		c, err := Follow(t.Context(), h, Options{Draws: 400, Seed: 3, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	got, again := draw(), draw()
	if got.Cost != again.Cost || got.Enough != again.Enough {
		t.Error("the same seed gives other numbers")
	}
	last := len(got.Months) - 1
	for i, people := range got.Months[last].People {
		if want := h.Ways.Free.Course.Months[last].Tiers[i].Headcount(); math.Abs(people.Mean-want) > 5*people.Error+1e-9 {
			t.Errorf("tier %d: %v ± %v people in the mean, the plan expects %v", i+1, people.Mean, people.Error, want)
		}
	}
	if m := got.Months[last]; m.Missing[0].P90.Value+m.Missing[1].P90.Value <= 0 || m.Enough.Hits == m.Enough.Total || m.Cost.P10.Value >= m.Cost.P90.Value {
		t.Errorf("last month: %+v", m)
	}
	if got.Enough.Hits > got.Months[last].Enough.Hits {
		t.Errorf("nobody is missing in %d courses, and in %d in the last month", got.Enough.Hits, got.Months[last].Enough.Hits)
	}
}

// What a course comes to is told beside what was planned, whatever the number of workers; and each thing by itself moves no more than all of
// them, leavers move people and cost while pay moves cost only.
func TestWhatMovesACourse(t *testing.T) {
	h := headcount(t, map[string]float64{"cost_spread": 0.1}, -0.1, 0.2)
	got, err := Follow(t.Context(), h, Options{Draws: 400, Seed: 3, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Follow(t.Context(), h, Options{Draws: 400, Seed: 3, Workers: 4})
	if diff := cmp.Diff(got, again); err != nil || diff != "" {
		t.Errorf("four workers draw otherwise: %v\n%s", err, diff)
	}
	if want := h.Ways.Free.Course.Total.Total(); got.Planned.Cost != want || got.Planned.People[0] != h.Ways.Free.Course.Months[11].Tiers[0].Headcount() {
		t.Errorf("planned %+v, want %v", got.Planned, want)
	}
	keys := map[string]Move{}
	for i, m := range got.Moves {
		keys[m.Key] = m
		if i > 0 && m.width() > got.Moves[i-1].width() {
			t.Errorf("%s is wider than %s before it", m.Key, got.Moves[i-1].Key)
		}
		if m.width() > got.Cost.P90.Value-got.Cost.P10.Value {
			t.Errorf("%s alone spreads %.0f, all together %.0f", m.Key, m.width(), got.Cost.P90.Value-got.Cost.P10.Value)
		}
	}
	for _, key := range []string{"growth", "leavers", "tier1.cost_per_hour", "tier2.cost_per_hour"} {
		if m, ok := keys[key]; !ok || m.width() <= 0 || m.Origin.Kind == "" {
			t.Errorf("%s: %+v", key, m)
		}
	}
	if pay := keys["tier1.cost_per_hour"].FTE; pay.P10 != pay.P90 {
		t.Errorf("dearer people are missing more: %+v", pay)
	}
	if keys["leavers"].FTE.Mean <= keys["tier1.cost_per_hour"].FTE.Mean {
		t.Errorf("by chance nobody more is missing: %+v", keys["leavers"].FTE)
	}
}

// Leavers are binomial, parts of people as well; nobody leaves of none, and all by a chance of 1.
func TestLeaversOfAMonth(t *testing.T) {
	leave := leavers(rand.New(rand.NewPCG(1, 2)))
	var all []float64
	for range 20_000 {
		all = append(all, leave(9.5, 0.1))
	}
	mean, deviation := stat.MeanStdDev(all, nil)
	if math.Abs(mean-0.95) > 0.03 || math.Abs(deviation-math.Sqrt(0.1*0.9*9.25)) > 0.03 {
		t.Errorf("mean %v and deviation %v, want 0.95 and %v", mean, deviation, math.Sqrt(0.1*0.9*9.25))
	}
	if leave(0, 0.5) != 0 || leave(5, 0) != 0 || leave(5.5, 1) != 5.5 {
		t.Errorf("of nobody %v, by no chance %v, by certainty %v of 5.5", leave(0, 0.5), leave(5, 0), leave(5.5, 1))
	}
}

// What cannot be drawn is refused.
func TestCourseRefuses(t *testing.T) {
	if _, err := Follow(t.Context(), plan.Headcount{}, Options{Draws: 1, Workers: 1}); err == nil {
		t.Error("one draw is not refused")
	}
	if _, err := Follow(t.Context(), plan.Headcount{}, Options{Draws: 100, Workers: 1}); err == nil {
		t.Error("no plan is not refused")
	}
}
