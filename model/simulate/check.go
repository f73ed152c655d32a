package simulate

import (
	"fmt"
	"math"
	"slices"
)

// Bounds of what can be simulated.
const (
	longest   = 1e9       // s, about 32 years; longer times are taken for a mistake in the unit
	mostStaff = 1_000_000 // agents of a group in a period
	mostCells = 100_000   // tiers × categories × periods: each costs about 2 kB per worker
	mostRows  = 500_000   // cells × channels: each costs about 300 bytes per worker
)

// faults collects what is wrong with an input.
type faults []error

func (f *faults) add(format string, values ...any) { *f = append(*f, fmt.Errorf(format, values...)) }

// within demands low <= value <= high; a NaN is never within.
func (f *faults) within(what string, value, low, high float64) bool {
	if value >= low && value <= high {
		return true
	}
	f.add("%s is %v, must lie in %v to %v", what, value, low, high)
	return false
}

// index demands a valid index.
func (f *faults) index(what string, i, n int) bool {
	if i >= 0 && i < n {
		return true
	}
	f.add("%s is %d, must lie in 0 to %d", what, i, n-1)
	return false
}

// check returns what is wrong with the options for a desk.
func (o Options) check(d Desk) []error {
	var f faults
	if o.Replications < 2 {
		f.add("replications is %d, an interval needs at least 2", o.Replications)
	}
	if o.Workers < 1 {
		f.add("workers is %d, must be at least 1", o.Workers)
	}
	if !(o.Level > 0 && o.Level < 1) {
		f.add("confidence level is %v, must lie between 0 and 1", o.Level)
	}
	if o.MaxEvents < 0 {
		f.add("most events is %d, must be positive, or 0 for %d", o.MaxEvents, EventLimit)
	}
	if end := sum(d.Periods); !(o.WarmUpSeconds >= 0 && o.WarmUpSeconds < end) {
		f.add("warm-up is %v s, must be at least 0 and shorter than all periods together, %v s", o.WarmUpSeconds, end)
	}
	return f
}

// check returns what is wrong with the parts of a desk, streams apart.
func (d Desk) check() []error {
	var f faults
	for _, part := range []struct {
		what string
		n    int
	}{{"tier", len(d.Tiers)}, {"period", len(d.Periods)}, {"group", len(d.Groups)}, {"category", len(d.Categories)}, {"channel", len(d.Channels)}} {
		if part.n == 0 {
			f.add("the desk has no %s, at least one is needed", part.what)
		}
	}
	if cells := len(d.Tiers) * len(d.Categories) * len(d.Periods); cells > mostCells {
		f.add("the desk has %d cells (tiers × categories × periods), at most %d: use longer or fewer periods", cells, mostCells)
	}
	if rows := len(d.Tiers) * len(d.Categories) * len(d.Channels) * len(d.Periods); rows > mostRows {
		f.add("the desk has %d rows (tiers × categories × channels × periods), at most %d: use longer or fewer periods, or fewer channels", rows, mostRows)
	}
	if !slices.Contains([]Closing{Stop, Drain}, d.AfterClose) {
		f.add("after close is %q, must be %q or %q", d.AfterClose, Stop, Drain)
	}
	f.day(d.Day)
	f.periods(d.Periods)
	for i, g := range d.Groups {
		f.group(fmt.Sprintf("group %d %q", i, g.Name), g, d)
	}
	for i, c := range d.Categories {
		f.category(fmt.Sprintf("category %d %q", i, c.Name), c, d)
	}
	for i, c := range d.Channels {
		f.channel(fmt.Sprintf("channel %d %q", i, c.Name), c, d)
	}
	return f
}

func (f *faults) day(d Day) {
	f.within("shape of the day factor", d.Shape, 0, math.MaxFloat64)
	if d.Periods < 0 {
		f.add("periods of a day is %d, must be positive, or 0 for one day", d.Periods)
	}
}

func (f *faults) periods(lengths []float64) {
	for i, s := range lengths {
		if !(s > 0 && s <= longest) {
			f.add("period %d lasts %v s, must be above 0 and at most %v", i, s, longest)
		}
	}
}

func (f *faults) group(place string, g Group, d Desk) {
	f.index(place+": tier", g.Tier, len(d.Tiers))
	if len(g.Agents) != len(d.Periods) {
		f.add("%s: schedule has %d periods, the desk has %d", place, len(g.Agents), len(d.Periods))
	}
	for i, n := range g.Agents {
		if n < 0 || n > mostStaff {
			f.add("%s, period %d: %d agents, must lie in 0 to %d", place, i, n, mostStaff)
		}
	}
}

func (f *faults) category(place string, c Category, d Desk) {
	if len(c.Steps) != len(d.Tiers) {
		f.add("%s: has %d steps, the desk has %d tiers", place, len(c.Steps), len(d.Tiers))
		return
	}
	for i, s := range c.Steps {
		f.step(fmt.Sprintf("%s, tier %d", place, i), s, i, d)
	}
	f.factors(place+": handling factor", c.HandlingFactor, len(d.Periods))
	if !(c.Reopen.Share >= 0 && c.Reopen.Share < 1) {
		f.add("%s: reopened share is %v, must be at least 0 and below 1", place, c.Reopen.Share)
	}
	f.index(place+": tier of reopened tickets", c.Reopen.Tier, len(d.Tiers))
	f.law(place+": delay of reopening", c.Reopen.Delay)
}

