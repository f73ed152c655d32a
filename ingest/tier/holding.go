package tier

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// Holding says what every team holds at an instant; a zero instant is the last record of the desk.
func Holding(ctx context.Context, q store.Querier, at time.Time, where []kpi.Filter) ([]flow.Held, error) {
	if at.IsZero() {
		last, _, err := store.Span(ctx, q)
		if err != nil {
			return nil, err
		}
		at = last
	}
	held, err := store.Held(ctx, q, at, where)
	if err != nil {
		return nil, err
	}
	now := fmt.Sprintf("timestamp '%s'", at.UTC().Format("2006-01-02 15:04:05.999999"))
	return collect(ctx, q, "who holds what", fmt.Sprintf(`
		select
			coalesce(h.team, ''), h.tier, count(*),
			count(*) filter (h.first_touch_at is null or h.first_touch_at > %[1]s),
			count(*) filter (p.sla_due_at < %[1]s),
			median(epoch(%[1]s - p.created_at)), max(epoch(%[1]s - p.created_at)), arg_min(h.ticket_id, (p.created_at, h.ticket_id)),
			median(epoch(%[1]s - h.entered_at))
		from (%[2]s) h join tier.path p using (ticket_id)
		group by h.team, h.tier
		order by h.tier nulls last, count(*) desc, h.team`, now, held.SQL), held.Args, func(rows *sql.Rows) (h flow.Held, err error) {
		return h, rows.Scan(&h.Team, &h.Tier, &h.Tickets, &h.Untouched, &h.OverTarget, &h.MedianAge, &h.OldestAge, &h.OldestID, &h.MedianHeld)
	})
}
