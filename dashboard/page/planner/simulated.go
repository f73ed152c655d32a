package planner

import (
	"context"
	"fmt"
	"runtime"

	"tiermix/dashboard/page"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// How many weeks a page simulates: as many as bring about so many tickets, within these bounds.
const (
	simulatedTickets = 100_000
	fewestWeeks      = 10
	mostWeeks        = 200
)

// seed of the simulations of pages: the same plan shows the same numbers.
const seed = 1

// Simulated is what a simulation says to the best mix of a plan. A page's plan is simulated for fewer weeks the larger the desk is.
//
// Errors: those of the simulation.
func Simulated(ctx context.Context, ask page.Ask, p *Plan) (plan.Check, error) {
	_, key := assumptions(ask)
	made, err := ask.Shared(ctx, "simulated"+key, func(ctx context.Context) (any, error) {
		return p.Input.Simulate(ctx, p.Best, plan.CheckOptions{Seed: seed, Weeks: weeks(p), Workers: runtime.NumCPU()})
	})
	if err != nil {
		return plan.Check{}, fmt.Errorf("simulate the plan: %w", err)
	}
	return made.(plan.Check), nil
}

func weeks(p *Plan) int {
	tickets := 0.0
	for _, d := range p.Search.Policy {
		tickets += d.TicketsPerYear
	}
	return min(mostWeeks, max(fewestWeeks, int(simulatedTickets*salary.WeeksPerYear/max(1, tickets))))
}
