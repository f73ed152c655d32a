package tiers

import (
	"context"
	"fmt"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// after are the times, in seconds, after which the card says how many stints still run.
var after = []float64{900, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 86400, 2 * 86400, 4 * 86400, 7 * 86400, 14 * 86400, 28 * 86400}

// running shows how long tiers hold tickets as a curve: the share of stints that still run after a time, running ones censored.
func running(ctx context.Context, ask page.Ask) (page.Content, error) {
	query := ask.Query([]string{"tier"}, "time_to_leave_tier")
	query.Curves, query.Compare = true, kpi.Compare{}
	answer, err := ask.Source.Answer(ctx, query)
	if err != nil {
		return page.Content{}, fmt.Errorf("answer time_to_leave_tier by tier: %w", err)
	}
	f, ok := page.Figure(answer, "time_to_leave_tier")
	groups := curved(f.Groups)
	if !ok || len(groups) == 0 {
		if f.Reason == "" {
			f.Reason = ask.L.T("running.none")
		}
		f.Available = false
		return page.Unavailable(ask.L, f), nil
	}
	c := page.Content{Notes: page.LeftOut(f), Table: runningTable(ask, groups), Sub: ask.L.Plural("running.sub", f.N, ask.L.Count(f.Censored))}
	fig, err := runningChart(ask, groups)
	c.Figure = &fig
	return c, err
}

// curved are the tiers with a curve, the lowest first.
func curved(groups []kpi.Group) []kpi.Group {
	var out []kpi.Group
	for _, g := range inOrder(groups) {
		if g.Curve != nil {
			out = append(out, g)
		}
	}
	return out
}

func runningChart(ask page.Ask, groups []kpi.Group) (chart.Figure, error) {
	times := make([]string, len(after))
	for i, seconds := range after {
		times[i] = ask.L.Duration(seconds)
	}
	var lines []chart.Running
	for _, g := range groups {
		line := chart.Running{Name: ask.Name("tier", g.Key["tier"]), Tier: tierOf(g)}
		for i, seconds := range after {
			share, low, high, ok := g.Curve.Running(seconds, rate.Level)
			if !ok {
				line.Shares, line.Tips = append(line.Shares, nil), append(line.Tips, "")
				continue
			}
			line.Shares = append(line.Shares, &share)
			line.Tips = append(line.Tips, line.Name+"\n"+ask.L.T("running.tip", times[i], ask.L.Percent(share), ask.L.Interval("share", &low, &high)))
		}
		lines = append(lines, line)
	}
	return chart.Survival("tiers-running", times, lines)
}

func runningTable(ask page.Ask, groups []kpi.Group) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.tier")), page.Num(l.T("column.stints")), page.Num(l.T("running.running")), page.Num(l.T("column.median")), page.Num(l.T("column.interval")), page.Num("p90"),
	}}
	for _, seconds := range after {
		t.Head = append(t.Head, page.Num(l.T("running.after", l.Duration(seconds))))
	}
	for _, g := range groups {
		name := page.Text(ask.Name("tier", g.Key["tier"]))
		name.Tier = page.TierClass(tierOf(g))
		row := []page.Cell{
			name, page.Num(l.Count(g.N)), page.Num(l.Count(g.Censored)), page.Num(l.Value("duration", g.Value)), page.Num(l.Interval("duration", g.Low, g.High)),
			page.Num(l.Value("duration", g.P90)),
		}
		for _, seconds := range after {
			text := "–"
			if share, _, _, ok := g.Curve.Running(seconds, rate.Level); ok {
				text = l.Percent(share)
			}
			row = append(row, page.Num(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
