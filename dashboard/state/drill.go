package state

import (
	"net/url"
	"slices"
	"strconv"

	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// Drill is which tickets a list shows, or which one a page is about. The zero value lists all that are created in the period.
type Drill struct {
	Figure string // "": tickets_created
	Part   string // one of kpi.RowParts; "": all
	Sort   string // one of flow.Sorts; "": the first
	Page   int    // from 0
	Ticket string // the one ticket of a page
}

// Keys of the address.
const (
	figureKey = "figure"
	partKey   = "part"
	sortKey   = "sort"
	pageKey   = "page"
	ticketKey = "ticket"
)

// mostPages is how many pages of a list can be turned; beyond it a filter serves better.
const mostPages = 100_000

// longestTicket is how many bytes the number of a ticket may have.
const longestTicket = 2000

func (d *Drill) read(v url.Values) (problems []Problem) {
	d.Figure, d.Part, d.Sort, d.Ticket = v.Get(figureKey), v.Get(partKey), v.Get(sortKey), v.Get(ticketKey)
	if d.Figure != "" && !slices.ContainsFunc(kpi.All(), func(s kpi.Spec) bool { return s.ID == d.Figure }) {
		problems = append(problems, Problem{Key: "problem.figure", Args: []any{d.Figure}})
		d.Figure = ""
	}
	if d.Part != "" && !slices.Contains(kpi.RowParts, d.Part) {
		problems = append(problems, Problem{Key: "problem.part", Args: []any{d.Part}})
		d.Part = ""
	}
	if d.Sort != "" && !slices.Contains(flow.Sorts, d.Sort) {
		problems = append(problems, Problem{Key: "problem.sort", Args: []any{d.Sort}})
		d.Sort = ""
	}
	if len(d.Ticket) > longestTicket {
		problems = append(problems, Problem{Key: "problem.ticket", Args: []any{longestTicket}})
		d.Ticket = ""
	}
	return append(problems, d.readPage(v.Get(pageKey))...)
}

// readPage reads the number of a page, which people count from 1.
func (d *Drill) readPage(text string) []Problem {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostPages {
		return []Problem{{Key: "problem.page", Args: []any{text, mostPages}}}
	}
	d.Page = n - 1
	return nil
}

func (d Drill) write(v url.Values) {
	for key, text := range map[string]string{figureKey: d.Figure, partKey: d.Part, sortKey: d.Sort, ticketKey: d.Ticket} {
		if text != "" {
			v.Set(key, text)
		}
	}
	if d.Page > 0 {
		v.Set(pageKey, strconv.Itoa(d.Page+1))
	}
}

// Drilled is the state that lists the tickets behind a part of a figure, from the first page on.
func (s State) Drilled(figure, part string) State {
	if part == kpi.AllRows {
		part = ""
	}
	s.Drill = Drill{Figure: figure, Part: part}
	return s
}

// Turned is the state with another page of the list.
func (s State) Turned(page int) State {
	s.Drill.Page = max(0, page)
	return s
}

// Sorted is the state with the list in another order, from the first page on.
func (s State) Sorted(by string) State {
	if by == flow.Sorts[0] {
		by = ""
	}
	s.Drill.Sort, s.Drill.Page = by, 0
	return s
}

// Undrilled is the state without a list of tickets, as every other page has it.
func (s State) Undrilled() State {
	s.Drill = Drill{}
	return s
}
