package tier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/model/clock"
	"tiermix/model/roster"
)

// Rules are what turns the facts into stints and paths: typed by the desk, or a default.
type Rules struct {
	Calendar   clock.Calendar
	Roster     roster.Roster
	Categories []CategoryLine
}

// ReadRules reads the desk's rules.
func ReadRules(ctx context.Context, q store.Querier) (r Rules, err error) {
	if r.Calendar, _, err = Calendar(ctx, q); err != nil {
		return r, err
	}
	if r.Roster, err = Roster(ctx, q); err != nil {
		return r, err
	}
	r.Categories, err = collect(ctx, q, "read categories", "select category, first_level from desk.category order by 1", nil,
		func(rows *sql.Rows) (c CategoryLine, err error) { return c, rows.Scan(&c.Name, &c.FirstLevel) })
	return r, err
}

// prepare lays the rules out as the temp tables and variables that the SQL reads.
func (r Rules) prepare(ctx context.Context, q store.Querier) error {
	if err := prepareClock(ctx, q, r.Calendar); err != nil {
		return err
	}
	if err := place(ctx, q, r.Roster); err != nil {
		return err
	}
	if err := exec(ctx, q, "create or replace temp table category as from desk.category limit 0", macroSQL); err != nil {
		return err
	}
	for _, c := range r.Categories {
		if _, err := q.ExecContext(ctx, "insert into category values (?, ?)", c.Name, c.FirstLevel); err != nil {
			return fmt.Errorf("mark category %s: %w", c.Name, err)
		}
	}
	return nil
}

// restate works the whole desk out again under changed rules. write puts the change itself into the desk, in the
// transaction that keeps what follows from it.
func restate(ctx context.Context, s *store.Store, change func(*Rules) error, write func(store.Querier) error) error {
	d, err := s.Draft(ctx)
	if err != nil {
		return err
	}
	return errors.Join(restateOn(ctx, d, change, write), d.Close())
}

func restateOn(ctx context.Context, d *store.Draft, change func(*Rules) error, write func(store.Querier) error) error {
	if err := reviseOn(ctx, d, change); err != nil {
		return err
	}
	return d.Keep(ctx, func(q store.Querier) error {
		if err := write(q); err != nil {
			return err
		}
		if err := Keep(ctx, q); err != nil {
			return err
		}
		return store.Changed(ctx, q)
	})
}

// reviseOn works every ticket out in a draft under changed rules.
func reviseOn(ctx context.Context, d *store.Draft, change func(*Rules) error) error {
	q := d.Conn()
	rules, err := ReadRules(ctx, q)
	if err != nil {
		return err
	}
	if err := change(&rules); err != nil {
		return err
	}
	events, err := number(ctx, q, "select count(*) from desk.event")
	if err != nil {
		return err
	}
	if err := d.Begin(ctx, events); err != nil {
		return err
	}
	if err := store.TouchAll(ctx, q); err != nil {
		return err
	}
	return Derive(ctx, q, rules)
}
