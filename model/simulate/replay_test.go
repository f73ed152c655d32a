package simulate_test

import (
	"context"
	"math"
	"testing"

	"tiermix/model/simulate"
)

// The desks of this file have fixed handling times, so that every figure can be worked out by hand.

func replay(t *testing.T, d simulate.Desk, arrivals ...simulate.Arrival) simulate.Result {
	t.Helper()
	r, err := simulate.Replay(context.Background(), d, arrivals, options(2))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func at(seconds ...float64) []simulate.Arrival {
	var all []simulate.Arrival
	for _, s := range seconds {
		all = append(all, simulate.Arrival{AtSeconds: s})
	}
	return all
}

// equal demands a figure that does not vary.
func equal(t *testing.T, what string, got simulate.Estimate, want float64) {
	t.Helper()
	const rounding = 1e-9
	if !got.Defined || math.Abs(got.Value-want) > rounding || got.StdErr > rounding {
		t.Errorf("%s: got %+v, want exactly %v", what, got, want)
	}
}

// One agent, 30 s a ticket, arrivals at 0, 10, 20, 100: waits 0, 20, 40, 0; sojourns 30, 50, 70, 30.
func TestOneAgentByHand(t *testing.T) {
	r := replay(t, single(200, 0, 1, fixed(30), endless(), 20), at(0, 10, 20, 100)...)
	all := r.Tiers[0].All
	equal(t, "offered", all.Offered, 4)
	equal(t, "served", all.Served, 4)
	equal(t, "mean wait", all.WaitSeconds, 15)
	equal(t, "total wait", all.TotalWaitSeconds, 60)
	equal(t, "delayed", all.DelayedShare, 0.5)
	equal(t, "within 20 s", all.ServiceLevel.ServedOfOffered, 0.75)
	equal(t, "queue length", all.QueueLength, 60.0/200)
	equal(t, "occupancy", r.Groups[0].Occupancy, 120.0/200)
	equal(t, "sojourn", r.Tickets.SojournSeconds, 45)
	equal(t, "resolved", r.Tickets.Resolved, 4)
	if r.Answers != 8 {
		t.Errorf("answers of two replications: got %d, want 8", r.Answers)
	}
	if m := all.ServedWait.Median; m != 0 {
		t.Errorf("median wait: got %v, want 0", m)
	}
}

// Patience of 15 s: of arrivals at 0, 10, 20, 28 the second gives up at 25, the third at 35 > 30 is served at 30, the fourth gives up at 43.
func TestPatienceByHand(t *testing.T) {
	d := single(200, 0, 1, fixed(30), simulate.Patience{Kind: simulate.FixedPatience, Mean: 15}, 10)
	r := replay(t, d, at(0, 10, 20, 28)...)
	all := r.Tiers[0].All
	equal(t, "abandoned", all.Abandoned, 2)
	equal(t, "served", all.Served, 2)
	equal(t, "wait of the served", all.ServedWaitSeconds, 5)
	equal(t, "wait of all", all.WaitSeconds, 10)
	equal(t, "queue length", all.QueueLength, 40.0/200)
	sl := all.ServiceLevel
	for i, c := range []struct {
		got  simulate.Estimate
		want float64
	}{{sl.ServedOfOffered, 0.5}, {sl.ServedOfAnswered, 1}, {sl.ServedOfOfferedLessEarly, 0.5}, {sl.ServedAndEarlyOfOffered, 0.5}} {
		equal(t, "service level "+string(rune('1'+i)), c.got, c.want)
	}
	d.Channels[0].Terms[0].TargetSeconds = 15 // now both who give up are early
	sl = replay(t, d, at(0, 10, 20, 28)...).Tiers[0].All.ServiceLevel
	equal(t, "less early", sl.ServedOfOfferedLessEarly, 1)
	equal(t, "and early", sl.ServedAndEarlyOfOffered, 1)
}

// Everybody gives up at once unless an agent is free.
func TestGivingUpAtOnce(t *testing.T) {
	d := single(200, 0, 1, fixed(30), simulate.Patience{Kind: simulate.Endless, AtOnce: 1}, 0)
	all := replay(t, d, at(0, 10, 40, 60)...).Tiers[0].All
	equal(t, "abandoned", all.Abandoned, 2)
	equal(t, "wait", all.WaitSeconds, 0)
	equal(t, "queue", all.QueueLength, 0)
}

// Two agents until second 100, one until 200, none until 300, one until 400. Handling 60 s; arrivals at 80 (twice), 90, 210.
//   - The two of 80 end at 140. At 100 one agent is surplus and goes with the first end: 40 s of overtime.
//   - The third starts at 140 with the remaining agent and ends at 200.
//   - The fourth waits for the agent of 300: 90 s.
func TestSchedule(t *testing.T) {
	d := single(400, 0, 1, fixed(60), endless(), 0)
	d.Periods = []float64{100, 100, 100, 100}
	d.Groups[0].Agents = []int{2, 1, 0, 1}
	r := replay(t, d, at(80, 80, 90, 210)...)
	tier := r.Tiers[0]
	equal(t, "wait of period 0", tier.Periods[0].WaitSeconds, 50.0/3)
	equal(t, "wait of period 2", tier.Periods[2].WaitSeconds, 90)
	equal(t, "queue of period 0", tier.Periods[0].QueueLength, 0.10)
	equal(t, "queue of period 1", tier.Periods[1].QueueLength, 0.40)
	equal(t, "queue of period 2", tier.Periods[2].QueueLength, 0.90)
	equal(t, "overtime", tier.Staff.OvertimeSeconds, 40)
	equal(t, "busy", tier.Staff.BusySeconds, 240)
	equal(t, "occupancy", tier.Staff.Occupancy, 240.0/440)
	equal(t, "occupancy of period 1", tier.Staff.Periods[1], 140.0/140)
	if tier.Staff.Periods[2].Defined || tier.Periods[1].WaitSeconds.Defined {
		t.Errorf("nobody worked in period 2 and nobody came in period 1: got %+v and %+v", tier.Staff.Periods[2], tier.Periods[1].WaitSeconds)
	}
	if tier.Staff.Scheduled != 400 {
		t.Errorf("scheduled: got %v s, want 400", tier.Staff.Scheduled)
	}
}

// A ticket with the agent, one in the queue when the desk closes at 100: open with Stop, worked off with Drain.
func TestClosing(t *testing.T) {
	d := single(100, 0, 1, fixed(60), endless(), 30)
	stopped := replay(t, d, at(50, 60, 90)...)
	equal(t, "stop: open", stopped.Tickets.Open, 3)
	equal(t, "stop: waiting", stopped.Tiers[0].All.Waiting, 2)
	equal(t, "stop: backlog", stopped.Tiers[0].Backlog.End, 2)
	equal(t, "stop: queue", stopped.Tiers[0].All.QueueLength, 0.5)
	equal(t, "stop: in time, the one who waits for 10 s undecided", stopped.Tiers[0].All.ServiceLevel.ServedOfOffered, 0.5)
	d.AfterClose = simulate.Drain
	drained := replay(t, d, at(50, 60, 90)...)
	equal(t, "drain: open", drained.Tickets.Open, 0)
	equal(t, "drain: resolved", drained.Tickets.Resolved, 3)
	equal(t, "drain: backlog", drained.Tiers[0].Backlog.End, 2)
	equal(t, "drain: wait", drained.Tiers[0].All.WaitSeconds, (0.0+50+80)/3)
	equal(t, "drain: queue up to the end", drained.Tiers[0].All.QueueLength, 0.5)
	equal(t, "drain: occupancy up to the end", drained.Groups[0].Occupancy, 0.5)
}

// A live ticket that comes after a deferred one goes first; the deferred one waits over the closed period, too.
func TestLiveBeforeDeferred(t *testing.T) {
	d := single(300, 0, 1, fixed(40), endless(), 0)
	d.Periods = []float64{100, 100, 100}
	d.Groups[0].Agents = []int{1, 0, 1}
	d.Channels = append(d.Channels, simulate.Channel{Name: "mail", Terms: []simulate.Terms{{Deferred: true, TargetSeconds: 200}}})
	d.Categories = append(d.Categories, simulate.Category{Name: "mail", Steps: d.Categories[0].Steps})
	mail := func(s float64) simulate.Arrival {
		return simulate.Arrival{AtSeconds: s, Category: 1, Channel: 1}
	}
	r := replay(t, d, at(0)[0], mail(10), mail(15), at(20)[0], at(79)[0])
	live, deferred := r.Tiers[0].Categories[0], r.Tiers[0].Categories[1]
	equal(t, "live: 0, 20, 1", live.WaitSeconds, 21.0/3)        // at 40 and 80 the live ones
	equal(t, "deferred: 190, 225", deferred.WaitSeconds, 207.5) // at 200 (120 is closed) and 240
	equal(t, "deferred in time", deferred.ServiceLevel.ServedOfOffered, 0.5)
	equal(t, "deferred backlog in the middle", r.Tiers[0].Backlog.Half, 2)
	early := replay(t, d, at(0)[0], mail(10), mail(15), at(20)[0], at(79)[0], at(250)[0], mail(251))
	equal(t, "deferred that waits at the end", early.Tiers[0].Backlog.Deferred, 1)
}

// Category 1 has the better priority: it overtakes, but does not interrupt.
func TestPriorityByHand(t *testing.T) {
	d := single(300, 0, 1, fixed(40), endless(), 0)
	d.Categories[0].Priority = 5
	d.Categories = append(d.Categories, simulate.Category{Name: "urgent", Priority: -1, Steps: d.Categories[0].Steps})
	r := replay(t, d, simulate.Arrival{}, simulate.Arrival{AtSeconds: 1}, simulate.Arrival{AtSeconds: 10, Category: 1})
	equal(t, "plain", r.Tiers[0].Categories[0].WaitSeconds, 79.0/2)
	equal(t, "urgent", r.Tiers[0].Categories[1].WaitSeconds, 30)
}

// Passed on at once after 5 s of reading, 50 s at 2nd level, given back once everything is tried there; the second ticket enters at
// 2nd level directly.
func TestEscalationByHand(t *testing.T) {
	d := tandem(1000, 0, 1, 1, 0, 5, 50, 0)
	d.Categories[0].Steps[0].Passed = fixed(5)
	d.Categories[0].Steps[1].Solved = fixed(50)
	r := replay(t, d, simulate.Arrival{}, simulate.Arrival{AtSeconds: 20, Tier: 1})
	equal(t, "escalated", r.Tiers[0].All.Escalated, 1)
	equal(t, "offered at 2nd level", r.Tiers[1].All.Offered, 2)
	equal(t, "wait at 2nd level: 0, 35", r.Tiers[1].All.WaitSeconds, 17.5)
	equal(t, "sojourn: 55, 85", r.Tickets.SojournSeconds, 70)
	equal(t, "occupancy 1", r.Tiers[0].Staff.Occupancy, 5.0/1000)
	equal(t, "occupancy 2", r.Tiers[1].Staff.Occupancy, 100.0/1000)
}

// A free agent takes who waits longest of those he may take; a ticket goes to the first group in its order of preference.
func TestSkills(t *testing.T) {
	d := single(1000, 0, 1, fixed(100), endless(), 0)
	d.Groups = []simulate.Group{{Name: "a", Agents: []int{1}}, {Name: "b", Agents: []int{1}}}
	d.Categories = nil
	for _, groups := range [][]int{{0}, {1, 0}, {1}} {
		d.Categories = append(d.Categories, simulate.Category{Steps: []simulate.Step{{Solve: 1, Solved: fixed(100), Groups: groups}}})
	}
	come := func(s float64, category int) simulate.Arrival {
		return simulate.Arrival{AtSeconds: s, Category: category}
	}
	// 0: b takes type 1. 10: a takes type 1, his second choice. 20: type 2 waits for b. 30: type 1 waits. 40: type 0 waits for a.
	// 100: b takes type 2 (waits longest). 110: a takes type 1 before type 0. 210: a takes type 0.
	r := replay(t, d, come(0, 1), come(10, 1), come(20, 2), come(30, 1), come(40, 0))
	categories := r.Tiers[0].Categories
	equal(t, "type 0", categories[0].WaitSeconds, 170)
	equal(t, "type 1", categories[1].WaitSeconds, 80.0/3)
	equal(t, "type 2", categories[2].WaitSeconds, 80)
	equal(t, "busy a", r.Groups[0].BusySeconds, 300)
	equal(t, "busy b", r.Groups[1].BusySeconds, 200)
}

// Handling takes twice as long and patience half for who comes in the second period.
func TestFactors(t *testing.T) {
	d := single(200, 0, 1, fixed(20), simulate.Patience{Kind: simulate.FixedPatience, Mean: 30}, 0)
	d.Periods = []float64{100, 100}
	d.Groups[0].Agents = []int{1, 1}
	d.Categories[0].HandlingFactor = []float64{1, 2}
	d.Channels[0].PatienceFactor = []float64{1, 0.5}
	r := replay(t, d, at(0, 100, 110)...)
	equal(t, "busy", r.Groups[0].BusySeconds, 60)
	equal(t, "abandoned", r.Tiers[0].All.Abandoned, 1)
	equal(t, "wait of period 1: 0 and 15", r.Tiers[0].Periods[1].WaitSeconds, 7.5)
}

// Half of the time is warm-up: who came in it is not counted, but was there, and keeps the agent busy.
func TestWarmUp(t *testing.T) {
	d := single(200, 0, 1, fixed(60), endless(), 0)
	o := options(2)
	o.WarmUpSeconds = 100
	r, err := simulate.Replay(context.Background(), d, at(50, 80, 105), o)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "arrived", r.Tickets.Arrived, 1)
	equal(t, "wait", r.Tiers[0].All.WaitSeconds, 65)
	equal(t, "busy", r.Groups[0].Occupancy, 1)
	equal(t, "queue: 10 s of the second, 65 s of the third", r.Tiers[0].All.QueueLength, 0.75)
	equal(t, "open", r.Tickets.Open, 1)
}

