package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tiermix/cmd/tiermix/handover"
	"tiermix/ingest"
	"tiermix/ingest/store"
)

func importCommand() *cobra.Command {
	var db, format string
	var r ingest.Request
	c := &cobra.Command{
		Use:   "import --db FILE PATH...",
		Short: "Bring tickets, events and escalations in",
		Long: `Import reads CSV, JSON lines, Parquet and XES, each also as .gz, folders of them, and - for standard input.
All files of one call are one batch: it is kept whole or not at all. Importing the same file again changes nothing.
A dashboard that shows the desk is handed the files and imports them itself; it goes on answering meanwhile.`,
		Example: `  tiermix import --db desk.duckdb sample
  tiermix import --db desk.duckdb --mapping servicenow-log incident_event_log.csv.gz
  zcat events.csv.gz | tiermix import --db desk.duckdb --mapping event-log --column team=Group -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.Paths = args
			r.Reader.Stdin = stdinOf(cmd)
			return runImport(cmd, db, format, r)
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&r.Mapping, "mapping", "", "built-in mapping (tiermix, servicenow-log, bpic2013, xes, event-log) or a TOML file; found by the columns when left out")
	c.Flags().StringArrayVar(&r.Columns, "column", nil, "FIELD=COLUMN: read a field of the mapping from this column (may be repeated)")
	c.Flags().StringVar(&r.Roster, "roster", "", "TOML file: which team is which tier")
	inputFlags(c, &r.Reader)
	formatFlag(c, &format, "table", "json")
	return c
}

func runImport(cmd *cobra.Command, db, format string, r ingest.Request) error {
	if err := checkFormat(format, "table", "json"); err != nil {
		return err
	}
	fresh := missing(db)
	report, err := importFiles(cmd, db, r)
	if err != nil {
		return errors.Join(err, removeAll(fresh))
	}
	return printReport(cmd.OutOrStdout(), format, report)
}

func importFiles(cmd *cobra.Command, db string, r ingest.Request) (ingest.Report, error) {
	bar := progressFor(cmd.ErrOrStderr())
	if bar != nil {
		r.Progress = bar
	}
	defer bar.end()
	r.Tell = func(sentence string) { bar.print(cmd.ErrOrStderr(), sentence) }
	s, err := store.Open(cmd.Context(), db, store.Create)
	if errors.Is(err, store.ErrHeld) {
		return handOver(cmd.Context(), db, r, err)
	}
	if err != nil {
		return ingest.Report{}, err
	}
	report, err := ingest.Import(cmd.Context(), s, r)
	return report, errors.Join(err, s.Close())
}

// handOver has the dashboard that holds the file do the import. held is what to say when there is none.
func handOver(ctx context.Context, db string, r ingest.Request, held error) (ingest.Report, error) {
	report, err := handover.Import(ctx, db, r)
	if errors.Is(err, handover.ErrNobody) {
		return report, held
	}
	return report, err
}

// missing are the files of a database that are not there yet: a failed import leaves none of them behind.
func missing(db string) []string {
	var files []string
	if _, err := os.Stat(db); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, file := range []string{db, db + ".wal", ingest.KeyFile(db)} {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			files = append(files, file)
		}
	}
	return files
}

func removeAll(files []string) error {
	var faults []error
	for _, file := range files {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			faults = append(faults, fmt.Errorf("clean up after the failed import: %w", err))
		}
	}
	return errors.Join(faults...)
}

func printReport(w io.Writer, format string, r ingest.Report) error {
	if format == "json" {
		return json.NewEncoder(w).Encode(r)
	}
	_, err := fmt.Fprintf(w, "%d rows read: %d kept, %d refused, %d repeated (%.1f s)\nthe desk now holds %d tickets, %d events, %d moves, %d stints\n",
		r.Read, r.Kept, r.Refused, r.Repeated, r.Seconds, r.Tickets, r.Events, r.Moves, r.Stints)
	if err == nil && r.Refused > 0 {
		_, err = fmt.Fprintln(w, "`tiermix faults` lists the refused rows with place, value and reason")
	}
	return err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
