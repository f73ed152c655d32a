package simulate_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/simulate"
)

// Cases that need no file beside the checkout.

// M/M/n+M with all rates 1. One agent: the number of tickets is Poisson with mean 1, so P(W > 0) = 1 - 1/e and P(abandon) = 1/e; three
// agents: P(W > 0) = P(N >= 3) of the same law. Source: C. Palm, Research on telephone traffic carried by full availability
// groups, Tele 1 (1957); for equal rates M/M/n+M is M/M/∞.
func TestErlangAByHand(t *testing.T) {
	one := run(t, single(8000, 1, 1, exponential(1), memoryless(1), 1), options(20)).Tiers[0].All
	agree(t, "1 agent: P(W > 0)", one.DelayedShare, 1-1/math.E)
	agree(t, "1 agent: P(abandon)", one.AbandonedShare, 1/math.E)
	agree(t, "1 agent: E[W]", one.WaitSeconds, 1/math.E)
	agree(t, "1 agent: queue", one.QueueLength, 1/math.E)
	three := run(t, single(8000, 1, 3, exponential(1), memoryless(1), 1), options(20)).Tiers[0].All
	agree(t, "3 agents: P(W > 0)", three.DelayedShare, 1-2.5/math.E)
}

// Two classes before one agent: W1 = R/(1 - ρ1), W2 = R/((1 - ρ1)(1 - ρ)) with R = Σ λ E[S²]/2. Exponential times of 1, λ = 0.3 and 0.4: R =
// 0.7, W1 = 1, W2 = 10/3. Source: A. Cobham, Priority assignment in waiting line problems, Operations Research 2 (1954).
func TestCobham(t *testing.T) {
	d := single(20000, 0, 1, exponential(1), endless(), 0)
	steps := d.Categories[0].Steps
	d.Categories = []simulate.Category{{Name: "plain", Priority: 2, Steps: steps}, {Name: "urgent", Priority: 1, Steps: steps}}
	d.Streams = []simulate.Stream{{Arrivals: []float64{0.4 * 20000}}, {Category: 1, Arrivals: []float64{0.3 * 20000}}}
	c := run(t, d, steady(d, 20)).Tiers[0].Categories
	agree(t, "plain", c[0].WaitSeconds, 10.0/3)
	agree(t, "urgent", c[1].WaitSeconds, 1)
}

// Live work does not feel deferred work but for the ticket in hand: the same formula with "deferred" as the second class.
func TestDeferredIsASecondClass(t *testing.T) {
	d := single(20000, 0.3, 1, exponential(1), endless(), 0)
	d.Channels = append(d.Channels, simulate.Channel{Name: "mail", Terms: []simulate.Terms{{Deferred: true}}})
	d.Categories = append(d.Categories, simulate.Category{Name: "mail", Priority: -9, Steps: d.Categories[0].Steps})
	d.Streams = append(d.Streams, simulate.Stream{Category: 1, Channel: 1, Arrivals: []float64{0.4 * 20000}})
	tier := run(t, d, steady(d, 20)).Tiers[0]
	agree(t, "live", tier.Channels[0].WaitSeconds, 1)
	agree(t, "deferred", tier.Channels[1].WaitSeconds, 10.0/3)
	if diff := cmp.Diff(tier.Categories, tier.Channels); diff != "" {
		t.Errorf("each category has a channel of its own (-by category +by channel):\n%s", diff)
	}
}

// A loss system: whoever finds no agent free gives up at once. Erlang B of 2 Erlang at 3 agents is 4/19, whatever the law of
// handling times. Source: A. K. Erlang (1917); insensitivity: B. A. Sevast'yanov, Theory of Probability 2 (1957).
func TestErlangB(t *testing.T) {
	for _, handling := range []simulate.Law{exponential(1), fixed(1), {Kind: simulate.Lognormal, Mean: 1, CV: 2}} {
		d := single(5000, 2, 3, handling, simulate.Patience{Kind: simulate.Endless, AtOnce: 1}, 0)
		all := run(t, d, steady(d, 30)).Tiers[0].All
		agree(t, string(handling.Kind), all.AbandonedShare, 4.0/19)
	}
}