// Every solved ticket goes back or comes back with the stated share; all are resolved in the end.
func TestReopenAndReturnShares(t *testing.T) {
	d := tandem(1e5, 0.05, 2, 2, 0.5, 10, 10, 0.25)
	d.Categories[0].Reopen = simulate.Reopen{Share: 0.2, Delay: fixed(500)}
	d.AfterClose = simulate.Drain
	r := run(t, d, options(20))
	first, second := r.Tiers[0].All, r.Tiers[1].All
	equal(t, "open", r.Tickets.Open, 0)
	// Every resolution for good stands for 1/(1 - 0.2) resolutions in all, 0.2 of which come back.
	agree(t, "reopened", r.Tickets.Reopened, 0.25*r.Tickets.Resolved.Value)
	agree(t, "returned", second.Returned, 0.25*second.Served.Value)
	agree(t, "escalated", first.Escalated, 0.5*first.Served.Value)
}

// Both groups get their first agent at 100, when one ticket waits: it goes to the group that it prefers, not to the first of the
// desk.
func TestPreferenceAtTheStartOfAPeriod(t *testing.T) {
	d := single(200, 0, 1, fixed(30), endless(), 0)
	d.Periods = []float64{100, 100}
	d.Groups = []simulate.Group{{Name: "a", Agents: []int{0, 1}}, {Name: "b", Agents: []int{0, 1}}}
	d.Categories[0].Steps[0].Groups = []int{1, 0}
	r := replay(t, d, at(50)...)
	equal(t, "wait", r.Tiers[0].All.WaitSeconds, 50)
	equal(t, "busy a", r.Groups[0].BusySeconds, 0)
	equal(t, "busy b", r.Groups[1].BusySeconds, 30)
}
