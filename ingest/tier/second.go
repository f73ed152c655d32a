package tier

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/model/shiftleft"
)

//go:embed second.sql
var secondSQL string

// Solved counts what 2nd level solved within a scope. Rows, day and tier are those of the figure level1_capable: tickets that are
// resolved now, on the day of their last resolution, by tier 2; tickets without a tier are LeftOut. Minutes are the recorded
// ones at 2nd level, told apart as in Demand.
//
// Several statements are asked: q must be a transaction unless nothing writes meanwhile. Errors: a desk without tickets, a
// failing database.
func Solved(ctx context.Context, q store.Querier, scope kpi.Scope) (shiftleft.Solved, error) {
	m := measure{ctx: ctx, q: q}
	s, err := m.solvedSecond(scope)
	if err != nil {
		return shiftleft.Solved{}, fmt.Errorf("count what 2nd level solved: %w", err)
	}
	return s, nil
}

func (m *measure) solvedSecond(scope kpi.Scope) (s shiftleft.Solved, err error) {
	if m.Calendar, m.Set, err = Calendar(m.ctx, m.q); err != nil {
		return s, err
	}
	frame, err := m.frame()
	if err != nil {
		return s, err
	}
	m.period = scope.Period.Within(frame).Overlap(frame)
	s.From, s.To, s.Days = m.period.From, m.period.To, m.period.Days()
	if m.tickets, err = store.Rows(m.ctx, m.q, "level1_capable", scope); err != nil {
		return s, err
	}
	if err := m.countLeftOut(); err != nil {
		return s, err
	}
	s.LeftOut = m.LeftOut
	s.Groups, err = rows(m, "tickets of 2nd level", spentSQL+secondSQL, scanSecond)
	return s, err
}

func scanSecond(rows *sql.Rows) (g shiftleft.Group, err error) {
	var minutes, examples any
	if err := rows.Scan(&g.Category, &g.Tried, &g.Marked, &g.Alone, &g.Unlinked, &g.Tickets, &g.Judged, &g.Known, &minutes, &examples); err != nil {
		return g, err
	}
	if g.Minutes, err = listOf[float64](minutes); err != nil {
		return g, err
	}
	g.Examples, err = listOf[string](examples)
	return g, err
}
