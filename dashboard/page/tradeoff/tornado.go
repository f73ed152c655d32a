package tradeoff

import (
	"context"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/tradeoff"
)

// most is how many numbers the chart and the table show.
const most = 12

// tornado shows what matters most.
func tornado(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l, t := ask.L, p.Tornado
	if len(t.Swings) == 0 {
		return page.Content{Empty: l.T("tradeoff.noswing")}, nil
	}
	rows := chart.Rows{}
	low := chart.Bars{Name: l.T("tradeoff.low"), Colour: chart.AccentColour}
	high := chart.Bars{Name: l.T("tradeoff.high"), Colour: chart.WarnColour}
	c := page.Content{Sub: l.T("tradeoff.swing", planner.Money(ask, t.FractionalPerYear, p.Input.Currency))}
	c.Table.Head = []page.Cell{page.Text(l.T("tradeoff.column.input")), page.Num(l.T("tradeoff.low")), page.Num(l.T("tradeoff.high"))}
	for _, s := range t.Swings[:min(most, len(t.Swings))] {
		name := swingName(ask, s)
		less, more := s.LowFraction-t.FractionalPerYear, s.HighFraction-t.FractionalPerYear
		texts := []string{signed(ask, less, p.Input.Currency), signed(ask, more, p.Input.Currency)}
		rows.Names = append(rows.Names, name)
		low.Values, high.Values = append(low.Values, &less), append(high.Values, &more)
		low.Tips, high.Tips = append(low.Tips, name+"\n"+low.Name+": "+texts[0]), append(high.Tips, name+"\n"+high.Name+": "+texts[1])
		c.Table.Rows = append(c.Table.Rows, []page.Cell{page.Text(name), page.Num(texts[0]), page.Num(texts[1])})
	}
	fig, err := chart.Horizontal("tradeoff-tornado", rows, page.Sign(p.Input.Currency), true, low, high)
	c.Figure = &fig
	return c, err
}

func swingName(ask page.Ask, s tradeoff.Swing) string {
	name := ask.L.T("swing." + strings.ReplaceAll(string(s.Field), " ", "-"))
	if s.Category == "" {
		return name
	}
	return name + ", " + planner.Category(ask, s.Category)
}

func signed(ask page.Ask, v float64, currency string) string {
	if v > 0 {
		return "+" + planner.Money(ask, v, currency)
	}
	return planner.Money(ask, v, currency)
}
