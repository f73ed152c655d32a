// Package effort says how many minutes of work a ticket takes, per category and tier, and how often 1st level solves
// what it tries; always with the number of cases it rests on, an interval, and where the figure comes from.
//
// Handling time comes from recorded effort; where there is none, from paid hours by non-negative least squares; where
// that cannot tell it either, from what the user typed. The time a ticket lay open is not effort and is never used.
package effort

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Source says where a handling time comes from.
type Source int

// The three sources, best first.
const (
	Recorded  Source = iota + 1 // minutes booked on tickets
	PaidHours                   // paid hours per team and week, shared out by least squares
	Typed                       // entered by the user
)

// String is the name that is printed beside a figure.
func (s Source) String() string {
	switch s {
	case Recorded:
		return "recorded"
	case PaidHours:
		return "paid hours"
	case Typed:
		return "typed"
	}
	return "unknown"
}

// Outcome tells tickets that a tier solved from those that it tried and passed on; their handling times differ.
type Outcome int

// Any does not tell the two apart.
const (
	Any Outcome = iota
	Solved
	Passed
)

// Key names what a handling time belongs to.
type Key struct {
	Tier     int
	Category string
	Outcome  Outcome
}

// String is the key as it appears in sentences: tier 1, "password", solved.
func (k Key) String() string {
	ending := ""
	switch k.Outcome {
	case Solved:
		ending = ", solved"
	case Passed:
		ending = ", passed on"
	}
	return fmt.Sprintf("tier %d, %q%s", k.Tier, k.Category, ending)
}

func compareKeys(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Outcome, b.Outcome))
}

// Handling is the work on one ticket, in minutes.
type Handling struct {
	Key      Key
	Source   Source
	Mean     float64 // minutes per ticket
	Median   float64 // minutes; 0 unless Recorded
	P90      float64 // minutes; 0 unless Recorded
	Low      float64 // minutes, 95 % interval of the mean; meaningful when Interval is set
	High     float64 // minutes
	Interval bool
	N        int      // tickets (Recorded), team weeks (PaidHours), 0 (Typed)
	LeftOut  LeftOut  // Recorded: what was not used
	Share    *Share   // PaidHours: how the fit came to it
	R2       float64  // PaidHours: of the fit
	Notes    []string // what a reader must know beside the number
}

// Input is everything that is known about effort.
type Input struct {
	Wanted []Key
	Logged map[Key][]float64 // recorded minutes, one value per ticket
	Hours  Hours             // no weeks: paid hours are not known
	Typed  map[Key]float64   // minutes per ticket
}

// Missing is a wanted handling time that nothing tells.
type Missing struct {
	Key    Key
	Reason string
}

// Result holds a handling time or the reason why there is none for each wanted key, in the order of Wanted.
type Result struct {
	Handling []Handling
	Missing  []Missing
	Fit      *Fit // the fit of the paid hours; nil when none was needed or possible
}

// FewestRecorded is the number of usable recorded tickets from which recorded effort is preferred to other sources: with
// fewer the interval of a mean of skewed values is several times the mean.
const FewestRecorded = 5

// Few is the number of cases below which a figure says that it rests on few. 30 is the usual rule of thumb for the
// normal approximation of a mean (R. V. Hogg, E. A. Tanis, D. Zimmerman, Probability and Statistical Inference, 9th ed.
// (2015), section 5.6); for a share it leaves an interval of about ±18 points.
const Few = 30

// LongestMinutes bounds what a typed handling time may be: a working month of one person. More is a unit mistaken.
const LongestMinutes = 160 * 60

// Estimate gives every wanted handling time from its best source: recorded effort of at least FewestRecorded tickets,
// else paid hours when the fit determines the key, else the typed value, else recorded effort of fewer tickets. What no
// source tells is in Missing.
//
// Errors: no or repeated keys, typed minutes outside 0 .. LongestMinutes, and every fault of the hours, all at once.
func Estimate(in Input) (Result, error) {
	if err := in.check(); err != nil {
		return Result{}, err
	}
	var out Result
	logged := map[Key]Handling{}
	short := false
	for _, k := range in.Wanted {
		h, ok := FromRecorded(k, in.Logged[k])
		if ok {
			logged[k] = h
		}
		short = short || h.N < FewestRecorded
	}
	if short && len(in.Hours.Weeks) > 0 {
		fit, err := FromHours(in.Hours)
		if err != nil {
			return Result{}, err
		}
		out.Fit = &fit
	}
	for _, k := range in.Wanted {
		h, reason := in.best(k, logged[k], out.Fit)
		if reason != "" {
			out.Missing = append(out.Missing, Missing{k, reason})
			continue
		}
		out.Handling = append(out.Handling, h)
	}
	return out, nil
}

// best picks the source of one key; reason is set when there is none.
func (in Input) best(k Key, logged Handling, fit *Fit) (h Handling, reason string) {
	if logged.N >= FewestRecorded {
		return logged, ""
	}
	why := "no paid hours were given"
	if fit != nil {
		if h, why = fit.find(k); why == "" {
			return h, ""
		}
	}
	if minutes, ok := in.Typed[k]; ok {
		note := fmt.Sprintf("typed: recorded effort of %d tickets, at least %d are needed; %s", logged.N, FewestRecorded, why)
		return Handling{Key: k, Source: Typed, Mean: minutes, Notes: []string{note}}, ""
	}
	if logged.N > 0 {
		return logged, ""
	}
	return Handling{}, fmt.Sprintf("%s: no effort is recorded, %s, and no minutes are typed", k, why)
}

func (in Input) check() error {
	var faults []error
	if len(in.Wanted) == 0 {
		faults = append(faults, errors.New("no category is wanted; name at least one"))
	}
	seen := map[Key]bool{}
	for _, k := range in.Wanted {
		if seen[k] {
			faults = append(faults, fmt.Errorf("%s is wanted twice; name it once", k))
		}
		seen[k] = true
	}
	for _, k := range sorted(in.Typed) {
		if m := in.Typed[k]; !(m >= 0 && m <= LongestMinutes) {
			faults = append(faults, fmt.Errorf("%s: typed handling time %v minutes; it must lie between 0 and %d", k, m, LongestMinutes))
		}
	}
	if len(in.Hours.Weeks) > 0 {
		faults = append(faults, in.Hours.check())
	}
	return errors.Join(faults...)
}

// sorted are the keys of a map, in a fixed order.
func sorted[V any](m map[Key]V) []Key {
	all := make([]Key, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.SortFunc(all, compareKeys)
	return all
}

// finite says whether a number is one that can be calculated with.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
