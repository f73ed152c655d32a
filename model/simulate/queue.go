package simulate

// take removes the ticket that a group's free agent takes next; nil when nobody waits. The first rank in which somebody
// waits decides; within it the longest wait. The ticket is valid until the next push.
func (e *engine) take(g int32) *ticket {
	for _, rank := range e.groups[g].ranks {
		var longest *line
		for _, i := range rank {
			l := &e.lines[i]
			e.purge(l)
			if l.n > 0 && (longest == nil || l.front().before(longest.front())) {
				longest = l
			}
		}
		if longest != nil {
			t := longest.front()
			longest.pop()
			return t
		}
	}
	return nil
}

// purge removes from the front of a line who has given up by now.
func (e *engine) purge(l *line) {
	for l.n > 0 && l.front().deadline <= e.now {
		e.abandon(l.front())
		l.pop()
	}
}

// abandon counts a ticket that has given up, at its deadline.
func (e *engine) abandon(t *ticket) {
	v, c := &e.visits[t.visit], &e.cells[t.cell]
	wait := t.deadline - t.queued
	c.abandoned++
	c.abandonedWait += wait
	if e.timely(v, t.queued, t.period, t.deadline) {
		c.abandonedInTime++
	}
	e.journeys[t.born].abandoned++
	e.countQueue(v, t, t.deadline)
}

// countQueue spreads a wait over the periods in which it passed.
func (e *engine) countQueue(v *visit, t *ticket, to float64) {
	from, period := t.queued, int(t.period)
	if from < e.warm {
		if to <= e.warm {
			return
		}
		from, period = e.warm, e.periodOf(e.warm, period)
	}
	for period < len(e.ends) && to > e.ends[period] {
		e.cells[int(v.cells)+e.column(period)].queue += max(0, e.ends[period]-from)
		from = e.ends[period]
		period++
	}
	e.cells[int(v.cells)+e.column(period)].queue += to - from
}

// countBusy spreads the time of an agent from now on over the periods; with a sign of -1 it takes back what was spread before.
func (e *engine) countBusy(g int32, to, sign float64) {
	from, period := e.now, e.period
	if from < e.warm {
		if to <= e.warm {
			return
		}
		from, period = e.warm, e.periodOf(e.warm, period)
	}
	first := int(g) * e.periods
	for period < len(e.ends) && to > e.ends[period] {
		e.duties[first+period].busy += sign * (e.ends[period] - from)
		from = e.ends[period]
		period++
	}
	e.duties[first+period].busy += sign * (to - from)
}

// periodOf is the period of an instant, looked for from a period on.
func (e *engine) periodOf(at float64, period int) int {
	for period < len(e.ends) && at >= e.ends[period] {
		period++
	}
	return period
}

// countOvertime adds the time of surplus agents since it was last counted.
func (e *engine) countOvertime(g int32) {
	t := &e.teams[g]
	if surplus := t.busy - t.agents; surplus > 0 {
		if from := max(t.since, e.warm); e.now > from {
			e.duties[int(g)*e.periods+e.period].overtime += float64(surplus) * (e.now - from)
		}
	}
	t.since = e.now
}

// setBoundary finds the next boundary.
func (e *engine) setBoundary() {
	e.next = forever
	if e.period < len(e.ends) {
		e.next = e.ends[e.period]
	}
	if !e.halved {
		e.next = min(e.next, e.half)
	}
}

// cross passes a boundary: the middle of the counted time, or the end of a period, when agents come and go.
func (e *engine) cross() {
	if !e.halved && e.now >= e.half {
		e.halved = true
		e.eachWaiting(func(t *ticket) { e.loads[e.visits[t.visit].tier].half++ })
		e.setBoundary()
		return
	}
	for g := range e.teams {
		e.countOvertime(int32(g))
	}
	e.period++
	e.setBoundary()
	if e.period == len(e.ends) {
		e.countBacklog()
		return
	}
	for g := range e.teams {
		e.teams[g].agents = e.groups[g].agents[e.period]
		e.sendHome(int32(g))
	}
	e.relieve()
}

// relieve gives what waits to the agents who are free now, when several groups may have become free at once: the ticket
// that goes first chooses the first group of its preference.
func (e *engine) relieve() {
	for {
		best, group := -1, int32(nobody)
		for i := range e.lines {
			g := e.idle(e.orders[i].groups)
			if e.purge(&e.lines[i]); g == nobody || e.lines[i].n == 0 {
				continue
			}
			if best < 0 || e.goesBefore(i, best) {
				best, group = i, g
			}
		}
		if best < 0 {
			return
		}
		t := e.lines[best].front()
		e.lines[best].pop()
		e.start(group, t)
	}
}

// idle is the first of some groups that has a free agent, or nobody.
func (e *engine) idle(groups []int32) int32 {
	for _, g := range groups {
		if e.teams[g].busy < e.teams[g].agents {
			return g
		}
	}
	return nobody
}

// goesBefore says whether the front of line i goes before that of line j.
func (e *engine) goesBefore(i, j int) bool {
	if c := e.orders[i].sooner(e.orders[j]); c != 0 {
		return c < 0
	}
	return e.lines[i].front().before(e.lines[j].front())
}

// eachWaiting calls f for every ticket that waits now and has not given up.
func (e *engine) eachWaiting(f func(*ticket)) {
	for i := range e.lines {
		for j := range e.lines[i].n {
			if t := e.lines[i].at(j); t.deadline > e.now {
				f(t)
			}
		}
	}
}

// queued is how many tickets wait now.
func (e *engine) queued() int {
	n := 0
	e.eachWaiting(func(*ticket) { n++ })
	return n
}

// countBacklog counts what waits at the end of the last period.
func (e *engine) countBacklog() {
	e.eachWaiting(func(t *ticket) {
		v := &e.visits[t.visit]
		l := &e.loads[v.tier]
		l.end++
		if l.work += v.work; t.outcome != untried {
			l.work += t.left - v.work
		}
		if e.orders[v.line].deferred {
			l.deferred++
		}
	})
}

// closing counts what is left when the replication is over: who gives up later in a desk that has closed for good is
// counted as abandoned when it drains, everything else as open.
func (e *engine) closing() {
	if e.desk.AfterClose == Drain {
		e.now = forever
	}
	for i := range e.lines {
		for j := range e.lines[i].n {
			t := e.lines[i].at(j)
			if t.deadline <= e.now && t.deadline < forever {
				e.abandon(t)
			} else {
				e.keep(t)
			}
		}
	}
	for _, ev := range e.agenda {
		s := &e.slots[ev.slot]
		e.journeys[s.born].open++
		if s.group != nobody && e.timely(&e.visits[s.visit], s.queued, s.period, e.end()) {
			e.cells[s.cell].unfinished++
		}
	}
}

// keep counts a ticket that lies in a line when the replication is over.
func (e *engine) keep(t *ticket) {
	v, c, end := &e.visits[t.visit], &e.cells[t.cell], max(t.queued, e.end())
	e.journeys[t.born].open++
	young := e.timely(v, t.queued, t.period, end)
	if young {
		c.unfinished++
	}
	if t.outcome != untried {
		c.interrupted += max(t.laid, end) - t.laid
		return
	}
	e.countQueue(v, t, end)
	c.waiting++
	if young {
		c.undecided++
	}
}
