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
	Label     string // names the week; teams of one week share it
	Team      string
	Paid      float64     // hours
	Occupancy float64     // of this team, where it differs from that of Hours; 0: it does not
	Tickets   map[Key]int // tickets handled
}

// Hours is a history of paid hours. Paid time is not all handling time: people are away (shrinkage), and when they are
// there they also wait for work (occupancy). Handling time is (1-Shrinkage)·Occupancy of what is paid, so an occupancy that
// is 10 % too high makes all minutes 10 % too long; therefore it has to be given.
type Hours struct {
	Weeks     []Week
	Occupancy float64 // share of the hours at work that is spent on tickets, over 0 to 1
	Shrinkage float64 // share of the paid hours that is not worked, 0 to below 1; 0 when Paid are hours at work
	Basis     string  // where occupancy and shrinkage come from: "measured", "typed", "default: ..."
}

// Share is what a fit says about the minutes of one key.
type Share struct {
	Key     Key
	Minutes float64 // per ticket; of no meaning unless Told or Joined
	Low     float64 // minutes, 95 % interval; of the common mean where Joined
	High    float64
	Tickets int
	Weight  float64 // 0..1: how much the key's own tickets count against the mean of its group
	Told    bool    // the paid hours tell the key's own minutes
	Joined  bool    // they tell only the mean of its group
	Group   Group   // the keys it was joined with or drawn to
	Reason  string  // why not Told
}

// Group is keys with one mean: those of a tier and outcome, or of a tier.
type Group struct {
	Name       string  // "tickets that tier 1 solved"
	Categories int     // how many
	Alike      bool    // solved and passed on are not told apart
	Minutes    float64 // the mean of all
	Spread     float64 // minutes, half width of its 95 % interval
	Scatter    float64 // κ: by how much its keys differ, as a share of the mean (standard deviation); 0 where that is not looked at
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
	Weeks    int     // different weeks
	Scale    float64 // handling time over paid time
	Notes    []string
}

// FewestWeeks is the number of different weeks below which no category gets minutes of its own: two months, for fewer
// weeks are ruled by one holiday or one outage.
const FewestWeeks = 8

// FewestPooled is the number of different weeks below which paid hours tell nothing.
const FewestPooled = 4

// FromHours shares paid hours out over the tickets handled: it finds minutes ≥ 0 per key with
//
//	Paid·60·(1-Shrinkage)·Occupancy ≈ Σ Tickets·minutes
//
// for every team and week in the sense of least squares, each team week weighted by one over its team's mean hours. The
// minutes of the keys of a tier and outcome scatter around a common mean μ: minutes = μ(1 + κz), z normal.
// κ is that of the greatest restricted likelihood (REML) and says how far a key's minutes may leave the mean, so that keys with
// few or hardly varying tickets stay close to it and many weeks speak for themselves (best linear unbiased prediction, which is
// ridge regression towards μ). Intervals at 95 % are those of the normal posterior with Student's factor.
//
// Special cases: a key that ends at the bound of 0 minutes is not told and gets the mean of its group, and so do keys of fewer than
// Few tickets, keys whose own tickets weigh less than LeastWeight, all but the mostFree commonest, and all keys when there are fewer
// than FewestWeeks weeks or κ is 0. Outcomes of a tier are joined when the mean of one is not above 0 for sure; a tier whose own mean
// is not, or is above LongestMinutes, is not told. Below FewestPooled weeks nothing is told. Every reason is in the share, and in Notes.
// Errors: every impossible hour, count, occupancy or shrinkage, all at once.
//
// Source: C. L. Lawson, R. J. Hanson, Solving Least Squares Problems (1974), chapter 23; N. M. Laird, J. H. Ware,
// Random-effects models for longitudinal data, Biometrics 38 (1982); G. K. Robinson, That BLUP is a good thing, Stat. Sci. 6
// (1991); D. A. Harville, Maximum likelihood approaches to variance component estimation, JASA 72 (1977), for REML.
func FromHours(h Hours) (Fit, error) {
	if err := h.check(); err != nil {
		return Fit{}, err
	}
	d := h.design()
	fit := Fit{N: len(h.Weeks), Weeks: len(d.weeks), Scale: h.scale()}
	for j, k := range d.keys {
		fit.Shares = append(fit.Shares, Share{Key: k, Tickets: d.total(j)})
	}
	fit.Notes = append(fit.Notes, fmt.Sprintf("%.0f %% of the paid time counts as handling time: occupancy %.2f, shrinkage %.2f (%s); all minutes scale with it",
		100*fit.Scale, h.Occupancy, h.Shrinkage, h.Basis))
	if fit.Weeks < FewestPooled {
		fit.denyAll(fmt.Sprintf("%d weeks of paid hours are too few to tell anything, at least %d are needed", fit.Weeks, FewestPooled))
		return fit, nil
	}
	p := d.pool()
	fit.Notes = append(fit.Notes, p.notes...)
	minutes, err := fit.shrink(d, p)
	if err != nil {
		return Fit{}, err
	}
	fit.R2 = d.explained(minutes)
	fit.apart(d, minutes)
	return fit, nil
}

