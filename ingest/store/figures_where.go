package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tiermix/model/kpi"
)

// CheckWhere returns a *kpi.AbsentValue when a filter asks for a name or a tier that no ticket of the desk has in any
// figure. Filters on time are not looked at, and a desk without tickets refuses nothing.
func CheckWhere(ctx context.Context, q Querier, where []kpi.Filter) error {
	for _, f := range where {
		d, err := kpi.LookupDimension(f.Dim)
		if err != nil {
			return err
		}
		if d.Buckets() || d.Clocked() {
			continue
		}
		known, err := everyValue(ctx, q, d)
		if err != nil {
			return fmt.Errorf("look for the values of %s: %w", d.ID, err)
		}
		if len(known) == 0 {
			continue
		}
		if err := f.Check(known); err != nil {
			return err
		}
	}
	return nil
}

// everyValue is what the rows of any figure have for a dimension, merged and spam tickets too.
func everyValue(ctx context.Context, q Querier, d kpi.Dimension) ([]string, error) {
	var queries []string
	for _, s := range kpi.All() {
		expr, ok := d.In(s.View)
		if query := fmt.Sprintf("select %s from tier.%s", expr, s.View.Rows); ok && !slices.Contains(queries, query) {
			queries = append(queries, query)
		}
	}
	var known []string
	err := scan(ctx, q, strings.Join(queries, " union "), nil, func(values []any) error {
		known = append(known, d.Key(values[0]))
		return nil
	})
	return known, err
}
