package staffing

import (
	"context"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/plan"
	"tiermix/model/simulate"
)

// simulation holds each promise against a simulation of the best mix.
func simulation(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	check, err := planner.Simulated(ctx, ask, p)
	if err != nil {
		return page.Content{}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("staffing.simulated", l.Count(check.Weeks), l.Count(int(check.Seed)))}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.tier")), page.Text(l.T("staffing.column.promise")), page.Num(l.T("staffing.column.promised")), page.Num(l.T("staffing.column.formula")),
		page.Num(l.T("staffing.column.simulation")), page.Text(l.T("staffing.column.verdict")),
	}
	for _, k := range check.Promises {
		c.Table.Rows = append(c.Table.Rows, kept(ask, k))
	}
	for i, t := range check.Tiers {
		if t.Backlog.Grew {
			number := i + 1
			c.Notes = append(c.Notes, l.T("staffing.grew", ask.TierName(&number)))
		}
	}
	return c, nil
}

func kept(ask page.Ask, k plan.Kept) []page.Cell {
	l := ask.L
	name := page.Text(ask.TierName(&k.Tier))
	name.Tier = page.TierClass(&k.Tier)
	what := l.T("staffing.live")
	if !k.Live {
		what = l.T("staffing.deferred")
	}
	return []page.Cell{name, page.Text(what), page.Num(l.Percent(k.Promised)), page.Num(l.Percent(k.Formula)), page.Num(interval(ask, k.Simulated)), page.Text(l.T("staffing." + verdict(k)))}
}

func interval(ask page.Ask, e simulate.Estimate) string {
	if !e.Defined {
		return "–"
	}
	return ask.L.Interval("share", &e.Low, &e.High)
}

// verdict is the key of what the simulation says.
func verdict(k plan.Kept) string {
	switch v := k.Verdict(); {
	case v == plan.Untold:
		return "untold"
	case v == plan.Broken:
		return "breaks"
	case v == plan.Open:
		return "open"
	case k.Live && !k.Agrees():
		return "differs"
	}
	return "holds"
}
