package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/ingest/assumption"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

func assumptionsCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "assumptions",
		Short: "Write the file of what a plan assumes, or check yours",
		Example: `  tiermix assumptions init --db desk.duckdb --out assumptions.toml
  tiermix assumptions check --db desk.duckdb assumptions.toml`,
	}, assumptionsInitCommand(), assumptionsCheckCommand())
}

func assumptionsInitCommand() *cobra.Command {
	var db, lang, out string
	var force bool
	c := &cobra.Command{
		Use:   "init --db FILE",
		Short: "Write a file of assumptions to start from, with what is measured and the defaults",
		Long: `Every value stands in the file with a # in front: what the desk's records say, or a default with source and year.
A line whose # is removed counts as typed.`,
		Example: "  tiermix assumptions init --db desk.duckdb --lang de --out assumptions.toml",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := demandOf(cmd.Context(), db)
			if err != nil {
				return err
			}
			var text bytes.Buffer
			if err := assumption.Write(&text, lang, d, plan.Measured(d)); err != nil {
				return err
			}
			if out == "" {
				_, err = text.WriteTo(cmd.OutOrStdout())
				return err
			}
			return saveNew(out, text.Bytes(), force)
		},
	}
	dbFlag(c, &db)
	flags := c.Flags()
	flags.StringVar(&lang, "lang", assumption.English, "language of the comments: en or de")
	flags.StringVar(&out, "out", "", "file to write to instead of standard output")
	flags.BoolVar(&force, "force", false, "replace the file, and with it what is typed in it")
	return c
}

// demandOf is the demand of the desk's latest weeks.
func demandOf(ctx context.Context, db string) (d plan.Demand, err error) {
	err = reading(ctx, db, func(s *store.Store) error {
		d, err = tier.Demand(ctx, s.DB(), kpi.Period{})
		return err
	})
	return d, err
}

// saveNew writes a file that must not be there yet, unless it may be replaced.
func saveNew(path string, text []byte, replace bool) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if replace {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and what is typed in it would be lost; choose another name for --out, or --force to replace it", path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func assumptionsCheckCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "check --db FILE FILE.toml",
		Short: "List all faults of a file of assumptions with their lines, or count what is typed in it",
		Long: `Beside faults it names what is typed for categories and channels that no ticket of the desk has, and what
a plan needs and neither file nor records tell.`,
		Example: "  tiermix assumptions check --db desk.duckdb assumptions.toml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := assumption.Read(args[0])
			if err != nil {
				return err
			}
			d, err := demandOf(cmd.Context(), db)
			if err != nil {
				return err
			}
			if err := printChecked(cmd, args[0], a.Tell(d)); err != nil {
				return err
			}
			if _, err := plan.Build(d, a); err != nil {
				return fmt.Errorf("no plan can be made with %s yet: %w", args[0], err)
			}
			return nil
		},
	}
	dbFlag(c, &db)
	return c
}

func printChecked(cmd *cobra.Command, name string, told plan.Told) error {
	w := cmd.OutOrStdout()
	values := "values"
	if told.Typed == 1 {
		values = "value"
	}
	if _, err := fmt.Fprintf(w, "%s: %d %s typed, %d measured or default\n", name, told.Typed, values, told.Other); err != nil {
		return err
	}
	if len(told.Unknown) > 0 {
		fmt.Fprintf(w, "neither typed nor measured, and without default: %s\n", strings.Join(told.Unknown, ", "))
	}
	for _, line := range told.Idle {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
