package store

import (
	"context"
	"fmt"
)

// Fault is a refused row.
type Fault struct {
	Batch  int64  `json:"batch"`
	File   string `json:"file"`
	Record int64  `json:"record"` // 1 = first data row
	Field  string `json:"field"`
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// String names the place first.
func (f Fault) String() string {
	if f.Field == "" {
		return fmt.Sprintf("%s, record %d: %s", f.File, f.Record, f.Reason)
	}
	return fmt.Sprintf("%s, record %d: %s %q: %s", f.File, f.Record, f.Field, f.Value, f.Reason)
}

// Faults reads the refused rows of a batch, or of all batches for 0.
func Faults(ctx context.Context, q Querier, batch int64) ([]Fault, error) {
	rows, err := q.QueryContext(ctx, `select batch_id, file, record, field, coalesce(value, ''), reason from desk.fault
		where ?::bigint in (0, batch_id) order by batch_id, file, record, field, reason`, batch)
	if err != nil {
		return nil, fmt.Errorf("read faults: %w", err)
	}
	defer rows.Close()
	var all []Fault
	for rows.Next() {
		var f Fault
		if err := rows.Scan(&f.Batch, &f.File, &f.Record, &f.Field, &f.Value, &f.Reason); err != nil {
			return nil, fmt.Errorf("read faults: %w", err)
		}
		all = append(all, f)
	}
	return all, rows.Err()
}
