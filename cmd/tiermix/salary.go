package main

import (
	"io"

	"github.com/spf13/cobra"

	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

// costFormats are the ways to write what people and tickets cost.
var costFormats = map[string]func(io.Writer, plan.Input, plan.TicketCosts) error{
	"table": listing.CostsTable, "json": listing.CostsJSON, "csv": listing.CostsCSV,
}

func salaryCommand() *cobra.Command {
	var (
		words  planWords
		format string
	)
	c := &cobra.Command{
		Use:   "salary --db FILE",
		Short: "Print what people and tickets cost, line by line",
		Long: `Salary with what makes it and its place in the bands, employer's on-cost by contribution, overhead, the way from contract
hours to productive hours, what a productive hour and a minute on tickets cost, what a ticket costs by its way through the
tiers, and the price of an escalation. Numbers carry their origin: measured, typed, or a named default.

A mean salary of few people is printed too, and said to be one: this is the command line of who holds the desk's file.
The dashboard plans without it.`,
		Example: `  tiermix salary --db desk.duckdb
  tiermix salary --db desk.duckdb --assumptions assumptions.toml --format json
  tiermix salary --db desk.duckdb --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json", "csv"); err != nil {
				return err
			}
			in, err := words.input(cmd.Context())
			if err != nil {
				return err
			}
			costs, err := in.TicketCosts()
			if err != nil {
				return err
			}
			return costFormats[format](cmd.OutOrStdout(), in, costs)
		},
	}
	words.measured(c)
	formatFlag(c, &format, "table", "json", "csv")
	return c
}
