package kpi

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// AbsentValue is the error for a filter on a value that no ticket of the desk has.
type AbsentValue struct {
	Dim   string
	Value string
	Known []string // the values there are, in any order; "" = not known
}

// knownShown is how many of the known values the error names.
const knownShown = 10

// Error names the value and the nearest ones there are.
func (e *AbsentValue) Error() string {
	known := e.nearest()
	if len(known) == 0 {
		return fmt.Sprintf("%s %q: no ticket has a %s", e.Dim, e.Value, e.Dim)
	}
	list := strings.Join(known[:min(len(known), knownShown)], ", ")
	if more := len(known) - knownShown; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	verb := "there are"
	if len(known) == 1 {
		verb = "there is only"
	}
	return fmt.Sprintf("%s %q: no ticket has it; %s %s", e.Dim, e.Value, verb, list)
}

// nearest sorts the known names by their distance from the value, whatever the case of the letters.
func (e *AbsentValue) nearest() []string {
	far := func(name string) int { return distance(strings.ToLower(e.Value), strings.ToLower(name)) }
	known := slices.DeleteFunc(slices.Clone(e.Known), func(name string) bool { return name == "" })
	slices.SortFunc(known, func(a, b string) int { return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a, b)) })
	return slices.Compact(known)
}

// Check returns an *AbsentValue for the first value of a filter that is not among those the desk has. Not known, "",
// may always be asked for: that no ticket lacks a value is an answer.
func (f Filter) Check(known []string) error {
	for _, value := range f.Values {
		if value != "" && !slices.Contains(known, value) {
			return &AbsentValue{Dim: f.Dim, Value: value, Known: known}
		}
	}
	return nil
}
