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
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
	"tiermix/model/risk"
	"tiermix/model/workload"
)

// riskFormats are the ways to write what may come.
var riskFormats = map[string]func(io.Writer, risk.Result) error{
	"table": listing.RiskTable, "json": listing.RiskJSON, "csv": listing.RiskCSV,
}

// riskWords are the flags of a risk.
type riskWords struct {
	db, assumptions, from, to string
	scenarios                 []string
	draws, months             int
	seed                      uint64
	headcount                 bool // the courses of the headcount plan instead of years of the staffing plan
}

func riskCommand() *cobra.Command {
	var (
		words  riskWords
		format string
	)
	c := &cobra.Command{
		Use:   "risk --db FILE",
		Short: "Draw thousands of years around a plan: how cost, people and service spread, and how likely every promise is kept",
		Long: `What may come of a plan: years are drawn with volume, solve shares, handling times, leavers and pay as uncertain as the records or
you say they are. The planned people stay; printed is what the years cost and take, how often the planned people keep each promise,
which input moves what, and where every spread comes from. Several scenarios are drawn with the same luck, so that their difference
is theirs alone. With --headcount it is about the plan of tiermix headcount: its hires and promotions stay, and drawn are the tickets, who leaves
and pay, month by month. The same seed prints the same numbers.`,
		Example: `  tiermix risk --db desk.duckdb
  tiermix risk --db desk.duckdb --assumptions assumptions.toml --draws 20000 --seed 7 --format json
  tiermix risk --db desk.duckdb --scenario "nothing typed" --scenario "Dearer experts"
  tiermix risk --db desk.duckdb --headcount --months 24`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options := risk.Options{Draws: words.draws, Seed: words.seed, Workers: runtime.NumCPU()}
			if err := errors.Join(checkFormat(format, "table", "json", "csv"), options.Check(), words.check()); err != nil {
				return err
			}
			if words.headcount {
				return words.follow(cmd, format, options)
			}
			scenarios, err := words.plan(cmd.Context())
			if err != nil {
				return err
			}
			result, err := risk.Run(cmd.Context(), scenarios, options)
			if err != nil {
				return fmt.Errorf("risk: %w", err)
			}
			return riskFormats[format](cmd.OutOrStdout(), result)
		},
	}
	words.flags(c)
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

func (w *riskWords) flags(c *cobra.Command) {
	dbFlag(c, &w.db)
	flags := c.Flags()
	flags.StringVar(&w.assumptions, "assumptions", "", "TOML file of what is typed; without it measured values and named defaults")
	flags.StringArrayVar(&w.scenarios, "scenario", nil, fmt.Sprintf("saved scenario, instead of --assumptions; repeat it to compare up to %d", risk.MostScenarios))
	flags.StringVar(&w.from, "from", "", "first day of the measured period, as 2024-05-01 (default: as of plan)")
	flags.StringVar(&w.to, "to", "", "last day of the measured period")
	flags.IntVar(&w.months, "months", 12, fmt.Sprintf("months ahead that the forecast of the volume is taken from, 1 to %d; what is typed comes before it", mostMonths))
	flags.IntVar(&w.draws, "draws", 10_000, "years, or courses, that are drawn")
	flags.BoolVar(&w.headcount, "headcount", false, fmt.Sprintf("draw courses of the headcount plan of so many --months, %d to %d", plan.FewestMonths, plan.MostMonths))
	flags.Uint64Var(&w.seed, "seed", 1, "seed of the luck: the same seed gives the same numbers")
}

func (w *riskWords) check() error {
	var faults []error
	if w.assumptions != "" && len(w.scenarios) > 0 {
		faults = append(faults, errors.New("--assumptions and --scenario both say what is typed; give one of them"))
	}
	if n := len(w.scenarios); n > risk.MostScenarios {
		faults = append(faults, fmt.Errorf("--scenario is given %d times; up to %d scenarios are compared", n, risk.MostScenarios))
	}
	if w.headcount {
		faults = append(faults, headcountWords{months: w.months}.check())
	}
	if w.months < 1 || w.months > mostMonths {
		faults = append(faults, fmt.Errorf("--months is %d: a forecast looks 1 to %d months ahead", w.months, mostMonths))
	}
	return errors.Join(faults...)
}

// mostMonths is how far ahead a forecast of the volume is taken.
const mostMonths = 36

// plan plans every scenario.
func (w *riskWords) plan(ctx context.Context) ([]risk.Scenario, error) {
	file := plan.Untyped()
	if w.assumptions != "" {
		var err error
		if file.Assumptions, err = assumption.Read(w.assumptions); err != nil {
			return nil, err
		}
	}
	demand, picked, err := planned(ctx, w.db, w.from, w.to, w.scenarios)
	if err != nil {
		return nil, err
	}
	if len(w.scenarios) == 0 {
		file.Name = ""
		picked = []plan.Scenario{file}
	}
	outlook, err := w.outlook(ctx, demand)
	if err != nil {
		return nil, err
	}
	var all []risk.Scenario
	for _, s := range picked {
		one, err := riskOf(s, demand, outlook)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// outlook is the forecast of the desk's tickets from all of its records.
func (w *riskWords) outlook(ctx context.Context, demand plan.Demand) (out plan.Outlook, err error) {
	err = reading(ctx, w.db, func(s *store.Store) error {
		h, err := tier.History(ctx, s.DB(), kpi.Scope{}, "", "")
		if err == nil {
			out = workload.Outlook(demand, h, origin.Value{}, w.months)
		}
		return err
	})
	return out, err
}

// courseFormats are the ways to write how headcount plans may turn out.
var courseFormats = map[string]func(io.Writer, []listing.DrawnCourse) error{
	"table": listing.CourseTable, "json": listing.CourseJSON, "csv": listing.CourseCSV,
}

// follow draws the courses of the headcount plan of every scenario, with the same luck.
func (w *riskWords) follow(cmd *cobra.Command, format string, o risk.Options) error {
	words := headcountWords{db: w.db, assumptions: w.assumptions, from: w.from, to: w.to, scenarios: w.scenarios, months: w.months, forecast: true}
	sides, err := words.make(cmd.Context())
	if err != nil {
		return err
	}
	var all []listing.DrawnCourse
	for _, side := range sides {
		if side.Headcount == nil {
			return ofScenario(side.Scenario.Name, joined(side.Why))
		}
		course, err := risk.Follow(cmd.Context(), *side.Headcount, o)
		if err != nil {
			return fmt.Errorf("risk of the headcount plan: %w", err)
		}
		one := listing.DrawnCourse{Plan: *side.Headcount, Course: course, Options: o}
		if len(sides) > 1 {
			one.Name = side.Scenario.Name
		}
		all = append(all, one)
	}
	return courseFormats[format](cmd.OutOrStdout(), all)
}

// ofScenario says in which scenario an error is, where it has a name.
func ofScenario(name string, err error) error {
	if name == "" {
		return err
	}
	return fmt.Errorf("scenario %q: %w", name, err)
}

// riskOf plans a scenario, whose people are those of its best mix.
func riskOf(s plan.Scenario, demand plan.Demand, outlook plan.Outlook) (risk.Scenario, error) {
	in, err := s.Build(demand)
	if err != nil {
		return risk.Scenario{}, ofScenario(s.Name, err)
	}
	result, err := in.Weigh()
	if err != nil {
		return risk.Scenario{}, ofScenario(s.Name, err)
	}
	return risk.Scenario{Name: s.Name, Plan: result, Outlook: &outlook, Terms: risk.TermsOf(in)}, nil
}
