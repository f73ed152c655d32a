package desk

import "testing"

// Each of the rare situations occurs in a desk of middling size, so that a program that gets one wrong is found out.
func TestRareSituationsOccur(t *testing.T) {
	found := map[string]int{}
	large(t, func(l *life) {
		for what, is := range rare(l) {
			if is {
				found[what]++
			}
		}
	})
	for what := range rare(fresh()) {
		if found[what] < 3 {
			t.Errorf("%s: %d times in 60,000 tickets", what, found[what])
		}
	}
}

func rare(l *life) map[string]bool {
	oneContact := l.contacts == 1 && l.highestTier() == 1 && l.done
	return map[string]bool{
		"one contact, reopened soon":          oneContact && l.reopens > 0 && l.shortestAway <= reopenWindow,
		"one contact, reopened late":          oneContact && l.reopens > 0 && l.shortestAway > reopenWindow,
		"reopened twice":                      l.reopens > 1,
		"reopened and open at the end":        l.reopens > 0 && !l.done,
		"closed at once":                      l.done && l.excluded == "" && l.resolvedKind() == closed,
		"unread return":                       len(l.path) > 1 && len(l.waits) < len(l.path)-1 && l.downs > 0,
		"open and never looked at":            !l.done && !l.touched,
		"return of a ticket that came direct": teams[l.path[0]].tier == 2 && len(l.path) > 1 && teams[l.path[1]].tier == 1,
		"return by another team of tier 2":    l.returnedElsewhere(),
		"escalated by tier 2 and handed back": l.upsFrom2 > 0 && l.downs > 0,
		"held by the vendor":                  l.heldBy(4),
		"solved by tier 3":                    l.done && teams[l.team].tier == 3,
		"solved by the vendor":                l.done && teams[l.team].tier == 4,
		"manager told":                        l.recordOf(func(e escalation) bool { return e.manager }),
		"note of another team":                l.eventOf(func(e event) bool { return e.reason == "asked how it stands" }),
		"moved by a rule":                     l.eventOf(func(e event) bool { return e.kind == moved && e.system }),
		"ping-pong inside a tier":             l.ups == 0 && len(l.path) > 2 && l.path[0] == l.path[2],
		"more than four moves":                len(l.path) > 5,
		"nothing but created":                 !l.done && len(l.events) == 1,
		"resolved without a contact":          l.contacts == 0 && l.done && l.excluded == "",
	}
}

func (l *life) resolvedKind() kind {
	for _, e := range l.events {
		if e.status >= stateSolved {
			return e.kind
		}
	}
	return created
}

func (l *life) eventOf(is func(event) bool) bool {
	for _, e := range l.events {
		if is(e) {
			return true
		}
	}
	return false
}

func (l *life) recordOf(is func(escalation) bool) bool {
	for _, e := range l.escalations {
		if is(e) {
			return true
		}
	}
	return false
}

// returnedElsewhere is a record that was not handed back although the ticket went down by an event.
func (l *life) returnedElsewhere() bool {
	return l.downs > 0 && teams[l.path[0]].tier == 1 && l.eventOf(func(e event) bool {
		return e.kind == moved && teams[e.team].tier == 1 && l.ups > 0
	})
}
