package tier

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/plan"
)

// LastQuarter finds the calendar quarter that a replay takes when none is named: the last one that the records hold from its
// first to its last day, thin ones left out; see plan.LastQuarter. ok is false when there is none.
//
// Errors: a desk without tickets; a failing database.
func LastQuarter(ctx context.Context, q store.Querier, d plan.Demand) (p kpi.Period, ok bool, err error) {
	m := measure{ctx: ctx, q: q}
	frame, err := m.frame()
	if err != nil {
		return p, false, err
	}
	tickets := map[time.Time]int{}
	_, err = collect(ctx, q, "count tickets by quarter",
		"select date_trunc('quarter', created_local)::date, count(*) from tier.path where placed and excluded is null group by 1", nil,
		func(rows *sql.Rows) (first time.Time, err error) {
			var n int
			err = rows.Scan(&first, &n)
			tickets[dateOf(first)] = n
			return first, err
		})
	if err != nil {
		return p, false, fmt.Errorf("find the last quarter: %w", err)
	}
	p, ok = plan.LastQuarter(frame, tickets, d)
	return p, ok, nil
}
