package simulate

import (
	"fmt"
	"math"
	"slices"
)

// entry is where tickets of a category come in.
type entry struct{ category, tier int }

func (d Desk) entries() []entry {
	var all []entry
	for _, s := range d.Streams {
		if slices.Max(s.Arrivals) > 0 {
			all = append(all, entry{s.Category, s.Tier})
		}
	}
	return all
}

func entriesOf(arrivals []Arrival) []entry {
	seen, all := map[entry]bool{}, []entry(nil)
	for _, a := range arrivals {
		if e := (entry{a.Category, a.Tier}); !seen[e] {
			seen[e] = true
			all = append(all, e)
		}
	}
	return all
}

// checkStreams returns what is wrong with the arrivals that are to be drawn.
func (d Desk) checkStreams() []error {
	var f faults
	total := 0.0
	for i, s := range d.Streams {
		place := fmt.Sprintf("stream %d", i)
		f.index(place+": category", s.Category, len(d.Categories))
		f.index(place+": channel", s.Channel, len(d.Channels))
		f.index(place+": tier", s.Tier, len(d.Tiers))
		if len(s.Arrivals) != len(d.Periods) {
			f.add("%s: has arrivals for %d periods, the desk has %d", place, len(s.Arrivals), len(d.Periods))
		}
		for p, n := range s.Arrivals {
			if f.within(fmt.Sprintf("%s, period %d: expected arrivals", place, p), n, 0, math.MaxFloat64) {
				total += n
			}
		}
	}
	switch {
	case len(f) > 0:
	case total == 0:
		f.add("no stream has any arrivals: nothing can be simulated")
	case total > longest:
		f.add("the streams expect %v tickets, at most %v", total, longest)
	}
	return f
}

// manyFaults is how many faulty arrivals are named one by one.
const manyFaults = 10

// checkArrivals returns what is wrong with measured arrivals.
func (d Desk) checkArrivals(arrivals []Arrival) []error {
	var f faults
	if len(arrivals) == 0 {
		f.add("no arrivals are given: nothing can be replayed")
	}
	end, before := sum(d.Periods), 0.0
	for i, a := range arrivals {
		if len(f) >= manyFaults {
			f.add("further faults of arrivals from number %d on are not listed", i)
			break
		}
		place := fmt.Sprintf("arrival %d", i)
		f.index(place+": category", a.Category, len(d.Categories))
		f.index(place+": channel", a.Channel, len(d.Channels))
		f.index(place+": tier", a.Tier, len(d.Tiers))
		switch {
		case !(a.AtSeconds >= 0 && a.AtSeconds < end):
			f.add("%s: comes at %v s, must lie in the periods, 0 to below %v", place, a.AtSeconds, end)
		case a.AtSeconds < before:
			f.add("%s: comes at %v s, before the one in front of it at %v: arrivals must be in the order of time", place, a.AtSeconds, before)
		default:
			before = a.AtSeconds
		}
	}
	return f
}

// checkEntries returns what keeps tickets from being handled to their end: a law that is missing at a tier they reach, a tier
// without agents, a last tier that passes on, a circle without a way out.
func (d Desk) checkEntries(entries []entry) []error {
	var f faults
	for c, category := range d.Categories {
		reached := make([]bool, len(d.Tiers))
		for _, e := range entries {
			if e.category == c {
				category.reach(reached, e.tier)
			}
		}
		ends := category.ends()
		for tier, yes := range reached {
			if yes {
				f.reachedStep(fmt.Sprintf("category %d %q, tier %d", c, category.Name, tier), category, tier, d, ends[tier])
			}
		}
	}
	return f
}

// reach marks every tier that tickets may come to from one tier on.
func (c Category) reach(reached []bool, tier int) {
	if tier < 0 || tier >= len(reached) || reached[tier] {
		return
	}
	reached[tier] = true
	s := c.Steps[tier]
	if s.Solve < 1 {
		c.reach(reached, tier+1)
	}
	if s.Solve > 0 && s.Return > 0 {
		c.reach(reached, tier-1)
	}
	if c.Reopen.Share > 0 && s.Solve > 0 && s.Return < 1 {
		c.reach(reached, c.Reopen.Tier)
	}
}

// ends says from which tiers a ticket can be solved for good.
func (c Category) ends() []bool {
	n := len(c.Steps)
	ends := make([]bool, n)
	for range n { // one more tier at least is found each time
		for t, s := range c.Steps {
			ends[t] = ends[t] || s.Solve > 0 && s.Return < 1 ||
				t+1 < n && s.Solve < 1 && ends[t+1] || t > 0 && s.Solve > 0 && s.Return > 0 && ends[t-1]
		}
	}
	return ends
}

// reachedStep checks a step that tickets come to.
func (f *faults) reachedStep(place string, c Category, tier int, d Desk, ends bool) {
	s := c.Steps[tier]
	if s.Solve > 0 && s.Solved.Kind == "" {
		f.add("%s: handling time of solved tickets is missing", place)
	}
	if s.Solve < 1 && s.Passed.Kind == "" {
		f.add("%s: handling time of passed tickets is missing", place)
	}
	if tier == len(d.Tiers)-1 && s.Solve < 1 {
		f.add("%s: solve share is %v, the last tier has nobody to pass to and needs 1", place, s.Solve)
	}
	if c.Reopen.Share > 0 && c.Reopen.Delay.Kind == "" {
		f.add("%s: delay of reopening is missing", place)
	}
	staffed := slices.ContainsFunc(d.eligible(s, tier), func(g int) bool { return slices.Max(d.Groups[g].Agents) > 0 })
	if !staffed {
		f.add("%s: no agent in any period may take its tickets", place)
	}
	if !ends {
		f.add("%s: tickets never end from here: whatever is solved is returned, and passed on again", place)
	}
}
