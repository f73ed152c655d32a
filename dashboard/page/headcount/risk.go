package headcount

import (
	"context"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/rate"
	"tiermix/model/risk"
)

// drawn are the years around the plan; nil where there is no plan, and why.
func drawn(ctx context.Context, ask page.Ask) (*risk.Summary, string, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return nil, why, err
	}
	s, err := planner.Risk(ctx, ask, p)
	return &s, "", err
}

// wrong says what could go wrong: how cost, people and service spread over the years that may come.
func wrong(ctx context.Context, ask page.Ask) (page.Content, error) {
	s, why, err := drawn(ctx, ask)
	if err != nil || s == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("risk.sub", l.Count(planner.Draws)), Notes: []string{l.T("risk.planned", l.Count(s.Plan.Heads[0]), l.Count(s.Plan.Heads[1]))}}
	c.Table.Head = []page.Cell{page.Text(l.T("risk.column.figure")), page.Num(l.T("risk.column.planned")), page.Num("P10"), page.Num("P50"), page.Num("P90")}
	money := func(v float64) string { return planner.Money(ask, v, s.Currency) }
	people := func(v float64) string { return l.Fixed(v, 1) }
	row := func(name string, planned float64, x risk.Spread, show func(float64) string) {
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), page.Num(show(planned)), quantile(ask, x.P10, show), quantile(ask, x.P50, show), quantile(ask, x.P90, show)})
	}
	row(l.T("risk.needed"), s.Plan.Needed, s.Needed, money)
	row(l.T("risk.paid"), s.Plan.Paid, s.Paid, money)
	for i, x := range s.FTE {
		tier := i + 1
		row(l.T("risk.people", ask.TierName(&tier)), s.Plan.FTE[i], x, people)
	}
	row(l.T("risk.service"), s.Plan.Service, s.Service, l.Percent)
	for _, n := range s.Unmodelled() {
		c.Notes = append(c.Notes, planner.Say(ask, n))
	}
	return c, nil
}

// quantile is a quantile, with the interval that so many draws leave on hover.
func quantile(ask page.Ask, q risk.Quantile, show func(float64) string) page.Cell {
	cell := page.Num(show(q.Value))
	cell.Title = ask.L.T("risk.interval", show(q.Low), show(q.High))
	return cell
}

// promises says how likely the planned people keep each promise.
func promises(ctx context.Context, ask page.Ask) (page.Content, error) {
	s, why, err := drawn(ctx, ask)
	if err != nil || s == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("risk.keepsub", l.Percent(s.All.Value()), interval(ask, s.All))}
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

// mostMoved is how many inputs the chart and the table show.
const mostMoved = 12

// moves shows what each input moves by itself.
func moves(ctx context.Context, ask page.Ask) (page.Content, error) {
	s, why, err := drawn(ctx, ask)
	if err != nil || s == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	if len(s.Tornado) == 0 {
		return page.Content{Empty: l.T("risk.nothing")}, nil
	}
	rows := chart.Rows{}
	low := chart.Bars{Name: l.T("risk.low"), Colour: chart.AccentColour}
	high := chart.Bars{Name: l.T("risk.high"), Colour: chart.WarnColour}
	c := page.Content{Sub: l.T("risk.movesub", planner.Money(ask, s.Median, s.Currency))}
	c.Table.Head = []page.Cell{page.Text(l.T("risk.column.input")), page.Text(l.T("risk.column.origin")), page.Num(low.Name), page.Num(high.Name), page.Num(l.T("risk.column.service"))}
	for _, w := range s.Tornado[:min(mostMoved, len(s.Tornado))] {
		name := called(ask, w.Input)
		less, more := w.Needed[0]-s.Median, w.Needed[1]-s.Median
		texts := []string{signed(ask, less, s.Currency), signed(ask, more, s.Currency)}
		rows.Names = append(rows.Names, name)
		low.Values, high.Values = append(low.Values, &less), append(high.Values, &more)
		low.Tips, high.Tips = append(low.Tips, name+"\n"+low.Name+": "+texts[0]), append(high.Tips, name+"\n"+high.Name+": "+texts[1])
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), page.Text(planner.Say(ask, w.Input.Spread.Kind.Text())), page.Num(texts[0]), page.Num(texts[1]),
			page.Num(l.T("risk.service2", l.Percent(w.Service[0]), l.Percent(w.Service[1])))})
	}
	fig, err := chart.Horizontal("headcount-moves", rows, planner.Sign(s.Currency), true, low, high)
	c.Figure = &fig
	return c, err
}

// shortNames are the words for an input by the last part of its key, the same as on the page Trade-off.
var shortNames = map[string]string{
	"growth": "swing.volume", "solve": "swing.solve-share", "solved_minutes": "swing.time-of-a-solved-ticket", "passed_minutes": "swing.time-of-a-failed-try",
	"second_minutes": "swing.time-at-2nd-level", "minutes": "swing.time-at-2nd-level",
}

// called names an input in few words, with its tier or category if it has one.
func called(ask page.Ask, in risk.Input) string {
	l := ask.L
	name, last := planner.Say(ask, in.About), in.Key[strings.LastIndex(in.Key, ".")+1:]
	tier := 1
	if strings.HasPrefix(in.Key, "tier2.") {
		tier = 2
	}
	switch key := shortNames[last]; {
	case key != "":
		name = l.T(key)
	case last == "cost_per_hour":
		name = l.T("risk.price", ask.TierName(&tier))
	case last == "attrition":
		name = l.T("risk.leavers", ask.TierName(&tier))
	}
	if in.Category == "" {
		return name
	}
	return planner.Category(ask, in.Category) + ", " + name
}

func signed(ask page.Ask, v float64, currency string) string {
	if v > 0 {
		return "+" + planner.Money(ask, v, currency)
	}
	return planner.Money(ask, v, currency)
}
