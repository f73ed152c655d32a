package headcount

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/hiring"
	"tiermix/model/plan"
)

// ways sets promotion with back-fill beside hires from outside, in total and month by month.
func ways(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return page.Content{Empty: why}, err
	}
	l, all := ask.L, []hiring.Plan{h.Ways.Free, h.Ways.Promote, h.Ways.Outside}
	c := page.Content{Sub: l.T("headcount.wayssub")}
	c.Table.Head = []page.Cell{page.Text(l.T("risk.column.figure")), page.Num(l.T("headcount.way.both")), page.Num(l.T("headcount.way.promote")), page.Num(l.T("headcount.way.outside"))}
	for _, r := range figures {
		c.Table.Rows = append(c.Table.Rows, line(l.T("headcount.row."+r.key), all, func(p hiring.Plan) string { return r.of(ask, p, h.Currency()) }))
	}
	for m := range h.Ways.Free.Course.Months {
		c.Table.Rows = append(c.Table.Rows, line(month(ask, *h, m), all, func(p hiring.Plan) string {
			return planner.Money(ask, p.Course.Months[m].Cost.Total(), h.Currency())
		}))
	}
	return c, nil
}

func line[T any](name string, all []T, of func(T) string) []page.Cell {
	row := []page.Cell{page.Text(name)}
	for _, x := range all {
		row = append(row, page.Num(of(x)))
	}
	return row
}

// figures are what a plan is summed up in.
var figures = []struct {
	key string
	of  func(page.Ask, hiring.Plan, string) string
}{
	{"cost", func(ask page.Ask, p hiring.Plan, currency string) string {
		return planner.Money(ask, p.Course.Total.Total(), currency)
	}},
	{"hires1", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Number(p.Course.Hires(0), 0) }},
	{"hires2", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Number(p.Course.Hires(1), 0) }},
	{"promotions", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Number(p.Course.Promotions(), 0) }},
	{"missing1", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Fixed(p.Course.Gaps(0).Missing, 2) }},
	{"missing2", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Fixed(p.Course.Gaps(1).Missing, 2) }},
	{"deepest1", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Fixed(p.Course.Gaps(0).Deepest, 2) }},
	{"deepest2", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Fixed(p.Course.Gaps(1).Deepest, 2) }},
	{"risk1", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Percent(p.Course.Gaps(0).Risk) }},
	{"risk2", func(ask page.Ask, p hiring.Plan, _ string) string { return ask.L.Percent(p.Course.Gaps(1).Risk) }},
	{"proven", func(ask page.Ask, p hiring.Plan, _ string) string { return proven(ask, p) }},
}

// sides are the plan of what is typed here and those of saved scenarios: the chosen ones, else the newest. Where there is none, none is a
// sentence.
func sides(ctx context.Context, ask page.Ask) (all []plan.HeadcountSide, none string, err error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return nil, why, err
	}
	saved, err := ask.Source.Scenarios(ctx)
	if err != nil {
		return nil, "", fmt.Errorf("read scenarios: %w", err)
	}
	slices.SortStableFunc(saved, func(a, b plan.Scenario) int { return b.Saved.Compare(a.Saved) })
	if names := ask.State.Beside; len(names) > 0 {
		saved = slices.DeleteFunc(saved, func(s plan.Scenario) bool { return !slices.Contains(names, s.Name) })
	}
	if len(saved) == 0 {
		return nil, ask.L.T("headcount.nonesaved"), nil
	}
	all = append(all, plan.HeadcountSide{Scenario: plan.Scenario{Name: ask.L.T("headcount.here")}, Headcount: h})
	var faults []error
	for _, s := range saved[:min(len(saved), plan.MostCompared-1)] {
		side, err := planner.HeadcountOf(ctx, ask, h.Plan.Input.Demand, s)
		all, faults = append(all, side), append(faults, err)
	}
	return all, "", errors.Join(faults...)
}

