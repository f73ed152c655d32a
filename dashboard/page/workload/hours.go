package workload

import (
	"context"
	"fmt"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/workload"
)

// hours draws when in the week tickets come, over the reader's period.
func hours(ctx context.Context, ask page.Ask) (page.Content, error) {
	if p := ask.State.Period; p.To.Before(ask.Status.First) || p.From.After(ask.Status.Last) {
		return page.Content{Empty: ask.L.T("tile.nothing")}, nil
	}
	h, err := ask.Source.History(ctx, ask.State.Scope(), "")
	if err != nil {
		return page.Content{}, fmt.Errorf("count tickets by hour: %w", err)
	}
	if h.All.Tickets() == 0 {
		return page.Content{Empty: ask.L.T("card.nothing")}, nil
	}
	names, cells := byWeekday(ask, h)
	tip := func(day, hour int) string {
		return ask.L.T("workload.hour", names[day], fmt.Sprintf("%02d", hour)) + "\n" + ask.L.T("workload.hourtip", ask.L.Number(cells[day][hour], 2))
	}
	fig, err := chart.Hours("workload-hours", names, cells, tip)
	if err != nil {
		return page.Content{}, err
	}
	return page.Content{Figure: &fig, Table: hourTable(ask, names, cells), Sub: ask.L.T("workload.hoursub", ask.L.Number(h.All.Tickets(), 0), ask.L.Span(h.First, h.Last))}, nil
}

// byWeekday are mean tickets an hour, Monday first.
func byWeekday(ask page.Ask, h workload.History) (names [7]string, cells [7][24]float64) {
	var often [7]float64
	for i := range h.Days() {
		often[h.First.AddDate(0, 0, i).Weekday()]++
	}
	for d := range 7 {
		weekday := (d + 1) % 7
		names[d] = ask.L.T(fmt.Sprintf("weekday.%d", weekday))
		for hour, n := range h.All.Hours[weekday] {
			cells[d][hour] = n / max(1, often[weekday])
		}
	}
	return names, cells
}

func hourTable(ask page.Ask, names [7]string, cells [7][24]float64) page.Table {
	t := page.Table{Head: []page.Cell{page.Text(ask.L.T("workload.hours"))}}
	for _, name := range names {
		t.Head = append(t.Head, page.Num(name))
	}
	for hour := range 24 {
		row, any := []page.Cell{page.Text(fmt.Sprintf("%02d", hour))}, false
		for d := range 7 {
			any = any || cells[d][hour] > 0
			row = append(row, page.Num(ask.L.Fixed(cells[d][hour], 2)))
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
