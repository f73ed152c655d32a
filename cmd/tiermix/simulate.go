package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

func simulateCommand() *cobra.Command {
	var (
		words  planWords
		format string
		today  bool
	)
	c := &cobra.Command{
		Use:   "simulate --db FILE",
		Short: "Play typical weeks of the planned desk, ticket by ticket",
		Long: `Discrete events over the typical week of the plan: arrivals by half hour, categories, tries, escalations, returns, waits. Every
figure has a 95 % interval over the simulated weeks; the same seed gives the same numbers, whatever the machine.`,
		Example: `  tiermix simulate --db desk.duckdb --weeks 200
  tiermix simulate --db desk.duckdb --today --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			in, err := words.input(cmd.Context())
			if err != nil {
				return err
			}
			result, err := in.Weigh()
			if err != nil {
				return fmt.Errorf("plan: %w", err)
			}
			side := result.Best
			if today {
				side = result.Today
			}
			check, err := in.Simulate(cmd.Context(), side, plan.CheckOptions{Seed: words.seed, Weeks: words.weeks, Workers: runtime.NumCPU()})
			if err != nil {
				return err
			}
			if format == "json" {
				return listing.CheckJSON(cmd.OutOrStdout(), check)
			}
			return listing.CheckTable(cmd.OutOrStdout(), check)
		},
	}
	words.flags(c)
	c.Flags().BoolVar(&today, "today", false, "the way tickets go today, with the people that it needs, instead of the best mix")
	formatFlag(c, &format, "table", "json")
	return c
}
