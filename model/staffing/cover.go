// Package staffing turns demand into people: the need per interval that keeps every promise, shifts that cover it at least
// cost, full-time equivalents and heads; and the other way round, what given people reach.
package staffing

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"tiermix/model/integer"
)

// Rota asks for shifts that cover a need.
type Rota struct {
	Zone     *time.Location // of the wall clock by which shifts start
	Horizon  []Interval
	Repeats  bool      // the horizon is a typical week: what runs over its end covers its beginning
	Need     []float64 // people in each interval; a part of a person is rounded up here and nowhere before
	Patterns []Pattern
	Hourly   float64 // money per paid hour; 0: the cover with the fewest paid hours is sought, and premiums count as hours
	Shifts   int     // the most shifts there may be; 0: as many as are needed
	Hours    float64 // with Shifts: the most paid hours that they may have together; 0: any
	Work     float64 // multiplications the search may take; 0: integer.WorkLimit
}

// Shift is a number of people who start together and take their breaks together.
type Shift struct {
	Pattern string
	Start   time.Time // UTC
	End     time.Time
	Breaks  []time.Time // starts, in the order of the pattern's breaks
	People  int
}

// Unmet is an interval in which fewer people are there than are needed.
type Unmet struct {
	Interval Interval
	Need     float64 // people
	OnDuty   float64 // people
	People   float64 // missing
	Reason   string
}

// Cover is a set of shifts.
type Cover struct {
	Shifts    []Shift
	OnDuty    []float64 // people at work in each interval, breaks taken off
	Unmet     []Unmet   // none: the need is met everywhere
	Cost      float64   // money, or paid hours when Rota.Hourly is 0
	Bound     float64   // no cover that leaves no more unmet costs less; with Rota.Shifts set it is not known and 0
	Gap       float64   // share by which a better rota could be better, 0: none can
	PaidHours float64
	Count     int // shifts, that is people times days
}

// exactGap is the relative difference of cost and bound that counts as none; the bound carries the jitter of the costs.
const exactGap = 5e-6

// Exact says whether the cover is proven to be the cheapest.
func (c Cover) Exact() bool { return c.Gap <= exactGap }

// Statement says in one sentence how good the cover is proven to be.
func (c Cover) Statement() string {
	switch {
	case c.Count == 0:
		return "no shift is needed"
	case c.Bound == 0:
		return fmt.Sprintf("cost %.2f; weighted shortage within %.2f %% of the least possible", c.Cost, 100*c.Gap)
	case c.Exact():
		return fmt.Sprintf("cost %.2f, no cheaper cover exists", c.Cost)
	}
	return fmt.Sprintf("cost %.2f, no cover below %.2f exists (gap %.2f %%)", c.Cost, c.Bound, 100*c.Gap)
}

// bounds of inputs.
const (
	mostMoney     = 1_000_000 // per hour or shift; more is a unit mistaken
	mostPeople    = 100_000   // in one interval
	mostIntervals = 3_000     // a month of quarter hours
)

// Meet finds shifts of least cost such that in every interval Σ share·people ≥ ⌈need⌉, where share is the part of the
// interval for which a shift is there. The search is branch and bound over whole people on the linear relaxation; a horizon falls
// apart into stretches that no shift connects, each solved on its own. When the work limit ends the search, Bound and
// Gap say how much cheaper a cover could be at most.
//
// What no shift can reach is left out and reported in Unmet. With Rota.Shifts set the shifts are spent where
// they leave the least shortage, weighted 1, 2, 4 and 8 for the quarters of an interval's need, so that no interval is
// given up for others; those beyond the need go where a need of the same shape would take all of them.
//
// Errors: a horizon that is empty or out of order, needs and patterns outside their bounds, all at once.
//
// Source: G. B. Dantzig, A comment on Edie's "Traffic delays at toll booths", Oper. Res. 2 (1954), for the model.
func Meet(r Rota) (Cover, error) {
	if err := r.check(); err != nil {
		return Cover{}, err
	}
	offers := r.offers()
	people := make([]int, len(offers))
	cover := Cover{}
	if r.Shifts > 0 {
		cover.Gap = r.raised().spend(offers, people)
	} else {
		for _, part := range r.parts(offers) {
			cost, bound := r.solve(offers, part, people)
			cover.Cost, cover.Bound = cover.Cost+cost, cover.Bound+bound
		}
		if cover.Cost > 0 {
			cover.Gap = math.Max(0, cover.Cost-cover.Bound) / cover.Cost
		}
	}
	r.report(&cover, offers, people)
	if len(cover.Unmet) == 0 && r.Shifts > 0 {
		cover.Gap = 0 // no shortage can be less than none
	}
	return cover, nil
}

// part is a stretch of the horizon that no shift connects with another.
type part struct{ rows, offers []int }

// parts joins intervals that share a shift. Intervals without need and those that nothing reaches are left out.
func (r Rota) parts(offers []offer) []part {
	boss := make([]int, len(r.Horizon))
	for i := range boss {
		boss[i] = i
	}
	find := func(i int) int {
		for boss[i] != i {
			boss[i] = boss[boss[i]]
			i = boss[i]
		}
		return i
	}
	reached := make([]bool, len(r.Horizon))
	for _, o := range offers {
		first := -1
		for _, i := range o.rows {
			if r.Need[i] <= integer.NearWhole {
				continue
			}
			reached[i] = true
			if first < 0 {
				first = find(i)
			}
			boss[find(i)] = first
		}
	}
	var all []part
	at := map[int]int{}
	for i := range r.Horizon {
		if !reached[i] {
			continue
		}
		k, known := at[find(i)]
		if !known {
			k = len(all)
			at[find(i)], all = k, append(all, part{})
		}
		all[k].rows = append(all[k].rows, i)
	}
	for j, o := range offers {
		for _, i := range o.rows {
			if reached[i] {
				k := at[find(i)]
				all[k].offers = append(all[k].offers, j)
				break
			}
		}
	}
	return all
}

