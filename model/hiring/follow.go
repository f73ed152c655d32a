package hiring

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/origin"
)

// Course is what becomes of decisions, month by month.
type Course struct {
	Months []Month
	Total  Cost // of all months
}

// Month is one month of a course.
type Month struct {
	Tiers    [Tiers]Stock
	Promoted float64 // people who began at 2nd level from 1st
	Risen    float64 // people of 2nd level who came that way and are still there
	Cost     Cost
}

// Stock is one level in one month, in full-time people.
type Stock struct {
	Need      float64 // effective FTE
	InRamp    float64 // people not yet fully productive: in training
	Ramped    float64
	Settled   float64 // of those, people who may be promoted, see Tier.Settled
	Seasoned  float64 // people who are settled or once were: those of the beginning, and all who became so; never less than before
	Effective float64 // effective FTE
	Spread    float64 // standard deviation of Effective, since people leave by chance
	Hired     float64 // began in this month
	Ordered   float64 // ordered in this month, to begin Lead months later
	Left      float64
}

// Headcount is everybody who is there.
func (s Stock) Headcount() float64 { return s.InRamp + s.Ramped }

// Gap is Effective less Need: below 0 somebody is missing.
func (s Stock) Gap() float64 { return s.Effective - s.Need }

// Short is how many effective FTE are missing, 0 or more. What rounding leaves is none.
func (s Stock) Short() float64 {
	if gap := s.Gap(); gap < -roundingFTE {
		return -gap
	}
	return 0
}

// roundingFTE is a lack that comes from rounding of sums.
const roundingFTE = 1e-9

// Risk is the chance that fewer effective FTE are there than needed because people leave by chance, by a normal approximation of
// the binomial sums.
func (s Stock) Risk() float64 {
	switch {
	case s.Spread > 1e-9:
		return distuv.UnitNormal.CDF(-(s.Gap() + roundingFTE) / s.Spread)
	case s.Short() > 0:
		return 1
	}
	return 0
}

// Leavers says how many of a number of people with the same chance of leaving do leave in a month: 0 to people.
type Leavers func(people, chance float64) float64

// Expected is the mean number of leavers.
func Expected(people, chance float64) float64 { return people * chance }

// Follow is the bookkeeping of the input's Months under decisions, with leavers at their expected number:
//
//	people(k+1, m+1) = people(k, m) · (1 - leave(k))     k months of tenure, month m
//	effective(m)     = Σ over k of people(k, m) · productivity(k)
//	cost(m)          = headcount · cost + hires · hiring + leavers · leaving + promotions · once + short · missing
//
// Errors, all at once: faults of the input; decisions below 0, hires that begin before one ordered now can, or above the limit of a
// month; promotions of more people than are settled at 1st level.
func Follow(in Input, d Decisions) (Course, error) {
	if err := in.Check(); err != nil {
		return Course{}, err
	}
	if err := in.checkDecisions(d); err != nil {
		return Course{}, err
	}
	c := in.follow(d, Expected, in.promotable, in.Months)
	for m, month := range c.Months {
		if asked := float64(at(d.Promote, m)); month.Promoted < asked-1e-6 {
			return Course{}, origin.Fault{Said: origin.Text{
				EN: fmt.Sprintf("month %d: %g people are promoted, and %.2f settled people of 1st level may be", m+1, asked, month.Promoted),
				DE: fmt.Sprintf("Monat %d: %g Personen werden befördert, und %.2f eingearbeitete des 1st Levels dürfen es", m+1, asked, month.Promoted),
			}}
		}
	}
	return c, nil
}

// FollowDrawn is Follow with leavers drawn by a function. Fewer people are promoted than decided where fewer are there. The input and
// decisions must have passed Follow.
func FollowDrawn(in Input, d Decisions, leave Leavers) Course {
	return in.follow(d, leave, in.promotable, in.Months)
}

// level holds the people of a tier by tenure; the last entry of each list holds everybody from there on.
type level struct {
	Tier
	hired, promoted []mass
	ramp            []float64 // of promoted people
	seasoned        float64
}

// mass is a random number of people: its mean, or what was drawn, and its variance.
type mass struct{ people, variance float64 }

func newLevel(t Tier, ramp []float64) *level {
	l := &level{Tier: t, hired: make([]mass, t.Settled()+1), promoted: make([]mass, len(ramp)+1), ramp: ramp}
	for _, c := range t.People {
		l.hired[min(c.Tenure, t.Settled())].people += c.People
	}
	l.seasoned = l.settled().people
	return l
}

// age moves everybody on by a month and returns who left.
func (l *level) age(leave Leavers) float64 {
	if last := len(l.hired) - 1; last > 0 {
		l.seasoned += l.hired[last-1].people
	}
	left := shift(l.hired, l.leave, leave)
	return left + shift(l.promoted, func(int) float64 { return l.leave(l.Settled()) }, leave)
}

