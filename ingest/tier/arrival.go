package tier

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

//go:embed arrival.sql
var arrivalSQL string

// MostArrivals is how many tickets Arrivals reads: about 60 MB in memory, and twice that while they are replayed.
const MostArrivals = 1_000_000

// fillingDays is how much of the records before the period fills the desk: a week, as in a simulated typical week.
const fillingDays = 7

// Arrivals reads the tickets of a period for a replay, those of the week before it included, in the order in which they
// came. Tickets of one second keep the order of their names. Which tickets count, and what became of them, is as in Demand: those of
// the period agree with its categories and channels.
//
// Several statements are asked: q must be a transaction unless nothing writes meanwhile. Errors: a period that ends before it
// begins, lies beyond the records, or holds no ticket with a tier; more than MostArrivals tickets; a failing database.
func Arrivals(ctx context.Context, q store.Querier, asked kpi.Period) (plan.Recorded, error) {
	m := measure{ctx: ctx, q: q}
	r, err := m.arrivals(asked)
	if err != nil {
		return plan.Recorded{}, fmt.Errorf("read arrivals: %w", err)
	}
	return r, nil
}

func (m *measure) arrivals(asked kpi.Period) (r plan.Recorded, err error) {
	if err := m.begin(asked); err != nil {
		return r, err
	}
	frame, err := m.frame()
	if err != nil {
		return r, err
	}
	period := m.period
	if err := plan.CheckRecorded(period, frame); err != nil {
		return r, err
	}
	if err := m.countLeftOut(); err != nil {
		return r, err
	}
	filled := kpi.Period{From: period.From.AddDate(0, 0, -fillingDays), To: period.To}
	if filled.From.Before(frame.First) {
		filled.From = frame.First
	}
	r = plan.Recorded{From: m.midnight(period.From), To: m.midnight(period.To), Since: m.midnight(filled.From), LeftOut: m.LeftOut}
	if err := m.begin(filled); err != nil {
		return r, err
	}
	if err := m.checkNumber(); err != nil {
		return r, err
	}
	if err := m.collectArrivals(&r); err != nil {
		return r, err
	}
	return r, r.Check()
}

// checkNumber counts before anything is read.
func (m *measure) checkNumber() error {
	n, err := rows(m, "count arrivals", "select count(*) filter (placed) from ($tickets)",
		func(rows *sql.Rows) (n int, err error) { return n, rows.Scan(&n) })
	if err != nil {
		return err
	}
	return tooMany(n[0], m.period)
}

func tooMany(tickets int, p kpi.Period) error {
	if tickets <= MostArrivals {
		return nil
	}
	return fmt.Errorf("%d tickets came from %s to %s, at most %d can be replayed at once; choose a shorter period",
		tickets, p.From.Format(time.DateOnly), p.To.Format(time.DateOnly), MostArrivals)
}

// collectArrivals keeps each name once, however many tickets have it.
func (m *measure) collectArrivals(r *plan.Recorded) (err error) {
	categories, channels := names{}, names{}
	r.Arrivals, err = rows(m, "arrivals", followedSQL+arrivalSQL, func(rows *sql.Rows) (a plan.Arrival, err error) {
		var category, channel string
		if err := rows.Scan(&a.At, &category, &channel, &a.Direct, &a.Tried, &a.Solved, &a.Second, &a.Returned); err != nil {
			return a, err
		}
		a.Category, a.Channel = categories.index(category, &r.Categories), channels.index(channel, &r.Channels)
		return a, nil
	})
	return err
}

// names gives every name a number.
type names map[string]int32

func (n names) index(name string, all *[]string) int32 {
	i, ok := n[name]
	if !ok {
		i = int32(len(*all))
		n[name] = i
		*all = append(*all, name)
	}
	return i
}
