package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// answerFormats are the ways to write an answer.
var answerFormats = map[string]func(io.Writer, kpi.Answer) error{
	"table": listing.Table, "json": listing.JSON, "csv": listing.CSV,
}

func kpiCommand() *cobra.Command {
	var (
		words  kpi.Words
		priced planWords
		format string
	)
	c := &cobra.Command{
		Use:   "kpi --db FILE [ID...]",
		Short: "Print the figures of 1st and 2nd level support",
		Long: `Without an id every figure is printed; tiermix kpi list names them. A figure whose input the source
does not hold says so. Days are those of the desk's time zone, both ends of a period included.

Figures in money take their prices from the same numbers as tiermix salary: measured in the desk's latest weeks, typed in
--assumptions or a --scenario, or named defaults. A mean salary of few people is among them, as there.`,

		Example: `  tiermix kpi --db desk.duckdb
  tiermix kpi --db desk.duckdb escalation_rate --by category --from 2024-05-01 --to 2024-05-31
  tiermix kpi --db desk.duckdb resolution_time --where channel=phone --where channel=chat --hours business
  tiermix kpi --db desk.duckdb cost_per_ticket escalation_cost --by category --assumptions assumptions.toml
  tiermix kpi --db desk.duckdb --compare previous --from 2024-05-06 --to 2024-05-12 --format json`,
		Args:      cobra.ArbitraryArgs,
		ValidArgs: figureIDs(),
		RunE: func(cmd *cobra.Command, ids []string) error {
			words.IDs = ids
			return printFigures(cmd, priced, words, format)
		},
	}
	dbFlag(c, &priced.db)
	priced.typed(c)
	formatFlag(c, &format, "table", "json", "csv")
	queryFlags(c, &words)
	c.AddCommand(kpiListCommand(), kpiDocsCommand())
	return c
}

// scopeFlags say which tickets a question is about.
func scopeFlags(c *cobra.Command, w *kpi.Words) {
	flags := c.Flags()
	flags.StringVar(&w.From, "from", "", "first day, as 2024-05-01 (default: first day of the data)")
	flags.StringVar(&w.To, "to", "", "last day, as 2024-05-31 (default: last day of the data)")
	flags.StringArrayVar(&w.Where, "where", nil, "dimension=value; the same dimension again is an alternative, another one a further condition; days of the week may be named: weekday=mon")
}

func queryFlags(c *cobra.Command, w *kpi.Words) {
	scopeFlags(c, w)
	flags := c.Flags()
	flags.StringVar(&w.By, "by", "", "split by dimensions, as category or month,tier")
	flags.StringVar(&w.Compare, "compare", "", "compare with previous, year, or days as 2024-04-01..2024-04-30")
	flags.StringVar(&w.Hours, "hours", "", "clock of durations: calendar (default) or business")
	flags.StringVar(&w.Lang, "lang", "", "language of definitions and reasons: en (default) or de")
}

func figureIDs() []string {
	var ids []string
	for _, s := range kpi.All() {
		ids = append(ids, s.ID)
	}
	return ids
}

func printFigures(cmd *cobra.Command, priced planWords, words kpi.Words, format string) error {
	if err := checkFormat(format, "table", "json", "csv"); err != nil {
		return err
	}
	query, err := kpi.Parse(words)
	if err != nil {
		return err
	}
	if query.Prices, err = priced.prices(cmd.Context(), query.IDs); err != nil {
		return err
	}
	return reading(cmd.Context(), priced.db, func(s *store.Store) error {
		if err := checkWhere(cmd.Context(), s, query.Where); err != nil {
			return err
		}
		answer, err := store.Answer(cmd.Context(), s.DB(), query)
		if err != nil {
			return err
		}
		return answerFormats[format](cmd.OutOrStdout(), answer)
	})
}

// prices are those of the plan. They take a look at the desk's latest weeks, so that they are asked for only where a figure in money is
// named, or something is typed for it.
func (p *planWords) prices(ctx context.Context, ids []string) (*kpi.Prices, error) {
	if !kpi.Priced(ids) && p.assumptions == "" && p.scenario == "" {
		return nil, nil
	}
	in, err := p.input(ctx)
	if err != nil {
		return nil, fmt.Errorf("prices of figures in money: %w", err)
	}
	prices, err := in.Prices()
	if err != nil {
		return nil, fmt.Errorf("prices of figures in money: %w", err)
	}
	return &prices, nil
}

// checkWhere refuses filters on values that no ticket has. A value with commas was perhaps meant as several.
func checkWhere(ctx context.Context, s *store.Store, where []kpi.Filter) error {
	err := store.CheckWhere(ctx, s.DB(), where)
	var absent *kpi.AbsentValue
	if !errors.As(err, &absent) || !strings.Contains(absent.Value, ",") {
		return err
	}
	var flags []string
	for part := range strings.SplitSeq(absent.Value, ",") {
		flags = append(flags, fmt.Sprintf("--where %s=%s", absent.Dim, strings.TrimSpace(part)))
	}
	return fmt.Errorf("%w; several values are several flags: %s", err, strings.Join(flags, " "))
}

func kpiListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List every figure with its unit, direction, rows and needs",
		Example: "  tiermix kpi list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return listing.List(cmd.OutOrStdout())
		},
	}
}

func kpiDocsCommand() *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:     "docs",
		Short:   "Print the definitions of all figures as Markdown",
		Example: "  tiermix kpi docs --lang de",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := listing.Docs(cmd.OutOrStdout(), kpi.Language(lang)); err != nil {
				return fmt.Errorf("kpi docs: %w", err)
			}
			return nil
		},
	}
	c.Flags().StringVar(&lang, "lang", "en", "en or de")
	return c
}
