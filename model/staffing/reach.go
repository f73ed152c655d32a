package staffing

import (
	"errors"
	"fmt"
	"math"

	"golang.org/x/sync/errgroup"

	"tiermix/model/integer"
)

// Reached is what given people reach, for every tier in the order of the input.
type Reached struct {
	Name  string
	Tiers []TierReach
}

// TierReach is what the people of one tier reach.
type TierReach struct {
	Name          string
	Cover         *Cover // the rota that heads were put on; nil when the rota was given
	Hours         []Hour
	Live          []LiveReach
	Deferred      []DeferredReach
	Occupancy     float64 // share of the time on duty that is spent on tickets; 0 without anybody
	OvertimeHours float64 // people's hours missing: for live work up to the need, for deferred work that cannot be done in time
	Notes         []string
}

// Hour is one interval.
type Hour struct {
	Interval Interval
	Open     bool
	OnDuty   float64 // people
	Need     float64 // people that all promises would take
	Live     []LiveHour
	Busy     float64 // people at work on tickets, on average
	Backlog  float64 // hours of deferred work waiting at the end
}

// LiveHour is one live queue in one interval.
type LiveHour struct {
	People       float64 // of those on duty, by the queues' needs
	ServiceLevel float64 // by the promise's definition
	Occupancy    float64
	Abandon      float64 // share that gives up
	MeanWait     float64 // seconds; in an overload the wait of the last ticket
	Overload     bool    // more work than people, and nobody gives up: the line grows
	Waiting      float64 // tickets carried over to the next interval
	Kept         bool    // every part of the promise
}

// LiveReach is one live queue over the horizon.
type LiveReach struct {
	Name         string
	ServiceLevel float64 // weighted by tickets; 1 without tickets
	Abandon      float64
	Broken       int     // open intervals in which the promise is not kept
	Waiting      float64 // tickets in line at the end
}

// DeferredReach is one deferred queue over the horizon.
type DeferredReach struct {
	Name        string
	InTime      float64 // share done within the target; 1 without tickets
	Kept        bool
	Backlog     float64 // tickets waiting at the end
	Peak        float64 // tickets waiting, at the end of the worst interval
	OldestHours float64 // age of the oldest ticket at the end of the worst interval, by the clock on the wall
}

