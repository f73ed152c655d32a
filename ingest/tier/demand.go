package tier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/effort"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// DemandWeeks is the length of the period that Demand looks at when none is asked for: half a year is short enough to be
// about the desk of today and long enough for handling times from paid hours.
const DemandWeeks = 26

// peopleDays is how far back from the end of the period people are counted: a quarter, so that those who left early
// and those who replaced them are not both in.
const peopleDays = 13 * 7

// Demand measures what a plan needs to know of a period of whole days.
//
// Without a period, these are the last 26 whole weeks (Monday to Sunday) that tell a demand; all whole weeks when there are
// fewer; all days when there is not one. A log that was cut out by a time window starts with tickets that were old already
// and ends in a thin tail of stragglers, so weeks with few tickets at both ends are not taken (plan.BusyWeeks). An open end of
// a period that is named is the first or last day of the data.
//
// Merged and spam tickets are in no number. Tickets count on the day they were created, those without a tier as LeftOut
// only. Of the others, by category:
//
//   - Direct: the first tier is 2 or above, as in direct_second_level;
//   - Solved: resolved now and never above tier 1, as in first_level_resolution, which takes the tickets resolved in a
//     period where this takes those created in it;
//   - Tried: Solved, or moved upwards from tier 1 at least once, resolved or not. The latter are those of
//     escalation_rate without tickets that only another tier escalated. In neither are open tickets that never left
//     tier 1, which are not decided, and those that began above, came back and ended there;
//   - Second: tier 2 or above held it. Returned: of these, given back to tier 1 or below; a move
//     from tier 3 to tier 2 stays inside what a plan takes as 2nd level.
//
// Peak is zero when the period holds no whole week; of equal weeks it is the earliest.
//
// Logged are the minutes of finished tickets: at tier 1 of those it solved or passed on, at tiers 2 and 3 of all, in the
// order of the ticket's name. Minutes belong to the tier of whoever acted: the team that the event names as acting, else
// the agent's, else the holder's. Where no minutes stand in events, the ticket's own are taken if one tier only held it.
// A ticket with minutes of which nothing tells the tier is left out, for its sums would be too low.
//
// Paid has the teams of tiers 1 to 3 in the whole weeks of the period, tier 3 as 2: tickets count once a week and
// key when the team's hold on them ended. At tier 1 only a resolution, closing included, or an escalation counts; at tiers 2 and 3
// the last hold of a ticket alone, for a time is that of a ticket.
// Vendors (tier 4) are in neither Logged nor Paid, for the desk does not pay them.
//
// People are the human agents who acted in the last 13 weeks of the period, each in the tier where they acted most
// (that of their own team, else of the team they acted for; the lower of equals); FullTime is the sum of their fte. Salaries leave out people without a
// tier. In a small group the mean, lowest and highest salary are those of single people: who shows it has to withhold them.
//
// Several statements are asked: q must be a transaction unless nothing writes meanwhile. Errors: a period that ends
// before it begins, a desk without tickets, a failing database.
func Demand(ctx context.Context, q store.Querier, asked kpi.Period) (plan.Demand, error) {
	m := measure{ctx: ctx, q: q}
	if err := m.begin(asked); err != nil {
		return plan.Demand{}, fmt.Errorf("measure demand: %w", err)
	}
	for _, step := range []func() error{m.countLeftOut, m.countChannels, m.countCategories, m.collectLogged, m.collectPaid, m.countPeople, m.describeSalaries} {
		if err := step(); err != nil {
			return plan.Demand{}, fmt.Errorf("measure demand: %w", err)
		}
	}
	return m.Demand, nil
}

// measure is one measurement on its way.
type measure struct {
	plan.Demand
	ctx     context.Context
	q       store.Querier
	period  kpi.Period
	tickets store.Selection // those created in the period, without merged and spam
}

// begin settles the period and what is not counted.
func (m *measure) begin(asked kpi.Period) (err error) {
	if m.Calendar, m.Set, err = Calendar(m.ctx, m.q); err != nil {
		return err
	}
	frame, err := m.frame()
	if err != nil {
		return err
	}
	if m.period = asked.Within(frame); asked == (kpi.Period{}) {
		if m.period, err = m.usualPeriod(frame); err != nil {
			return err
		}
	}
	if m.tickets, err = store.Rows(m.ctx, m.q, "tickets_created", kpi.Scope{Period: m.period}); err != nil {
		return err
	}
	m.From, m.To = m.midnight(m.period.From), m.midnight(m.period.To)
	m.Weeks = float64(m.period.Days()) / 7
	m.Logged, m.People = map[effort.Key][]float64{}, map[int]int{}
	return nil
}

