package simulate_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/simulate"
)

// oracle is the same desk written a second time, for replays without any chance in them: it steps from event to event, looks
// at every ticket each time, and keeps no heap, no rings, no lazy abandonment. Slow, and plain to read.
type oracle struct {
	simulate.Desk
	warm    float64
	now     float64
	period  int // len(Periods): after closing
	tickets []*called
	busy    []int // by group
	onDuty  []int // by group
	count   tallied
}

// called is one ticket of the oracle.
type called struct {
	simulate.Arrival
	state    string  // "coming", "waiting", "running", "gone"
	queued   float64 // s
	deadline float64 // s
	done     float64 // s
	group    int
	passes   bool
	entered  int  // period in which it reached the tier
	order    int  // of reaching a tier: earlier first
	counts   bool // reached the tier after the warm-up
}

// tallied is what the oracle counts.
type tallied struct {
	offered, served, abandoned, inTime, escalated []float64 // by tier
	wait, queue, busy, overtime                   []float64 // s, by tier
	resolved, sojourn, open                       float64
}

func newOracle(d simulate.Desk, arrivals []simulate.Arrival, warm float64) *oracle {
	n := len(d.Tiers)
	row := func() []float64 { return make([]float64, n) }
	o := &oracle{Desk: d, warm: warm, busy: make([]int, len(d.Groups)), onDuty: make([]int, len(d.Groups))}
	o.count = tallied{row(), row(), row(), row(), row(), row(), row(), row(), row(), 0, 0, 0}
	for _, a := range arrivals {
		o.tickets = append(o.tickets, &called{Arrival: a, state: "coming"})
	}
	for g := range d.Groups {
		o.onDuty[g] = d.Groups[g].Agents[0]
	}
	return o
}

// boundary is the end of the current period.
func (o *oracle) boundary() float64 {
	if o.period == len(o.Periods) {
		return math.Inf(1)
	}
	end := 0.0
	for _, s := range o.Periods[:o.period+1] {
		end += s
	}
	return end
}

// soonest is when the next thing happens.
func (o *oracle) soonest() float64 {
	at := o.boundary()
	for _, t := range o.tickets {
		switch t.state {
		case "coming":
			at = min(at, t.AtSeconds)
		case "waiting":
			at = min(at, t.deadline)
		case "running":
			at = min(at, t.done)
		}
	}
	return at
}

func (o *oracle) run() tallied {
	for order := 0; ; {
		at := o.soonest()
		if math.IsInf(at, 1) {
			break
		}
		o.pass(at)
		if at == o.boundary() {
			if o.close(); o.period == len(o.Periods) && o.AfterClose == simulate.Stop {
				break
			}
			continue
		}
		for _, t := range o.tickets {
			if o.happens(t, at) {
				order++
				t.order = order
				break
			}
		}
		o.assign()
	}
	for _, t := range o.tickets {
		if t.state != "gone" && t.AtSeconds >= o.warm {
			o.count.open++
		}
	}
	return o.count
}

// pass lets time go by: queues and agents are integrated.
func (o *oracle) pass(to float64) {
	if from := max(o.now, o.warm); to > from && o.period < len(o.Periods) {
		for _, t := range o.tickets {
			if t.state == "waiting" {
				o.count.queue[t.Tier] += to - from
			}
		}
		for g, n := range o.busy {
			tier := o.Groups[g].Tier
			o.count.busy[tier] += float64(n) * (to - from)
			o.count.overtime[tier] += float64(max(0, n-o.onDuty[g])) * (to - from)
		}
	}
	o.now = to
}

func (o *oracle) close() {
	o.period++
	if o.period == len(o.Periods) {
		return
	}
	for g := range o.Groups {
		o.onDuty[g] = o.Groups[g].Agents[o.period]
	}
	o.assign()
}

