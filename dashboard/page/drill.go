package page

import "tiermix/model/kpi"

// TicketsPath is the list of the tickets behind a figure.
const TicketsPath = "/tickets"

// Rows is the address of the tickets that a figure counts in a part, with the reader's period and filters; "" where none lie behind it.
func (a Ask) Rows(figure, part string) string {
	spec, err := kpi.Lookup(figure)
	if err != nil || !spec.Listed() {
		return ""
	}
	return a.State.Drilled(figure, part).Link(TicketsPath)
}

// Only is the ask about one value of a dimension.
func (a Ask) Only(dim, value string) Ask {
	a.State = a.State.Only(dim, value)
	return a
}
