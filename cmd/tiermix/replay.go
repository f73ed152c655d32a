package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

// replayWords are the flags of a replay.
type replayWords struct {
	on      bool
	quarter string
	seeds   int
}

func (r *replayWords) flags(c *cobra.Command) {
	flags := c.Flags()
	flags.BoolVar(&r.on, "replay", false, "replay recorded tickets; --from and --to are then the replayed period, and the plan is measured from its usual one")
	flags.StringVar(&r.quarter, "quarter", "", "with --replay: calendar quarter, as 2025-Q4 (default: the last one that the records hold in full)")
	flags.IntVar(&r.seeds, "seeds", 10, "with --replay: seeds, from --seed on")
}

// check refuses words that do not go together.
func (r *replayWords) check(c *cobra.Command) error {
	given := func(name string) bool { return c.Flags().Changed(name) }
	var faults []error
	if r.on && given("weeks") {
		faults = append(faults, errors.New("--weeks are for typical weeks; a replay takes as long as its period, and --seeds says how often it is drawn"))
	}
	if r.on && given("quarter") && (given("from") || given("to")) {
		faults = append(faults, errors.New("--quarter and --from or --to both name the replayed period; give one of them"))
	}
	for _, name := range []string{"quarter", "seeds"} {
		if !r.on && given(name) {
			faults = append(faults, fmt.Errorf("--%s is for a replay; add --replay", name))
		}
	}
	if r.on && (r.seeds < 2 || r.seeds > plan.MostSeeds) {
		faults = append(faults, fmt.Errorf("--seeds is %d: an interval needs 2 or more, and %d are the most that are replayed", r.seeds, plan.MostSeeds))
	}
	if r.on && given("quarter") {
		_, err := plan.ParseQuarter(r.quarter)
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// run plans from the usual period and replays the one that is asked for.
func (r *replayWords) run(cmd *cobra.Command, words planWords, today bool, format string) error {
	asked, err := r.period(cmd, words)
	if err != nil {
		return err
	}
	words.from, words.to = "", ""
	in, err := words.input(cmd.Context())
	if err != nil {
		return err
	}
	recorded, why, err := arrivals(cmd.Context(), words.db, asked, in.Demand)
	if err != nil {
		return err
	}
	rota, err := rotaOf(in, today)
	if err != nil {
		return err
	}
	got, err := in.Replay(cmd.Context(), rota, recorded, plan.ReplayOptions{Seed: words.seed, Seeds: r.seeds, Workers: runtime.NumCPU()})
	if err != nil {
		return err
	}
	got.Notes = slices.Concat(why, got.Notes)
	if format == "json" {
		return listing.ReplayJSON(cmd.OutOrStdout(), got)
	}
	return listing.ReplayTable(cmd.OutOrStdout(), got)
}

// period is what the flags name; empty when they name none.
func (r *replayWords) period(c *cobra.Command, words planWords) (kpi.Period, error) {
	if c.Flags().Changed("quarter") {
		return plan.ParseQuarter(r.quarter)
	}
	return kpi.ParsePeriod(words.from, words.to)
}

// arrivals reads the tickets of a period; of the last full quarter when none is asked for, else of the plan's own period.
func arrivals(ctx context.Context, db string, asked kpi.Period, d plan.Demand) (r plan.Recorded, why []origin.Text, err error) {
	err = reading(ctx, db, func(s *store.Store) error {
		if asked == (kpi.Period{}) {
			quarter, ok, err := tier.LastQuarter(ctx, s.DB(), d)
			if err != nil {
				return err
			}
			asked, why = plan.ReplayPeriod(quarter, ok, d)
		}
		r, err = tier.Arrivals(ctx, s.DB(), asked)
		return err
	})
	return r, why, err
}

// rotaOf are the people of the best mix, or those of today.
func rotaOf(in plan.Input, today bool) (plan.Rota, error) {
	result, err := in.Weigh()
	if err != nil {
		return plan.Rota{}, fmt.Errorf("plan: %w", err)
	}
	if !today {
		return result.Best.Planned("the best mix"), nil
	}
	people, err := result.Reach()
	if err != nil {
		return plan.Rota{}, fmt.Errorf("plan: %w", err)
	}
	return people.Own("today's people", result.Today)
}