// happens lets the event of one ticket happen, if it has one now, and says whether it reached a tier.
func (o *oracle) happens(t *called, at float64) bool {
	switch {
	case t.state == "coming" && t.AtSeconds == at:
		o.reach(t)
		return true
	case t.state == "waiting" && t.deadline == at:
		t.state = "gone"
		o.waited(t, o.count.abandoned)
	case t.state == "running" && t.done == at:
		o.busy[t.group]--
		if t.passes {
			if t.counts {
				o.count.escalated[t.Tier]++
			}
			t.Tier++
			o.assignBefore(t)
			return true
		}
		t.state = "gone"
		if t.AtSeconds >= o.warm {
			o.count.resolved++
			o.count.sojourn += at - t.AtSeconds
		}
	}
	return false
}

// assignBefore lets the agent who has just passed a ticket on take the next one first.
func (o *oracle) assignBefore(t *called) {
	t.state = "gone"
	o.assign()
	o.reach(t)
}

func (o *oracle) reach(t *called) {
	t.state, t.queued, t.entered, t.counts = "waiting", o.now, o.period, o.now >= o.warm
	t.deadline = math.Inf(1)
	if p := o.Channels[t.Channel].Terms[t.Tier].Patience; p.Kind == simulate.FixedPatience {
		t.deadline = o.now + p.Mean
	}
	if t.counts {
		o.count.offered[t.Tier]++
	}
}

func (o *oracle) waited(t *called, where []float64) {
	if t.counts {
		where[t.Tier]++
		o.count.wait[t.Tier] += o.now - t.queued
	}
}

// assign gives waiting tickets to free agents: live first, then by priority, then who waits longest.
func (o *oracle) assign() {
	var waiting []*called
	for _, t := range o.tickets {
		if t.state == "waiting" {
			waiting = append(waiting, t)
		}
	}
	slices.SortStableFunc(waiting, func(a, b *called) int { return slices.Compare(o.rank(a), o.rank(b)) })
	for _, t := range waiting {
		for _, g := range o.may(t) {
			if o.busy[g] < o.onDuty[g] {
				o.start(t, g)
				break
			}
		}
	}
}

func (o *oracle) rank(t *called) []float64 {
	deferred := 0.0
	if o.Channels[t.Channel].Terms[t.Tier].Deferred {
		deferred = 1
	}
	return []float64{deferred, float64(o.Categories[t.Category].Priority), t.queued, float64(t.order)}
}

func (o *oracle) may(t *called) []int {
	if named := o.Categories[t.Category].Steps[t.Tier].Groups; len(named) > 0 {
		return named
	}
	var all []int
	for g := range o.Groups {
		if o.Groups[g].Tier == t.Tier {
			all = append(all, g)
		}
	}
	return all
}

func (o *oracle) start(t *called, g int) {
	step := o.Categories[t.Category].Steps[t.Tier]
	o.waited(t, o.count.served)
	if t.counts && o.now-t.queued <= o.Channels[t.Channel].Terms[t.Tier].TargetSeconds {
		o.count.inTime[t.Tier]++
	}
	handling := step.Solved.Mean
	if t.passes = step.Solve == 0; t.passes {
		handling = step.Passed.Mean
	}
	t.state, t.done, t.group = "running", o.now+handling, g
	o.busy[g]++
}

