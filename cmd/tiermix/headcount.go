package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/report"
	"tiermix/ingest/assumption"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
	"tiermix/model/workload"
)

// headcountFormats are the ways to write a headcount plan.
var headcountFormats = map[string]func(io.Writer, []plan.HeadcountSide) error{
	"table": listing.HeadcountTable, "json": listing.HeadcountJSON, "csv": listing.HeadcountCSV,
}

// headcountWords are the flags of the headcount plan.
type headcountWords struct {
	db, assumptions, from, to string
	scenarios                 []string
	months                    int
	growth                    float64
	workbook, lang            string
	grown                     bool // growth is typed
	forecast                  bool
}

func headcountCommand() *cobra.Command {
	var (
		words  headcountWords
		format string
	)
	c := &cobra.Command{
		Use:   "headcount --db FILE",
		Short: "Plan people month by month: whom to hire and to promote, who leaves, and what that costs",
		Long: `From the best mix of the plan to people: 1st and 2nd level for 12 to 36 months after the records, with lead time, ramp, leavers by tenure,
promotions and salary rises, at the least cost; people who are missing have a price and are shown. "Promote and back-fill" stands beside
"hire 2nd level outside". Several scenarios are put side by side, with the reasons why their costs differ.`,
		Example: `  tiermix headcount --db desk.duckdb
  tiermix headcount --db desk.duckdb --months 36 --growth 0.1 --format csv
  tiermix headcount --db desk.duckdb --scenario "nothing typed" --scenario "Dearer experts"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			words.grown = cmd.Flags().Changed("growth")
			if err := errors.Join(checkFormat(format, "table", "json", "csv"), words.check()); err != nil {
				return err
			}
			sides, err := words.make(cmd.Context())
			if err != nil {
				return err
			}
			if err := words.keep(sides); err != nil {
				return err
			}
			return headcountFormats[format](cmd.OutOrStdout(), sides)
		},
	}
	dbFlag(c, &words.db)
	flags := c.Flags()
	flags.IntVar(&words.months, "months", 24, "months to plan, 12 to 36")
	flags.Float64Var(&words.growth, "growth", 0, "growth of tickets a year as a share, 0.1 is 10 %; instead of the forecast")
	flags.BoolVar(&words.forecast, "forecast", true, "plan with the forecast of tiermix forecast, unless a growth is typed; --forecast=false plans with yearly_growth")
	flags.StringVar(&words.assumptions, "assumptions", "", "TOML file of what is typed; without it measured values and named defaults")
	flags.StringArrayVar(&words.scenarios, "scenario", nil, "saved scenario to plan, instead of --assumptions; up to four, the flag once for each")
	flags.StringVar(&words.from, "from", "", "first day of the measured period, as 2024-05-01 (default: as for tiermix plan)")
	flags.StringVar(&words.to, "to", "", "last day of the measured period")
	flags.StringVar(&words.workbook, "workbook", "", "`file` (.xlsx) to write too: people and money of each month as formulas over a sheet of assumptions, and the bands of pay")
	flags.StringVar(&words.lang, "lang", "en", "language of the workbook: en or de")
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

// keep writes the plan as a workbook, where one is named.
func (w headcountWords) keep(sides []plan.HeadcountSide) error {
	if w.workbook == "" {
		return nil
	}
	if sides[0].Headcount == nil {
		return joined(sides[0].Why)
	}
	words, err := locale.Load()
	if err != nil {
		return err
	}
	if err := writeFile(w.workbook, func(f *os.File) error { return report.Finance(f, words.Choose(w.lang), *sides[0].Headcount) }); err != nil {
		return fmt.Errorf("headcount: %w", err)
	}
	return nil
}

func (w headcountWords) check() error {
	var faults []error
	if w.workbook != "" && w.lang != "en" && w.lang != "de" {
		faults = append(faults, fmt.Errorf("--lang %q: want en or de", w.lang))
	}
	if w.workbook != "" && len(w.scenarios) > 1 {
		faults = append(faults, errors.New("--workbook holds one plan; name one scenario"))
	}
	if w.workbook != "" && !strings.HasSuffix(strings.ToLower(w.workbook), ".xlsx") {
		faults = append(faults, fmt.Errorf("--workbook %q: spreadsheets open a workbook by its ending; write a name that ends in .xlsx", w.workbook))
	}
	if w.months < plan.FewestMonths || w.months > plan.MostMonths {
		faults = append(faults, fmt.Errorf("--months %d: %d to %d are possible", w.months, plan.FewestMonths, plan.MostMonths))
	}
	if f, err := plan.FieldOf("yearly_growth"); err == nil && w.grown && f.Check(w.growth) != nil {
		faults = append(faults, fmt.Errorf("--growth %v: a share between %v and %v is wanted, 0.1 is 10 %% more tickets a year", w.growth, f.Low, f.High))
	}
	if w.assumptions != "" && len(w.scenarios) > 0 {
		faults = append(faults, errors.New("--assumptions and --scenario both say what is typed; give one of them"))
	}
	if n := len(w.scenarios); n > plan.MostCompared {
		faults = append(faults, fmt.Errorf("%d scenarios are named; at most %d can be compared", n, plan.MostCompared))
	}
	return errors.Join(faults...)
}

// make plans every scenario. A single one that cannot be planned is an error.
func (w headcountWords) make(ctx context.Context) ([]plan.HeadcountSide, error) {
	demand, picked, err := planned(ctx, w.db, w.from, w.to, w.scenarios)
	if err != nil {
		return nil, err
	}
	if len(picked) == 0 {
		picked = []plan.Scenario{plan.Untyped()}
	}
	if w.assumptions != "" {
		if picked[0].Assumptions, err = assumption.Read(w.assumptions); err != nil {
			return nil, err
		}
		picked[0].Name = w.assumptions
	}
	expect, err := w.expect(ctx, demand)
	if err != nil {
		return nil, err
	}
	var sides []plan.HeadcountSide
	for _, s := range picked {
		side := s.PlanHeadcount(ctx, demand, expect, w.months)
		if side.Headcount == nil && len(picked) == 1 {
			return nil, joined(side.Why)
		}
		sides = append(sides, side)
	}
	return sides, ctx.Err()
}

// expect says what tickets to expect: a growth that is typed, else a forecast where it is asked for.
func (w headcountWords) expect(ctx context.Context, d plan.Demand) (plan.Outlooker, error) {
	switch {
	case w.grown:
		return func(in plan.Input, months int) plan.Outlook { return in.Steady(w.growth, origin.Typed, months) }, nil
	case !w.forecast:
		return plan.Yearly, nil
	}
	history, err := historyOf(ctx, w.db, kpi.Scope{}, "", "")
	if err != nil {
		return nil, err
	}
	return plan.Forecast(workload.Outlook(d, history, origin.Value{}, w.months)), nil
}

func joined(why []origin.Text) error {
	var faults []error
	for _, t := range why {
		faults = append(faults, origin.Fault{Said: t})
	}
	return errors.Join(faults...)
}
