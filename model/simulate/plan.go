package simulate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// plan is a desk that has passed its check, made ready for the engine: tables instead of look-ups.
type plan struct {
	desk       Desk
	ends       []float64 // s, end of each period
	warm       float64   // s, what happens before is not counted
	half       float64   // s, middle of the counted time
	visits     []visit   // (category, channel, tier), the tier running fastest
	orders     []order   // of lines
	groups     []post
	interrupts bool // some work is interruptible
	channels   int
	tiers      int
	periods    int // columns of a table by period: one more than periods, the last one is after closing
	columns    int // the same for what is counted by category: periods, or 2 when only the whole horizon is asked for
	limit      int64
	intake     intake
}

// visit is what happens to a ticket of one category and channel at one tier.
type visit struct {
	line           int32
	tier           int32
	cells          int32 // first of the tally's cells of tier, category and channel
	waits          int32 // first row of histograms.waits of tier and category
	channel        int32 // row of histograms.channels
	journeys       int32 // first of the tally's journeys of the category
	reopened       int32 // the visit of a ticket that comes back
	reopen         float64
	solve          float64
	back           float64
	live           bool
	interruptible  bool
	target         float64 // s
	opening        *opening
	work           float64 // s, mean handling time of a try
	patience       temper
	solved         sampler
	passed         sampler
	delay          sampler
	handlingFactor []float64
	patienceFactor []float64
	groups         []int32 // who may take it, in the order of preference
}

// order is what lines differ in: tickets with the same order wait in one line.
type order struct {
	tier     int
	deferred bool
	priority int
	groups   []int32
}

func (o order) same(p order) bool { return o.sooner(p) == 0 && slices.Equal(o.groups, p.groups) }

// sooner compares what an agent takes first: live before deferred, then by priority.
func (o order) sooner(p order) int {
	switch {
	case o.tier != p.tier:
		return cmp.Compare(o.tier, p.tier)
	case o.deferred != p.deferred && p.deferred:
		return -1
	case o.deferred != p.deferred:
		return 1
	}
	return cmp.Compare(o.priority, p.priority)
}

// post is a group made ready: the lines it serves, in ranks; within a rank it takes who waits longest.
type post struct {
	agents []int
	ranks  [][]int32
}

// newPlan prepares a desk that has passed its check.
func newPlan(d Desk, o Options) *plan {
	p := &plan{
		desk: d, warm: o.WarmUpSeconds, channels: len(d.Channels), tiers: len(d.Tiers), periods: len(d.Periods) + 1,
		columns: len(d.Periods) + 1, limit: o.events(),
	}
	if o.Whole {
		p.columns = 2
	}
	end := 0.0
	for _, length := range d.Periods {
		end += length
		p.ends = append(p.ends, end)
	}
	p.half = p.warm + (end-p.warm)/2
	for c := range d.Categories {
		for ch := range d.Channels {
			for t := range d.Tiers {
				p.visits = append(p.visits, p.newVisit(c, ch, t))
				p.interrupts = p.interrupts || d.Channels[ch].Terms[t].Interruptible
			}
		}
	}
	for g := range d.Groups {
		p.groups = append(p.groups, post{agents: d.Groups[g].Agents, ranks: p.ranks(int32(g))})
	}
	return p
}

func (p *plan) index(category, channel, tier int) int32 {
	return int32((category*p.channels+channel)*p.tiers + tier)
}

// byPeriod says whether figures are told by period, and not of the whole horizon only.
func (p *plan) byPeriod() bool { return p.columns == p.periods }

// column is where a period is counted.
func (p *plan) column(period int) int {
	if p.byPeriod() {
		return period
	}
	return period / len(p.ends) // 0, and 1 after closing
}

func (p *plan) cell(tier, category, channel, column int) int {
	return ((tier*len(p.desk.Categories)+category)*p.channels+channel)*p.columns + column
}

func (p *plan) waitRow(tier, category, column int) int {
	return (tier*len(p.desk.Categories)+category)*p.columns + column
}

