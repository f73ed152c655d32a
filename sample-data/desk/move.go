package desk

// leave finishes the running stint.
func (l *life) leave() {
	l.stints = append(l.stints, stint{l.team, l.now - l.entered})
}

// changeTeam gives the ticket to another team now.
func (l *life) changeTeam(to int) {
	from, up := teams[l.team].tier, teams[to].tier
	switch {
	case up > from:
		l.ups++
		if from == 2 {
			l.upsFrom2++
		}
	case up < from:
		l.downs++
	}
	l.leave()
	l.team, l.agent = to, nobody
	l.path = append(l.path, to)
	l.entered, l.byMove, l.touched = l.now, true, false
}

// pass gives the ticket to another team, as an event of the agent who works on it, or of a rule when
// byRule is set or nobody has looked at it.
func (l *life) pass(at int64, to int, byRule bool, reason string) {
	if !l.proceed(at) {
		return
	}
	e := event{kind: moved, team: to, agent: l.agent, reason: reason}
	if byRule || l.agent == nobody {
		e.agent, e.system = nobody, true
	}
	l.log(e)
	l.changeTeam(to)
}

// escalate gives the ticket to a team of a higher tier; it stands in the escalation records only.
func (l *life) escalate(at int64, to int, reason string) {
	if !l.proceed(at) {
		return
	}
	l.handed = append(l.handed, len(l.escalations))
	l.escalations = append(l.escalations, escalation{at: l.now, from: l.team, to: to, agent: l.agent, reason: reason})
	l.met(l.agent)
	l.changeTeam(to)
}

// tellManager is an escalation that changes no team.
func (l *life) tellManager(at int64, sameTeam bool) {
	if !l.proceed(at) {
		return
	}
	e := escalation{at: l.now, from: l.team, to: nobody, agent: l.agent, manager: true, reason: "Kunde unzufrieden"}
	if sameTeam {
		e.to = l.team
	}
	l.escalations = append(l.escalations, e)
}

// giveBack returns the ticket to whoever escalated it last, or to fallback when it came up otherwise. The return of an
// escalation that the holder got stands in its record, every other one is an event.
func (l *life) giveBack(at int64, fallback int, reason string) {
	if l.over {
		return
	}
	to, record := fallback, -1
	if n := len(l.handed); n > 0 {
		record = l.handed[n-1]
		to = l.escalations[record].from
		l.handed = l.handed[:n-1]
	}
	if record < 0 || l.escalations[record].to != l.team {
		l.pass(at, to, false, reason)
		return
	}
	if l.proceed(at) {
		l.escalations[record].returned = l.now
		l.changeTeam(to)
	}
}

// lastFrom is the team that held the ticket before, or nobody.
func (l *life) lastFrom() int {
	if n := len(l.path); n > 1 {
		return l.path[n-2]
	}
	return nobody
}
