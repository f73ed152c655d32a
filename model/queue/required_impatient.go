package queue

import "math"

// requiredImpatient finds the smallest staff for each part of the promise by itself; all three grow easier with n.
func (l Live) requiredImpatient(p Promise) (Staff, error) {
	var needs Needs
	s := newSearch(l, p)
	if p.TargetShare > 0 {
		needs.Service = s.smallest(p.TargetShare, func(r Result) float64 { return r.ServiceLevel(p.By) })
	}
	if p.MaxAbandon < 1 {
		needs.Abandonment = s.smallest(-p.MaxAbandon, func(r Result) float64 { return -r.AbandonProbability })
	}
	if p.MaxOccupancy < 1 {
		needs.Occupancy = s.smallest(-p.MaxOccupancy, func(r Result) float64 { return -r.Occupancy })
	}
	staff := needs.staff()
	var err error
	staff.Result, err = l.with(staff.Agents, p.TargetSeconds)
	return staff, err
}

// smallest returns the agents, in fractions, from which a figure that rises with every agent is at least goal. It steps
// away from the offered load in doubling steps, which start at half its square root, and halves the last one.
func (s search) smallest(goal float64, figure func(Result) float64) float64 {
	load := s.live.LoadErlang()
	step := 1 + int(math.Sqrt(load)/2)
	low, high := 0, int(load)
	below, reached := 0.0, figure(s.with(high))
	if goal -= forgiven; reached >= goal {
		for low, below = high, reached; low > 0 && below >= goal; step *= 2 {
			high, reached = low, below
			low = max(0, low-step)
			below = figure(s.with(low))
		}
	}
	for ; reached < goal; step *= 2 {
		low, below = high, reached
		high += step
		reached = figure(s.with(high))
	}
	if low == 0 && below >= goal {
		return 0
	}
	for high-low > 1 {
		middle := (low + high) / 2
		if at := figure(s.with(middle)); at >= goal {
			high, reached = middle, at
		} else {
			low, below = middle, at
		}
	}
	return between(float64(low), float64(high), (goal-below)/(reached-below))
}
