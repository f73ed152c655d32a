package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/assumption"
	"tiermix/ingest/store"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

func scenarioCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "scenario",
		Short: "Save what is typed for a plan under a name, and compare scenarios",
		Long: `A scenario is what you typed for a plan, under a name, kept in the desk's file. What you did not type stays measured or a default, so
every scenario is planned against today's records. "nothing typed" is always there: the plan without anything typed.`,
		Example: `  tiermix scenario save "Dearer experts" --db desk.duckdb --assumptions assumptions.toml
  tiermix scenario compare "nothing typed" "Dearer experts" --db desk.duckdb`,
	}, scenarioSaveCommand(), scenarioListCommand(), scenarioShowCommand(), scenarioDropCommand(), scenarioRenameCommand(), scenarioCompareCommand())
}

func scenarioSaveCommand() *cobra.Command {
	var db, file, note string
	var replace bool
	c := &cobra.Command{
		Use:   "save NAME --db FILE",
		Short: "Keep what a file of assumptions types under a name",
		Long:  "Names that differ in nothing but the case of letters are one. A name that is taken is refused unless --replace says so.",
		Example: `  tiermix scenario save "Dearer experts" --db desk.duckdb --assumptions assumptions.toml --note "offers of March"
  tiermix scenario save "Dearer experts" --db desk.duckdb --assumptions assumptions.toml --replace`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			assumed := plan.Unsaid()
			if file != "" {
				var err error
				if assumed, err = assumption.Read(file); err != nil {
					return err
				}
			}
			s, err := plan.NewScenario(args[0], note, time.Now(), assumed)
			if err != nil {
				return err
			}
			err = inScenarios(cmd.Context(), db, func(q store.Querier) error { return store.SaveScenario(cmd.Context(), q, s, replace) })
			if errors.Is(err, plan.ErrTaken) {
				return fmt.Errorf("%w; choose another name, or --replace to replace it", err)
			}
			return said(cmd, err, "scenario %q is saved, %s typed\n", s.Name, counted(len(s.Entries()), "value", "values"))
		},
	}
	dbFlag(c, &db)
	flags := c.Flags()
	flags.StringVar(&file, "assumptions", "", "TOML file of what is typed; without it nothing is")
	flags.StringVar(&note, "note", "", "a line about it")
	flags.BoolVar(&replace, "replace", false, "replace the scenario of this name")
	return c
}

// inScenarios changes the desk's scenarios in one transaction.
func inScenarios(ctx context.Context, db string, work func(store.Querier) error) error {
	return changing(ctx, db, func(s *store.Store) error { return s.Write(ctx, work) })
}

// said prints a sentence about what was done, if it was.
func said(cmd *cobra.Command, err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), format, args...)
	return err
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// scenariosOf are the scenarios of a desk.
func scenariosOf(ctx context.Context, db string) (all []plan.Scenario, err error) {
	err = reading(ctx, db, func(s *store.Store) error {
		all, err = store.Scenarios(ctx, s.DB())
		return err
	})
	return all, err
}

func scenarioListCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "list --db FILE",
		Short:   "List the saved scenarios",
		Example: "  tiermix scenario list --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			all, err := scenariosOf(cmd.Context(), db)
			if err != nil {
				return err
			}
			if format == "json" {
				return listing.ScenarioJSON(cmd.OutOrStdout(), all)
			}
			return listing.ScenarioTable(cmd.OutOrStdout(), all)
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func scenarioShowCommand() *cobra.Command {
	var db, onCost string
	var force bool
	c := &cobra.Command{
		Use:   "show NAME --db FILE",
		Short: "Print a scenario as a file of assumptions",
		Long: `What is printed is a file that --assumptions takes. An on-cost table of its own goes into a file beside it, which the first one
names.`,
		Example: `  tiermix scenario show "Dearer experts" --db desk.duckdb > assumptions.toml
  tiermix scenario show "Own table" --db desk.duckdb --on-cost-file table.toml > assumptions.toml`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := scenariosOf(cmd.Context(), db)
			if err != nil {
				return err
			}
			picked, err := plan.Pick(all, args)
			if err != nil {
				return err
			}
			if err := saveTable(picked[0], onCost, force); err != nil {
				return err
			}
			return assumption.WriteTyped(cmd.OutOrStdout(), listing.ScenarioComment(picked[0]), picked[0].Assumptions, beside(onCost))
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&onCost, "on-cost-file", "", "file to write the scenario's own on-cost table to, where it has one")
	c.Flags().BoolVar(&force, "force", false, "replace that file")
	return c
}

