package risk

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// A scenario against itself: no difference in any year.
func TestAgainstItself(t *testing.T) {
	s := scenario(t, nil)
	d := ran(t, FewestDraws, 1, s, s).Against[0]
	if d.Needed.P10.Value != 0 || d.Needed.P90.Value != 0 || d.Service.P90.Value != 0 || d.Cheaper.Hits != 0 || d.Better.Hits != 0 {
		t.Errorf("a scenario differs from itself: %+v", d)
	}
}

// What costs the same amount more in every year has a difference of just that, however far both spread.
func TestDearerByTheSameEveryYear(t *testing.T) {
	a, b := scenario(t, still(map[string]float64{"growth_spread": 0.2})), scenario(t, still(map[string]float64{"growth_spread": 0.2, "tier1.overhead": 7000}))
	r := ran(t, 100, 1, a, b)
	heads := float64(a.Plan.Best.Tiers[0].Heads)
	if d := r.Against[0].Paid; math.Abs(d.P10.Value-1000*heads) > 1e-6 || math.Abs(d.P90.Value-1000*heads) > 1e-6 {
		t.Errorf("the planned people cost %v to %v more, want %v", d.P10.Value, d.P90.Value, 1000*heads)
	}
	if c := r.Against[0].Cheaper; c.Hits != 0 {
		t.Errorf("the dearer one is cheaper in %d years", c.Hits)
	}
}

// Common random numbers make the difference of two scenarios vary less than luck of their own would.
func TestCommonLuckNarrowsTheDifference(t *testing.T) {
	a, b := scenario(t, nil), scenario(t, map[string]float64{"tier1.overhead": 9000})
	const draws = 200
	o := Options{Draws: draws, Seed: 1, Workers: 2}
	costs := func(s Scenario, seed uint64) []float64 {
		o.Seed = seed
		drawn, err := prepared(t, s).drawAll(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var all []float64
		for _, d := range drawn {
			all = append(all, d.needed)
		}
		return all
	}
	apart := func(x, y []float64) float64 {
		d := make([]float64, draws)
		for i := range d {
			d[i] = y[i] - x[i]
		}
		return stat.Variance(d, nil)
	}
	first := costs(a, 1)
	common, own := apart(first, costs(b, 1)), apart(first, costs(b, 2))
	t.Logf("variance of the difference: %.3g with the same luck, %.3g without", common, own)
	if common > own/10 {
		t.Errorf("variance of the difference %v with the same luck, %v without: want a tenth at most", common, own)
	}
}

// More tickets than planned: the promises are kept in fewer years, and more people are needed.
func TestMoreTicketsKeepLess(t *testing.T) {
	before := Summary{}
	for i, growth := range []float64{-0.1, 0, 0.1, 0.2} {
		s := scenario(t, nil)
		s.Outlook = &plan.Outlook{Level: 0.8, Months: []plan.Month{month(growth, growth-0.05, growth+0.05)}}
		got := ran(t, FewestDraws, 1, s).Scenarios[0]
		if i > 0 && (got.All.Hits > before.All.Hits || got.FTE[1].P50.Value <= before.FTE[1].P50.Value || got.Service.P50.Value > before.Service.P50.Value) {
			t.Errorf("growth %v: kept in %d years after %d, %v people after %v", growth, got.All.Hits, before.All.Hits, got.FTE[1].P50.Value, before.FTE[1].P50.Value)
		}
		before = got
	}
}

// The quantiles of the growth are those of the outlook, over its first months.
func TestOutlookTellsTheVolume(t *testing.T) {
	typed := still(nil)
	delete(typed, "growth_spread")
	s := scenario(t, typed)
	s.Outlook = &plan.Outlook{Level: 0.8, Months: []plan.Month{month(0, -0.1, 0.2), month(0.2, 0.1, 0.4), month(9, 9, 9)}, Source: origin.Text{EN: "seasonal naive"}}
	s.Months = 2
	c := prepared(t, s)
	if len(c.Inputs) != 1 || c.Inputs[0].Spread.Source != "seasonal naive" {
		t.Fatalf("inputs: %+v, want the growth alone", c.Inputs)
	}
	for u, want := range map[float64]float64{0.1: 0, 0.5: 0.1, 0.9: 0.3} {
		if got := c.Inputs[0].Law.Quantile(u); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile %v: got %v, want %v", u, got, want)
		}
	}
}

