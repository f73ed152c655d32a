package plan

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"tiermix/model/hiring"
	"tiermix/model/origin"
	"tiermix/model/salary"
)

// Bounds of the months of a headcount plan.
const (
	FewestMonths = 12
	MostMonths   = 36
)

// Headcount is a plan of people month by month.
type Headcount struct {
	Plan     Result         // whose best mix sets who solves what in every month
	Outlook  Outlook        // of the tickets, the first months of which are planned
	Question hiring.Input   // what went into the search
	Ways     hiring.Ways    // the plan, and with one way to 2nd level closed
	Lacks    [2]hiring.Lack // what is missing whatever is done, where LacksKnown
	// LacksKnown is false when the search for them did not end.
	LacksKnown bool
	Traces     []Trace // every number about people's moves, with its origin
	Notes      []origin.Text
}

// First is the first day of a month of the plan, from 0.
func (h Headcount) First(month int) time.Time { return h.Outlook.Months[month].First }

// Currency of all money.
func (h Headcount) Currency() string { return h.Plan.Input.Currency }

// Headcount plans the people of the months of an outlook. The need of a month is what the plan's best mix takes with that month's
// tickets: full-time people with vacation, sickness, training and meetings in it, in fractions; people are whole where they are hired or
// promoted.
//
// Errors: months outside FewestMonths to MostMonths or more than the outlook has; people of today that nothing tells; faults of the
// models.
func (r Result) Headcount(ctx context.Context, o Outlook, months int) (Headcount, error) {
	h := Headcount{Plan: r, Outlook: o, Traces: r.Input.Moves.Traces}
	if err := errors.Join(checkMonths(o, months), r.Input.checkPeople()); err != nil {
		return Headcount{}, err
	}
	need, err := r.needs(ctx, o.Months[:months])
	if err != nil {
		return Headcount{}, err
	}
	if h.Question, err = r.Input.question(o, need, months); err != nil {
		return Headcount{}, err
	}
	if h.Ways, err = hiring.Compare(ctx, h.Question); err != nil {
		return Headcount{}, fmt.Errorf("headcount plan: %w", err)
	}
	if h.Lacks, h.LacksKnown, err = hiring.Unavoidable(h.Question); err != nil {
		return Headcount{}, fmt.Errorf("headcount plan: %w", err)
	}
	h.derived()
	return h, nil
}

func checkMonths(o Outlook, months int) error {
	switch {
	case months < FewestMonths || months > MostMonths:
		return origin.Faultf(origin.Text{EN: "headcount plan: %d months; %d to %d are possible", DE: "Personalplan: %d Monate; %d bis %d sind möglich"}, months, FewestMonths, MostMonths)
	case len(o.Months) < months:
		return origin.Faultf(origin.Text{EN: "headcount plan: the outlook has %d months, and %d are asked for", DE: "Personalplan: der Ausblick hat %d Monate, und %d sind verlangt"}, len(o.Months), months)
	}
	return nil
}

func (in Input) checkPeople() error {
	var faults []error
	for i, k := range in.People {
		if !k.OK {
			faults = append(faults, origin.Faultf(origin.Text{
				EN: "tier%d.people is neither measured nor typed: type in the assumptions how many full-time people there are today, 0 for nobody",
				DE: "tier%d.people ist weder gemessen noch eingegeben: geben Sie in den Annahmen ein, wie viele Vollzeitkräfte es heute gibt, 0 für niemanden",
			}, i+1))
		}
	}
	return errors.Join(faults...)
}

// Grown is the input with another growth of tickets against the measured period.
func (in Input) Grown(growth float64) Input {
	factor := (1 + growth) / (1 + in.Growth)
	categories := append(in.Desk.Categories[:0:0], in.Desk.Categories...)
	for i := range categories {
		v := &categories[i].Volume
		v.Amount, v.Low, v.High = v.Amount*factor, v.Low*factor, v.High*factor
	}
	in.Growth, in.Desk.Categories = growth, categories
	return in
}

