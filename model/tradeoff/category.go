package tradeoff

import (
	"errors"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

const longestMinutes = 30 * 24 * minutesPerHour // of handling; more is taken for time that a ticket lay open

// Category is one kind of ticket.
type Category struct {
	Key       string
	Volume    Estimate // TicketsPerHour: new tickets at a load of factor 1, 0 or more
	Solve     Estimate // origin.Share: p, what 1st level solves when it tries
	Diagnosis Estimate // salary.Minutes of 1st level for every ticket that comes to it, tried or not
	Solved    Estimate // salary.Minutes of 1st level on top for a ticket that it solves (t1)
	Failed    Estimate // salary.Minutes of 1st level on top for a ticket that it tries and passes on (t1f)
	Second    Estimate // salary.Minutes of 2nd level (t2)
	Return    Estimate // origin.Share: r, what comes back of the tickets that 2nd level handled, below 1
	Training  Training // the zero value when none is offered
}

func (c Category) check() error {
	return placed("category "+c.Key, errors.Join(
		c.Volume.check("volume", TicketsPerHour, 0, mostMoney),
		c.Solve.check("solve share", origin.Share, 0, 1),
		c.Diagnosis.check("diagnosis time", salary.Minutes, 0, longestMinutes),
		c.Solved.check("time of a solved ticket", salary.Minutes, 0, longestMinutes),
		c.Failed.check("time of a failed try", salary.Minutes, 0, longestMinutes),
		c.Second.check("time at 2nd level", salary.Minutes, 0, longestMinutes),
		c.Return.check("return share", origin.Share, 0, mostReturn),
		c.Training.check(),
	))
}

// mostReturn keeps the number of rounds of a ticket finite.
const mostReturn = 0.99

// prices are what the rule needs of both tiers, in currency per minute and per failed try.
type prices struct{ first, second, failed float64 }

// passCost is the expected cost of a ticket that 1st level diagnoses and passes on, all rounds included:
// C₀ = (c1 d + c2 t2) / (1 - r).
func (c Category) passCost(p prices) float64 {
	return (p.first*c.Diagnosis.Amount + p.second*c.Second.Amount) / (1 - c.Return.Amount)
}

// tryCost is the same of a ticket that 1st level tries with the share p solved:
// C₁ = (c1 (d + p t1 + (1-p) t1f) + (1-p) (c2 t2 + m)) / (1 - (1-p) r).
func (c Category) tryCost(p prices, solve float64) float64 {
	first := p.first * (c.Diagnosis.Amount + solve*c.Solved.Amount + (1-solve)*c.Failed.Amount)
	second := (1 - solve) * (p.second*c.Second.Amount + p.failed)
	return (first + second) / (1 - (1-solve)*c.Return.Amount)
}

// threshold is the p above which a try costs less than passing at once. C₁ < C₀ solved for p:
//
//	p > (c1 t1f + m) / (c2 t2 + m + c1 (t1f - t1) + r C₀)
//
// With t1f = t1 and r = 0 it is the rule p > (c1 t1 + m) / (c2 t2 + m) of gatekeeper models. A quick refusal (t1f < t1) and
// returns, which a solved ticket is spared, move it.
//
// Special cases: 1 when the denominator is 0 or below, since then no share is high enough.
//
// Source: R. A. Shumsky and E. J. Pinker, Gatekeepers and referrals in services, Management Science 49 (2003).
func (c Category) threshold(p prices) float64 {
	over := p.first*c.Failed.Amount + p.failed
	under := p.second*c.Second.Amount + p.failed + p.first*(c.Failed.Amount-c.Solved.Amount) + c.Return.Amount*c.passCost(p)
	if under <= 0 {
		return 1
	}
	return min(over/under, mostThreshold)
}

// mostThreshold keeps thresholds that no share reaches printable.
const mostThreshold = 1e6

// work is what one new ticket brings to both tiers, returns included.
type work struct {
	visits1, visits2   float64
	minutes1, minutes2 float64
	failed             float64 // tries that fail
}

// working is the work of one ticket under a way of treating it.
func (c Category) working(w way) (work, error) {
	s := Stream{Escalate: 1, Return: c.Return.Amount}
	switch w {
	case direct:
		// What comes back to a desk without 1st level comes to 2nd level again.
		again := 1 / (1 - c.Return.Amount)
		return work{visits2: again, minutes2: again * c.Second.Amount}, nil
	case try:
		s.Escalate = 1 - c.Solve.Amount
	}
	s.External = 1
	v, err := Flow([]Stream{s})
	if err != nil {
		return work{}, err
	}
	out := work{visits1: v[0].First, visits2: v[0].Second, minutes2: v[0].Second * c.Second.Amount, minutes1: v[0].First * c.Diagnosis.Amount}
	if w == try {
		out.minutes1 += v[0].First * (c.Solve.Amount*c.Solved.Amount + s.Escalate*c.Failed.Amount)
		out.failed = v[0].First * s.Escalate
	}
	return out, nil
}

// way is how 1st level treats a category.
type way int

const (
	pass way = iota
	try
	direct
)
