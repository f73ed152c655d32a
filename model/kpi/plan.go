package kpi

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Plan is a checked Query: what to count, and how to turn the counts into an Answer.
type Plan struct {
	Query
	Specs []Spec
	Dims  []Dimension // of By
}

// Plan checks the query against the registry. The error says what is unknown or wrong and what exists.
func (q Query) Plan() (Plan, error) {
	p := Plan{Query: q}
	if q.Hours != "" && q.Hours != Calendar && q.Hours != Business {
		return Plan{}, fmt.Errorf("hours %q: want calendar or business", q.Hours)
	}
	if err := q.Period.check("period"); err != nil {
		return Plan{}, err
	}
	if err := q.Compare.check(); err != nil {
		return Plan{}, err
	}
	if err := p.figures(); err != nil {
		return Plan{}, err
	}
	return p, p.dimensions()
}

func (p *Plan) figures() error {
	if len(p.IDs) == 0 {
		p.Specs = All()
	}
	for _, id := range p.IDs {
		s, err := Lookup(id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(p.Specs, func(o Spec) bool { return o.ID == id }) {
			p.Specs = append(p.Specs, s)
		}
	}
	return nil
}

func (p *Plan) dimensions() error {
	for _, id := range p.By {
		d, err := LookupDimension(id)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(p.Dims, func(o Dimension) bool { return o.ID == id }) {
			return fmt.Errorf("dimension %s is named twice", id)
		}
		p.Dims = append(p.Dims, d)
	}
	for _, f := range p.Where {
		d, err := LookupDimension(f.Dim)
		if err != nil {
			return err
		}
		if _, _, err := d.Values(f); err != nil {
			return fmt.Errorf("filter: %w", err)
		}
		if len(f.Values) == 0 {
			return fmt.Errorf("filter on %s has no value", f.Dim)
		}
	}
	return nil
}

// Buckets says whether the answer is split into stretches of time.
func (p Plan) Buckets() bool {
	return slices.ContainsFunc(p.Dims, Dimension.Buckets)
}

// Refused lists the dimensions of the query that the rows of a figure do not have; such a figure is not counted.
func (p Plan) Refused(s Spec) []string {
	var refused []string
	level := s.View.Level
	for _, d := range p.Dims {
		_, ok := d.In(s.View)
		if bucket := level && d.Buckets(); !ok && !bucket {
			refused = append(refused, d.ID)
		} else if bucket {
			level = false // an instant ends one kind of bucket only
		}
	}
	for _, f := range p.Where {
		d, err := LookupDimension(f.Dim)
		if err != nil {
			continue // Plan has refused the query
		}
		if _, ok := d.In(s.View); !ok && !slices.Contains(refused, d.ID) {
			refused = append(refused, d.ID)
		}
	}
	return refused
}

// Needs returns what the figures of the plan need, each need once.
func (p Plan) Needs() []Need {
	var all []Need
	for _, s := range p.Specs {
		for _, n := range s.needs(p.Hours) {
			if !slices.ContainsFunc(all, func(o Need) bool { return o.ID == n.ID }) {
				all = append(all, n)
			}
		}
	}
	return all
}

// Counts is what a store counted for a Plan.
type Counts struct {
	Frame   Frame
	Missing map[string]bool    // ids of needs that no row of the desk meets
	Now     map[string]Counted // by figure id, over the period
	Then    map[string]Counted // over the compared period; nil: none asked
}

// Answer makes the figures out of the counts.
func (p Plan) Answer(c Counts) Answer {
	period := p.Period.Within(c.Frame)
	answer := Answer{Period: period, Compared: p.Compare.Of(period), Hours: p.hours(), Where: p.Where}
	for _, s := range p.Specs {
		answer.Figures = append(answer.Figures, p.figure(s, c, answer))
	}
	return answer
}

func (p Plan) hours() Hours {
	if p.Hours == "" {
		return Calendar
	}
	return p.Hours
}

func (p Plan) figure(s Spec, c Counts, a Answer) Figure {
	f := Figure{ID: s.ID, Unit: s.Unit, Direction: s.Direction, Definition: s.Definition.In(p.Lang), Hours: s.Clock(p.Hours)}
	if reason := p.absent(s, c.Frame, c.Missing, a.Period); reason != "" {
		f.Measure = Measure{Reason: reason}
		return f
	}
	now, then := c.Now[s.ID], c.Then[s.ID]
	f.Measure = p.measure(s, now.Total)
	if s.View.Priced {
		f.priced(p)
	}
	change := p.changes(s, c, a)
	f.Change = change(now.Total, then.Total)
	before := map[string]Cell{}
	for _, g := range then.Groups {
		before[p.joined(g.Key)] = g.Cell
	}
	for _, g := range p.sorted(append(p.kept(s, now.Groups, a.Period.Overlap(c.Frame)), p.gone(s, now.Groups, then.Groups)...)) {
		m := p.measure(s, g.Cell)
		if !p.Buckets() {
			m.Change = change(g.Cell, before[p.joined(g.Key)])
		}
		f.Groups = append(f.Groups, Group{Key: g.Key, Measure: m})
	}
	if s.Unit == Fraction && len(p.Dims) == 1 && p.Buckets() {
		f.control(p.Dims[0].Spans(a.Period.Overlap(c.Frame)), p.Dims[0])
	}
	return f
}

// absent is the reason why a figure cannot be there at all; empty when it can.
func (p Plan) absent(s Spec, f Frame, missing map[string]bool, period Period) string {
	if refused := p.Refused(s); len(refused) > 0 {
		return Text{
			EN: "not available by {dims}: the rows of this figure do not have it",
			DE: "nicht verfügbar nach {dims}: die Zeilen dieser Kennzahl haben es nicht",
		}.fill(p.Lang, "{dims}", strings.Join(refused, ", "))
	}
	if f.Tickets == 0 {
		return lacks("the desk has no tickets", "der Desk hat keine Tickets").In(p.Lang)
	}
	if s.View.Priced && p.Prices == nil {
		return noPrices.In(p.Lang)
	}
	for _, n := range s.needs(p.Hours) {
		if missing[n.ID] {
			return n.Missing.In(p.Lang)
		}
	}
	if period.Overlap(f).Days() == 0 {
		return lacks("the data runs from {first} to {last}", "die Daten reichen von {first} bis {last}").fill(p.Lang,
			"{first}", f.First.Format(time.DateOnly), "{last}", f.Last.Format(time.DateOnly))
	}
	return ""
}

// kept drops groups without any row; a count over time buckets gets its empty buckets.
func (p Plan) kept(s Spec, groups []Keyed, period Period) []Keyed {
	kept := slices.Clone(groups)
	kept = slices.DeleteFunc(kept, func(g Keyed) bool { return g.empty() && !s.View.Level })
	if s.Unit == Number && len(p.Dims) == 1 {
		kept = append(kept, p.emptyBuckets(kept, period)...)
	}
	return kept
}

func (k Keyed) empty() bool { return k.Rows == 0 && k.Running == 0 && k.LeftOut == 0 }

// gone are the groups that only the compared period has: without them the changes of the groups would not be that of the total.
func (p Plan) gone(s Spec, now, then []Keyed) []Keyed {
	if p.Buckets() {
		return nil
	}
	here := map[string]bool{}
	for _, g := range now {
		here[p.joined(g.Key)] = !g.empty() || s.View.Level
	}
	var gone []Keyed
	for _, g := range then {
		if !g.empty() && !here[p.joined(g.Key)] {
			gone = append(gone, Keyed{Key: g.Key})
		}
	}
	return gone
}

func (p Plan) sorted(groups []Keyed) []Keyed {
	slices.SortStableFunc(groups, func(a, b Keyed) int {
		for _, d := range p.Dims {
			if c := d.compare(a.Key[d.ID], b.Key[d.ID]); c != 0 {
				return c
			}
		}
		return 0
	})
	return groups
}

func (p Plan) emptyBuckets(groups []Keyed, period Period) []Keyed {
	d, seen := p.Dims[0], map[string]bool{}
	for _, g := range groups {
		seen[g.Key[d.ID]] = true
	}
	var empty []Keyed
	for _, first := range d.Spans(period) {
		if key := d.Key(first); !seen[key] {
			empty = append(empty, Keyed{Key: map[string]string{d.ID: key}})
		}
	}
	return empty
}

func (p Plan) joined(key map[string]string) string {
	parts := make([]string, len(p.Dims))
	for i, d := range p.Dims {
		parts[i] = key[d.ID]
	}
	return strings.Join(parts, "\x00")
}
