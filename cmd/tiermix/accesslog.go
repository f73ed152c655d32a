package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/user"
)

func accessLogCommand() *cobra.Command {
	var db, format string
	var most int
	c := &cobra.Command{
		Use:   "access-log --db FILE",
		Short: "Print who was shown what",
		Long: `Print who was shown or carried away what, with which period and filters, and who changed what, newest first. On a desk with users everything that
shows figures is noted; on a desk without, salaries, plans and files. The log lies beside the desk as FILE.access.log; lines are only ever added.`,
		Example: "  tiermix access-log --db desk.duckdb\n  tiermix access-log --db desk.duckdb --most 1000 --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			if most < 1 {
				return errors.New("--most: write a whole number of 1 or more")
			}
			all, damaged := user.JournalOf(db).Entries(cmd.Context(), most)
			if format == "json" {
				lines := json.NewEncoder(cmd.OutOrStdout())
				for _, e := range all {
					if err := lines.Encode(e); err != nil {
						return errors.Join(err, damaged)
					}
				}
				return damaged
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			fmt.Fprintln(table, "TIME (UTC)\tWHO\tROLE\tWHAT\tQUERY")
			for _, e := range all {
				who := e.Who
				if who == "" {
					who = "(owner)"
				}
				if e.Token != "" {
					who += " (token " + e.Token + ")"
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s %q\t%s\n", e.At.Format(time.DateTime), who, e.Role, e.Method, e.Path, e.Query)
			}
			return errors.Join(table.Flush(), damaged)
		},
	}
	dbFlag(c, &db)
	c.Flags().IntVar(&most, "most", 100, "how many entries, the newest")
	formatFlag(c, &format, "table", "json")
	return c
}
