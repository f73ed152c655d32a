package simulate

import "math"

// children of a node in the heap; four are faster than two, since they lie in one cache line.
const children = 4

// event is the end of a running ticket, or a ticket coming back.
type event struct {
	at   float64 // s
	slot int32   // index of what happens
}

// agenda is a heap of events, the soonest on top.
type agenda []event

// soonest is the time of the next event, +Inf when there is none.
func (a agenda) soonest() float64 {
	if len(a) == 0 {
		return math.Inf(1)
	}
	return a[0].at
}

func (a *agenda) push(e event) {
	h := append(*a, e)
	*a = h
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / children
		if h[up].at <= e.at {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
}

// pop removes the soonest event.
func (a *agenda) pop() {
	h := *a
	last := len(h) - 1
	e := h[last]
	*a = h[:last]
	if last > 0 {
		a.replace(e)
	}
}

// replace puts an event in the place of the soonest.
func (a *agenda) replace(e event) {
	h := *a
	i := 0
	for {
		first := i*children + 1
		if first >= len(h) {
			break
		}
		best, at := first, h[first].at
		for j, c := range h[first+1 : min(first+children, len(h))] {
			if c.at < at {
				best, at = first+1+j, c.at
			}
		}
		if e.at <= at {
			break
		}
		h[i] = h[best]
		i = best
	}
	h[i] = e
}
