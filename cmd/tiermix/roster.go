package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
)

func rosterCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:   "roster",
		Short: "Say which team is which tier",
		Example: `  tiermix roster check --db desk.duckdb
  tiermix roster set --db desk.duckdb roster.toml
  tiermix roster show --db desk.duckdb
  tiermix roster suggest --db desk.duckdb --out roster.toml
  tiermix roster compare --db desk.duckdb`,
	}, rosterShowCommand(), rosterSetCommand(), rosterCheckCommand(), rosterSuggestCommand(), rosterCompareCommand())
}

type rosterView struct {
	Roster []rosterEntry    `json:"roster"`
	Teams  []tier.TeamCount `json:"teams"`
}

type rosterEntry struct {
	Team    string `json:"team,omitempty"`
	Pattern string `json:"pattern,omitempty"`
	Tier    int    `json:"tier"`
	From    string `json:"from,omitempty"` // first day, the desk's
	To      string `json:"to,omitempty"`   // last day
}

func rosterShowCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "show --db FILE",
		Short:   "Print the roster and every team with its tier and ticket count",
		Example: "  tiermix roster show --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			return reading(cmd.Context(), db, func(s *store.Store) error { return showRoster(cmd, s, format) })
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func showRoster(cmd *cobra.Command, s *store.Store, format string) error {
	entries, err := tier.Roster(cmd.Context(), s.DB())
	if err != nil {
		return err
	}
	teams, err := tier.TeamTiers(cmd.Context(), s.DB())
	if err != nil {
		return err
	}
	calendar, _, err := tier.Calendar(cmd.Context(), s.DB())
	if err != nil {
		return err
	}
	view := rosterView{Roster: []rosterEntry{}, Teams: notNil(teams)}
	for _, e := range entries {
		from, to := tier.Days(e, calendar.Zone)
		view.Roster = append(view.Roster, rosterEntry{e.Team, e.Pattern, e.Tier, from, to})
	}
	if format == "json" {
		return writeJSON(cmd.OutOrStdout(), view)
	}
	return printRoster(cmd.OutOrStdout(), view)
}

func printRoster(w io.Writer, v rosterView) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "entry\ttier\tteam or pattern\tfrom\tto")
	for i, e := range v.Roster {
		name := e.Team
		if e.Pattern != "" {
			name = "/" + e.Pattern + "/"
		}
		fmt.Fprintf(table, "%d\t%d\t%s\t%s\t%s\n", i+1, e.Tier, name, cmp.Or(e.From, "always"), cmp.Or(e.To, "for ever"))
	}
	fmt.Fprintln(table, "\ntickets\ttier\tteam")
	for _, t := range v.Teams {
		fmt.Fprintf(table, "%d\t%s\t%s\n", t.Tickets, tierName(t.Tier), t.Team)
	}
	return table.Flush()
}

func rosterSetCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "set --db FILE ROSTER.toml",
		Short: "Replace the roster; history is restated at once",
		Long: `The file has one [[team]] per entry, tried from top to bottom: name or pattern (a regular expression over the
whole name), tier, and optionally from and to (first and last day). [[category]] with name and first_level = false
marks categories 1st level cannot solve; [[tier]] with tier, name_en and name_de renames a step of the ladder.`,
		Example: "  tiermix roster set --db desk.duckdb roster.toml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var f tier.RosterFile
			if err := tier.ReadTOML(args[0], &f); err != nil {
				return err
			}
			err := changing(cmd.Context(), db, func(s *store.Store) error { return tier.SetRoster(cmd.Context(), s, f) })
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return reading(cmd.Context(), db, func(s *store.Store) error { return reportUnplaced(cmd, s, false) })
		},
	}
	dbFlag(c, &db)
	return c
}

func rosterCheckCommand() *cobra.Command {
	var db, format string
	c := &cobra.Command{
		Use:     "check --db FILE",
		Short:   "List the teams without a tier, with their ticket counts",
		Long:    "Tickets that such a team held are left out of tier figures, which say so.",
		Example: "  tiermix roster check --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			return reading(cmd.Context(), db, func(s *store.Store) error { return reportUnplaced(cmd, s, format == "json") })
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	return c
}

func reportUnplaced(cmd *cobra.Command, s *store.Store, asJSON bool) error {
	teams, err := tier.Unplaced(cmd.Context(), s.DB())
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if asJSON {
		return writeJSON(w, notNil(teams))
	}
	if len(teams) == 0 {
		_, err := fmt.Fprintln(w, "every team that held a ticket has a tier")
		return err
	}
	fmt.Fprintf(w, "teams without a tier: %d; their tickets are left out of tier figures\n", len(teams))
	for _, t := range teams {
		if _, err := fmt.Fprintf(w, "%8d tickets  %s\n", t.Tickets, t.Team); err != nil {
			return err
		}
	}
	return nil
}
