package flow

import (
	"errors"
	"slices"
	"strings"
	"time"

	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/stint"
)

// Drill asks for the tickets behind a figure.
type Drill struct {
	Scope  kpi.Scope
	Figure string // id in the registry
	Part   string // kpi.AllRows, kpi.Hits or kpi.Misses; "": AllRows
	Sort   string // one of Sorts; "": the first
	Offset int    // tickets passed over
	Limit  int    // most tickets listed, 1 to MostRows
}

// Sorts are the orders of a list of tickets.
var Sorts = []string{"newest", "oldest", "moves", "longest"}

// MostRows is how many tickets one answer lists at most.
const MostRows = 10_000

// Check returns every fault of the question at once, in both languages.
func (d Drill) Check() error {
	var faults []error
	if d.Sort != "" && !slices.Contains(Sorts, d.Sort) {
		faults = append(faults, origin.Faultf(origin.Text{EN: "sort %q is not known; there are %s", DE: "Sortierung %q ist nicht bekannt; es gibt %s"}, d.Sort, strings.Join(Sorts, ", ")))
	}
	if d.Part != "" && !slices.Contains(kpi.RowParts, d.Part) {
		faults = append(faults, origin.Faultf(origin.Text{EN: "part %q is not known; there are %s", DE: "Teil %q ist nicht bekannt; es gibt %s"}, d.Part, strings.Join(kpi.RowParts, ", ")))
	}
	if d.Offset < 0 {
		faults = append(faults, origin.Faultf(origin.Text{EN: "offset is %d: 0 or more tickets can be passed over", DE: "offset ist %d: überspringen lassen sich 0 oder mehr Tickets"}, d.Offset))
	}
	if d.Limit < 1 || d.Limit > MostRows {
		faults = append(faults, origin.Faultf(origin.Text{EN: "limit is %d: 1 to %d tickets can be listed", DE: "limit ist %d: auflisten lassen sich 1 bis %d Tickets"}, d.Limit, MostRows))
	}
	return errors.Join(faults...)
}

// Rows are the tickets behind a figure. A figure that counts holdings or moves may count a ticket several times.
type Rows struct {
	Counted int      `json:"counted"` // what the figure counts in this part
	Tickets int      `json:"tickets"` // different tickets among them
	List    []Ticket `json:"list"`
}

// Ticket is one line of the list. Times are the desk's wall clock; what the source does not know is "" or nil.
type Ticket struct {
	ID          string     `json:"ticket"`
	Created     time.Time  `json:"created_at"`
	Resolved    *time.Time `json:"resolved_at"`
	Open        bool       `json:"open"`
	Channel     string     `json:"channel"`
	Category    string     `json:"category"`
	Product     string     `json:"product"`
	Priority    string     `json:"priority"`
	Region      string     `json:"region"`
	Team        string     `json:"team"` // that holds it or solved it
	Tier        *int       `json:"tier"`
	Moves       int        `json:"moves"`
	Escalations int        `json:"escalations"`
	Returns     int        `json:"returns"`
	Times       int        `json:"times"` // that the figure counts it
}

// ErrNoTicket says that the desk does not know a ticket.
var ErrNoTicket = errors.New("the desk has no such ticket")

// Track is one ticket with its path through the desk. Times are the desk's wall clock.
type Track struct {
	TicketID  string       `json:"ticket"`
	Zone      string       `json:"timezone"`
	CreatedAt time.Time    `json:"created_at"`
	Channel   string       `json:"channel"`
	Category  string       `json:"category"`
	Excluded  string       `json:"excluded,omitempty"`
	Stints    []TrackStint `json:"stints"`
	Events    []Event      `json:"events"`
}

// TrackStint is a stint with its business time, in seconds.
type TrackStint struct {
	stint.Stint
	Business *int64
}

// Event is one thing that happened to a ticket, without who did it.
type Event struct {
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"` // created, moved, assigned, status, reply, note, work, resolved, reopened, closed, merged, knowledge, rating
	Team    string    `json:"team"`
	Status  string    `json:"status"`
	Minutes *float64  `json:"minutes"`
	Public  *bool     `json:"public"`
	Reason  string    `json:"reason"`
}
