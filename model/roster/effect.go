package roster

// Classes that a ticket falls into by the tiers of the teams that held it; each ticket is in one.
const (
	Contained = "contained" // never left 1st level
	Escalated = "escalated" // at least one move to a higher tier
	Direct    = "direct"    // began at 2nd level or above and was not escalated
	Other     = "other"     // none of these: it was given back down without an escalation, or stayed below 1st level
	Unplaced  = "unplaced"  // a team that held it has no tier
)

// Effect is what another roster does to the tickets that a desk has. Merged tickets and spam are left out.
type Effect struct {
	Tickets       int         // all that are looked at
	Changed       int         // that fall into another class
	Ways          []Way       // of the changed ones, most tickets first
	Teams         []TeamShift // teams whose tier is another at the end of the data, busiest first
	Before, After Shares
}

// Way counts the tickets that change from one class to another.
type Way struct {
	From, To string
	Tickets  int
}

// TeamShift is a team that stands on another tier; nil: on none.
type TeamShift struct {
	Team    string
	Was, Is *int
	Tickets int // that it ever held
}

// Shares are figures under a roster: numerators and denominators, as the figures of the same names count them.
type Shares struct {
	Contained, Placed int // contained_first_level
	Escalated, Held   int // escalation_rate: of the tickets that 1st level held
	First, Resolved   int // first_level_resolution
}
