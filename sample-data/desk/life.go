package desk

import "slices"

// memory is what the story has decided about a ticket so far.
type memory struct {
	visitedFirst bool // tier 1 has had it, so goesUp is decided
	goesUp       bool
	wentHigh     bool // tier 3 has had it
	solvedAbove  bool // a higher tier hands back the solution
	passes       int
	returns      int  // from tier 2 to tier 1
	comesBack    bool // resolved and reopened: the holder does it again
	thanks       bool // reopened by a word of thanks only
}

// life is one ticket from its creation to the end of the desk's data, with what the truth needs to know about it.
// Its methods are what can happen; each does nothing once the data has ended.
type life struct {
	number                                              int
	created                                             int64
	region, channel, category, product, priority        int
	language, customer                                  int
	excluded, article                                   string
	csat, slaMet, capable                               truth3
	due                                                 int64
	events                                              []event
	escalations                                         []escalation
	now                                                 int64
	over, done                                          bool
	team                                                int   // who holds it
	agent                                               int32 // who works on it
	path                                                []int // teams in turn, neighbours differ
	agents                                              []int32
	handed                                              []int   // escalations not handed back yet, the last on top
	stints                                              []stint // finished ones
	waits                                               []int64 // seconds from a move to the first touch
	entered                                             int64
	byMove, touched                                     bool // of the running stint
	contacts, replies, reopens, ups, upsFrom2, downs    int
	firstContact, secondContact                         int64
	firstResolved, lastResolved, closedAt, shortestAway int64 // shortestAway: from a resolution to the reopening after it
	byAgent                                             bool  // an agent made the ticket
	effort                                              int64 // minutes
	memory
}

// begin makes l a fresh ticket, keeping only the memory of its lists.
func (l *life) begin(number int, created int64) {
	*l = life{
		number: number, created: created, now: created, entered: created, team: nobody, agent: nobody,
		events: l.events[:0], escalations: l.escalations[:0], path: l.path[:0], agents: l.agents[:0],
		handed: l.handed[:0], stints: l.stints[:0], waits: l.waits[:0],
	}
}

// proceed moves the ticket's time to at, at least a second on. It says whether that still lies in the data.
func (l *life) proceed(at int64) bool {
	at = max(at, l.now+1)
	if l.over || at >= ends {
		l.over = true
		return false
	}
	l.now = at
	return true
}

// log notes an event now.
func (l *life) log(e event) {
	e.at = l.now
	l.events = append(l.events, e)
	l.met(e.agent)
}

// met notes a human agent who acted.
func (l *life) met(agent int32) {
	if agent != nobody && !slices.Contains(l.agents, agent) {
		l.agents = append(l.agents, agent)
	}
}

// by is an event of the agent who works on the ticket.
func (l *life) by(k kind) event { return event{kind: k, team: l.team, agent: l.agent} }

// byNobody is an event of the customer, or of a rule.
func byNobody(k kind, system bool) event {
	return event{kind: k, team: nobody, agent: nobody, system: system}
}

// intake gives the new ticket to its first team; an agent made it when agent is somebody.
func (l *life) intake(team int, agent int32) {
	l.team, l.agent = team, agent
	l.path = append(l.path, team)
	e := event{kind: created, team: team, agent: agent, status: stateNew, public: yes}
	if agent != nobody {
		l.byAgent, l.touched = true, true
		e.status = stateOpen
		l.contact()
	}
	l.log(e)
}

func (l *life) contact() {
	l.contacts++
	switch l.contacts {
	case 1:
		l.firstContact = l.now
	case 2:
		l.secondContact = l.now
	}
}

// touch is the holder's first look, by agent.
func (l *life) touch(at int64, agent int32) {
	if !l.proceed(at) {
		return
	}
	l.agent = agent
	if l.byMove && !l.touched {
		l.waits = append(l.waits, l.now-l.entered)
	}
	l.touched = true
	e := l.by(stateSet)
	e.status = stateOpen
	l.log(e)
}

// answer is a public message of the agent to the customer.
func (l *life) answer(at int64) {
	if !l.proceed(at) {
		return
	}
	e := l.by(reply)
	e.public = yes
	l.log(e)
	l.replies++
	l.contact()
}

// customerWrites is a public message of the customer.
func (l *life) customerWrites(at int64) {
	if !l.proceed(at) {
		return
	}
	e := byNobody(reply, false)
	e.public = yes
	l.log(e)
}

// setState changes the state without ending or beginning a stint.
func (l *life) setState(at int64, s status, system bool) {
	if !l.proceed(at) {
		return
	}
	e := l.by(stateSet)
	if system {
		e = byNobody(stateSet, true)
	}
	e.status = s
	l.log(e)
}

// labour is minutes of work, noted when done.
func (l *life) labour(at int64, minutes int64) {
	if !l.proceed(at) {
		return
	}
	e := l.by(work)
	e.minutes = int16(min(minutes, 30_000))
	l.effort += int64(e.minutes)
	l.log(e)
}

// chase is a note of an agent of another team than the one that holds the ticket.
func (l *life) chase(at int64, team int, agent int32) {
	if !l.proceed(at) {
		return
	}
	l.log(event{kind: note, team: team, agent: agent, public: no, reason: "asked how it stands"})
}

// add notes an event of the working agent that changes nothing else.
func (l *life) add(at int64, k kind, reason string) {
	if !l.proceed(at) {
		return
	}
	e := l.by(k)
	e.reason = reason
	if k == note {
		e.public = no
	}
	l.log(e)
}

// resolve ends the stint with a solution, or by closing at once.
func (l *life) resolve(at int64, k kind, reason string) {
	if !l.proceed(at) {
		return
	}
	e := l.by(k)
	e.status, e.reason = stateSolved, reason
	if k != resolved {
		e.status = stateClosed
		l.closedAt = l.now
	}
	l.log(e)
	l.leave()
	l.done, l.lastResolved = true, l.now
	if l.firstResolved == 0 {
		l.firstResolved = l.now
	}
}

// closeByRule closes a resolved ticket.
func (l *life) closeByRule(at int64) {
	if !l.proceed(at) {
		return
	}
	e := byNobody(closed, true)
	e.status = stateClosed
	l.log(e)
	l.closedAt = l.now
}

// reopen begins a new stint of the same team. The customer's message must have come before.
func (l *life) reopen(system bool) {
	if !l.proceed(l.now + 1) {
		return
	}
	e := byNobody(reopened, system)
	e.status = stateOpen
	l.log(e)
	away := l.now - l.lastResolved
	if l.reopens == 0 || away < l.shortestAway {
		l.shortestAway = away
	}
	l.reopens++
	l.done, l.closedAt = false, 0
	l.entered, l.byMove, l.touched = l.now, false, false
}
