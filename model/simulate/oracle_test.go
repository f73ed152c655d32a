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
	reached int   // visits of tiers
	begun   int   // tries, and returns to them
	count   tallied
}

// called is one ticket of the oracle.
type called struct {
	simulate.Arrival
	state    string  // "coming", "waiting", "running", "laid down", "gone"
	queued   float64 // s
	deadline float64 // s
	done     float64 // s
	laid     float64 // s, when it was laid down
	left     float64 // s, handling that was left then
	group    int
	passes   bool
	order    int  // of reaching a tier: earlier first
	began    int  // order of the beginning of tries
	counts   bool // reached the tier after the warm-up
}

// fate is what the oracle counts at one tier for one channel.
type fate struct {
	offered, served, abandoned, waiting, escalated      float64
	inTime, undecided, doneInTime, unfinished           float64
	wait, queue, interruptions, interrupted, servedWait float64 // s but for interruptions
}

// tallied is what the oracle counts.
type tallied struct {
	fates                   [][]fate  // by tier and channel
	busy, overtime          []float64 // s, by tier
	backlog, deferred, work []float64 // by tier, at the end of the last period: tickets, and s
	resolved, sojourn, open float64
}

func newOracle(d simulate.Desk, arrivals []simulate.Arrival, warm float64) *oracle {
	n := len(d.Tiers)
	row := func() []float64 { return make([]float64, n) }
	o := &oracle{Desk: d, warm: warm, busy: make([]int, len(d.Groups)), onDuty: make([]int, len(d.Groups))}
	o.count = tallied{busy: row(), overtime: row(), backlog: row(), deferred: row(), work: row()}
	for range d.Tiers {
		o.count.fates = append(o.count.fates, make([]fate, len(d.Channels)))
	}
	for _, a := range arrivals {
		o.tickets = append(o.tickets, &called{Arrival: a, state: "coming"})
	}
	for g := range d.Groups {
		o.onDuty[g] = d.Groups[g].Agents[0]
	}
	return o
}

// fate is where a ticket counts now.
func (o *oracle) fate(t *called) *fate {
	if !t.counts {
		return &fate{}
	}
	return &o.count.fates[t.Tier][t.Channel]
}

func (o *oracle) terms(t *called) simulate.Terms { return o.Channels[t.Channel].Terms[t.Tier] }

// boundary is the end of the current period.
func (o *oracle) boundary() float64 {
	if o.period == len(o.Periods) {
		return math.Inf(1)
	}
	sum := 0.0
	for _, s := range o.Periods[:o.period+1] {
		sum += s
	}
	return sum
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
	for {
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
		o.happens(t)
		o.assign()
	}
	for _, t := range o.tickets {
		if t.state != "gone" {
			o.keep(t)
		}
	}
	return o.count
}

// keep counts a ticket that has not ended.
func (o *oracle) keep(t *called) {
	if t.AtSeconds >= o.warm {
		o.count.open++
	}
	f, until := o.fate(t), max(t.queued, end(o.Desk))
	timely := o.timely(t, until)
	if timely {
		f.unfinished++
	}
	switch t.state {
	case "laid down":
		f.interrupted += max(0, until-t.laid)
	case "waiting":
		f.waiting++
		if timely {
			f.undecided++
		}
	}
}

// timely says whether the target had not passed at an instant, in the seconds that count.
func (o *oracle) timely(t *called, to float64) bool {
	terms := o.terms(t)
	if len(terms.Open) == 0 {
		return to-t.queued <= terms.TargetSeconds
	}
	age, start := 0.0, 0.0
	for p, s := range o.Periods {
		if terms.Open[p] {
			age += max(0, min(to, start+s)-max(t.queued, start))
		}
		start += s
	}
	if terms.Open[len(o.Periods)-1] {
		age += max(0, to-max(t.queued, start))
	}
	return age <= terms.TargetSeconds
}

