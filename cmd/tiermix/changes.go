package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// changeFormats are the ways to write what brings a change.
var changeFormats = map[string]func(io.Writer, kpi.Answer) error{
	"table": listing.ChangesTable, "json": listing.ChangesJSON, "csv": listing.ChangesCSV,
}

func changesCommand() *cobra.Command {
	var (
		words      kpi.Words
		db, format string
	)
	c := &cobra.Command{
		Use:   "changes --db FILE ID...",
		Short: "Print what brings a figure's change between two periods, in parts that add up",
		Long: `Each group's part of the change: for shares and means its own change and the mix, which is how its weight among all
moved; for counts its count. The parts add up to the change, as they are printed too. Medians have no such parts.`,
		Example: `  tiermix changes --db desk.duckdb escalation_rate --from 2025-11-01 --to 2025-11-30
  tiermix changes --db desk.duckdb tickets_created --by channel --compare year --from 2025-07-01 --to 2025-12-31 --format json`,
		Args:      cobra.MinimumNArgs(1),
		ValidArgs: figureIDs(),
		RunE: func(cmd *cobra.Command, ids []string) error {
			words.IDs = ids
			return printChanges(cmd, db, words, format)
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "table", "json", "csv")
	scopeFlags(c, &words)
	c.Flags().StringVar(&words.By, "by", "category", "dimensions whose groups bring the change, as category or channel,priority")
	c.Flags().StringVar(&words.Compare, "compare", "previous", "compare with previous, year, or days as 2024-04-01..2024-04-30")
	return c
}

func printChanges(cmd *cobra.Command, db string, words kpi.Words, format string) error {
	if err := checkFormat(format, "table", "json", "csv"); err != nil {
		return err
	}
	query, err := kpi.Parse(words)
	if err != nil {
		return err
	}
	plan, err := query.Plan()
	switch {
	case err != nil:
		return err
	case plan.Buckets():
		return errors.New("--by: two periods share no days, weeks or months; split by category, channel, weekday or another dimension that both have")
	case len(query.By) == 0:
		return errors.New("--by is empty: name a dimension, such as category")
	case query.Compare.Mode == "":
		return errors.New("--compare is empty: want previous, year or days as 2024-04-01..2024-04-30")
	}
	return reading(cmd.Context(), db, func(s *store.Store) error {
		if err := checkWhere(cmd.Context(), s, query.Where); err != nil {
			return err
		}
		answer, err := store.Answer(cmd.Context(), s.DB(), query)
		if err != nil {
			return err
		}
		return changeFormats[format](cmd.OutOrStdout(), answer)
	})
}
