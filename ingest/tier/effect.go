package tier

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/roster"
)

//go:embed effect.sql
var effectSQL string

// TryRoster works the desk out under another roster, says what that does to its tickets, and keeps nothing.
//
// Errors: every fault of the file.
func TryRoster(ctx context.Context, s *store.Store, f RosterFile) (e roster.Effect, err error) {
	d, err := s.Draft(ctx)
	if err != nil {
		return e, err
	}
	if err = reviseOn(ctx, d, f.Change); err == nil {
		e, err = effectOn(ctx, d.Conn())
	}
	return e, errors.Join(err, d.Close())
}

// effectOn compares the desk with a draft that was worked out anew.
func effectOn(ctx context.Context, q store.Querier) (e roster.Effect, err error) {
	if err := exec(ctx, q, effectSQL); err != nil {
		return e, err
	}
	e.Ways, err = collect(ctx, q, "compare rosters", "select was, becomes, tickets from effect where was <> becomes order by tickets desc, was, becomes", nil,
		func(rows *sql.Rows) (w roster.Way, err error) { return w, rows.Scan(&w.From, &w.To, &w.Tickets) })
	if err != nil {
		return e, err
	}
	for _, w := range e.Ways {
		e.Changed += w.Tickets
	}
	if e.Before, err = sharesOf(ctx, q, "tier.path"); err != nil {
		return e, err
	}
	if e.After, err = sharesOf(ctx, q, "work.path"); err != nil {
		return e, err
	}
	if err := q.QueryRowContext(ctx, "select coalesce(sum(tickets), 0)::bigint from effect").Scan(&e.Tickets); err != nil {
		return e, fmt.Errorf("compare rosters: %w", err)
	}
	e.Teams, err = shifts(ctx, q)
	return e, err
}

func sharesOf(ctx context.Context, q store.Querier, table string) (s roster.Shares, err error) {
	err = q.QueryRowContext(ctx, `select coalesce(count_if(max_tier = 1 and returns = 0), 0), count(*), coalesce(count_if(held_by_1 and escalations > 0), 0), coalesce(count_if(held_by_1), 0),
		coalesce(count_if(resolved_at is not null and max_tier = 1), 0), coalesce(count_if(resolved_at is not null), 0) from `+table+" where excluded is null and placed").
		Scan(&s.Contained, &s.Placed, &s.Escalated, &s.Held, &s.First, &s.Resolved)
	if err != nil {
		return s, fmt.Errorf("compare rosters: %w", err)
	}
	return s, nil
}

// shifts are the teams that are placed otherwise at any time, with their tier at the end of the data before and after.
func shifts(ctx context.Context, q store.Querier) ([]roster.TeamShift, error) {
	last, _, err := store.Span(ctx, q)
	if err != nil {
		return nil, err
	}
	return collect(ctx, q, "compare rosters", `
		with differ as (select distinct team from ((from tier.placement except from placement) union all (from placement except from tier.placement))),
			held as (select team, count(distinct ticket_id) as tickets from tier.stint where team in (from differ) group by team)
		select team, b.tier, a.tier, coalesce(held.tickets, 0) as tickets from differ left join held using (team)
			left join tier.placement b on b.team = differ.team and b.valid_from <= $1 and b.valid_to > $1
			left join placement a on a.team = differ.team and a.valid_from <= $1 and a.valid_to > $1
		order by tickets desc, team`, []any{last.In(time.UTC)},
		func(rows *sql.Rows) (t roster.TeamShift, err error) {
			return t, rows.Scan(&t.Team, &t.Was, &t.Is, &t.Tickets)
		})
}
