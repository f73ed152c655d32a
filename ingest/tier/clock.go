package tier

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/clock"
)

// DefaultTimezone is the desk's time zone until one is set.
const DefaultTimezone = "UTC"

// DefaultOpening is Monday to Friday, 08:00 to 18:00: the opening hours of a desk that has set none.
func DefaultOpening() [7][]clock.Span {
	var week [7][]clock.Span
	for day := time.Monday; day <= time.Friday; day++ {
		week[day] = []clock.Span{{Opens: 8 * time.Hour, Closes: 18 * time.Hour}}
	}
	return week
}

// prepareClock lays temp table clock out over all times of the desk and sets the variables of the macros.
func prepareClock(ctx context.Context, q store.Querier, calendar clock.Calendar) error {
	if err := layOut(ctx, q, calendar); err != nil {
		return err
	}
	step, err := clockStep(ctx, q)
	if err != nil {
		return err
	}
	return setVariables(ctx, q, calendar.Zone, step)
}

func setVariables(ctx context.Context, q store.Querier, zone *time.Location, step int64) error {
	if _, err := q.ExecContext(ctx, fmt.Sprintf("set variable desk_zone = '%s'", zone)); err != nil {
		return fmt.Errorf("set time zone %s: %w", zone, err)
	}
	if _, err := q.ExecContext(ctx, fmt.Sprintf("set variable clock_step = %d", step)); err != nil {
		return fmt.Errorf("set clock step: %w", err)
	}
	return nil
}

// layOut makes temp table clock, from before the first to well after the last time of the desk.
func layOut(ctx context.Context, q store.Querier, calendar clock.Calendar) error {
	var first, last sql.NullTime
	if err := q.QueryRowContext(ctx, `
		select
			(select min(created_at) from ticket),
			greatest(
				(select max(occurred_at) from event),
				(select max(greatest(created_at, first_response_at, resolved_at)) from ticket))`).Scan(&first, &last); err != nil {
		return fmt.Errorf("find the times of the desk: %w", err)
	}
	if err := exec(ctx, q, "create or replace temp table clock as from desk.clock limit 0"); err != nil || !first.Valid {
		return err
	}
	begin := time.Date(first.Time.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	end := time.Date(last.Time.Year()+2, 1, 1, 0, 0, 0, 0, time.UTC)
	return writeClock(ctx, q, calendar.Between(begin, end), end)
}

func writeClock(ctx context.Context, q store.Querier, ticks clock.Clock, end time.Time) error {
	ticks = append(ticks, clock.Tick{At: end, Seconds: ticks.Reading(end)})
	at, seconds, open := make([]time.Time, 0, len(ticks)), make([]int64, 0, len(ticks)), make([]bool, 0, len(ticks))
	for i, tick := range ticks {
		if i > 0 && tick.At.Equal(ticks[i-1].At) {
			continue
		}
		at, seconds, open = append(at, tick.At), append(seconds, tick.Seconds), append(open, tick.Open)
	}
	if _, err := q.ExecContext(ctx, "insert into clock select unnest(?::timestamp[]), unnest(?::bigint[]), unnest(?::boolean[])", at, seconds, open); err != nil {
		return fmt.Errorf("write business clock: %w", err)
	}
	return nil
}

// clockStep is the greatest number of seconds, at most an hour, that divides every opening and closing.
func clockStep(ctx context.Context, q store.Querier) (int64, error) {
	ticks, err := collect(ctx, q, "read business clock", "select epoch(starts_at)::bigint from clock", nil,
		func(rows *sql.Rows) (at int64, err error) { return at, rows.Scan(&at) })
	step := int64(time.Hour / time.Second)
	for _, at := range ticks {
		step = gcd(step, at)
	}
	return step, err
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
