package main

import (
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// reasonFormats are the ways to write why tickets were escalated.
var reasonFormats = map[string]func(io.Writer, kpi.Scope, flow.Reasons) error{
	"table": listing.ReasonsTable, "json": listing.ReasonsJSON, "csv": listing.ReasonsCSV,
}

func reasonsCommand() *cobra.Command {
	var (
		words      kpi.Words
		db, format string
	)
	c := &cobra.Command{
		Use:   "reasons --db FILE",
		Short: "Print why tickets were escalated, the most frequent reason first",
		Long: `Escalations are moves to a higher tier, on the day of the move, with the reason that the source gives for them; tier and team
are the receiving ones, from_tier the giving one. Shares are among those with a reason. An escalation to a manager changes
no team and is not counted.`,
		Example: `  tiermix reasons --db desk.duckdb
  tiermix reasons --db desk.duckdb --where from_tier=1 --from 2025-07-01 --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json", "csv"); err != nil {
				return err
			}
			return inScope(cmd, db, words, func(s *store.Store, scope kpi.Scope) error {
				reasons, err := tier.Reasons(cmd.Context(), s.DB(), scope)
				if err != nil {
					return err
				}
				return reasonFormats[format](cmd.OutOrStdout(), scope, reasons)
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json", "csv")
	scopeFlags(c, &words)
	return c
}
