package workload

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/workload"
)

// backlog draws what the open tickets come to if as many leave a week as did.
func backlog(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := projected(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l, last := ask.L, ask.Status.Last
	today := p.Today
	steps := []chart.Expectation{{Label: l.Date(last), Tip: l.Date(last) + "\n" + l.T("workload.tipopen", tickets(ask, today)), Actual: &today, Mean: &today}}
	t := page.Table{Head: []page.Cell{page.Text(l.T("workload.until")), page.Num(l.T("workload.open")), page.Num(l.T("workload.interval"))}}
	t.Rows = append(t.Rows, []page.Cell{page.Text(l.Date(last)), page.Num(tickets(ask, today)), page.Num("–")})
	for i, w := range p.Weeks {
		end, interval := l.Date(last.AddDate(0, 0, 7*(i+1))), tickets(ask, w.Low)+" – "+tickets(ask, w.High)
		steps = append(steps, chart.Expectation{Label: end, Tip: end + "\n" + l.T("workload.tipstock", tickets(ask, w.Mean), interval), Mean: &w.Mean, Low: &w.Low, High: &w.High})
		t.Rows = append(t.Rows, []page.Cell{page.Text(end), page.Num(tickets(ask, w.Mean)), page.Num(interval)})
	}
	names := words(ask)
	names.Actual, names.Mean = l.T("workload.opentoday"), l.T("workload.open")
	fig, err := chart.Expect("workload-backlog", steps, names)
	if err != nil {
		return page.Content{}, err
	}
	return page.Content{Figure: &fig, Table: t, Sub: l.T("workload.backlogsub", tickets(ask, p.Today), tickets(ask, p.Throughput)), Notes: []string{l.T("workload.formula")}}, nil
}

// projected is the backlog ahead; when it cannot be told, why is a sentence.
func projected(ctx context.Context, ask page.Ask) (p *workload.Projection, why string, err error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return nil, why, err
	}
	if f.thin() {
		return nil, ask.L.T("workload.thin"), nil
	}
	stocks, today, why, err := stocks(ctx, ask)
	if why != "" || err != nil {
		return nil, why, err
	}
	made, err := workload.Project(f.All, today, left(f, stocks), backlogSpan, seed)
	var fault origin.Fault
	if errors.As(err, &fault) {
		return nil, planner.Say(ask, fault.Said), nil
	}
	return &made, "", err
}

// left are the tickets that left in each of the last whole weeks.
func left(f *found, ends map[string]float64) []float64 {
	var backlogs, arrivals []float64
	for _, w := range weeksOf(f.History.First, f.All.Series.Counts) {
		before, known := ends[day(w.First)]
		after, ended := ends[day(w.First.AddDate(0, 0, 7))]
		if !known || !ended {
			continue
		}
		if len(backlogs) == 0 {
			backlogs = append(backlogs, before)
		}
		backlogs, arrivals = append(backlogs, after), append(arrivals, w.Mean)
	}
	return workload.Throughput(backlogs, arrivals)
}

// stockTile is the backlog at the end of the projection.
func (f *found) stockTile(ctx context.Context, ask page.Ask) (page.Tile, error) {
	p, why, err := projected(ctx, ask)
	if p == nil {
		return missing(ask, "stock", why), err
	}
	end := p.Weeks[len(p.Weeks)-1]
	t := planner.Tile(ask, "stock", tickets(ask, end.Mean), ask.L.T("workload.inweeks", ask.L.Count(len(p.Weeks))), ask.L.T("workload.today", tickets(ask, p.Today)))
	t.Interval = ask.L.T("workload.interval80", tickets(ask, end.Low)+" – "+tickets(ask, end.High))
	return t, nil
}

// stocks are the open tickets at the ends of weeks, by the Monday behind them, and those at the end of the data.
func stocks(ctx context.Context, ask page.Ask) (ends map[string]float64, today float64, why string, err error) {
	last := ask.Status.Last
	scope := kpi.Scope{Where: ask.State.Where, Period: kpi.Period{From: date(last).AddDate(0, 0, -7*(workload.UsualWeeks+2)), To: date(last)}}
	answer, err := ask.Source.Answer(ctx, kpi.Query{Scope: scope, IDs: []string{"backlog"}, By: []string{"week"}, Lang: kpi.Language(ask.L.Code)})
	if err != nil {
		return nil, 0, "", fmt.Errorf("count open tickets by week: %w", err)
	}
	f, _ := page.Figure(answer, "backlog")
	if !f.Available || f.Value == nil {
		return nil, 0, f.Reason, nil
	}
	week, err := kpi.LookupDimension("week")
	if err != nil {
		return nil, 0, "", fmt.Errorf("weeks: %w", err)
	}
	ends = map[string]float64{}
	for _, first := range week.Spans(scope.Period) {
		for _, g := range f.Groups {
			if g.Key["week"] == week.Key(first) && g.Value != nil && !week.End(first).After(date(last).AddDate(0, 0, 1)) {
				ends[day(week.End(first))] = *g.Value
			}
		}
	}
	return ends, *f.Value, "", nil
}

func date(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
func day(t time.Time) string { return t.Format(time.DateOnly) }
