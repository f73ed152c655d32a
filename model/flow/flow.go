// Package flow holds how tickets travel: between channels, tiers and teams, and who holds them.
package flow

import "time"

// Link is a number of tickets that went one way. Stage names are stable ids:
// "channel:<name>", "tier:<n>", "back:<n>" (returned to tier n), "solved:<n>", "open:<n>"; "tier:" without number
// is a team the roster does not place.
type Link struct {
	From    string
	To      string
	Tickets int
}

// Exchange counts the moves between an ordered pair of teams.
type Exchange struct {
	FromTeam, ToTeam string
	FromTier, ToTier *int // nil: not placed
	Moves            int
	PingPong         int // moves that gave a ticket straight back to the team it came from
}

// Held is what one team holds at an instant.
type Held struct {
	Team       string // "" = nobody yet
	Tier       *int
	Tickets    int
	Untouched  int     // nobody of the team has acted yet
	OverTarget int     // past the ticket's own SLA target
	MedianAge  float64 // seconds since the ticket was created
	OldestAge  float64
	OldestID   string
	MedianHeld float64 // seconds since this team got it
}

// Status is what the desk's file holds, for a page's header and caches.
type Status struct {
	Name     string
	Tickets  int
	First    time.Time // day of the first ticket, desk's time zone
	Last     time.Time // instant of the last event, wall clock of the desk
	Zone     string
	Version  string // changes whenever the data changes
	Unplaced int    // teams without a tier
	Tiers    []Tier
}

// Tier is one step of the ladder.
type Tier struct {
	Tier           int
	NameEN, NameDE string
}
