package plan

import (
	"fmt"

	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// work is what one new ticket brings when 1st level tries it, returns included.
type work struct {
	visits, minutes [2]float64 // by tier
	failed          float64    // tries that fail
}

func workOf(c tradeoff.Category) (work, error) {
	p := c.Solve.Amount
	v, err := tradeoff.Flow([]tradeoff.Stream{{External: 1, Escalate: 1 - p, Return: c.Return.Amount}})
	if err != nil {
		return work{}, err
	}
	first := c.Diagnosis.Amount + p*c.Solved.Amount + (1-p)*c.Failed.Amount
	return work{
		visits:  [2]float64{v[0].First, v[0].Second},
		minutes: [2]float64{v[0].First * first, v[0].Second * c.Second.Amount},
		failed:  v[0].First * (1 - p),
	}, nil
}

// cost of the work, failed tries included.
func (w work) cost(in Input) float64 {
	price := in.prices()
	return w.minutes[0]*price[0] + w.minutes[1]*price[1] + w.failed*in.Desk.FailedTry.Amount
}

// tally adds up the categories, each by its tickets on a way.
type tally struct {
	paths      [4]weighted
	tickets    float64
	passed     float64 // of these tried and passed on
	escalation float64
	work       work
}

// weighted is the sum of a path over categories.
type weighted struct {
	weight, tickets float64
	minutes         [2]float64
	legs            []salary.Leg
}

func (s *tally) add(c tradeoff.Category, one CategoryCost) error {
	volume := c.Volume.Amount
	for i, p := range one.Paths {
		weight := volume * p.Share
		if p.Path == PathAtOnce {
			weight = volume
		}
		s.paths[i].add(p, weight, volume*p.Share)
	}
	s.tickets += volume
	s.passed += volume * (1 - c.Solve.Amount)
	s.escalation += volume * (1 - c.Solve.Amount) * one.Escalation
	w, err := workOf(c)
	if err != nil {
		return fmt.Errorf("work on tickets of %s: %w", c.Key, err)
	}
	for i := range w.visits {
		s.work.visits[i] += volume * w.visits[i]
		s.work.minutes[i] += volume * w.minutes[i]
	}
	s.work.failed += volume * w.failed
	return nil
}

func (w *weighted) add(p PathCost, weight, tickets float64) {
	if w.legs == nil {
		w.legs = make([]salary.Leg, len(p.Cost.Legs))
	}
	for j, leg := range p.Cost.Legs {
		w.legs[j].Visit = salary.Visit{Tier: leg.Tier, Currency: leg.Currency, Cost: w.legs[j].Cost + weight*leg.Cost}
	}
	for i := range w.minutes {
		w.minutes[i] += weight * p.Minutes[i]
	}
	w.weight += weight
	w.tickets += tickets
}

// means writes the means over all categories.
func (s *tally) means(in Input, out *TicketCosts) error {
	for i, path := range AllPaths() {
		w := s.paths[i]
		if w.weight <= 0 {
			continue
		}
		var visits []salary.Visit
		for _, leg := range w.legs {
			leg.Cost /= w.weight
			visits = append(visits, leg.Visit)
		}
		cost, err := salary.Follow(visits)
		if err != nil {
			return err
		}
		out.Paths = append(out.Paths, PathCost{
			Path: path, Cost: cost, Share: w.tickets / s.tickets, Kind: out.Kind,
			Minutes: [2]float64{w.minutes[0] / w.weight, w.minutes[1] / w.weight},
		})
	}
	price := in.prices()
	for i := range out.Visit {
		out.Visit[i] = per(s.work.minutes[i]*price[i], s.work.visits[i])
	}
	out.Escalation, out.Ticket = per(s.escalation, s.passed), per(s.work.cost(in), s.tickets)
	return nil
}

// per is a sum over tickets by their number.
func per(sum, tickets float64) Price {
	if tickets <= 0 {
		return Price{}
	}
	return Price{Amount: sum / tickets, Known: true}
}
