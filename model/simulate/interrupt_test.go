package simulate_test

import (
	"context"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/simulate"
)

// Channels of a blended desk.
const (
	live = iota
	mail
)

// blended is a desk of one tier over one period whose agents do live work and interruptible deferred work; category and channel are
// the same number.
func blended(seconds float64, agents int, liveHandling, mailHandling simulate.Law) simulate.Desk {
	d := single(seconds, 0, agents, liveHandling, endless(), 0)
	d.Categories = append(d.Categories, simulate.Category{Name: "mail", Steps: []simulate.Step{{Solve: 1, Solved: mailHandling}}})
	d.Channels = append(d.Channels, simulate.Channel{Name: "mail", Terms: []simulate.Terms{{Deferred: true, Interruptible: true, TargetSeconds: 60}}})
	return d
}

// coming are arrivals of a blended desk.
func coming(kind int, seconds ...float64) []simulate.Arrival {
	all := at(seconds...)
	for i := range all {
		all[i].Category, all[i].Channel = kind, kind
	}
	return all
}

// merged brings arrivals into the order of time.
func merged(lists ...[]simulate.Arrival) []simulate.Arrival {
	var all []simulate.Arrival
	for _, l := range lists {
		all = append(all, l...)
	}
	return inOrder(all)
}

// One agent, calls of 10 s at 10 and 25, mails of 30 s at 0 and 15. The first mail is in hand from 0 to 10, 20 to 25 and 35 to 50, the
// second from 50 to 80.
func TestInterruptionByHand(t *testing.T) {
	r := replay(t, blended(200, 1, fixed(10), fixed(30)), merged(coming(live, 10, 25), coming(mail, 0, 15))...)
	calls, mails := r.Tiers[0].Channels[live], r.Tiers[0].Channels[mail]
	equal(t, "wait of calls", calls.WaitSeconds, 0)
	equal(t, "calls for which nobody was free", calls.DelayedShare, 0)
	equal(t, "interruptions of calls", calls.Interruptions, 0)
	equal(t, "sojourn of calls", r.Categories[live].SojournSeconds, 10)
	equal(t, "mails", mails.Served, 2)
	equal(t, "wait of mails", mails.TotalWaitSeconds, 35)
	equal(t, "queue of mails", mails.QueueLength, 35.0/200)
	equal(t, "interruptions", mails.Interruptions, 2)
	equal(t, "interrupted", mails.InterruptedSeconds, 20)
	equal(t, "sojourn of mails", r.Categories[mail].SojournSeconds, (50.0+65)/2)
	equal(t, "begun within 60 s", mails.ServiceLevel.ServedOfOffered, 1)
	equal(t, "done within 60 s", mails.ServiceLevel.DoneOfOffered, 0.5)
	equal(t, "busy", r.Tiers[0].Staff.BusySeconds, 80)
	equal(t, "occupancy", r.Tiers[0].Staff.Occupancy, 80.0/200)
}

// Of two agents with mails the one who began last, at 5, takes the call of 10: that mail goes on at 20, and ends at 45.
func TestLastBegunIsInterrupted(t *testing.T) {
	d := blended(200, 2, fixed(10), fixed(30))
	d.Categories = append(d.Categories, d.Categories[mail])
	arrivals := merged(coming(mail, 0, 5), coming(live, 10))
	arrivals[1].Category = 2
	r := replay(t, d, arrivals...)
	equal(t, "sojourn of the first", r.Categories[mail].SojournSeconds, 30)
	equal(t, "sojourn of the second", r.Categories[2].SojournSeconds, 40)
}

// Calls may go to the first group only, mails to both, the first preferred: the call of 10 sends the mail over to the free
// agent of the second group.
func TestInterruptedWorkGoesToWhoeverIsFree(t *testing.T) {
	d := blended(200, 1, fixed(10), fixed(30))
	d.Groups = append(d.Groups, simulate.Group{Name: "mail only", Agents: []int{1}})
	d.Categories[live].Steps[0].Groups, d.Categories[mail].Steps[0].Groups = []int{0}, []int{0, 1}
	r := replay(t, d, merged(coming(mail, 0), coming(live, 10))...)
	equal(t, "interruptions", r.Tiers[0].All.Interruptions, 1)
	equal(t, "interrupted", r.Tiers[0].All.InterruptedSeconds, 0)
	equal(t, "sojourn of the mail", r.Categories[mail].SojournSeconds, 30)
	equal(t, "busy, first group", r.Groups[0].BusySeconds, 20)
	equal(t, "busy, second group", r.Groups[1].BusySeconds, 20)
}

