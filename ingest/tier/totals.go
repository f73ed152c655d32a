package tier

import (
	"context"
	"fmt"

	"tiermix/ingest/store"
)

// Totals are the numbers of rows a desk holds.
type Totals struct{ Tickets, Events, Moves, Stints int64 }

// Count counts everything the desk holds.
func Count(ctx context.Context, q store.Querier) (Totals, error) {
	var t Totals
	err := q.QueryRowContext(ctx, `select
		(select count(*) from desk.ticket), (select count(*) from desk.event),
		(select count(*) from tier.move), (select count(*) from tier.stint)`).Scan(&t.Tickets, &t.Events, &t.Moves, &t.Stints)
	if err != nil {
		return t, fmt.Errorf("count the desk: %w", err)
	}
	return t, nil
}
