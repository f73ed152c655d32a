package access

import "time"

// Entry is a line of the access log: who asked to be shown or to change what, and was let in.
type Entry struct {
	At     time.Time `json:"at"`              // UTC
	Who    string    `json:"who"`             // "": the owner of the file, on a desk without users
	Token  string    `json:"token,omitempty"` // by which a program came in the name of the user
	Role   Role      `json:"role,omitempty"`  // at that time
	Method string    `json:"method"`
	Path   string    `json:"path"`
	Query  string    `json:"query,omitempty"` // period, filters and what was typed; at most LongestQuery bytes
}

// LongestQuery is how much of a query the access log keeps, in bytes.
const LongestQuery = 2000
