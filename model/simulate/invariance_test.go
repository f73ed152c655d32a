package simulate_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/simulate"
)

// What must not change a result: these laws hold for every replication, not only on average, since a desk that is
// described in another way meets the same random numbers.

// slow stretches every time of a desk.
func slow(d simulate.Desk, by float64) simulate.Desk {
	stretch := func(l simulate.Law) simulate.Law {
		l.Mean *= by
		values := make([]float64, len(l.Values))
		for i, v := range l.Values {
			values[i] = v * by
		}
		if len(values) > 0 {
			l.Values = values
		}
		return l
	}
	e := d
	e.Periods, e.Categories, e.Channels = nil, nil, nil
	for _, s := range d.Periods {
		e.Periods = append(e.Periods, s*by)
	}
	for _, c := range d.Categories {
		steps := c.Steps
		c.Steps = nil
		for _, s := range steps {
			s.Solved, s.Passed = stretch(s.Solved), stretch(s.Passed)
			c.Steps = append(c.Steps, s)
		}
		c.Reopen.Delay = stretch(c.Reopen.Delay)
		e.Categories = append(e.Categories, c)
	}
	for _, c := range d.Channels {
		terms := c.Terms
		c.Terms = nil
		for _, s := range terms {
			s.TargetSeconds *= by
			s.Patience.Mean *= by
			c.Terms = append(c.Terms, s)
		}
		e.Channels = append(e.Channels, c)
	}
	return e
}

// alike demands two figures that differ by rounding only.
func alike(t fatal, what string, got, want simulate.Estimate) {
	const rounding = 1e-6
	if got.Defined != want.Defined || math.Abs(got.Value-want.Value) > rounding*(1+math.Abs(want.Value)) ||
		math.Abs(got.StdErr-want.StdErr) > 1e-4*(1+math.Abs(want.StdErr)) {
		t.Fatalf("%s: got %+v, want %+v", what, got, want)
	}
}

func mustRun(t fatal, d simulate.Desk) simulate.Result {
	r, err := simulate.Run(context.Background(), d, options(3))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

// The unit of time does not matter: with all times doubled (exactly, in binary) counts stay, and waits double.
func TestTimeHasNoUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks().Draw(t, "desk")
		a, b := mustRun(t, d), mustRun(t, slow(d, 2))
		alike(t, "resolved", b.Tickets.Resolved, a.Tickets.Resolved)
		alike(t, "abandoned", b.Tickets.Abandoned, a.Tickets.Abandoned)
		alike(t, "sojourn", over(b.Tickets.SojournSeconds, 2), a.Tickets.SojournSeconds)
		for k := range a.Tiers {
			x, y := a.Tiers[k], b.Tiers[k]
			alike(t, "offered", y.All.Offered, x.All.Offered)
			alike(t, "wait", over(y.All.WaitSeconds, 2), x.All.WaitSeconds)
			alike(t, "queue", y.All.QueueLength, x.All.QueueLength)
			alike(t, "occupancy", y.Staff.Occupancy, x.Staff.Occupancy)
			alike(t, "interruptions", y.All.Interruptions, x.All.Interruptions)
			alike(t, "done in time", y.All.ServiceLevel.DoneOfOffered, x.All.ServiceLevel.DoneOfOffered)
			alike(t, "service level", y.All.ServiceLevel.ServedOfOffered, x.All.ServiceLevel.ServedOfOffered)
		}
	})
}

// A period may be cut in two: with the same agents and half the arrivals in each half nothing changes.
func TestPeriodsMayBeCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks().Draw(t, "desk")
		d.Day.Periods = 0
		e := d
		e.Periods, e.Groups, e.Streams, e.Channels = nil, nil, nil, cutOpen(d.Channels)
		for _, s := range d.Periods {
			e.Periods = append(e.Periods, s/2, s/2)
		}
		for _, g := range d.Groups {
			agents := g.Agents
			g.Agents = nil
			for _, n := range agents {
				g.Agents = append(g.Agents, n, n)
			}
			e.Groups = append(e.Groups, g)
		}
		for _, s := range d.Streams {
			arrivals := s.Arrivals
			s.Arrivals = nil
			for _, n := range arrivals {
				s.Arrivals = append(s.Arrivals, n/2, n/2)
			}
			e.Streams = append(e.Streams, s)
		}
		a, b := mustRun(t, d), mustRun(t, e)
		alike(t, "arrived", b.Tickets.Arrived, a.Tickets.Arrived)
		alike(t, "resolved", b.Tickets.Resolved, a.Tickets.Resolved)
		for k := range a.Tiers {
			alike(t, "wait", b.Tiers[k].All.TotalWaitSeconds, a.Tiers[k].All.TotalWaitSeconds)
			alike(t, "queue", b.Tiers[k].All.QueueLength, a.Tiers[k].All.QueueLength)
			alike(t, "busy", b.Tiers[k].Staff.BusySeconds, a.Tiers[k].Staff.BusySeconds)
			alike(t, "interrupted", b.Tiers[k].All.InterruptedSeconds, a.Tiers[k].All.InterruptedSeconds)
			alike(t, "in time", b.Tiers[k].All.ServiceLevel.ServedOfOffered, a.Tiers[k].All.ServiceLevel.ServedOfOffered)
			alike(t, "done in time", b.Tiers[k].All.ServiceLevel.DoneOfOffered, a.Tiers[k].All.ServiceLevel.DoneOfOffered)
			alike(t, "overtime", b.Tiers[k].Staff.OvertimeSeconds, a.Tiers[k].Staff.OvertimeSeconds)
		}
	})
}

