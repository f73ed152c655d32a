package planner

import (
	"context"
	"errors"
	"fmt"

	"tiermix/dashboard/page"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/workload"
)

// HeadcountMonths is how many months the page plans.
const HeadcountMonths = 24

// Headcount plans people month by month with what the reader typed. When nothing can be planned, why is a sentence and the plan is nil.
//
// Errors: those of Load, and of the source.
func Headcount(ctx context.Context, ask page.Ask) (h *plan.Headcount, why string, err error) {
	p, why, err := Load(ctx, ask)
	if p == nil {
		return nil, why, err
	}
	expect, err := expected(ctx, ask, p.Input.Demand)
	if err != nil {
		return nil, "", err
	}
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "headcount"+key, func(ctx context.Context) (any, error) {
		h, err := p.Headcount(ctx, expect(p.Input, HeadcountMonths), HeadcountMonths)
		if err != nil && ctx.Err() == nil {
			return nil, refusal{origin.Sentences(err)}
		}
		return &h, err
	})
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return nil, refused.sentence(ask), nil
	case err != nil:
		return nil, "", fmt.Errorf("headcount plan: %w", err)
	}
	return made.(*plan.Headcount), "", nil
}

// HeadcountOf is the headcount plan of a saved scenario, made once for what is typed in it.
//
// Errors: those of the source and of sharing; what cannot be planned is no error, the side says why.
func HeadcountOf(ctx context.Context, ask page.Ask, d plan.Demand, s plan.Scenario) (plan.HeadcountSide, error) {
	expect, err := expected(ctx, ask, d)
	if err != nil {
		return plan.HeadcountSide{}, err
	}
	made, err := ask.Shared(ctx, "headcount scenario|"+keyOf(s.All()), func(ctx context.Context) (any, error) {
		return s.PlanHeadcount(ctx, d, expect, HeadcountMonths), ctx.Err()
	})
	if err != nil {
		return plan.HeadcountSide{}, fmt.Errorf("headcount plan of a scenario: %w", err)
	}
	side := made.(plan.HeadcountSide)
	side.Scenario = s
	return side, nil
}

// expected says what tickets to expect: what is typed, else the forecast.
func expected(ctx context.Context, ask page.Ask, d plan.Demand) (plan.Outlooker, error) {
	forecast, err := outlook(ctx, ask, d, HeadcountMonths)
	return plan.Forecast(forecast), err
}

// outlook is the forecast of the desk's tickets, made once for so many months; it is the same whatever is typed.
func outlook(ctx context.Context, ask page.Ask, d plan.Demand, months int) (plan.Outlook, error) {
	made, err := ask.Shared(ctx, fmt.Sprintf("outlook of %d months", months), func(ctx context.Context) (any, error) {
		h, err := ask.Source.History(ctx, kpi.Scope{}, "")
		if err != nil {
			return nil, err
		}
		return workload.Outlook(d, h, origin.Value{}, months), nil
	})
	if err != nil {
		return plan.Outlook{}, fmt.Errorf("forecast the tickets: %w", err)
	}
	return made.(plan.Outlook), nil
}
