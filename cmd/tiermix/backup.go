package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"tiermix/cmd/tiermix/handover"
	"tiermix/ingest"
	"tiermix/ingest/store"
)

func backupCommand() *cobra.Command {
	var db, out, format string
	c := &cobra.Command{
		Use:   "backup --db FILE --out FILE",
		Short: "Write a consistent copy of a desk",
		Long: `Write a copy of the desk as it is at this moment, also while a dashboard shows it or an import runs. The copy is compared with
the desk value by value before it gets its name. The key of the pseudonyms is not in it: keep a copy of FILE.key in another place.`,
		Example: "  tiermix backup --db desk.duckdb --out desk-2026-11-25.duckdb",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			copied, err := backup(cmd, db, out)
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(copied)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s holds the desk: %d tickets, %d events (%d bytes)\nthe key of its pseudonyms is not in it; keep a copy of %s in another place\n",
				out, copied.Tickets, copied.Events, copied.Bytes, filepath.Base(ingest.KeyFile(db)))
			return err
		},
	}
	dbFlag(c, &db)
	c.Flags().StringVar(&out, "out", "", "`file` to write; it must not be there yet")
	if err := c.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag stands one line above
	}
	formatFlag(c, &format, "table", "json")
	return c
}

// backup copies the desk, or has the dashboard that is changing it do so.
func backup(cmd *cobra.Command, db, out string) (copied store.Copied, err error) {
	held := reading(cmd.Context(), db, func(s *store.Store) error {
		copied, err = s.Backup(cmd.Context(), out)
		return err
	})
	if !errors.Is(held, store.ErrHeld) {
		return copied, held
	}
	copied, err = handover.Backup(cmd.Context(), db, out)
	if errors.Is(err, handover.ErrNobody) {
		return copied, held
	}
	return copied, err
}

func restoreCommand() *cobra.Command {
	var db string
	var replace bool
	c := &cobra.Command{
		Use:   "restore --db FILE BACKUP",
		Short: "Make a desk of a backup",
		Long: `Make a desk of a backup. The backup is checked first: it can be read to the last value, this program knows its schema, and every
ticket has its way through the teams. A desk that is there is not overwritten; with --replace it is kept as FILE.before.`,
		Example: "  tiermix restore --db desk.duckdb desk-2026-11-25.duckdb\n  tiermix restore --db desk.duckdb --replace desk-2026-11-25.duckdb",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			restored, err := store.Restore(cmd.Context(), args[0], db, replace)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s is restored: %d tickets, %d events\n", db, restored.Tickets, restored.Events); err != nil {
				return err
			}
			if restored.Before != "" {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "the desk that was there is kept as %s\n", restored.Before); err != nil {
					return err
				}
			}
			return tellKey(cmd, db)
		},
	}
	dbFlag(c, &db)
	c.Flags().BoolVar(&replace, "replace", false, "take the place of a desk that is there; it is kept under another name")
	return c
}

// tellKey says when the key beside a restored desk is not that of its pseudonyms.
func tellKey(cmd *cobra.Command, db string) error {
	return reading(cmd.Context(), db, func(s *store.Store) error {
		if err := ingest.CheckKey(cmd.Context(), s); err != nil {
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "before the next import: %v\n", err)
			return err
		}
		return nil
	})
}
