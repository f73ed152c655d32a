package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/flow"
)

func holdingCommand() *cobra.Command {
	var db, at, format string
	c := &cobra.Command{
		Use:   "holding --db FILE",
		Short: "Show what every team and tier holds, now or at any past instant",
		Long:  "Without --at the instant is that of the last record. Times without a zone are the desk's own.",
		Example: `  tiermix holding --db desk.duckdb
  tiermix holding --db desk.duckdb --at "2026-03-01 09:00"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			return reading(cmd.Context(), db, func(s *store.Store) error { return showHolding(cmd, s, at, format) })
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	c.Flags().StringVar(&at, "at", "", "instant, such as 2026-03-01, \"2026-03-01 09:00\" or with a zone 2026-03-01T09:00:00+01:00")
	return c
}

type holding struct {
	At   time.Time   `json:"at"`
	Held []flow.Held `json:"held"`
}

func showHolding(cmd *cobra.Command, s *store.Store, at, format string) error {
	last, zone, err := store.Span(cmd.Context(), s.DB())
	if err != nil {
		return err
	}
	instant := last
	if at != "" {
		if instant, err = parseInstant(at, zone); err != nil {
			return err
		}
	}
	held, err := tier.Holding(cmd.Context(), s.DB(), instant, nil)
	if err != nil {
		return err
	}
	if format == "json" {
		return writeJSON(cmd.OutOrStdout(), holding{instant.In(zone), notNil(held)})
	}
	return printHolding(cmd.OutOrStdout(), instant.In(zone), held)
}

// parseInstant reads an instant; without a zone it is the desk's wall clock.
func parseInstant(text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("--at %q is no instant; write 2026-03-01, \"2026-03-01 09:00\" or 2026-03-01T09:00:00+01:00", text)
}

func printHolding(w io.Writer, at time.Time, held []flow.Held) error {
	if _, err := fmt.Fprintf(w, "held at %s (%s)\n", at.Format("2006-01-02 15:04:05"), at.Location()); err != nil {
		return err
	}
	if len(held) == 0 {
		_, err := fmt.Fprintln(w, "nobody holds a ticket")
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "tier\tteam\ttickets\tuntouched\tpast target\tmedian age\toldest\toldest ticket\tmedian held\t")
	total := 0
	for _, h := range held {
		total += h.Tickets
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\t%s\t%s\t%s\t\n", tierName(h.Tier), orNobody(h.Team), h.Tickets, h.Untouched, h.OverTarget,
			seconds(h.MedianAge), seconds(h.OldestAge), h.OldestID, seconds(h.MedianHeld))
	}
	fmt.Fprintf(table, "\tall\t%d\t\t\t\t\t\t\t\n", total)
	return table.Flush()
}

func tierName(tier *int) string {
	if tier == nil {
		return "?"
	}
	return fmt.Sprint(*tier)
}

func orNobody(team string) string {
	if team == "" {
		return "(nobody yet)"
	}
	return team
}

// seconds prints a duration for people: 3 d 4 h, 3 h 12 min, 12 min, 45 s.
func seconds(s float64) string {
	d := time.Duration(s) * time.Second
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	case minutes > 0:
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}
