package desk

import "errors"

// history is the three files that grow with the tickets.
type history struct {
	staff                        *staff
	tickets, events, escalations *table
}

func writeHistory(dir string, g *generator) error {
	h, err := createHistory(dir, g.staff)
	if err != nil {
		return err
	}
	return errors.Join(g.run(h.write), h.close())
}

func createHistory(dir string, s *staff) (*history, error) {
	h := &history{staff: s}
	var faults [3]error
	h.tickets, faults[0] = createTable(dir, "tickets.csv", "ticket_id", "created_at", "updated_at", "team", "channel",
		"category", "product", "priority", "region", "language", "customer", "first_response_at", "resolved_at",
		"first_resolved_at", "closed_at", "contacts", "reopens", "effort_minutes", "csat", "sla_due_at", "sla_met",
		"knowledge", "level1_capable", "reassignments", "excluded")
	h.events, faults[1] = createTable(dir, "events.csv", "ticket_id", "occurred_at", "kind", "team", "agent", "status",
		"minutes", "public", "reason", "system")
	h.escalations, faults[2] = createTable(dir, "escalations.csv", "ticket_id", "escalated_at", "from_team", "to_team",
		"kind", "reason", "returned_at", "agent")
	if err := errors.Join(faults[:]...); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

func (h *history) close() error {
	var faults []error
	for _, t := range []*table{h.tickets, h.events, h.escalations} {
		if t != nil {
			faults = append(faults, t.close())
		}
	}
	return errors.Join(faults...)
}

// write adds the rows of one ticket to the three files.
func (h *history) write(l *life) error {
	if err := h.ticket(l); err != nil {
		return err
	}
	for i := range l.events {
		if err := h.event(l, &l.events[i]); err != nil {
			return err
		}
	}
	for i := range l.escalations {
		if err := h.escalation(l, &l.escalations[i]); err != nil {
			return err
		}
	}
	return nil
}

func (h *history) ticket(l *life) error {
	t := h.tickets
	t.padded("T", l.number, 8)
	t.time(l.created)
	t.time(l.now) // the last thing that happened
	t.word(teams[l.path[0]].name)
	t.word(channels[l.channel])
	t.word(categories[l.category].name)
	t.word(products[l.product])
	t.word(priorities[l.priority])
	t.word(regions[l.region])
	t.word(languages[l.language])
	t.padded("K", l.customer, 6)
	h.times(l)
	t.number(int64(l.contacts))
	t.number(int64(l.reopens))
	t.positive(l.effort)
	t.word([]string{"", "1", "0"}[l.csat])
	t.time(l.due)
	t.word(truthWords[l.slaMet])
	t.word(l.article)
	t.word(truthWords[l.capable])
	t.number(int64(len(l.path) - 1))
	t.word(l.excluded)
	return t.end()
}

// times writes the four times that a ticket has only when it got so far.
func (h *history) times(l *life) {
	response := l.firstContact
	if l.byAgent {
		response = l.secondContact
	}
	h.tickets.time(response)
	if l.done {
		h.tickets.time(l.lastResolved)
	} else {
		h.tickets.time(0)
	}
	h.tickets.time(l.firstResolved)
	h.tickets.time(l.closedAt)
}

func (h *history) event(l *life, e *event) error {
	t := h.events
	t.padded("T", l.number, 8)
	t.time(e.at)
	t.word(kindWords[e.kind])
	h.team(t, e.team)
	h.agent(t, e.agent)
	t.word(statusWords[e.status])
	t.positive(int64(e.minutes))
	t.word(truthWords[e.public])
	t.word(e.reason)
	t.word(truthWords[truthOf(e.system)])
	return t.end()
}

func (h *history) escalation(l *life, e *escalation) error {
	t := h.escalations
	t.padded("T", l.number, 8)
	t.time(e.at)
	h.team(t, e.from)
	h.team(t, e.to)
	if e.manager {
		t.word("hierarchical")
	} else {
		t.word("functional")
	}
	t.word(e.reason)
	t.time(e.returned)
	h.agent(t, e.agent)
	return t.end()
}

func (h *history) team(t *table, number int) {
	if number == nobody {
		t.word("")
		return
	}
	t.word(teams[number].name)
}

func (h *history) agent(t *table, number int32) {
	if number == nobody {
		t.word("")
		return
	}
	t.word(h.staff.agents[number].name)
}
