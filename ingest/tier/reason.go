package tier

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"tiermix/ingest/store"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// reasonQuery finds the reason of each handover in the move that made it. Several moves of a ticket to one team at one instant share the
// first reason that is given.
const reasonQuery = `
with handed as (%s),
up as (select ticket_id, entered_at, team from handed where tier > from_tier),
said as (
	select ticket_id, moved_at, to_team, arg_min(nullif(trim(reason), ''), seq) as reason
	from tier.move
	where ticket_id in (select ticket_id from up)
	group by all
)
select coalesce(s.reason, ''), count(u.ticket_id), count(distinct u.ticket_id), any_value(lost)
from (select count(*) filter (tier is null or from_tier is null) as lost from handed)
left join up u on true
left join said s on s.ticket_id = u.ticket_id and s.moved_at = u.entered_at and s.to_team = u.team
group by 1 order by 2 desc, 1`

// Reasons counts the escalations of a scope, on the day of the move, by the reason that the records give. An escalation to a manager
// changes no team: it is kept as a note and not counted.
func Reasons(ctx context.Context, q store.Querier, scope kpi.Scope) (flow.Reasons, error) {
	moves, err := store.Rows(ctx, q, "handover_wait", scope)
	if err != nil {
		return flow.Reasons{}, err
	}
	var r flow.Reasons
	r.All, err = collect(ctx, q, "reasons of escalations", fmt.Sprintf(reasonQuery, moves.SQL), moves.Args, func(rows *sql.Rows) (one flow.Reason, err error) {
		return one, rows.Scan(&one.Reason, &one.Moves, &one.Tickets, &r.LeftOut)
	})
	r.All = slices.DeleteFunc(r.All, func(one flow.Reason) bool { return one.Moves == 0 }) // a scope without any is told in one row
	return r, err
}
