// Package simulate runs a support desk of several tiers as a discrete-event simulation: one seed in, one result out.
//
// A ticket comes in by a channel, waits for an agent of its tier, is tried, and is solved or passed on to the next
// tier; what a tier solved may go back to the tier below (return) or come back later (reopen). Live tickets go before
// deferred ones, then by priority, then by waiting time. A running ticket is never interrupted, unless its channel's terms say
// that live work and the end of a shift interrupt it (Terms.Interruptible). Where groups differ in
// skills, a free agent takes who goes first of those he may take, and a ticket that finds several groups free chooses the
// first of its preference. Agents come and go by a schedule; arrivals are Poisson with a rate per period and, if wanted,
// a random factor per day, or the measured ones of a past quarter (Replay).
//
// What falls on the same instant happens in this order: customers give up; a period ends, and agents who come take what waits, tier
// by tier from the lowest; new tickets arrive, in the order in which they are given; tries end, and tickets come back, in the
// order in which they began, and each time the agent takes the next ticket before the one that ended goes on. Who waits longest is,
// of equals, who reached the tier first in this order.
//
// Figures are means over independent replications with Student t intervals; ratios (service level, mean wait) are
// ratios of means with an interval by the delta method. Replications run in parallel; each has random streams of its own,
// so the result depends on the seed and never on the number of workers. Arrivals have a stream apart from handling: two
// desks that differ only in staff meet the same arrivals under the same seed.
//
// All times are in seconds. Bad input gives an error that names every fault; no input makes the package panic.
//
// Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), chapters 1, 2 and 9.
package simulate

import (
	"context"
	"errors"
)

// EventLimit bounds the events of one replication when Options.MaxEvents is 0: about 20 million tickets. It keeps a desk
// whose tickets never end from running for ever.
const EventLimit = 50_000_000

// Options says how a desk is simulated.
type Options struct {
	Seed          uint64
	Replications  int     // independent runs over the whole horizon, at least 2
	Workers       int     // replications that run at the same time, at least 1; no influence on the result
	Level         float64 // confidence level of the intervals, 0 < Level < 1; rate.Level elsewhere in tiermix
	WarmUpSeconds float64 // time at the start of each replication that is simulated but not counted
	Whole         bool    // figures of the whole horizon only: Tier.Periods, Tier.Cells and Journeys.Periods stay empty; faster with many periods and categories
	MaxEvents     int64   // most events (arrivals, ends of tries, comings-back, period ends) of a replication; 0: EventLimit
}

func (o Options) events() int64 {
	if o.MaxEvents == 0 {
		return EventLimit
	}
	return o.MaxEvents
}

// Run simulates a desk with the arrivals of its streams.
//
// Special cases:
//   - A desk that gets more work than it can do runs all the same; Tier.Grew and Result.Notes say that the backlog grew.
//   - A figure that has nothing to divide by in any replication (the wait of nobody) is not Defined and 0.
//   - A replication that needs more than MaxEvents gives an error, and so does the end of the context.
func Run(ctx context.Context, d Desk, o Options) (Result, error) {
	faults := append(d.check(), o.check(d)...)
	faults = append(faults, d.checkStreams()...)
	if len(faults) == 0 {
		faults = append(faults, d.checkEntries(d.entries())...)
	}
	if len(faults) > 0 {
		return Result{}, errors.Join(faults...)
	}
	p := newPlan(d, o)
	p.setStreams()
	return p.simulate(ctx, o)
}

// Replay simulates a desk with given arrivals, in the order of time: a measured quarter against a planned schedule. Every
// replication meets the same arrivals; handling times, outcomes and patience differ. Streams and Day are not used.
//
// Special cases: as Run; an arrival outside the periods, or before the one in front of it, is an error.
func Replay(ctx context.Context, d Desk, arrivals []Arrival, o Options) (Result, error) {
	faults := append(d.check(), o.check(d)...)
	faults = append(faults, d.checkArrivals(arrivals)...)
	if len(faults) == 0 {
		faults = append(faults, d.checkEntries(entriesOf(arrivals))...)
	}
	if len(faults) > 0 {
		return Result{}, errors.Join(faults...)
	}
	p := newPlan(d, o)
	p.setReplay(arrivals)
	return p.simulate(ctx, o)
}
