package main

import (
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// driverFormats are the ways to write what goes with escalation.
var driverFormats = map[string]func(io.Writer, kpi.Scope, driver.Result) error{
	"table": listing.DriversTable, "json": listing.DriversJSON, "csv": listing.DriversCSV,
}

func driversCommand() *cobra.Command {
	var (
		words      kpi.Words
		db, format string
	)
	c := &cobra.Command{
		Use:   "drivers --db FILE",
		Short: "Print what goes with escalation: odds ratios with intervals",
		Long: `A ridge logistic regression of "escalated", among the tickets that 1st level held, on category, channel, product, priority,
region, weekday and hour. The odds ratio of a value compares it with the average ticket, the other factors alike. It is
association, not cause. Values with fewer than 30 tickets are joined.`,
		Example: `  tiermix drivers --db desk.duckdb
  tiermix drivers --db desk.duckdb --from 2025-07-01 --to 2025-12-31 --where channel=phone --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json", "csv"); err != nil {
				return err
			}
			return inScope(cmd, db, words, func(s *store.Store, scope kpi.Scope) error {
				table, err := tier.Drivers(cmd.Context(), s.DB(), scope)
				if err != nil {
					return err
				}
				result, err := driver.Explain(table)
				if err != nil {
					return err
				}
				return driverFormats[format](cmd.OutOrStdout(), scope, result)
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json", "csv")
	scopeFlags(c, &words)
	return c
}

// inScope opens the desk for a question about a part of its tickets. Open ends of the period become those of the data.
func inScope(cmd *cobra.Command, db string, words kpi.Words, work func(*store.Store, kpi.Scope) error) error {
	query, err := kpi.Parse(words)
	if err != nil {
		return err
	}
	return reading(cmd.Context(), db, func(s *store.Store) error {
		if err := checkWhere(cmd.Context(), s, query.Where); err != nil {
			return err
		}
		frame, err := store.Frame(cmd.Context(), s.DB())
		if err != nil {
			return err
		}
		query.Period = query.Period.Within(frame)
		return work(s, query.Scope)
	})
}