// Reach says what the people of Tier.Staff reach: service per interval, backlog of deferred work, and the overtime that
// would keep the promises. Heads are first put on the tier's shifts: at most heads·(1 - shrinkage)·days per week shifts a week,
// of at most heads·(1 - shrinkage)·contract hours, where they leave the least shortage; see Rota.Shifts.
//
// Live work: people between two whole numbers reach a value between those of the two. More work than people with nobody giving up makes
// a line that grows and is worked off first, without chance; tickets that come while it lasts do not keep the promise. A
// horizon begins without a line. Deferred work is done first come, first served in the time that live work leaves
// below the occupancy cap, the most urgent queue first.
//
// Errors: every fault of the input at once.
func Reach(in Input) (Reached, error) {
	faults := []error{in.check()}
	for _, t := range in.Tiers {
		faults = append(faults, t.checkStaff(in))
	}
	if err := errors.Join(faults...); err != nil {
		return Reached{}, fmt.Errorf("reach %q: %w", in.Name, err)
	}
	out := Reached{Name: in.Name, Tiers: make([]TierReach, len(in.Tiers))}
	var group errgroup.Group
	for i, t := range in.Tiers {
		group.Go(func() (err error) {
			out.Tiers[i], err = t.reach(in)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return Reached{}, fmt.Errorf("reach %q: %w", in.Name, err)
	}
	return out, nil
}

func (t Tier) checkStaff(in Input) error {
	c := &checker{name: fmt.Sprintf("tier %q, staff", t.Name)}
	c.between("people", t.Staff.People, 0, mostPeople)
	if t.Staff.OnDuty != nil && len(t.Staff.OnDuty) != len(in.Horizon) {
		c.say("people on duty for %d intervals of %d", len(t.Staff.OnDuty), len(in.Horizon))
	}
	for i, n := range t.Staff.OnDuty {
		if !(n >= 0 && n <= mostPeople) {
			c.say("%v people on duty in interval %d must lie between 0 and %d", n, i+1, mostPeople)
		}
	}
	return errors.Join(c.faults...)
}

func (t Tier) reach(in Input) (TierReach, error) {
	r, err := require(in, t)
	if err != nil {
		return TierReach{}, err
	}
	if t.Staff.OnDuty != nil {
		return r.reach(t.Staff.OnDuty)
	}
	shifts := t.shifts(in)
	if shifts == 0 {
		out, err := r.reach(make([]float64, len(in.Horizon)))
		out.Notes = append(out.Notes, fmt.Sprintf("%v heads fill no shift", t.Staff.People))
		return out, err
	}
	rota := t.rota(in)
	rota.Need, rota.Shifts, rota.Hours = r.people(), shifts, t.contract(in)
	cover, err := Meet(rota)
	if err != nil {
		return TierReach{}, fmt.Errorf("tier %q: %w", t.Name, err)
	}
	out, err := r.reach(cover.OnDuty)
	out.Cover = &cover
	out.Notes = append(out.Notes, fmt.Sprintf("%v heads fill %d shifts; %d of them are used", t.Staff.People, shifts, cover.Count))
	return out, err
}

// shifts is how many shifts the heads can fill in the horizon.
func (t Tier) shifts(in Input) int {
	days := float64(t.DaysPerWeek)
	shortest := math.Inf(1)
	for _, p := range t.Patterns {
		shortest = math.Min(shortest, p.Paid.Hours())
	}
	days = math.Min(days, t.ContractHours/shortest)
	return int(math.Floor(t.Staff.People*(1-t.Shrinkage)*days*in.weeks() + integer.NearWhole))
}

// contract is the hours that the heads are paid for on duty in the horizon.
func (t Tier) contract(in Input) float64 {
	return t.Staff.People * (1 - t.Shrinkage) * t.ContractHours * in.weeks()
}

// reach is what people on duty do for the need.
func (r *need) reach(onDuty []float64) (TierReach, error) {
	out := TierReach{Name: r.tier.Name, Hours: make([]Hour, len(r.hours))}
	for i, h := range r.hours {
		out.Hours[i] = Hour{Interval: h.Interval, Open: h.Open, OnDuty: onDuty[i], Need: h.People, Live: make([]LiveHour, len(r.tier.Live))}
	}
	busy := make([]float64, len(r.hours))
	for q, l := range r.tier.Live {
		one, err := r.line(q, l, out.Hours, busy)
		if err != nil {
			return TierReach{}, fmt.Errorf("tier %q, live queue %q: %w", r.tier.Name, l.Name, err)
		}
		out.Live = append(out.Live, one)
	}
	for _, i := range r.open {
		h := r.hours[i]
		out.OvertimeHours += math.Max(0, h.Live-onDuty[i]) * h.Interval.Hours()
	}
	for i := range busy {
		out.Hours[i].Busy = busy[i]
	}
	r.backlog(&out, busy)
	out.Occupancy = occupancy(out.Hours)
	return out, nil
}

// occupancy is the time at work on tickets over the time on duty.
func occupancy(hours []Hour) float64 {
	busy, duty := 0.0, 0.0
	for _, h := range hours {
		busy, duty = busy+h.Busy*h.Interval.Hours(), duty+h.OnDuty*h.Interval.Hours()
	}
	if duty == 0 {
		return 0
	}
	return busy / duty
}

// line follows one live queue and adds the people it keeps busy.
func (r *need) line(q int, l Live, hours []Hour, busy []float64) (LiveReach, error) {
	out := LiveReach{Name: l.Name, ServiceLevel: 1}
	good, gone, all, waiting := 0.0, 0.0, 0.0, 0.0
	for _, i := range r.open {
		h := &hours[i]
		n := h.OnDuty / float64(len(r.tier.Live))
		if r.hours[i].Live > 0 {
			n = h.OnDuty * r.share[q][i] / r.hours[i].Live
		}
		one, err := l.serve(r.load[q][i], n, waiting, l.Arrivals[i], h.Interval)
		if err != nil {
			return out, err
		}
		waiting = one.Waiting
		h.Live[q] = one
		busy[i] += one.Occupancy * n
		good, gone, all = good+one.ServiceLevel*l.Arrivals[i], gone+one.Abandon*l.Arrivals[i], all+l.Arrivals[i]
		if !one.Kept {
			out.Broken++
		}
	}
	if all > 0 {
		out.ServiceLevel, out.Abandon = good/all, gone/all
	}
	out.Waiting = waiting
	return out, nil
}

// serve is one interval of a live queue with n people and tickets that already wait.
func (l Live) serve(load, n, waiting, arrivals float64, v Interval) (LiveHour, error) {
	one := LiveHour{People: n}
	never := math.IsInf(l.PatienceSeconds, 1)
	if never && (waiting > 0 || load >= n) && load+waiting > 0 {
		return l.overload(one, load, waiting, v), nil
	}
	low, err := l.with(load, math.Floor(n+integer.NearWhole))
	if err != nil {
		return one, err
	}
	high, err := l.with(load, math.Ceil(n-integer.NearWhole))
	if err != nil {
		return one, err
	}
	part := math.Max(0, n-math.Floor(n+integer.NearWhole))
	mix := func(a, b float64) float64 { return a + part*(b-a) }
	by := l.Promise.By
	one.ServiceLevel = mix(low.ServiceLevel(by), high.ServiceLevel(by))
	one.Abandon = mix(low.AbandonProbability, high.AbandonProbability)
	one.MeanWait = mix(low.MeanWaitSeconds, high.MeanWaitSeconds)
	// Between two whole numbers it is the busy people that lie between; their share of all does not.
	busy := mix(low.Occupancy*math.Floor(n+integer.NearWhole), high.Occupancy*math.Ceil(n-integer.NearWhole))
	if never { // all work is done
		busy = load
	}
	if n > 0 {
		one.Occupancy = math.Min(1, busy/n)
	}
	if never && load > 0 && load >= math.Floor(n+integer.NearWhole) {
		one.MeanWait = high.MeanWaitSeconds
	}
	one.Kept = arrivals == 0 || keeps(l.Promise, one)
	return one, nil
}
