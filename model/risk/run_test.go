package risk

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/staffing"
)

// Where nothing is uncertain every year is the one that is planned: to the last cent, in cost, people and service.
func TestWithoutSpreadEveryYearIsThePlan(t *testing.T) {
	s := scenario(t, still(nil))
	got := ran(t, FewestDraws, 1, s).Scenarios[0]
	if len(got.Inputs) != 0 {
		t.Errorf("inputs: %v, want none", got.Inputs)
	}
	best := s.Plan.Best
	for name, pair := range map[string]struct {
		got  Spread
		want float64
	}{
		"cost": {got.Needed, best.PerYear}, "cost of the planned": {got.Paid, best.PerYear},
		"1st level": {got.FTE[0], best.Tiers[0].Gross}, "2nd level": {got.FTE[1], best.Tiers[1].Gross},
		"live": {got.Kept[0].Share, best.Typical.Tiers[0].Reach.Live[0].ServiceLevel}, "deferred": {got.Kept[1].Share, best.Typical.Tiers[0].Reach.Deferred[0].InTime},
		"passed on": {got.Kept[2].Share, best.Typical.Tiers[1].Reach.Deferred[0].InTime},
	} {
		for _, q := range []float64{pair.got.P10.Value, pair.got.P50.Value, pair.got.P90.Value, pair.got.Mean, pair.got.P90.High} {
			if math.Abs(q-pair.want) > 1e-8*math.Max(1, pair.want) {
				t.Errorf("%s: got %v, want %v", name, q, pair.want)
			}
		}
	}
	if got.All.Hits != got.All.Total {
		t.Errorf("the plan keeps its promises in %d of %d years that are the plan", got.All.Hits, got.All.Total)
	}
}

// Only the volume is uncertain, and what the planned people cost is linear in it: fixed pay and failed tries. Its quantiles are those of
// the volume, which lies 20 % below and above in eight years of ten.
func TestVolumeAloneHasItsOwnQuantiles(t *testing.T) {
	s := scenario(t, still(map[string]float64{"growth_spread": 0.2}))
	got := ran(t, 1000, 7, s).Scenarios[0].Paid
	tries := s.Plan.Best.Option.FailedTriesPerYear * 3
	pay := s.Plan.Best.PerYear - tries
	for name, pair := range map[string]struct {
		got  Quantile
		want float64
	}{"P10": {got.P10, pay + 0.8*tries}, "P50": {got.P50, pay + tries}, "P90": {got.P90, pay + 1.2*tries}} {
		if pair.want < pair.got.Low || pair.want > pair.got.High {
			t.Errorf("%s: %v lies outside %v to %v", name, pair.want, pair.got.Low, pair.got.High)
		}
	}
}

// Only pay is uncertain: cost is a sum of two normal numbers.
func TestPayAloneIsNormal(t *testing.T) {
	s := scenario(t, still(map[string]float64{"cost_spread": 0.1}))
	got := ran(t, 1000, 3, s).Scenarios[0]
	sigma := math.Hypot(s.Plan.Best.Tiers[0].PerYear, s.Plan.Best.Tiers[1].PerYear) * 0.1 / 1.959963984540054
	for name, pair := range map[string]struct {
		got Quantile
		z   float64
	}{"P10": {got.Needed.P10, -1.2815515655446004}, "P50": {got.Needed.P50, 0}, "P90": {got.Needed.P90, 1.2815515655446004}} {
		want := s.Plan.Best.PerYear + pair.z*sigma
		if want < pair.got.Low || want > pair.got.High {
			t.Errorf("%s: %v lies outside %v to %v", name, want, pair.got.Low, pair.got.High)
		}
	}
	if want := sigma / math.Sqrt(1000); math.Abs(got.Needed.Error-want) > 0.05*want {
		t.Errorf("standard error of the mean: got %v, want about %v", got.Needed.Error, want)
	}
	if got.Service.P10.Value != got.Service.P90.Value {
		t.Error("pay moves service")
	}
}

func numbers(s Summary) any {
	return []any{s.Needed, s.Paid, s.FTE, s.Service, s.Kept, s.All, s.Steps}
}