// solve covers one part and adds its people.
func (r Rota) solve(offers []offer, q part, people []int) (cost, bound float64) {
	p, from := r.program(offers, q)
	p.Whole = len(p.Columns)
	best, cost, bound := p.Optimum(p.Round(make([]float64, len(p.Columns))), r.limit()*float64(len(q.rows))/float64(len(r.Horizon)))
	for j, x := range best {
		people[from[j]] += int(math.Round(x))
	}
	return cost, bound
}

// program is a part in numbers; from says which offer each column is.
func (r Rota) program(offers []offer, q part) (p integer.Program, from []int) {
	at := map[int]int{}
	for k, i := range q.rows {
		at[i] = k
		p.Need = append(p.Need, up(r.Need[i]))
	}
	for _, j := range q.offers {
		c := integer.Column{Cost: offers[j].cost}
		for k, i := range offers[j].rows {
			if row, ok := at[i]; ok {
				c.Rows, c.Weight = append(c.Rows, row), append(c.Weight, offers[j].share[k])
				c.Most = math.Max(c.Most, up(p.Need[row]/offers[j].share[k]))
			}
		}
		p.Columns, from = append(p.Columns, c), append(from, j)
	}
	return p, from
}

// up rounds people up to whole ones, forgiving the rounding of a sum.
func up(people float64) float64 { return math.Ceil(people - integer.NearWhole) }

func (r Rota) limit() float64 {
	if r.Work > 0 {
		return r.Work
	}
	return integer.WorkLimit
}

func (r Rota) rate() float64 {
	if r.Hourly > 0 {
		return r.Hourly
	}
	return 1
}

// report fills in what the people do.
func (r Rota) report(c *Cover, offers []offer, people []int) {
	c.OnDuty = make([]float64, len(r.Horizon))
	c.Cost = 0
	reached := make([]bool, len(r.Horizon))
	for j, o := range offers {
		for k, i := range o.rows {
			c.OnDuty[i] += o.share[k] * float64(people[j])
			reached[i] = true
		}
		if people[j] == 0 {
			continue
		}
		pattern := r.Patterns[o.pattern]
		c.Shifts = append(c.Shifts, Shift{Pattern: pattern.Name, Start: o.start, End: o.start.Add(pattern.Length), Breaks: o.breaks, People: people[j]})
		c.Count += people[j]
		c.PaidHours += pattern.Paid.Hours() * float64(people[j])
		c.Cost += o.cost * float64(people[j])
	}
	slices.SortStableFunc(c.Shifts, func(a, b Shift) int { return a.Start.Compare(b.Start) })
	for i, need := range r.Need {
		if short := need - c.OnDuty[i]; short > integer.NearWhole {
			reason := "the shifts that may be spent are used up"
			if !reached[i] {
				reason = "no shift pattern reaches this time"
			}
			c.Unmet = append(c.Unmet, Unmet{Interval: r.Horizon[i], Need: need, OnDuty: c.OnDuty[i], People: short, Reason: reason})
		}
	}
}

func (r Rota) check() error {
	faults := []error{checkHorizon(r.Horizon)}
	say := func(format string, a ...any) { faults = append(faults, fmt.Errorf(format, a...)) }
	if r.Zone == nil {
		say("shift cover: no time zone is given; shifts start by the clock on the wall")
	}
	if len(r.Need) != len(r.Horizon) {
		say("shift cover: %d needs for %d intervals; one each is wanted", len(r.Need), len(r.Horizon))
	}
	for i, n := range r.Need {
		if !(n >= 0 && n <= mostPeople) {
			say("shift cover: need %v in interval %d must lie between 0 and %d people", n, i+1, mostPeople)
		}
	}
	if len(r.Patterns) == 0 {
		say("shift cover: no shift pattern is given")
	}
	for _, p := range r.Patterns {
		faults = append(faults, p.check())
	}
	if !(r.Hourly >= 0 && r.Hourly <= mostMoney) {
		say("shift cover: cost per hour %v must lie between 0 and %d", r.Hourly, mostMoney)
	}
	if !(r.Hours >= 0) {
		say("shift cover: %v paid hours to spend; 0 means any", r.Hours)
	}
	if r.Shifts < 0 {
		say("shift cover: %d shifts to spend; 0 means as many as are needed", r.Shifts)
	}
	return errors.Join(faults...)
}

// checkHorizon refuses a horizon that is empty, out of order or of impossible length.
func checkHorizon(h []Interval) error {
	if len(h) == 0 {
		return errors.New("the horizon has no interval: the opening hours have length zero")
	}
	if len(h) > mostIntervals {
		return fmt.Errorf("the horizon has %d intervals; at most %d are possible, use longer ones", len(h), mostIntervals)
	}
	var faults []error
	for i, v := range h {
		if v.Length <= 0 || v.Length > 24*time.Hour {
			faults = append(faults, fmt.Errorf("interval %d: length %s must lie above 0 and at most at 24 h", i+1, v.Length))
		}
		if i > 0 && v.Start.Before(h[i-1].End()) {
			faults = append(faults, fmt.Errorf("interval %d starts at %s, before interval %d ends at %s", i+1, v.Start.UTC().Format(time.RFC3339), i, h[i-1].End().UTC().Format(time.RFC3339)))
		}
	}
	return errors.Join(faults...)
}
