package staffing

import (
	"context"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/staffing"
)

// service shows what today's people and those of the best mix reach.
func service(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{Sub: l.T("staffing.reached")}
	c.Table.Head = []page.Cell{
		page.Text(l.T("staffing.column.who")), page.Text(l.T("dim.tier")), page.Num(l.T("staffing.column.served")),
		page.Num(l.T("staffing.column.done")), page.Num(l.T("staffing.column.occupancy")), page.Num(l.T("staffing.column.missing")),
	}
	today, err := planner.Reach(ctx, ask, p)
	if err != nil {
		return page.Content{}, err
	}
	if today.Known {
		for i, t := range today.Reached.Tiers {
			c.Table.Rows = append(c.Table.Rows, reach(ask, l.T("staffing.nowpeople", l.Number(today.People[i], 1)), i, t))
			if t.Cover != nil && !t.Cover.Exact() {
				number := i + 1
				c.Notes = append(c.Notes, l.T("staffing.gap", ask.TierName(&number), l.Percent(t.Cover.Gap)))
			}
		}
	} else {
		c.Notes = append(c.Notes, l.T("staffing.nopeople"))
	}
	for i, t := range p.Best.Typical.Tiers {
		c.Table.Rows = append(c.Table.Rows, reach(ask, l.T("staffing.bestpeople", l.Count(p.Best.Tiers[i].Heads)), i, t.Reach))
	}
	return c, nil
}

func reach(ask page.Ask, who string, tier int, t staffing.TierReach) []page.Cell {
	l, number := ask.L, tier+1
	live, wait := "–", "–"
	if len(t.Live) > 0 {
		live = l.Percent(t.Live[0].ServiceLevel)
	}
	if len(t.Deferred) > 0 {
		wait = l.Percent(t.Deferred[0].InTime)
	}
	name := page.Text(ask.TierName(&number))
	name.Tier = page.TierClass(&number)
	return []page.Cell{page.Text(who), name, page.Num(live), page.Num(wait), page.Num(l.Percent(t.Occupancy)), page.Num(l.Number(t.OvertimeHours, 1))}
}

// binds shows which promise makes the need, and how often.
func binds(ctx context.Context, ask page.Ask) (page.Content, error) {
	p, why, err := planner.Load(ctx, ask)
	if p == nil {
		return page.Content{Empty: why}, err
	}
	l := ask.L
	c := page.Content{}
	c.Table.Head = []page.Cell{
		page.Text(l.T("dim.tier")), page.Text(l.T("staffing.column.binds")), page.Num(l.T("staffing.column.times")),
		page.Num(l.T("staffing.column.peak")), page.Text(l.T("staffing.column.when")),
	}
	for i, t := range p.Best.Typical.Tiers {
		for _, b := range t.Binds {
			number := i + 1
			name := page.Text(ask.TierName(&number))
			name.Tier = page.TierClass(&number)
			c.Table.Rows = append(c.Table.Rows, []page.Cell{
				name, page.Text(planner.Promise(ask, b.Bind)), page.Num(l.Count(b.Intervals)), page.Num(l.Fixed(b.Peak, 2)),
				page.Text(at(ask, b.At.In(p.Input.Demand.Calendar.Zone))),
			})
		}
	}
	if len(c.Table.Rows) == 0 {
		c.Empty = l.T("staffing.nobinds")
	}
	return c, nil
}
