package store

import (
	"context"
	"fmt"
	"time"

	"tiermix/model/kpi"
)

// Selection is a subquery with the values it binds: the rows of a figure's kind in a scope.
type Selection struct {
	SQL  string
	Args []any
}

// Rows selects the rows that a figure is counted over: tier.path or tier.stint within the scope.
func Rows(ctx context.Context, q Querier, figure string, scope kpi.Scope) (Selection, error) {
	plan, err := kpi.Query{Scope: scope, IDs: []string{figure}}.Plan()
	if err != nil {
		return Selection{}, err
	}
	c := counter{ctx: ctx, q: q, plan: plan}
	if c.desk, err = readDesk(ctx, q); err != nil {
		return Selection{}, err
	}
	var b binder
	from, err := c.rows(&b, plan.Specs[0].View, plan.Period.Within(c.desk.frame), nil)
	return Selection{SQL: from, Args: b.args}, err
}

// Held selects the stints that are open at a UTC instant and pass the filters.
func Held(ctx context.Context, q Querier, at time.Time, where []kpi.Filter) (Selection, error) {
	plan, err := kpi.Query{Scope: kpi.Scope{Where: where}, IDs: []string{"backlog"}}.Plan()
	if err != nil {
		return Selection{}, err
	}
	c := counter{ctx: ctx, q: q, plan: plan}
	var b binder
	conditions, err := c.filters(&b, plan.Specs[0].View)
	if err != nil {
		return Selection{}, err
	}
	now := b.instant(at)
	conditions = append(conditions, plan.Specs[0].View.Keep, "entered_at <= "+now, "(left_at is null or left_at > "+now+")")
	return Selection{SQL: selectRows(plan.Specs[0].View, nil, "tier.stint", conditions), Args: b.args}, nil
}

// Span is the UTC instant of the desk's last record and its time zone.
func Span(ctx context.Context, q Querier) (last time.Time, zone *time.Location, err error) {
	d, err := readDesk(ctx, q)
	return d.asof, d.zone, err
}

// Values are the values of a dimension, the most frequent first: over stints where a dimension tells of a holder, else
// over tickets.
func Values(ctx context.Context, q Querier, dim string) ([]string, error) {
	d, err := kpi.LookupDimension(dim)
	if err != nil {
		return nil, err
	}
	rows := "backlog"
	if dim != "tier" && dim != "team" && dim != "from_tier" {
		rows = "tickets_created"
	}
	spec, err := kpi.Lookup(rows)
	if err != nil {
		return nil, err
	}
	expr, ok := d.In(spec.View)
	if !ok {
		return nil, fmt.Errorf("values of %s: the rows do not have it", dim)
	}
	var values []string
	query := fmt.Sprintf("select %s as v from tier.%s where %s group by v order by count(*) desc, v", expr, spec.View.Rows, spec.View.Keep)
	err = scan(ctx, q, query, nil, func(row []any) error {
		values = append(values, d.Key(row[0]))
		return nil
	})
	return values, err
}

// Frame is what the desk's data span.
func Frame(ctx context.Context, q Querier) (kpi.Frame, error) {
	d, err := readDesk(ctx, q)
	return d.frame, err
}
