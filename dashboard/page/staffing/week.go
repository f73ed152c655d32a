package staffing

import (
	"context"
	"strconv"
	"time"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/staffing"
)

// week loads the typical week of a tier, half hour by half hour, as far as the desk is open.
func week(tier int, id string) func(context.Context, page.Ask) (page.Content, error) {
	return func(ctx context.Context, ask page.Ask) (page.Content, error) {
		p, why, err := planner.Load(ctx, ask)
		if p == nil {
			return page.Content{Empty: why}, err
		}
		l, t := ask.L, p.Best.Typical.Tiers[tier]
		c := page.Content{Sub: l.T("staffing.sub", l.Number(t.PaidHours, 1), l.Number(t.FTE, 2))}
		c.Notes = remarks(ask, t)
		c.Table.Head = []page.Cell{
			page.Text(l.T("staffing.column.time")), page.Num(l.T("staffing.column.need")), page.Num(l.T("staffing.column.duty")),
			page.Num(l.T("staffing.column.busy")), page.Num(l.T("staffing.column.served")), page.Num(l.T("staffing.column.live")), page.Num(l.T("staffing.column.deferred")), page.Text(l.T("staffing.column.binds")),
		}
		var duties []chart.Duty
		for i, r := range t.Requirement {
			if !r.Open {
				continue
			}
			d := duty(ask, r, t.Cover.OnDuty[i], p.Input.Demand.Calendar.Zone)
			duties = append(duties, d)
			c.Table.Rows = append(c.Table.Rows, []page.Cell{
				page.Text(d.Label), page.Num(l.Fixed(r.People, 2)), page.Num(l.Number(d.OnDuty, 2)), page.Num(l.Fixed(t.Reach.Hours[i].Busy, 2)), page.Num(inTime(ask, t.Reach.Hours[i])), page.Num(l.Fixed(r.Live, 2)),
				page.Num(l.Fixed(r.Gaps+r.Deferred, 2)), page.Text(planner.Promise(ask, r.Binds)),
			})
		}
		fig, err := chart.Rota(id, tier+1, duties, chart.DutyWords{Need: l.T("staffing.column.need"), OnDuty: l.T("staffing.column.duty")})
		c.Figure = &fig
		return c, err
	}
}

// remarks are what to know about a tier's shifts: half hours that none covers, more persons than the hours are worth, and shifts that are
// not proven to be the cheapest.
func remarks(ask page.Ask, t staffing.TierPlan) (all []string) {
	l := ask.L
	if n := len(t.Cover.Unmet); n > 0 {
		all = append(all, l.Plural("staffing.unmet", n))
	}
	if t.AtLeastPersons > t.Headcount {
		all = append(all, l.T("staffing.persons", l.Count(t.Headcount), l.Count(t.AtLeastPersons)))
	}
	if !t.Cover.Exact() {
		all = append(all, l.T("staffing.proven", gap(ask, t.Cover.Gap)))
	}
	return all
}

// gap is a share in per cent that is never rounded to none.
func gap(ask page.Ask, share float64) string {
	return ask.L.Fixed(max(0.01, 100*share), 2) + "\u00a0%"
}

// inTime is the share of live work answered in time in one half hour; a dash where no live work comes.
func inTime(ask page.Ask, h staffing.Hour) string {
	if len(h.Live) == 0 || h.Live[0].People == 0 {
		return "–"
	}
	return ask.L.Percent(h.Live[0].ServiceLevel)
}

func duty(ask page.Ask, r staffing.Requirement, people float64, zone *time.Location) chart.Duty {
	l, start := ask.L, r.Interval.Start.In(zone)
	d := chart.Duty{Label: at(ask, start), Need: r.People, OnDuty: people}
	d.Tip = d.Label + "\n" + l.T("staffing.tip", l.Fixed(r.People, 2), l.Number(people, 2)) + "\n" + planner.Promise(ask, r.Binds)
	return d
}

func at(ask page.Ask, t time.Time) string {
	return ask.L.T("weekday."+strconv.Itoa(int(t.Weekday()))) + " " + t.Format("15:04")
}
