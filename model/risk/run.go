package risk

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Result is what may come of every scenario, in their order, and what sets them apart from the first.
type Result struct {
	Options   Options
	Scenarios []Summary
	Against   []Difference // of the second, third and fourth scenario from the first
}

// Run draws every scenario with the same luck and sums up. The same seed gives the same numbers whatever the number of workers.
//
// Errors: all faults of the options and scenarios at once; those of the models, with the draw that met them; the end of the context.
func Run(ctx context.Context, scenarios []Scenario, o Options) (Result, error) {
	cases, err := prepare(scenarios, o)
	if err != nil {
		return Result{}, err
	}
	out := Result{Options: o}
	var all [][]outcome
	for _, c := range cases {
		drawn, err := c.drawAll(ctx, o)
		if err != nil {
			return Result{}, named(c.Name, err)
		}
		s, err := c.summary(drawn)
		if err != nil {
			return Result{}, named(c.Name, err)
		}
		all, out.Scenarios = append(all, drawn), append(out.Scenarios, s)
	}
	for i := 1; i < len(all); i++ {
		out.Against = append(out.Against, difference(all[0], all[i]))
	}
	return out, nil
}

// prepare checks everything before anything is drawn.
func prepare(scenarios []Scenario, o Options) ([]*Case, error) {
	faults := []error{o.Check()}
	if n := len(scenarios); n < 1 || n > MostScenarios {
		faults = append(faults, fmt.Errorf("%d scenarios: give 1 to %d", n, MostScenarios))
	}
	var cases []*Case
	for _, s := range scenarios {
		c, err := Prepare(s, o.Seed)
		faults = append(faults, err)
		cases = append(cases, c)
	}
	for i := 1; i < len(scenarios); i++ {
		if a, b := scenarios[0].Plan.Input.Currency, scenarios[i].Plan.Input.Currency; a != b {
			faults = append(faults, fmt.Errorf("scenario %s is in %s and %s in %s; amounts are not converted, compare scenarios of one currency", scenarios[0].Name, a, scenarios[i].Name, b))
		}
	}
	return cases, errors.Join(faults...)
}

// drawAll lives the years of all draws, each by whoever is free.
func (c *Case) drawAll(ctx context.Context, o Options) ([]outcome, error) {
	out := make([]outcome, o.Draws)
	return out, each(ctx, o, func(i int) (err error) {
		out[i], err = c.live(c.draw(o.Seed, i))
		return err
	})
}

// each does the work of every draw, by so many workers. The first error ends it.
func each(ctx context.Context, o Options, work func(draw int) error) error {
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(o.Workers, o.Draws) {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= o.Draws {
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := work(i); err != nil {
					return fmt.Errorf("draw %d: %w", i+1, err)
				}
			}
		})
	}
	return group.Wait()
}
