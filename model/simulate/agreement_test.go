package simulate_test

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/simulate"
)

// Engine and oracle meet every drawn desk with this many lists of arrivals.
const listsPerDesk = 30

// grid is what times are multiples of where many things are to happen at the same instant, in seconds.
const grid = 10

// certain draws a desk in which nothing is left to chance, and its warm-up. Its times are drawn from a continuum, or lie on the grid.
func certain(t *rapid.T, onGrid bool) (simulate.Desk, float64) {
	d := desks().Draw(t, "desk")
	time := func(low, high float64, what string) float64 {
		if onGrid {
			return grid * float64(rapid.IntRange(0, int(high/grid)).Draw(t, what))
		}
		return rapid.Float64Range(low, high).Draw(t, what) + rapid.Float64Range(1e-6, 1e-3).Draw(t, what)
	}
	for p := range d.Periods {
		d.Periods[p] = grid + time(0, 1000, "length")
	}
	for c := range d.Categories {
		d.Categories[c].Reopen.Share = 0
		for k := range d.Tiers {
			solve := float64(rapid.IntRange(0, 1).Draw(t, "solve"))
			if k == len(d.Tiers)-1 {
				solve = 1
			}
			d.Categories[c].Steps[k] = simulate.Step{Solve: solve, Solved: fixed(time(1, 200, "solved")), Passed: fixed(time(1, 100, "passed")), Groups: named(t, d, k)}
		}
	}
	for c := range d.Channels {
		for k := range d.Tiers {
			terms := &d.Channels[c].Terms[k]
			terms.Patience.AtOnce = 0
			if terms.Patience.Kind == simulate.FixedPatience || terms.Patience.Kind == simulate.Memoryless {
				terms.Patience = simulate.Patience{Kind: simulate.FixedPatience, Mean: time(1, 200, "patience")}
			}
		}
	}
	return d, rapid.SampledFrom([]float64{0, 0, 0.4}).Draw(t, "warm") * end(d)
}

// end is the end of the last period, in seconds.
func end(d simulate.Desk) float64 {
	sum := 0.0
	for _, s := range d.Periods {
		sum += s
	}
	return sum
}

// named draws who may take a step, in the order of preference.
func named(t *rapid.T, d simulate.Desk, tier int) []int {
	var all []int
	for g := range d.Groups {
		if d.Groups[g].Tier == tier {
			all = append(all, g)
		}
	}
	all = rapid.Permutation(all).Draw(t, "groups")
	return all[:rapid.IntRange(1, len(all)).Draw(t, "number")]
}

// arrivals draws tickets in the order of time, from a continuum or on the grid.
func arrivals(r *rand.Rand, d simulate.Desk, onGrid bool) []simulate.Arrival {
	all := make([]simulate.Arrival, 1+r.IntN(40))
	for i := range all {
		at := r.Float64() * end(d)
		if onGrid {
			at = grid * math.Floor(at/grid)
		}
		all[i] = simulate.Arrival{AtSeconds: at, Category: r.IntN(len(d.Categories)), Channel: r.IntN(len(d.Channels)), Tier: r.IntN(len(d.Tiers))}
	}
	slices.SortStableFunc(all, func(a, b simulate.Arrival) int { return cmp.Compare(a.AtSeconds, b.AtSeconds) })
	return all
}

// The engine and the oracle agree on every figure of every desk without chance: skills, schedules, overtime, priorities, deferred
// work, patience, warm-up, both ways of closing, and the order of what happens at the same instant.
func TestEngineAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		onGrid := rapid.Bool().Draw(t, "on the grid")
		d, warm := certain(t, onGrid)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		for range listsPerDesk {
			compare(t, d, arrivals(r, d, onGrid), warm)
		}
	})
}

// compare demands that both give the same figures.
func compare(t *rapid.T, d simulate.Desk, arrivals []simulate.Arrival, warm float64) {
	o := options(2)
	o.Workers, o.WarmUpSeconds = 1, warm
	r, err := simulate.Replay(context.Background(), d, arrivals, o)
	if err != nil {
		t.Fatal(err)
	}
	want := newOracle(d, arrivals, warm).run()
	same := func(what string, got simulate.Estimate, want float64) {
		if math.Abs(got.Value-want) > 1e-6*(1+math.Abs(want)) {
			t.Fatalf("%s: got %v, want %v\narrivals %+v", what, got, want, arrivals)
		}
	}
	same("resolved", r.Tickets.Resolved, want.resolved)
	same("open", r.Tickets.Open, want.open)
	same("sojourn", r.Tickets.SojournSeconds, want.sojourn/max(1, want.resolved))
	for k, tier := range r.Tiers {
		same("offered", tier.All.Offered, want.offered[k])
		same("served", tier.All.Served, want.served[k])
		same("abandoned", tier.All.Abandoned, want.abandoned[k])
		same("in time", tier.All.ServiceLevel.InTime, want.inTime[k])
		same("escalated", tier.All.Escalated, want.escalated[k])
		same("wait", tier.All.TotalWaitSeconds, want.wait[k])
		same("queue", tier.All.QueueLength, want.queue[k]/(end(d)-warm))
		same("busy", tier.Staff.BusySeconds, want.busy[k])
		same("overtime", tier.Staff.OvertimeSeconds, want.overtime[k])
	}
}
