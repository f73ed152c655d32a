package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/level"
	"tiermix/model/level/listing"
)

// levelSeed draws the teams anew for the intervals of an agreement.
const levelSeed = 1

// levelWords are the flags of the commands on inferred levels.
type levelWords struct {
	db, format string
	words      kpi.Words
}

func (l *levelWords) flags(c *cobra.Command, formats ...string) {
	dbFlag(c, &l.db)
	formatFlag(c, &l.format, formats...)
	c.Flags().StringVar(&l.words.From, "from", "", "first day of the moves, as 2024-05-01 (default: first day of the data)")
	c.Flags().StringVar(&l.words.To, "to", "", "last day of the moves, as 2024-05-31 (default: last day of the data)")
	c.Flags().StringArrayVar(&l.words.Where, "where", nil, "dimension=value; the same dimension again is an alternative, another one a further condition")
}

// desk reads what levels are inferred from.
func (l *levelWords) desk(cmd *cobra.Command, work func(level.Desk) error) error {
	l.words.IDs = []string{"handover_wait"}
	query, err := kpi.Parse(l.words)
	if err != nil {
		return err
	}
	return reading(cmd.Context(), l.db, func(s *store.Store) error {
		if err := checkWhere(cmd.Context(), s, query.Where); err != nil {
			return err
		}
		d, err := tier.Levels(cmd.Context(), s.DB(), query.Scope)
		if err != nil {
			return err
		}
		if len(d.Teams) == 0 && len(d.Moves) == 0 {
			return fmt.Errorf("%s: no team held a ticket in these days; levels need tickets with teams", l.db)
		}
		return work(d)
	})
}

func rosterSuggestCommand() *cobra.Command {
	var l levelWords
	var tiers int
	var out string
	var force bool
	c := &cobra.Command{
		Use:   "suggest --db FILE",
		Short: "Print a first roster, inferred from who hands tickets to whom",
		Long: `Every team gets its trophic level in the graph of handovers, and teams are parted by level into tiers. The result is a
file that tiermix roster set reads, with the evidence for each team in comments. Nothing is set by this command. A roster
that the desk has is not looked at; tiermix roster compare holds the two together.`,
		Example: `  tiermix roster suggest --db desk.duckdb
  tiermix roster suggest --db desk.duckdb --tiers 2 --out roster.toml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(l.format, "toml", "json"); err != nil {
				return err
			}
			return l.desk(cmd, func(d level.Desk) error {
				r, err := level.Suggest(d, tiers)
				if err != nil {
					return err
				}
				return printSuggestion(cmd.OutOrStdout(), r, l.format, out, force)
			})
		},
	}
	l.flags(c, "toml", "json")
	c.Flags().IntVar(&tiers, "tiers", 3, "number of tiers to part the teams into")
	c.Flags().StringVar(&out, "out", "", "file to write to instead of standard output")
	c.Flags().BoolVar(&force, "force", false, "replace the file, and with it what is typed in it")
	return c
}

// printSuggestion writes the suggested roster to a new file, or prints it when no file is named.
func printSuggestion(w io.Writer, r level.Roster, format, out string, force bool) error {
	write := tier.WriteSuggestion
	if format == "json" {
		write = listing.RosterJSON
	}
	if out == "" {
		return write(w, r)
	}
	var text bytes.Buffer
	if err := write(&text, r); err != nil {
		return err
	}
	if err := saveNew(out, text.Bytes(), force); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s is written; read it before tiermix roster set\n", out)
	return err
}

func rosterCompareCommand() *cobra.Command {
	var l levelWords
	c := &cobra.Command{
		Use:   "compare --db FILE",
		Short: "Compare the roster with levels inferred from who hands tickets to whom",
		Long: `Prints how far the order of the inferred levels agrees with the tiers of the roster at the end of the data: rank correlation, and the
chance that a team of a higher tier stands above one of a lower tier (AUC). Intervals are over teams drawn anew, with a fixed seed.
Hidden support lines are teams whose whole interval lies nearer to the teams of another tier than to their own.`,
		Example: `  tiermix roster compare --db desk.duckdb
  tiermix roster compare --db desk.duckdb --from 2024-05-01 --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(l.format, "table", "json"); err != nil {
				return err
			}
			return l.desk(cmd, func(d level.Desk) error {
				ladder, err := level.Infer(d)
				if err != nil {
					return err
				}
				agreement := level.Compare(ladder, levelSeed)
				if l.format == "json" {
					return listing.JSON(cmd.OutOrStdout(), ladder, agreement)
				}
				return listing.Table(cmd.OutOrStdout(), ladder, agreement)
			})
		},
	}
	l.flags(c, "table", "json")
	return c
}
