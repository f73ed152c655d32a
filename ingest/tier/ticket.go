package tier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/stint"
)

// Track is one ticket with its path through the desk. Times are the desk's wall clock.
type Track struct {
	TicketID  string       `json:"ticket"`
	Zone      string       `json:"timezone"`
	CreatedAt time.Time    `json:"created_at"`
	Channel   string       `json:"channel"`
	Category  string       `json:"category"`
	Excluded  string       `json:"excluded,omitempty"`
	Stints    []TrackStint `json:"stints"`
}

// TrackStint is a stint with its business time, in seconds.
type TrackStint struct {
	stint.Stint
	Business *int64
}

// ErrNoTicket says that the desk does not know a ticket.
var ErrNoTicket = errors.New("the desk has no such ticket")

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
	return t, err
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
