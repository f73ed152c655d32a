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
			if terms.TargetSeconds = time(0, 400, "target"); terms.Deferred {
				terms.TargetSeconds *= 2
			}
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
	return inOrder(all)
}

// inOrder brings arrivals into the order of time.
func inOrder(all []simulate.Arrival) []simulate.Arrival {
	slices.SortStableFunc(all, func(a, b simulate.Arrival) int { return cmp.Compare(a.AtSeconds, b.AtSeconds) })
	return all
}

// The engine and the oracle agree on every figure of every desk without chance: skills, schedules, overtime, priorities, deferred
// and interruptible work, targets in open hours, patience, warm-up, both ways of closing, and the order of what happens at the same instant.
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
		for ch := range tier.Channels {
			compareQueue(same, tier.Channels[ch], want.fates[k][ch], end(d)-warm)
		}
		compareQueue(same, tier.All, together(want.fates[k]), end(d)-warm)
		same("busy", tier.Staff.BusySeconds, want.busy[k])
		same("overtime", tier.Staff.OvertimeSeconds, want.overtime[k])
		same("backlog", tier.Backlog.End, want.backlog[k])
		same("deferred backlog", tier.Backlog.Deferred, want.deferred[k])
		same("load", tier.Backlog.Load, part(want.busy[k]+want.work[k], tier.Staff.Scheduled+want.overtime[k]))
	}
}

// compareQueue compares what happened at a tier during some seconds.
func compareQueue(same func(string, simulate.Estimate, float64), got simulate.Queue, want fate, seconds float64) {
	same("offered", got.Offered, want.offered)
	same("served", got.Served, want.served)
	same("abandoned", got.Abandoned, want.abandoned)
	same("waiting", got.Waiting, want.waiting)
	same("escalated", got.Escalated, want.escalated)
	same("interruptions", got.Interruptions, want.interruptions)
	same("interrupted", got.InterruptedSeconds, want.interrupted)
	same("total wait", got.TotalWaitSeconds, want.wait)
	same("mean wait", got.WaitSeconds, part(want.wait, want.served+want.abandoned))
	same("wait of the served", got.ServedWaitSeconds, part(want.servedWait, want.served))
	same("abandoned share", got.AbandonedShare, part(want.abandoned, want.served+want.abandoned))
	same("queue", got.QueueLength, want.queue/seconds)
	same("in time", got.ServiceLevel.InTime, want.inTime)
	same("in time of offered", got.ServiceLevel.ServedOfOffered, part(want.inTime, want.offered-want.undecided))
	same("done in time of offered", got.ServiceLevel.DoneOfOffered, part(want.doneInTime, want.offered-want.unfinished))
}

// part is a quotient, 0 when there is nothing to divide by.
func part(of, by float64) float64 {
	if by == 0 {
		return 0
	}
	return of / by
}

// together adds the channels of a tier up.
func together(all []fate) fate {
	var sum fate
	for _, f := range all {
		sum = fate{
			sum.offered + f.offered, sum.served + f.served, sum.abandoned + f.abandoned, sum.waiting + f.waiting, sum.escalated + f.escalated,
			sum.inTime + f.inTime, sum.undecided + f.undecided, sum.doneInTime + f.doneInTime, sum.unfinished + f.unfinished,
			sum.wait + f.wait, sum.queue + f.queue, sum.interruptions + f.interruptions, sum.interrupted + f.interrupted, sum.servedWait + f.servedWait,
		}
	}
	return sum
}