// certain draws a desk in which nothing is left to chance, and its arrivals. Times are no round numbers, so that no two things
// happen at the same instant.
func certain(t *rapid.T) (simulate.Desk, []simulate.Arrival, float64) {
	d := desks().Draw(t, "desk")
	time := func(low, high float64, what string) float64 {
		return rapid.Float64Range(low, high).Draw(t, what) + rapid.Float64Range(1e-6, 1e-3).Draw(t, what)
	}
	for c := range d.Categories {
		d.Categories[c].Reopen.Share = 0
		for k := range d.Tiers {
			solve := float64(rapid.IntRange(0, 1).Draw(t, "solve"))
			if k == len(d.Tiers)-1 {
				solve = 1
			}
			d.Categories[c].Steps[k] = simulate.Step{Solve: solve, Solved: fixed(time(1, 200, "solved")), Passed: fixed(time(1, 100, "passed")), Groups: named(t, d, k)}
		}
	}
	for c := range d.Channels {
		for k := range d.Tiers {
			terms := &d.Channels[c].Terms[k]
			terms.Patience.AtOnce = 0
			if terms.Patience.Kind == simulate.FixedPatience || terms.Patience.Kind == simulate.Memoryless {
				terms.Patience = simulate.Patience{Kind: simulate.FixedPatience, Mean: time(1, 200, "patience")}
			}
		}
	}
	end := 0.0
	for _, s := range d.Periods {
		end += s
	}
	var arrivals []simulate.Arrival
	for range rapid.IntRange(1, 40).Draw(t, "tickets") {
		arrivals = append(arrivals, simulate.Arrival{
			AtSeconds: rapid.Float64Range(0, 0.999).Draw(t, "at") * end,
			Category:  rapid.IntRange(0, len(d.Categories)-1).Draw(t, "category"),
			Channel:   rapid.IntRange(0, len(d.Channels)-1).Draw(t, "channel"),
			Tier:      rapid.IntRange(0, len(d.Tiers)-1).Draw(t, "tier"),
		})
	}
	slices.SortStableFunc(arrivals, func(a, b simulate.Arrival) int { return slices.Compare([]float64{a.AtSeconds}, []float64{b.AtSeconds}) })
	return d, arrivals, rapid.SampledFrom([]float64{0, 0, 0.4}).Draw(t, "warm") * end
}

// named draws who may take a step, in the order of preference.
func named(t *rapid.T, d simulate.Desk, tier int) []int {
	var all []int
	for g := range d.Groups {
		if d.Groups[g].Tier == tier {
			all = append(all, g)
		}
	}
	all = rapid.Permutation(all).Draw(t, "groups")
	return all[:rapid.IntRange(1, len(all)).Draw(t, "number")]
}

// instant is how close in seconds two arrivals may not come: rounding would let what follows from them coincide.
const instant = 1e-9

// coincide says whether two arrivals fall on one instant, or one on the start; the order of equal times is not defined.
func coincide(arrivals []simulate.Arrival) bool {
	for i := range arrivals[1:] {
		if arrivals[i+1].AtSeconds-arrivals[i].AtSeconds < instant {
			return true
		}
	}
	return arrivals[0].AtSeconds < instant
}

// The engine and the oracle agree on every figure of every desk without chance: skills, schedules, overtime, priorities, deferred
// work, patience, warm-up, both ways of closing.
func TestEngineAgreesWithOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, arrivals, warm := certain(t)
		for range 20 { // most drawn times are simple numbers, and fall together
			if !coincide(arrivals) {
				break
			}
			d, arrivals, warm = certain(t)
		}
		if coincide(arrivals) {
			t.Skip("two tickets come at the same instant")
		}
		o := options(2)
		o.WarmUpSeconds = warm
		r, err := simulate.Replay(context.Background(), d, arrivals, o)
		if err != nil {
			t.Fatal(err)
		}
		want := newOracle(d, arrivals, warm).run()
		same := func(what string, got simulate.Estimate, want float64) {
			if math.Abs(got.Value-want) > 1e-6*(1+math.Abs(want)) {
				t.Fatalf("%s: got %v, want %v", what, got.Value, want)
			}
		}
		same("resolved", r.Tickets.Resolved, want.resolved)
		same("open", r.Tickets.Open, want.open)
		same("sojourn", r.Tickets.SojournSeconds, want.sojourn/max(1, want.resolved))
		end := 0.0
		for _, s := range d.Periods {
			end += s
		}
		for k, tier := range r.Tiers {
			same("offered", tier.All.Offered, want.offered[k])
			same("served", tier.All.Served, want.served[k])
			same("abandoned", tier.All.Abandoned, want.abandoned[k])
			same("in time", tier.All.ServiceLevel.InTime, want.inTime[k])
			same("escalated", tier.All.Escalated, want.escalated[k])
			same("wait", tier.All.TotalWaitSeconds, want.wait[k])
			same("queue", tier.All.QueueLength, want.queue[k]/(end-warm))
			same("busy", tier.Staff.BusySeconds, want.busy[k])
			same("overtime", tier.Staff.OvertimeSeconds, want.overtime[k])
		}
	})
}
