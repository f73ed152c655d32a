package desk

import (
	"slices"
	"strconv"
)

// Truth is what truth.json holds: the figures that a correct program must give for all tickets and the whole period.
type Truth struct {
	Desk              string             `json:"desk"`
	Seed              uint64             `json:"seed"`
	Zone              string             `json:"zone"`
	From              string             `json:"from"` // first day
	To                string             `json:"to"`   // last day
	Tickets           int                `json:"tickets"`
	Events            int                `json:"events"`
	EscalationRecords int                `json:"escalation_records"`
	Moves             int                `json:"moves"`
	Stints            int                `json:"stints"`
	TicketsMerged     int                `json:"tickets_merged"`
	TicketsSpam       int                `json:"tickets_spam"`
	Contacts          int                `json:"contacts"`
	Reopens           int                `json:"reopens"`
	EffortMinutes     int64              `json:"effort_minutes"`
	Agents            int                `json:"agents"`
	Figures           map[string]Figure  `json:"figures"`
	By                map[string]ByValue `json:"by"`
	Definitions       map[string]string  `json:"definitions"`
	Planted           map[string]any     `json:"planted"`
}

// ByValue holds the figures for each value of one dimension.
type ByValue map[string]map[string]Figure

// Figure is a share (numerator, denominator), or a value: a count, a mean, or the median of a duration in seconds with
// the number of durations and their sum. Parts count tickets.
type Figure struct {
	Numerator   *int           `json:"numerator,omitempty"`
	Denominator *int           `json:"denominator,omitempty"`
	Value       *float64       `json:"value,omitempty"`
	N           int            `json:"n,omitempty"`
	Sum         int64          `json:"sum,omitempty"`
	Parts       map[string]int `json:"parts,omitempty"`
}

var definitions = map[string]string{
	"counted":             "all figures leave merged and spam tickets out; tickets, events, moves and stints hold them",
	"contact":             "public reply of an agent, or a ticket that an agent created with the customer on the line",
	"escalation":          "move to a higher tier; hierarchical escalations are none",
	"escalation_rate":     "tickets that tier 1 held with at least one escalation from any tier",
	"one_touch":           "exactly one public reply of an agent (a call taken is no reply), never reopened",
	"reopen_window":       "604800 seconds from a resolution to the reopening after it",
	"resolved":            "solved or closed when the data end; resolved at the last change into solved, or into closed without solved",
	"first_response_time": "created to first contact, to the second one when an agent created the ticket",
	"handover_wait":       "move to first event of the receiving team while it holds the ticket; untouched stints are left out",
	"time_in_tier":        "finished stints",
	"median":              "linear interpolation between the two nearest ranks",
	"ping_pong":           "A-B-A as direct neighbours",
	"level1_capable":      "tickets that a team of exactly tier 2 held when they were last resolved",
}

func (g *generator) truth() Truth {
	t := &g.tally
	return Truth{
		Desk: "invented support desk", Seed: g.options.Seed, Zone: zone,
		From: calendar[0].iso, To: calendar[days-1].iso,
		Tickets: t.tickets, Events: t.events, EscalationRecords: t.records, Moves: t.moves, Stints: t.stints,
		TicketsMerged: t.merged, TicketsSpam: t.spam, Contacts: t.contacts, Reopens: t.reopens, EffortMinutes: t.effort,
		Agents: len(g.staff.agents), Figures: t.figures(), By: t.by(), Definitions: definitions, Planted: planted(),
	}
}

func (t *tally) figures() map[string]Figure {
	all := t.group.figures()
	for id := firstResponse; id <= handoverWait; id++ {
		all[timeNames[id]] = duration(t.times[id])
	}
	handovers := ratio(t.countedMoves, t.counted)
	if t.counted > 0 {
		handovers.Value = new(float64(t.countedMoves) / float64(t.counted))
	}
	handovers.Parts = map[string]int{
		"0": t.handovers[0], "1": t.handovers[1], "2": t.handovers[2], "3+": t.handovers[3],
	}
	all["handovers"] = handovers
	return all
}

func (t *tally) by() map[string]ByValue {
	var names []string
	for _, c := range categories {
		names = append(names, c.name)
	}
	tiers := ByValue{}
	for id := inTier1; id <= inTier4; id++ {
		tiers[strconv.Itoa(1+int(id-inTier1))] = map[string]Figure{timeNames[id]: duration(t.times[id])}
	}
	return map[string]ByValue{
		"region": grouped(regions, &t.byRegion), "channel": grouped(channels, &t.byChannel),
		"category": grouped(names, &t.byCategory), "product": grouped(products, &t.byProduct),
		"priority": grouped(priorities, &t.byPriority), "tier": tiers,
	}
}

func grouped(names []string, groups *[16]group) ByValue {
	all := ByValue{}
	for i, name := range names {
		if groups[i].created > 0 {
			all[name] = groups[i].figures()
		}
	}
	return all
}

func (g *group) figures() map[string]Figure {
	all := map[string]Figure{
		"tickets_created":  count(g.created),
		"tickets_resolved": count(g.resolved),
		"backlog":          count(g.created - g.resolved),
	}
	for id, s := range g.shares {
		all[shareNames[id]] = ratio(s.numerator, s.denominator)
	}
	return all
}

func count(n int) Figure { return Figure{Value: new(float64(n))} }

func ratio(numerator, denominator int) Figure {
	return Figure{Numerator: &numerator, Denominator: &denominator}
}

// duration sorts seconds in place and gives their median.
func duration(seconds []int32) Figure {
	if len(seconds) == 0 {
		return Figure{}
	}
	slices.Sort(seconds)
	low, high := seconds[(len(seconds)-1)/2], seconds[len(seconds)/2]
	f := Figure{N: len(seconds), Value: new((float64(low) + float64(high)) / 2)}
	for _, s := range seconds {
		f.Sum += int64(s)
	}
	return f
}
