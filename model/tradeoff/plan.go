package tradeoff

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"tiermix/model/origin"
)

// Action is what to do with a category.
type Action string

// The actions.
const (
	SolveFirst Action = "solve at 1st level"
	PassOn     Action = "pass at once"
	Train      Action = "train"        // then solve at 1st level
	GoDirect   Action = "no 1st level" // in this desk a 1st level does not pay
	NoTickets  Action = "no tickets"   // nothing to decide
)

// Decision is what a plan says about one category. Money is by arithmetic per ticket, at the cost of a productive minute,
// while the plan's total is in whole people; so decisions need not add up to the total.
type Decision struct {
	Category  Category
	Action    Action
	Threshold float64 // the solve share above which a try pays; above 1 when none does
	ByRule    bool    // the rule would try
	Tried     bool    // the best option tries
	Certain   bool    // the interval of the solve share does not include the threshold
	Few       bool    // the solve share was counted from fewer tickets than effort.Few

	TicketsPerYear float64 // new ones
	TryPerTicket   float64 // expected cost of a ticket with a try, all rounds
	PassPerTicket  float64 // of one passed at once
	SavingPerYear  float64 // of trying over passing; below 0 when a try loses money

	Training      Investment // the zero value when none is offered
	TrainingWhole float64    // what the best plan in whole people costs less a year after the training
	Note          origin.Text
}

// Plan is the answer for a desk.
type Plan struct {
	Options  []Option // no 1st level at all (direct access), then 1st level trying 0, 1, 2, ... categories in the order of Order
	Order    []int    // categories by solve share / threshold, the best first
	Best     int      // in Options: the cheapest in whole people
	Rule     int      // in Options: what the threshold rule alone would do
	Policy   []Decision
	Warnings []origin.Text
}

// Find plans a desk: it puts the categories in the order of p / threshold, staffs every prefix of that order and direct access
// with whole people (Option), and takes the cheapest. Economies of scale move the threshold in small desks: the best prefix
// need not be that of the rule, which is always among the candidates.
//
// Special cases: p = 0 is never tried by the rule, p = 1 always when trying costs less than passing; a desk without tickets
// needs nobody and costs nothing. A 2nd level that is cheaper than 1st level works, with a warning. Errors: those of Check.
//
// Source: R. A. Shumsky and E. J. Pinker (2003) and S. Hasija, E. J. Pinker and R. A. Shumsky (2005), see Gatekeeper, for the
// rule; the search by cases is exact over prefixes.
func (d Desk) Find() (Plan, error) {
	if err := d.Check(); err != nil {
		return Plan{}, err
	}
	s, err := d.search()
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Options: s.options, Order: s.order, Rule: 1 + s.rule, Warnings: d.warnings()}
	return d.Follow(plan, least(s.options, func(o Option) float64 { return o.PerYear }))
}

// Follow is a plan with another of its options as the best one, for callers who know more about cost than Find does: which
// shifts the people work, say. Decisions follow that option.
func (d Desk) Follow(plan Plan, option int) (Plan, error) {
	if option < 0 || option >= len(plan.Options) {
		return Plan{}, fmt.Errorf("option %d is none of the %d of the plan", option, len(plan.Options))
	}
	s := search{options: plan.Options, order: plan.Order, rule: plan.Rule - 1}
	plan.Best, plan.Policy = option, make([]Decision, len(d.Categories))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range d.Categories {
		group.Go(func() (err error) {
			plan.Policy[i], err = d.decide(i, s, s.options[option].Policy)
			return placed("category "+c.Key, err)
		})
	}
	if err := group.Wait(); err != nil {
		return Plan{}, err
	}
	return plan, nil
}

// search is every candidate of a desk.
type search struct {
	options []Option
	order   []int
	rule    int // categories that the rule tries
}

func (s search) whole() float64 {
	return s.options[least(s.options, func(o Option) float64 { return o.PerYear })].PerYear
}

func (s search) fractional() float64 {
	return s.options[least(s.options, func(o Option) float64 { return o.FractionalPerYear })].FractionalPerYear
}

