package simulate

// Desk is what is simulated: who asks, who answers, and when. All times are in seconds; tiers, groups, categories,
// channels and periods are named by their index, counted from 0.
type Desk struct {
	Tiers      []string   // names, lowest first; at least one
	Periods    []float64  // s, length of each period; together they are the horizon of one replication
	Groups     []Group    // agents
	Categories []Category // what tickets are about
	Channels   []Channel  // how tickets come in
	Streams    []Stream   // how many come; not used by Replay
	Day        Day        // common random factor of a day's arrivals; not used by Replay
	AfterClose Closing    // what happens after the last period
}

// OnDuty says for every period whether a tier has agents on duty: the open periods of a target in open hours. A tier out of
// range has none.
func (d Desk) OnDuty(tier int) []bool {
	open := make([]bool, len(d.Periods))
	for _, g := range d.Groups {
		for p := range min(len(open), len(g.Agents)) {
			open[p] = open[p] || g.Tier == tier && g.Agents[p] > 0
		}
	}
	return open
}

// Closing says what happens at the end of the last period.
type Closing string

// What happens after the last period.
const (
	Stop  Closing = "stop"  // the replication ends; what is still open is counted as open
	Drain Closing = "drain" // no more arrivals; the staff of the last period stays until nothing is left that it can do
)

// Group is a number of agents with the same skills. When a period ends with more agents at work than the next one has,
// the surplus finishes its running tickets and then goes.
type Group struct {
	Name   string
	Tier   int   // index of Desk.Tiers
	Agents []int // agents on duty, one per period
}

// Category is what a ticket is about: how hard it is for each tier.
type Category struct {
	Name           string
	Priority       int       // the smaller, the sooner; it interrupts nothing
	Steps          []Step    // one per tier; a tier that no ticket of the category reaches may be left empty
	HandlingFactor []float64 // one per period in which the ticket reached the tier, multiplies handling times; empty: 1
	Reopen         Reopen
}

// Step is what one tier does with a category.
//
// A tier that passes tickets on at once has Solve 0 and Passed the time of reading; tickets that do not touch a tier
// at all enter above it, see Stream.
type Step struct {
	Solve  float64 // share of the tries that the tier solves, 0..1; the rest goes to the next tier; 1 at the last tier
	Solved Law     // s, handling time of a try that solves
	Passed Law     // s, handling time of a try after which the ticket is passed on
	Return float64 // share of what the tier solved that goes back to the tier below, 0..1; 0 at the first tier
	Groups []int   // who may take it, in the order of preference; empty: every group of the tier
}

// Reopen says how solved tickets come back.
type Reopen struct {
	Share float64 // share of resolutions after which the ticket comes back, 0 <= Share < 1
	Delay Law     // s, from resolution to coming back; may be left empty when Share is 0
	Tier  int     // tier that gets it
}

// Channel is how a ticket comes in: what the customer expects at each tier.
type Channel struct {
	Name           string
	Terms          []Terms   // one per tier
	PatienceFactor []float64 // one per period in which the ticket reached the tier, multiplies patience; empty: 1
}

// Terms is how tickets of a channel wait at one tier.
//
// Interruptible work is laid down at once when a live ticket reaches the tier and none of the agents who may take it is free. Of
// those who have interruptible work in hand, the one who took it up last takes the live ticket. At the end of a period
// in which a group has more agents at work than the next one has, the surplus lays interruptible work down as well, the last taken
// up first, and goes. What was laid down keeps its place by the time when it reached the tier, goes to any agent who
// may take it, and goes on where it stopped (preemptive resume).
//
// After the last period the clock of TargetSeconds runs on if it ran in the last one.
type Terms struct {
	Deferred      bool     // done when no live ticket waits that the agent may take; nobody gives up
	Interruptible bool     // of deferred work: laid down for live work, see below
	Patience      Patience // of live work
	TargetSeconds float64  // wait up to which an answer is in time
	Open          []bool   // periods whose seconds count for TargetSeconds, one per period; empty: all; see Desk.OnDuty
}

// Stream is the arrivals of one category by one channel: a Poisson process with a constant rate within each period.
type Stream struct {
	Category int
	Channel  int
	Tier     int       // where the tickets enter; above 0: without 1st level
	Arrivals []float64 // expected number of tickets in each period
}

// Day is a random factor with mean 1 that all arrivals of a day have in common: gamma distributed with the given
// shape, so its coefficient of variation is 1/√Shape.
//
// Source: G. Jongbloed and G. Koole, Managing uncertainty in call centres using Poisson mixtures, Applied Stochastic
// Models in Business and Industry 17 (2001).
type Day struct {
	Shape   float64 // 0: no random factor
	Periods int     // periods of one day; 0: the whole horizon is one day
}

// Arrival is one measured ticket for Replay.
type Arrival struct {
	AtSeconds float64 // since the start of the first period
	Category  int
	Channel   int
	Tier      int // where it entered
}
