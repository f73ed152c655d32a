package knowledge

import (
	"context"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/rate"
	"tiermix/model/shiftleft"
)

// shiftLeft shows the categories by the money that 1st level could save.
func shiftLeft(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	if f.list.Tickets == 0 {
		return f.nothing(ask), nil
	}
	l, c := ask.L, page.Content{Sub: ask.L.T("knowledge.shiftsub", planner.Money(ask, f.list.Money.Value, f.list.Currency), ask.L.Number(f.list.PerYear, 0)), Notes: f.notes(ask)}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.category")), page.Num(l.T("knowledge.column.money")), page.Num(l.T("column.interval")), page.Num(l.T("knowledge.column.each")), page.Num(l.T("knowledge.column.second")),
		page.Num(l.T("knowledge.column.could")),
	}
	for _, why := range shiftleft.Whys() {
		c.Table.Head = append(c.Table.Head, page.Num(l.T("knowledge.why."+string(why))))
	}
	c.Table.Head = append(c.Table.Head, page.Num(l.T("knowledge.column.nogain")), page.Num(l.T("knowledge.column.quick")), page.Num(l.T("knowledge.column.solves")), page.Text(l.T("salaries.column.origin")))
	shown := f.list.Categories[:min(len(f.list.Categories), categories)]
	for _, k := range shown {
		c.Table.Rows = append(c.Table.Rows, f.row(ask, k))
	}
	if len(shown) < len(f.list.Categories) {
		c.Notes = append(c.Notes, l.T("rates.more", l.Count(len(shown)), l.Count(len(f.list.Categories))))
	}
	fig, err := f.chart(ask, shown)
	c.Figure = &fig
	return c, err
}

// nothing says why there is nothing to take over.
func (f *found) nothing(ask page.Ask) page.Content {
	if f.list.Second == 0 {
		return page.Content{Empty: planner.Say(ask, f.list.Notes[0])}
	}
	return page.Content{Empty: ask.L.T("knowledge.nothing", ask.L.Count(f.list.Second)), Notes: f.notes(ask)}
}

func (f *found) row(ask page.Ask, k shiftleft.Category) []page.Cell {
	l := ask.L
	tickets := l.Count(k.Tickets)
	if k.Few && k.Tickets > 0 {
		tickets += " " + l.T("knowledge.few")
	}
	money, span, each, solves, kind := l.T("knowledge.unpriced"), "", "", "", ""
	if k.Priced {
		money, span = planner.Money(ask, k.Money.Value, f.list.Currency), spanOf(ask, k.Money, f.list.Currency)
		each, solves, kind = planner.Cents(ask, k.PerTicket(), f.list.Currency), l.Percent(k.Solve.Amount), planner.Say(ask, k.Kind.Text())
	}
	amount := page.Num(money)
	amount.Strong = true
	cells := []page.Cell{category(ask, k.Key), amount, page.Num(span), page.Num(each), page.Num(l.Count(k.Second)), page.Num(tickets)}
	for _, why := range shiftleft.Whys() {
		cells = append(cells, page.Num(l.Count(k.Of(why).Tickets)))
	}
	quick := page.Num(l.T("knowledge.unknown"))
	if k.Quick.Given() {
		figure, _, source := planner.Figure(ask, k.Quick.Value)
		quick = page.Num(figure)
		quick.Title = source
	}
	return append(cells, page.Num(l.Count(k.Costly)), quick, page.Num(solves), page.Text(kind))
}

func spanOf(ask page.Ask, b rate.Bounds, currency string) string {
	return ask.L.Number(b.Low, 0) + " – " + planner.Money(ask, b.High, currency)
}

// bars is how many categories the chart shows.
const bars = 12

// chart stacks the money of every reason.
func (f *found) chart(ask page.Ask, shown []shiftleft.Category) (chart.Figure, error) {
	var rows chart.Rows
	colours := map[shiftleft.Why]string{shiftleft.Marked: chart.AccentColour, shiftleft.Quick2nd: chart.WorkColour, shiftleft.Elsewhere: chart.NeutralColour}
	series := make([]chart.Bars, len(shiftleft.Whys()))
	for _, k := range shown[:min(len(shown), bars)] {
		if k.Money.Value <= 0 {
			continue
		}
		rows.Names = append(rows.Names, planner.Category(ask, k.Key))
		rows.Links = append(rows.Links, category(ask, k.Key).Link)
		for i, why := range shiftleft.Whys() {
			r := k.Of(why)
			value := r.Money.Value
			tip := planner.Category(ask, k.Key) + "\n" + ask.L.T("knowledge.why."+string(why)) + "\n" + planner.Money(ask, value, f.list.Currency) + "\n" + ask.L.Plural("tickets", r.Tickets)
			series[i].Name, series[i].Colour = ask.L.T("knowledge.why."+string(why)), colours[why]
			series[i].Values, series[i].Tips = append(series[i].Values, &value), append(series[i].Tips, tip)
		}
	}
	return chart.Horizontal("knowledge-shiftleft", rows, page.Sign(f.list.Currency), true, slices.DeleteFunc(series, empty)...)
}

// empty says that a reason speaks for no ticket, so that its name would only confuse the legend.
func empty(b chart.Bars) bool {
	return !slices.ContainsFunc(b.Values, func(v *float64) bool { return v != nil && *v != 0 })
}

// reasons shows what speaks for the tickets, and what one of them costs now and then.
func reasons(ctx context.Context, ask page.Ask) (page.Content, error) {
	f, why, err := load(ctx, ask)
	if f == nil {
		return page.Content{Empty: why}, err
	}
	if f.list.Tickets == 0 {
		return f.nothing(ask), nil
	}
	l, c := ask.L, page.Content{Sub: ask.L.T("knowledge.reasonsub")}
	c.Table.Head = []page.Cell{page.Text(l.T("knowledge.column.reason")), page.Num(l.T("knowledge.column.money")), page.Num(l.T("column.interval")), page.Num(l.T("column.tickets")),
		page.Num(l.T("knowledge.column.now")), page.Num(l.T("knowledge.column.then"))}
	var rows chart.Rows
	series := chart.Bars{Name: l.T("knowledge.column.money"), Colour: chart.AccentColour}
	for _, r := range f.list.Reasons {
		reason := page.Text(planner.Say(ask, r.Why.Text()))
		reason.Long = true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{reason, page.Num(planner.Money(ask, r.Money.Value, f.list.Currency)), page.Num(spanOf(ask, r.Money, f.list.Currency)),
			page.Num(l.Count(r.Tickets)), page.Num(planner.Cents(ask, r.Now, f.list.Currency)), page.Num(planner.Cents(ask, r.Then, f.list.Currency))})
		value := r.Money.Value
		rows.Names, series.Values = append(rows.Names, l.T("knowledge.why."+string(r.Why))), append(series.Values, &value)
		series.Tips = append(series.Tips, reason.Text+"\n"+planner.Money(ask, value, f.list.Currency)+"\n"+l.Plural("tickets", r.Tickets))
	}
	fig, err := chart.Horizontal("knowledge-reasons", rows, page.Sign(f.list.Currency), true, series)
	c.Figure = &fig
	return c, err
}