// Times of two_tier_ctmc.csv, row 1, computed there by an exact Markov chain: 60 tickets an hour, 6 agents at 6 minutes, patience 4
// minutes, 30 % to 5 agents at 15 minutes.
func TestTwoTierChainLiteral(t *testing.T) {
	d := tandem(8000*60, 1.0/60, 6, 5, 0.7, 360, 900, 0)
	d.Channels[0].Terms[0].Patience = memoryless(240)
	r := run(t, d, steady(d, 30))
	agree(t, "P(abandon) 1", r.Tiers[0].All.AbandonedShare, 0.1762264237)
	agree(t, "E[W] 1", over(r.Tiers[0].All.WaitSeconds, 60), 0.7049056949)
	agree(t, "P(delay) 2", r.Tiers[1].All.DelayedShare, 0.4320976117)
	agree(t, "E[W] 2", over(r.Tiers[1].All.WaitSeconds, 60), 4.727975846)
}

// Over three days with closed nights deferred work follows the fluid backlog of backlog_fluid_3days.csv: twenty times its tickets,
// one minute each, by as many agents as its capacity says. The file lets nobody finish a ticket after closing; that and chance leave
// the tolerance. It counts age as a difference of hours of the day, at most 4: a wait up to 4 h always is, one above 5 h never.
func TestDeferredFollowsTheFluidBacklog(t *testing.T) {
	const (
		scale     = 20
		ofBacklog = 0.02 // relative
		hour      = 3600
		perAgent  = 60 // tickets an hour
	)
	d := single(hour, 0, 1, fixed(hour/perAgent), endless(), 0)
	d.Periods, d.Groups[0].Agents, d.Streams[0].Arrivals = nil, nil, nil
	d.Channels[0].Terms[0] = simulate.Terms{Deferred: true, TargetSeconds: 4 * hour}
	done, timely, backlog := 0.0, 0.0, 0.0
	for _, row := range reference(t, "backlog_fluid_3days.csv") {
		d.Periods = append(d.Periods, hour)
		d.Groups[0].Agents = append(d.Groups[0].Agents, int(number(t, row["capacity"])*scale/perAgent))
		d.Streams[0].Arrivals = append(d.Streams[0].Arrivals, number(t, row["arrivals"])*scale)
		done += scale * number(t, row["done"])
		timely += scale * number(t, row["done_with_age<=4h"])
		backlog = scale * number(t, row["backlog_end"])
	}
	r := run(t, d, options(20))
	all := r.Tiers[0].All
	if got := r.Tiers[0].Backlog.End; math.Abs(got.Value-backlog) > ofBacklog*backlog+farOff*got.StdErr {
		t.Errorf("backlog at the end: got %+v, want %v", got, backlog)
	}
	if got := all.Served.Value; math.Abs(got-done) > ofBacklog*done {
		t.Errorf("done: got %v, want %v", got, done)
	}
	d.Channels[0].Terms[0].TargetSeconds = 5 * hour
	low, high := all.ServiceLevel.ServedOfAnswered, run(t, d, options(20)).Tiers[0].All.ServiceLevel.ServedOfAnswered
	if want := timely / done; low.Value > want || high.Value < want {
		t.Errorf("done within 4 h and 5 h: got %+v and %+v, want %v between them", low, high, want)
	}
	if got, ends := r.Tiers[0].Backlog.Deferred, r.Tiers[0].Backlog.End; got != ends {
		t.Errorf("deferred backlog: got %+v, want all of it, %+v", got, ends)
	}
}

// A group that shrinks while all are busy: the surplus counts as overtime, so occupancy stays a share.
func TestOccupancyNeverExceedsOne(t *testing.T) {
	d := callCC()
	for p, got := range run(t, d, options(50)).Groups[0].Periods {
		if !got.Defined || got.High > 1 || got.Value <= 0 {
			t.Errorf("period %d: got %+v, want above 0 and at most 1", p, got)
		}
	}
}