// Mails of 30 s at 80 and 150, one agent until 100 and from 200 on: the first is laid down at 100 and done at 210, the second then.
// In open hours the first is 30 s old when it is done, and the second has waited for 10 s.
func TestEndOfShiftInterrupts(t *testing.T) {
	d := blended(100, 1, fixed(10), fixed(30))
	d.Periods = []float64{100, 100, 100}
	d.Groups[0].Agents = []int{1, 0, 1}
	terms := &d.Channels[mail].Terms[0]
	terms.Open, terms.TargetSeconds = d.OnDuty(0), 30
	r := replay(t, d, coming(mail, 80, 150)...)
	mails, staff := r.Tiers[0].Channels[mail], r.Tiers[0].Staff
	equal(t, "overtime", staff.OvertimeSeconds, 0)
	equal(t, "interrupted", mails.InterruptedSeconds, 100)
	equal(t, "occupancy before", staff.Periods[0], 0.2)
	equal(t, "occupancy after", staff.Periods[2], 0.4)
	equal(t, "sojourn", r.Tickets.SojournSeconds, (130.0+90)/2)
	equal(t, "done within 30 s", mails.ServiceLevel.DoneOfOffered, 0.5)
	terms.TargetSeconds = 10
	sl := replay(t, d, coming(mail, 80, 150)...).Tiers[0].Channels[mail].ServiceLevel
	equal(t, "begun within 10 s", sl.ServedOfOffered, 1)
	equal(t, "done within 10 s", sl.DoneOfOffered, 0)
	terms.Open = nil
	sl = replay(t, d, coming(mail, 80, 150)...).Tiers[0].Channels[mail].ServiceLevel
	equal(t, "begun within 10 s by the clock on the wall", sl.ServedOfOffered, 0.5)
}

// A mail that lies laid down at the end is open, waits for nobody to begin, and is backlog with the 10 s that are left of it.
func TestInterruptedAtTheEnd(t *testing.T) {
	d := blended(100, 1, fixed(10), fixed(30))
	d.Periods = []float64{100, 100}
	d.Groups[0].Agents = []int{1, 0}
	for _, closing := range []simulate.Closing{simulate.Stop, simulate.Drain} {
		d.AfterClose = closing
		r := replay(t, d, coming(mail, 80)...)
		tier := r.Tiers[0]
		equal(t, "open", r.Tickets.Open, 1)
		equal(t, "waiting", tier.All.Waiting, 0)
		equal(t, "interrupted", tier.All.InterruptedSeconds, 100)
		equal(t, "backlog", tier.Backlog.End, 1)
		equal(t, "deferred backlog", tier.Backlog.Deferred, 1)
		equal(t, "load", tier.Backlog.Load, 30.0/100)
		equal(t, "busy", tier.Staff.BusySeconds, 20)
		equal(t, "done in time", tier.All.ServiceLevel.DoneOfOffered, 0) // 120 s old, more than 60
	}
}

// Calls wait as if there were no mails, to the last ticket: any schedule, any patience, fixed times.
func TestLiveWorkDoesNotFeelInterruptibleWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := blended(1, 1, fixed(rapid.Float64Range(1, 100).Draw(t, "call")), fixed(rapid.Float64Range(1, 500).Draw(t, "mail")))
		d.Periods = []float64{500, 500, 500}
		d.Groups[0].Agents = append([]int{rapid.IntRange(1, 4).Draw(t, "agents")}, rapid.SliceOfN(rapid.IntRange(0, 4), 2, 2).Draw(t, "later")...)
		d.Channels[live].Terms[0] = simulate.Terms{Patience: rapid.SampledFrom([]simulate.Patience{endless(), {Kind: simulate.FixedPatience, Mean: 60}}).Draw(t, "patience"), TargetSeconds: 20}
		d.AfterClose = rapid.SampledFrom([]simulate.Closing{simulate.Stop, simulate.Drain}).Draw(t, "close")
		times := rapid.SliceOfN(rapid.Float64Range(0, 1499), 1, 40)
		calls := coming(live, times.Draw(t, "calls")...)
		both := mustReplay(t, d, merged(calls, coming(mail, times.Draw(t, "mails")...))).Tiers[0].Channels[live]
		alone := mustReplay(t, d, merged(calls)).Tiers[0].Channels[live]
		alike(t, "served", both.Served, alone.Served)
		alike(t, "abandoned", both.Abandoned, alone.Abandoned)
		alike(t, "wait", both.TotalWaitSeconds, alone.TotalWaitSeconds)
		alike(t, "queue", both.QueueLength, alone.QueueLength)
		alike(t, "in time", both.ServiceLevel.ServedOfOffered, alone.ServiceLevel.ServedOfOffered)
		alike(t, "done in time", both.ServiceLevel.DoneOfOffered, alone.ServiceLevel.DoneOfOffered)
	})
}

func mustReplay(t fatal, d simulate.Desk, arrivals []simulate.Arrival) simulate.Result {
	r, err := simulate.Replay(context.Background(), d, arrivals, options(2))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return r
}

