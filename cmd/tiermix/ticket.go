package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
)

func ticketCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "ticket --db FILE ID",
		Short:   "Print one ticket's path: who held it from when to when, and how each holding ended",
		Example: "  tiermix ticket --db desk.duckdb T-000042",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			return reading(cmd.Context(), db, func(s *store.Store) error {
				track, err := tier.Ticket(cmd.Context(), s.DB(), args[0])
				if err != nil {
					return err
				}
				if format == "json" {
					return writeJSON(cmd.OutOrStdout(), track)
				}
				return printTrack(cmd.OutOrStdout(), track)
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func printTrack(w io.Writer, t tier.Track) error {
	note := ""
	if t.Excluded != "" {
		note = ", " + t.Excluded + ": in no share"
	}
	if _, err := fmt.Fprintf(w, "%s created %s (%s), channel %s, category %s%s\n", t.TicketID, stamp(&t.CreatedAt), t.Zone, orUnknown(t.Channel), orUnknown(t.Category), note); err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "no\ttier\tteam\tentered\tby\tfirst touch\tleft\toutcome\tqueue\twait\twork\tafter\tbusiness")
	for i, s := range t.Stints {
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", i+1, tierName(s.Tier), orNobody(s.Team), stamp(&s.EnteredAt), s.EnteredBy,
			stamp(s.FirstTouch), stamp(s.LeftAt), s.Outcome, span(s.Queue), span(s.Wait), span(s.Work), span(s.After), span(s.Business))
	}
	return table.Flush()
}

func stamp(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.Format("2006-01-02 15:04:05")
}

func span(s *int64) string {
	if s == nil {
		return "-"
	}
	return seconds(float64(*s))
}

func orUnknown(text string) string {
	if text == "" {
		return "not known"
	}
	return text
}
