package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
	"tiermix/model/plan"
	"tiermix/model/plan/listing"
)

// knowledgeFormats are the ways to write the report on knowledge.
var knowledgeFormats = map[string]func(io.Writer, plan.Input, knowledge.Report) error{
	"table": listing.KnowledgeTable, "json": listing.KnowledgeJSON,
}

func knowledgeCommand() *cobra.Command {
	var (
		words  shiftLeftWords
		weeks  int
		format string
	)
	c := &cobra.Command{
		Use:   "knowledge --db FILE",
		Short: "Print how often articles are linked, what could become one, and what articles changed",
		Long: `How many resolved tickets link a knowledge article, which solutions of 2nd level could become articles for 1st level and
what that saves, and for every article the escalation rate of its category before and after it was first used there, also
against the categories that got no article then.

Link rate and candidates are those from --from to --to, and articles those first used then. When neither is given, they are those of the period
that a plan is measured from, and articles those of all records.`,
		Example: `  tiermix knowledge --db desk.duckdb
  tiermix knowledge --db desk.duckdb --weeks 12 --where category=Printer
  tiermix knowledge --db desk.duckdb --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, "table", "json"); err != nil {
				return err
			}
			if err := knowledge.CheckWeeks(weeks); err != nil {
				return err
			}
			in, list, err := words.list(cmd)
			if err != nil {
				return err
			}
			period, err := words.period(in)
			if err != nil {
				return err
			}
			report := knowledge.Report{Period: period, List: list, Candidates: knowledge.Candidates(list), Weeks: weeks}
			if err := words.report(cmd.Context(), &report); err != nil {
				return err
			}
			return knowledgeFormats[format](cmd.OutOrStdout(), in, report)
		},
	}
	words.flags(c)
	c.Flags().IntVar(&weeks, "weeks", knowledge.Weeks, "weeks before and after the week in which an article was first used")
	formatFlag(c, &format, "table", "json")
	return c
}

// report fills in the link rate and the effects of articles.
func (w *shiftLeftWords) report(ctx context.Context, r *knowledge.Report) error {
	where, err := kpi.ParseWhere(w.where)
	if err != nil {
		return err
	}
	launched, err := kpi.ParsePeriod(w.from, w.to)
	if err != nil {
		return err
	}
	return reading(ctx, w.db, func(s *store.Store) error {
		query := kpi.Query{Scope: kpi.Scope{Period: r.Period, Where: where}, IDs: []string{"knowledge_rate"}, By: []string{"category"}}
		answer, err := store.Answer(ctx, s.DB(), query)
		if err != nil {
			return err
		}
		r.LinkRate = answer.Figures[0]
		history, err := tier.Articles(ctx, s.DB(), where)
		if err != nil {
			return err
		}
		all, err := knowledge.Effects(history, r.Weeks)
		if err != nil {
			return err
		}
		r.Effects = knowledge.Among(knowledge.Launched(all, launched), where)
		r.Notes = knowledge.Told(history, r.Effects)
		return nil
	})
}
