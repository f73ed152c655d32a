package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
)

// breath is how many events pass between two looks at the context; a power of two.
const breath = 1 << 13

// nobody is the group of a ticket that waits to be reopened.
const nobody = -1

// Ends of a try.
const (
	untried = iota // no agent has begun
	solves
	passes
)

// running is what an event of the agenda is about: a ticket in an agent's hands, or one that will come back.
type running struct {
	arrived float64 // s
	queued  float64 // s, when it reached its tier
	visit   int32
	period  int32 // in which it reached its tier
	cell    int32
	born    int32
	group   int32
	outcome int32
}

// team is the state of a group.
type team struct {
	agents int
	busy   int
	held   int     // agents who have interruptible work in hand; busy is then at most agents
	since  float64 // s, from when on surplus agents are not yet counted as overtime
}

// engine runs replications of one plan, one after the other, without allocating once it has grown.
type engine struct {
	*plan
	*tally
	hist   *histograms
	r      *rand.Rand // handling, patience, outcomes
	in     source
	agenda agenda
	slots  []running
	held   []ticket // by slot: interruptible tickets in hand
	free   []int32
	lines  []line
	teams  []team
	now    float64 // s
	period int
	next   float64 // s, next boundary: end of the period, or the middle of the counted time
	halved bool
	serial uint32 // of what began or reached a tier last
	_      [margin]byte
}

func (p *plan) newEngine() *engine {
	return &engine{
		plan: p, hist: p.newHistograms(), lines: make([]line, len(p.orders)), teams: make([]team, len(p.groups)),
	}
}

// run makes one replication and counts it in the tally.
func (e *engine) run(ctx context.Context, seed uint64, replication int, t *tally) error {
	e.reset(t)
	e.r = stream(seed, replication, forHandling)
	e.in = e.intake.source(stream(seed, replication, forArrivals))
	for !e.over() {
		e.events++
		if e.events&(breath-1) == 0 {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("simulate replication %d: %w", replication, err)
			}
		}
		if e.events > e.limit {
			return fmt.Errorf("replication %d did not end within %d events (at second %.0f, %d tickets waiting): raise MaxEvents, shorten the periods, or give the desk more agents",
				replication, e.limit, e.now, e.queued())
		}
		e.step()
	}
	e.closing()
	return nil
}

func (e *engine) reset(t *tally) {
	e.tally = t
	t.clear()
	e.agenda, e.slots, e.held, e.free = e.agenda[:0], e.slots[:0], e.held[:0], e.free[:0]
	for i := range e.lines {
		e.lines[i].clear()
	}
	for g := range e.teams {
		e.teams[g] = team{agents: e.groups[g].agents[0]}
	}
	e.now, e.period, e.halved, e.serial = 0, 0, false, 0
	e.setBoundary()
}

// over says whether the replication has ended.
func (e *engine) over() bool {
	if e.period < len(e.ends) {
		return false
	}
	return e.desk.AfterClose == Stop || len(e.agenda) == 0
}

// step lets the next thing happen. At one instant a boundary comes first, then arrivals, then what is on the agenda; who gives
// up at this instant has gone before all of them.
func (e *engine) step() {
	at := e.agenda.soonest()
	switch {
	case e.next <= at && e.next <= e.in.at:
		e.now = e.next
		e.cross()
	case at < e.in.at:
		e.now = at
		e.finish()
	default:
		e.now = e.in.at
		e.arrive()
	}
}

// arrive lets a new ticket in.
func (e *engine) arrive() {
	v := &e.visits[e.in.visit]
	t := ticket{arrived: e.now, visit: e.in.visit, born: int32(len(e.journeys) - 1)}
	if e.now >= e.warm {
		t.born = v.journeys + int32(e.column(e.period))
	}
	e.journeys[t.born].arrived++
	e.in.advance()
	e.enter(&t)
}

// enter brings a ticket to a tier: to a free agent, or into the line.
func (e *engine) enter(t *ticket) {
	v := &e.visits[t.visit]
	e.serial++
	t.queued, t.period, t.cell, t.serial = e.now, int32(e.period), int32(len(e.cells)-1), e.serial
	if e.now >= e.warm {
		t.cell = v.cells + int32(e.column(e.period))
	}
	e.cells[t.cell].offered++
	if g := e.idle(v.groups); g != nobody {
		e.start(g, t)
		return
	}
	if v.live && e.interrupts && e.interrupt(t, v) {
		return
	}
	e.cells[t.cell].delayed++
	wait := forever
	if !v.patience.patient() {
		wait = v.patience.draw(e.r)
		if v.patienceFactor != nil && e.period < len(e.ends) {
			wait *= v.patienceFactor[e.period]
		}
	}
	t.deadline = e.now + wait
	e.lines[v.line].push(t)
}

