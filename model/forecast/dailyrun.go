package forecast

import (
	"math"
	"math/rand/v2"
	"time"
)

// ForecastDaily forecasts a daily history by day, week and month. Errors are those of Forecast; a daily history needs two weeks.
func ForecastDaily(d Daily, o Options) (DailyResult, error) {
	s := Series{First: d.First, Step: Day, Values: d.Counts, Missing: d.Missing}
	if len(d.Counts) < fewestDays {
		return DailyResult{}, tooShort(Day, len(d.Counts), fewestDays)
	}
	p, err := prepare(s, o, newCalendar(d))
	if err != nil {
		return DailyResult{}, err
	}
	out := DailyResult{}
	if out.Result, err = p.result(); err != nil {
		return DailyResult{}, err
	}
	all := draw(rand.New(rand.NewPCG(p.options.Seed, seedStream)), out.fit, out.lead+p.options.Horizon, paths, 1)
	for i := range all {
		all[i] = all[i][out.lead:]
	}
	out.Weeks = p.totals(out.Result, all, newWeek)
	out.Months = p.totals(out.Result, all, newMonth)
	if f, ok := fitCalendar(p.history); ok {
		out.Factor = f.(calendarFit).dayFactor(p.history)
	}
	return out, nil
}

// totals are the sums of days over weeks or months, and how such sums did in the backtest.
func (p *planned) totals(r Result, all [][]float64, begins func(time.Time) bool) Totals {
	tried := p.trial.held(r.Method, p.futures, func(origin int) []Span {
		return spans(p.series.Step.at(p.series.First, p.used.From+origin), p.trial.steps, begins)
	})
	t := Totals{Spreads: spreads(tried, p.options.Levels)}
	var wrong, actual float64
	for _, h := range tried {
		wrong, actual = wrong+math.Abs(h.actual-h.mean), actual+h.actual
	}
	if actual > 0 {
		t.WAPE = wrong / actual
	}
	if len(tried) > 0 {
		t.Coverage = measured(tried, p.options.Levels)
	}
	t.Points = sums(r.Points, all, p.options.Levels, t.Spreads, begins)
	return t
}

func newWeek(day time.Time) bool  { return day.Weekday() == time.Monday }
func newMonth(day time.Time) bool { return day.Day() == 1 }

// spans are the runs of days that begin a new week or month and end before the next, wholly within the days.
func spans(first time.Time, days int, begins func(time.Time) bool) []Span {
	var all []Span
	from := -1
	for i := range days + 1 {
		if !begins(first.AddDate(0, 0, i)) {
			continue
		}
		if from >= 0 {
			all = append(all, Span{from, i})
		}
		from = i
	}
	return all
}

func sums(days []Point, all [][]float64, levels, spreads []float64, begins func(time.Time) bool) []Point {
	within := spans(days[0].First, len(days), begins)
	totals := make([][]float64, len(all))
	for i, p := range all {
		totals[i] = make([]float64, len(within))
		for j, w := range within {
			for _, v := range p[w.From:w.To] {
				totals[i][j] += v
			}
		}
	}
	out := make([]Point, len(within))
	for j, w := range within {
		out[j].First = days[w.From].First
		for _, p := range days[w.From:w.To] {
			out[j].Mean += p.Mean
		}
		out[j].Ranges = ranges(totals, j, out[j].Mean, levels, spreads)
	}
	return out
}

// DaysAhead is the horizon in days, counted from behind a history's last day, that holds so many whole calendar months: the rest of a month
// that has begun is added to them.
func DaysAhead(behind time.Time, months int) int {
	from := time.Date(behind.Year(), behind.Month(), behind.Day(), 0, 0, 0, 0, time.UTC)
	whole := from
	if from.Day() != 1 {
		whole = time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return int(whole.AddDate(0, months, 0).Sub(from).Hours() / 24)
}
