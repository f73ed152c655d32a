package planner

import (
	"context"
	"fmt"
	"runtime"

	"tiermix/dashboard/page"
	"tiermix/model/risk"
)

// Draws is the number of years that pages draw: enough for an interval of a few points, and soon there.
const Draws = 1000

// Risk draws years around the plan. The same address shows the same numbers.
//
// Errors: those of the models.
func Risk(ctx context.Context, ask page.Ask, p *Plan) (risk.Summary, error) {
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "risk"+key, func(ctx context.Context) (any, error) {
		return risk.Run(ctx, []risk.Scenario{{Plan: p.Result}}, risk.Options{Draws: Draws, Seed: seed, Workers: runtime.NumCPU()})
	})
	if err != nil {
		return risk.Summary{}, fmt.Errorf("risk of the plan: %w", err)
	}
	return made.(risk.Result).Scenarios[0], nil
}
