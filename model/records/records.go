// Package records is what a desk's file was made of: imports, refused rows, which fields its sources know, and where sources and observed moves
// disagree.
package records

import "time"

// Records says what the desk's data rest on.
type Records struct {
	Batches  []Batch // newest first
	Faults   Faults
	Tickets  int
	Events   int
	Fields   []Coverage // of tickets, in the order of the schema
	Kinds    []Kind     // of events, most first
	Counters Counters
	Unplaced []Team // without a tier, busiest first
}

// Batch is one import.
type Batch struct {
	No       int
	Mapping  string
	Files    []string
	Started  time.Time // wall clock of the desk
	Read     int
	Kept     int
	Refused  int
	Repeated int
}

// Faults are the refused rows of all imports.
type Faults struct {
	Rows    int
	Reasons []Reason // most first
	First   []Fault  // some, the newest import first
}

// Reason is how many rows were refused for one reason.
type Reason struct {
	Field, Reason string
	Rows          int
}

// Fault is one refused row.
type Fault struct {
	Batch  int
	File   string
	Record int // 1: the first row after the header
	Field  string
	Value  string
	Reason string
}

// Coverage is how many tickets have a field.
type Coverage struct {
	Field string
	Known int
}

// Kind is how many events of a kind there are.
type Kind struct {
	Kind   string
	Events int
}

// Counters set the source's own counter of reassignments beside the moves that were observed.
type Counters struct {
	Tickets  int // that have a counter
	Agree    int // where both are equal
	Claimed  int // reassignments by the counter
	Observed int // moves of the same tickets
}

// Team is a team without a tier.
type Team struct {
	Team    string
	Tickets int // that it ever held
}

// Preview is what an import would do, before anything is kept.
type Preview struct {
	Files                         []File
	Read, Kept, Refused, Repeated int     // rows
	Faults                        []Fault // some of the refused rows, by place
	Notes                         []string
}

// File is what a file was taken for.
type File struct {
	Name    string
	Mapping string
	Rows    string // what one row is: tickets, events, escalations, log, agents, salaries, hours
	Records int
	Columns []string
	Fields  map[string]string // column -> field of the mapping; columns without one are not read
	First   [][]string        // first rows as they stand in the file, by column
}

// Import is what became of an import.
type Import struct {
	Read, Kept, Refused, Repeated int
	Tickets, Events               int // that the desk holds afterwards
	Seconds                       float64
}
