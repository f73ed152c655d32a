package queue

import "math"

// requiredImpatient finds the smallest staff for each part of the promise by itself; all three grow easier with n.
func (l Live) requiredImpatient(p Promise) (Staff, error) {
	var needs Needs
	search := search{live: l, promise: p}
	if p.TargetShare > 0 {
		needs.Service = search.smallest(p.TargetShare, func(r Result) float64 { return r.ServiceLevel(p.By) })
	}
	if p.MaxAbandon < 1 {
		needs.Abandonment = search.smallest(-p.MaxAbandon, func(r Result) float64 { return -r.AbandonProbability })
	}
	if p.MaxOccupancy < 1 {
		needs.Occupancy = search.smallest(-p.MaxOccupancy, func(r Result) float64 { return -r.Occupancy })
	}
	staff := needs.staff()
	var err error
	staff.Result, err = l.with(staff.Agents, p.TargetSeconds)
	return staff, err
}

// search looks for the smallest staff at which a figure reaches a goal.
type search struct {
	live    Live
	promise Promise
}

// smallest returns the agents, in fractions, from which a figure that rises with every agent is at least goal. It steps
// away from the offered load in doubling steps, which start at its square root, and halves the last one.
func (s search) smallest(goal float64, figure func(Result) float64) float64 {
	at := func(n int) float64 {
		if n == 0 && goal < 0 && -goal <= s.promise.MaxOccupancy && figure(Result{Occupancy: 1}) == -1 {
			return -1 // no agent is no way to keep agents from being busy
		}
		r, _ := s.live.with(n, s.promise.TargetSeconds) // fails only when nobody gives up
		return figure(r)
	}
	kept := func(n int) bool { return at(n) >= goal-forgiven }
	load := s.live.LoadErlang()
	low, step := int(load), 1+int(math.Sqrt(load)/2)
	high := low
	if kept(low) {
		for low = high - step; low >= 0 && kept(low); low -= step {
			high, step = low, 2*step
		}
		low = max(low, -1)
	} else {
		for high = low + step; !kept(high); high += step {
			low, step = high, 2*step
		}
	}
	for high-low > 1 {
		middle := (low + high) / 2
		if kept(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	if high == 0 {
		return 0
	}
	below := at(low)
	return between(float64(low), float64(high), (goal-below)/(at(high)-below))
}
