package main

import (
	"context"
	"database/sql"
	"time"

	"tiermix/dashboard/page"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/notebook"
	"tiermix/model/plan"
	"tiermix/model/roster"
	"tiermix/model/schedule"
)

// What readers of the dashboard keep in the desk: scenarios, the roster, the notebook.

// Scenarios implements the dashboard's source.
func (s *source) Scenarios(ctx context.Context) ([]plan.Scenario, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]plan.Scenario, error) { return store.Scenarios(ctx, db) })
}

// SaveScenario implements the dashboard's source.
func (s *source) SaveScenario(ctx context.Context, x plan.Scenario, replace bool) error {
	return s.write(ctx, func(q store.Querier) error { return store.SaveScenario(ctx, q, x, replace) })
}

// DropScenario implements the dashboard's source.
func (s *source) DropScenario(ctx context.Context, name string) error {
	return s.write(ctx, func(q store.Querier) error { return store.DropScenario(ctx, q, name) })
}

// Roster implements the dashboard's source.
func (s *source) Roster(ctx context.Context) (roster.Sheet, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (roster.Sheet, error) { return tier.ReadSheet(ctx, db) })
}

// CheckRoster implements the dashboard's source. Its days are checked as days, whatever the desk's time zone.
func (s *source) CheckRoster(sheet roster.Sheet) error {
	_, err := tier.FileOf(sheet).Roster(time.UTC)
	return err
}

// TryRoster implements the dashboard's source.
func (s *source) TryRoster(ctx context.Context, sheet roster.Sheet) (e roster.Effect, err error) {
	err = s.changing(ctx, func(opened *store.Store) error {
		e, err = tier.TryRoster(ctx, opened, tier.FileOf(sheet))
		return err
	})
	return e, err
}

// SaveRoster implements the dashboard's source.
func (s *source) SaveRoster(ctx context.Context, sheet roster.Sheet, begun string) error {
	return s.changing(ctx, func(opened *store.Store) error { return tier.SaveSheet(ctx, opened, sheet, begun) })
}

// Notebook implements the dashboard's source.
func (s *source) Notebook(ctx context.Context) (notebook.Book, error) {
	return asking(ctx, s, func(context.Context, *sql.DB) (notebook.Book, error) { return s.book, nil })
}

// KeepEntry implements the dashboard's source.
func (s *source) KeepEntry(ctx context.Context, e notebook.Entry) error {
	return s.write(ctx, func(q store.Querier) error { return store.KeepEntry(ctx, q, e) })
}

// DropEntry implements the dashboard's source.
func (s *source) DropEntry(ctx context.Context, kind notebook.Kind, key string) error {
	return s.write(ctx, func(q store.Querier) error { return store.DropEntry(ctx, q, kind, key) })
}

// Schedules implements the dashboard's source.
func (s *source) Schedules(ctx context.Context) ([]schedule.Schedule, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]schedule.Schedule, error) { return store.Schedules(ctx, db) })
}

// SaveSchedule implements the dashboard's source.
func (s *source) SaveSchedule(ctx context.Context, x schedule.Schedule) error {
	return s.write(ctx, func(q store.Querier) error { return store.SaveSchedule(ctx, q, x) })
}

// DropSchedule implements the dashboard's source.
func (s *source) DropSchedule(ctx context.Context, name string) error {
	return s.write(ctx, func(q store.Querier) error { return store.DropSchedule(ctx, q, name) })
}

// Sent implements the dashboard's source.
func (s *source) Sent(ctx context.Context, most int) ([]schedule.Sent, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]schedule.Sent, error) {
		return store.SentReports(ctx, db, most)
	})
}

// LastSent implements the dashboard's source.
func (s *source) LastSent(ctx context.Context) ([]schedule.Sent, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) ([]schedule.Sent, error) { return store.LastSent(ctx, db) })
}

// KeepSent implements the dashboard's source.
func (s *source) KeepSent(ctx context.Context, x schedule.Sent) error {
	return s.write(ctx, func(q store.Querier) error { return store.KeepSent(ctx, q, x) })
}

// Settings implements the dashboard's source.
func (s *source) Settings(ctx context.Context) ([]page.Setting, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (all []page.Setting, err error) {
		for _, p := range store.Preferences() {
			value, err := shownSetting(ctx, db, p)
			if err != nil {
				return nil, err
			}
			all = append(all, page.Setting{Name: p.Name, Value: value, Default: p.Default})
		}
		return all, nil
	})
}

// MailServer implements the dashboard's source.
func (s *source) MailServer(ctx context.Context) (schedule.Server, error) {
	return asking(ctx, s, func(ctx context.Context, db *sql.DB) (schedule.Server, error) { return store.MailServer(ctx, db) })
}