// frame is the day of the first ticket and that of the last record.
func (m *measure) frame() (kpi.Frame, error) {
	last, zone, err := store.Span(m.ctx, m.q)
	if err != nil {
		return kpi.Frame{}, err
	}
	var first sql.NullTime
	if err := m.q.QueryRowContext(m.ctx, "select min(created_local) from tier.path").Scan(&first); err != nil {
		return kpi.Frame{}, fmt.Errorf("find the first ticket: %w", err)
	}
	if !first.Valid {
		return kpi.Frame{}, errors.New("the desk has no tickets; import some first")
	}
	return kpi.Frame{First: dateOf(first.Time), Last: dateOf(last.In(zone))}, nil
}

func dateOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// usualPeriod is the period of a desk that was asked for none.
func (m *measure) usualPeriod(f kpi.Frame) (kpi.Period, error) {
	whole, ok := wholeWeeks(f)
	if !ok {
		return kpi.Period{From: f.First, To: f.Last}, nil
	}
	tickets := make([]int, whole.Days()/7)
	counts, err := collect(m.ctx, m.q, "count tickets by week",
		"select date_diff('day', cast($1 as date), created_local::date) // 7, count(*) from tier.path where placed and excluded is null group by 1",
		[]any{whole.From.Format(time.DateOnly)}, func(rows *sql.Rows) (c [2]int, err error) { return c, rows.Scan(&c[0], &c[1]) })
	for _, c := range counts {
		if c[0] >= 0 && c[0] < len(tickets) {
			tickets[c[0]] = c[1]
		}
	}
	return lastWeeks(whole, tickets), err
}

// wholeWeeks are all weeks from Monday to Sunday; ok is false when there is none.
func wholeWeeks(f kpi.Frame) (p kpi.Period, ok bool) {
	p.From = f.First.AddDate(0, 0, (8-int(f.First.Weekday()))%7)
	p.To = f.Last.AddDate(0, 0, -int(f.Last.Weekday()))
	return p, !p.To.Before(p.From)
}

// lastWeeks cuts whole weeks down to the last ones that tell a demand, by the tickets of each.
func lastWeeks(whole kpi.Period, tickets []int) kpi.Period {
	from, to := plan.BusyWeeks(tickets, DemandWeeks)
	return kpi.Period{From: whole.From.AddDate(0, 0, 7*from), To: whole.From.AddDate(0, 0, 7*to-1)}
}

// midnight is the instant at which a day of the desk begins.
func (m *measure) midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, m.Calendar.Zone)
}

// rows asks a question of demand.sql. It may name $tickets (the rows of tier.path), $first and $next (dates: the first day,
// the day after the last), $since and $until (UTC: where people begin to count, the end of the period) and $zone.
func rows[T any](m *measure, what, query string, read func(*sql.Rows) (T, error)) ([]T, error) {
	next := m.period.To.AddDate(0, 0, 1)
	since := next.AddDate(0, 0, -peopleDays)
	if since.Before(m.period.From) {
		since = m.period.From
	}
	var args []any
	if strings.Contains(query, "$tickets") {
		query, args = strings.ReplaceAll(query, "$tickets", m.tickets.SQL), slices.Clone(m.tickets.Args)
	}
	for _, p := range []struct{ name, kind, value string }{
		{"$first", "date", m.period.From.Format(time.DateOnly)},
		{"$next", "date", next.Format(time.DateOnly)},
		{"$since", "timestamp", m.midnight(since).UTC().Format(time.DateTime)},
		{"$until", "timestamp", m.midnight(next).UTC().Format(time.DateTime)},
		{"$zone", "varchar", m.Calendar.Zone.String()},
	} {
		if strings.Contains(query, p.name) {
			args = append(args, p.value)
			query = strings.ReplaceAll(query, p.name, fmt.Sprintf("cast($%d as %s)", len(args), p.kind))
		}
	}
	return collect(m.ctx, m.q, what, query, args, read)
}
