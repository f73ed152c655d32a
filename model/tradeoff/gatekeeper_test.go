package tradeoff_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/tradeoff"
)

// service is row 1 of two_tier_gatekeeper.csv.
func service() tradeoff.GatekeeperInput {
	return tradeoff.GatekeeperInput{
		ArrivalsPerHour: 10, Success: tradeoff.Success{Shape: tradeoff.Linear, Parameter: 0.5},
		DiagnoseSeconds: 180, TreatSeconds: 360, ExpertSeconds: 1200,
		Cost1PerHour: 30, Cost2PerHour: 55, WaitCostPerHour: 20, FailedTryCost: 2,
	}
}

// Row 1 of two_tier_gatekeeper.csv, checked without ../shared too. The fluid cost by hand: f never falls below the ratio, so
// all is tried and 3/4 solved: 10 (30·9/60 + ¼ (55·20/60 + 2)) = 95.8333.
func TestKnownGatekeeper(t *testing.T) {
	got, err := tradeoff.Gatekeeper(service())
	if err != nil {
		t.Fatal(err)
	}
	near(t, "ratio", got.ThresholdRatio, 5/(55.0/3+2), 1e-14)
	near(t, "fluid cost", got.FluidCost, 10*(4.5+0.25*(55.0/3+2)), 1e-14)
	near(t, "cost at the threshold", got.Cost, 213.23824267, 1e-9)
	near(t, "best cost", got.BestCost, 205.51172881, 1e-9)
	near(t, "direct cost", got.DirectCost, 285.77216522, 1e-9)
	if got.BestThreshold != 0.82 || got.BestAgents1 != 2 || got.BestAgents2 != 2 || got.Agents1 != 3 || got.DirectAgents != 4 {
		t.Errorf("got %+v", got)
	}
}

// F is the integral of f, and f(threshold) is the ratio wherever the threshold is inside.
func TestSuccessFunctions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := tradeoff.Success{Shape: tradeoff.Linear, Parameter: rapid.Float64Range(0, 1).Draw(t, "b")}
		if rapid.Bool().Draw(t, "power") {
			s = tradeoff.Success{Shape: tradeoff.Power, Parameter: rapid.Float64Range(1, 5).Draw(t, "q")}
		}
		k := rapid.Float64Range(0, 1).Draw(t, "k")
		if want := quad.Fixed(s.At, 0, k, 60, nil, 0); math.Abs(s.Solved(k)-want) > 1e-7 {
			t.Fatalf("%v: F(%v) is %v, want %v", s, k, s.Solved(k), want)
		}
		ratio := rapid.Float64Range(0, 1.5).Draw(t, "ratio")
		switch x := s.Threshold(ratio); {
		case x < 0 || x > 1:
			t.Fatalf("%v: threshold %v", s, x)
		case x > 1e-9 && x < 1 && math.Abs(s.At(x)-ratio) > 1e-6:
			t.Fatalf("%v: f(%v) is %v, want %v", s, x, s.At(x), ratio)
		case x == 1 && s.At(1) < ratio-1e-12 || x == 0 && ratio < 1-1e-9:
			t.Fatalf("%v: threshold %v for ratio %v", s, x, ratio)
		}
	})
}

func TestThresholdAtTheEnds(t *testing.T) {
	for _, c := range []struct {
		shape           tradeoff.Shape
		parameter       float64
		ratio, want, at float64
	}{
		{tradeoff.Linear, 0, 1, 1, 1}, {tradeoff.Linear, 0, 1.01, 0, 1}, {tradeoff.Linear, 0.5, 0.5, 1, 0.5}, {tradeoff.Linear, 0.5, 1, 0, 1},
		{tradeoff.Power, 2, 0, 1, 0}, {tradeoff.Power, 2, 0.25, 0.5, 0.25}, {tradeoff.Power, 0, 0.9, 1, 1},
	} {
		s := tradeoff.Success{Shape: c.shape, Parameter: c.parameter}
		if got := s.Threshold(c.ratio); math.Abs(got-c.want) > 1e-15 || math.Abs(s.At(got)-c.at) > 1e-15 {
			t.Errorf("%v: threshold for %v is %v with f %v, want %v and %v", s, c.ratio, got, s.At(got), c.want, c.at)
		}
	}
}

func gatekeepers(t *rapid.T) tradeoff.GatekeeperInput {
	shape := rapid.SampledFrom([]tradeoff.Shape{tradeoff.Linear, tradeoff.Power}).Draw(t, "shape")
	return tradeoff.GatekeeperInput{
		ArrivalsPerHour: rapid.Float64Range(0, 80).Draw(t, "arrivals"),
		Success:         tradeoff.Success{Shape: shape, Parameter: rapid.Float64Range(0, 1).Draw(t, "parameter")},
		DiagnoseSeconds: rapid.Float64Range(0, 300).Draw(t, "diagnose"), TreatSeconds: rapid.Float64Range(0, 900).Draw(t, "treat"),
		ExpertSeconds: rapid.Float64Range(30, 2400).Draw(t, "expert"), Cost1PerHour: rapid.Float64Range(10, 60).Draw(t, "c1"),
		Cost2PerHour: rapid.Float64Range(10, 120).Draw(t, "c2"), WaitCostPerHour: rapid.Float64Range(0, 300).Draw(t, "w"),
		FailedTryCost: rapid.Float64Range(0, 20).Draw(t, "m"),
	}
}

