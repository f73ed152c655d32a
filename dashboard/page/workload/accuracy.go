package workload

import (
	"context"
	"math"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/forecast"
)

// held draws the last weeks beside what was expected of them before they began.
func held(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	if f.thin() {
		return page.Content{Empty: ask.L.T("workload.thin")}, nil
	}
	if f.held == nil || len(f.held.All.Weeks.Points) == 0 {
		return page.Content{Empty: ask.L.T("workload.noheld")}, nil
	}
	l, actual := ask.L, map[string]float64{}
	for _, w := range weeksOf(f.History.First, f.History.All.Counts) {
		actual[day(w.First)] = w.Mean
	}
	t := page.Table{Head: []page.Cell{page.Text(l.T("bucket.week")), page.Num(l.T("workload.actual")), page.Num(l.T("workload.expected")), page.Num(l.T("workload.interval")), page.Text(l.T("workload.within"))}}
	steps, wrong, all := []chart.Expectation{}, 0.0, 0.0
	for _, w := range f.held.All.Weeks.Points {
		n, ok := actual[day(w.First)]
		if !ok {
			continue
		}
		step := ahead(ask, w)
		step.Actual, step.Tip = &n, step.Tip+"\n"+l.T("workload.tipactual", tickets(ask, n))
		steps, wrong, all = append(steps, step), wrong+math.Abs(n-w.Mean), all+n
		t.Rows = append(t.Rows, []page.Cell{page.Text(l.Date(w.First)), page.Num(tickets(ask, n)), page.Num(tickets(ask, w.Mean)), page.Num(span(ask, w.Ranges[0])), page.Text(inside(ask, n, *step.Low, *step.High))})
	}
	fig, err := chart.Expect("workload-held", steps, words(ask))
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: t, Sub: l.T("workload.heldsub", planner.Say(ask, f.held.All.Method.Text()))}
	if all > 0 {
		c.Notes = []string{l.T("workload.heldwape", l.Percent(wrong/all))}
	}
	return c, nil
}

func inside(ask page.Ask, n, low, high float64) string {
	if n < low || n > high {
		return ask.L.T("workload.no")
	}
	return ask.L.T("workload.yes")
}

// backtest lists how every method would have done.
func backtest(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	if len(f.All.Backtest) == 0 {
		return page.Content{Empty: ask.L.T("workload.untried")}, nil
	}
	l := ask.L
	t := page.Table{Head: []page.Cell{page.Text(l.T("workload.method")), page.Num("MASE"), page.Num("WAPE"), page.Num(l.T("workload.bias")), page.Num(l.T("workload.holds"))}}
	for _, s := range f.All.Backtest {
		name, coverage := page.Text(planner.Say(ask, s.Method.Text())), "–"
		name.Strong, name.Long = s.Chosen, true
		if len(s.Coverage) > 1 {
			coverage = asShown(ask, s.Coverage[0]) + " · " + asShown(ask, s.Coverage[1])
		}
		if s.Chosen {
			name.Text += " (" + l.T("workload.chosen") + ")"
		}
		mase := "–"
		if f.All.Scale > 0 {
			mase = l.Fixed(s.MASE, 3)
		}
		t.Rows = append(t.Rows, []page.Cell{name, page.Num(mase), page.Num(l.Percent(s.WAPE)), page.Num(l.Fixed(s.Bias, 2)), page.Num(coverage)})
	}
	first := f.All.Backtest[0]
	return page.Content{Table: t, Sub: l.T("workload.backtestsub", l.Count(first.Origins), l.Count(first.Steps))}, nil
}

// asShown is how often an interval held as it is shown, at days that its calibration did not see; with a star as the method has it, where there
// were too few to judge.
func asShown(ask page.Ask, c forecast.Coverage) string {
	if c.Judged == 0 {
		return ask.L.Percent(c.Share) + "*"
	}
	return ask.L.Percent(c.Calibrated)
}
