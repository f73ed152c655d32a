package workload

import (
	"context"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/forecast"
	"tiermix/model/kpi"
)

// expected draws the weeks that were and those to come; its table has the months.
func expected(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	fig, err := chart.Expect("workload-forecast", f.weeks(ask), words(ask))
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Dim: "week", Along: f.along(), Table: monthTable(ask, f.All.Months.Points), Sub: ask.L.T("workload.sub", planner.Say(ask, f.All.Method.Text()), ask.L.Count(f.All.Used.To-f.All.Used.From))}
	c.Notes = planner.Sayings(ask, append(f.All.Notes[:len(f.All.Notes):len(f.All.Notes)], f.Notes...))
	return c, nil
}

func words(ask page.Ask) chart.ExpectWords {
	return chart.ExpectWords{Actual: ask.L.T("workload.actual"), Mean: ask.L.T("workload.expected"), Interval: ask.L.T("workload.interval")}
}

// along are the weeks of the chart as the calendar dimension names them.
func (f *found) along() (keys []string) {
	week, err := kpi.LookupDimension("week")
	if err != nil {
		return nil
	}
	past := weeksOf(f.History.First, f.All.Series.Counts[:f.All.Used.To])
	for _, w := range past[max(0, len(past)-weeksShown):] {
		keys = append(keys, week.Key(w.First))
	}
	for _, w := range f.All.Weeks.Points[:min(weeksAhead, len(f.All.Weeks.Points))] {
		keys = append(keys, week.Key(w.First))
	}
	return keys
}

// weeks are the last whole weeks of the history and the first ahead.
func (f *found) weeks(ask page.Ask) []chart.Expectation {
	var all []chart.Expectation
	past := weeksOf(f.History.First, f.All.Series.Counts[:f.All.Used.To])
	for _, w := range past[max(0, len(past)-weeksShown):] {
		n := w.Mean
		all = append(all, chart.Expectation{Label: ask.L.Date(w.First), Tip: ask.L.T("workload.weekof", ask.L.Date(w.First)) + "\n" + ask.L.T("workload.tipactual", tickets(ask, n)), Actual: &n})
	}
	for _, w := range f.All.Weeks.Points[:min(weeksAhead, len(f.All.Weeks.Points))] {
		all = append(all, ahead(ask, w))
	}
	return all
}

// ahead is a week that is expected.
func ahead(ask page.Ask, w forecast.Point) chart.Expectation {
	mean, narrow := w.Mean, w.Ranges[0]
	return chart.Expectation{
		Label: ask.L.Date(w.First), Mean: &mean, Low: &narrow.Low, High: &narrow.High,
		Tip: ask.L.T("workload.weekof", ask.L.Date(w.First)) + "\n" + ask.L.T("workload.tip", tickets(ask, mean), span(ask, narrow), span(ask, w.Ranges[1])),
	}
}

// weeksOf are the sums of whole weeks from Monday.
func weeksOf(first time.Time, counts []float64) []forecast.Point {
	var all []forecast.Point
	for i := (8 - int(first.Weekday())) % 7; i+7 <= len(counts); i += 7 {
		p := forecast.Point{First: first.AddDate(0, 0, i)}
		for _, n := range counts[i : i+7] {
			p.Mean += n
		}
		all = append(all, p)
	}
	return all
}

func monthTable(ask page.Ask, months []forecast.Point) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{page.Text(l.T("workload.month")), page.Num(l.T("workload.expected")), page.Num(l.T("workload.interval")), page.Num(l.T("workload.interval95"))}}
	for _, m := range months {
		t.Rows = append(t.Rows, []page.Cell{page.Text(l.Month(m.First)), page.Num(tickets(ask, m.Mean)), page.Num(span(ask, m.Ranges[0])), page.Num(span(ask, m.Ranges[1]))})
	}
	return t
}
