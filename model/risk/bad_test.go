package risk

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"tiermix/model/clock"
	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/plan"
)

func month(growth, low, high float64) plan.Month {
	return plan.Month{First: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Growth: growth, Low: low, High: high, Kind: origin.Measured}
}

// What cannot be drawn is refused in a sentence that says what would be right, everything at once.
func TestRefused(t *testing.T) {
	good := scenario(t, nil)
	with := func(change func(*Scenario)) []Scenario {
		s := good
		change(&s)
		return []Scenario{s}
	}
	outlook := func(o plan.Outlook) []Scenario { return with(func(s *Scenario) { s.Outlook = &o }) }
	fine := Options{Draws: FewestDraws, Workers: 1}
	for _, c := range []struct {
		name      string
		scenarios []Scenario
		options   Options
		wants     []string
	}{
		{"no draws, nobody to draw", []Scenario{good}, Options{}, []string{"draws is 0", "fewer than 100 years tell nothing", "workers is 0"}},
		{"one draw", []Scenario{good}, Options{Draws: 1, Workers: 1}, []string{"draws is 1", "give 100 to 1000000"}},
		{"negative draws", []Scenario{good}, Options{Draws: -5, Workers: 1}, []string{"draws is -5"}},
		{"too many draws", []Scenario{good}, Options{Draws: math.MaxInt, Workers: 1}, []string{"take hours; give 100 to 1000000"}},
		{"no scenario", nil, fine, []string{"0 scenarios: give 1 to 4"}},
		{"five scenarios", []Scenario{good, good, good, good, good}, fine, []string{"5 scenarios: give 1 to 4"}},
		{"no plan", []Scenario{{Name: "Empty"}}, fine, []string{"scenario Empty: there is no plan to draw around"}},
		{"no months", outlook(plan.Outlook{Level: 0.8}), fine, []string{"outlook: no month is told"}},
		{"a coverage of 100 %", outlook(plan.Outlook{Level: 1, Months: []plan.Month{month(0, 0, 0)}}), fine, []string{"coverage of its intervals is 1"}},
		{"growth that is no number", outlook(plan.Outlook{Level: 0.8, Months: []plan.Month{month(math.NaN(), 0, 0)}}), fine, []string{"outlook of 2026-01: growth NaN"}},
		{"a negative spread", outlook(plan.Outlook{Level: 0.8, Months: []plan.Month{month(0, 0.1, -0.1)}}), fine, []string{"growth 0 with 0.1 to -0.1; growth lies in its own interval"}},
		{"endless growth", outlook(plan.Outlook{Level: 0.8, Months: []plan.Month{month(0, 0, math.Inf(1))}}), fine, []string{"between -1 (no tickets) and 1000"}},
		{"more months than are told", with(func(s *Scenario) {
			s.Outlook, s.Months = &plan.Outlook{Level: 0.8, Months: []plan.Month{month(0, 0, 0)}}, 12
		}), fine, []string{"months is 12: the outlook has 1"}},
		{"terms", with(func(s *Scenario) { s.Terms = [2]Terms{leaving(15, -1, math.NaN()), leaving(-0.1, 3, 0)} }), fine,
			[]string{"tier1.attrition = 15: this lies outside 0 to 12", "tier1.vacant_months = -1", "tier1.replacement_cost = NaN", "tier2.attrition = -0.1"}},
	} {
		_, err := Run(context.Background(), c.scenarios, c.options)
		if err == nil {
			t.Errorf("%s: not refused", c.name)
			continue
		}
		for _, want := range c.wants {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: the error\n%v\ndoes not say %q", c.name, err, want)
			}
		}
	}
}

// Spreads are typed as every other number is, and refused like it.
func TestSpreadsAreChecked(t *testing.T) {
	for key, amount := range map[string]float64{"growth_spread": -0.1, "handling_spread": math.NaN(), "day_spread": 2} {
		f, err := plan.FieldOf(key)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Check(amount); err == nil || !strings.HasPrefix(err.Error(), key) {
			t.Errorf("%s = %v: got %v, want a fault", key, amount, err)
		}
	}
}

// Where all leave at once and seats stay empty, nobody is there: no promise is kept, and no number is broken.
func TestEverybodyLeaves(t *testing.T) {
	s := scenario(t, still(nil))
	s.Terms = [2]Terms{leaving(12, 12, 0), leaving(12, 12, 0)}
	got := ran(t, FewestDraws, 1, s).Scenarios[0]
	for _, k := range got.Kept {
		if k.Years.Hits != 0 || k.Share.P90.Value > 1e-9 {
			t.Errorf("tier %d, live %v: %v in time and kept in %d years, with nobody there", k.Tier, k.Live, k.Share.P90.Value, k.Years.Hits)
		}
	}
	tries := s.Plan.Best.Option.FailedTriesPerYear * 3
	if math.Abs(got.Paid.P50.Value-tries) > 1e-6 {
		t.Errorf("people who are not there cost %v", got.Paid.P50.Value-tries)
	}
	finite(t, got)
}

