package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tiermix/model/plan/listing"
)

func simulateCommand() *cobra.Command {
	var (
		words  planWords
		replay replayWords
		format string
		today  bool
	)
	c := &cobra.Command{
		Use:   "simulate --db FILE",
		Short: "Play typical weeks of the planned desk, or replay recorded ones, ticket by ticket",
		Long: `Discrete events over the typical week of the plan: arrivals by half hour, categories, tries, escalations, returns, waits. Every
figure has a 95 % interval over the simulated weeks; the same seed gives the same numbers, whatever the machine.

With --replay the tickets of a past period come exactly when and by which channel they came, to the people of the plan or, with
--today, to today's people. Handling times and outcomes are drawn anew for each seed, and the intervals are over the seeds. Without
--quarter or --from and --to it is the last full quarter of the records.`,
		Example: `  tiermix simulate --db desk.duckdb --weeks 200
  tiermix simulate --db desk.duckdb --today --format json
  tiermix simulate --db desk.duckdb --replay --quarter 2025-Q4
  tiermix simulate --db desk.duckdb --replay --today --from 2025-11-03 --to 2025-11-30`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(checkFormat(format, "table", "json"), words.simulation().Check(), replay.check(cmd)); err != nil {
				return err
			}
			if replay.on {
				return replay.run(cmd, words, today, format)
			}
			return simulateWeeks(cmd, words, today, format)
		},
	}
	words.flags(c)
	replay.flags(c)
	c.Flags().BoolVar(&today, "today", false, "the way tickets go today, with the people that it needs (with --replay: with today's people), instead of the best mix")
	formatFlag(c, &format, "table", "json")
	return c
}

func simulateWeeks(cmd *cobra.Command, words planWords, today bool, format string) error {
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
	check, err := in.Simulate(cmd.Context(), side, words.simulation())
	if err != nil {
		return err
	}
	if format == "json" {
		return listing.CheckJSON(cmd.OutOrStdout(), check)
	}
	return listing.CheckTable(cmd.OutOrStdout(), check)
}