// shift moves the people of a list on by a month. A number of people with mean n and variance v of whom each leaves with chance q
// has mean n(1-q) and variance v(1-q)² + nq(1-q) afterwards.
func shift(list []mass, chance func(tenure int) float64, leave Leavers) (left float64) {
	var kept mass
	last := len(list) - 1
	for k := last; k >= 0; k-- {
		q := chance(k)
		gone := leave(list[k].people, q)
		left += gone
		kept = mass{list[k].people - gone, list[k].variance*(1-q)*(1-q) + list[k].people*q*(1-q)}
		list[k] = mass{}
		next := &list[min(k+1, last)]
		next.people, next.variance = next.people+kept.people, next.variance+kept.variance
	}
	return left
}

// begin adds people who begin.
func (l *level) begin(hired float64) {
	l.hired[0].people += hired
	if len(l.hired) == 1 { // without a ramp everybody is settled at once
		l.seasoned += hired
	}
}

// settled are the people who may be promoted.
func (l *level) settled() *mass { return &l.hired[len(l.hired)-1] }

// stock sums the people up.
func (l *level) stock() (s Stock) {
	variance := 0.0
	add := func(list []mass, ramp []float64) {
		for k, n := range list {
			if k < len(ramp) {
				s.InRamp += n.people
			} else {
				s.Ramped += n.people
			}
			s.Effective += n.people * l.of(ramp, k)
			variance += n.variance * l.of(ramp, k) * l.of(ramp, k)
		}
	}
	add(l.hired, l.Ramp)
	add(l.promoted, l.ramp)
	s.Spread = math.Sqrt(variance)
	return s
}

// limiter says how many people may be promoted in a month, with the promotions of the eleven months before.
type limiter func(month int, settled, seasoned, lately float64) float64

// follow is the recursion over a number of months.
func (in Input) follow(d Decisions, leave Leavers, most limiter, months int) Course {
	c := Course{Months: make([]Month, months)}
	first, second := newLevel(in.Tiers[0], nil), newLevel(in.Tiers[1], in.Promotion.Ramp)
	levels := [Tiers]*level{first, second}
	for m := range months {
		month := &c.Months[m]
		left := [Tiers]float64{first.age(leave), second.age(leave)}
		for tier, l := range levels { // before promotions: without a ramp whoever begins is settled at once
			l.begin(float64(at(d.Hire[tier], m)))
		}
		month.Promoted = min(float64(at(d.Promote, m)), most(m, first.settled().people, first.seasoned, c.promoted(m-promotionMonths+1, m)))
		first.settled().people -= month.Promoted
		second.promoted[0].people += month.Promoted
		for tier, l := range levels {
			s := l.stock()
			s.Settled, s.Seasoned = l.settled().people, l.seasoned
			s.Need, s.Hired, s.Left, s.Ordered = in.Need[tier][m], float64(at(d.Hire[tier], m)), left[tier], float64(at(d.Hire[tier], m+l.Lead))
			month.Tiers[tier] = s
		}
		month.Risen = people(second.promoted)
		month.Cost = in.cost(m, *month, month.Risen)
		c.Total = c.Total.Plus(month.Cost)
	}
	return c
}

// promotionMonths is the time for which Promotion.Share counts.
const promotionMonths = 12

// promotable is how many people of 1st level may be promoted in a month: no more than are settled, and no more within twelve months than the share of all
// who are settled or once were. That number never falls, so that a promotion which is possible stays so when others leave later: the rule is linear.
func (in Input) promotable(month int, settled, seasoned, lately float64) float64 {
	if month < in.Promotion.Ready {
		return 0
	}
	return max(0, min(settled, in.Promotion.Share*seasoned-lately))
}

// promoted counts promotions from one month up to another, which is left out.
func (c Course) promoted(from, to int) (sum float64) {
	for m := max(0, from); m < to; m++ {
		sum += c.Months[m].Promoted
	}
	return sum
}

func people(list []mass) (sum float64) {
	for _, n := range list {
		sum += n.people
	}
	return sum
}

// cost is the money of a month. Promoted people are part of 2nd level and have a price of their own.
func (in Input) cost(m int, month Month, promoted float64) (c Cost) {
	for tier, t := range in.Tiers {
		s := month.Tiers[tier]
		hired := s.Headcount()
		if tier == 1 {
			hired -= promoted
			c.Pay[1] = promoted * in.Promotion.price(0)
			c.Rises[1] = promoted * (in.Promotion.price(m) - in.Promotion.price(0))
		}
		c.Pay[tier] += hired * t.Cost[0]
		c.Rises[tier] += hired * (t.Cost[m] - t.Cost[0])
		c.Hiring[tier] = s.Hired * t.Hiring
		c.Leaving[tier] = s.Left * t.Leaving
		c.Missing[tier] = s.Short() * t.Missing
	}
	c.Promotion = month.Promoted * in.Promotion.Once
	return c
}

// price is what a promoted person costs in a month; 0 where nobody is promoted and nothing is said.
func (p Promotion) price(month int) float64 {
	if len(p.Cost) == 0 {
		return 0
	}
	return p.Cost[month]
}
