package store

import (
	"context"
	"fmt"
	"strings"

	"tiermix/model/schedule"
)

// separator parts texts that become one list; no checked text holds it.
const separator = "\x1f"

// Schedules are the reports that go out by mail, by name.
func Schedules(ctx context.Context, q Querier) (all []schedule.Schedule, err error) {
	rows, err := q.QueryContext(ctx, `select name, cron, zone, array_to_string(recipients, chr(31)), array_to_string(formats, chr(31)), lang, period, compare,
		array_to_string(filters, chr(31)), owner, saved_at from desk.schedule order by lower(name)`)
	if err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s schedule.Schedule
		var to, formats, where string
		if err := rows.Scan(&s.Name, &s.Cron, &s.Zone, &to, &formats, &s.Lang, &s.Period, &s.Compare, &where, &s.Owner, &s.Saved); err != nil {
			return nil, fmt.Errorf("read schedules: %w", err)
		}
		s.To, s.Formats, s.Where = parted(to), parted(formats), parted(where)
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read schedules: %w", err)
	}
	return all, nil
}

func parted(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, separator)
}

// SaveSchedule keeps a schedule that has passed its checks. One of the same name is not replaced.
//
// Errors: schedule.ErrTaken; schedule.ErrFull.
func SaveSchedule(ctx context.Context, q Querier, s schedule.Schedule) error {
	same, err := count(ctx, q, "select count(*) from desk.schedule where lower(name) = lower(?)", s.Name)
	if err != nil {
		return err
	}
	all, err := count(ctx, q, "select count(*) from desk.schedule")
	switch {
	case err != nil:
		return err
	case same > 0:
		return schedule.ErrTaken
	case all >= schedule.Most:
		return schedule.ErrFull
	}
	list := func(all []string) string { return strings.Join(all, separator) }
	_, err = q.ExecContext(ctx, `insert into desk.schedule values (?, ?, ?, string_split(?, chr(31)), string_split(?, chr(31)), ?, ?, ?,
		list_filter(string_split(?, chr(31)), lambda x: x <> ''), ?, ?)`,
		s.Name, s.Cron, s.Zone, list(s.To), list(s.Formats), s.Lang, s.Period, s.Compare, list(s.Where), s.Owner, s.Saved.UTC())
	if err != nil {
		return fmt.Errorf("save a schedule: %w", err)
	}
	return nil
}

// DropSchedule forgets a schedule; what it has sent stays on record. Errors: schedule.ErrNone.
func DropSchedule(ctx context.Context, q Querier, name string) error {
	n, err := count(ctx, q, "select count(*) from desk.schedule where name = ?", name)
	switch {
	case err != nil:
		return err
	case n == 0:
		return schedule.ErrNone
	}
	if _, err := q.ExecContext(ctx, "delete from desk.schedule where name = ?", name); err != nil {
		return fmt.Errorf("forget a schedule: %w", err)
	}
	return nil
}

// KeepSent puts a try to send a report on record.
func KeepSent(ctx context.Context, q Querier, s schedule.Sent) error {
	_, err := q.ExecContext(ctx, "insert into desk.sent values (?, ?, ?, ?, ?, ?, ?)", s.Name, s.Due.UTC(), s.Tried.UTC(), s.Attempt, s.OK, s.Final, s.Detail)
	if err != nil {
		return fmt.Errorf("keep what was sent: %w", err)
	}
	return nil
}

// SentReports are the newest tries, at most so many.
func SentReports(ctx context.Context, q Querier, most int) ([]schedule.Sent, error) {
	return readSent(ctx, q, "select name, due_at, tried_at, attempt, ok, final, detail from desk.sent order by tried_at desc, attempt desc limit ?", most)
}

// LastSent are the tries of each schedule for the newest time at which it was due.
func LastSent(ctx context.Context, q Querier) ([]schedule.Sent, error) {
	return readSent(ctx, q, "select name, due_at, tried_at, attempt, ok, final, detail from desk.sent qualify due_at = max(due_at) over (partition by name) order by name, attempt")
}

func readSent(ctx context.Context, q Querier, query string, args ...any) (all []schedule.Sent, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read what was sent: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s schedule.Sent
		if err := rows.Scan(&s.Name, &s.Due, &s.Tried, &s.Attempt, &s.OK, &s.Final, &s.Detail); err != nil {
			return nil, fmt.Errorf("read what was sent: %w", err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read what was sent: %w", err)
	}
	return all, nil
}
