package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"tiermix/ingest/holiday"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/forecast"
	"tiermix/model/kpi"
	"tiermix/model/workload"
	"tiermix/model/workload/listing"
)

// forecastWords are the flags of a forecast.
type forecastWords struct {
	db, horizon, by, step, holidays string
	scope                           kpi.Words
	seed                            uint64
	backtest                        bool
}

func (f *forecastWords) flags(c *cobra.Command) {
	dbFlag(c, &f.db)
	flags := c.Flags()
	flags.StringVar(&f.horizon, "horizon", "12m", "how far to look ahead: days, weeks, months or years, as 90d, 26w, 12m, 1y")
	flags.StringVar(&f.by, "by", "", "a series for each tier, team, channel, category, product, priority or region beside the total")
	flags.StringVar(&f.scope.From, "from", "", "first day of the history, as 2024-05-01 (default: first day of the data)")
	flags.StringVar(&f.scope.To, "to", "", "last day of the history (default: last day of the data)")
	flags.StringArrayVar(&f.scope.Where, "where", nil, "dimension=value; the same dimension again is an alternative, another one a further condition")
	flags.StringVar(&f.holidays, "holidays", "", "public holidays beside those of the desk's calendar, as DE-BY, DE, AT, CH-ZH, GB, US")
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the simulated paths behind the intervals: the same seed gives the same numbers")
}

func forecastCommand() *cobra.Command {
	var words forecastWords
	var format string
	c := &cobra.Command{
		Use:   "forecast --db FILE",
		Short: "Say how many tickets to expect, with intervals, and how well that worked in the past",
		Long: `Tickets by local day are forecast with every method that the history allows; each is tried at several points of the past, and
a simple average stays unless another is better by more than noise. Weeks and months are sums of days. Split by tier or team, a ticket counts each time it comes to one
(kpi tier_arrivals); by anything else, the parts add up to the total.`,
		Example: `  tiermix forecast --db desk.duckdb --horizon 12m
  tiermix forecast --db desk.duckdb --horizon 26w --by channel --holidays DE-BY
  tiermix forecast --db desk.duckdb --where category=VPN --step day --horizon 30d --format csv
  tiermix forecast backtest --db desk.duckdb`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return words.run(cmd, format) },
	}
	words.flags(c)
	c.Flags().StringVar(&words.step, "step", "", "day, week or month (default: that of the horizon)")
	c.Flags().BoolVar(&words.backtest, "backtest", false, "print how every method would have done; the same as forecast backtest")
	formatFlag(c, &format, "table", "json", "csv")
	c.AddCommand(backtestCommand())
	return c
}

func backtestCommand() *cobra.Command {
	words := forecastWords{backtest: true}
	var format string
	c := &cobra.Command{
		Use:   "backtest --db FILE",
		Short: "Print how every method would have done in the past",
		Long: `Each method forecasts from several points of the past with what came before them only: MASE and WAPE beside those of repeating last week
and of the weekday mean, and how often the intervals held.`,
		Example: "  tiermix forecast backtest --db desk.duckdb --by tier",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return words.run(cmd, format) },
	}
	words.flags(c)
	formatFlag(c, &format, "table", "json", "csv")
	return c
}

// run checks the words, all at once, and prints the forecast.
func (f *forecastWords) run(cmd *cobra.Command, format string) error {
	horizon, wrong := workload.ParseHorizon(f.horizon)
	step := forecast.Step(f.step)
	if f.step == "" {
		step = horizon.Step()
	} else if step.Season() == 0 {
		wrong = errors.Join(wrong, fmt.Errorf("step %q is not known; it is day, week or month", f.step))
	}
	query, err := kpi.Parse(f.scope)
	if err := errors.Join(checkFormat(format, "table", "json", "csv"), wrong, err, tier.CheckBy(f.by), f.checkHolidays()); err != nil {
		return err
	}
	history, err := historyOf(cmd.Context(), f.db, query.Scope, f.by, f.holidays)
	if err != nil {
		return err
	}
	expected, err := workload.Expect(cmd.Context(), history, horizon.Days(history.Last), runtime.NumCPU(), f.seed)
	if err != nil {
		return fmt.Errorf("forecast: %w", err)
	}
	if err := expected.All.Err(); err != nil && !f.backtest {
		return fmt.Errorf("forecast: %w", err)
	}
	return f.print(cmd, expected, step, format)
}

func (f *forecastWords) checkHolidays() error {
	if f.holidays == "" {
		return nil
	}
	return holiday.Check(f.holidays)
}

func (f *forecastWords) print(cmd *cobra.Command, e workload.Expected, s forecast.Step, format string) error {
	w := cmd.OutOrStdout()
	switch {
	case format == "json":
		return listing.JSON(w, e, s)
	case format == "csv" && f.backtest:
		return listing.BacktestCSV(w, e)
	case format == "csv":
		return listing.CSV(w, e, s)
	case f.backtest:
		return listing.Backtest(w, e)
	}
	return listing.Table(w, e, s)
}

// historyOf reads the history of a scope.
func historyOf(ctx context.Context, db string, scope kpi.Scope, by, holidays string) (h workload.History, err error) {
	err = reading(ctx, db, func(s *store.Store) error {
		if err := checkWhere(ctx, s, scope.Where); err != nil {
			return err
		}
		h, err = tier.History(ctx, s.DB(), scope, by, holidays)
		return err
	})
	return h, err
}
