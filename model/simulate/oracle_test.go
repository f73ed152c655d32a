package simulate_test

import (
	"math"
	"slices"

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
	begun   int   // tries
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
	began    int  // order of the tries' beginning
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
		t := o.first(at)
		if at == o.boundary() && (t == nil || t.state != "waiting") {
			if o.close(); o.period == len(o.Periods) && o.AfterClose == simulate.Stop {
				break
			}
			continue
		}
		if o.happens(t) {
			order++
			t.order = order
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

// first is the ticket to which something happens first at an instant: whoever gives up goes before all others (and before the end of
// a period), then come arrivals, then ends of tries in the order of their beginning.
func (o *oracle) first(at float64) *called {
	var coming, ending *called
	for _, t := range o.tickets {
		switch {
		case t.state == "waiting" && t.deadline == at:
			return t
		case t.state == "coming" && t.AtSeconds == at && coming == nil:
			coming = t
		case t.state == "running" && t.done == at && (ending == nil || t.began < ending.began):
			ending = t
		}
	}
	if coming != nil {
		return coming
	}
	return ending
}

// happens lets the event of one ticket happen, and says whether it reached a tier.
func (o *oracle) happens(t *called) bool {
	switch t.state {
	case "coming":
		o.reach(t)
		return true
	case "waiting":
		t.state = "gone"
		o.waited(t, o.count.abandoned)
	case "running":
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
			o.count.sojourn += o.now - t.AtSeconds
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

// assign gives waiting tickets to free agents: tier by tier, live first, then by priority, then who waits longest.
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
	return []float64{float64(t.Tier), deferred, float64(o.Categories[t.Category].Priority), t.queued, float64(t.order)}
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
	o.begun++
	t.state, t.done, t.group, t.began = "running", o.now+handling, g, o.begun
	o.busy[g]++
}
