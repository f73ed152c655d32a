package desk

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fresh is a ticket of the Service Desk North on the first morning.
func fresh() *life {
	var l life
	l.begin(1, began+9*hour)
	l.intake(serviceDeskNorth, nobody)
	return &l
}

func TestStintsOfAnEscalatedTicket(t *testing.T) {
	l := fresh()
	start := l.created
	l.touch(start+600, 1)
	l.escalate(start+1000, network, "")
	l.touch(start+5000, 30)
	l.giveBack(start+6000, hotlineNorth, "")
	l.touch(start+6100, 1)
	l.resolve(start+7000, resolved, "")
	want := []stint{{serviceDeskNorth, 1000}, {network, 5000}, {serviceDeskNorth, 1000}}
	if diff := cmp.Diff(want, l.stints, cmp.AllowUnexported(stint{})); diff != "" {
		t.Errorf("stints (-want +got):\n%s", diff)
	}
	if !slices.Equal(l.waits, []int64{4000, 100}) || l.ups != 1 || l.downs != 1 || !l.done {
		t.Errorf("waits %v, up %d, down %d, done %t", l.waits, l.ups, l.downs, l.done)
	}
	if got := l.escalations[0].returned; got != start+6000 {
		t.Errorf("returned at %d, want %d in the record", got, start+6000)
	}
}

// When the team that got the escalation has passed the ticket on, the return is an event and the record stays open.
func TestReturnByAnotherTeamIsAnEvent(t *testing.T) {
	l := fresh()
	l.touch(l.now+60, 1)
	l.escalate(l.now+60, network, "")
	l.touch(l.now+60, 30)
	l.pass(l.now+60, applications, false, "wrong team")
	l.giveBack(l.now+60, hotlineNorth, "")
	last := l.events[len(l.events)-1]
	if l.team != serviceDeskNorth || last.kind != moved || !last.system || l.escalations[0].returned != 0 {
		t.Errorf("team %d, last event %+v, record %+v", l.team, last, l.escalations[0])
	}
}

func TestReturnWithoutEscalationGoesToTheFallback(t *testing.T) {
	l := fresh()
	l.team, l.path[0] = network, network
	l.touch(l.now+60, 30)
	l.giveBack(l.now+60, hotlineNorth, "")
	if l.team != hotlineNorth || l.downs != 1 || len(l.escalations) != 0 {
		t.Errorf("team %d, down %d, records %v", l.team, l.downs, l.escalations)
	}
}

func TestNothingHappensPastTheEnd(t *testing.T) {
	l := fresh()
	l.touch(ends-10, 1)
	events := len(l.events)
	l.answer(ends)
	l.labour(ends+5, 10)
	l.escalate(ends+6, network, "")
	l.pass(ends+6, hotlineNorth, false, "")
	l.giveBack(ends+6, hotlineNorth, "")
	l.chase(ends+7, network, 3)
	l.tellManager(ends+7, true)
	l.resolve(ends+7, resolved, "")
	l.closeByRule(ends + 8)
	l.answer(l.now) // not even what would lie before
	if len(l.events) != events || l.done || len(l.path) != 1 || l.contacts != 0 || len(l.escalations) != 0 {
		t.Errorf("after the end: %d events, path %v, %d contacts", len(l.events)-events, l.path, l.contacts)
	}
}

func TestTimeAlwaysGoesOn(t *testing.T) {
	l := fresh()
	l.answer(l.now - 500)
	l.answer(l.now)
	if got := l.events[2].at - l.events[0].at; got != 2 {
		t.Errorf("three things at once are spread over %d seconds, want 2", got)
	}
}

func TestCallIsTheFirstContact(t *testing.T) {
	var l life
	l.begin(1, began+9*hour)
	l.intake(hotlineSouth, 5)
	l.answer(l.now + 100)
	if l.contacts != 2 || l.replies != 1 || l.firstContact != l.created || l.secondContact != l.created+100 {
		t.Errorf("contacts %d, replies %d, at %d and %d", l.contacts, l.replies, l.firstContact, l.secondContact)
	}
}

func TestReopenKeepsTheNearest(t *testing.T) {
	l := fresh()
	l.touch(l.now+60, 1)
	l.resolve(l.now+60, resolved, "")
	l.closeByRule(l.now + sevenDays)
	l.proceed(l.now + day)
	l.reopen(true)
	l.resolve(l.now+60, resolved, "")
	l.proceed(l.now + hour)
	l.reopen(false)
	if l.reopens != 2 || l.shortestAway != hour+1 || l.closedAt != 0 || l.done {
		t.Errorf("%d reopenings, nearest after %d s, closed %d, done %t", l.reopens, l.shortestAway, l.closedAt, l.done)
	}
}

func TestManagerChangesNothing(t *testing.T) {
	l := fresh()
	l.touch(l.now+60, 1)
	l.tellManager(l.now+60, false)
	if len(l.path) != 1 || l.ups != 0 || len(l.stints) != 0 || l.escalations[0].to != nobody {
		t.Errorf("path %v, up %d, stints %v", l.path, l.ups, l.stints)
	}
}

func TestBackAndForth(t *testing.T) {
	same := func(x int) int { return x }
	for _, c := range []struct {
		path []int
		want bool
	}{
		{[]int{1}, false},
		{[]int{1, 2}, false},
		{[]int{1, 2, 1}, true},
		{[]int{1, 2, 3, 1}, false},
		{[]int{1, 2, 3, 2}, true},
		{[]int{1, 1, 2, 2, 1}, true},
		{[]int{0, 1, 2}, false},
	} {
		if got := backAndForth(c.path, same); got != c.want {
			t.Errorf("%v: %t, want %t", c.path, got, c.want)
		}
	}
}

// A life used again remembers nothing of the one before.
func TestBeginForgets(t *testing.T) {
	l := fresh()
	l.touch(l.now+60, 1)
	l.escalate(l.now+60, network, "")
	l.resolve(l.now+60, resolved, "")
	l.begin(2, began)
	var want life
	want.begin(2, began)
	empty := func(l *life) bool {
		return len(l.events)+len(l.escalations)+len(l.path)+len(l.agents)+len(l.handed)+len(l.stints)+len(l.waits) == 0
	}
	if !empty(l) || l.ups != want.ups || l.done || l.firstResolved != 0 || l.memory != want.memory {
		t.Errorf("left over: %+v", l)
	}
}
