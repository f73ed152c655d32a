package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tiermix/model/kpi"
)

// desk is what the figures need to know of the whole desk.
type desk struct {
	frame  kpi.Frame
	asof   time.Time // instant of the last record, UTC
	window int       // seconds after a resolution in which a reopening spoils a first contact resolution
	zone   *time.Location
}

// defaultWindow is the number of days when the desk has not set reopen_window_days.
const defaultWindow = 7

// deskQuery asks for the last instant of everything with a date: what ends no stint, such as a note after the closing,
// stands in desk.event only.
const deskQuery = `
select
  p.first_day,
  greatest(p.last_at, s.last_at, (select max(occurred_at) from desk.event)),
  p.tickets,
  (select value from desk.setting where name = 'reopen_window_days' limit 1),
  (select value from desk.setting where name = 'timezone' limit 1)
from (
  select
    min(created_local) as first_day,
    greatest(max(created_at), max(first_resolved_at), max(resolved_at), max(closed_at), max(first_response_at)) as last_at,
    count(*) as tickets
  from tier.path
) p, (
  select greatest(max(entered_at), max(left_at), max(first_touch_at)) as last_at
  from tier.stint
) s`

func readDesk(ctx context.Context, q Querier) (desk, error) {
	var first, asof sql.NullTime
	var window, zone sql.NullString
	d := desk{window: defaultWindow * 24 * 3600, zone: time.UTC}
	err := q.QueryRowContext(ctx, deskQuery).Scan(&first, &asof, &d.frame.Tickets, &window, &zone)
	if err != nil {
		return desk{}, fmt.Errorf("read the span of the data: %w", err)
	}
	if err := d.set(window, zone); err != nil {
		return desk{}, err
	}
	d.frame.First, d.asof = dayOf(first), asof.Time
	if asof.Valid {
		asof.Time = asof.Time.In(d.zone)
	}
	d.frame.Last = dayOf(asof)
	return d, nil
}

// set reads the settings that figures depend on; null leaves the default.
func (d *desk) set(window, zone sql.NullString) error {
	if window.Valid {
		days, err := strconv.ParseFloat(window.String, 64)
		if err != nil || days < 0 {
			return fmt.Errorf("setting reopen_window_days is %q: want a number of days", window.String)
		}
		d.window = int(days * 24 * 3600)
	}
	if zone.Valid && zone.String != "" {
		var err error
		if d.zone, err = time.LoadLocation(zone.String); err != nil {
			return fmt.Errorf("setting timezone is %q: want a name as Europe/Berlin: %w", zone.String, err)
		}
	}
	return nil
}

func dayOf(t sql.NullTime) time.Time {
	if !t.Valid {
		return time.Time{}
	}
	return time.Date(t.Time.Year(), t.Time.Month(), t.Time.Day(), 0, 0, 0, 0, time.UTC)
}

// bindNames gives the names that figures use their values.
func (d desk) bindNames(b *binder, query string) string {
	if strings.Contains(query, "$window") {
		query = strings.ReplaceAll(query, "$window", b.bind(d.window))
	}
	if strings.Contains(query, "$asof") {
		query = strings.ReplaceAll(query, "$asof", b.instant(d.asof))
	}
	return query
}

// midnight is the UTC instant at which a day of the desk begins, or the last record when that comes first.
func (d desk) midnight(day time.Time) time.Time {
	at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, d.zone).UTC()
	if at.After(d.asof) {
		return d.asof
	}
	return at
}

// missing finds the needs that no row of the desk meets.
func missing(ctx context.Context, q Querier, needs []kpi.Need) (map[string]bool, error) {
	if len(needs) == 0 {
		return nil, nil
	}
	tests := make([]string, len(needs))
	for i, n := range needs {
		schema := "tier"
		if n.Rows == "paid_hours" {
			schema = "desk"
		}
		tests[i] = fmt.Sprintf("exists(select 1 from %s.%s where %s)", schema, n.Rows, n.Desk)
	}
	absent := map[string]bool{}
	err := scan(ctx, q, "select "+strings.Join(tests, ", "), nil, func(values []any) error {
		for i, v := range values {
			absent[needs[i].ID] = v == false
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for what the figures need: %w", err)
	}
	return absent, nil
}
