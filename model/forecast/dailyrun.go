package forecast

import (
	"math/rand/v2"
	"time"
)

// ForecastDaily forecasts a daily history by day, week and month. Errors are those of Forecast; a daily history needs two weeks.
func ForecastDaily(d Daily, o Options) (DailyResult, error) {
	s := Series{First: d.First, Step: Day, Values: d.Counts, Missing: d.Missing}
	if len(d.Counts) < fewestDays {
		return DailyResult{}, tooShort(Day, len(d.Counts), fewestDays)
	}
	r, err := forecast(s, o, &calendar{first: d.First})
	if err != nil {
		return DailyResult{}, err
	}
	out := DailyResult{Result: r}
	o = o.filled()
	all := r.Paths(rand.New(rand.NewPCG(o.Seed, seedStream)), paths)
	out.Weeks = Totals{Points: sums(r.Points, all, o.Levels, newWeek), Spread: 1}
	out.Months = Totals{Points: sums(r.Points, all, o.Levels, newMonth), Spread: 1}
	return out, nil
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

func sums(days []Point, all [][]float64, levels []float64, begins func(time.Time) bool) []Point {
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
		out[j] = Point{First: days[w.From].First, Ranges: ranges(totals, j, levels)}
		for _, p := range days[w.From:w.To] {
			out[j].Mean += p.Mean
		}
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
