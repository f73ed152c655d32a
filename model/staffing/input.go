package staffing

import (
	"errors"
	"fmt"
	"math"
	"time"

	"tiermix/model/queue"
)

// Input is a horizon with its demand, per tier. A typical week and a peak week are two inputs, and comparing
// them is comparing two results.
type Input struct {
	Name    string         // such as "typical week"
	Zone    *time.Location // of the wall clock by which shifts start
	Horizon []Interval
	Repeats bool // a typical week: its end runs into its beginning
	Tiers   []Tier
	Work    float64 // multiplications that the search for the shifts of one tier may take; 0: as Rota.Work
}

// Tier is the demand of one tier, the people that may meet it, and their terms.
type Tier struct {
	Name         string
	Open         []bool // per interval; nil: open throughout the horizon
	Live         []Live
	Deferred     []Deferred
	MinimumStaff float64 // people on duty whenever the tier is open
	MaxOccupancy float64 // share of people's time on duty that deferred work may fill, live work included; above 0 to 1

	Patterns      []Pattern
	Hourly        float64 // money per paid hour, loaded; 0: not known, fewest paid hours are sought
	ContractHours float64 // paid hours per full-time week
	DaysPerWeek   int     // most days that one person works in a week
	Shrinkage     float64 // share of paid time that people are not on duty (leave, sickness, training, meetings), 0 to below 1

	Staff Staff // for Reach only
}

// Live is work that waits in line: phone and chat. Several live queues of a tier are staffed side by side; their fractional
// needs are added and rounded once. Queues with one promise that anyone may answer are better given as one.
type Live struct {
	Name            string
	Arrivals        []float64 // tickets in each interval
	HandlingSeconds float64   // mean, above 0; divided by the number of chats one agent holds at a time
	PatienceSeconds float64   // mean until a customer gives up; +Inf when nobody does
	Promise         queue.Promise
}

// Deferred is work that can wait: mail, portal, social media.
type Deferred struct {
	Name            string
	Arrivals        []float64 // tickets in each interval, also while the tier is closed
	Waiting         float64   // tickets at the start of the horizon; 0 when it repeats
	HandlingSeconds float64   // mean, above 0
	TargetHours     float64   // open hours of the tier within which a ticket is to be done, above 0
	Share           float64   // of the tickets that must keep the target, above 0 to 1; Plan plans for all
}

// Staff is who is there. OnDuty, people in each interval, is a rota as it stands; otherwise People, heads including those
// away, are put on the tier's shifts so that the shortage is least.
type Staff struct {
	People float64
	OnDuty []float64
}

// Bounds of what an input may be; more is a unit mistaken.
const (
	mostTickets  = 1_000_000       // in one interval
	mostHandling = 30 * 24 * 3600  // seconds
	mostTarget   = 10 * 365 * 24.0 // hours
)

func (in Input) check() error {
	faults := []error{checkHorizon(in.Horizon)}
	if in.Zone == nil {
		faults = append(faults, errors.New("no time zone is given; shifts start by the clock on the wall"))
	}
	if len(in.Tiers) == 0 {
		faults = append(faults, errors.New("no tier is given"))
	}
	for _, t := range in.Tiers {
		faults = append(faults, t.check(in))
	}
	return errors.Join(faults...)
}

// checker collects faults under one name.
type checker struct {
	name   string
	faults []error
}

func (c *checker) say(format string, a ...any) {
	c.faults = append(c.faults, fmt.Errorf("%s: "+format, append([]any{c.name}, a...)...))
}

// between says so when a value lies outside low .. high, both included.
func (c *checker) between(what string, value, low, high float64) {
	if !(value >= low && value <= high) {
		c.say("%s %v must lie between %v and %v", what, value, low, high)
	}
}

// above says so when a value does not lie above low and at most at high.
func (c *checker) above(what string, value, low, high float64) {
	if !(value > low && value <= high) {
		c.say("%s %v must lie above %v and at most at %v", what, value, low, high)
	}
}