// beside sets scenarios side by side.
func beside(ctx context.Context, ask page.Ask) (page.Content, error) {
	all, none, err := sides(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	c := page.Content{Sub: ask.L.T("headcount.besidesub")}
	var told []plan.HeadcountSide
	c.Table.Head = []page.Cell{page.Text(ask.L.T("risk.column.figure"))}
	for _, s := range all {
		if s.Headcount == nil {
			c.Notes = append(c.Notes, ask.L.T("scenarios.unplanned", chart.Short(s.Scenario.Name, 80), chart.Short(planner.Say(ask, s.Why[0]), 300)))
			continue
		}
		told = append(told, s)
		c.Table.Head = append(c.Table.Head, page.Cell{Text: chart.Short(s.Scenario.Name, 40), Title: s.Scenario.Name, Number: true})
	}
	for _, r := range figures {
		c.Table.Rows = append(c.Table.Rows, line(ask.L.T("headcount.row."+r.key), told, func(s plan.HeadcountSide) string {
			return r.of(ask, s.Headcount.Ways.Free, s.Headcount.Currency())
		}))
	}
	return c, nil
}

// difference is the way from the cost of what is typed here to that of each scenario, in parts that add up.
func difference(ctx context.Context, ask page.Ask) (page.Content, error) {
	all, none, err := sides(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	first := all[0]
	var told []plan.HeadcountSide
	for _, s := range all[1:] {
		if s.Against(first).Known {
			told = append(told, s)
		}
	}
	if len(told) == 0 {
		return page.Content{Empty: ask.L.T("scenarios.why.none")}, nil
	}
	l, currency := ask.L, first.Headcount.Currency()
	c := page.Content{Sub: l.T("headcount.differencesub")}
	steps := waterfall(ask, first, told)
	if chart.Cut(steps) {
		c.Sub += " " + l.T("scenarios.cut")
	}
	c.Table = parts(ask, first, told)
	fig, err := chart.Waterfall("headcount-difference", page.Sign(currency), steps, chart.WaterfallWords{Whole: l.T("scenarios.whole"), More: l.T("scenarios.dearer"), Less: l.T("scenarios.cheaper")})
	c.Figure = &fig
	return c, err
}

// parts is the table of the parts.
func parts(ask page.Ask, first plan.HeadcountSide, told []plan.HeadcountSide) page.Table {
	currency := first.Headcount.Currency()
	t := page.Table{Head: []page.Cell{page.Text(ask.L.T("scenarios.column.part"))}}
	for _, s := range told {
		t.Head = append(t.Head, page.Cell{Text: chart.Short(s.Scenario.Name, 40), Title: s.Scenario.Name, Number: true})
	}
	t.Rows = append(t.Rows, line(first.Scenario.Name, told, func(s plan.HeadcountSide) string { return planner.Money(ask, s.Against(first).Whole().From, currency) }))
	for i, p := range told[0].Against(first).Parts {
		t.Rows = append(t.Rows, line(planner.Say(ask, plan.PartName(p.Key)), told, func(s plan.HeadcountSide) string {
			return signed(ask, s.Against(first).Whole().Parts[i].Amount, currency)
		}))
	}
	t.Rows = append(t.Rows, line(ask.L.T("headcount.row.cost"), told, func(s plan.HeadcountSide) string { return planner.Money(ask, s.Against(first).Whole().To, currency) }))
	return t
}

// waterfall is one waterfall below the other; what adds comes before what takes away, and parts of nothing are left out.
func waterfall(ask page.Ask, first plan.HeadcountSide, told []plan.HeadcountSide) (steps []chart.Step) {
	currency := first.Headcount.Currency()
	whole := func(name string, amount float64) chart.Step {
		text := planner.Money(ask, amount, currency)
		return chart.Step{Name: text + " " + chart.Short(name, 24), Tip: name + "\n" + text, To: amount, Whole: true}
	}
	for _, s := range told {
		w := s.Against(first).Whole()
		steps = append(steps, whole(first.Scenario.Name, w.From))
		at := w.From
		for _, rising := range []bool{true, false} {
			for _, p := range w.Parts {
				if p.Amount == 0 || p.Amount > 0 != rising {
					continue
				}
				name, text := planner.Say(ask, plan.PartName(p.Key)), signed(ask, p.Amount, currency)
				steps = append(steps, chart.Step{Name: text + " " + name, Tip: name + "\n" + text, From: at, To: at + p.Amount})
				at += p.Amount
			}
		}
		steps = append(steps, whole(s.Scenario.Name, w.To))
	}
	return steps
}
