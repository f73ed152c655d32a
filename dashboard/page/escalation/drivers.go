package escalation

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/model/origin"
	"tiermix/model/rate"
)

// telling is how many values the chart shows.
const telling = 20

// value is a level with the factor it belongs to.
type value struct {
	factor string
	driver.Level
}

// drivers draws what goes with escalation: the odds ratios that are least likely to be chance.
func drivers(ctx context.Context, ask page.Ask) (page.Content, error) {
	table, err := ask.Source.Drivers(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("count what goes with escalation: %w", err)
	}
	result, err := driver.Explain(table)
	var fault origin.Fault
	if errors.As(err, &fault) {
		return page.Content{Empty: said(ask, fault.Said)}, nil
	}
	if err != nil {
		return page.Content{}, err
	}
	shown, all := strongest(result)
	fig, err := oddsChart(ask, shown)
	if err != nil {
		return page.Content{}, err
	}
	l := ask.L
	c := page.Content{Figure: &fig, Table: oddsTable(ask, shown), Sub: l.T("drivers.sub", l.Count(result.Tickets), l.Count(result.Escalated),
		l.Percent(result.McFadden), l.Fixed(result.AUC.Value, 2), l.Fixed(result.AUC.Low, 2), l.Fixed(result.AUC.High, 2))}
	for _, n := range result.Notes {
		c.Notes = append(c.Notes, said(ask, n))
	}
	c.Notes = append(c.Notes, within(ask, result)...)
	c.Notes = slices.Insert(c.Notes, 1, factorNote(ask, result), l.T("drivers.selected", l.Count(len(shown)), l.Count(all), l.Number((1-rate.Level)*float64(all), 0)))
	return c, nil
}

func said(ask page.Ask, text origin.Text) string { return kpi.Text(text).In(kpi.Language(ask.L.Code)) }

// strongest are the values with the least p, the highest odds ratio first, and how many values there are.
func strongest(r driver.Result) (shown []value, all int) {
	for _, f := range r.Factors {
		for _, l := range f.Levels {
			shown = append(shown, value{f.Factor, l})
		}
	}
	all = len(shown)
	slices.SortStableFunc(shown, func(a, b value) int {
		return cmp.Or(cmp.Compare(a.P, b.P), cmp.Compare(math.Abs(math.Log(b.OddsRatio)), math.Abs(math.Log(a.OddsRatio))))
	})
	shown = shown[:min(telling, all)]
	slices.SortStableFunc(shown, func(a, b value) int { return cmp.Compare(b.OddsRatio, a.OddsRatio) })
	return shown, all
}

func factorNote(ask page.Ask, r driver.Result) string {
	var parts, idle []string
	for _, f := range r.Factors {
		name := factorName(ask, f.Factor)
		if f.Used {
			parts = append(parts, ask.L.T("drivers.factor", name, ask.L.Percent(f.Share)))
		} else {
			idle = append(idle, name)
		}
	}
	note := ask.L.T("drivers.factors", strings.Join(parts, ", "))
	if len(idle) > 0 {
		note += " " + ask.L.T("drivers.idle", strings.Join(idle, ", "))
	}
	return note
}

// within says which factors follow from others.
func within(ask page.Ask, r driver.Result) (notes []string) {
	for _, f := range r.Factors {
		var from []string
		for _, other := range f.Within {
			from = append(from, factorName(ask, other))
		}
		if len(from) > 0 {
			notes = append(notes, ask.L.T("drivers.within", factorName(ask, f.Factor), strings.Join(from, ", ")))
		}
	}
	return notes
}

func factorName(ask page.Ask, factor string) string { return ask.L.T("dim." + factor) }

func (v value) name(ask page.Ask) string {
	n, err := strconv.Atoi(v.Name)
	switch {
	case v.Joined > 0:
		return ask.L.T("drivers.joined", ask.L.Count(v.Joined))
	case v.factor == "weekday" && err == nil:
		return ask.L.T("weekday." + strconv.Itoa(n%7))
	case v.factor == "hour" && err == nil:
		return ask.L.T("drivers.hour", v.Name)
	}
	return ask.Name(v.factor, v.Name)
}

func oddsChart(ask page.Ask, shown []value) (chart.Figure, error) {
	l := ask.L
	var rows []chart.Odds
	for _, v := range shown {
		name := factorName(ask, v.factor) + ": " + v.name(ask)
		rows = append(rows, chart.Odds{
			Name: name, Ratio: v.OddsRatio, Low: v.Low, High: v.High,
			Tip: name + "\n" + l.T("drivers.tip", ratio(ask, &v.OddsRatio), v.bounds(ask), l.Percent(v.Share().Value()), l.Count(v.Tickets)),
		})
	}
	return chart.OddsRatios("escalation-drivers", rows, chart.OddsWords{
		More: l.T("drivers.more"), Less: l.T("drivers.less"), Same: l.T("drivers.same"), Interval: l.T("column.interval"),
	})
}

// ratio writes an odds ratio with three significant digits.
func ratio(ask page.Ask, v *float64) string {
	return ask.L.Fixed(*v, max(0, min(4, 2-int(math.Floor(math.Log10(*v))))))
}

// bounds is the interval of the odds ratio, or the one end that is known.
func (v value) bounds(ask page.Ask) string {
	switch v.Bound {
	case driver.AtMost:
		return ask.L.T("drivers.atmost", ratio(ask, v.High))
	case driver.AtLeast:
		return ask.L.T("drivers.atleast", ratio(ask, v.Low))
	case driver.Unknown:
		return ask.L.T("drivers.apart", ratio(ask, v.Low), ratio(ask, v.High))
	case driver.Both:
	}
	return ratio(ask, v.Low) + " – " + ratio(ask, v.High)
}

func oddsTable(ask page.Ask, shown []value) page.Table {
	l := ask.L
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("drivers.column.factor")), page.Text(l.T("drivers.column.value")), page.Num(l.T("column.tickets")), page.Num(l.T("column.share")),
		page.Num(l.T("drivers.column.odds")), page.Num(l.T("column.interval")), page.Num("p"),
	}}
	for _, v := range shown {
		p := l.Fixed(v.P, 4)
		if v.P < 0.0001 {
			p = "< " + l.Fixed(0.0001, 4)
		}
		t.Rows = append(t.Rows, []page.Cell{
			page.Text(factorName(ask, v.factor)), page.Text(v.name(ask)), page.Num(l.Count(v.Tickets)), page.Num(l.Percent(v.Share().Value())),
			page.Num(ratio(ask, &v.OddsRatio)), page.Num(v.bounds(ask)), page.Num(p),
		})
	}
	return t
}
