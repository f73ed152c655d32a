package risk

import (
	"context"
	"testing"
	"time"

	"tiermix/model/clock"
	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

// office is a desk that is open Monday to Friday from 8 to 18: ten weeks, 400 tickets a week by phone and as many by e-mail.
func office() plan.Demand {
	d := plan.Demand{From: time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 3, 16, 0, 0, 0, 0, time.UTC), Weeks: 10,
		Calendar: clock.Calendar{Zone: time.UTC}, Set: true, People: map[int]int{1: 9, 2: 7}, Logged: map[effort.Key][]float64{}}
	var week plan.Week
	for weekday := range 5 {
		d.Calendar.Week[weekday+1] = []clock.Span{{Opens: 8 * time.Hour, Closes: 18 * time.Hour}}
		for slot := 16; slot < 36; slot++ {
			week[weekday][slot] = 4
		}
	}
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 4000, Typical: week, Peak: week}, {Name: "email", Tickets: 4000, Typical: week, Peak: week}}
	d.Categories = []plan.Category{
		{Key: "password", Tickets: 4000, Tried: 4000, Solved: 3800, Second: 200, Returned: 20},
		{Key: "database", Tickets: 3999, Tried: 3999, Solved: 2400, Second: 1599, Returned: 100},
		{Key: "rare", Tickets: 1, Tried: 1, Solved: 1},
	}
	for _, c := range d.Categories[:2] {
		d.Logged[effort.Key{Tier: 1, Category: c.Key, Outcome: effort.Solved}] = []float64{8, 9, 10, 11, 12, 10}
		d.Logged[effort.Key{Tier: 1, Category: c.Key, Outcome: effort.Passed}] = []float64{4, 5, 6, 5, 5, 5}
		d.Logged[effort.Key{Tier: 2, Category: c.Key}] = []float64{20, 25, 30, 35, 40, 30}
	}
	return d
}

// still are assumptions under which nothing is uncertain; others come on top.
func still(with map[string]float64) map[string]float64 {
	all := map[string]float64{"growth_spread": 0, "handling_spread": 0, "cost_spread": 0, "failed_try_cost": 3,
		"tier1.solved_minutes": 10, "tier1.passed_minutes": 6, "tier2.minutes": 30,
		"category.password.solve": 0.95, "category.database.solve": 0.6, "category.rare.solve": 0.5}
	for key, v := range with {
		all[key] = v
	}
	return all
}

func planned(t testing.TB, d plan.Demand, typed map[string]float64) plan.Result {
	t.Helper()
	a := plan.Unsaid()
	for key, v := range typed {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		a.Values[key] = origin.Type(v, f.Unit)
	}
	in, err := plan.Build(d, a)
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func scenario(t testing.TB, typed map[string]float64) Scenario {
	t.Helper()
	return Scenario{Plan: planned(t, office(), typed)}
}

func ran(t testing.TB, draws int, seed uint64, scenarios ...Scenario) Result {
	t.Helper()
	r, err := Run(context.Background(), scenarios, Options{Draws: draws, Seed: seed, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// leaving are terms of a tier of which a share of the people leaves in a year.
func leaving(share, months, cost float64) Terms {
	return Terms{Attrition: origin.Type(share, origin.Share), Vacant: origin.Type(months, "months"), Replacement: origin.Type(cost, "EUR")}
}