// The same seed gives the same numbers whoever draws; another seed others. More draws begin with the same ones.
func TestSeedsAndWorkers(t *testing.T) {
	s := scenario(t, nil)
	run := func(draws, workers int, seed uint64) Summary {
		r, err := Run(context.Background(), []Scenario{s}, Options{Draws: draws, Seed: seed, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		return r.Scenarios[0]
	}
	one := run(100, 1, 5)
	for _, workers := range []int{3, 500} {
		if diff := cmp.Diff(numbers(one), numbers(run(100, workers, 5))); diff != "" {
			t.Errorf("%d workers (-one +more):\n%s", workers, diff)
		}
	}
	if cmp.Equal(numbers(one), numbers(run(100, 1, 6))) {
		t.Error("another seed gives the same numbers")
	}
	if diff := cmp.Diff(run(200, 2, 5).Steps[2], one.Steps[3]); diff != "" {
		t.Errorf("half of 200 draws are not the 100 (-half +all):\n%s", diff)
	}
}

// One input more leaves the luck of all others as it was.
func TestAnInputMoreShiftsNoOther(t *testing.T) {
	s := scenario(t, nil)
	more := s
	more.Terms[0] = leaving(0.2, 3, 0)
	a, b := prepared(t, s), prepared(t, more)
	if len(b.Inputs) != len(a.Inputs)+1 {
		t.Fatalf("inputs: got %d, want one more than %d", len(b.Inputs), len(a.Inputs))
	}
	for draw := range 50 {
		x, y := a.draw(1, draw), b.draw(1, draw)
		y.leavers = x.leavers
		if diff := cmp.Diff(x, y, cmp.AllowUnexported(year{})); diff != "" {
			t.Fatalf("draw %d (-without +with):\n%s", draw, diff)
		}
	}
}

func prepared(t testing.TB, s Scenario) *Case {
	t.Helper()
	c, err := Prepare(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Shifts are not searched anew in a draw: the requirement is that of the full plan, and people follow it in proportion. On a sample of
// draws they are those of a search within half a shift a day; in the mean they are within 2 %.
func TestDrawsAgreeWithTheFullPlan(t *testing.T) {
	c := prepared(t, scenario(t, map[string]float64{"growth_spread": 0.2}))
	var apart, all [2]float64
	for draw := range 40 {
		o, err := c.live(c.draw(2, draw))
		if err != nil {
			t.Fatal(err)
		}
		y := c.draw(2, draw)
		option, _, err := c.flow(y)
		if err != nil {
			t.Fatal(err)
		}
		in := c.plan.Input
		in.Growth = y.growth
		full, err := staffing.Plan(in.TypicalWeek(option))
		if err != nil {
			t.Fatal(err)
		}
		for i, tier := range full.Tiers {
			hours := 0.0
			for _, r := range tier.Requirement {
				hours += float64(r.Staff) * r.Interval.Hours()
			}
			if want := c.people(i, hours); math.Abs(o.fte[i]-want) > 1e-9 {
				t.Errorf("draw %d, tier %d: %v people, the requirement of the full plan makes %v", draw, i+1, o.fte[i], want)
			}
			apart[i], all[i] = apart[i]+o.fte[i]-tier.GrossFTE, all[i]+tier.GrossFTE
			if d := math.Abs(o.fte[i] - tier.GrossFTE); d > 0.75 {
				t.Errorf("draw %d, tier %d: %.2f people, a search for shifts says %.2f", draw, i+1, o.fte[i], tier.GrossFTE)
			}
		}
	}
	for i := range apart {
		t.Logf("tier %d: %.2f %% apart in the mean", i+1, 100*apart[i]/all[i])
		if math.Abs(apart[i]) > 0.02*all[i] {
			t.Errorf("tier %d: people are %.1f %% apart in the mean", i+1, 100*apart[i]/all[i])
		}
	}
}

// A run that is stopped says so.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := Run(ctx, []Scenario{scenario(t, nil)}, Options{Draws: 1000, Workers: 2})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the end of the context", err)
	}
}

// 10,000 years of a desk: the target is 5 s on two cores.
func BenchmarkRisk10000(b *testing.B) {
	s := scenario(b, nil)
	s.Terms[0], s.Terms[1] = leaving(0.15, 3, 5000), leaving(0.1, 4, 8000)
	for b.Loop() {
		ran(b, 10_000, 1, s)
	}
}
