package tier

import (
	"context"
	"database/sql"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/level"
)

// heldQuery counts for every team the tickets it held and those of them that entered the desk there. The team's tier is that at
// the end of the data.
const heldQuery = `
select team, count(distinct ticket_id), count(distinct ticket_id) filter (team = first_team), any_value(now.tier)
from (select ticket_id, first_team from (%s))
join (select ticket_id, team from tier.stint where team is not null) using (ticket_id)
left join (select team, tier from tier.placement where valid_from <= $%[2]d and valid_to > $%[2]d) as now using (team)
group by team order by team`

// Levels reads what support levels are inferred from: the moves of a scope, and the teams that held the tickets created in it.
func Levels(ctx context.Context, q store.Querier, scope kpi.Scope) (level.Desk, error) {
	var d level.Desk
	exchanges, err := Exchanges(ctx, q, scope)
	if err != nil {
		return d, err
	}
	for _, e := range exchanges {
		if e.FromTeam != "" && e.ToTeam != "" {
			d.Moves = append(d.Moves, level.Move{From: e.FromTeam, To: e.ToTeam, Moves: e.Moves})
		}
	}
	d.Teams, err = held(ctx, q, scope)
	return d, err
}

func held(ctx context.Context, q store.Querier, scope kpi.Scope) ([]level.Held, error) {
	last, _, err := store.Span(ctx, q)
	if err != nil {
		return nil, err
	}
	tickets, err := store.Rows(ctx, q, "tickets_created", scope)
	if err != nil {
		return nil, err
	}
	query := fmt.Sprintf(heldQuery, tickets.SQL, len(tickets.Args)+1)
	return collect(ctx, q, "count what teams held", query, append(tickets.Args, last), func(rows *sql.Rows) (h level.Held, err error) {
		return h, rows.Scan(&h.Team, &h.Tickets, &h.Entered, &h.Tier)
	})
}
