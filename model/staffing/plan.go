package staffing

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Result is a plan for every tier, in the order of the input.
type Result struct {
	Name  string
	Tiers []TierPlan
}

// TierPlan is what one tier needs and what it reaches with that.
type TierPlan struct {
	Name           string
	Requirement    []Requirement // per interval
	Cover          Cover
	Reach          TierReach // with the people of the cover
	PaidHours      float64   // per week
	FTE            float64   // paid hours per week / contract hours
	GrossFTE       float64   // FTE / (1 - shrinkage)
	Headcount      int       // GrossFTE rounded up, here and nowhere before
	AtLeastPersons int       // different persons that the shifts take: one shift a day, no more days a week than allowed, shrinkage included
	Binds          []Binding // which promise made the need, most often first
	Notes          []string
}

// Binding counts the open intervals in which a promise made the need.
type Binding struct {
	Bind      Bind
	Queue     string
	Intervals int
	Peak      float64   // people in the interval that needs most of those
	At        time.Time // start of that interval
}

// Plan turns demand into people: requirement per interval, shifts that cover it at least cost, full-time equivalents, and heads:
//
//	FTE = paid hours per week / contract hours,  headcount = ⌈FTE / (1 - shrinkage)⌉
//
// Special cases: a tier without demand and without minimum staffing needs nobody; hours that no shift reaches are
// reported in Cover.Unmet, with number and reason.
// Errors: every fault of the input at once; shifts are wanted.
func Plan(in Input) (Result, error) {
	if err := in.check(); err != nil {
		return Result{}, fmt.Errorf("plan %q: %w", in.Name, err)
	}
	out := Result{Name: in.Name}
	for _, t := range in.Tiers {
		p, err := t.plan(in)
		if err != nil {
			return Result{}, fmt.Errorf("plan %q: %w", in.Name, err)
		}
		out.Tiers = append(out.Tiers, p)
	}
	return out, nil
}

func (t Tier) plan(in Input) (TierPlan, error) {
	r, err := require(in, t)
	if err != nil {
		return TierPlan{}, err
	}
	p := TierPlan{Name: t.Name, Requirement: r.hours, Binds: binds(r.hours), Notes: t.closed(in)}
	rota := t.rota(in)
	rota.Need = r.people()
	if p.Cover, err = Meet(rota); err != nil {
		return TierPlan{}, fmt.Errorf("tier %q: %w", t.Name, err)
	}
	if p.Reach, err = r.reach(p.Cover.OnDuty); err != nil {
		return TierPlan{}, err
	}
	p.heads(in, t)
	if n := len(p.Cover.Unmet); n > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("%d intervals are not covered, the first at %s", n, p.Cover.Unmet[0].Interval.Start.In(in.Zone).Format("2006-01-02 15:04")))
	}
	return p, nil
}

func (t Tier) rota(in Input) Rota {
	return Rota{Zone: in.Zone, Horizon: in.Horizon, Repeats: in.Repeats, Patterns: t.Patterns, Hourly: t.Hourly, Work: in.Work}
}

// people is the need per interval as a fraction; nothing while the tier is closed.
func (r *need) people() []float64 {
	all := make([]float64, len(r.hours))
	for i, h := range r.hours {
		all[i] = h.People
	}
	return all
}

// heads turns shifts into full-time equivalents and heads.
func (p *TierPlan) heads(in Input, t Tier) {
	weeks := in.weeks()
	p.PaidHours = p.Cover.PaidHours / weeks
	p.FTE = p.PaidHours / t.ContractHours
	p.GrossFTE = p.FTE / (1 - t.Shrinkage)
	p.Headcount = int(up(p.GrossFTE))
	busiest, perDay := 0, map[string]int{}
	for _, s := range p.Cover.Shifts {
		day := s.Start.In(in.Zone).Format(time.DateOnly)
		perDay[day] += s.People
		busiest = max(busiest, perDay[day])
	}
	days := float64(p.Cover.Count) / weeks / float64(t.DaysPerWeek)
	p.AtLeastPersons = int(up(math.Max(days, float64(busiest)) / (1 - t.Shrinkage)))
	if p.AtLeastPersons > p.Headcount {
		p.Notes = append(p.Notes, fmt.Sprintf("the hours are those of %d full-time people, but the shifts take at least %d different persons (%d days a week, %d shifts on the busiest day); some work part time",
			p.Headcount, p.AtLeastPersons, t.DaysPerWeek, busiest))
	}
}

// binds counts which promise made the need.
func binds(hours []Requirement) []Binding {
	at := map[[2]string]int{}
	var all []Binding
	for _, h := range hours {
		if !h.Open {
			continue
		}
		id := [2]string{string(h.Binds), h.Queue}
		k, known := at[id]
		if !known {
			k = len(all)
			at[id], all = k, append(all, Binding{Bind: h.Binds, Queue: h.Queue, At: h.Interval.Start, Peak: h.People})
		}
		all[k].Intervals++
		if h.People > all[k].Peak {
			all[k].Peak, all[k].At = h.People, h.Interval.Start
		}
	}
	slices.SortStableFunc(all, func(a, b Binding) int { return cmp.Compare(b.Intervals, a.Intervals) })
	return all
}

// closed says what comes while the tier is closed and is not planned for.
func (t Tier) closed(in Input) []string {
	open := t.open(len(in.Horizon))
	var notes []string
	for _, l := range t.Live {
		missed := sum(l.Arrivals)
		for _, i := range open {
			missed -= l.Arrivals[i]
		}
		if missed > wholeShare*(1+sum(l.Arrivals)) {
			notes = append(notes, fmt.Sprintf("live queue %q: %.0f tickets come while the tier is closed; nobody is planned for them", l.Name, missed))
		}
	}
	if in.Repeats {
		return notes
	}
	for _, d := range t.Deferred {
		if late := sum(d.Arrivals[open[len(open)-1]+1:]); late > 0 {
			notes = append(notes, fmt.Sprintf("deferred queue %q: %.0f tickets come after the tier has closed for the last time; they are left to the time after the horizon", d.Name, late))
		}
	}
	return notes
}

func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}