// slot is a free place for a running ticket.
func (e *engine) slot() int32 {
	if n := len(e.free); n > 0 {
		s := e.free[n-1]
		e.free = e.free[:n-1]
		return s
	}
	e.slots = append(e.slots, running{})
	if e.interrupts {
		e.held = append(e.held, ticket{})
	}
	return int32(len(e.slots) - 1)
}

// start lets a free agent of a group take a ticket.
func (e *engine) start(g int32, t *ticket) {
	e.teams[g].busy++
	slot := e.slot()
	e.agenda.push(e.begin(g, t, slot))
}

// begin lets an agent of a group take a ticket, or take it up again, and returns the end of the try.
func (e *engine) begin(g int32, t *ticket, slot int32) event {
	v := &e.visits[t.visit]
	left, outcome := t.left, t.outcome
	if outcome == untried {
		e.answer(v, t)
		left, outcome = e.try(v, t)
	} else {
		e.cells[t.cell].interrupted += e.now - t.laid
	}
	end := e.now + left
	e.countBusy(g, end, 1)
	e.slots[slot] = running{t.arrived, t.queued, t.visit, t.period, t.cell, t.born, g, outcome}
	if v.interruptible {
		e.hold(g, t, slot, outcome)
	}
	e.serial++
	return event{end, slot, e.serial}
}

// answer counts the end of a wait.
func (e *engine) answer(v *visit, t *ticket) {
	c := &e.cells[t.cell]
	wait := e.now - t.queued
	c.served++
	c.servedWait += wait
	if wait <= v.target || e.timely(v, t.queued, t.period, e.now) {
		c.inTime++
	}
	if wait > 0 {
		e.countQueue(v, t, e.now)
	}
	if int(t.cell) < len(e.cells)-1 {
		b := bin(wait)
		e.hist.waits[int(v.waits+t.cell-v.cells)*bins+b]++
		e.hist.channels[int(v.channel)*bins+b]++
	}
}

// try draws how long a try lasts, in seconds, and how it ends.
func (e *engine) try(v *visit, t *ticket) (float64, int32) {
	law, outcome := &v.solved, int32(solves)
	if v.solve < 1 && e.r.Float64() >= v.solve {
		law, outcome = &v.passed, passes
	}
	handling := law.draw(e.r)
	if v.handlingFactor != nil {
		handling *= v.handlingFactor[min(int(t.period), len(e.ends)-1)]
	}
	return handling, outcome
}

// finish is the soonest event of the agenda: an agent is done, or a ticket comes back.
func (e *engine) finish() {
	slot := e.agenda[0].slot
	done := e.slots[slot]
	if done.group == nobody {
		e.agenda.pop()
		e.free = append(e.free, slot)
		e.enter(&ticket{arrived: done.arrived, visit: e.visits[done.visit].reopened, born: done.born})
		return
	}
	t, v := &e.teams[done.group], &e.visits[done.visit]
	if v.interruptible {
		t.held--
	}
	if e.now-done.queued <= v.target || e.timely(v, done.queued, done.period, e.now) {
		e.cells[done.cell].doneInTime++
	}
	if t.busy > t.agents {
		e.countOvertime(done.group)
		e.leave(t, slot)
	} else if next := e.take(done.group); next != nil {
		e.agenda.replace(e.begin(done.group, next, slot))
	} else {
		e.leave(t, slot)
	}
	e.send(&done)
}

// leave sets the agent of the soonest event free.
func (e *engine) leave(t *team, slot int32) {
	t.busy--
	e.agenda.pop()
	e.free = append(e.free, slot)
}

// send lets a ticket go where the end of the try sends it.
func (e *engine) send(done *running) {
	v := &e.visits[done.visit]
	if done.outcome == passes {
		e.cells[done.cell].escalated++
		e.enter(&ticket{arrived: done.arrived, visit: done.visit + 1, born: done.born})
		return
	}
	if v.back > 0 && e.r.Float64() < v.back {
		e.cells[done.cell].returned++
		e.enter(&ticket{arrived: done.arrived, visit: done.visit - 1, born: done.born})
		return
	}
	if v.reopen > 0 && e.r.Float64() < v.reopen {
		e.journeys[done.born].reopened++
		slot := e.slot()
		e.slots[slot] = running{arrived: done.arrived, visit: done.visit, cell: done.cell, born: done.born, group: nobody}
		e.serial++
		e.agenda.push(event{e.now + v.delay.draw(e.r), slot, e.serial})
		return
	}
	j := &e.journeys[done.born]
	j.resolved++
	j.sojourn += e.now - done.arrived
	e.hist.sojourns[int(done.born)/e.columns*bins+bin(e.now-done.arrived)]++
}
