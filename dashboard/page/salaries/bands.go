package salaries

import (
	"context"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
	"tiermix/model/salary"
)

// bands shows the ranges of pay of both tiers, and where the pay that is planned with lies in them.
func bands(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l, places := ask.L, p.Input.Places()
	if len(places) == 0 {
		return page.Content{Empty: l.T("salaries.nobands", p.Input.Currency)}, nil
	}
	c := page.Content{Sub: l.T("salaries.bandsub")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("salaries.column.band")), page.Num(l.T("salaries.column.min")), page.Num(l.T("salaries.column.mid")), page.Num(l.T("salaries.column.max")),
		page.Num(l.T("salaries.column.pay")), page.Num(l.T("salaries.column.compa")), page.Num(l.T("salaries.column.range")), page.Text(l.T("salaries.column.origin")),
	}
	for _, b := range places {
		c.Table.Rows = append(c.Table.Rows, band(ask, b))
	}
	fig, err := bandChart(ask, places)
	c.Figure = &fig
	return c, err
}

func band(ask page.Ask, b plan.BandPlace) []page.Cell {
	l, currency := ask.L, b.Band.Currency
	money := func(v float64) page.Cell { return page.Num(planner.Money(ask, v, currency)) }
	name := page.Text(bandName(ask, b.Band))
	name.Tier = page.TierClass(&b.Band.Tier)
	_, kind, source := planner.Figure(ask, b.Band.Benchmark())
	if source != "" {
		kind += ": " + chart.Short(source, 140) + ", " + strconv.Itoa(b.Band.Year)
	}
	return []page.Cell{name, money(b.Band.Min), money(b.Band.Mid), money(b.Band.Max), money(b.Pay), page.Num(l.Fixed(b.Place.Compa, 2)),
		page.Num(l.Percent(b.Place.Penetration)), page.Text(kind)}
}

// bandName is the tier, and the grade where there are several.
func bandName(ask page.Ask, b salary.Band) string {
	tier := ask.TierName(&b.Tier)
	if b.Grade == salary.WholeTier {
		return tier
	}
	return tier + ", " + chart.Short(b.Grade, 60)
}

func bandChart(ask page.Ask, places []plan.BandPlace) (chart.Figure, error) {
	var all []chart.Range
	for _, b := range places {
		money := func(v float64) string { return planner.Money(ask, v, b.Band.Currency) }
		all = append(all, chart.Range{
			Name: bandName(ask, b.Band), Tier: b.Band.Tier, Min: b.Band.Min, Mid: b.Band.Mid, Max: b.Band.Max, Paid: b.Pay,
			Tip: bandName(ask, b.Band) + "\n" + ask.L.T("salaries.bandtip", money(b.Band.Min), money(b.Band.Mid), money(b.Band.Max), money(b.Pay), ask.L.Fixed(b.Place.Compa, 2)),
		})
	}
	l := ask.L
	return chart.Ranges("salaries-bands", page.Sign(places[0].Band.Currency), all,
		chart.RangeWords{Lower: l.T("salaries.lower"), Upper: l.T("salaries.upper"), Paid: l.T("salaries.column.pay")})
}
