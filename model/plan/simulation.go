package plan

import (
	"context"
	"fmt"
	"math"

	"tiermix/model/rate"
	"tiermix/model/simulate"
	"tiermix/model/tradeoff"
)

// CheckOptions say how a plan is simulated.
type CheckOptions struct {
	Seed    uint64
	Weeks   int // simulated, each by itself after a week that is not counted; 2 to 10,000
	Workers int // at the same time; no influence on the result
}

// mostWeeks is how many weeks are simulated at most: an interval over them is a tenth of one over a hundred, and more would take hours.
const mostWeeks = 10_000

// Check refuses numbers of weeks that give no answer, or none in time.
func (o CheckOptions) Check() error {
	if o.Weeks < 2 || o.Weeks > mostWeeks {
		return fmt.Errorf("simulation of %d weeks: an interval needs 2 weeks or more, and 10,000 are the most that are simulated", o.Weeks)
	}
	return nil
}

// Check is what a simulation says to a plan.
type Check struct {
	Seed     uint64
	Weeks    int
	Promises []Kept          // each promise by what the formula and what the simulation say to it
	Tiers    []simulate.Tier // 1st and 2nd level
	Tickets  simulate.Journeys
	Notes    []string
}

const (
	liveChannel     = 0
	deferredChannel = 1
	weekSeconds     = 7 * 24 * 3600
)

// Simulate plays the typical week of a side with the people of its shifts: every ticket, its category, its tries, returns and
// waits. Handling times are exponential around their means; people lay work that can wait down when a call comes. A first
// week fills the desk and is not counted.
//
// Errors: those of the simulation; those of CheckOptions.Check.
func (in Input) Simulate(ctx context.Context, s Side, o CheckOptions) (Check, error) {
	if err := o.Check(); err != nil {
		return Check{}, err
	}
	got, err := simulate.Run(ctx, in.simulated(s), simulate.Options{Seed: o.Seed, Replications: o.Weeks, Workers: max(1, o.Workers), Level: rate.Level, WarmUpSeconds: weekSeconds, Whole: true})
	if err != nil {
		return Check{}, fmt.Errorf("simulation: %w", err)
	}
	return Check{Seed: o.Seed, Weeks: o.Weeks, Promises: in.kept(s, got), Tiers: got.Tiers, Tickets: got.Tickets, Notes: got.Notes}, nil
}

// kept puts what the hourly plan says to each promise beside what the simulation does.
func (in Input) kept(s Side, got simulate.Result) []Kept {
	var all []Kept
	for i, tier := range s.Typical.Tiers {
		queues := got.Tiers[i]
		for _, live := range tier.Reach.Live {
			all = append(all, Kept{Tier: i + 1, Live: true, Promised: in.Desk.First.Promise.TargetShare, Formula: live.ServiceLevel,
				Simulated: queues.Channels[liveChannel].ServiceLevel.ServedOfOffered})
		}
		for _, wait := range tier.Reach.Deferred {
			queue, promise := queues.Channels[deferredChannel], in.Deferred[0].Share
			if i == 1 && !s.Policy.Direct { // whatever is passed on can wait
				queue, promise = queues.All, in.Deferred[1].Share
			}
			all = append(all, Kept{Tier: i + 1, Promised: promise, Formula: wait.InTime, Simulated: queue.ServiceLevel.DoneOfOffered})
		}
	}
	return all
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
	inOpenHours(d.Channels, twice(in.opening()))
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

// channels: live work waits in line where customers are answered, everything else can wait and is laid down for it.
func (in Input) channels(direct bool) []simulate.Channel {
	patience := simulate.Patience{Kind: simulate.Endless}
	if mean := in.Desk.First.PatienceSeconds; !math.IsInf(mean, 1) {
		patience = simulate.Patience{Kind: simulate.Memoryless, Mean: mean}
	}
	line := simulate.Terms{Patience: patience, TargetSeconds: in.Desk.First.Promise.TargetSeconds}
	later := func(w Wait) simulate.Terms {
		return simulate.Terms{Deferred: true, Interruptible: true, Patience: simulate.Patience{Kind: simulate.Endless}, TargetSeconds: w.Hours * 3600}
	}
	if direct {
		return []simulate.Channel{{Name: "live", Terms: []simulate.Terms{line, line}}, {Name: "deferred", Terms: []simulate.Terms{later(in.Deferred[0]), later(in.Deferred[0])}}}
	}
	return []simulate.Channel{{Name: "live", Terms: []simulate.Terms{line, later(in.Deferred[1])}}, {Name: "deferred", Terms: []simulate.Terms{later(in.Deferred[0]), later(in.Deferred[1])}}}
}

// inOpenHours lets the targets of deferred work run in open periods only, as a promise of open hours says.
func inOpenHours(channels []simulate.Channel, open []bool) {
	for _, c := range channels {
		for i := range c.Terms {
			if c.Terms[i].Deferred {
				c.Terms[i].Open = open
			}
		}
	}
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