// pass lets time go by: queues and agents are integrated.
func (o *oracle) pass(to float64) {
	if from := max(o.now, o.warm); to > from && o.period < len(o.Periods) {
		for _, t := range o.tickets {
			if t.state == "waiting" {
				o.count.fates[t.Tier][t.Channel].queue += to - from
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
		o.countBacklog()
		return
	}
	for g := range o.Groups {
		o.onDuty[g] = o.Groups[g].Agents[o.period]
		for o.busy[g] > o.onDuty[g] {
			t := o.lastBegun([]int{g})
			if t == nil {
				break
			}
			o.layDown(t)
		}
	}
	o.assign()
}

func (o *oracle) countBacklog() {
	for _, t := range o.tickets {
		switch t.state {
		case "laid down":
			o.count.work[t.Tier] += t.left
		case "waiting":
			handling, _ := o.try(t)
			o.count.work[t.Tier] += handling
		default:
			continue
		}
		o.count.backlog[t.Tier]++
		if o.terms(t).Deferred {
			o.count.deferred[t.Tier]++
		}
	}
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

// happens lets the event of one ticket happen.
func (o *oracle) happens(t *called) {
	switch t.state {
	case "coming":
		o.reach(t)
	case "waiting":
		t.state = "gone"
		o.fate(t).abandoned++
		o.fate(t).wait += o.now - t.queued
	case "running":
		o.finish(t)
	}
}

func (o *oracle) finish(t *called) {
	o.busy[t.group]--
	t.state = "gone"
	if o.timely(t, o.now) {
		o.fate(t).doneInTime++
	}
	if t.passes {
		o.fate(t).escalated++
		o.assign() // the agent takes the next one first
		t.Tier++
		o.reach(t)
		return
	}
	if t.AtSeconds >= o.warm {
		o.count.resolved++
		o.count.sojourn += o.now - t.AtSeconds
	}
}

func (o *oracle) reach(t *called) {
	o.reached++
	t.state, t.queued, t.order, t.counts = "waiting", o.now, o.reached, o.now >= o.warm
	t.deadline = math.Inf(1)
	if p := o.terms(t).Patience; p.Kind == simulate.FixedPatience {
		t.deadline = o.now + p.Mean
	}
	o.fate(t).offered++
}

// assign gives waiting tickets to agents: tier by tier, live first, then by priority, then who waits longest. What it interrupts
// is given away in another round.
func (o *oracle) assign() {
	for again := true; again; {
		again = false
		for _, t := range o.inLine() {
			if g := slices.IndexFunc(o.may(t), func(g int) bool { return o.busy[g] < o.onDuty[g] }); g >= 0 {
				o.start(t, o.may(t)[g])
				continue
			}
			if o.terms(t).Deferred {
				continue
			}
			if victim := o.lastBegun(o.may(t)); victim != nil {
				o.layDown(victim)
				o.start(t, victim.group)
				again = true
			}
		}
	}
}

// inLine are the tickets without an agent, in the order in which they go.
func (o *oracle) inLine() []*called {
	var waiting []*called
	for _, t := range o.tickets {
		if t.state == "waiting" || t.state == "laid down" {
			waiting = append(waiting, t)
		}
	}
	slices.SortStableFunc(waiting, func(a, b *called) int { return slices.Compare(o.rank(a), o.rank(b)) })
	return waiting
}

func (o *oracle) rank(t *called) []float64 {
	deferred := 0.0
	if o.terms(t).Deferred {
		deferred = 1
	}
	return []float64{float64(t.Tier), deferred, float64(o.Categories[t.Category].Priority), t.queued, float64(t.order)}
}

// lastBegun is the interruptible ticket in the hands of some groups that was taken up last.
func (o *oracle) lastBegun(groups []int) *called {
	var last *called
	for _, t := range o.tickets {
		if t.state == "running" && o.terms(t).Interruptible && slices.Contains(groups, t.group) && (last == nil || t.began > last.began) {
			last = t
		}
	}
	return last
}

func (o *oracle) layDown(t *called) {
	o.busy[t.group]--
	t.state, t.laid, t.left, t.deadline = "laid down", o.now, t.done-o.now, math.Inf(1)
	o.fate(t).interruptions++
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

// try is how long a try takes, and whether it passes the ticket on.
func (o *oracle) try(t *called) (float64, bool) {
	step := o.Categories[t.Category].Steps[t.Tier]
	if step.Solve == 0 {
		return step.Passed.Mean, true
	}
	return step.Solved.Mean, false
}

func (o *oracle) start(t *called, g int) {
	f, handling := o.fate(t), t.left
	if t.state == "laid down" {
		f.interrupted += o.now - t.laid
	} else {
		f.served++
		f.wait += o.now - t.queued
		f.servedWait += o.now - t.queued
		if o.timely(t, o.now) {
			f.inTime++
		}
		handling, t.passes = o.try(t)
	}
	o.begun++
	t.state, t.done, t.group, t.began = "running", o.now+handling, g, o.begun
	o.busy[g]++
}