// Attrition of 100 %: as many leave as there are people, and nobody less is told than with half of it.
func TestAsManyLeaveAsThereAre(t *testing.T) {
	s := scenario(t, still(nil))
	s.Terms = [2]Terms{leaving(1, 2, 0), leaving(1, 2, 0)}
	got := ran(t, FewestDraws, 1, s).Scenarios[0]
	finite(t, got)
	people := float64(s.Plan.Best.Tiers[0].Heads)
	in := got.Inputs[slices.IndexFunc(got.Inputs, func(in Input) bool { return in.Key == "tier1.attrition" })]
	if median := in.Law.Quantile(0.5); math.Abs(median-people) > 1 {
		t.Errorf("%v leave of %v people, want about as many", median, people)
	}
	s.Terms = [2]Terms{leaving(0.5, 2, 0), leaving(0.5, 2, 0)}
	if half := ran(t, FewestDraws, 1, s).Scenarios[0]; half.Service.Mean <= got.Service.Mean {
		t.Errorf("with half the leavers %v is in time, with all %v", half.Service.Mean, got.Service.Mean)
	}
}

// finite says so when a figure is no number.
func finite(t *testing.T, s Summary) {
	t.Helper()
	all := []Spread{s.Needed, s.Paid, s.FTE[0], s.FTE[1], s.Service}
	for _, k := range s.Kept {
		all = append(all, k.Share)
	}
	for _, x := range all {
		for _, v := range []float64{x.P10.Value, x.P10.Low, x.P50.Value, x.P90.Value, x.P90.High, x.Mean, x.Error} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%v is no number: %+v", v, x)
			}
		}
	}
	for _, w := range s.Tornado {
		if math.IsNaN(w.Cost()) || math.IsNaN(w.Lost()) {
			t.Errorf("%s swings by %v and %v", w.Input.Key, w.Cost(), w.Lost())
		}
	}
}

// Odd desks: one ticket in one category, nothing at 2nd level so that nobody is there, no recorded effort, only work that can wait.
func TestOddDesks(t *testing.T) {
	one := office()
	one.Channels = []plan.Channel{{Name: "phone", Tickets: 1}}
	one.Channels[0].Typical[0][20] = 0.1
	one.Categories, one.Logged = []plan.Category{{Key: "", Tickets: 1, Tried: 1, Solved: 1}}, nil
	bare := office()
	bare.Logged = nil
	mail := office()
	mail.Channels = mail.Channels[1:]
	mail.Categories = append(mail.Categories, plan.Category{Key: "nobody's"})
	round := office()
	for i := range round.Calendar.Week {
		round.Calendar.Week[i] = []clock.Span{{Closes: 24 * time.Hour}}
	}
	for name, s := range map[string]Scenario{
		"one ticket": {Plan: planned(t, one, nil)}, "nothing recorded": {Plan: planned(t, bare, nil)}, "mail only": {Plan: planned(t, mail, nil)},
		"open round the clock": {Plan: planned(t, round, nil)},
		"nothing for 2nd level": {Plan: planned(t, office(), map[string]float64{"category.password.solve": 1, "category.database.solve": 1, "category.rare.solve": 1}),
			Terms: [2]Terms{1: leaving(0.2, 3, 100)}},
	} {
		t.Run(name, func(t *testing.T) {
			got := ran(t, FewestDraws, 1, s).Scenarios[0]
			finite(t, got)
			for _, in := range got.Inputs {
				if in.About.EN == "" || in.About.DE == "" || in.Spread.Kind == "" || in.Center.Kind == "" {
					t.Errorf("%s: an input says where it comes from: %+v", in.Key, in)
				}
			}
		})
	}
}

// A category's own recorded effort moves it alone; times without any move together.
func TestWhoseTimesMove(t *testing.T) {
	keys := func(s Scenario) map[string]origin.Kind {
		all := map[string]origin.Kind{}
		for _, in := range prepared(t, s).Inputs {
			all[in.Key] = in.Spread.Kind
		}
		return all
	}
	got := keys(scenario(t, map[string]float64{"category.rare.second_minutes": 50}))
	for key, want := range map[string]origin.Kind{
		"growth": origin.Default, "category.password.solve": origin.Measured, "category.password.solved_minutes": origin.Measured,
		"category.database.second_minutes": origin.Measured, "tier1.solved_minutes": origin.Measured, "category.rare.second_minutes": origin.Default,
		"tier1.cost_per_hour": origin.Default, "tier2.minutes": "",
	} {
		if got[key] != want {
			t.Errorf("%s: origin %q, want %q", key, got[key], want)
		}
	}
	bare := office()
	bare.Logged = map[effort.Key][]float64{}
	got = keys(Scenario{Plan: planned(t, bare, nil)})
	if got["tier2.minutes"] != origin.Default || got["category.password.second_minutes"] != "" {
		t.Errorf("without recorded effort: %v, want tier2.minutes as a default", got)
	}
}
