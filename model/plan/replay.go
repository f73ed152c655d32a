package plan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"tiermix/model/origin"
	"tiermix/model/rate"
	"tiermix/model/simulate"
	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// ReplayOptions say how a recorded period is replayed.
type ReplayOptions struct {
	Seed    uint64 // the first; each further one is the next number
	Seeds   int    // 2 to MostSeeds
	Workers int    // at the same time; no influence on the result
}

// MostSeeds is how many seeds are replayed at most: an interval over them is a tenth of one over ten.
const MostSeeds = 1000

// runs is how often each seed is replayed: the fewest that the simulation takes.
const runs = 2

// Rota is the people of a typical week, and the way tickets go.
type Rota struct {
	Name     string
	Policy   tradeoff.Policy
	Recorded bool                  // tickets enter at the tier at which they began by the records; else as the policy says
	OnDuty   [2][]float64          // people by tier, for every half hour of the week from Monday on
	Formula  [2]staffing.TierReach // what the hourly plan says that they reach
}

// Replay is a recorded period played with the people of a rota. Estimates are means over seeds with their 95 % interval.
type Replay struct {
	Rota          string
	From, To      time.Time
	FilledDays    int // before From, replayed and not counted, so that the desk is not empty at the start
	Seed          uint64
	Seeds         int
	Live          int               // recorded tickets of the period whose customer waits in line
	TargetSeconds float64           // promised time to answer them
	TargetHours   [2]float64        // promised open hours for work that can wait, by tier
	Promises      []Kept            // each promise by what the formula says for the typical week, and what the replay does
	Abandoned     simulate.Estimate // share of live work given up
	FormulaGaveUp Known             // the same by the formula
	AnswerSeconds simulate.Estimate // mean wait of the answered live work
	Tiers         [2]ReplayTier
	Weeks         []ReplaySpan // Monday to Sunday, cut at both ends of the period
	WorstWeek     *ReplaySpan  // with the smallest share of live work in time; nil: none has effort.Few live tickets
	WorstDay      *ReplaySpan  // the same among days
	Happened      Happened
	Notes         []origin.Text
}

// ReplayTier is one level in a replay. Tickets that come twice count twice.
type ReplayTier struct {
	Name        string
	People      float64 // on duty, mean over the open hours of the typical week
	Tries       simulate.Estimate
	WaitSeconds simulate.Estimate // mean wait of work that can wait, nights and days off included
	Median, P90 simulate.Estimate // s, of the wait of all work
	Solved      simulate.Estimate // share of the tickets that came to the level from outside which its first try solves
	SentBack    simulate.Estimate // share of tries whose ticket goes back to the level below
	Occupancy   simulate.Estimate
	Backlog     simulate.Estimate // tickets in line at the end
}

// ReplaySpan is a part of the period.
type ReplaySpan struct {
	From, To   time.Time         // first and last day
	Tickets    int               // recorded
	Live       simulate.Estimate // live tickets that reached the level which answers customers
	InTime     simulate.Estimate // share of them answered in time
	Abandoned  simulate.Estimate // share of them given up
	Waiting    simulate.Estimate // s, mean wait of work that can wait, at the level which answers customers
	SecondWait simulate.Estimate // s, mean wait of all that reached 2nd level
}

// Planned is the rota of a side: the shifts of its typical week.
func (s Side) Planned(name string) Rota {
	r := Rota{Name: name, Policy: s.Policy}
	for i, t := range s.Typical.Tiers {
		r.OnDuty[i], r.Formula[i] = t.Cover.OnDuty, t.Reach
	}
	return r
}

// Own is the rota of today's people: their heads on shifts where they leave the least shortage, today's way of tickets.
//
// Errors: the number of people is not known.
func (s Staffed) Own(name string, today Side) (Rota, error) {
	if !s.Known {
		return Rota{}, errors.New("how many people the desk has is not known: no record tells who worked on tickets; type tier1.people and tier2.people in the assumptions")
	}
	r := Rota{Name: name, Policy: today.Policy, Recorded: true}
	for i, t := range s.Reached.Tiers {
		r.Formula[i] = t
		for _, h := range t.Hours {
			r.OnDuty[i] = append(r.OnDuty[i], h.OnDuty)
		}
	}
	return r, nil
}

// answering is the tier that answers customers.
func (r Rota) answering() int {
	if r.Policy.Direct {
		return 1
	}
	return 0
}

// side is the rota as what Simulate compares with.
func (r Rota) side() Side {
	return Side{Policy: r.Policy, Typical: staffing.Result{Tiers: []staffing.TierPlan{{Reach: r.Formula[0]}, {Reach: r.Formula[1]}}}}
}

// Replay plays the recorded arrivals of a period with the people of a rota: typical weeks laid on the calendar, nobody on
// holidays. When and with what customers came is recorded; handling times, outcomes and patience are drawn anew for each seed, from the
// numbers of the plan. A live ticket that comes while the desk is closed can wait, as in the plan. A category that the plan does
// not have gets the mean of all of its categories. Where categories times changes of staff are more than memory allows, the categories with
// the fewest tickets are joined, with their means. Notes say so.
//
// Errors: fewer than two seeds; nothing to replay; nobody on duty in the period; a period with more than about 12,000 changes of staff;
// those of the simulation.
func (in Input) Replay(ctx context.Context, r Rota, rec Recorded, o ReplayOptions) (Replay, error) {
	if o.Seeds < 2 || o.Seeds > MostSeeds {
		return Replay{}, fmt.Errorf("replay: %d seeds, an interval needs 2 or more, and %d are the most that are replayed", o.Seeds, MostSeeds)
	}
	if err := rec.Check(); err != nil {
		return Replay{}, fmt.Errorf("replay: %w", err)
	}
	d, err := in.replayed(r, rec)
	if err != nil {
		return Replay{}, fmt.Errorf("replay: %w", err)
	}
	options := simulate.Options{Replications: runs, Workers: 1, Level: rate.Level, WarmUpSeconds: rec.From.Sub(rec.Since).Seconds()}
	all := make([]outcome, o.Seeds)
	var group errgroup.Group
	group.SetLimit(max(1, o.Workers))
	for i := range all {
		options := options
		options.Seed = o.Seed + uint64(i)
		group.Go(func() error {
			got, err := simulate.Replay(ctx, d.desk, d.arrivals, options)
			if err == nil {
				all[i] = d.outcome(got)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Replay{}, fmt.Errorf("replay: %w", err)
	}
	out := Replay{Rota: r.Name, From: rec.From, To: rec.To, FilledDays: d.filled, Seed: o.Seed, Seeds: o.Seeds, Live: d.live, Happened: rec.Happened(), Notes: d.notes}
	out.TargetSeconds, out.TargetHours = in.Desk.First.Promise.TargetSeconds, [2]float64{in.Deferred[0].Hours, in.Deferred[1].Hours}
	if r.Policy.Direct { // 2nd level keeps the promises of 1st level
		out.TargetHours[1] = in.Deferred[0].Hours
	}
	out.Promises = in.kept(r.side(), together(all))
	if live := r.Formula[d.answering].Live; len(live) > 0 {
		out.FormulaGaveUp = Known{live[0].Abandon, true}
	}
	out.fill(d, all)
	return out, nil
}