func (p *plan) newVisit(c, ch, t int) visit {
	category, channel := p.desk.Categories[c], p.desk.Channels[ch]
	step, terms := category.Steps[t], channel.Terms[t]
	v := visit{
		tier: int32(t), cells: int32(p.cell(t, c, ch, 0)), journeys: int32(c * p.columns),
		waits: int32(p.waitRow(t, c, 0)), channel: int32(t*p.channels + ch),
		live: !terms.Deferred, interruptible: terms.Interruptible, opening: p.opening(terms.Open),
		reopen: category.Reopen.Share, reopened: p.index(c, ch, category.Reopen.Tier), delay: category.Reopen.Delay.sampler(),
		solve: step.Solve, back: step.Return, solved: step.Solved.sampler(), passed: step.Passed.sampler(),
		target: terms.TargetSeconds, patience: terms.Patience.temper(),
		handlingFactor: category.HandlingFactor, patienceFactor: channel.PatienceFactor,
	}
	if terms.Deferred {
		v.patience = temper{law: endless}
	}
	if step.Solve > 0 {
		v.work += step.Solve * step.Solved.average()
	}
	if step.Solve < 1 {
		v.work += (1 - step.Solve) * step.Passed.average()
	}
	for _, g := range p.desk.eligible(step, t) {
		v.groups = append(v.groups, int32(g))
	}
	v.line = p.line(order{tier: t, deferred: terms.Deferred, priority: category.Priority, groups: v.groups})
	return v
}

// eligible are the groups that may take a step.
func (d Desk) eligible(s Step, tier int) []int {
	if len(s.Groups) > 0 {
		return s.Groups
	}
	var all []int
	for g := range d.Groups {
		if d.Groups[g].Tier == tier {
			all = append(all, g)
		}
	}
	return all
}

func (p *plan) line(o order) int32 {
	i := slices.IndexFunc(p.orders, o.same)
	if i < 0 {
		p.orders = append(p.orders, o)
		i = len(p.orders) - 1
	}
	return int32(i)
}

func (p *plan) ranks(group int32) [][]int32 {
	var lines []int32
	for i, o := range p.orders {
		if slices.Contains(o.groups, group) {
			lines = append(lines, int32(i))
		}
	}
	slices.SortStableFunc(lines, func(a, b int32) int { return p.orders[a].sooner(p.orders[b]) })
	var ranks [][]int32
	for i, l := range lines {
		if i == 0 || p.orders[lines[i-1]].sooner(p.orders[l]) != 0 {
			ranks = append(ranks, nil)
		}
		ranks[len(ranks)-1] = append(ranks[len(ranks)-1], l)
	}
	return ranks
}

// setStreams makes the streams the plan's arrivals.
func (p *plan) setStreams() {
	p.intake = intake{ends: p.ends, day: p.desk.Day}
	for _, s := range p.desk.Streams {
		p.intake.entries = append(p.intake.entries, p.index(s.Category, s.Channel, s.Tier))
	}
	for i, length := range p.desk.Periods {
		weights, sum := make([]float64, len(p.desk.Streams)), 0.0
		for j, s := range p.desk.Streams {
			weights[j] = s.Arrivals[i]
			sum += s.Arrivals[i]
		}
		p.intake.rates = append(p.intake.rates, sum/length)
		p.intake.choose = append(p.intake.choose, newAlias(weights))
	}
}

// setReplay makes measured arrivals the plan's.
func (p *plan) setReplay(arrivals []Arrival) {
	p.intake.replay = make([]given, len(arrivals))
	for i, a := range arrivals {
		p.intake.replay[i] = given{a.AtSeconds, p.index(a.Category, a.Channel, a.Tier)}
	}
}

// end is the end of the last period, in seconds.
func (p *plan) end() float64 { return p.ends[len(p.ends)-1] }

// label names a tier for a sentence.
func (p *plan) label(tier int) string { return fmt.Sprintf("tier %d %q", tier, p.desk.Tiers[tier]) }

// forever is the time of what does not happen.
var forever = math.Inf(1)
