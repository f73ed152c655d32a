package desk

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Laws that hold for every ticket's life.
func TestLawsOfLives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := newGenerator(Options{Tickets: 60, Seed: rapid.Uint64().Draw(t, "seed")})
		err := g.run(func(l *life) error {
			checkEvents(t, l)
			checkHolding(t, l)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func checkEvents(t *rapid.T, l *life) {
	if first := l.events[0]; first.kind != created || first.at != l.created || l.now >= ends {
		t.Fatalf("ticket %d begins with %+v and goes on to %d", l.number, first, l.now)
	}
	for i, e := range l.events {
		switch {
		case i > 0 && e.at <= l.events[i-1].at:
			t.Fatalf("ticket %d: event %d is not later than the one before", l.number, i)
		case e.system && e.agent != nobody:
			t.Fatalf("ticket %d: a rule is agent %d", l.number, e.agent)
		case e.kind == work && (e.minutes < 1 || e.agent == nobody):
			t.Fatalf("ticket %d: work %+v", l.number, e)
		case e.kind != created && e.kind != moved && (e.agent == nobody) != (e.team == nobody):
			t.Fatalf("ticket %d: team %d acts as agent %d", l.number, e.team, e.agent)
		}
	}
}

func checkHolding(t *rapid.T, l *life) {
	open := 1
	if l.done {
		open = 0
	}
	if want := 1 + len(l.path) - 1 + l.reopens - open; len(l.stints) != want {
		t.Fatalf("ticket %d: %d finished stints, want %d", l.number, len(l.stints), want)
	}
	for _, s := range l.stints {
		if s.seconds < 1 {
			t.Fatalf("ticket %d: a stint of %d seconds", l.number, s.seconds)
		}
	}
	if len(l.waits) > len(l.path)-1 || l.ups+l.downs > len(l.path)-1 || l.team != l.path[len(l.path)-1] {
		t.Fatalf("ticket %d: %d waits, %d up, %d down, path %v", l.number, len(l.waits), l.ups, l.downs, l.path)
	}
	if l.done != (l.lastResolved > 0 && !l.lastIsReopening()) {
		t.Fatalf("ticket %d: done is %t", l.number, l.done)
	}
}

// lastIsReopening says whether the last change into or out of a done state was a reopening.
func (l *life) lastIsReopening() bool {
	for _, e := range slices.Backward(l.events) {
		switch {
		case e.kind == reopened:
			return true
		case e.status >= stateSolved:
			return false
		}
	}
	return false
}

// Agents act for their own team.
func TestAgentsActForTheirTeam(t *testing.T) {
	g := newGenerator(Options{Tickets: 3000, Seed: 5})
	err := g.run(func(l *life) error {
		for _, e := range l.events {
			if e.agent != nobody && e.kind != moved && g.staff.agents[e.agent].team != e.team {
				t.Errorf("ticket %d: %s acts for %s", l.number, g.staff.agents[e.agent].name, teams[e.team].name)
			}
		}
		for _, e := range l.escalations {
			if e.agent == nobody || g.staff.agents[e.agent].team != e.from {
				t.Errorf("ticket %d: escalation by agent %d from %s", l.number, e.agent, teams[e.from].name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// People look at tickets in the opening hours; what follows in the same visit may run over.
func TestFirstLooksFallIntoOpeningHours(t *testing.T) {
	g := newGenerator(Options{Tickets: 3000, Seed: 6})
	late, looks := 0, 0
	err := g.run(func(l *life) error {
		for _, e := range l.events {
			if e.kind == stateSet && e.status == stateOpen && !e.system {
				looks++
				if workingTime(e.at) != e.at {
					late++
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if late*100 > looks {
		t.Errorf("%d of %d first looks lie outside the opening hours", late, looks)
	}
}

func TestPhoneOnlyWhileOpen(t *testing.T) {
	large(t, func(l *life) {
		if l.channel == phone && workingTime(l.created) != l.created {
			t.Errorf("ticket %d: a call while the desk is shut", l.number)
		}
		if (l.channel == phone) != l.byAgent {
			t.Errorf("ticket %d: channel %s, made by an agent: %t", l.number, channels[l.channel], l.byAgent)
		}
	})
}

func TestColleagues(t *testing.T) {
	g := newGenerator(Options{Tickets: 10, Seed: 1})
	for team, want := range map[int][]int{
		serviceDeskNorth:  {hotlineNorth},
		serviceDeskZurich: {serviceDeskSouth, hotlineSouth},
		network:           {applications, devices},
	} {
		for range 50 {
			if got := g.colleagues(&life{team: team}); !slices.Contains(want, got) {
				t.Fatalf("%s passes to %s", teams[team].name, teams[got].name)
			}
		}
	}
}
