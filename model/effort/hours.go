package effort

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Week is what one team was paid for in one week, and the tickets it handled.
type Week struct {
	Label   string // names the week; teams of one week share it
	Team    string
	Paid    float64     // hours
	Tickets map[Key]int // tickets handled
}

// Hours is a history of paid hours. Paid time is not all handling time: people are away (shrinkage), and when they are
// there they also wait for work (occupancy). Handling time is (1-Shrinkage)·Occupancy of what is paid, so an occupancy that
// is 10 % too high makes all minutes 10 % too long; therefore it has to be given.
type Hours struct {
	Weeks     []Week
	Occupancy float64 // share of the hours at work that is spent on tickets, over 0 to 1
	Shrinkage float64 // share of the paid hours that is not worked, 0 to below 1; 0 when Paid are hours at work
	Basis     string  // where occupancy and shrinkage come from: "measured", "typed", "default: ..."
	Seed      uint64  // of the bootstrap
}

// Share is what a fit says about the minutes of one key.
type Share struct {
	Key     Key
	Minutes float64 // per ticket; of no meaning unless Told
	Low     float64 // minutes, 95 % interval
	High    float64
	Tickets int
	Told    bool // the paid hours determine it
	Reason  string
}

// Together is a set of keys whose tickets always came in the same proportions, so that only their common mean is told.
type Together struct {
	Keys    []Key
	Minutes float64 // per ticket over all tickets of the set
	Close   bool    // nearly the same proportions: told apart, but only just
}

// Fit is the result of sharing out paid hours.
type Fit struct {
	Shares   []Share // in the order of tier, category and outcome
	Together []Together
	R2       float64 // 1 - Σ residual² / Σ (hours - mean)²; below 0 when a constant would explain more
	N        int     // team weeks
	Weeks    int     // different weeks, the units of the bootstrap
	Draws    int     // bootstrap samples that were used
	Scale    float64 // handling time over paid time
	Notes    []string
}

// FewestWeeks is the number of different weeks below which no interval is drawn: the bootstrap of fewer units has too
// few different samples for a 95 % interval (B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), section 6.4).
const FewestWeeks = 8

// FromHours shares paid hours out over the tickets handled: it finds minutes ≥ 0 per key with
//
//	Paid·60·(1-Shrinkage)·Occupancy ≈ Σ Tickets·minutes
//
// for every team and week in the sense of least squares. Intervals at 95 % come from drawing weeks with replacement, all
// teams of a week together, and are widened by √(w/(w-k)) for w weeks and k keys, since residuals of a fit are too small.
//
// Special cases: keys without tickets, and keys whose tickets come in fixed proportions, are not told; see Together. With
// no more different weeks than keys, or fewer than FewestWeeks, nothing is told and Notes says so.
// Errors: every impossible hour, count, occupancy or shrinkage, all at once.
//
// Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23; B. Efron, R. J. Tibshirani, An
// Introduction to the Bootstrap (1993), sections 9.5 and 13.3.
func FromHours(h Hours) (Fit, error) {
	if err := h.check(); err != nil {
		return Fit{}, err
	}
	d := h.design()
	fit := Fit{N: len(h.Weeks), Weeks: len(d.weeks), Scale: h.scale()}
	minutes, err := NNLS(d.tickets, d.minutes)
	if err != nil {
		return Fit{}, err
	}
	for j, k := range d.keys {
		fit.Shares = append(fit.Shares, Share{Key: k, Minutes: minutes[j], Tickets: d.total(j), Told: true})
	}
	fit.R2 = d.explained(minutes)
	fit.Notes = append(fit.Notes, fmt.Sprintf("%.0f %% of the paid time counts as handling time: occupancy %.2f, shrinkage %.2f (%s); all minutes scale with it",
		100*fit.Scale, h.Occupancy, h.Shrinkage, h.Basis))
	fit.apart(d, minutes)
	fit.enough()
	if slices.ContainsFunc(fit.Shares, func(s Share) bool { return s.Told }) {
		err = fit.bootstrap(d, minutes, h.Seed)
	}
	return fit, err
}

// enough withdraws every answer when there are too few weeks for the number of keys.
func (f *Fit) enough() {
	need := max(FewestWeeks, len(f.Shares)+1)
	if f.Weeks >= need {
		return
	}
	f.Notes = append(f.Notes, fmt.Sprintf("%d weeks are too few for %d categories: at least %d are needed", f.Weeks, len(f.Shares), need))
	for i := range f.Shares {
		f.Shares[i].deny(fmt.Sprintf("%d weeks of paid hours are too few for %d categories, at least %d are needed", f.Weeks, len(f.Shares), need))
	}
}

func (s *Share) deny(reason string) {
	if s.Told {
		s.Told, s.Reason = false, reason
	}
}

