package planner

import (
	"context"
	"fmt"
	"runtime"

	"tiermix/dashboard/page"
	"tiermix/model/plan"
	"tiermix/model/risk"
)

// Draws is the number of years that pages draw: enough for an interval of a few points, and soon there.
const Draws = 1000

// Risk draws years around the plan. The same address shows the same numbers.
//
// Errors: those of the models.
func Risk(ctx context.Context, ask page.Ask, p *Plan) (risk.Summary, error) {
	expected, err := outlook(ctx, ask, p.Input.Demand, ahead)
	if err != nil {
		return risk.Summary{}, err
	}
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "risk"+key, func(ctx context.Context) (any, error) {
		return risk.Run(ctx, []risk.Scenario{{Plan: p.Result, Outlook: &expected, Terms: risk.TermsOf(p.Input)}}, risk.Options{Draws: Draws, Seed: seed, Workers: runtime.NumCPU()})
	})
	if err != nil {
		return risk.Summary{}, fmt.Errorf("risk of the plan: %w", err)
	}
	return made.(risk.Result).Scenarios[0], nil
}

// ahead is how many months the volume of a drawn year is forecast for.
const ahead = 12

// Course draws the courses of a headcount plan whose decisions stay.
//
// Errors: those of the models.
func Course(ctx context.Context, ask page.Ask, h *plan.Headcount) (risk.Course, error) {
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "course"+key, func(ctx context.Context) (any, error) {
		return risk.Follow(ctx, *h, risk.Options{Draws: Draws, Seed: seed, Workers: runtime.NumCPU()})
	})
	if err != nil {
		return risk.Course{}, fmt.Errorf("risk of the headcount plan: %w", err)
	}
	return made.(risk.Course), nil
}
