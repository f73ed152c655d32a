package headcount

import (
	"context"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
	"tiermix/model/rate"
	"tiermix/model/risk"
)

// followed are the courses of the headcount plan; nil where there is no plan, and why.
func followed(ctx context.Context, ask page.Ask) (h *plan.Headcount, c risk.Course, why string, err error) {
	if h, why, err = planner.Headcount(ctx, ask); h == nil {
		return nil, c, why, err
	}
	c, err = planner.Course(ctx, ask, h)
	return h, c, "", err
}

// wrong says what could go wrong with the headcount plan: how its cost, its people and who is missing spread while its decisions stay.
func wrong(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, drawn, why, err := followed(ctx, ask)
	if err != nil || h == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	months := l.Count(len(drawn.Months))
	c := page.Content{Sub: l.T("risk.wrongsub", l.Count(planner.Draws), l.Percent(drawn.Enough.Value()), interval(ask, drawn.Enough))}
	c.Table.Head = []page.Cell{page.Text(l.T("risk.column.figure")), page.Num(l.T("risk.column.planned")), page.Num("P10"), page.Num("P50"), page.Num("P90")}
	row := func(name string, planned float64, x risk.Spread, show func(float64) string) {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), page.Num(show(planned)), quantile(ask, x.P10, show), quantile(ask, x.P50, show), quantile(ask, x.P90, show)})
	}
	row(l.T("risk.total", months), drawn.Planned.Cost, drawn.Cost, func(v float64) string { return planner.Money(ask, v, h.Currency()) })
	people := func(v float64) string { return l.Fixed(v, 1) }
	for i := range drawn.People {
		tier := i + 1
		row(l.T("risk.last", ask.TierName(&tier)), drawn.Planned.People[i], drawn.People[i], people)
	}
	for i := range drawn.Missing {
		tier := i + 1
		row(l.T("risk.lacking", ask.TierName(&tier)), drawn.Planned.Missing[i], drawn.Missing[i], people)
	}
	c.Notes = withheld(ask, h.Plan.Input)
	return c, nil
}

// withheld says that the spread of pay is a default where single salaries were measured and are not shown.
func withheld(ask page.Ask, in plan.Input) []string {
	d := in.Demand
	if len(d.Salaries)+len(d.Few) > 0 && !(in.SalariesSpread(0) && in.SalariesSpread(1)) {
		return []string{ask.L.T("risk.withheld")}
	}
	return nil
}

// quantile is a quantile, with the interval that so many draws leave on hover.
func quantile(ask page.Ask, q risk.Quantile, show func(float64) string) page.Cell {
	cell := page.Num(show(q.Value))
	cell.Title = ask.L.T("risk.interval", show(q.Low), show(q.High))
	return cell
}

// promises says how likely the planned people keep each promise.
func promises(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if err != nil || p == nil {
		return page.Content{Empty: why}, err
	}
	s, err := planner.Risk(ctx, ask, p)
	if err != nil {
		return page.Content{}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("risk.keepsub", l.Count(planner.Draws), l.Count(s.Plan.Heads[0]), l.Count(s.Plan.Heads[1]), l.Percent(s.All.Value()), interval(ask, s.All))}
	for _, n := range s.Unmodelled() {
		c.Notes = append(c.Notes, planner.Say(ask, n))
	}
	c.Table.Head = []page.Cell{page.Text(l.T("dim.tier")), page.Text(l.T("staffing.column.promise")), page.Num(l.T("staffing.column.promised")), page.Num("P10"), page.Num("P50"), page.Num("P90"),
		page.Num(l.T("risk.column.kept")), page.Num(l.T("risk.column.interval")), {Text: l.T("risk.column.bar"), Roomy: true}}
	for _, k := range s.Kept {
		name := page.Text(ask.TierName(&k.Tier))
		name.Tier = page.TierClass(&k.Tier)
		work := l.T("staffing.deferred")
		if k.Live {
			work = l.T("staffing.live")
		}
		share := k.Years.Value()
		low, high := k.Years.Interval(rate.Level)
		c.Table.Rows = append(c.Table.Rows, []page.Cell{name, page.Text(work), page.Num(l.Percent(k.Promised)), quantile(ask, k.Share.P10, l.Percent), quantile(ask, k.Share.P50, l.Percent),
			quantile(ask, k.Share.P90, l.Percent), page.Num(l.Percent(share)), page.Num(interval(ask, k.Years)), page.ShareBar(&share, &low, &high, 1, "")})
	}
	return c, nil
}

func interval(ask page.Ask, s rate.Share) string {
	low, high := s.Interval(rate.Level)
	return ask.L.Interval("share", &low, &high)
}

// moves shows how far each thing by itself moves the plan's cost.
func moves(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, drawn, why, err := followed(ctx, ask)
	if err != nil || h == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	currency, planned := h.Currency(), drawn.Planned.Cost
	rows := chart.Rows{}
	low := chart.Bars{Name: "P10", Colour: chart.AccentColour}
	high := chart.Bars{Name: "P90", Colour: chart.WarnColour}
	c := page.Content{Sub: l.T("risk.movesub", planner.Money(ask, planned, currency)), Notes: withheld(ask, h.Plan.Input)}
	c.Table.Head = []page.Cell{page.Text(l.T("risk.column.input")), page.Text(l.T("risk.column.origin")), page.Num(low.Name), page.Num(high.Name), page.Num(l.T("risk.column.lack"))}
	for _, m := range drawn.Moves {
		name := called(ask, m)
		less, more := m.Cost.P10.Value-planned, m.Cost.P90.Value-planned
		texts := []string{signed(ask, less, currency), signed(ask, more, currency)}
		rows.Names = append(rows.Names, name)
		low.Values, high.Values = append(low.Values, &less), append(high.Values, &more)
		low.Tips, high.Tips = append(low.Tips, name+"\n"+low.Name+": "+texts[0]), append(high.Tips, name+"\n"+high.Name+": "+texts[1])
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), page.Text(planner.Say(ask, m.Origin.Kind.Text())), page.Num(texts[0]), page.Num(texts[1]), page.Num(span(ask, m.FTE))})
	}
	fig, err := chart.Horizontal("headcount-moves", rows, page.Sign(currency), true, low, high)
	c.Figure = &fig
	return c, err
}

// called names what moves a plan in few words, with its tier if it has one.
func called(ask page.Ask, m risk.Move) string {
	l, tier := ask.L, 1
	switch m.Key {
	case "growth":
		return l.T("swing.volume")
	case "leavers":
		return l.T("risk.leavers")
	case "tier2.cost_per_hour":
		tier = 2
	}
	return l.T("risk.price", ask.TierName(&tier))
}

func signed(ask page.Ask, v float64, currency string) string {
	if v > 0 {
		return "+" + planner.Money(ask, v, currency)
	}
	return planner.Money(ask, v, currency)
}