// Laying work down makes it neither more nor less, and a ticket's time is its waits, its handling, and the time it was laid down.
func TestWorkStaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		call, letter := rapid.Float64Range(1, 100).Draw(t, "call"), rapid.Float64Range(1, 500).Draw(t, "mail")
		d := blended(1, 1, fixed(call), fixed(letter))
		d.Periods = []float64{700, 700, 1e5}
		d.Groups[0].Agents = []int{2, rapid.IntRange(0, 3).Draw(t, "agents"), 1}
		times := rapid.SliceOfN(rapid.Float64Range(0, 1399), 0, 30)
		calls, mails := times.Draw(t, "calls"), append(times.Draw(t, "mails"), 0)
		work := call*float64(len(calls)) + letter*float64(len(mails))
		for _, interruptible := range []bool{true, false} {
			d.Channels[mail].Terms[0].Interruptible = interruptible
			r := mustReplay(t, d, merged(coming(live, calls...), coming(mail, mails...)))
			tier := r.Tiers[0]
			near(t, "busy", tier.Staff.BusySeconds.Value, work)
			near(t, "busy of the group", r.Groups[0].BusySeconds.Value, work)
			near(t, "sojourn", r.Tickets.SojournSeconds.Value*float64(len(calls)+len(mails)), work+tier.All.TotalWaitSeconds.Value+tier.All.InterruptedSeconds.Value)
			if !interruptible && tier.All.Interruptions.Value != 0 {
				t.Fatalf("interruptions of other work: got %v, want 0", tier.All.Interruptions.Value)
			}
			if interruptible && tier.Staff.OvertimeSeconds.Value > call*float64(len(calls)) {
				t.Fatalf("overtime: got %v s, at most %v of calls", tier.Staff.OvertimeSeconds.Value, call*float64(len(calls)))
			}
		}
	})
}

func near(t fatal, what string, got, want float64) {
	alike(t, what, simulate.Estimate{Value: got}, simulate.Estimate{Value: want})
}

// Calls of an M/M/n desk with mails wait as Erlang C says for calls alone, even where mails are more than anybody can do.
func TestLiveWorkIsErlangC(t *testing.T) {
	for _, agents := range []int{1, 2, 5, 12} {
		for _, occupancy := range []float64{0.4, 0.7} {
			for _, letters := range []float64{0.2, 1.5} { // load of mails an agent
				load := occupancy * float64(agents)
				seconds := 15000 / load
				d := blended(seconds, agents, exponential(1), exponential(8))
				d.Streams = []simulate.Stream{
					{Arrivals: []float64{load * seconds}},
					{Category: mail, Channel: mail, Arrivals: []float64{letters * float64(agents) / 8 * seconds}},
				}
				want, err := queue.ErlangC(load, float64(agents))
				if err != nil {
					t.Fatal(err)
				}
				calls, name := run(t, d, steady(d, 16)).Tiers[0].Channels[live], fmt.Sprintf("%d agents, %v of calls, %v of mails: ", agents, occupancy, letters)
				if want < 1e-3 {
					continue // too few delays to estimate a standard error from
				}
				agree(t, name+"P(W > 0)", calls.DelayedShare, want)
				agree(t, name+"E[W]", calls.WaitSeconds, want/(float64(agents)-load))
			}
		}
	}
}

// Two classes of M/M/1 with preemptive resume, ρ = ρ1 + ρ2 and R = Σ λ E[S²]/2 over both:
//
//	E[T1] = S1/(1 - ρ1)     E[T2] = (S2 (1 - ρ) + R) / ((1 - ρ1)(1 - ρ)).
//
// With λ = 0.3 and 0.4 and means of 1 and 0.8: R = 0.3 + 0.256 = 0.556 and E[T2] = 0.86/0.266. Of it R/0.266 is the wait for
// the first time in hand and S2 ρ1/(1 - ρ1) the time laid down, after λ1 S2 = 0.24 interruptions.
//
// Source: L. Kleinrock, Queueing Systems, vol. 2 (1976), chapter 3; D. Gross, J. F. Shortle, J. M. Thompson and C. M. Harris,
// Fundamentals of Queueing Theory, 4th ed. (2008), section 3.4.
func TestPreemptiveResume(t *testing.T) {
	const seconds = 40000
	d := blended(seconds, 1, exponential(1), exponential(0.8))
	d.Streams = []simulate.Stream{{Arrivals: []float64{0.3 * seconds}}, {Category: mail, Channel: mail, Arrivals: []float64{0.4 * seconds}}}
	r := run(t, d, steady(d, 40))
	mails := r.Tiers[0].Channels[mail]
	agree(t, "calls: sojourn", r.Categories[live].SojournSeconds, 1/0.7)
	agree(t, "mails: sojourn", r.Categories[mail].SojournSeconds, 0.86/0.266)
	agree(t, "mails: wait", mails.WaitSeconds, 0.556/0.266)
	agree(t, "mails: interruptions", over(mails.Interruptions, 0.4*seconds*3/4), 0.24)
	agree(t, "mails: laid down", over(mails.InterruptedSeconds, 0.4*seconds*3/4), 0.8*0.3/0.7)
	agree(t, "occupancy", r.Tiers[0].Staff.Occupancy, 0.62)
}
