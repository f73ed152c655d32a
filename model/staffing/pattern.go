package staffing

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Interval is a stretch of the horizon. The horizon is a list of them, rising and without overlap, so that a day of a clock
// change has the 23 or 25 hours that it really has.
type Interval struct {
	Start  time.Time // UTC
	Length time.Duration
}

// End is the instant at which the interval is over.
func (i Interval) End() time.Time { return i.Start.Add(i.Length) }

// Hours is the length in hours.
func (i Interval) Hours() float64 { return i.Length.Hours() }

// Break is an unpaid or paid pause inside a shift. It begins between Earliest and Latest after the start of the shift,
// in steps of Step.
type Break struct {
	Length   time.Duration
	Earliest time.Duration // after the start of the shift
	Latest   time.Duration
	Step     time.Duration // 0: only Earliest and Latest
}

// Pattern is a kind of shift: how long, when it may start, which breaks.
type Pattern struct {
	Name    string
	Length  time.Duration   // from coming to going
	Paid    time.Duration   // what of it is paid
	Starts  []time.Duration // allowed starts on the wall clock, after midnight, below 24 h
	Days    []time.Weekday  // on which it may start; none: every day
	Breaks  []Break
	Premium float64 // money per shift on top of paid hours, such as a night supplement
}

// Bounds of what a pattern may be.
const (
	longestShift  = 24 * time.Hour
	mostBreaks    = 4   // of one shift
	mostPlacings  = 500 // ways to place the breaks of one shift
	shortestPlace = time.Minute
)

func (p Pattern) check() error {
	var faults []error
	say := func(format string, a ...any) {
		faults = append(faults, fmt.Errorf("shift %q: "+format, append([]any{p.Name}, a...)...))
	}
	if p.Length <= 0 || p.Length > longestShift {
		say("length %s must lie above 0 and at most at 24 h", p.Length)
	}
	if p.Paid <= 0 || p.Paid > p.Length {
		say("paid time %s must lie above 0 and at most at the length %s", p.Paid, p.Length)
	}
	if len(p.Starts) == 0 {
		say("no start is allowed; name at least one, such as 08:00")
	}
	for _, s := range p.Starts {
		if s < 0 || s >= 24*time.Hour {
			say("start %s must lie between 0 and 24 h after midnight", s)
		}
	}
	for _, d := range p.Days {
		if d < time.Sunday || d > time.Saturday {
			say("day %d is no day of the week", d)
		}
	}
	if !(p.Premium >= 0 && p.Premium <= mostMoney) {
		say("premium %v must lie between 0 and %d", p.Premium, mostMoney)
	}
	if len(p.Breaks) > mostBreaks {
		say("%d breaks; at most %d are possible", len(p.Breaks), mostBreaks)
	}
	for i, b := range p.Breaks {
		if b.Length <= 0 || b.Earliest < 0 || b.Latest < b.Earliest || b.Latest+b.Length > p.Length {
			say("break %d: %s long between %s and %s must lie within the shift of %s", i+1, b.Length, b.Earliest, b.Latest, p.Length)
		}
		if b.Step != 0 && b.Step < shortestPlace {
			say("break %d: step %s must be 0 or at least one minute", i+1, b.Step)
		}
	}
	if len(faults) == 0 {
		switch n := len(p.placings()); {
		case n == 0:
			say("its breaks cannot be placed without overlap")
		case n > mostPlacings:
			say("its breaks can be placed in more than %d ways; make the windows narrower or the steps longer", mostPlacings)
		}
	}
	return errors.Join(faults...)
}

// placings are all ways to place the breaks, as starts after the start of the shift, in order and without overlap; never more
// than one above the limit.
func (p Pattern) placings() [][]time.Duration {
	all := [][]time.Duration{nil}
	for i, b := range p.Breaks {
		var longer [][]time.Duration
		for _, head := range all {
			for _, at := range b.starts() {
				if i > 0 && at < head[i-1]+p.Breaks[i-1].Length {
					continue
				}
				if longer = append(longer, append(slices.Clone(head), at)); len(longer) > mostPlacings {
					return longer
				}
			}
		}
		all = longer
	}
	return all
}

func (b Break) starts() []time.Duration {
	if b.Step == 0 {
		return slices.Compact([]time.Duration{b.Earliest, b.Latest})
	}
	var all []time.Duration
	for at := b.Earliest; at <= b.Latest; at += b.Step {
		all = append(all, at)
	}
	return all
}

func (p Pattern) startsOn(day time.Weekday) bool {
	return len(p.Days) == 0 || slices.Contains(p.Days, day)
}
