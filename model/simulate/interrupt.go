package simulate

import "slices"

// hold keeps an interruptible ticket that an agent takes in hand, for the case that it is laid down.
func (e *engine) hold(g int32, t *ticket, slot, outcome int32) {
	e.teams[g].held++
	e.held[slot] = *t
	e.held[slot].outcome = outcome
}

// interrupt lets a live ticket that finds nobody free take the agent who took interruptible work up last, of those who may take
// it, and says whether there is one. The other ticket goes to whoever else is free for it, or back into its line.
func (e *engine) interrupt(t *ticket, v *visit) bool {
	i := e.lastHeld(v.groups)
	if i < 0 {
		return false
	}
	g, down := e.layDown(i)
	e.start(g, t)
	w := &e.visits[down.visit]
	if other := e.idle(w.groups); other != nobody {
		e.start(other, &down)
		return true
	}
	e.lines[w.line].insert(&down)
	return true
}

// sendHome lets the surplus of a group lay interruptible work down.
func (e *engine) sendHome(g int32) {
	for t := &e.teams[g]; t.busy > t.agents && t.held > 0; {
		_, down := e.layDown(e.lastHeld([]int32{g}))
		e.lines[e.visits[down.visit].line].insert(&down)
	}
}

// lastHeld is the place on the agenda of the interruptible ticket that agents of some groups took up last, or -1.
func (e *engine) lastHeld(groups []int32) int {
	best, some := -1, false
	for _, g := range groups {
		some = some || e.teams[g].held > 0
	}
	if !some {
		return best
	}
	for i, ev := range e.agenda {
		s := &e.slots[ev.slot]
		if s.group == nobody || !e.visits[s.visit].interruptible || !slices.Contains(groups, s.group) {
			continue
		}
		if best < 0 || int32(ev.serial-e.agenda[best].serial) > 0 {
			best = i
		}
	}
	return best
}

// layDown takes a ticket out of an agent's hands, and returns it with the group of the agent, who is free then.
func (e *engine) layDown(i int) (int32, ticket) {
	ev := e.agenda[i]
	e.agenda.remove(i)
	e.free = append(e.free, ev.slot)
	g, t := e.slots[ev.slot].group, e.held[ev.slot]
	e.teams[g].busy--
	e.teams[g].held--
	e.countBusy(g, ev.at, -1)
	t.left, t.laid, t.deadline = ev.at-e.now, e.now, forever
	e.cells[t.cell].interruptions++
	return g, t
}