// needs is the gross FTE of both tiers in each month, the best policy held; equal growths are planned once.
func (r Result) needs(ctx context.Context, months []Month) (need [2][]float64, err error) {
	known := map[float64]*[2]float64{}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, m := range months {
		if known[m.Growth] != nil {
			continue
		}
		out := &[2]float64{}
		known[m.Growth] = out
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			side, err := r.Input.Grown(m.Growth).side(r.Best.Policy)
			if err != nil {
				return fmt.Errorf("need of %s: %w", m.First.Format("2006-01"), err)
			}
			*out = [2]float64{side.Tiers[0].Gross, side.Tiers[1].Gross}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return need, err
	}
	for _, m := range months {
		for tier := range need {
			need[tier] = append(need[tier], known[m.Growth][tier])
		}
	}
	return need, nil
}

// question puts everything into the terms of model/hiring. The months after the last one, in which its need is held, are so many that
// a hire of the last month can become fully productive.
func (in Input) question(o Outlook, need [2][]float64, months int) (q hiring.Input, err error) {
	q.Months = months
	m := in.Moves
	for _, t := range m.Tiers {
		q.Tail = max(q.Tail, t.Lead+t.Ramp, m.Promotion.Ramp)
	}
	span := months + q.Tail
	for i, t := range m.Tiers {
		q.Need[i] = lengthened(need[i], span)
		tier := hiring.Tier{
			People: in.cohorts(i),
			Lead:   t.Lead, Ramp: evenRamp(t.Ramp, t.Start), Leave: t.leave(), Mentor: t.Mentor, Hiring: t.Hiring, Leaving: t.Leaves,
			Most: hiring.Limit{Most: int(t.Most.Amount), OK: t.Most.OK},
		}
		if tier.Cost, err = in.monthly(i, in.Costs.Tiers[i].Offer.Salary, o.Months[0].First, span); err != nil {
			return q, err
		}
		if tier.Missing = t.Shortage.Amount; !t.Shortage.OK {
			tier.Missing = m.Factor * tier.Cost[0]
		}
		q.Tiers[i] = tier
	}
	q.Promotion = hiring.Promotion{Ramp: evenRamp(m.Promotion.Ramp, m.Promotion.Start), Once: m.Promotion.Cost, Share: m.Promotion.Share, Cost: q.Tiers[1].Cost}
	if m.Promotion.Raise.OK {
		q.Promotion.Cost, err = in.monthly(1, in.Costs.Tiers[0].Offer.Salary*(1+m.Promotion.Raise.Amount), o.Months[0].First, span)
	}
	return q, err
}

// lengthened is a need with its last month repeated.
func lengthened(need []float64, span int) []float64 {
	all := append([]float64(nil), need...)
	for len(all) < span {
		all = append(all, need[len(need)-1])
	}
	return all
}

// monthly is what a person of a tier with a salary costs in each month: a twelfth of the raised salary, its on-cost, and the tier's overhead.
func (in Input) monthly(tier int, annual float64, first time.Time, span int) ([]float64, error) {
	rise := salary.Raise{
		Share: origin.Value{Amount: in.Moves.Rise, Unit: origin.Share, Kind: origin.Typed},
		First: time.Date(first.Year(), in.Moves.RiseMonth, 1, 0, 0, 0, 0, time.UTC),
	}
	if in.Moves.RiseMonth <= first.Month() { // what holds in the first month is in the salary
		rise.First = rise.First.AddDate(1, 0, 0)
	}
	var all []float64
	for m := range span {
		raised, err := rise.At(annual, in.Currency, first.AddDate(0, m, 0))
		if err != nil {
			return nil, err
		}
		bill, err := in.Table.OnCost(raised)
		if err != nil {
			return nil, err
		}
		all = append(all, (bill.Salary+bill.Total+in.Costs.Tiers[tier].Loaded.Overhead)/12)
	}
	return all, nil
}