// What is typed about the volume comes before a forecast, and an outlook that is none only says why.
func TestTypedVolumeComesFirst(t *testing.T) {
	none := month(0, 0, 0)
	none.Kind = origin.Default
	for name, c := range map[string]struct {
		typed  map[string]float64
		months plan.Month
		high   float64 // P90 of the growth
		known  int
	}{
		"growth":        {map[string]float64{"growth": 0.5}, month(0.3, 0.2, 0.4), 0.5 + 0.1*1.5, 0},
		"growth_spread": {map[string]float64{"growth_spread": 0.2}, month(0.3, 0.2, 0.4), 0.2, 0},
		"no forecast":   {nil, none, 0.1, 1},
		"forecast":      {nil, month(0.3, 0.2, 0.4), 0.4, 0},
		"too wide":      {nil, month(0.3, -0.9, 4), 0.1, 1},
	} {
		s := scenario(t, c.typed)
		s.Outlook = &plan.Outlook{Level: 0.8, Months: []plan.Month{c.months}, Source: origin.Text{EN: "no forecast: 2 days", DE: "keine Vorhersage: 2 Tage"}}
		got := prepared(t, s)
		if high := got.Inputs[0].Law.Quantile(0.9); math.Abs(high-c.high) > 1e-12 || len(got.Known) != c.known {
			t.Errorf("%s: P90 of the growth is %v, want %v; %v", name, high, c.high, got.Known)
		}
	}
}

// People who leave make promises break; what they cost beside is theirs alone.
func TestLeaversCostAndBreak(t *testing.T) {
	s := scenario(t, still(nil))
	stay := ran(t, FewestDraws, 1, s).Scenarios[0]
	s.Terms = [2]Terms{leaving(0.3, 4, 10_000), leaving(0.3, 4, 10_000)}
	got := ran(t, FewestDraws, 1, s).Scenarios[0]
	if got.All.Hits >= stay.All.Hits || got.Service.P10.Value >= stay.Service.P10.Value {
		t.Errorf("with leavers the promises are kept in %d years, without in %d", got.All.Hits, stay.All.Hits)
	}
	people := stay.Plan.Heads[0] + stay.Plan.Heads[1]
	leavers := 12 * float64(people) * monthly(0.3)
	if more := got.Needed.Mean - stay.Needed.Mean; math.Abs(more-10_000*leavers) > 4*got.Needed.Error {
		t.Errorf("leavers cost %v, want %v", more, 10_000*leavers)
	}
}

// Days that differ cost service, on average; the people that the year takes stay.
func TestUnevenDaysCostService(t *testing.T) {
	even := ran(t, FewestDraws, 1, scenario(t, nil)).Scenarios[0]
	uneven := ran(t, FewestDraws, 1, scenario(t, map[string]float64{"day_spread": 0.2})).Scenarios[0]
	if uneven.Service.Mean >= even.Service.Mean || uneven.FTE[0] != even.FTE[0] {
		t.Errorf("service %v on uneven days, %v on even ones; people %v and %v", uneven.Service.Mean, even.Service.Mean, uneven.FTE[0].Mean, even.FTE[0].Mean)
	}
}

// The largest swing of cost comes first, and inputs that move nothing but people's pay leave service alone.
func TestTornado(t *testing.T) {
	got := ran(t, FewestDraws, 1, scenario(t, map[string]float64{"growth_spread": 0.3})).Scenarios[0]
	if len(got.Tornado) != len(got.Inputs) || got.Tornado[0].Input.Key != "growth" {
		t.Errorf("the largest of %d swings is %s, want growth", len(got.Tornado), got.Tornado[0].Input.Key)
	}
	for i, s := range got.Tornado {
		if i > 0 && s.Cost() > got.Tornado[i-1].Cost() {
			t.Errorf("%s swings more than %s before it", s.Input.Key, got.Tornado[i-1].Input.Key)
		}
		if s.Input.Key == "tier1.cost_per_hour" && (s.Lost() != 0 || s.Cost() == 0) {
			t.Errorf("pay moves service by %v and cost by %v", s.Lost(), s.Cost())
		}
	}
}
