package desk

import (
	"slices"
	"testing"
)

// script is a short life, told with the methods of life; times are free.
type script func(l *life)

func soonAfter(l *life) int64 { return l.now + 60 }

func lookAndAnswer(l *life) {
	l.touch(soonAfter(l), int32(l.team*10))
	l.answer(soonAfter(l))
}

func finish(l *life) { l.resolve(soonAfter(l), resolved, "") }

func comesBackAfter(seconds int64) script {
	return func(l *life) {
		l.proceed(l.now + seconds - 1)
		l.reopen(true)
	}
}

func up(to int) script { return func(l *life) { l.escalate(soonAfter(l), to, "") } }

func down(l *life) { l.giveBack(soonAfter(l), serviceDeskNorth, "") }

func sideways(to int) script { return func(l *life) { l.pass(soonAfter(l), to, false, "") } }

func told(begin int, category int, parts ...script) *life {
	var l life
	l.begin(1, began+9*hour)
	l.category = category
	l.intake(begin, nobody)
	for _, part := range parts {
		part(&l)
	}
	return &l
}

const (
	password     = 0
	hardwareSwap = 11
)

// verdicts lists for each short life the shares in which it counts above and those in which it counts only below.
var verdicts = []struct {
	name  string
	life  *life
	above []shareID
	below []shareID
}{
	{
		"solved at first contact", told(serviceDeskNorth, password, lookAndAnswer, finish),
		[]shareID{
			firstContactResolution, fcrNet, fcrOneTeam, fcrOneAgent, oneTouch, firstLevelResolution, containedFirstLevel,
		},
		[]shareID{escalationRate, anyEscalation, directSecondLevel, anyReturn, pingPongRate, tierPingPongRate, reopenRate, knowledgeRate},
	},
	{
		"hardware swap is not for 1st level", told(serviceDeskNorth, hardwareSwap, lookAndAnswer, finish),
		[]shareID{firstContactResolution, fcrOneTeam, fcrOneAgent, oneTouch, firstLevelResolution, containedFirstLevel},
		[]shareID{escalationRate, anyEscalation, directSecondLevel, anyReturn, pingPongRate, tierPingPongRate, reopenRate, knowledgeRate},
	},
	{
		"still open", told(serviceDeskNorth, password, lookAndAnswer),
		[]shareID{containedFirstLevel},
		[]shareID{escalationRate, anyEscalation, directSecondLevel, anyReturn, pingPongRate, tierPingPongRate},
	},
	{
		"comes back at the last second of the window",
		told(serviceDeskNorth, password, lookAndAnswer, finish, comesBackAfter(reopenWindow), finish),
		[]shareID{firstLevelResolution, containedFirstLevel, reopenRate},
		[]shareID{
			firstContactResolution, fcrNet, fcrOneTeam, fcrOneAgent, oneTouch, escalationRate, anyEscalation, directSecondLevel,
			anyReturn, pingPongRate, tierPingPongRate, knowledgeRate,
		},
	},
	{
		"comes back a second after the window",
		told(serviceDeskNorth, password, lookAndAnswer, finish, comesBackAfter(reopenWindow+1), finish),
		[]shareID{firstContactResolution, fcrNet, firstLevelResolution, containedFirstLevel, reopenRate},
		[]shareID{
			fcrOneTeam, fcrOneAgent, oneTouch, escalationRate, anyEscalation, directSecondLevel, anyReturn, pingPongRate,
			tierPingPongRate, knowledgeRate,
		},
	},
	{
		"comes back and is open", told(serviceDeskNorth, password, lookAndAnswer, finish, comesBackAfter(hour)),
		[]shareID{containedFirstLevel, reopenRate},
		[]shareID{escalationRate, anyEscalation, directSecondLevel, anyReturn, pingPongRate, tierPingPongRate},
	},
	{
		"escalated and solved by tier 2", told(serviceDeskNorth, password, lookAndAnswer, up(network), lookAndAnswer, finish),
		[]shareID{escalationRate, anyEscalation},
		[]shareID{
			firstContactResolution, fcrNet, fcrOneTeam, fcrOneAgent, oneTouch, firstLevelResolution, containedFirstLevel,
			escalationRate2, directSecondLevel, returnRate, anyReturn, pingPongRate, tierPingPongRate, reopenRate, knowledgeRate,
			level1Capable,
		},
	},
	{
		"direct, to tier 3 and back", told(network, password, lookAndAnswer, up(development), down, finish),
		[]shareID{
			oneTouch, escalationRate2, anyEscalation, directSecondLevel, returnRate, anyReturn, pingPongRate, tierPingPongRate,
		},
		[]shareID{
			firstContactResolution, fcrNet, fcrOneTeam, fcrOneAgent, firstLevelResolution, containedFirstLevel, reopenRate,
			knowledgeRate, level1Capable,
		},
	},
	{
		"around in tier 1", told(serviceDeskNorth, password, sideways(hotlineNorth), sideways(serviceDeskNorth), lookAndAnswer, finish),
		[]shareID{firstContactResolution, fcrNet, fcrOneAgent, oneTouch, firstLevelResolution, containedFirstLevel, pingPongRate},
		[]shareID{
			fcrOneTeam, escalationRate, anyEscalation, directSecondLevel, anyReturn, tierPingPongRate, reopenRate, knowledgeRate,
		},
	},
	{
		"tiers back and forth over other teams",
		told(serviceDeskNorth, password, up(network), sideways(applications), sideways(hotlineNorth), lookAndAnswer, finish),
		[]shareID{oneTouch, escalationRate, anyEscalation, returnRate, anyReturn, tierPingPongRate},
		[]shareID{
			firstContactResolution, fcrNet, fcrOneTeam, fcrOneAgent, firstLevelResolution, containedFirstLevel, escalationRate2,
			directSecondLevel, pingPongRate, reopenRate, knowledgeRate,
		},
	},
}

func TestVerdicts(t *testing.T) {
	for _, c := range verdicts {
		got := judge(c.life)
		for id, name := range shareNames {
			above := slices.Contains(c.above, shareID(id))
			below := above || slices.Contains(c.below, shareID(id))
			if got.below[id] != below {
				t.Errorf("%s: %s counts below the line: %t, want %t", c.name, name, got.below[id], below)
			}
			if below && got.above[id] != above {
				t.Errorf("%s: %s counts above the line: %t, want %t", c.name, name, got.above[id], above)
			}
		}
	}
}

// A knowledge article, a rating, a promise and a mark count as the ticket's own fields say.
func TestVerdictsOfFields(t *testing.T) {
	l := told(network, password, lookAndAnswer, finish)
	for _, c := range []struct {
		id  shareID
		set func(truth3)
	}{
		{csatShare, func(x truth3) { l.csat = x }},
		{slaShare, func(x truth3) { l.slaMet = x }},
	} {
		for _, value := range []truth3{unknown, yes, no} {
			c.set(value)
			v := judge(l)
			if v.below[c.id] != (value != unknown) || v.above[c.id] != (value == yes) {
				t.Errorf("%s with %q: below %t, above %t", shareNames[c.id], truthWords[value], v.below[c.id], v.above[c.id])
			}
		}
	}
	l.article, l.capable = "KB-1", yes
	if v := judge(l); !v.above[knowledgeRate] || !v.above[level1Capable] {
		t.Error("an article or a mark does not count")
	}
}
