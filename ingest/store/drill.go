package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"tiermix/model/flow"
	"tiermix/model/kpi"
)

// drillOrder are the orders of flow.Sorts, each ending with the ticket's name so that pages of a list fit together.
var drillOrder = map[string]string{
	"newest": "created_local desc", "oldest": "created_local", "moves": "moves desc, created_local desc",
	"longest": "coalesce(resolution_seconds, epoch($asof)::bigint - epoch(created_at)::bigint) desc",
}

// Drill lists the tickets behind a figure: those rows that the figure counts within the scope, see kpi.Spec.Among.
//
// Errors: those of the question; a figure that has no tickets; a failing database.
func Drill(ctx context.Context, q Querier, d flow.Drill) (flow.Rows, error) {
	if err := d.Check(); err != nil {
		return flow.Rows{}, err
	}
	c, b, picked, err := pick(ctx, q, d)
	if err != nil || picked == "" {
		return flow.Rows{List: []flow.Ticket{}}, err
	}
	plain := &binder{args: slices.Clone(b.args)}
	order := drillOrder[d.Sort]
	if order == "" {
		order = drillOrder[flow.Sorts[0]]
	}
	query := c.desk.bindNames(b, fmt.Sprintf(`with picked as (%s), one as (select ticket_id, count(*) as times from picked group by all)
		select (sum(times) over ())::bigint, count(*) over (), ticket_id, created_at, resolved_at, is_open, coalesce(channel, ''), coalesce(category, ''), coalesce(product, ''),
			coalesce(priority, ''), coalesce(region, ''), coalesce(last_team, ''), last_tier, moves, escalations, returns, times
		from one join tier.path using (ticket_id) order by %s, ticket_id limit %d offset %d`, picked, order, d.Limit, d.Offset))
	out := flow.Rows{List: []flow.Ticket{}}
	rows, err := q.QueryContext(ctx, query, b.args...)
	if err != nil {
		return out, fmt.Errorf("list the tickets of %s: %w", d.Figure, err)
	}
	defer rows.Close()
	for rows.Next() {
		t, err := scanTicket(rows, &out, c.desk.zone)
		if err != nil {
			return out, fmt.Errorf("list the tickets of %s: %w", d.Figure, err)
		}
		out.List = append(out.List, t)
	}
	if err := rows.Err(); err != nil || len(out.List) > 0 {
		return out, err
	}
	return out, c.tally(plain, picked, &out)
}

// pick is the subquery with the ticket of every row that the figure counts; "" where the scope holds none.
func pick(ctx context.Context, q Querier, d flow.Drill) (c counter, b *binder, picked string, err error) {
	b = &binder{}
	plan, err := kpi.Query{Scope: d.Scope, IDs: []string{d.Figure}}.Plan()
	if err != nil {
		return c, b, "", err
	}
	spec := plan.Specs[0]
	counted, err := spec.Among(d.Part, kpi.Calendar)
	if err != nil {
		return c, b, "", err
	}
	c = counter{ctx: ctx, q: q, plan: plan}
	if c.desk, err = readDesk(ctx, q); err != nil || c.desk.frame.Tickets == 0 {
		return c, b, "", err
	}
	period := plan.Period.Within(c.desk.frame)
	if period.Overlap(c.desk.frame).Days() == 0 {
		return c, b, "", nil
	}
	var from string
	if spec.View.Level {
		from, err = c.openRows(b, spec, period, nil)
	} else {
		from, err = c.rows(b, spec.View, period, nil)
	}
	return c, b, fmt.Sprintf("select ticket_id from (%s) where %s", from, counted), err
}

// scanTicket reads a line, and into out what all lines add up to.
func scanTicket(rows *sql.Rows, out *flow.Rows, zone *time.Location) (t flow.Ticket, err error) {
	var resolved sql.NullTime
	var tier sql.NullInt64
	err = rows.Scan(&out.Counted, &out.Tickets, &t.ID, &t.Created, &resolved, &t.Open, &t.Channel, &t.Category, &t.Product,
		&t.Priority, &t.Region, &t.Team, &tier, &t.Moves, &t.Escalations, &t.Returns, &t.Times)
	if t.Created = t.Created.In(zone); resolved.Valid {
		at := resolved.Time.In(zone)
		t.Resolved = &at
	}
	if tier.Valid {
		n := int(tier.Int64)
		t.Tier = &n
	}
	return t, err
}

// tally counts what lies before a place behind the end of the list.
func (c *counter) tally(b *binder, picked string, out *flow.Rows) error {
	query := c.desk.bindNames(b, "select count(*), count(distinct ticket_id) from ("+picked+")")
	if err := c.q.QueryRowContext(c.ctx, query, b.args...).Scan(&out.Counted, &out.Tickets); err != nil {
		return fmt.Errorf("count the tickets of %s: %w", c.plan.Specs[0].ID, err)
	}
	return nil
}
