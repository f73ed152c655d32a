package flow

import (
	"cmp"
	"slices"
)

// Reason is why tickets were escalated, as the records say it.
type Reason struct {
	Reason  string // "" = not given
	Moves   int    // moves to a higher tier
	Tickets int    // different tickets among them
}

// Reasons are the escalations of a scope by their reason.
type Reasons struct {
	All     []Reason
	LeftOut int // moves of which one team has no tier, so that nobody knows whether they went up
}

// vital is the part of all escalations with a reason that the vital few make up.
//
// Source: J. M. Juran, Quality Control Handbook, 3rd ed. (1974), section 2, who named the principle after V. Pareto.
const vital = 0.8

// Cause is a reason in its place of a Pareto chart.
type Cause struct {
	Reason
	Share     float64 // of the escalations with a reason, 0 .. 1
	Cumulated float64 // with all reasons above it
	Vital     bool    // one of the fewest that make up 80 %
}

// Pareto is the reasons by their frequency. Escalations without a reason stand apart: they are no reason.
type Pareto struct {
	Causes   []Cause
	Moves    int // escalations in all
	NotGiven int // of them without a reason
	Few      int // causes that are vital
}

// Pareto puts the most frequent reason first; equal ones are in the order of their names.
func (r Reasons) Pareto() Pareto {
	var p Pareto
	for _, one := range r.All {
		p.Moves += one.Moves
		if one.Reason == "" {
			p.NotGiven += one.Moves
		} else if one.Moves > 0 {
			p.Causes = append(p.Causes, Cause{Reason: one})
		}
	}
	slices.SortFunc(p.Causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Moves, a.Moves), cmp.Compare(a.Reason.Reason, b.Reason.Reason))
	})
	given, above := p.Moves-p.NotGiven, 0
	for i := range p.Causes {
		c := &p.Causes[i]
		c.Vital = float64(above) < vital*float64(given)
		above += c.Moves
		c.Share, c.Cumulated = float64(c.Moves)/float64(given), float64(above)/float64(given)
		if c.Vital {
			p.Few++
		}
	}
	return p
}
