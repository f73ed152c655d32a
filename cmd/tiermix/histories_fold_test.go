package main

import (
	"sort"
	"time"
)

// told is what the definitions say of one ticket.
type told struct {
	created, firstResolved, resolved time.Time // resolved: last resolution of a ticket that is resolved now
	priority                         string
	teams, agents                    map[string]bool
	groups                           []string // teams in turn, equal neighbours collapsed
	tiers                            []int    // tiers of groups, equal neighbours collapsed
	moves, escalations, from2        int
	returns, reopens, untouched      int
	waits                            []float64       // handover waits that ended, in seconds
	waitsSince                       time.Time       // when the handover that is still waited for was made
	held                             map[int]float64 // seconds by tier, of finished holdings
	last                             time.Time       // of its last row
}

// fold follows every ticket row by row.
func fold(tickets []*logTicket, tier func(string) int) []told {
	all := make([]told, len(tickets))
	for i, t := range tickets {
		f := folder{tier: tier, told: told{created: t.created, priority: t.priority, teams: map[string]bool{}, agents: map[string]bool{}, held: map[int]float64{}}}
		f.since = t.created
		for _, row := range t.rows {
			f.take(row)
			f.last = row.at
		}
		if f.done {
			f.resolved = f.doneAt
		}
		if f.waiting {
			f.untouched++
			f.waitsSince = f.moved
		}
		all[i] = f.told
	}
	return all
}

type folder struct {
	told
	tier    func(string) int
	holder  string
	since   time.Time // when the running holding began
	moved   time.Time // when the holder got the ticket, while nobody there has touched it
	waiting bool      // for that touch
	seen    bool      // an earlier row said something about team or state
	done    bool
	doneAt  time.Time
}

func (f *folder) take(row logRow) {
	if row.agent != "" {
		f.agents[row.agent] = true
		if f.waiting && row.team == f.holder {
			f.waits = append(f.waits, row.at.Sub(f.moved).Seconds())
			f.waiting = false
		}
	}
	if row.team != "" && row.team != f.holder {
		f.pass(row)
	}
	switch done := row.state == "resolved" || row.state == "closed"; {
	case row.state == "":
	case done && !f.done:
		f.leave(row.at)
		f.done, f.doneAt = true, row.at
		if f.firstResolved.IsZero() {
			f.firstResolved = row.at
		}
	case !done && f.done:
		f.done, f.since = false, row.at
		f.reopens++
	}
	f.seen = f.seen || row.state != "" || row.team != ""
}

// pass hands the ticket to another team. The first team ever is the intake and no move: it held the ticket from the
// beginning when nothing was said before it, else from its row on.
func (f *folder) pass(row logRow) {
	if f.holder == "" {
		if f.seen {
			f.leave(row.at)
		}
		f.hold(row)
		return
	}
	from, to := f.tier(f.holder), f.tier(row.team)
	f.moves++
	switch {
	case to > from:
		f.escalations++
		if from == 2 {
			f.from2++
		}
	case to < from:
		f.returns++
	}
	f.leave(row.at)
	f.hold(row)
	f.moved, f.waiting = row.at, true
	if f.done { // nobody holds a ticket that is done
		f.waiting = false
		f.untouched++
	}
}

// leave ends the running holding.
func (f *folder) leave(at time.Time) {
	if f.done {
		return
	}
	if f.holder != "" {
		f.held[f.tier(f.holder)] += at.Sub(f.since).Seconds()
	}
	f.since = at
	if f.waiting {
		f.untouched++
		f.waiting = false
	}
}

func (f *folder) hold(row logRow) {
	f.holder = row.team
	f.teams[row.team] = true
	f.groups = append(f.groups, row.team)
	if tier := f.tier(row.team); len(f.tiers) == 0 || f.tiers[len(f.tiers)-1] != tier {
		f.tiers = append(f.tiers, tier)
	}
}

func (t told) highest() int {
	most := 0
	for _, tier := range t.tiers {
		most = max(most, tier)
	}
	return most
}

func (t told) heldBy(tier int) bool {
	for _, have := range t.tiers {
		if have == tier {
			return true
		}
	}
	return false
}

// back says whether A-B-A stands somewhere in a sequence without equal neighbours.
func back[T comparable](sequence []T) bool {
	for i := 2; i < len(sequence); i++ {
		if sequence[i] == sequence[i-2] {
			return true
		}
	}
	return false
}

// median is the middle value, or half way between the two in the middle.
func median(values []float64) float64 {
	sorted := append([]float64{}, values...)
	sort.Float64s(sorted)
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}
