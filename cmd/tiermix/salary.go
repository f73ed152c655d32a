package main

import (
	"github.com/spf13/cobra"

	"tiermix/model/plan/listing"
)

func salaryCommand() *cobra.Command {
	var (
		words  planWords
		format string
	)
	c := &cobra.Command{
		Use:   "salary --db FILE",
		Short: "Print what one full-time person of each level costs, line by line",
		Long: `Salary, employer's on-cost by contribution, overhead, the way from contract hours to productive hours, and what a
productive hour and a minute on tickets cost. Numbers carry their origin: measured, typed, or a named default.`,
		Example: `  tiermix salary --db desk.duckdb
  tiermix salary --db desk.duckdb --assumptions assumptions.toml --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			in, err := words.input(cmd.Context())
			if err != nil {
				return err
			}
			if format == "json" {
				return listing.CostsJSON(cmd.OutOrStdout(), in.Costs)
			}
			return listing.CostsTable(cmd.OutOrStdout(), in.Costs)
		},
	}
	words.measured(c)
	formatFlag(c, &format, "table", "json")
	return c
}
