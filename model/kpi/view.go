package kpi

// View says what one row of a figure is, on which day it counts and whose it is. Column names are those of the
// rows; the store knows which table holds them.
type View struct {
	ID     string
	Rows   string // path: one row per ticket; stint: one row per holding
	Time   string // column of the desk's wall clock that puts a row into a period
	Keep   string // condition on a row, always true for rows of the view
	Team   string // column of dimension team
	Tier   string // column of dimension tier
	From   string // column of dimension from_tier; empty: the view has none
	Level  bool   // rows are counted at an instant (the end of a period or bucket), not over it
	Weekly bool   // rows are weeks of teams with paid hours, those that lie in the period only in part among them
	Priced bool   // rows carry what the ticket costs; they need Query.Prices
	About  Text   // what one row is and on which day it counts
	Whose  string // whose team and tier a row has, in English, for the foot of a table

	placed   string // condition: every team the tier figures look at has a tier
	unplaced string // condition: left out of tier figures because a team has no tier
	leftOut  [2]Text
}

const inShares = "excluded is null"

// The sentences on rows left out, for one row and for more.
var ticketsLeftOut = [2]Text{{
	EN: "1 ticket left out: a team that held it has no tier, or no team held it",
	DE: "1 Ticket nicht gezählt: ein Team, das es hielt, hat keine Stufe, oder kein Team hielt es",
}, {
	EN: "{n} tickets left out: a team that held them has no tier, or no team held them",
	DE: "{n} Tickets nicht gezählt: ein Team, das sie hielt, hat keine Stufe, oder kein Team hielt sie",
}}

var stintsLeftOut = [2]Text{{
	EN: "1 stint left out: its team has no tier",
	DE: "1 Haltezeit nicht gezählt: ihr Team hat keine Stufe",
}, {
	EN: "{n} stints left out: their team has no tier",
	DE: "{n} Haltezeiten nicht gezählt: ihr Team hat keine Stufe",
}}

// created: tickets at intake.
var created = View{
	ID: "created", Rows: "path", Time: "created_local", Keep: inShares, Team: "first_team", Tier: "first_tier",
	placed: "placed", unplaced: "not placed", leftOut: ticketsLeftOut,
	Whose: "at intake for tickets created",
	About: Text{
		EN: "ticket, on the day it was created; team and tier are those at intake",
		DE: "Ticket, am Tag der Erstellung; Team und Stufe bei Eingang",
	},
}

// handled: the same tickets, laid at the door of whoever solved or holds them.
var handled = View{
	ID: "handled", Rows: "path", Time: "created_local", Keep: inShares, Team: "last_team", Tier: "last_tier",
	placed: "placed", unplaced: "not placed", leftOut: ticketsLeftOut,
	Whose: "the solver or holder for first resolutions, reopenings, targets and ratings",
	About: Text{
		EN: "ticket, on the day it was created; team and tier are those that solved it or hold it",
		DE: "Ticket, am Tag der Erstellung; Team und Stufe, die es gelöst haben oder halten",
	},
}

// resolved: tickets that are done, by their last resolution.
var resolved = View{
	ID: "resolved", Rows: "path", Time: "resolved_local", Keep: inShares + " and resolved_at is not null",
	Team: "last_team", Tier: "last_tier",
	placed: "placed", unplaced: "not placed", leftOut: ticketsLeftOut,
	Whose: "the solver for tickets resolved",
	About: Text{
		EN: "ticket that is resolved now, on the day of its last resolution; team and tier are those that solved it",
		DE: "Ticket, das jetzt gelöst ist, am Tag der letzten Lösung; Team und Stufe, die es gelöst haben",
	},
}

// apart: what is in no share.
var apart = View{
	ID: "apart", Rows: "path", Time: "created_local", Keep: "excluded is not null", Team: "first_team", Tier: "first_tier",
	placed: "placed", unplaced: "not placed", leftOut: ticketsLeftOut,
	Whose: "at intake for tickets created",
	About: Text{
		EN: "merged or spam ticket, on the day it was created; team and tier are those at intake",
		DE: "zusammengeführtes oder Spam-Ticket, am Tag der Erstellung; Team und Stufe bei Eingang",
	},
}

