package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/ingest/assumption"
	"tiermix/model/salary"
)

func onCostCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "on-cost",
		Short: "Write an on-cost table to change, or check yours",
		Long: `What an employer pays on top of a salary: contributions with their rates, floors and ceilings, by country and year. A table of
your own is used by its name in the assumptions (on_cost_file = "my-table.toml") and by tiermix calc on-cost --table.`,
		Example: `  tiermix on-cost show DE 2026 --out my-table.toml
  tiermix on-cost check my-table.toml`,
	}, onCostShowCommand(), onCostCheckCommand())
}

func onCostShowCommand() *cobra.Command {
	var lang, out string
	var force bool
	c := &cobra.Command{
		Use:   "show COUNTRY [YEAR]",
		Short: "Write a table that comes with tiermix, with its sources",
		Long:  "Tables that there are: " + strings.Join(tableNames(), ", ") + ". Without a year it is the newest of the country.",
		Example: `  tiermix on-cost show DE 2026
  tiermix on-cost show UK --lang de --out my-table.toml`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			table, err := shippedTable(args[0], args[1:]...)
			if err != nil {
				return err
			}
			var text bytes.Buffer
			if err := assumption.WriteTable(&text, lang, table); err != nil {
				return err
			}
			if out == "" {
				_, err = text.WriteTo(cmd.OutOrStdout())
				return err
			}
			return saveNew(out, text.Bytes(), force)
		},
	}
	flags := c.Flags()
	flags.StringVar(&lang, "lang", assumption.English, "language of the comments: en or de")
	flags.StringVar(&out, "out", "", "file to write to instead of standard output")
	flags.BoolVar(&force, "force", false, "replace the file, and with it what is typed in it")
	return c
}

func tableNames() []string {
	var names []string
	for _, t := range salary.Tables() {
		names = append(names, t.Name())
	}
	return names
}

// shippedTable is the table of a country and year; without a year the newest.
func shippedTable(country string, year ...string) (salary.Table, error) {
	if len(year) > 0 {
		return salary.Lookup(country, year[0])
	}
	tables := salary.Tables()
	slices.SortFunc(tables, func(a, b salary.Table) int { return cmp.Compare(b.Year, a.Year) })
	for _, t := range tables {
		if found, err := salary.Lookup(country, string(t.Year)); err == nil {
			return found, nil
		}
	}
	return salary.Table{}, fmt.Errorf("on-cost: no table for country %q; there are %s; change one of them into your own", country, strings.Join(tableNames(), ", "))
}

func onCostCheckCommand() *cobra.Command {
	var annual float64
	c := &cobra.Command{
		Use:     "check FILE.toml",
		Short:   "List all faults of an on-cost table with their lines, or what a salary costs by it",
		Example: "  tiermix on-cost check my-table.toml --salary 40000",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			table, err := assumption.ReadTable(args[0])
			if err != nil {
				return err
			}
			bill, err := table.OnCost(annual)
			if err != nil {
				return err
			}
			return printBill(cmd, args[0], bill)
		},
	}
	c.Flags().Float64Var(&annual, "salary", 40_000, "annual salary to compute with, in the currency of the table")
	return c
}

func printBill(cmd *cobra.Command, name string, b salary.Bill) error {
	w := cmd.OutOrStdout()
	_, err := fmt.Fprintf(w, "%s: %s %s, %d contributions, no faults\n", name, b.Country, b.Year, len(b.Lines))
	for _, l := range b.Lines {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %-45s %8.3f %% of %12.2f = %10.2f\n", l.Name.EN, 100*l.Rate.Amount, l.Base, l.Amount)
		}
	}
	for _, warning := range b.Warnings {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %s\n", warning.EN)
		}
	}
	if err != nil {
		return fmt.Errorf("write bill: %w", err)
	}
	_, err = fmt.Fprintf(w, "on a salary of %.2f %s: %.2f %s a year, %.2f %%\n", b.Salary, b.Currency, b.Total, b.Currency, 100*b.Rate)
	return err
}