// denyAll withdraws every answer.
func (f *Fit) denyAll(reason string) {
	f.Notes = append(f.Notes, reason)
	for j := range f.Shares {
		f.Shares[j].Reason = reason
	}
}

// find is the handling time of a key, or why the fit does not tell it. A key without tickets in the paid hours has the mean of its
// tier and outcome, where that is told.
func (f *Fit) find(k Key) (h Handling, reason string) {
	s, ok := f.share(k)
	if !ok {
		if s, ok = f.like(k); !ok {
			return h, NoSuchTickets
		}
	}
	if !s.Told && !s.Joined {
		return h, s.Reason
	}
	notes := append([]string{fmt.Sprintf("least squares over %d team weeks, R² %.2f", f.N, f.R2)}, f.Notes...)
	if s.Reason != "" {
		notes = append([]string{s.Reason}, notes...)
	}
	return Handling{Key: k, Source: PaidHours, Mean: s.Minutes, Low: s.Low, High: s.High, Interval: true, N: f.N, Share: &s, R2: f.R2, Notes: notes}, ""
}

// Why says why the paid hours do not tell a key; empty where they tell it or the mean of its group.
func (f *Fit) Why(k Key) string {
	_, reason := f.find(k)
	return reason
}

func (f *Fit) share(k Key) (Share, bool) {
	i := slices.IndexFunc(f.Shares, func(s Share) bool { return s.Key == k })
	if i < 0 {
		return Share{}, false
	}
	return f.Shares[i], true
}

// like is a key that the fit does not have, joined with those of its tier and outcome.
func (f *Fit) like(k Key) (Share, bool) {
	g, ok := f.Mean(k.Tier, k.Outcome)
	if !ok {
		return Share{}, false
	}
	s := Share{Key: k, Joined: true, Group: g, Reason: NoSuchTickets, Minutes: g.Minutes}
	s.Low, s.High = around(g.Minutes, math.Hypot(g.Spread/g.Minutes, normal*g.Scatter))
	return s, true
}

// normal is the factor of a 95 % interval of a normal law.
const normal = 1.959963984540054

// around is the interval of a positive amount by a relative half width of its logarithm.
func around(amount, spread float64) (low, high float64) {
	return amount * math.Exp(-spread), amount * math.Exp(spread)
}

// Mean is the group of a tier and outcome; ok is false where the paid hours do not tell one.
func (f *Fit) Mean(tier int, o Outcome) (g Group, ok bool) {
	for _, s := range f.Shares {
		if s.Key.Tier == tier && s.Key.Outcome == o && s.Group.Minutes > 0 {
			return s.Group, true
		}
	}
	return Group{}, false
}

func (h Hours) scale() float64 { return h.Occupancy * (1 - h.Shrinkage) }

// scaleOf is the share of a team's paid time that is handling time.
func (h Hours) scaleOf(w Week) float64 {
	if w.Occupancy > 0 {
		return w.Occupancy * (1 - h.Shrinkage)
	}
	return h.scale()
}

// design is the history as numbers: one row per team week, one column per key.
type design struct {
	keys    []Key
	tickets *mat.Dense
	minutes []float64 // handling minutes of each row
	weight  []float64 // of each row, so that teams large and small miss by about the same
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
		d.minutes = append(d.minutes, w.Paid*60*h.scaleOf(w))
		u, known := at[w.Label]
		if !known {
			u = len(d.weeks)
			at[w.Label], d.weeks = u, append(d.weeks, nil)
		}
		d.weeks[u] = append(d.weeks[u], i)
	}
	d.weight = h.weights()
	return d
}

// weights are 1/√(mean paid hours of the team): work comes ticket by ticket, so that its variance grows with its amount.
// A team that was never paid counts as one of one hour.
func (h Hours) weights() []float64 {
	sum, n := map[string]float64{}, map[string]float64{}
	for _, w := range h.Weeks {
		sum[w.Team] += w.Paid
		n[w.Team]++
	}
	all := make([]float64, len(h.Weeks))
	for i, w := range h.Weeks {
		all[i] = 1 / math.Sqrt(math.Max(sum[w.Team]/n[w.Team], 1))
	}
	return all
}

// weighted are the handling minutes of the rows with their weights.
func (d design) weighted() []float64 {
	y := slices.Clone(d.minutes)
	for i := range y {
		y[i] *= d.weight[i]
	}
	return y
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
		if !(w.Occupancy >= 0 && w.Occupancy <= 1) {
			say("paid hours: week %q of team %q has an occupancy of %v; it must lie above 0 and at most at 1", w.Label, w.Team, w.Occupancy)
		}
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
