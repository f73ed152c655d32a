package desk

const sevenDays = 7 * day

// solve resolves the ticket where it is and lives through what comes after.
func (g *generator) solve(l *life) {
	if g.chance(withdrawn) {
		l.resolve(g.soon(l), closed, "withdrawn by customer")
		return
	}
	onTheLine := l.channel == phone && len(l.path) == 1 && l.contacts == 1 && g.chance(onePhoneCall)
	if !onTheLine {
		l.answer(g.soon(l))
	}
	l.resolve(g.soon(l), resolved, "")
	g.after(l)
}

// after is the time from a resolution on: the customer comes back soon, or late, or rates; a rule closes after a week.
// No reopening lies near the end of the seven days, so that no rule about that moment matters.
func (g *generator) after(l *life) {
	if l.over {
		return
	}
	fate, at := g.below(1000), l.now
	switch {
	case fate < reopenedSoon:
		g.comeBack(l, at+int64(g.between(int(10*minute), int(sevenDays-12*hour))))
	case fate < reopenedSoon+reopenedLate:
		g.closeLater(l, at)
		g.comeBack(l, at+int64(g.between(int(sevenDays+36*hour), int(40*day))))
	default:
		g.rate(l)
		g.closeLater(l, at)
	}
}

func (g *generator) closeLater(l *life, resolvedAt int64) {
	l.closeByRule(resolvedAt + sevenDays + int64(g.between(1, 600)))
}

// comeBack lets the customer write again, which reopens the ticket, by a rule or by hand.
func (g *generator) comeBack(l *life, at int64) {
	l.thanks = g.chance(onlyThanks)
	byRule := g.chance(700)
	if l.over || at >= ends-minute {
		l.over = true
		return
	}
	l.customerWrites(at)
	l.reopen(byRule)
	l.comesBack = true
}

// redo is what the holder does with a reopened ticket.
func (g *generator) redo(l *life) {
	l.comesBack = false
	g.look(l, queueing[1])
	if l.thanks {
		l.resolve(g.soon(l), resolved, "thanks only")
	} else {
		minutes := g.around(8)
		l.labour(l.now+minutes*minute, minutes)
		l.answer(g.soon(l))
		l.resolve(g.soon(l), resolved, "")
	}
	g.after(l)
}

func (g *generator) rate(l *life) {
	if !g.chance(rated) {
		return
	}
	good := truthOf(g.chance(max(300, satisfied-lessSatisfied*(len(l.path)-1))))
	if l.proceed(l.now + g.around(6*hour)) {
		l.log(byNobody(rating, false))
		l.csat = good
	}
}

// settle fills the fields that depend on how the ticket stands when the data end.
func (g *generator) settle(l *life) {
	if !l.done || l.excluded != "" {
		return
	}
	l.slaMet = truthOf(l.firstResolved <= l.due)
	if teams[l.team].tier == 2 {
		l.capable = truthOf(g.chance(capable))
	}
}
