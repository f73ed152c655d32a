// Package planner holds what the pages about plans share: the plan of what the reader typed, the form to type it in, and
// the way money and promises are written.
package planner

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/tradeoff"
)

// Plan is the answer of the planner to what is measured and typed. It belongs to many readers and is only read.
type Plan struct {
	plan.Result
	Pareto []tradeoff.Point // the mixes that no other beats, by rising cost; Result.Frontier holds no others
	Others []tradeoff.Point // some of the other mixes, for the eye
	Chosen tradeoff.Point   // the best mix among the points
	Needed tradeoff.Point   // what today's way needs, among the points
}

// Load plans with what the reader typed. When nothing can be planned, why is a sentence and the plan is nil.
//
// Errors: those of the source and of the models.
func Load(ctx context.Context, ask page.Ask) (p *Plan, why string, err error) {
	return asked(ctx, ask, "plan", compute)
}

// Settle settles every number that a plan of what the reader typed would rest on, without planning: what only prices tickets waits for no
// search. It refuses what Load refuses before it plans.
func Settle(ctx context.Context, ask page.Ask) (in *plan.Input, why string, err error) {
	return asked(ctx, ask, "input", settle)
}

// asked computes something of what is measured and typed, once for all parts that ask for it; what names it.
func asked[T any](ctx context.Context, ask page.Ask, what string, work func(plan.Demand, map[string]origin.Value, plan.Assumptions) (*T, error)) (out *T, why string, err error) {
	demand, err := ask.Source.Demand(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read the demand: %w", err)
	}
	if Empty(demand) {
		return nil, ask.L.T("planner.nodemand"), nil
	}
	if unread := Unread(ask); len(unread) > 0 {
		return nil, strings.Join(unread, " "), nil
	}
	known, err := measured(ctx, ask, demand)
	if err != nil {
		return nil, "", err
	}
	assumed, key := assumptions(ask)
	made, err := ask.Shared(ctx, what+key, func(context.Context) (any, error) {
		out, err := work(demand, known, assumed)
		var no refusal
		if errors.As(err, &no) { // a refusal is kept too, for finding it takes as long as a plan
			return no, nil
		}
		return out, err
	})
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", what, err)
	}
	if no, ok := made.(refusal); ok {
		return nil, no.sentence(ask), nil
	}
	return made.(*T), "", nil
}

func settle(d plan.Demand, measured map[string]origin.Value, a plan.Assumptions) (*plan.Input, error) {
	in, err := plan.BuildFrom(d, measured, a)
	if err != nil {
		return nil, refusal{origin.Sentences(err)}
	}
	return &in, nil
}

// measured is what the demand tells of the fields of a plan; it is the same whatever is typed.
func measured(ctx context.Context, ask page.Ask, d plan.Demand) (map[string]origin.Value, error) {
	made, err := ask.Shared(ctx, "measured", func(context.Context) (any, error) { return plan.Measured(d), nil })
	if err != nil {
		return nil, fmt.Errorf("measure the demand: %w", err)
	}
	return made.(map[string]origin.Value), nil
}

// assumptions are what the reader typed, and a key of it that does not depend on how it was typed.
func assumptions(ask page.Ask) (plan.Assumptions, string) {
	assumed, key := words(ask)
	for _, t := range Read(ask) {
		if t.Fault == "" {
			assumed.Values[t.Key] = origin.Type(t.Amount, t.Field.Unit)
			key += "|" + t.Key + "=" + strconv.FormatFloat(t.Amount, 'g', -1, 64)
		}
	}
	return assumed, key
}

// Reach says what today's people reach. It takes longer than the plan, so that only what shows it asks for it.
//
// Errors: those of the models.
func Reach(ctx context.Context, ask page.Ask, p *Plan) (plan.Staffed, error) {
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "reach"+key, func(context.Context) (any, error) { return p.Reach() })
	if err != nil {
		return plan.Staffed{}, fmt.Errorf("what today's people reach: %w", err)
	}
	return made.(plan.Staffed), nil
}

// Empty says that no ticket of the period can be planned for.
func Empty(d plan.Demand) bool {
	tickets := 0
	for _, c := range d.Categories {
		tickets += c.Tickets
	}
	return tickets == 0 || d.Weeks <= 0
}

func compute(d plan.Demand, measured map[string]origin.Value, a plan.Assumptions) (*Plan, error) {
	in, err := settle(d, measured, a)
	if err != nil {
		return nil, err
	}
	r, err := in.Weigh()
	if err != nil {
		return nil, refusal{origin.Sentences(err)}
	}
	return thinned(r), nil
}

// shown is about how many mixes a chart shows beside the line of the best.
const shown = 300

// thinned lets go of most of the points of the frontier, of which there may be a hundred thousand.
func thinned(r plan.Result) *Plan {
	p := &Plan{Result: r}
	all := r.Frontier.Points
	for _, i := range r.Frontier.Pareto {
		p.Pareto = append(p.Pareto, all[i])
	}
	everything := len(r.Search.Options) - 1
	step := max(1, len(all)/shown)
	for i, point := range all {
		if staffs(point, r.Search.Best, r.Search.Options[r.Search.Best]) {
			p.Chosen = point
		}
		if staffs(point, everything, r.Search.Options[everything]) {
			p.Needed = point
		}
		if i%step == 0 && !point.Pareto && point.Overload == "" {
			p.Others = append(p.Others, point)
		}
	}
	p.Frontier.Points, p.Frontier.Pareto = nil, nil
	return p
}

// staffs says whether a point is the staff of an option, whose place in the plan is given, at the busiest level of demand.
func staffs(p tradeoff.Point, option int, o tradeoff.Option) bool {
	staff := o.Loads[len(o.Loads)-1]
	return p.Option == option && p.Agents1 == staff.First.Agents && p.Agents2 == staff.Second.Agents
}
