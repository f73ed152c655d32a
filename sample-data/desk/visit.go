package desk

// Words for why a ticket moved.
var (
	upReasons   = []string{"missing rights", "knowledge", "needs admin tools", "Zeitvorgabe überschritten", "on-site work"}
	highReasons = []string{"defect in product", "needs developer", "Datenkorrektur"}
	backReasons = []string{"information missing", "1st level can solve it", "wrong team", "Rückfrage an Kunden"}
	passReasons = []string{"wrong team", "Vertretung", "balance of load"}
)

func (g *generator) oneOf(words []string) string { return words[g.below(len(words))] }

// first is a visit to a team of tier 1.
func (g *generator) first(l *life) {
	if !l.visitedFirst {
		l.visitedFirst, l.goesUp = true, g.chance(categories[l.category].escalation)
	}
	if g.passed(l, passFirst) {
		return
	}
	if !l.touched {
		g.look(l, queueing[1])
	}
	g.toil(l, categories[l.category].effort1)
	if l.goesUp {
		l.goesUp = false
		from, agent := l.team, l.agent
		l.escalate(g.soon(l), g.subject(l), g.oneOf(upReasons))
		if g.chance(chased) {
			l.chase(l.now+g.around(hour), from, agent)
		}
		return
	}
	g.solve(l)
}

// second is a visit to a team of tier 2.
func (g *generator) second(l *life) {
	c := categories[l.category]
	fromBelow := l.lastFrom() == nobody || teams[l.lastFrom()].tier == 1
	if fromBelow && g.chance(returnedUnread) {
		g.sendDown(l, l.now+g.around(30*minute))
		return
	}
	if !l.solvedAbove && g.passed(l, passSecond) {
		return
	}
	g.look(l, queueing[2])
	g.toil(l, c.effort2)
	switch {
	case l.solvedAbove:
		g.solve(l)
	case l.returns < 2 && g.chance(returned):
		g.sendDown(l, g.soon(l))
	case !l.wentHigh && g.chance(c.third):
		l.wentHigh = true
		l.escalate(g.soon(l), development, g.oneOf(highReasons))
	default:
		g.solve(l)
	}
}

// sendDown returns the ticket from tier 2 to tier 1, which solves it or sends it up again.
func (g *generator) sendDown(l *life, at int64) {
	l.returns++
	if l.visitedFirst {
		l.goesUp = l.returns < 2 && g.chance(again)
	}
	l.giveBack(at, g.frontDesk(l), g.oneOf(backReasons))
}

// high is a visit to development or the vendor: solved there, or the solution is handed back.
func (g *generator) high(l *life) {
	tier := teams[l.team].tier
	g.look(l, queueing[tier])
	g.toil(l, categories[l.category].effort2*2)
	switch {
	case tier == 3 && !l.solvedAbove && g.chance(vendorNeeded):
		l.escalate(g.soon(l), vendor, "defect of the vendor")
	case g.chance(solvedHigh):
		g.solve(l)
	default:
		l.solvedAbove = true
		l.giveBack(g.soon(l), categories[l.category].subject, "solution ready")
	}
}

// passed gives the ticket to another team of the tier in some cases, straight back in some of those.
func (g *generator) passed(l *life, perMille int) bool {
	back := l.lastFrom() != nobody && teams[l.lastFrom()].tier == teams[l.team].tier
	if back && l.passes < 4 {
		perMille = passBack
	}
	if l.passes >= 4 || !g.chance(perMille) {
		return false
	}
	l.passes++
	to := g.colleagues(l)
	if back {
		to = l.lastFrom()
	}
	byRule := !l.touched && g.chance(passByRule)
	if !byRule && !l.touched {
		g.look(l, queueing[teams[l.team].tier]/2)
	}
	l.pass(g.soon(l), to, byRule, g.oneOf(passReasons))
	return true
}

// colleagues is another team of the same tier, in the same region where teams have one.
func (g *generator) colleagues(l *life) int {
	var others []int
	for t := range teams {
		if t != l.team && teams[t].tier == teams[l.team].tier && teams[t].region == teams[l.team].region {
			others = append(others, t)
		}
	}
	return others[g.below(len(others))]
}
