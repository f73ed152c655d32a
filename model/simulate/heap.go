package simulate

import "math"

// children of a node in the heap; four are faster than two, since they lie in one cache line.
const children = 4

// event is the end of a running ticket, or a ticket coming back.
type event struct {
	at     float64 // s
	slot   int32   // index of what happens
	serial uint32  // of when it was put on the agenda: what ends at the same instant ends in the order of its beginning
}

// before says which of two events comes first. Serial numbers may run over; those that are compared lie close together.
func (e event) before(f event) bool {
	return e.at < f.at || e.at == f.at && int32(e.serial-f.serial) < 0
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
		if !e.before(h[up]) {
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
		best, soonest := first, h[first]
		for j, c := range h[first+1 : min(first+children, len(h))] {
			if c.before(soonest) {
				best, soonest = first+1+j, c
			}
		}
		if e.before(soonest) {
			break
		}
		h[i] = soonest
		i = best
	}
	h[i] = e
}
