package desk

// reopenWindow is within how many seconds a reopening spoils a first contact resolution.
const reopenWindow = sevenDays

// verdict says for every share whether a ticket counts below and above the line.
type verdict struct{ below, above [shareCount]bool }

func (v *verdict) set(id shareID, below, above bool) { v.below[id], v.above[id] = below, above }

// judge applies the definitions of the figures to a ticket that is not excluded.
func judge(l *life) verdict {
	var v verdict
	highest := l.highestTier()
	held1, held2 := l.heldBy(1), l.heldBy(2)
	startTier := teams[l.path[0]].tier
	onlyFirst, never := highest == 1, l.reopens == 0
	oneContact := l.contacts == 1 && onlyFirst && (never || l.shortestAway > reopenWindow)
	possible := categories[l.category].firstLevel

	v.set(firstContactResolution, l.done, oneContact)
	v.set(fcrNet, l.done && possible, oneContact)
	v.set(fcrOneTeam, l.done, len(l.path) == 1 && onlyFirst && never)
	v.set(fcrOneAgent, l.done, len(l.agents) == 1 && onlyFirst && never)
	v.set(oneTouch, l.done, l.replies == 1 && never)
	v.set(firstLevelResolution, l.done, onlyFirst)
	v.set(containedFirstLevel, true, onlyFirst)
	v.set(escalationRate, held1, l.ups > 0)
	v.set(escalationRate2, held2, l.upsFrom2 > 0)
	v.set(anyEscalation, true, l.ups > 0)
	v.set(directSecondLevel, true, startTier >= 2)
	v.set(returnRate, l.ups > 0 || startTier > 1, l.downs > 0)
	v.set(anyReturn, true, l.downs > 0)
	v.set(pingPongRate, true, backAndForth(l.path, func(team int) int { return team }))
	v.set(tierPingPongRate, true, backAndForth(l.path, func(team int) int { return teams[team].tier }))
	v.set(reopenRate, l.firstResolved > 0, l.reopens > 0)
	v.set(knowledgeRate, l.done, l.article != "")
	v.set(level1Capable, l.done && teams[l.team].tier == 2, l.capable == yes)
	v.set(csatShare, l.csat != unknown, l.csat == yes)
	v.set(slaShare, l.slaMet != unknown, l.slaMet == yes)
	return v
}

func (l *life) highestTier() int {
	highest := 0
	for _, t := range l.path {
		highest = max(highest, teams[t].tier)
	}
	return highest
}

func (l *life) heldBy(tier int) bool {
	for _, t := range l.path {
		if teams[t].tier == tier {
			return true
		}
	}
	return false
}

// backAndForth finds A-B-A in the sequence of levels along the path, equal neighbours taken as one.
func backAndForth(path []int, level func(team int) int) bool {
	before, last := nobody, nobody
	for _, team := range path {
		now := level(team)
		if now == last {
			continue
		}
		if now == before {
			return true
		}
		before, last = last, now
	}
	return false
}