func (f *faults) step(place string, s Step, tier int, d Desk) {
	f.within(place+": solve share", s.Solve, 0, 1)
	f.within(place+": return share", s.Return, 0, 1)
	if tier == 0 && s.Return > 0 {
		f.add("%s: return share is %v, the first tier has none below and needs 0", place, s.Return)
	}
	f.law(place+": handling time of solved tickets", s.Solved)
	f.law(place+": handling time of passed tickets", s.Passed)
	for i, g := range s.Groups {
		switch {
		case !f.index(place+": group", g, len(d.Groups)):
		case d.Groups[g].Tier != tier:
			f.add("%s: group %d %q works at tier %d", place, g, d.Groups[g].Name, d.Groups[g].Tier)
		case slices.Contains(s.Groups[:i], g):
			f.add("%s: group %d is named twice", place, g)
		}
	}
}

func (f *faults) factors(what string, values []float64, periods int) {
	if len(values) != 0 && len(values) != periods {
		f.add("%s has %d periods, the desk has %d", what, len(values), periods)
	}
	for i, v := range values {
		if !(v > 0 && v <= longest) {
			f.add("%s of period %d is %v, must be above 0 and at most %v", what, i, v, longest)
		}
	}
}

// law checks a law that is given; whether it has to be is checked with the streams.
func (f *faults) law(what string, l Law) {
	switch l.Kind {
	case "":
		if l.Mean != 0 || l.CV != 0 || len(l.Values) > 0 {
			f.add("%s: no kind of law is named, choose one of %q", what, kinds)
		}
	case Exponential, Deterministic:
		f.within(what+": mean in seconds", l.Mean, 0, longest)
	case Lognormal, Gamma:
		f.spread(what, l)
	case Empirical:
		if len(l.Values) == 0 {
			f.add("%s: an empirical law needs at least one measured time", what)
		}
		for i, v := range l.Values {
			f.within(fmt.Sprintf("%s: measured time %d in seconds", what, i), v, 0, longest)
		}
	default:
		f.add("%s: unknown law %q, choose one of %q", what, l.Kind, kinds)
	}
}

var kinds = []Kind{Exponential, Lognormal, Gamma, Deterministic, Empirical}

// Coefficients of variation outside these bounds cannot be told from deterministic, or have no finite sample mean in practice.
const (
	leastSpread = 1e-3
	mostSpread  = 100
)

func (f *faults) spread(what string, l Law) {
	if !(l.Mean > 0 && l.Mean <= longest) {
		f.add("%s: mean is %v s, must be above 0 and at most %v", what, l.Mean, longest)
	}
	f.within(what+": coefficient of variation", l.CV, leastSpread, mostSpread)
}

func (f *faults) channel(place string, c Channel, d Desk) {
	if len(c.Terms) != len(d.Tiers) {
		f.add("%s: has %d terms, the desk has %d tiers", place, len(c.Terms), len(d.Tiers))
	}
	for i, t := range c.Terms {
		f.terms(fmt.Sprintf("%s, tier %d", place, i), t, d)
	}
	f.factors(place+": patience factor", c.PatienceFactor, len(d.Periods))
}

func (f *faults) terms(place string, t Terms, d Desk) {
	f.within(place+": target in seconds", t.TargetSeconds, 0, longest)
	f.open(place, t.Open, len(d.Periods))
	if t.Interruptible && !t.Deferred {
		f.add("%s: live work is interruptible; only deferred work can be", place)
	}
	f.patience(place, t)
}

func (f *faults) open(place string, open []bool, periods int) {
	switch {
	case len(open) == 0:
	case len(open) != periods:
		f.add("%s: open has %d periods, the desk has %d", place, len(open), periods)
	case !slices.Contains(open, true):
		f.add("%s: open in no period, so no target could ever be missed; name one, or leave it empty for all", place)
	}
}

func (f *faults) patience(place string, t Terms) {
	p := t.Patience
	if t.Deferred && p == (Patience{}) {
		return
	}
	if t.Deferred && (p.Kind != Endless || p.AtOnce != 0) {
		f.add("%s: deferred work has patience %q; nobody gives up on it, leave it empty or %q", place, p.Kind, Endless)
	}
	f.within(place+": share that gives up at once", p.AtOnce, 0, 1)
	switch p.Kind {
	case Endless:
		f.within(place+": mean of endless patience", p.Mean, 0, 0)
	case Memoryless, FixedPatience:
		f.within(place+": mean patience in seconds", p.Mean, 0, longest)
	default:
		f.add("%s: unknown patience %q, choose one of %q", place, p.Kind, []Temper{Endless, Memoryless, FixedPatience})
	}
}
