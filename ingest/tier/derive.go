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

// partTickets is how many tickets are worked on at once: it bounds the memory that a large desk takes. Tests take fewer.
var partTickets int64 = 1_000_000

// Derive works moves, stints and paths out for the tickets in temp table touched of a draft, under the given rules. They
// lie in work.move, work.stint and work.path until Keep writes them.
func Derive(ctx context.Context, q store.Querier, rules Rules) error {
	err := exec(ctx, q,
		"create table work.move as from tier.move limit 0",
		"create table work.stint as from tier.stint limit 0",
		"create table work.path as from tier.path limit 0",
		"create or replace temp table touched as select distinct ticket_id from touched")
	if err != nil {
		return err
	}
	n, err := number(ctx, q, "select count(*) from touched")
	if err != nil || n == 0 {
		return err
	}
	if err := rules.prepare(ctx, q); err != nil {
		return err
	}
	if err := deriveParts(ctx, q, n); err != nil {
		return err
	}
	return prove(ctx, q, n)
}

// part narrows the draft down to the tickets of one part. Tickets get numbers, which sort and join faster than names.
const part = `
	create or replace temp table part as select ticket_id, ticket_no from touched where ticket_no // %[1]d = %[2]d;
	create or replace temp table part_ticket as from ticket join part using (ticket_id);
	create or replace temp table part_event as
		select ticket_no, occurred_at, seq, kind, team, actor_team, agent_key, by_system, state, minutes, public, reason
		from event join part using (ticket_id);`

// deriveParts takes the tickets in the order of their names, part by part: those named alike came at about the same time
// and lie together.
func deriveParts(ctx context.Context, q store.Querier, n int64) error {
	order := ""
	if n > partTickets {
		order = "order by ticket_id"
	}
	err := exec(ctx, q, fmt.Sprintf("create or replace temp table touched as select ticket_id, row_number() over (%s) - 1 as ticket_no from touched", order))
	for i := int64(0); i*partTickets < n && err == nil; i++ {
		err = exec(ctx, q, fmt.Sprintf(part, partTickets, i), deriveSQL, pathSQL)
	}
	return err
}

// prove makes sure that every touched ticket has its path and every path its stints, before anything is kept.
func prove(ctx context.Context, q store.Querier, touched int64) error {
	paths, err := number(ctx, q, "select count(*) from work.path")
	if err != nil {
		return err
	}
	held, err := number(ctx, q, "select count(*) from work.stint where stint_no = 1")
	if err != nil {
		return err
	}
	if paths != touched || held != touched {
		return fmt.Errorf("derive stints: of %d tickets only %d got stints and %d a path; nothing is kept", touched, held, paths)
	}
	return nil
}

// Keep writes what Derive has worked out into the desk, in the transaction that keeps the facts.
func Keep(ctx context.Context, q store.Querier) error {
	n, err := number(ctx, q, "select count(*) from work.path")
	if err != nil || n == 0 {
		return err
	}
	return exec(ctx, q,
		"delete from tier.move where ticket_id in (select ticket_id from touched)",
		"delete from tier.stint where ticket_id in (select ticket_id from touched)",
		"delete from tier.path where ticket_id in (select ticket_id from touched)",
		"insert into tier.move by name from work.move",
		"insert into tier.stint by name from work.stint",
		"insert into tier.path by name from work.path",
		"delete from desk.clock",
		"insert into desk.clock by name from clock",
		"delete from tier.placement",
		"insert into tier.placement by name from placement",
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
