package tier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/flow"
)

// Track is one ticket with its path through the desk.
type Track = flow.Track

// TrackStint is a stint with its business time.
type TrackStint = flow.TrackStint

// ErrNoTicket says that the desk does not know a ticket.
var ErrNoTicket = flow.ErrNoTicket

// Ticket follows one ticket.
func Ticket(ctx context.Context, q store.Querier, id string) (Track, error) {
	_, zone, err := store.Span(ctx, q)
	if err != nil {
		return Track{}, err
	}
	t := Track{TicketID: id, Zone: zone.String()}
	err = q.QueryRowContext(ctx, `select created_at, coalesce(channel, ''), coalesce(category, ''), coalesce(excluded, '')
		from tier.path where ticket_id = ?`, id).Scan(&t.CreatedAt, &t.Channel, &t.Category, &t.Excluded)
	if errors.Is(err, sql.ErrNoRows) {
		return t, fmt.Errorf("ticket %s: %w", id, ErrNoTicket)
	}
	if err != nil {
		return t, fmt.Errorf("ticket %s: %w", id, err)
	}
	t.CreatedAt = t.CreatedAt.In(zone)
	t.Stints, err = collect(ctx, q, "ticket "+id, `select coalesce(team, ''), tier, entered_at, left_at, entered_by, coalesce(from_team, ''), from_tier,
		first_touch_at, outcome, queue_seconds, wait_seconds, work_seconds, after_seconds, business_seconds
		from tier.stint where ticket_id = ? order by stint_no`, []any{id}, func(rows *sql.Rows) (TrackStint, error) { return scanStint(rows, zone) })
	if err != nil {
		return t, err
	}
	t.Events, err = collect(ctx, q, "events of ticket "+id, `select occurred_at, kind, coalesce(team, ''), coalesce(status, ''), minutes, public, coalesce(reason, '')
		from desk.event where ticket_id = ? order by occurred_at, seq`, []any{id}, func(rows *sql.Rows) (flow.Event, error) { return scanEvent(rows, zone) })
	return t, err
}

func scanEvent(rows *sql.Rows, zone *time.Location) (flow.Event, error) {
	var e flow.Event
	err := rows.Scan(&e.At, &e.Kind, &e.Team, &e.Status, &e.Minutes, &e.Public, &e.Reason)
	e.At = e.At.In(zone)
	return e, err
}

func scanStint(rows *sql.Rows, zone *time.Location) (TrackStint, error) {
	var s TrackStint
	err := rows.Scan(&s.Team, &s.Tier, &s.EnteredAt, &s.LeftAt, &s.EnteredBy, &s.FromTeam, &s.FromTier, &s.FirstTouch, &s.Outcome,
		&s.Queue, &s.Wait, &s.Work, &s.After, &s.Business)
	s.EnteredAt = s.EnteredAt.In(zone)
	for _, at := range []*time.Time{s.LeftAt, s.FirstTouch} {
		if at != nil {
			*at = at.In(zone)
		}
	}
	return s, err
}