// beside names a file as one that lies beside the file of assumptions, where they look for it.
func beside(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Base(path)
}

// saveTable writes the on-cost table of a scenario's own.
func saveTable(s plan.Scenario, path string, force bool) error {
	switch {
	case len(s.Tables) == 0 && path != "":
		return fmt.Errorf("scenario %q has no on-cost table of its own to write to %s", s.Name, path)
	case len(s.Tables) == 0:
		return nil
	case path == "":
		return fmt.Errorf("scenario %q has an on-cost table of its own (%s); name a file for it with --on-cost-file", s.Name, s.Tables[0].Name())
	}
	var text bytes.Buffer
	if err := assumption.WriteTable(&text, assumption.English, s.Tables[0]); err != nil {
		return err
	}
	return saveNew(path, text.Bytes(), force)
}

func scenarioDropCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:     "drop NAME --db FILE",
		Short:   "Forget a scenario",
		Example: `  tiermix scenario drop "Dearer experts" --db desk.duckdb`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := inScenarios(cmd.Context(), db, func(q store.Querier) error { return store.DropScenario(cmd.Context(), q, args[0]) })
			return said(cmd, err, "scenario %q is dropped\n", args[0])
		},
	}
	dbFlag(c, &db)
	return c
}

func scenarioRenameCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:     "rename OLD NEW --db FILE",
		Short:   "Give a scenario another name",
		Example: `  tiermix scenario rename "Dearer experts" "Offers of March" --db desk.duckdb`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := inScenarios(cmd.Context(), db, func(q store.Querier) error {
				return store.RenameScenario(cmd.Context(), q, args[0], args[1])
			})
			return said(cmd, err, "scenario %q is now %q\n", args[0], args[1])
		},
	}
	dbFlag(c, &db)
	return c
}

// comparisonFormats are the ways to write a comparison.
var comparisonFormats = map[string]func(io.Writer, plan.Comparison) error{
	"table": listing.ComparisonTable, "json": listing.ComparisonJSON, "csv": listing.ComparisonCSV,
}

func scenarioCompareCommand() *cobra.Command {
	var db, from, to, format string
	c := &cobra.Command{
		Use:   "compare NAME... --db FILE",
		Short: "Plan up to four scenarios and put them side by side",
		Long: `Figures, what to do with each category where that differs, what is typed differently, and why the cost differs from that of the
first scenario: people and cost of a person by level, and failed tries. One that cannot be planned says why; the others stay.`,
		Example: `  tiermix scenario compare "nothing typed" "Dearer experts" --db desk.duckdb
  tiermix scenario compare "Dearer experts" "Offers of March" --db desk.duckdb --format csv`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			if err := checkFormat(format, "table", "json", "csv"); err != nil {
				return err
			}
			compared, err := compareScenarios(cmd.Context(), db, from, to, names)
			if err != nil {
				return err
			}
			return comparisonFormats[format](cmd.OutOrStdout(), compared)
		},
	}
	dbFlag(c, &db)
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "first day of the measured period, as 2024-05-01 (default: as for tiermix plan)")
	flags.StringVar(&to, "to", "", "last day of the measured period")
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

// compareScenarios plans scenarios against what is measured in a period.
func compareScenarios(ctx context.Context, db, from, to string, names []string) (plan.Comparison, error) {
	if n := len(names); n > plan.MostCompared {
		return plan.Comparison{}, fmt.Errorf("%d scenarios are named; at most %d can be compared", n, plan.MostCompared)
	}
	demand, picked, err := planned(ctx, db, from, to, names)
	if err != nil {
		return plan.Comparison{}, err
	}
	return plan.Compare(demand, picked)
}
