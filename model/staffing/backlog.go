package staffing

import (
	"math"
	"slices"
)

// backlog follows the deferred work of a tier: the time that live work leaves below the occupancy cap goes to the most
// urgent ticket. Overtime is what cannot be done in time in whatever order. A horizon that repeats is followed for three
// turns, and the second is told: it begins with what the first has left.
func (r *need) backlog(out *TierReach, busy []float64) {
	if len(r.tier.Deferred) == 0 {
		return
	}
	free := make([]float64, len(r.open))
	for k, i := range r.open {
		h := out.Hours[i]
		free[k] = math.Max(0, h.OnDuty*r.tier.MaxOccupancy-busy[i]) * r.length(k)
	}
	if _, late := r.all.place(free); late > forgivenHours {
		out.OvertimeHours += late / r.tier.MaxOccupancy
	}
	f := newFollower(r, free)
	for k := range f.turns * len(r.open) {
		f.step(k, out.Hours)
	}
	out.Deferred = f.told()
}

// follower does deferred work interval by interval.
type follower struct {
	*need
	work        []cohort // of all turns, by due time
	free        []float64
	turns       int
	shown       int       // the turn that is told
	first       int       // of work: all before it is done
	ordered     bool      // see inOrder
	good, total []float64 // hours of each queue that came in the shown turn: done in time, all
	reach       []DeferredReach
}

func newFollower(r *need, free []float64) *follower {
	queues := len(r.tier.Deferred)
	f := &follower{need: r, free: free, turns: 1, good: make([]float64, queues), total: make([]float64, queues), reach: make([]DeferredReach, queues)}
	if r.in.Repeats {
		f.turns, f.shown = 3, 1
	}
	f.work = slices.Clone(r.all.work) // of as many turns
	f.ordered = inOrder(f.work)
	for _, c := range r.work {
		f.total[c.queue] += c.hours
	}
	return f
}

// step is one open interval.
func (f *follower) step(k int, hours []Hour) {
	n := len(f.open)
	shown := k/n == f.shown
	left := make([]float64, len(f.reach))
	free := f.free[k%n]
	for ; f.first < len(f.work) && f.work[f.first].hours <= 0; f.first++ {
	}
	for w := f.first; w < len(f.work); w++ {
		c := &f.work[w]
		if f.ordered && c.from > k {
			break
		}
		if c.hours <= 0 || c.from > k {
			continue
		}
		done := math.Min(c.hours, free)
		c.hours, free = c.hours-done, free-done
		if c.due >= k && c.from/n == f.shown {
			f.good[c.queue] += done
		}
		if c.hours > 0 {
			left[c.queue] += c.hours
			if shown {
				f.reach[c.queue].OldestHours = math.Max(f.reach[c.queue].OldestHours, f.age(*c, k))
			}
		}
	}
	if !shown {
		return
	}
	hours[f.open[k%n]].Backlog = sum(left)
	hours[f.open[k%n]].Busy += (f.free[k%n] - free) / f.length(k%n)
	for q, d := range f.tier.Deferred {
		f.reach[q].Backlog = left[q] * 3600 / d.HandlingSeconds
		f.reach[q].Peak = math.Max(f.reach[q].Peak, f.reach[q].Backlog)
	}
}

// age is how old a ticket of a cohort is at the end of an open interval, in hours by the clock on the wall.
func (f *follower) age(c cohort, k int) float64 {
	h := f.in.Horizon
	turn := h[len(h)-1].End().Sub(h[0].Start).Hours()
	passed := h[f.open[k%len(f.open)]].End().Sub(h[c.arrived].Start).Hours()
	return passed + turn*float64(k/len(f.open)-c.turn)
}

func (f *follower) told() []DeferredReach {
	for q, d := range f.tier.Deferred {
		r := &f.reach[q]
		r.Name, r.InTime = d.Name, 1
		if f.total[q] > 0 {
			r.InTime = math.Min(1, f.good[q]/f.total[q])
		}
		r.Kept = r.InTime >= d.Share-keptSlack
	}
	return f.reach
}
