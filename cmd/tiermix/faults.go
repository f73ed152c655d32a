package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
)

func faultsCommand() *cobra.Command {
	var db, format string
	var batch int64
	c := &cobra.Command{
		Use:     "faults --db FILE",
		Short:   "List the rows that imports refused, with place, value and reason",
		Example: "  tiermix faults --db desk.duckdb\n  tiermix faults --db desk.duckdb --batch 3 --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			return reading(cmd.Context(), db, func(s *store.Store) error {
				faults, err := store.Faults(cmd.Context(), s.DB(), batch)
				if err != nil {
					return err
				}
				return printFaults(cmd.OutOrStdout(), format, faults)
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json")
	c.Flags().Int64Var(&batch, "batch", 0, "only this import; 0 is all")
	return c
}

func printFaults(w io.Writer, format string, faults []store.Fault) error {
	if format == "json" {
		return writeJSON(w, notNil(faults))
	}
	if len(faults) == 0 {
		_, err := fmt.Fprintln(w, "no row was refused")
		return err
	}
	for _, f := range faults {
		if _, err := fmt.Fprintln(w, f); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// notNil prints an empty list as [] in JSON.
func notNil[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}
