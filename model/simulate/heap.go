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
	*a = append(*a, e)
	a.rise(len(*a)-1, e)
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
func (a agenda) replace(e event) { a.sink(0, e) }

// remove takes an event out of the middle.
func (a *agenda) remove(i int) {
	h := *a
	last := len(h) - 1
	e := h[last]
	*a = h[:last]
	if i == last {
		return
	}
	if i > 0 && e.before(h[(i-1)/children]) {
		a.rise(i, e)
		return
	}
	a.sink(i, e)
}

// rise puts an event in place i, or above it.
func (a agenda) rise(i int, e event) {
	for i > 0 {
		up := (i - 1) / children
		if !e.before(a[up]) {
			break
		}
		a[i] = a[up]
		i = up
	}
	a[i] = e
}

// sink puts an event in place i, or below it.
func (a agenda) sink(i int, e event) {
	for {
		first := i*children + 1
		if first >= len(a) {
			break
		}
		best, soonest := first, a[first]
		for j, c := range a[first+1 : min(first+children, len(a))] {
			if c.before(soonest) {
				best, soonest = first+1+j, c
			}
		}
		if e.before(soonest) {
			break
		}
		a[i] = soonest
		i = best
	}
	a[i] = e
}
