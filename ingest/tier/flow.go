package tier

import (
	"context"
	"database/sql"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// flowQuery follows every ticket from its channel through its first tier and each higher tier it reached for the first
// time; when it ended below its highest tier it went back there; then it was solved or is open. Every ticket takes one
// way without a circle, so what flows into a stage flows out of it.
const flowQuery = `
with chosen as (
	select
		ticket_id, channel, is_open,
		case when placed then first_tier end as first_tier,
		case when placed then last_tier end as last_tier,
		case when placed then max_tier end as max_tier
	from (%s)
),
climb as ( -- only a way of two tiers or more can have a tier between
	select tier, max(tier) over (partition by ticket_id order by stint_no rows between unbounded preceding and 1 preceding) as highest
	from tier.stint
	where ticket_id in (select ticket_id from chosen where max_tier > first_tier + 1)
),
step as (
	select 'channel:' || coalesce(channel, '') as origin, 'tier:' || coalesce(first_tier::varchar, '') as target from chosen
	union all
	select 'tier:' || first_tier, 'tier:' || max_tier from chosen where max_tier = first_tier + 1
	union all
	select 'tier:' || highest, 'tier:' || tier from climb where tier > highest
	union all
	select 'tier:' || max_tier, 'back:' || last_tier from chosen where last_tier < max_tier
	union all
	select
		case when last_tier < max_tier then 'back:' else 'tier:' end || coalesce(last_tier::varchar, ''),
		case when is_open then 'open:' else 'solved:' end || coalesce(last_tier::varchar, '')
	from chosen
)
select origin, target, count(*) from step group by all order by 1, 2`

// Flow says how the tickets created in a scope travelled.
func Flow(ctx context.Context, q store.Querier, scope kpi.Scope) ([]flow.Link, error) {
	tickets, err := store.Rows(ctx, q, "tickets_created", scope)
	if err != nil {
		return nil, err
	}
	return collect(ctx, q, "flow of tickets", fmt.Sprintf(flowQuery, tickets.SQL), tickets.Args, func(rows *sql.Rows) (l flow.Link, err error) {
		return l, rows.Scan(&l.From, &l.To, &l.Tickets)
	})
}

const exchangeQuery = `
select from_team, team, from_tier, tier, count(*), count(*) filter (went_back)
from (%s) group by all order by 5 desc, 1, 2, 3, 4`

// Exchanges counts the moves of a scope between every ordered pair of teams, the most frequent first.
func Exchanges(ctx context.Context, q store.Querier, scope kpi.Scope) ([]flow.Exchange, error) {
	moves, err := store.Rows(ctx, q, "handover_wait", scope)
	if err != nil {
		return nil, err
	}
	return collect(ctx, q, "moves between teams", fmt.Sprintf(exchangeQuery, moves.SQL), moves.Args, func(rows *sql.Rows) (e flow.Exchange, err error) {
		return e, rows.Scan(&e.FromTeam, &e.ToTeam, &e.FromTier, &e.ToTier, &e.Moves, &e.PingPong)
	})
}

// collect reads every row of a query.
func collect[T any](ctx context.Context, q store.Querier, what, query string, args []any, read func(*sql.Rows) (T, error)) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := read(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return all, nil
}
