package simulate

// ticket is one visit of a ticket at a tier, waiting or about to be answered.
type ticket struct {
	arrived  float64 // s, when the ticket first came in
	queued   float64 // s, when it reached this tier
	deadline float64 // s, when its customer gives up; +Inf: never
	left     float64 // s, handling that is left of a try that was interrupted
	laid     float64 // s, when it was laid down
	visit    int32   // index of plan.visits
	cell     int32   // index of tally.cells
	period   int32   // in which it reached this tier
	born     int32   // index of tally.journeys
	serial   uint32  // of reaching this tier: tells tickets apart that reached it at the same instant
	outcome  int32   // of a try that was interrupted; untried: no agent has had it in hand
}

// before says which of two tickets reached its tier first.
func (t *ticket) before(u *ticket) bool {
	return t.queued < u.queued || t.queued == u.queued && int32(t.serial-u.serial) < 0
}

// line is a first-in first-out queue in a ring whose size is a power of two. Who gives up stays in the ring until an
// agent looks at him: so no event is needed for patience.
type line struct {
	ring  []ticket
	first int
	n     int
}

// shortest ring of a line.
const shortest = 16

func (l *line) push(t *ticket) {
	if l.n == len(l.ring) {
		l.grow()
	}
	l.ring[(l.first+l.n)&(len(l.ring)-1)] = *t
	l.n++
}

// insert puts a ticket that had left the line back in its place, which is near the front.
func (l *line) insert(t *ticket) {
	if l.n == len(l.ring) {
		l.grow()
	}
	l.first = (l.first - 1) & (len(l.ring) - 1)
	l.n++
	i := 0
	for ; i+1 < l.n && l.at(i+1).before(t); i++ {
		*l.at(i) = *l.at(i + 1)
	}
	*l.at(i) = *t
}

func (l *line) grow() {
	ring := make([]ticket, max(shortest, 2*len(l.ring)))
	k := copy(ring, l.ring[l.first:])
	copy(ring[k:], l.ring[:l.first])
	l.ring, l.first = ring, 0
}

// front is the ticket that waits longest; the line must not be empty.
func (l *line) front() *ticket { return &l.ring[l.first] }

func (l *line) pop() {
	l.first = (l.first + 1) & (len(l.ring) - 1)
	l.n--
}

// at is the ticket behind i others.
func (l *line) at(i int) *ticket { return &l.ring[(l.first+i)&(len(l.ring)-1)] }

func (l *line) clear() { l.first, l.n = 0, 0 }
