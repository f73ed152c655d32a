package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/clock"
)

func calendarCommand() *cobra.Command {
	return group(&cobra.Command{
		Use:     "calendar",
		Short:   "Set the desk's time zone, opening hours and holidays",
		Example: "  tiermix calendar show --db desk.duckdb\n  tiermix calendar set --db desk.duckdb calendar.toml",
	}, calendarShowCommand(), calendarSetCommand())
}

func calendarShowCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:     "show --db FILE",
		Short:   "Print time zone, opening hours and holidays",
		Example: "  tiermix calendar show --db desk.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return reading(cmd.Context(), db, func(s *store.Store) error {
				calendar, set, err := tier.Calendar(cmd.Context(), s.DB())
				if err != nil {
					return err
				}
				return printCalendar(cmd, calendar, set)
			})
		},
	}
	dbFlag(c, &db)
	return c
}

func printCalendar(cmd *cobra.Command, c clock.Calendar, set bool) error {
	source := "as set"
	if !set {
		source = "the default of tiermix, none is set"
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "time zone %s; opening hours (%s):\n", c.Zone, source)
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		for _, s := range c.Week[day] {
			fmt.Fprintf(w, "  %-9s %s to %s\n", day, clock.Text(s.Opens), clock.Text(s.Closes))
		}
	}
	if c.Region != "" {
		fmt.Fprintf(w, "  closed on the public holidays of %s\n", c.Region)
	}
	var days []string
	for day := range c.Holidays {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		if _, err := fmt.Fprintf(w, "  closed on %s\n", day); err != nil {
			return err
		}
	}
	return nil
}

func calendarSetCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "set --db FILE CALENDAR.toml",
		Short: "Replace time zone, opening hours and holidays; business times are restated at once",
		Long: `The file has timezone, holidays (whose public holidays are closed days, as DE-BY; may be left out), one [[open]] per stretch of hours (days, from, to) and one [[holiday]] per closed day
(day, name).`,
		Example: "  tiermix calendar set --db desk.duckdb calendar.toml",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var f tier.CalendarFile
			if err := tier.ReadTOML(args[0], &f); err != nil {
				return err
			}
			calendar, err := f.Calendar()
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			return changing(cmd.Context(), db, func(s *store.Store) error { return tier.SetCalendar(cmd.Context(), s, calendar) })
		},
	}
	dbFlag(c, &db)
	return c
}
