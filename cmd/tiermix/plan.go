package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"tiermix/ingest/assumption"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

// planFormats are the ways to write a plan.
var planFormats = map[string]func(io.Writer, plan.Result) error{
	"table": listing.Table, "json": listing.JSON, "csv": listing.CSV,
}

// planWords are the flags of commands that plan.
type planWords struct {
	db, assumptions, scenario string
	from, to                  string
	weeks                     int
	seed                      uint64
	month, ahead              string // to plan for a month to come
}

// measured are the flags of what is measured and assumed.
func (p *planWords) measured(c *cobra.Command) {
	dbFlag(c, &p.db)
	p.typed(c)
	flags := c.Flags()
	flags.StringVar(&p.from, "from", "", "first day of the measured period, as 2024-05-01 (default: the last 26 whole weeks, without weeks at the ends that have few tickets)")
	flags.StringVar(&p.to, "to", "", "last day of the measured period")
}

// typed are the flags of what is assumed.
func (p *planWords) typed(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&p.assumptions, "assumptions", "", "TOML file of what is typed; without it measured values and named defaults")
	flags.StringVar(&p.scenario, "scenario", "", "saved scenario to plan, instead of --assumptions; tiermix scenario list names them")
}

func (p *planWords) flags(c *cobra.Command) {
	p.measured(c)
	flags := c.Flags()
	flags.IntVar(&p.weeks, "weeks", 100, "simulated weeks")
	flags.Uint64Var(&p.seed, "seed", 1, "seed of the simulation: the same seed gives the same numbers")
}

func planCommand() *cobra.Command {
	var (
		words  planWords
		format string
	)
	c := &cobra.Command{
		Use:   "plan --db FILE",
		Short: "Plan 1st and 2nd level: who solves what, with how many people, at which cost",
		Long: `From the measured flow to a costed plan: what every category should do (solve at 1st level, pass at once, train), how many
people both levels take hour by hour, what that costs a year, which promise makes the need, and what a simulation says to
it. Every number that goes in is printed with its origin: measured, typed, or a named default.`,
		Example: `  tiermix plan --db desk.duckdb
  tiermix assumptions init --db desk.duckdb --out assumptions.toml
  tiermix plan --db desk.duckdb --assumptions assumptions.toml --format json
  tiermix plan --db desk.duckdb --scenario "Dearer experts"
  tiermix plan --db desk.duckdb --month 2026-03`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(checkFormat(format, "table", "json", "csv"), words.simulation().Check(), words.checkMonth()); err != nil {
				return err
			}
			result, err := words.make(cmd.Context())
			if err != nil {
				return err
			}
			return planFormats[format](cmd.OutOrStdout(), result)
		},
	}
	words.flags(c)
	words.monthFlags(c)
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

// make builds, plans and simulates.
func (p *planWords) make(ctx context.Context) (plan.Result, error) {
	in, err := p.input(ctx)
	if err != nil {
		return plan.Result{}, err
	}
	result, err := in.Make()
	if err != nil {
		return plan.Result{}, fmt.Errorf("plan: %w", err)
	}
	return result, result.Simulated(ctx, p.simulation())
}

// simulation is what the flags say about it.
func (p *planWords) simulation() plan.CheckOptions {
	return plan.CheckOptions{Seed: p.seed, Weeks: p.weeks, Workers: runtime.NumCPU()}
}

// input settles every number of the plan.
func (p *planWords) input(ctx context.Context) (plan.Input, error) {
	if p.assumptions != "" && p.scenario != "" {
		return plan.Input{}, errors.New("--assumptions and --scenario both say what is typed; give one of them")
	}
	names, assumed := []string{}, plan.Untyped()
	switch {
	case p.scenario != "":
		names = append(names, p.scenario)
	case p.assumptions != "":
		var err error
		if assumed.Assumptions, err = assumption.Read(p.assumptions); err != nil {
			return plan.Input{}, err
		}
	}
	demand, picked, err := planned(ctx, p.db, p.from, p.to, names)
	if err != nil {
		return plan.Input{}, err
	}
	if p.scenario != "" {
		assumed = picked[0]
	}
	if p.month != "" || p.ahead != "" {
		return p.forMonth(ctx, demand, assumed)
	}
	return assumed.Build(demand)
}

// planned reads what is measured, and scenarios by their names.
func planned(ctx context.Context, db, from, to string, names []string) (demand plan.Demand, picked []plan.Scenario, err error) {
	period, err := kpi.ParsePeriod(from, to)
	if err != nil {
		return demand, nil, err
	}
	err = reading(ctx, db, func(s *store.Store) error {
		all, err := store.Scenarios(ctx, s.DB())
		if err != nil {
			return err
		}
		if picked, err = plan.Pick(all, names); err != nil {
			return err
		}
		demand, err = tier.Demand(ctx, s.DB(), period)
		return err
	})
	return demand, picked, err
}
