package plan

import (
	"context"
	"fmt"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"

	"tiermix/model/origin"
	"tiermix/model/queue"
	"tiermix/model/salary"
	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// Result is a plan.
type Result struct {
	Input     Input
	Search    tradeoff.Plan // every policy, and the decision for each category
	Today     Side          // 1st level tries everything, as the records count it
	Best      Side          // the cheapest policy
	People    Staffed       // today's people under today's policy
	BreakEven tradeoff.BreakEven
	Tornado   tradeoff.Tornado
	OnDuty    [2]Known          // today's people at once, on average over the open hours, by tier
	Frontier  tradeoff.Frontier // at the busiest level of demand; its Today are OnDuty in whole people, or where they are not known those that today's way needs
	Check     *Check            // the simulation of the best side; nil when none was asked for
	Enough    *Enough           // the best side with as much slack as keeps every promise for certain; nil when the check is certain, or none was found
}

// Side is a policy with the people that it takes.
type Side struct {
	Policy  tradeoff.Policy
	Option  tradeoff.Option
	Typical staffing.Result
	Peak    staffing.Result
	Tiers   [2]Team
	PerYear float64 // currency: people in whole heads, and failed tries
}

// Team is one tier of a side.
type Team struct {
	FTE       float64 // on duty, a typical week
	Gross     float64 // FTE with shrinkage
	Heads     int     // whole people
	PeakHeads int     // what the peak week would take; 0 where the demand knows none, see Demand.HasPeak
	PerYear   float64 // currency: Heads at loaded cost
	Fraction  float64 // currency: Gross at loaded cost
	Binds     string  // the promise that most often makes the need
}

// Staffed is what given people reach.
type Staffed struct {
	Known   bool
	People  [2]float64
	Reached staffing.Reached
	PerYear float64 // currency; 0 unless Known
}

// Make plans: the best policy, its people hour by hour, the same for today's, and what today's people reach.
//
// Errors: those of the models; what they say names the number.
func (in Input) Make() (Result, error) {
	out, err := in.Weigh()
	if err != nil {
		return Result{}, err
	}
	out.People, err = out.Reach()
	return out, err
}

// Weigh plans without saying what today's people reach, which takes most of the time of a plan.
//
// Errors: as those of Make.
func (in Input) Weigh() (Result, error) {
	out := Result{Input: in, OnDuty: [2]Known{in.onDuty(0), in.onDuty(1)}}
	var err error
	if out.Search, err = in.Desk.Find(); err != nil {
		return Result{}, err
	}
	if err := out.choose(); err != nil {
		return Result{}, err
	}
	return out, out.compare()
}

// choose staffs today's way and takes as the best mix the cheapest side in whole heads and shifts among the search's best, today's,
// the rule's, and no 1st level: the search counts people on duty only, so that its best need not be the cheapest on a rota.
// Of equals the first stays.
func (r *Result) choose() error {
	everything, direct := len(r.Search.Options)-1, 0
	options := []int{r.Search.Best, everything, r.Search.Rule, direct}
	sides, err := r.sides(options)
	if err != nil {
		return err
	}
	best := r.Search.Best
	for _, option := range options {
		if sides[option].PerYear < sides[best].PerYear {
			best = option
		}
	}
	if err := r.Input.peaks(sides[everything], sides[best]); err != nil {
		return err
	}
	r.Today, r.Best = *sides[everything], *sides[best]
	if best == r.Search.Best {
		return nil
	}
	r.Search, err = r.Input.Desk.Follow(r.Search, best)
	return err
}

// sides staffs options of the search, each by itself and all at the same time.
func (r *Result) sides(options []int) (map[int]*Side, error) {
	all := map[int]*Side{}
	var group errgroup.Group
	for _, option := range options {
		if all[option] != nil {
			continue
		}
		side := &Side{}
		all[option] = side
		group.Go(func() (err error) {
			if *side, err = r.Input.side(r.Search.Options[option].Policy); err != nil {
				return fmt.Errorf("staff of %s: %w", r.Search.Options[option].Policy, err)
			}
			return nil
		})
	}
	return all, group.Wait()
}

// compare adds frontier, break-even and sensitivity.
func (r *Result) compare() error {
	desk := r.Input.Desk
	var group errgroup.Group
	group.Go(func() (err error) { r.BreakEven, err = desk.BreakEven(); return err })
	group.Go(func() (err error) { r.Tornado, err = desk.Tornado(); return err })
	group.Go(func() (err error) {
		r.Frontier, err = desk.Frontier(r.Search, len(desk.Loads)-1, r.today())
		return err
	})
	return group.Wait()
}

// today is the mix of today's people on duty; where they are not known, of those that today's way needs at the busiest level.
func (r *Result) today() tradeoff.Mix {
	need := r.Today.Option.Loads[len(r.Today.Option.Loads)-1]
	mix := tradeoff.Mix{Policy: r.Today.Policy, Agents1: need.First.Agents, Agents2: need.Second.Agents}
	if r.OnDuty[0].OK && r.OnDuty[1].OK {
		mix.Agents1, mix.Agents2 = int(math.Round(r.OnDuty[0].Amount)), int(math.Round(r.OnDuty[1].Amount))
	}
	return mix
}

// onDuty is how many of a tier's people are there at once, on average over the open hours: full-time people times their productive
// hours over the open hours of a year.
func (in Input) onDuty(tier int) Known {
	k := in.People[tier]
	k.Amount *= in.Costs.Tiers[tier].Ladder.Productive / (in.openHours() * salary.WeeksPerYear)
	return k
}

// peaks staffs the peak week of sides, all at the same time.
func (in Input) peaks(sides ...*Side) error {
	var group errgroup.Group
	for i, s := range sides {
		if slices.Index(sides, s) == i {
			group.Go(func() (err error) {
				s.Peak, err = staffing.Plan(in.staffing(s.Option, "peak week", true))
				for i, t := range s.Peak.Tiers {
					s.Tiers[i].PeakHeads = t.Headcount
				}
				return err
			})
		}
	}
	return group.Wait()
}

// side staffs the typical week of a policy.
func (in Input) side(p tradeoff.Policy) (Side, error) {
	s := Side{Policy: p}
	var err error
	if s.Option, err = in.Desk.Option(p); err != nil {
		return s, err
	}
	return s, in.staff(&s)
}

func (in Input) team(typical staffing.TierPlan, tier int) Team {
	t := Team{FTE: typical.FTE, Gross: typical.GrossFTE, Heads: typical.Headcount, Binds: string(staffing.Nothing)}
	yearly := in.Costs.Tiers[tier].Loaded.PerYear
	t.PerYear, t.Fraction = float64(t.Heads)*yearly, t.Gross*yearly
	for _, b := range typical.Binds { // hours in which nobody is needed say nothing about the others
		if b.Bind != staffing.Nothing {
			t.Binds = string(b.Bind)
			break
		}
	}
	return t
}

// searchWork bounds the search for the shifts of one tier, in multiplications: a desk of usual hours is solved to the end within a few
// milliseconds; one that never closes gets shifts whose distance from the best is told (staffing.Cover.Gap). It is the same
// wherever a plan is made, so that the same assumptions give the same numbers.
const searchWork = 5e7

// reachWork is the same for today's people: on desks of usual hours a longer search hardly moves what they reach, and a much shorter one
// does; how far their rota may be from the best is told.
const reachWork = 2e7

// Reach says what today's people reach under today's policy.
//
// Errors: those of staffing.Reach.
func (r Result) Reach() (Staffed, error) {
	in := r.Input
	s := Staffed{Known: in.People[0].OK && in.People[1].OK}
	if !s.Known {
		return s, nil
	}
	q := in.staffing(r.Today.Option, "today's people", false)
	q.Work = reachWork
	for i := range s.People {
		s.People[i] = in.People[i].Amount
		s.PerYear += s.People[i] * in.Costs.Tiers[i].Loaded.PerYear
		q.Tiers[i].Staff = staffing.Staff{People: s.People[i]}
	}
	var err error
	s.Reached, err = staffing.Reach(q)
	return s, err
}

// staffing is the week of a policy, half hour by half hour. 1st level has live work and work that can wait, 2nd level has what
// comes to it in the pace in which new tickets come; without a 1st level it has everything. Work of which none comes has no queue.
func (in Input) staffing(o tradeoff.Option, name string, peak bool) staffing.Input {
	out := staffing.Input{Name: name, Zone: in.Demand.Calendar.Zone, Horizon: in.horizon(), Repeats: true, Work: searchWork}
	first, second := in.tier(0), in.tier(1)
	load := o.Loads[len(o.Loads)-1]
	volume := in.volume() * load.Load.Factor
	live, wait := in.week(true, peak), in.week(false, peak)
	promise := in.Desk.First.Promise
	switch {
	case volume == 0:
	case o.Policy.Direct:
		visits := load.Arrivals2PerHour / volume
		second.Live = in.liveQueue("phone and chat", live.times(visits), load.Handling2Seconds, promise)
		second.Deferred = in.Deferred[0].queue("work that can wait", wait.times(visits), load.Handling2Seconds)
	default:
		visits := load.Arrivals1PerHour / volume
		first.Live = in.liveQueue("phone and chat", live.times(visits), load.Handling1Seconds, promise)
		first.Deferred = in.Deferred[0].queue("work that can wait", wait.times(visits), load.Handling1Seconds)
		second.Deferred = in.Deferred[1].queue("passed on by 1st level", live.plus(wait).times(load.Arrivals2PerHour/volume), load.Handling2Seconds)
	}
	out.Tiers = []staffing.Tier{first, second}
	return out
}

func (in Input) volume() float64 {
	sum := 0.0
	for _, c := range in.Desk.Categories {
		sum += c.Volume.Amount
	}
	return sum
}

func (in Input) liveQueue(name string, tickets Week, handling float64, promise queue.Promise) []staffing.Live {
	if tickets.Total() == 0 {
		return nil
	}
	return []staffing.Live{{Name: name, Arrivals: tickets.list(), HandlingSeconds: positive(handling), PatienceSeconds: in.Desk.First.PatienceSeconds, Promise: promise}}
}

func (w Wait) queue(name string, tickets Week, handling float64) []staffing.Deferred {
	if tickets.Total() == 0 {
		return nil
	}
	return []staffing.Deferred{{Name: name, Arrivals: tickets.list(), HandlingSeconds: positive(handling), TargetHours: w.Hours, Share: w.Share}}
}

// positive gives tickets that take no time at all a second, which is the shortest that a queue knows.
func positive(seconds float64) float64 {
	if seconds <= 0 {
		return 1
	}
	return seconds
}

// Simulated adds what a simulation says to the best side, and where that is not certain of a promise, whom it takes.
func (r *Result) Simulated(ctx context.Context, o CheckOptions) error {
	c, err := r.Input.Simulate(ctx, r.Best, o)
	if err != nil {
		return err
	}
	r.Check = &c
	r.Enough, err = r.Input.Enough(ctx, r.Best, c, o)
	return err
}

// Notes are all sentences that a reader of the plan has to know, each once.
func (r Result) Notes() []origin.Text {
	var all []origin.Text
	for _, n := range slices.Concat([]origin.Text{r.Input.Handling}, r.Input.Notes, r.Search.Warnings) {
		if n != (origin.Text{}) && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
