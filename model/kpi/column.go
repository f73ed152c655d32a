package kpi

import "fmt"

// Column is a figure as a column of a table with one row per ticket.
type Column struct {
	ID    string
	SQL   string // over the columns of view path and the names of Spec
	About Text
}

// Columns are the shares that count tickets, each true where a ticket is a hit of the figure, false where it is counted and is none, and null where it is not counted. Summed up
// over the tickets of all data they are the figures.
func Columns() []Column {
	var columns []Column
	for _, s := range registry {
		if s.View.Rows != "path" || s.View.Level || s.Unit != Fraction {
			continue
		}
		counted := all(s.View.Keep, s.of())
		columns = append(columns, Column{s.ID, fmt.Sprintf("case when %s then coalesce((%s), false) end", counted, s.Hit), s.Definition})
	}
	return columns
}
