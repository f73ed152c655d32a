package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/dashboard"
	"tiermix/dashboard/state"
	"tiermix/ingest/store"
	"tiermix/model/access"
	"tiermix/model/kpi"
)

// reportWords are what a report is asked for.
type reportWords struct {
	db, period, compare, hours, lang, formats, out string
	where                                          []string
}

func reportCommand(open opening) *cobra.Command {
	var w reportWords
	c := &cobra.Command{
		Use:   "report --db FILE --period PERIOD --out FOLDER",
		Short: "Write a report for leadership",
		Long: `Write what the dashboard shows of a period as files that can be sent: pdf (A4, charts as vectors), xlsx (a sheet for each
chart, with its numbers and a chart of the spreadsheet's own), html (one file that needs nothing else), json (every figure with its definition), csv and parquet (one row per ticket that was created in the period, with
every measure as a column). The first page has five headline figures with sentences that follow
from the figures by rules: direction, size, whether the difference is more than noise, and what brought it.`,
		Example: `  tiermix report --db desk.duckdb --period 2026-Q3 --out reports
  tiermix report --db desk.duckdb --period 2026-10 --compare year --where region=South --lang de --format pdf,html --out reports`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return writeReport(cmd, w, open) },
	}
	dbFlag(c, &w.db)
	flags := c.Flags()
	flags.StringVar(&w.period, "period", "", "2026, 2026-Q3, 2026-10, or two days as 2026-10-01..2026-10-15 (default: all data)")
	flags.StringVar(&w.compare, "compare", "previous", "compare with previous, year, days as 2026-04-01..2026-04-30, or none")
	flags.StringArrayVar(&w.where, "where", nil, "dimension=value, as for tiermix kpi")
	flags.StringVar(&w.hours, "hours", "calendar", "clock of durations: calendar or business")
	flags.StringVar(&w.lang, "lang", "en", "language: en or de")
	flags.StringVar(&w.formats, "format", "pdf", strings.Join(dashboard.ReportFormats, ", ")+", or several with commas")
	flags.StringVar(&w.out, "out", ".", "`folder` for the files; it is made where there is none")
	return c
}

// opening opens a desk's file and returns what the dashboard asks, and a function that closes the file.
type opening = func(ctx context.Context, path string) (dashboard.Source, func() error, error)

func writeReport(cmd *cobra.Command, w reportWords, open opening) (err error) {
	formats, err := w.kinds()
	if err != nil {
		return err
	}
	st, err := w.state()
	if err != nil {
		return err
	}
	if err := reading(cmd.Context(), w.db, func(s *store.Store) error { return checkWhere(cmd.Context(), s, st.Where) }); err != nil {
		return err
	}
	source, closeFile, err := open(cmd.Context(), w.db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeFile()) }()
	status, err := source.Status(cmd.Context())
	if err != nil {
		return err
	}
	st = dashboard.Throughout(st, status.First, status.Last)
	d, err := dashboard.New(source, dashboard.Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	edition := d.Edition(access.Visitor{Owner: true}, st, w.lang)
	if err := os.MkdirAll(w.out, 0o755); err != nil { //nolint:gosec // reports are made to be handed on
		return fmt.Errorf("report: %w", err)
	}
	for _, format := range formats {
		path := filepath.Join(w.out, edition.Name(format))
		if err := writeFile(path, func(f *os.File) error { return edition.Write(cmd.Context(), f, format) }); err != nil {
			return fmt.Errorf("report: %w", err)
		}
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), path); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file as a whole or not at all.
func writeFile(path string, write func(*os.File) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Close()); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil { //nolint:gosec // a report is made to be handed on
		return err
	}
	return os.Rename(f.Name(), path)
}

// kinds are the formats that were asked for, each once.
func (w reportWords) kinds() (all []string, err error) {
	for part := range strings.SplitSeq(w.formats, ",") {
		format := strings.ToLower(strings.TrimSpace(part))
		if err := checkFormat(format, dashboard.ReportFormats...); err != nil {
			return nil, err
		}
		if !slices.Contains(all, format) {
			all = append(all, format)
		}
	}
	return all, nil
}

// state is what is asked for as the dashboard has it.
func (w reportWords) state() (st state.State, err error) {
	compare := w.compare
	if compare == "none" {
		compare = ""
	}
	query, err := kpi.Parse(kpi.Words{Where: w.where, Compare: compare, Hours: w.hours, Lang: w.lang})
	if err != nil {
		return st, err
	}
	st = state.State{Compare: state.NoCompare, Where: query.Where, Hours: query.Hours, Custom: query.Compare.Custom}
	if query.Compare.Mode != "" {
		st.Compare = query.Compare.Mode
	}
	if w.period != "" {
		st.Period, err = kpi.ParseSpan(w.period)
	}
	return st, err
}
