package plan

import (
	"fmt"

	"tiermix/model/origin"
	"tiermix/model/salary"
	"tiermix/model/tradeoff"
)

// Path is a way of a ticket through the tiers.
type Path string

// The paths whose cost is told.
const (
	PathSolved   Path = "solved at 1st level"
	PathPassed   Path = "tried at 1st level, solved at 2nd"
	PathAtOnce   Path = "passed at once, solved at 2nd level"
	PathReturned Path = "tried, passed, given back, solved at 1st level"
)

// AllPaths are the paths in the order in which people read them.
func AllPaths() []Path { return []Path{PathSolved, PathPassed, PathAtOnce, PathReturned} }

// PathCost is what tickets cost that go one way. Every tier that held them is paid, so the legs add up.
type PathCost struct {
	Path    Path
	Cost    salary.Path
	Minutes [2]float64  // of work, by tier
	Share   float64     // of the new tickets when 1st level tries all of them, 0..1; 0 for PathAtOnce, which is another way of working
	Kind    origin.Kind // the weakest of what went in
}

// CategoryCost is what the tickets of one category cost.
type CategoryCost struct {
	Category   string
	PerYear    float64 // tickets
	Paths      []PathCost
	Escalation float64 // what one that is tried and passed on costs more than one that 1st level solves; below 0: less
	Ticket     float64 // what one costs in the mean when 1st level tries it, returns included
	Kind       origin.Kind
}

// Price is a mean over tickets; it is not known where there are none of them.
type Price struct {
	Amount float64 // currency a ticket
	Known  bool
}

// TicketCosts is what tickets cost, by their way and category.
type TicketCosts struct {
	Currency   string
	Paths      []PathCost // means over all categories, each by its tickets on that way; a way that none takes is left out
	Escalation Price      // mean over the tickets that are tried and passed on, each against its own category
	Ticket     Price      // mean over all tickets when 1st level tries them, returns included
	Visit      [2]Price   // a ticket's work at one tier, mean over its visits there
	Categories []CategoryCost
	FailedTry  float64     // currency, in the cost of every failed try
	Kind       origin.Kind // the weakest of what went in
}

// TicketCosts prices the ways of tickets: minutes of work on them times the cost of a minute on tickets, which is that of a productive
// minute over the occupancy. For category c with diagnosis d, work t1 of a solved and t1f of a failed try, t2 at 2nd level, prices c1
// and c2 and cost m of a failed try:
//
//	solved at 1st level:  c1 (d + t1)
//	tried and passed on:  c1 (d + t1f) + m + c2 t2
//	passed at once:       c1 d + c2 t2
//	given back once:      c1 (d + t1f) + m + c2 t2 + c1 (d + t1)
//	escalation:           the second less the first
//
// The weights of the means are volume × p, volume × (1-p)(1-r), volume, volume × (1-p) r p, and for the escalation volume × (1-p). What
// goes round more than once is in no path, but in the mean of all tickets.
//
// Errors: those of salary.Follow and tradeoff.Flow.
func (in Input) TicketCosts() (TicketCosts, error) {
	out := TicketCosts{Currency: in.Currency, FailedTry: in.Desk.FailedTry.Amount}
	var sum tally
	for _, c := range in.Desk.Categories {
		one, err := in.CategoryCost(c)
		if err != nil {
			return TicketCosts{}, fmt.Errorf("cost of tickets of %s: %w", c.Key, err)
		}
		if err := sum.add(c, one); err != nil {
			return TicketCosts{}, err
		}
		out.Categories = append(out.Categories, one)
		out.Kind = weaker(out.Kind, one.Kind)
	}
	err := sum.means(in, &out)
	return out, err
}

// prices are what a minute on tickets costs, by tier.
func (in Input) prices() [2]float64 {
	return [2]float64{in.Costs.Tiers[0].Loaded.PerOccupiedMinute, in.Costs.Tiers[1].Loaded.PerOccupiedMinute}
}

// visit is one tier's work on a ticket: minutes, and money beside time.
type visit struct {
	tier            int
	minutes, beside float64
}

// ways are the visits of a ticket on every path.
func (in Input) ways(c tradeoff.Category) map[Path][]visit {
	solve := visit{tier: 1, minutes: c.Diagnosis.Amount + c.Solved.Amount}
	try := visit{1, c.Diagnosis.Amount + c.Failed.Amount, in.Desk.FailedTry.Amount}
	second := visit{tier: 2, minutes: c.Second.Amount}
	return map[Path][]visit{
		PathSolved: {solve}, PathPassed: {try, second}, PathAtOnce: {{tier: 1, minutes: c.Diagnosis.Amount}, second}, PathReturned: {try, second, solve},
	}
}

// CategoryCost prices the ways of the tickets of one category, which need not be one of the plan's as it stands: with other minutes at 2nd
// level, for example, those of a part of its tickets. Formulas and errors are those of TicketCosts.
func (in Input) CategoryCost(c tradeoff.Category) (CategoryCost, error) {
	out := CategoryCost{Category: c.Key, PerYear: c.Volume.Amount * in.openHours() * salary.WeeksPerYear, Kind: in.kindOf(c)}
	p, r := c.Solve.Amount, c.Return.Amount
	shares := map[Path]float64{PathSolved: p, PathPassed: (1 - p) * (1 - r), PathReturned: (1 - p) * r * p}
	ways := in.ways(c)
	for _, path := range AllPaths() {
		cost, err := in.follow(path, ways[path])
		if err != nil {
			return out, err
		}
		cost.Share, cost.Kind = shares[path], out.Kind
		out.Paths = append(out.Paths, cost)
	}
	work, err := workOf(c)
	if err != nil {
		return out, err
	}
	out.Ticket = work.cost(in)
	out.Escalation, err = out.Paths[1].Cost.Escalation(out.Paths[0].Cost.Total)
	return out, err
}

// follow adds up the visits of a path.
func (in Input) follow(path Path, visits []visit) (PathCost, error) {
	out := PathCost{Path: path}
	price := in.prices()
	var paid []salary.Visit
	for _, v := range visits {
		out.Minutes[v.tier-1] += v.minutes
		paid = append(paid, salary.Visit{Tier: v.tier, Cost: v.minutes*price[v.tier-1] + v.beside, Currency: in.Currency})
	}
	var err error
	out.Cost, err = salary.Follow(paid)
	return out, err
}

// kindOf is the weakest origin of what prices a category's tickets.
func (in Input) kindOf(c tradeoff.Category) origin.Kind {
	values := []origin.Value{c.Solve.Value, c.Diagnosis.Value, c.Solved.Value, c.Failed.Value, c.Second.Value, c.Return.Value, in.Desk.FailedTry.Value}
	for _, t := range in.Costs.Tiers {
		values = append(values, origin.Value{Kind: t.Offer.Weakest}, origin.Value{Kind: t.Ladder.Weakest}, t.Occupancy)
	}
	return origin.Weakest(values...)
}

func weaker(a, b origin.Kind) origin.Kind {
	if a == "" {
		return b
	}
	return origin.Weakest(origin.Value{Kind: a}, origin.Value{Kind: b})
}
