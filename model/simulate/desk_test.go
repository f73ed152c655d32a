package simulate_test

import (
	"context"
	"math"
	"testing"

	"tiermix/model/rate"
	"tiermix/model/simulate"
)

// Laws that most tests need.
func exponential(mean float64) simulate.Law {
	return simulate.Law{Kind: simulate.Exponential, Mean: mean}
}

func fixed(seconds float64) simulate.Law {
	return simulate.Law{Kind: simulate.Deterministic, Mean: seconds}
}

func endless() simulate.Patience { return simulate.Patience{Kind: simulate.Endless} }

func memoryless(mean float64) simulate.Patience {
	return simulate.Patience{Kind: simulate.Memoryless, Mean: mean}
}

// single is a desk of one tier, one category and one channel over one period.
func single(seconds, arrivalsPerSecond float64, agents int, handling simulate.Law, patience simulate.Patience, target float64) simulate.Desk {
	return simulate.Desk{
		Tiers:      []string{"1st"},
		Periods:    []float64{seconds},
		Groups:     []simulate.Group{{Name: "all", Agents: []int{agents}}},
		Categories: []simulate.Category{{Name: "any", Steps: []simulate.Step{{Solve: 1, Solved: handling}}}},
		Channels:   []simulate.Channel{{Name: "phone", Terms: []simulate.Terms{{Patience: patience, TargetSeconds: target}}}},
		Streams:    []simulate.Stream{{Arrivals: []float64{arrivalsPerSecond * seconds}}},
		AfterClose: simulate.Stop,
	}
}

// tandem is a desk of two tiers with one category: times in seconds, Poisson arrivals, exponential handling.
func tandem(seconds, arrivalsPerSecond float64, agents1, agents2 int, solve1, handling1, handling2, return2 float64) simulate.Desk {
	d := single(seconds, arrivalsPerSecond, agents1, exponential(handling1), endless(), 0)
	d.Tiers = []string{"1st", "2nd"}
	d.Groups = append(d.Groups, simulate.Group{Name: "experts", Tier: 1, Agents: []int{agents2}})
	d.Categories[0].Steps = []simulate.Step{
		{Solve: solve1, Solved: exponential(handling1), Passed: exponential(handling1)},
		{Solve: 1, Solved: exponential(handling2), Return: return2},
	}
	d.Channels[0].Terms = []simulate.Terms{{Patience: endless()}, {Patience: endless()}}
	return d
}

// options are those of most tests.
func options(replications int) simulate.Options {
	return simulate.Options{Seed: 7, Replications: replications, Workers: 2, Level: rate.Level}
}

func run(t testing.TB, d simulate.Desk, o simulate.Options) simulate.Result {
	t.Helper()
	r, err := simulate.Run(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Most standard errors that an estimate may lie off a known value. One in 16,000 estimates lies farther off by chance; the
// tests make a few hundred, with fixed seeds.
const farOff = 4

// agree demands that an estimate lies within four standard errors of a value.
func agree(t *testing.T, what string, got simulate.Estimate, want float64) {
	t.Helper()
	agreeWithin(t, what, got, want, 0)
}

// agreeWithin is agree with a value that has a standard error of its own.
func agreeWithin(t *testing.T, what string, got simulate.Estimate, want, wantStdErr float64) {
	t.Helper()
	const rounding = 1e-6 // of figures that do not vary, relative
	slack := farOff*math.Hypot(got.StdErr, wantStdErr) + rounding*math.Abs(want)
	if !got.Defined || math.Abs(got.Value-want) > slack {
		t.Errorf("%s: got %.6g ± %.2g, want %.6g: %.1f standard errors off", what, got.Value, got.StdErr, want, math.Abs(got.Value-want)/math.Hypot(got.StdErr, wantStdErr))
	}
}