// stint: finished holdings.
var stint = View{
	ID: "stint", Rows: "stint", Time: "left_local", Keep: inShares + " and left_at is not null",
	Team: "team", Tier: "tier", From: "from_tier",
	placed: "tier is not null", unplaced: "tier is null and team is not null", leftOut: stintsLeftOut,
	Whose: "the holder for stints",
	About: Text{
		EN: "finished stint (one unbroken holding of an open ticket by one team), on the day it ended",
		DE: "beendete Haltezeit (ein Team hält ein offenes Ticket ohne Unterbrechung), am Tag ihres Endes",
	},
}

// held: stints by their beginning, so that those that still run are among them.
var held = View{
	ID: "held", Rows: "stint", Time: "entered_local", Keep: inShares,
	Team: "team", Tier: "tier", From: "from_tier",
	placed: "tier is not null", unplaced: "tier is null and team is not null", leftOut: stintsLeftOut,
	Whose: "the holder for stints",
	About: Text{
		EN: "stint (one unbroken holding of an open ticket by one team), on the day it began",
		DE: "Haltezeit (ein Team hält ein offenes Ticket ohne Unterbrechung), am Tag ihres Beginns",
	},
}

// handover: stints that began with a move.
var handover = View{
	ID: "handover", Rows: "stint", Time: "entered_local", Keep: inShares + " and entered_by = 'move'",
	Team: "team", Tier: "tier", From: "from_tier",
	placed: "tier is not null", unplaced: "tier is null and team is not null", leftOut: stintsLeftOut,
	Whose: "the receiver for handovers",
	About: Text{
		EN: "stint that began with a move, on the day of the move; tier is the receiving one, from_tier the giving one",
		DE: "Haltezeit, die mit einer Übergabe begann, am Tag der Übergabe; tier ist die empfangende Stufe, from_tier die abgebende",
	},
}

// Arrives is the condition on a stint with which a ticket came to its tier: the beginning of a visit there.
const Arrives = "entered_by <> 'reopen' and (entered_by <> 'move' or from_tier is distinct from tier or tier is null)" +
	" and not (outcome = 'closed' and entered_by in ('move', 'assigned') and left_at is not distinct from entered_at)"

// arrived: tickets as they came to a tier. A move inside a tier brings it nothing, nor does one after the ticket was done,
// and a ticket that is reopened where it was solved never left.
var arrived = View{
	ID: "arrived", Rows: "stint", Time: "entered_local",
	Keep: inShares + " and " + Arrives,
	Team: "team", Tier: "tier", From: "from_tier",
	placed: "tier is not null", unplaced: "tier is null and team is not null", leftOut: stintsLeftOut,
	Whose: "the receiver for arrivals of a tier",
	About: Text{
		EN: "ticket that comes to a tier, on that day: as it is created there, first assigned to it, or moved to it from another tier; the same ticket counts each time",
		DE: "Ticket, das zu einer Stufe kommt, an diesem Tag: bei Eingang, bei der ersten Zuweisung oder durch Übergabe aus einer anderen Stufe; dasselbe Ticket zählt jedes Mal",
	},
}

// open: what is held at the end of the period or of each bucket.
var open = View{
	ID: "open", Rows: "stint", Keep: inShares, Team: "team", Tier: "tier", From: "from_tier", Level: true,
	placed: "tier is not null", unplaced: "tier is null and team is not null", leftOut: stintsLeftOut,
	Whose: "the holder for open tickets",
	About: Text{
		EN: "ticket open at the end of the period, or of each time bucket; team and tier are those that hold it then",
		DE: "am Ende des Zeitraums oder jedes Zeitabschnitts offenes Ticket; Team und Stufe, die es dann halten",
	},
}
