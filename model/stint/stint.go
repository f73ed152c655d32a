// Package stint folds the history of one ticket into stints: who held it from when to when, and how each holding ended.
//
// It is the rule of the tier-tracking store written once in plain Go; the store computes the same set-based, and a
// property test holds the two together.
package stint

import (
	"time"

	"tiermix/model/roster"
)

// States a ticket can be in. An empty state of an event means unchanged.
const (
	New      = "new"
	Working  = "working"
	Waiting  = "waiting"
	Resolved = "resolved"
	Closed   = "closed"
	Merged   = "merged"
	Spam     = "spam"
)

// Done says whether nobody works on a ticket in the state any more.
func Done(state string) bool {
	switch state {
	case Resolved, Closed, Merged, Spam:
		return true
	}
	return false
}

// Event is one thing that happened to a ticket.
type Event struct {
	At        time.Time
	Seq       int64  // order of arrival; breaks ties of At
	Created   bool   // the ticket came in by this event
	Assigns   bool   // its very sense is that Team gets the ticket: a move or an assignment
	ByAgent   bool   // an agent acted who is known by name
	Team      string // the ticket is assigned to this team from here on; "" = unchanged
	ActorTeam string // team of whoever acted; "" = unknown, then Team counts
	AgentTeam string // team of the acting agent by the list of agents; "" = unknown
	BySystem  bool   // no touch
	State     string // "" = unchanged
}

// actor is the team that acted, as far as it is known. A team that is given a ticket, or that a customer's ticket comes
// in for, has not acted by that.
func (e Event) actor() string {
	switch {
	case e.BySystem:
		return ""
	case e.ActorTeam != "":
		return e.ActorTeam
	case e.AgentTeam != "":
		return e.AgentTeam
	case e.Assigns, e.Created && !e.ByAgent:
		return ""
	}
	return e.Team
}

// Ticket is what the fold needs to know beside the events.
type Ticket struct {
	CreatedAt  time.Time
	Team       string    // team at intake; "" = the events say
	ResolvedAt time.Time // used only when no event says that the ticket was ever done; before CreatedAt = never
}

// How a stint begins and ends.
const (
	ByIntake   = "intake"
	ByAssigned = "assigned" // first team after nobody
	ByMove     = "move"
	ByReopen   = "reopen"

	OutResolved  = "resolved"
	OutEscalated = "escalated"
	OutReturned  = "returned"
	OutPassed    = "passed"
	OutClosed    = "closed"
	OutOpen      = "open"
	OutAssigned  = "assigned" // from nobody to a team
	OutMoved     = "moved"    // to another team, the tier of one of them is unknown
)

// Stint is one unbroken holding of an open ticket by one team. A team change while the ticket is done makes a stint of
// zero length. Durations are whole seconds; nil means unknown or not finished.
type Stint struct {
	Team       string // "" = nobody yet
	Tier       *int   // nil = the roster does not place the team at EnteredAt
	EnteredAt  time.Time
	LeftAt     *time.Time
	EnteredBy  string
	FromTeam   string
	FromTier   *int
	FirstTouch *time.Time
	Outcome    string
	Queue      *int64 // entered to first touch, or to the end when untouched
	Wait       *int64 // in a waiting state after the first touch
	Work       *int64 // the rest
	After      *int64 // resolved to closed or reopened
}

// Fold works out the stints of one ticket from its events in any order.
func Fold(ticket Ticket, events []Event, placements []roster.Placement) []Stint {
	events = inOrder(events)
	f := &fold{placements: placements}
	f.begin(ticket.CreatedAt, intakeTeam(ticket, events), ByIntake)
	f.state = New
	for _, e := range toldResolution(ticket, events) {
		f.take(e)
	}
	return f.stints
}
