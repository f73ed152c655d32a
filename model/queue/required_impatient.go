package queue

import "math"

// requiredImpatient finds the smallest staff for each part of the promise by itself; all three grow easier with n.
func (l Live) requiredImpatient(p Promise) (Staff, error) {
	s := newSearch(l, p)
	staff := needed(s.load, p, s.with).staff()
	if staff.Agents > MaxAgents {
		return Staff{}, tooMany()
	}
	var err error
	staff.Result, err = l.with(staff.Agents, p.TargetSeconds)
	return staff, err
}

// needed asks for each part of the promise that is one.
func needed(load float64, p Promise, with func(agents int) Result) Needs {
	var needs Needs
	if p.TargetShare > 0 {
		needs.Service = smallest(load, p.TargetShare, func(n int) float64 { return with(n).ServiceLevel(p.By) })
	}
	if p.MaxAbandon < 1 {
		needs.Abandonment = smallest(load, -p.MaxAbandon, func(n int) float64 { return -with(n).AbandonProbability })
	}
	if p.MaxOccupancy < 1 {
		needs.Occupancy = smallest(load, -p.MaxOccupancy, func(n int) float64 { return -with(n).Occupancy })
	}
	return needs
}

// smallest returns the agents, in fractions, from which a figure that rises with every agent is at least goal. It steps
// away from the offered load in doubling steps, which start at half its square root, and halves the last one.
func smallest(load, goal float64, figure func(agents int) float64) float64 {
	step := 1 + int(math.Sqrt(load)/2)
	low, high := 0, int(load)
	below, reached := 0.0, figure(high)
	if goal -= forgiven; reached >= goal {
		for low, below = high, reached; low > 0 && below >= goal; step *= 2 {
			high, reached = low, below
			low = max(0, low-step)
			below = figure(low)
		}
	}
	for ; reached < goal && high <= MaxAgents; step *= 2 {
		low, below = high, reached
		high += step
		reached = figure(high)
	}
	switch {
	case low == 0 && below >= goal:
		return 0
	case reached < goal:
		return MaxAgents + 1
	}
	for high-low > 1 {
		middle := (low + high) / 2
		if at := figure(middle); at >= goal {
			high, reached = middle, at
		} else {
			low, below = middle, at
		}
	}
	return between(float64(low), float64(high), (goal-below)/(reached-below))
}