// cutOpen cuts the open periods in two.
func cutOpen(channels []simulate.Channel) []simulate.Channel {
	var all []simulate.Channel
	for _, c := range channels {
		c.Terms = slices.Clone(c.Terms)
		for k := range c.Terms {
			open := c.Terms[k].Open
			c.Terms[k].Open = nil
			for _, yes := range open {
				c.Terms[k].Open = append(c.Terms[k].Open, yes, yes)
			}
		}
		all = append(all, c)
	}
	return all
}

// Two groups that take the same tickets are one group.
func TestGroupsMayBeSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks().Draw(t, "desk")
		e := d
		e.Groups = nil
		for _, g := range d.Groups {
			left, right := make([]int, len(g.Agents)), make([]int, len(g.Agents))
			for i, n := range g.Agents {
				left[i], right[i] = n/2, n-n/2
			}
			e.Groups = append(e.Groups, simulate.Group{Tier: g.Tier, Agents: left}, simulate.Group{Tier: g.Tier, Agents: right})
		}
		// With a schedule that shrinks it matters which group a running ticket belongs to; so the first period goes on for ever.
		for _, groups := range [][]simulate.Group{d.Groups, e.Groups} {
			for _, g := range groups {
				for i := range g.Agents {
					g.Agents[i] = g.Agents[0]
				}
			}
		}
		a, b := mustRun(t, d), mustRun(t, e)
		alike(t, "resolved", b.Tickets.Resolved, a.Tickets.Resolved)
		alike(t, "sojourn", b.Tickets.SojournSeconds, a.Tickets.SojournSeconds)
		for k := range a.Tiers {
			alike(t, "wait", b.Tiers[k].All.TotalWaitSeconds, a.Tiers[k].All.TotalWaitSeconds)
			alike(t, "busy", b.Tiers[k].Staff.BusySeconds, a.Tiers[k].Staff.BusySeconds)
		}
	})
}

// Little's law: the queue's length times the time is the time that tickets spent in it, while nothing is left over. Sojourn is
// wait plus handling.
func TestLittle(t *testing.T) {
	d := tandem(20000, 0.1, 3, 3, 0.5, 20, 30, 0)
	d.AfterClose = simulate.Drain
	d.Streams[0].Arrivals = append(d.Streams[0].Arrivals, 0) // an hour without arrivals to the end
	d.Periods = append(d.Periods, 3600)
	for g := range d.Groups {
		d.Groups[g].Agents = []int{3, 3}
	}
	r := run(t, d, options(20))
	spent := 0.0
	for _, tier := range r.Tiers {
		alike(t, "time in the queue", over(tier.All.QueueLength, 1/(20000.0+3600)), tier.All.TotalWaitSeconds)
		spent += tier.All.TotalWaitSeconds.Value + tier.Staff.BusySeconds.Value
	}
	if sojourn := r.Tickets.SojournSeconds.Value * r.Tickets.Resolved.Value; math.Abs(sojourn-spent) > 1e-6*spent {
		t.Errorf("sojourn of all tickets: got %v s, want %v", sojourn, spent)
	}
}

// The simulation of an hour that repeats agrees with the exact answer for time-varying demand: with far more agents than
// tickets the number at work is Poisson with m(t), and after a step of the rate from 0 to l it is l s (1 - e^(-t/s)).
func TestRampOfOfferedLoad(t *testing.T) {
	const rate, mean = 0.5, 100.0
	d := single(0, 0, 500, exponential(mean), endless(), 0)
	d.Periods, d.Groups[0].Agents, d.Streams[0].Arrivals = nil, nil, nil
	for range 10 {
		d.Periods = append(d.Periods, 50)
		d.Groups[0].Agents = append(d.Groups[0].Agents, 500)
		d.Streams[0].Arrivals = append(d.Streams[0].Arrivals, 50*rate)
	}
	r := run(t, d, options(400))
	for p, got := range r.Groups[0].Periods {
		from, to := float64(p)*50, float64(p+1)*50
		busy := rate * mean * (1 - mean/50*(math.Exp(-from/mean)-math.Exp(-to/mean)))
		agree(t, "occupancy", got, busy/500)
	}
}

// Arrivals are common to two desks under one seed, so that a difference in staff can be told from few replications.
func TestDesksMeetTheSameTickets(t *testing.T) {
	few, more := full(), full()
	more.Groups[0].Agents = []int{140}
	a, b := run(t, few, options(3)), run(t, more, options(3))
	alike(t, "arrived", b.Tickets.Arrived, a.Tickets.Arrived)
	for c := range a.Categories {
		alike(t, "arrived of a category", b.Categories[c].Arrived, a.Categories[c].Arrived)
	}
}