// find is the handling time of a key, or why the fit does not tell it.
func (f *Fit) find(k Key) (h Handling, reason string) {
	i := slices.IndexFunc(f.Shares, func(s Share) bool { return s.Key == k })
	switch {
	case i < 0:
		return h, "the paid hours name no such tickets"
	case !f.Shares[i].Told:
		return h, f.Shares[i].Reason
	}
	s := f.Shares[i]
	notes := append([]string{fmt.Sprintf("least squares over %d team weeks, R² %.2f", f.N, f.R2)}, f.Notes...)
	return Handling{Key: k, Source: PaidHours, Mean: s.Minutes, Low: s.Low, High: s.High, Interval: true, N: f.N, Notes: notes}, ""
}

func (h Hours) scale() float64 { return h.Occupancy * (1 - h.Shrinkage) }

// design is the history as numbers: one row per team week, one column per key.
type design struct {
	keys    []Key
	tickets *mat.Dense
	minutes []float64 // handling minutes of each row
	weeks   [][]int   // rows of each different week
}

func (h Hours) design() design {
	count := map[Key]int{}
	for _, w := range h.Weeks {
		for k, n := range w.Tickets {
			count[k] += n
		}
	}
	d := design{keys: sorted(count)}
	d.tickets = mat.NewDense(len(h.Weeks), len(d.keys), nil)
	at := map[string]int{}
	for i, w := range h.Weeks {
		for j, k := range d.keys {
			d.tickets.Set(i, j, float64(w.Tickets[k]))
		}
		d.minutes = append(d.minutes, w.Paid*60*h.scale())
		u, known := at[w.Label]
		if !known {
			u = len(d.weeks)
			at[w.Label], d.weeks = u, append(d.weeks, nil)
		}
		d.weeks[u] = append(d.weeks[u], i)
	}
	return d
}

func (d design) total(j int) int { return int(mat.Sum(d.tickets.ColView(j))) }

// explained is R²; 0 when the hours do not vary, for then there is nothing to explain.
func (d design) explained(minutes []float64) float64 {
	var fitted mat.VecDense
	fitted.MulVec(d.tickets, mat.NewVecDense(len(minutes), minutes))
	centre := mean(d.minutes)
	left, all := 0.0, 0.0
	for i, y := range d.minutes {
		left += (y - fitted.AtVec(i)) * (y - fitted.AtVec(i))
		all += (y - centre) * (y - centre)
	}
	if all <= flat*centre*centre*float64(len(d.minutes)) {
		return 0
	}
	return 1 - left/all
}

// flat is the relative variance below which hours count as constant: the rounding of a sum, squared, with room.
const flat = 1e-24

// mostPaid and mostTickets bound one team week: a thousand people, and a million tickets. More is a unit mistaken.
const (
	mostPaid    = 168 * 1000
	mostTickets = 1_000_000
)

func (h Hours) check() error {
	var faults []error
	say := func(format string, a ...any) { faults = append(faults, fmt.Errorf(format, a...)) }
	if len(h.Weeks) == 0 {
		say("paid hours: no week is given")
	}
	if !(h.Occupancy > 0 && h.Occupancy <= 1) {
		say("paid hours: occupancy %v must lie above 0 and at most at 1; it says which share of the hours at work goes into tickets", h.Occupancy)
	}
	if !(h.Shrinkage >= 0 && h.Shrinkage < 1) {
		say("paid hours: shrinkage %v must be at least 0 and below 1", h.Shrinkage)
	}
	if h.Basis == "" {
		say("paid hours: say where occupancy and shrinkage come from (measured, typed, or a named default)")
	}
	seen, any := map[[2]string]bool{}, false
	for _, w := range h.Weeks {
		id := [2]string{w.Label, w.Team}
		if seen[id] {
			say("paid hours: week %q of team %q is given twice", w.Label, w.Team)
		}
		seen[id] = true
		if !(w.Paid >= 0 && w.Paid <= mostPaid) {
			say("paid hours: week %q of team %q has %v hours; they must lie between 0 and %d", w.Label, w.Team, w.Paid, mostPaid)
		}
		for _, k := range sorted(w.Tickets) {
			n := w.Tickets[k]
			if n < 0 || n > mostTickets {
				say("paid hours: week %q of team %q has %d tickets of %s; they must lie between 0 and %d", w.Label, w.Team, n, k, mostTickets)
			}
			any = any || n > 0
		}
	}
	if !any && len(h.Weeks) > 0 {
		say("paid hours: no week has any ticket, so there is nothing to share the hours out over")
	}
	return errors.Join(faults...)
}

// widening is the factor on an interval an interval for the degrees of freedom that the fit has used.
func widening(weeks, keys int) float64 {
	return math.Sqrt(float64(weeks) / float64(weeks-keys))
}
