package tier

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/flow"
)

// Status says what the desk holds.
func Status(ctx context.Context, q store.Querier) (flow.Status, error) {
	var s flow.Status
	last, zone, err := store.Span(ctx, q)
	if err != nil {
		return s, err
	}
	s.Last, s.Zone = last.In(zone), zone.String()
	var first sql.NullTime
	if err := q.QueryRowContext(ctx, "select count(*), min(created_local) from tier.path").Scan(&s.Tickets, &first); err != nil {
		return s, fmt.Errorf("status of the desk: %w", err)
	}
	if first.Valid {
		s.First = time.Date(first.Time.Year(), first.Time.Month(), first.Time.Day(), 0, 0, 0, 0, time.UTC)
	}
	if s.Version, err = store.Setting(ctx, q, store.SettingVersion); err != nil {
		return s, err
	}
	if s.Name, err = store.Setting(ctx, q, store.SettingName); err != nil {
		return s, err
	}
	s.Tiers, err = Ladder(ctx, q)
	if err != nil {
		return s, err
	}
	unplaced, err := Unplaced(ctx, q)
	s.Unplaced = len(unplaced)
	return s, err
}

// Ladder reads the tiers of the desk, lowest first.
func Ladder(ctx context.Context, q store.Querier) ([]flow.Tier, error) {
	return collect(ctx, q, "read ladder", "select tier, name_en, name_de from tier.ladder order by tier", nil,
		func(rows *sql.Rows) (t flow.Tier, err error) { return t, rows.Scan(&t.Tier, &t.NameEN, &t.NameDE) })
}

// TeamCount is a team with the number of tickets it ever held.
type TeamCount struct {
	Team    string `json:"team"`
	Tier    *int   `json:"tier"`
	Tickets int    `json:"tickets"`
}

// Unplaced are the teams that held tickets while the roster gave them no tier, the busiest first.
func Unplaced(ctx context.Context, q store.Querier) ([]TeamCount, error) {
	return teamCounts(ctx, q, "where team is not null and tier is null")
}

// TeamTiers are all teams with their tier and ticket counts; a team that changed its tier stands once for each.
func TeamTiers(ctx context.Context, q store.Querier) ([]TeamCount, error) {
	return teamCounts(ctx, q, "where team is not null")
}

func teamCounts(ctx context.Context, q store.Querier, where string) ([]TeamCount, error) {
	return collect(ctx, q, "count teams", "select team, tier, count(distinct ticket_id) from tier.stint "+where+" group by all order by 2 nulls first, 3 desc, 1", nil,
		func(rows *sql.Rows) (c TeamCount, err error) { return c, rows.Scan(&c.Team, &c.Tier, &c.Tickets) })
}
