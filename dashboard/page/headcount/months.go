package headcount

import (
	"context"
	"math"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/hiring"
	"tiermix/model/plan"
)

// stocks is a tier month by month: what is needed and what is there, who begins, rises and leaves.
func stocks(tier int, id string) func(context.Context, page.Ask) (page.Content, error) {
	return func(ctx context.Context, ask page.Ask) (page.Content, error) {
		h, why, err := planner.Headcount(ctx, ask)
		if h == nil {
			return page.Content{Empty: why}, err
		}
		l := ask.L
		c := page.Content{Sub: l.T("headcount.tickets", planner.Say(ask, h.Outlook.Source))}
		c.Table.Head = []page.Cell{page.Text(l.T("headcount.column.month"))}
		for _, key := range []string{"tickets", "need", "effective", "gap", "risk", "people", "inramp", "hired", "ordered", "promoted", "left"} {
			c.Table.Head = append(c.Table.Head, page.Num(l.T("headcount.column."+key)))
		}
		var bars []chart.Duty
		for m, of := range h.Ways.Free.Course.Months {
			c.Table.Rows = append(c.Table.Rows, row(ask, *h, m, of, tier))
			s := of.Tiers[tier]
			d := chart.Duty{Label: month(ask, *h, m), Need: s.Need, OnDuty: s.Effective}
			d.Tip = d.Label + "\n" + l.T("headcount.tip", l.Fixed(s.Need, 2), l.Fixed(s.Effective, 2), l.Fixed(s.Headcount(), 2))
			bars = append(bars, d)
		}
		fig, err := chart.Rota(id, tier+1, bars, chart.DutyWords{Need: l.T("headcount.column.need"), OnDuty: l.T("headcount.column.effective")})
		c.Figure = &fig
		return c, err
	}
}

func row(ask page.Ask, h plan.Headcount, m int, of hiring.Month, tier int) []page.Cell {
	l, s := ask.L, of.Tiers[tier]
	promoted := of.Promoted
	if tier == 0 {
		promoted = -promoted
	}
	gap := page.Num(plus(ask, s.Gap(), 2))
	if s.Short() > 0.005 {
		gap.Verdict, gap.Strong = "worse", true
	}
	return []page.Cell{
		page.Text(month(ask, h, m)), page.Num(percent(ask, h.Outlook.Months[m].Growth)), page.Num(l.Fixed(s.Need, 2)), page.Num(l.Fixed(s.Effective, 2)), gap, page.Num(l.Percent(s.Risk())),
		page.Num(l.Fixed(s.Headcount(), 2)), page.Num(l.Fixed(s.InRamp, 2)), page.Num(l.Number(s.Hired, 0)), page.Num(l.Number(s.Ordered, 0)),
		page.Num(plus(ask, promoted, 0)), page.Num(l.Fixed(s.Left, 2)),
	}
}

// plus writes a sign before a number; one that rounds to none has none.
func plus(ask page.Ask, x float64, decimals int) string {
	if math.Abs(x) < 0.5*math.Pow10(-decimals) {
		x = 0
	}
	if x > 0 {
		return "+" + ask.L.Fixed(x, decimals)
	}
	return ask.L.Fixed(x, decimals)
}

func percent(ask page.Ask, share float64) string { return plus(ask, 100*share, 1) + "\u00a0%" }

// cost is the money of each month by what it is spent on.
func cost(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return page.Content{Empty: why}, err
	}
	l, best := ask.L, h.Ways.Free
	c := page.Content{Sub: l.T("headcount.costsub", planner.Money(ask, best.Course.Total.Total(), h.Currency()), proven(ask, best))}
	c.Table.Head = []page.Cell{page.Text(l.T("headcount.column.month")), page.Num(l.T("headcount.column.total"))}
	for _, p := range best.Course.Total.Parts() {
		c.Table.Head = append(c.Table.Head, page.Num(planner.Say(ask, plan.PartName(p.Key))))
	}
	labels, series := []string{}, [3]chart.Bars{
		{Name: l.T("headcount.pay"), Colour: chart.NeutralColour}, {Name: l.T("headcount.moves"), Colour: chart.AccentColour}, {Name: l.T("headcount.missing"), Colour: chart.WarnColour},
	}
	for m, of := range best.Course.Months {
		c.Table.Rows = append(c.Table.Rows, money(ask, month(ask, *h, m), of.Cost, h.Currency()))
		labels = append(labels, month(ask, *h, m))
		pay := of.Cost.Pay[0] + of.Cost.Pay[1] + of.Cost.Rises[0] + of.Cost.Rises[1]
		missing := of.Cost.Missing[0] + of.Cost.Missing[1]
		for i, x := range []float64{pay, of.Cost.Total() - pay - missing, missing} {
			x = math.Round(x)
			series[i].Values = append(series[i].Values, &x)
			series[i].Tips = append(series[i].Tips, month(ask, *h, m)+"\n"+series[i].Name+" "+planner.Money(ask, x, h.Currency()))
		}
	}
	c.Table.Rows = append(c.Table.Rows, money(ask, l.T("headcount.column.total"), best.Course.Total, h.Currency()))
	fig, err := chart.Columns("headcount-cost", labels, page.Sign(h.Currency()), series[:]...)
	c.Figure = &fig
	c.Notes = planner.Sayings(ask, h.Notes)
	values := ask.State.Values()
	values.Set("lang", l.Code)
	c.More = FilePath + "?" + values.Encode()
	return c, err
}

func money(ask page.Ask, name string, c hiring.Cost, currency string) []page.Cell {
	cells := []page.Cell{page.Text(name), {Text: planner.Money(ask, c.Total(), currency), Number: true, Strong: true}}
	for _, p := range c.Parts() {
		cells = append(cells, page.Num(planner.Money(ask, p.Amount, currency)))
	}
	return cells
}

// inputs lists what went in beside what is on the list of the trade-off, with its origin.
func inputs(ctx context.Context, ask page.Ask) (page.Content, error) {
	h, why, err := planner.Headcount(ctx, ask)
	if h == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{}
	c.Table.Head = []page.Cell{
		page.Text(l.T("tradeoff.column.meaning")), page.Num(l.T("tradeoff.column.value")), page.Text(l.T("tradeoff.column.origin")),
		page.Text(l.T("tradeoff.column.source")), page.Text(l.T("tradeoff.column.key")),
	}
	for _, t := range h.Traces {
		figure, kind, source := planner.Figure(ask, t.Value)
		about, said := page.Text(planner.Say(ask, t.About)), page.Text(chart.Short(source, longestWord))
		about.Long, said.Long = true, true
		c.Table.Rows = append(c.Table.Rows, []page.Cell{about, page.Num(figure), page.Text(kind), said, page.Text(t.Key)})
	}
	return c, nil
}

// longestWord is how many characters of a source are shown.
const longestWord = 300
