package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
	"tiermix/model/shiftleft"
)

// shiftLeftFormats are the ways to write the shift-left list.
var shiftLeftFormats = map[string]func(io.Writer, plan.Input, shiftleft.List) error{
	"table": listing.ShiftLeftTable, "json": listing.ShiftLeftJSON, "csv": listing.ShiftLeftCSV,
}

// shiftLeftWords are the flags of commands about what 1st level could solve.
type shiftLeftWords struct {
	planWords
	where    []string
	quick    float64
	from, to string // of the tickets that are counted; prices are those of the plan
}

func (w *shiftLeftWords) flags(c *cobra.Command) {
	dbFlag(c, &w.db)
	w.typed(c)
	flags := c.Flags()
	flags.StringVar(&w.from, "from", "", "first day of the tickets that are counted, as 2024-05-01 (default: those that the plan is measured from: the last 26 whole weeks, without weeks at the ends that have few tickets); prices are those of the plan")
	flags.StringVar(&w.to, "to", "", "last day of them")
	flags.StringArrayVar(&w.where, "where", nil, "dimension=value: tickets that are counted; what they cost is measured over all tickets")
	flags.Float64Var(&w.quick, "quick-minutes", 0, "minutes at 2nd level up to which a ticket is quick (default: what three of four solutions of 1st level in the category take at most)")
}

func shiftLeftCommand() *cobra.Command {
	var (
		words  shiftLeftWords
		format string
	)
	c := &cobra.Command{
		Use:   "shift-left --db FILE",
		Short: "Print what 1st level could solve of what 2nd level solves, by the money it saves",
		Long: `Tickets that 2nd level solved quickly and alone, that are marked as solvable at 1st level, or that 1st level never held
though it solves others of their category: each counted once, by the strongest reason. The money is what they cost on their
way less what they would cost if 1st level tried them, at the share that it is likely to solve, a year.`,
		Example: `  tiermix shift-left --db desk.duckdb
  tiermix shift-left --db desk.duckdb --quick-minutes 15 --where channel=phone
  tiermix shift-left --db desk.duckdb --from 2026-01-01 --to 2026-06-30 --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json", "csv"); err != nil {
				return err
			}
			in, list, err := words.list(cmd)
			if err != nil {
				return err
			}
			return shiftLeftFormats[format](cmd.OutOrStdout(), in, list)
		},
	}
	words.flags(c)
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

// list prices what 2nd level solved.
func (w *shiftLeftWords) list(cmd *cobra.Command) (in plan.Input, l shiftleft.List, err error) {
	if cmd.Flags().Changed("quick-minutes") {
		if err := shiftleft.CheckQuick(w.quick); err != nil {
			return in, l, err
		}
	}
	where, err := kpi.ParseWhere(w.where)
	if err != nil {
		return in, l, err
	}
	if _, err := kpi.ParsePeriod(w.from, w.to); err != nil {
		return in, l, err
	}
	if in, err = w.input(cmd.Context()); err != nil {
		return in, l, err
	}
	period, err := w.period(in)
	if err != nil {
		return in, l, err
	}
	solved, err := w.solved(cmd.Context(), kpi.Scope{Period: period, Where: where})
	if err != nil {
		return in, l, err
	}
	if solved.Days == 0 {
		return in, l, fmt.Errorf("no ticket was created from %s to %s; choose a period that the desk's records cover", cmp.Or(w.from, "the first day"), cmp.Or(w.to, "the last day"))
	}
	l, err = shiftleft.Make(in, solved, w.quick)
	return in, l, err
}

// period is that of the tickets that are counted: the one that is asked for, else the one that the plan is measured from.
func (w *shiftLeftWords) period(in plan.Input) (kpi.Period, error) {
	if w.from == "" && w.to == "" {
		return daysOf(in.Demand), nil
	}
	return kpi.ParsePeriod(w.from, w.to)
}

// daysOf is the period of a demand.
func daysOf(d plan.Demand) kpi.Period {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return kpi.Period{From: day(d.From), To: day(d.To)}
}

func (w *shiftLeftWords) solved(ctx context.Context, scope kpi.Scope) (solved shiftleft.Solved, err error) {
	err = reading(ctx, w.db, func(s *store.Store) error {
		if err := checkWhere(ctx, s, scope.Where); err != nil {
			return err
		}
		solved, err = tier.Solved(ctx, s.DB(), scope)
		return err
	})
	return solved, err
}
