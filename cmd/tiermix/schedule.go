package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tiermix/dashboard"
	"tiermix/dashboard/courier"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/schedule"
)

// passwordVariable names the variable of the environment with the password of the mail server.
const passwordVariable = "TIERMIX_MAIL_PASSWORD" //nolint:gosec // a name, not a password

func scheduleCommand(open opening) *cobra.Command {
	c := &cobra.Command{
		Use:   "schedule",
		Short: "Send reports by mail when they are due",
		Long: `Keep in the desk's file which report goes to whom and when. A running tiermix serve sends them; what it missed while it did not run is
made up for once. The mail server is one of the settings (tiermix settings mail_host=... mail_from=...), its password is read from
` + passwordVariable + `.`,
		Example: `  tiermix schedule add "Board" --db desk.duckdb --cron "0 7 1 * *" --zone Europe/Berlin --to board@example.org --period last-month --lang de
  tiermix schedule list --db desk.duckdb
  tiermix schedule send "Board" --db desk.duckdb
  tiermix schedule log --db desk.duckdb`,
	}
	c.AddCommand(scheduleAddCommand(), scheduleListCommand(), scheduleRemoveCommand(), scheduleLogCommand(), scheduleSendCommand(open))
	return c
}

func scheduleAddCommand() *cobra.Command {
	var (
		db, to, formats, compare string
		s                        schedule.Schedule
	)
	c := &cobra.Command{
		Use:     "add NAME --db FILE --cron TIMES --to ADDRESSES",
		Short:   "Keep a schedule",
		Example: `  tiermix schedule add "Board" --db desk.duckdb --cron "0 7 1 * *" --to board@example.org,ceo@example.org --format pdf,xlsx --period last-month`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Name, s.Saved = strings.TrimSpace(args[0]), time.Now().UTC().Truncate(time.Microsecond)
			s.To, s.Formats = listed(to), listed(formats)
			if s.Compare = compare; compare == "none" {
				s.Compare = ""
			}
			return changing(cmd.Context(), db, func(opened *store.Store) error { return addSchedule(cmd, opened, s) })
		},
	}
	dbFlag(c, &db)
	flags := c.Flags()
	flags.StringVar(&s.Cron, "cron", "", "minute, hour, day of the month, month and weekday, as \"0 7 1 * *\"")
	flags.StringVar(&s.Zone, "zone", "", "whose wall clock that is, as Europe/Berlin (default: the desk's)")
	flags.StringVar(&to, "to", "", "addresses of mail, with commas")
	flags.StringVar(&formats, "format", "pdf", strings.Join(schedule.Formats, ", ")+", or several with commas")
	flags.StringVar(&s.Lang, "lang", "en", "language: en or de")
	flags.StringVar(&s.Period, "period", "last-month", strings.Join(schedule.Periods, ", ")+", seen from the day on which it is sent")
	flags.StringVar(&compare, "compare", "previous", "compare with previous, year, or none")
	flags.StringArrayVar(&s.Where, "where", nil, "dimension=value, as for tiermix kpi")
	return c
}

// listed are the parts of a text between commas.
func listed(text string) (all []string) {
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// addSchedule checks a schedule and keeps it.
func addSchedule(cmd *cobra.Command, opened *store.Store, s schedule.Schedule) error {
	ctx := cmd.Context()
	if s.Zone == "" {
		calendar, _, err := tier.Calendar(ctx, opened.DB())
		if err != nil {
			return err
		}
		s.Zone = calendar.Zone.String()
	}
	if err := courier.Check(s); err != nil {
		return err
	}
	query, err := reportWords{where: s.Where, compare: "none", hours: "calendar", lang: s.Lang}.state()
	if err != nil {
		return err
	}
	if err := checkWhere(ctx, opened, query.Where); err != nil {
		return err
	}
	if err := opened.Write(ctx, func(q store.Querier) error { return store.SaveSchedule(ctx, q, s) }); err != nil {
		return fmt.Errorf("schedule %q: %w", s.Name, err)
	}
	times, err := courier.ReadTimes(s)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "schedule %q is kept; it is next due at %s (%s)\n", s.Name, times.After(time.Now()).In(zone).Format("2006-01-02 15:04"), s.Zone)
	return err
}

func scheduleListCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use: "list --db FILE", Short: "List the schedules", Example: "  tiermix schedule list --db desk.duckdb", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return reading(cmd.Context(), db, func(s *store.Store) error {
				all, err := store.Schedules(cmd.Context(), s.DB())
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
				fmt.Fprintln(w, "NAME\tTIMES\tZONE\tTO\tFORMATS\tLANG\tPERIOD\tCOMPARE\tFILTERS")
				for _, s := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Name, s.Cron, s.Zone, strings.Join(s.To, ","), strings.Join(s.Formats, ","), s.Lang, s.Period, orDash(s.Compare), orDash(strings.Join(s.Where, " ")))
				}
				return w.Flush()
			})
		},
	}
	dbFlag(c, &db)
	return c
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func scheduleRemoveCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use: "remove NAME --db FILE", Short: "Forget a schedule; what it has sent stays on record", Example: `  tiermix schedule remove "Board" --db desk.duckdb`, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := changing(cmd.Context(), db, func(s *store.Store) error {
				return s.Write(cmd.Context(), func(q store.Querier) error { return store.DropSchedule(cmd.Context(), q, args[0]) })
			})
			if err != nil {
				return fmt.Errorf("schedule %q: %w", args[0], err)
			}
			return nil
		},
	}
	dbFlag(c, &db)
	return c
}

func scheduleLogCommand() *cobra.Command {
	var db string
	var most int
	c := &cobra.Command{
		Use: "log --db FILE", Short: "List what was sent, and what was not and why", Example: "  tiermix schedule log --db desk.duckdb", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return reading(cmd.Context(), db, func(s *store.Store) error {
				all, err := store.SentReports(cmd.Context(), s.DB(), max(1, most))
				if err != nil {
					return err
				}
				w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 8, 2, ' ', 0)
				fmt.Fprintln(w, "TRIED (UTC)\tSCHEDULE\tDUE (UTC)\tTRY\tBECAME\tDETAIL")
				for _, s := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", s.Tried.Format(time.DateTime), s.Name, s.Due.Format("2006-01-02 15:04"), s.Attempt, became(s), s.Detail)
				}
				return w.Flush()
			})
		},
	}
	dbFlag(c, &db)
	c.Flags().IntVar(&most, "most", 50, "how many lines at most")
	return c
}

func became(s schedule.Sent) string {
	switch {
	case s.OK:
		return "sent"
	case s.Final:
		return "given up"
	}
	return "failed, tried again"
}

func scheduleSendCommand(open opening) *cobra.Command {
	var db string
	c := &cobra.Command{
		Use: "send NAME --db FILE", Short: "Send the report of a schedule now", Example: `  tiermix schedule send "Board" --db desk.duckdb`, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return sendNow(cmd, open, db, args[0]) },
	}
	dbFlag(c, &db)
	return c
}

// sendNow sends the report of a schedule, whenever it is due, and keeps that on record.
func sendNow(cmd *cobra.Command, open opening, db, name string) (err error) {
	ctx := cmd.Context()
	source, closeFile, err := open(ctx, db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeFile()) }()
	all, err := source.Schedules(ctx)
	if err != nil {
		return err
	}
	d, err := dashboard.New(source, dashboard.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	for _, s := range all {
		if s.Name != name {
			continue
		}
		return sendLetter(cmd, d, source, s)
	}
	return fmt.Errorf("schedule %q: %w", name, schedule.ErrNone)
}

func sendLetter(cmd *cobra.Command, d *dashboard.Dashboard, source dashboard.Source, s schedule.Schedule) error {
	ctx := cmd.Context()
	if err := d.Courier(os.Getenv(passwordVariable)).Send(ctx, s, time.Now().UTC().Truncate(time.Microsecond), 1); err != nil {
		return err
	}
	last, err := source.Sent(ctx, 1)
	switch {
	case err != nil:
		return err
	case len(last) > 0 && !last[0].OK:
		return fmt.Errorf("schedule %q: %s", s.Name, last[0].Detail)
	}
	for _, l := range last {
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "sent: %s\n", l.Detail); err != nil {
			return err
		}
	}
	return nil
}