func (t Tier) check(in Input) error {
	c := &checker{name: fmt.Sprintf("tier %q", t.Name)}
	n := len(in.Horizon)
	if t.Open != nil && len(t.Open) != n {
		c.say("opening hours for %d intervals of %d", len(t.Open), n)
	} else if n > 0 && len(t.open(n)) == 0 {
		c.say("the opening hours have length zero: nobody can be on duty; give at least one open interval")
	}
	c.between("minimum staffing", t.MinimumStaff, 0, mostPeople)
	c.above("occupancy cap", t.MaxOccupancy, 0, 1)
	c.between("cost per hour", t.Hourly, 0, mostMoney)
	c.above("contract hours per week", t.ContractHours, 0, 168)
	if t.DaysPerWeek < 1 || t.DaysPerWeek > 7 {
		c.say("%d days per week; a person works 1 to 7", t.DaysPerWeek)
	}
	if !(t.Shrinkage >= 0 && t.Shrinkage < 1) {
		c.say("shrinkage %v must be at least 0 and below 1", t.Shrinkage)
	}
	for _, l := range t.Live {
		c.faults = append(c.faults, l.check(t.Name, n))
	}
	for _, d := range t.Deferred {
		c.faults = append(c.faults, d.check(t.Name, n, in.Repeats))
	}
	for _, p := range t.Patterns {
		if err := p.check(); err != nil {
			c.say("%w", err)
		}
	}
	return errors.Join(c.faults...)
}

func (l Live) check(tier string, n int) error {
	c := &checker{name: fmt.Sprintf("tier %q, live queue %q", tier, l.Name)}
	c.arrivals(l.Arrivals, n)
	before := len(c.faults)
	c.above("handling seconds", l.HandlingSeconds, 0, mostHandling)
	if len(c.faults) == before {
		// One ticket an hour is enough to have the promise looked at.
		if _, err := (queue.Live{ArrivalsPerHour: 1, HandlingSeconds: l.HandlingSeconds, PatienceSeconds: l.PatienceSeconds}).Required(l.Promise); err != nil {
			c.say("%w", err)
		}
	}
	return errors.Join(c.faults...)
}

func (d Deferred) check(tier string, n int, repeats bool) error {
	c := &checker{name: fmt.Sprintf("tier %q, deferred queue %q", tier, d.Name)}
	c.arrivals(d.Arrivals, n)
	c.above("handling seconds", d.HandlingSeconds, 0, mostHandling)
	c.above("target in open hours", d.TargetHours, 0, mostTarget)
	c.above("share", d.Share, 0, 1)
	c.between("waiting tickets", d.Waiting, 0, mostTickets)
	if repeats && d.Waiting > 0 {
		c.say("%v tickets wait at the start, but the horizon repeats and has no start; give 0, or a horizon that does not repeat", d.Waiting)
	}
	return errors.Join(c.faults...)
}

func (c *checker) arrivals(a []float64, n int) {
	if len(a) != n {
		c.say("arrivals for %d intervals of %d", len(a), n)
	}
	for i, x := range a {
		if !(x >= 0 && x <= mostTickets) {
			c.say("arrivals %v in interval %d must lie between 0 and %d tickets", x, i+1, mostTickets)
		}
	}
}

// open are the numbers of the intervals in which the tier is open.
func (t Tier) open(n int) []int {
	var all []int
	for i := range n {
		if t.Open == nil || t.Open[i] {
			all = append(all, i)
		}
	}
	return all
}

// weeks is the length of the horizon in weeks of seven local days, so that a week with a clock change is one week.
func (in Input) weeks() float64 {
	span := in.Horizon[len(in.Horizon)-1].End().Sub(in.Horizon[0].Start)
	return math.Max(1, math.Round(span.Hours()/24)) / 7
}
