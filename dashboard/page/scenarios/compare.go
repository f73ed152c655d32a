package scenarios

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/staffing"
)

// beside plans the chosen scenarios and puts them side by side. Where there is nothing to compare, none is a sentence.
func beside(ctx context.Context, ask page.Ask) (c plan.Comparison, none string, err error) {
	d, err := ask.Source.Demand(ctx)
	if err != nil {
		return c, "", fmt.Errorf("read the demand: %w", err)
	}
	all, err := ask.Source.Scenarios(ctx)
	if err != nil {
		return c, "", fmt.Errorf("read scenarios: %w", err)
	}
	names := chosen(ask, all)
	switch {
	case planner.Empty(d):
		return c, ask.L.T("planner.nodemand"), nil
	case len(names) == 0:
		return c, ask.L.T("scenarios.none"), nil
	case len(names) > plan.MostCompared:
		return c, ask.L.T("scenarios.toomany", len(names), plan.MostCompared), nil
	}
	picked, none := pick(ask, all, names)
	if none != "" {
		return c, none, nil
	}
	c, err = planned(ctx, ask, d, picked)
	return c, "", err
}

// pick finds the chosen scenarios, or says which there are not.
func pick(ask page.Ask, all []plan.Scenario, names []string) (picked []plan.Scenario, none string) {
	picked, err := plan.Pick(all, names)
	switch {
	case errors.Is(err, plan.ErrNoScenario):
		return nil, ask.L.T("scenarios.unknown", chart.Short(strings.Join(missing(all, names), ", "), 200))
	case err != nil:
		return nil, ask.L.T("scenarios.twice")
	}
	return picked, ""
}

// missing are the names that no scenario has.
func missing(all []plan.Scenario, names []string) (out []string) {
	for _, name := range names {
		if _, err := plan.Pick(all, []string{name}); err != nil {
			out = append(out, "“"+name+"”")
		}
	}
	return out
}

// planned makes the plans of several scenarios at the same time.
func planned(ctx context.Context, ask page.Ask, d plan.Demand, picked []plan.Scenario) (plan.Comparison, error) {
	columns, faults := make([]plan.Column, len(picked)), make([]error, len(picked))
	var wg sync.WaitGroup
	for i, s := range picked {
		wg.Go(func() { columns[i], faults[i] = planner.Column(ctx, ask, d, s) })
	}
	wg.Wait()
	if err := errors.Join(faults...); err != nil {
		return plan.Comparison{}, err
	}
	return plan.Beside(d, columns)
}

// head is the line of names.
func head(ask page.Ask, first string, columns []plan.Column, numbers bool) []page.Cell {
	cells := []page.Cell{page.Text(first)}
	for _, c := range columns {
		cell := page.Text(chart.Short(called(ask, c.Scenario), 40))
		cell.Number, cell.Title = numbers, called(ask, c.Scenario)
		cells = append(cells, cell)
	}
	return cells
}

// figures shows the figures of the scenarios side by side.
func figures(ctx context.Context, ask page.Ask) (page.Content, error) {
	c, none, err := beside(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	out := page.Content{Sub: ask.L.T("scenarios.figuresub")}
	out.Table.Head = head(ask, ask.L.T("scenarios.column.figure"), c.Columns, true)
	for _, r := range c.Figures {
		name := page.Text(planner.Say(ask, r.About))
		name.Title = name.Text
		row := []page.Cell{name}
		for i, cell := range r.Cells {
			shown := page.Num(figure(ask, r.Unit, cell, c.Columns[i].Currency()))
			shown.Strong = r.Key == "cost.best"
			row = append(row, shown)
		}
		out.Table.Rows = append(out.Table.Rows, row)
	}
	out.Notes = withheld(ask, c)
	for _, column := range c.Columns {
		for _, sentence := range column.Sentences() {
			out.Notes = append(out.Notes, ask.L.T("scenarios.unplanned", chart.Short(called(ask, column.Scenario), 80), chart.Short(sentence, 300)))
		}
	}
	if len(c.Figures) == 0 {
		out.Table = page.Table{}
	}
	return out, nil
}

// withheld says which pay is withheld and what the plans take instead, each sentence once.
func withheld(ask page.Ask, c plan.Comparison) []string {
	var all []string
	for _, column := range c.Columns {
		if column.Result != nil {
			all = append(all, planner.Sayings(ask, column.Result.Input.Withheld)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// figure is a figure of one scenario in print.
func figure(ask page.Ask, unit string, c plan.Cell, currency string) string {
	l := ask.L
	switch {
	case !c.Known:
		return locale.None
	case unit == plan.Binding:
		return planner.Promise(ask, staffing.Bind(c.Word))
	case unit == plan.Doing:
		return l.T("action." + strings.ReplaceAll(c.Word, " ", "-"))
	case unit == plan.MoneyYear:
		return planner.Money(ask, c.Amount, currency)
	case unit == origin.Share:
		return l.Percent(c.Amount)
	case unit == plan.TicketsYear:
		return l.Number(c.Amount, 0)
	}
	return l.Number(c.Amount, 2)
}

// policy shows the categories with which the scenarios do different things.
func policy(ctx context.Context, ask page.Ask) (page.Content, error) {
	c, none, err := beside(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	var out page.Content
	same := 0
	for _, r := range c.Policy {
		if r.Same() {
			if r.Compared() {
				same++
			}
			continue
		}
		row := []page.Cell{planner.CategoryCell(ask, strings.TrimPrefix(r.Key, "action."))}
		for _, cell := range r.Cells {
			row = append(row, page.Text(figure(ask, r.Unit, cell, "")))
		}
		out.Table.Rows = append(out.Table.Rows, row)
	}
	switch {
	case len(out.Table.Rows) > 0:
	case same == 0:
		return page.Content{Empty: ask.L.T("scenarios.nopolicy")}, nil
	default:
		return page.Content{Empty: ask.L.T("scenarios.samepolicy")}, nil
	}
	out.Table.Head = head(ask, ask.L.T("dim.category"), c.Columns, false)
	out.Sub = ask.L.Plural("scenarios.same", same)
	return out, nil
}

// inputs shows the typed assumptions in which the scenarios differ, with where each value comes from.
func inputs(ctx context.Context, ask page.Ask) (page.Content, error) {
	c, none, err := beside(ctx, ask)
	if none != "" || err != nil {
		return page.Content{Empty: none}, err
	}
	if len(c.Differing) == 0 {
		return page.Content{Empty: ask.L.T("scenarios.sameinputs")}, nil
	}
	out := page.Content{Sub: ask.L.T("scenarios.inputsub")}
	out.Table.Head = head(ask, ask.L.T("scenarios.column.assumption"), c.Columns, true)
	for _, s := range c.Differing {
		first := page.Text(label(ask, s.Key))
		first.Title = s.Key
		row := []page.Cell{first}
		for _, of := range s.Of {
			row = append(row, page.Num(setting(ask, of)))
		}
		out.Table.Rows = append(out.Table.Rows, row)
	}
	return out, nil
}

// setting is an assumption of one scenario in print: "58,000 € a year (typed)".
func setting(ask page.Ask, s plan.Setting) string {
	if !s.Known {
		return locale.None
	}
	figure, kind, _ := planner.Figure(ask, s.Value)
	if s.Words != nil {
		figure = listed(ask, s.Words)
	}
	return strings.TrimSpace(figure) + " (" + kind + ")"
}
