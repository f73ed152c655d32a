package plan

import (
	"context"
	"errors"
	"fmt"
	"math"

	"tiermix/model/rate"
	"tiermix/model/simulate"
	"tiermix/model/tradeoff"
)

// CheckOptions say how a plan is simulated.
type CheckOptions struct {
	Seed    uint64
	Weeks   int // simulated, each by itself after a week that is not counted; 2 or more
	Workers int // at the same time; no influence on the result
}

// Check is what a simulation says to a plan.
type Check struct {
	Seed    uint64
	Weeks   int
	Formula float64           // share of live work that the hourly plan answers in time; 1 without live work
	Live    simulate.Estimate // the same, simulated
	Tiers   []simulate.Tier   // 1st and 2nd level
	Tickets simulate.Journeys
	Notes   []string
}

// Agrees says whether the formula lies inside the interval of the simulation.
func (c Check) Agrees() bool { return !c.Live.Defined || c.Live.Encloses(c.Formula) }

const (
	liveChannel     = 0
	deferredChannel = 1
	weekSeconds     = 7 * 24 * 3600
)

// Simulate plays the typical week of a side with the people of its shifts: every ticket, its category, its tries, returns and
// waits. Handling times are exponential around their means. A first week fills the desk and is not counted.
//
// Errors: those of the simulation; fewer than two weeks.
func (in Input) Simulate(ctx context.Context, s Side, o CheckOptions) (Check, error) {
	if o.Weeks < 2 {
		return Check{}, errors.New("simulation: an interval needs 2 weeks or more")
	}
	d := in.simulated(s)
	got, err := simulate.Run(ctx, d, simulate.Options{Seed: o.Seed, Replications: o.Weeks, Workers: max(1, o.Workers), Level: rate.Level, WarmUpSeconds: weekSeconds})
	if err != nil {
		return Check{}, fmt.Errorf("simulation: %w", err)
	}
	answering := 0 // the tier that answers customers
	if s.Policy.Direct {
		answering = 1
	}
	c := Check{Seed: o.Seed, Weeks: o.Weeks, Formula: formula(s, answering), Tiers: got.Tiers, Tickets: got.Tickets, Notes: got.Notes}
	if in.live().Total() > 0 {
		c.Live = in.liveOnly(got.Tiers[answering].All.ServiceLevel.ServedOfOffered)
	}
	if in.week(false, false).Total() > 0 && in.live().Total() > 0 {
		c.Notes = append(c.Notes, "In the formula people leave work that can wait at once when a call comes; in the simulation they finish the ticket in hand first.")
	}
	return c, nil
}

// always is a target that deferred work never misses, so that only live work can be late.
const always = 90 * 24 * 3600

// liveOnly takes deferred work out of a share in time. Late tickets are all live, and live tickets are a known part of all:
//
//	1 - late/live = 1 - (1 - share) · all/live
func (in Input) liveOnly(share simulate.Estimate) simulate.Estimate {
	live := in.live().Total()
	times := (live + in.week(false, false).Total()) / live
	for _, v := range []*float64{&share.Value, &share.Low, &share.High} {
		*v = min(1, max(0, 1-(1-*v)*times))
	}
	share.StdErr *= times
	return share
}

// formula is the service level of live work in the hourly plan.
func formula(s Side, tier int) float64 {
	if live := s.Typical.Tiers[tier].Reach.Live; len(live) > 0 {
		return live[0].ServiceLevel
	}
	return 1
}

// simulated is the desk of a side over two weeks. Live and deferred tickets are told apart by their channel.
func (in Input) simulated(s Side) simulate.Desk {
	d := simulate.Desk{Tiers: []string{"1st level", "2nd level"}, AfterClose: simulate.Stop}
	for range 2 * 7 * Slots {
		d.Periods = append(d.Periods, 1800)
	}
	for i, tier := range s.Typical.Tiers {
		d.Groups = append(d.Groups, simulate.Group{Name: d.Tiers[i], Tier: i, Agents: twice(onDuty(tier.Cover.OnDuty))})
	}
	d.Channels = in.channels(s.Policy.Direct)
	total := in.volume()
	live, wait := in.week(true, false).list(), in.week(false, false).list()
	for i, c := range in.Desk.Categories {
		entry, part := 0, c.Volume.Amount/total
		if s.Policy.Direct { // what comes back comes to 2nd level again
			entry, part = 1, part/(1-c.Return.Amount)
			c.Return.Amount = 0
		}
		d.Categories = append(d.Categories, simulatedCategory(c, tried(s.Policy, i)))
		d.Streams = append(d.Streams,
			simulate.Stream{Category: i, Channel: liveChannel, Tier: entry, Arrivals: twice(scaled(live, part))},
			simulate.Stream{Category: i, Channel: deferredChannel, Tier: entry, Arrivals: twice(scaled(wait, part))})
	}
	return d
}

func tried(p tradeoff.Policy, i int) bool { return !p.Direct && p.Tried[i] }

// channels: live work waits in line where customers are answered, everything else can wait.
func (in Input) channels(direct bool) []simulate.Channel {
	patience := simulate.Patience{Kind: simulate.Endless}
	if mean := in.Desk.First.PatienceSeconds; !math.IsInf(mean, 1) {
		patience = simulate.Patience{Kind: simulate.Memoryless, Mean: mean}
	}
	line := simulate.Terms{Patience: patience, TargetSeconds: in.Desk.First.Promise.TargetSeconds}
	later := simulate.Terms{Deferred: true, Patience: simulate.Patience{Kind: simulate.Endless}, TargetSeconds: always}
	live := []simulate.Terms{line, later}
	if direct {
		live = []simulate.Terms{line, line}
	}
	return []simulate.Channel{{Name: "live", Terms: live}, {Name: "deferred", Terms: []simulate.Terms{later, later}}}
}

func simulatedCategory(c tradeoff.Category, try bool) simulate.Category {
	minutes := func(m float64) simulate.Law {
		if m <= 0 {
			return simulate.Law{Kind: simulate.Deterministic, Mean: 0}
		}
		return simulate.Law{Kind: simulate.Exponential, Mean: 60 * m}
	}
	first := simulate.Step{Solve: 0, Passed: minutes(c.Diagnosis.Amount)}
	if try {
		first = simulate.Step{Solve: c.Solve.Amount, Solved: minutes(c.Diagnosis.Amount + c.Solved.Amount), Passed: minutes(c.Diagnosis.Amount + c.Failed.Amount)}
	}
	return simulate.Category{Name: c.Key, Steps: []simulate.Step{first, {Solve: 1, Solved: minutes(c.Second.Amount), Return: c.Return.Amount}}}
}

func onDuty(people []float64) []int {
	all := make([]int, len(people))
	for i, p := range people {
		all[i] = int(math.Round(p))
	}
	return all
}

func twice[T any](all []T) []T { return append(append(make([]T, 0, 2*len(all)), all...), all...) }

func scaled(all []float64, factor float64) []float64 {
	out := make([]float64, len(all))
	for i, v := range all {
		out[i] = v * factor
	}
	return out
}