// The best of the grid is no worse than the threshold rounded to the grid would be, fluid cost is a lower bound of cost, and
// the staff of direct access is the cheapest by trial of every number.
func TestGatekeeperLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := gatekeepers(t)
		r, err := tradeoff.Gatekeeper(in)
		if err != nil {
			t.Fatal(err)
		}
		if r.FluidCost > r.Cost+1e-9 || r.BestCost > r.Cost*1.02+2 || math.IsNaN(r.BestCost+r.Cost+r.DirectCost) {
			t.Fatalf("%+v\n%+v", in, r)
		}
		live := queue.Live{ArrivalsPerHour: in.ArrivalsPerHour, HandlingSeconds: in.ExpertSeconds, PatienceSeconds: never}
		for n := live.StableAgents(); n < live.StableAgents()+20; n++ {
			with, err := live.With(n, 0)
			if err != nil {
				t.Fatal(err)
			}
			if cost := in.Cost2PerHour*float64(n) + in.WaitCostPerHour*with.QueueLength; cost < r.DirectCost-1e-9*r.DirectCost {
				t.Fatalf("direct access with %d agents costs %v, less than %v with %d", n, cost, r.DirectCost, r.DirectAgents)
			}
		}
	})
}

// Fluid cost is least at the threshold of the rule: the proof of the rule, by trial.
func TestTheRuleMinimisesFluidCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := gatekeepers(t)
		r, err := tradeoff.Gatekeeper(in)
		if err != nil {
			t.Fatal(err)
		}
		k := rapid.Float64Range(0, 1).Draw(t, "k")
		f := in.Success.Solved(k)
		cost := in.ArrivalsPerHour * (in.Cost1PerHour*(in.DiagnoseSeconds+in.TreatSeconds*k)/3600 +
			in.Cost2PerHour*in.ExpertSeconds*(1-f)/3600 + in.FailedTryCost*(k-f))
		if cost < r.FluidCost-1e-9*(1+r.FluidCost) {
			t.Fatalf("threshold %v costs %v, the rule's %v costs %v", k, cost, r.Threshold, r.FluidCost)
		}
	})
}

func TestGatekeeperSpecialCases(t *testing.T) {
	in := service()
	in.ArrivalsPerHour = 0
	if r, err := tradeoff.Gatekeeper(in); err != nil || r.Cost != 0 || r.BestAgents1 != 0 || r.DirectAgents != 0 {
		t.Errorf("no arrivals: got %+v, %v", r, err)
	}
	in = service()
	in.Success.Parameter, in.DiagnoseSeconds = 0, 0
	if r, err := tradeoff.Gatekeeper(in); err != nil || r.Threshold != 1 || r.Agents2 != 0 {
		t.Errorf("everything is solved: got %+v, %v", r, err)
	}
	in = service()
	in.Cost1PerHour, in.DiagnoseSeconds = 500, 0
	if r, err := tradeoff.Gatekeeper(in); err != nil || r.Threshold != 0 || r.Agents1 != 0 || r.Cost != r.DirectCost {
		t.Errorf("trying never pays: got %+v, %v", r, err)
	}
}

func TestGatekeeperRefuses(t *testing.T) {
	in := tradeoff.GatekeeperInput{
		ArrivalsPerHour: -1, Success: tradeoff.Success{Shape: "cubic"}, DiagnoseSeconds: -1, TreatSeconds: math.NaN(), ExpertSeconds: 0,
		Cost1PerHour: 0, Cost2PerHour: never, WaitCostPerHour: -3, FailedTryCost: -2,
	}
	_, err := tradeoff.Gatekeeper(in)
	if err == nil || strings.Count(err.Error(), "\n") != 8 {
		t.Fatalf("got %v, want nine faults", err)
	}
	if !strings.Contains(err.Error(), "cost of 1st level per hour is 0; it must be above 0") {
		t.Errorf("got %v, want a sentence on the salary of 0", err)
	}
	in = service()
	in.ArrivalsPerHour = 1e9
	if _, err := tradeoff.Gatekeeper(in); err == nil || !strings.Contains(err.Error(), "offered load") {
		t.Errorf("absurd load: got %v", err)
	}
}

func TestParseSuccess(t *testing.T) {
	for text, want := range map[string]tradeoff.Success{
		"linear:0.5": {Shape: tradeoff.Linear, Parameter: 0.5}, " power: 2 ": {Shape: tradeoff.Power, Parameter: 2},
	} {
		if got, err := tradeoff.ParseSuccess(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "linear", "linear:", "linear:2", "linear:-0.1", "power:NaN", "power:101", "cubic:1", "power:x"} {
		if got, err := tradeoff.ParseSuccess(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func ExampleGatekeeper() {
	success, _ := tradeoff.ParseSuccess("linear:0.5")
	r, _ := tradeoff.Gatekeeper(tradeoff.GatekeeperInput{
		ArrivalsPerHour: 10, Success: success, DiagnoseSeconds: 180, TreatSeconds: 360, ExpertSeconds: 1200,
		Cost1PerHour: 30, Cost2PerHour: 55, WaitCostPerHour: 20, FailedTryCost: 2,
	})
	fmt.Printf("rule: try %.0f %% at %.2f an hour; best: %.0f %% at %.2f; no 1st level: %.2f\n",
		100*r.Threshold, r.Cost, 100*r.BestThreshold, r.BestCost, r.DirectCost)
	// Output: rule: try 100 % at 213.24 an hour; best: 82 % at 205.51; no 1st level: 285.77
}

func BenchmarkGatekeeper(b *testing.B) {
	for _, rate := range []float64{10, 1000} {
		b.Run(fmt.Sprintf("%v an hour", rate), func(b *testing.B) {
			in := service()
			in.ArrivalsPerHour = rate
			for b.Loop() {
				if _, err := tradeoff.Gatekeeper(in); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "seconds/row")
		})
	}
}
