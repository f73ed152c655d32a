// Package state is what the reader of a page asked for: period, comparison, clock and filters. All of it lives in
// the address, so a page can be bookmarked, shared and reached by the back button.
package state

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"tiermix/model/kpi"
)

// Dims are the dimensions a page can be filtered by, in the order of the filter bar.
var Dims = []string{"tier", "team", "channel", "category", "product", "priority", "region"}

// Ways to compare.
const (
	NoCompare    = "none"
	PreviousSpan = "previous"
	YearBefore   = "year"
	CustomSpan   = "custom"
)

// Compares are the ways to compare, in the order of the filter bar.
var Compares = []string{PreviousSpan, YearBefore, CustomSpan, NoCompare}

// Clocks are the ways to measure durations.
var Clocks = []kpi.Hours{kpi.Calendar, kpi.Business}

const isoDay = "2006-01-02"

// State is a parsed address. The zero Preset means that From and To were typed.
type State struct {
	Preset  string
	Period  kpi.Period // whole days, both ends given
	Compare string
	Second  string     // a second way to compare at the same time; "": none
	Custom  kpi.Period // what CustomSpan compares with, whole days
	Hours   kpi.Hours
	Where   []kpi.Filter // in the order of Dims, values as typed
	Typed   []Typed      // assumptions of the planner: words, then numbers in the order of its fields
	Beside  []string     // names of the scenarios that are compared, as typed
	Drill   Drill        // which tickets are listed
}

// Scope is the rows a question is about.
func (s State) Scope() kpi.Scope { return kpi.Scope{Period: s.Period, Where: s.Where} }

// Query asks for the figures with this state's comparison and clock.
func (s State) Query(ids ...string) kpi.Query {
	q := kpi.Query{Scope: s.Scope(), IDs: ids, Hours: s.Hours}
	q.Compare = s.compare(s.Compare)
	return q
}

// compare is a way to compare as a question has it.
func (s State) compare(mode string) kpi.Compare {
	switch mode {
	case "", NoCompare:
		return kpi.Compare{}
	case CustomSpan:
		return kpi.Compare{Mode: mode, Custom: s.Custom}
	}
	return kpi.Compare{Mode: mode}
}

// Otherwise is the state with its second way to compare as the only one.
func (s State) Otherwise() State {
	s.Compare, s.Second = s.Second, ""
	return s
}

// Comparing is the state with one way to compare.
func (s State) Comparing(mode string) State {
	s.Compare, s.Second = mode, ""
	return s
}

// Also is the state with a second way to compare, or without it when it has it already.
func (s State) Also(mode string) State {
	if s.Second == mode {
		mode = ""
	}
	s.Second = mode
	return s
}

// Days is the length of the period in days.
func (s State) Days() int {
	return int(s.Period.To.Sub(s.Period.From).Hours()/24) + 1
}

// Bucket is the calendar dimension that suits the length of the period: about 8 to 60 points.
func (s State) Bucket() string {
	switch days := s.Days(); {
	case days <= 35:
		return "day"
	case days <= 420:
		return "week"
	default:
		return "month"
	}
}

// Values writes the state as address parameters; what is default is left out.
func (s State) Values() url.Values {
	v := url.Values{}
	if s.Preset == "" {
		v.Set("from", s.Period.From.Format(isoDay))
		v.Set("to", s.Period.To.Format(isoDay))
	} else if s.Preset != standard {
		v.Set("period", s.Preset)
	}
	s.writeCompare(v)
	if s.Hours != kpi.Calendar {
		v.Set("hours", string(s.Hours))
	}
	for _, f := range s.Where {
		v[f.Dim] = slices.Clone(f.Values)
	}
	for _, t := range s.Typed {
		v.Add(t.Key, t.Text)
	}
	for _, name := range s.Beside {
		v.Add(besideKey, name)
	}
	s.Drill.write(v)
	return v
}

// Link is the address of a page with this state.
func (s State) Link(path string) string {
	if query := s.Values().Encode(); query != "" {
		return path + "?" + query
	}
	return path
}

// Key names the state in a cache: equal states have equal keys.
func (s State) Key() string {
	return strings.Join([]string{s.Period.From.Format(isoDay), s.Period.To.Format(isoDay), s.Values().Encode()}, "|")
}

// Chosen returns the values a dimension is filtered by.
func (s State) Chosen(dim string) []string {
	for _, f := range s.Where {
		if f.Dim == dim {
			return f.Values
		}
	}
	return nil
}

// Only keeps the rows with one value of a dimension, instead of the values chosen so far.
func (s State) Only(dim, value string) State {
	return s.set(dim, []string{value})
}

// Without drops one value of a dimension.
func (s State) Without(dim, value string) State {
	kept := slices.DeleteFunc(slices.Clone(s.Chosen(dim)), func(v string) bool { return v == value })
	return s.set(dim, kept)
}

// Unfiltered drops every filter.
func (s State) Unfiltered() State {
	s.Where, s.Drill.Page = nil, 0
	return s
}

// Named is the state with a preset period of the data that end on the given day.
func (s State) Named(preset string, first, last time.Time) State {
	s.Preset, s.Period, s.Drill.Page = preset, span(preset, first, last), 0
	return s
}

// Between is the state with a period typed by hand.
func (s State) Between(p kpi.Period) State {
	s.Preset, s.Period, s.Drill.Page = "", p, 0
	return s
}

func (s State) set(dim string, values []string) State {
	where := []kpi.Filter{}
	for _, d := range Dims {
		kept := s.Chosen(d)
		if d == dim {
			kept = values
		}
		if len(kept) > 0 {
			where = append(where, kpi.Filter{Dim: d, Values: kept})
		}
	}
	s.Where, s.Drill.Page = where, 0
	return s
}