func (d Desk) search() (search, error) {
	s := search{order: d.order()}
	p := d.prices()
	all, err := d.ways()
	if err != nil {
		return search{}, err
	}
	first, err := d.option(all, Policy{Direct: true})
	if err != nil {
		return search{}, err
	}
	s.options = append(s.options, first)
	tried := make([]bool, len(d.Categories))
	for k := 0; k <= len(s.order); k++ {
		if k > 0 {
			c := d.Categories[s.order[k-1]]
			tried[s.order[k-1]] = true
			if c.Solve.Amount > c.threshold(p) {
				s.rule = k
			}
		}
		o, err := d.option(all, Policy{Tried: slices.Clone(tried)})
		if err != nil {
			return search{}, err
		}
		s.options = append(s.options, o)
	}
	return s, nil
}

// order sorts categories by p / threshold, falling: those first that the rule tries. A share of 0 comes last, whatever the
// threshold.
func (d Desk) order() []int {
	p := d.prices()
	all, ratios := make([]int, len(d.Categories)), make([]float64, len(d.Categories))
	for i, c := range d.Categories {
		all[i] = i
		if c.Solve.Amount > 0 {
			ratios[i] = c.Solve.Amount / c.threshold(p) // +Inf where a try costs nothing
		}
	}
	rank := func(i int) int {
		if d.Categories[i].Solve.Amount > d.Categories[i].threshold(p) {
			return 0 // also where the ratio is rounded to 1
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(ratios[b], ratios[a]))
	})
	return all
}

func (d Desk) decide(i int, s search, best Policy) (Decision, error) {
	c, p := d.Categories[i], d.prices()
	r := Decision{
		Category: c, Threshold: c.threshold(p), Tried: best.way(i) == try, Few: c.Solve.few(), TicketsPerYear: c.Volume.Amount * d.yearly(),
		TryPerTicket: c.tryCost(p, c.Solve.Amount), PassPerTicket: c.passCost(p),
	}
	r.ByRule = c.Solve.Amount > r.Threshold
	r.Certain = !(c.Solve.Low <= r.Threshold && r.Threshold <= c.Solve.High)
	r.SavingPerYear = r.TicketsPerYear * (r.PassPerTicket - r.TryPerTicket)
	if c.Training.offered() {
		var err error
		if r.Training, r.TrainingWhole, err = d.train(i, s); err != nil {
			return Decision{}, err
		}
	}
	r.Action, r.Note = r.action(best), r.note()
	return r, nil
}

func (r Decision) action(best Policy) Action {
	switch {
	case r.TicketsPerYear == 0:
		return NoTickets
	case best.Direct:
		return GoDirect
	case r.Training.PaysBack:
		return Train
	case r.Tried:
		return SolveFirst
	}
	return PassOn
}

// note says what to keep in mind about a decision, the gravest first.
func (r Decision) note() origin.Text {
	switch {
	case !r.Certain && r.Few:
		return origin.Text{
			EN: "Not certain: the solve share rests on few tickets and its interval includes the threshold.",
			DE: "Nicht sicher: die Lösungsquote beruht auf wenigen Tickets, und ihr Intervall enthält die Schwelle.",
		}
	case !r.Certain:
		return origin.Text{
			EN: "Not certain: the interval of the solve share includes the threshold.",
			DE: "Nicht sicher: das Intervall der Lösungsquote enthält die Schwelle.",
		}
	case r.Tried && !r.ByRule:
		return origin.Text{
			EN: "Tried although each try by itself loses money: whole people are better used so.",
			DE: "Wird versucht, obwohl jeder Versuch für sich Geld verliert: ganze Personen sind so besser ausgelastet.",
		}
	case !r.Tried && r.ByRule:
		return origin.Text{
			EN: "Not tried although each try by itself pays: in whole people the other way is cheaper.",
			DE: "Wird nicht versucht, obwohl sich jeder Versuch für sich lohnt: in ganzen Personen ist der andere Weg günstiger.",
		}
	}
	return origin.Text{}
}
