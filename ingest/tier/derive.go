// Package tier is the tier-tracking store: ladder, roster, moves and stints, in the desk's own file.
package tier

import (
	"context"
	_ "embed"
	"fmt"

	"tiermix/ingest/store"
)

//go:embed macro.sql
var macroSQL string

//go:embed derive.sql
var deriveSQL string

//go:embed path.sql
var pathSQL string

// Derive works moves, stints and paths out again for the tickets in temp table touched.
func Derive(ctx context.Context, q store.Querier) error {
	if err := exec(ctx, q, "create or replace temp table touched as select distinct ticket_id from touched"); err != nil {
		return err
	}
	n, err := number(ctx, q, "select count(*) from touched")
	if err != nil || n == 0 {
		return err
	}
	for _, step := range []func(context.Context, store.Querier) error{prepareClock, place, forget} {
		if err := step(ctx, q); err != nil {
			return err
		}
	}
	if err := exec(ctx, q, macroSQL, deriveSQL, pathSQL); err != nil {
		return err
	}
	return prove(ctx, q, n)
}

// prove makes sure that every touched ticket has its path and every path its stints, before anything is kept.
func prove(ctx context.Context, q store.Querier, touched int64) error {
	paths, err := number(ctx, q, "select count(*) from tier.path semi join touched using (ticket_id)")
	if err != nil {
		return err
	}
	held, err := number(ctx, q, "select count(distinct ticket_id) from tier.stint semi join touched using (ticket_id)")
	if err != nil {
		return err
	}
	if paths != touched || held != touched {
		return fmt.Errorf("derive stints: of %d tickets only %d got stints and %d a path; nothing is kept", touched, held, paths)
	}
	return nil
}

// DeriveAll works everything out again, after a change of roster, calendar or settings.
func DeriveAll(ctx context.Context, q store.Querier) error {
	if err := exec(ctx, q, "create or replace temp table touched as select ticket_id from desk.ticket"); err != nil {
		return err
	}
	return Derive(ctx, q)
}

// forget removes what was derived for the touched tickets before.
func forget(ctx context.Context, q store.Querier) error {
	known, err := number(ctx, q, "select count(*) from tier.path")
	if err != nil || known == 0 {
		return err
	}
	return exec(ctx, q,
		"delete from tier.move where ticket_id in (select ticket_id from touched)",
		"delete from tier.stint where ticket_id in (select ticket_id from touched)",
		"delete from tier.path where ticket_id in (select ticket_id from touched)",
	)
}

func exec(ctx context.Context, q store.Querier, statements ...string) error {
	for _, statement := range statements {
		if _, err := q.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("derive stints: %w", err)
		}
	}
	return nil
}

func number(ctx context.Context, q store.Querier, query string, args ...any) (int64, error) {
	var n int64
	if err := q.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("derive stints: %w", err)
	}
	return n, nil
}
