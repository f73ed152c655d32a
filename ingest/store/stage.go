package store

import (
	"context"
	"fmt"
	"strings"
)

// Staged describes the rows in temp view staged: typed, checked, in file order. Besides its fields the table has state
// and fault (null, or field, value and reason); its rowid is a row's place, from 0, among those the reader let through.
type Staged struct {
	No     int      // 0, 1, ... for the files of a draft
	Rows   string   // tickets, events, escalations, agents or log
	Fields []string // fields the rows carry
	File   string   // name for people
	Source string   // source system, the mapping's name
	Whole  string   // select of pos (place from 0) and h (hash over all columns of the source) of every row
	Texts  string   // select of pos and the times of every row as they stand in the source
	Batch  int64
}

func (s Staged) has(field string) bool {
	for _, f := range s.Fields {
		if f == field {
			return true
		}
	}
	return false
}

// column is the SQL of a field of the staged rows: null where the source does not have it.
func (s Staged) column(field, typ string) string {
	if s.has(field) {
		return `s."` + field + `"`
	}
	return "null::" + typ
}

// Reject is a record that the reader could not even split into columns.
type Reject struct {
	Record               int64
	Field, Value, Reason string
}

// Count is what became of the rows of one file; Read = Kept + Refused + Repeated.
type Count struct {
	Read, Kept, Refused, Repeated int64
}

// Add sums counts.
func (c *Count) Add(d Count) {
	c.Read += d.Read
	c.Kept += d.Kept
	c.Refused += d.Refused
	c.Repeated += d.Repeated
}

// table is where the rows are.
func (s Staged) table() string { return fmt.Sprintf("work.staged_%d", s.No) }

// fresh is the view of the file's new events.
func (s Staged) fresh() string { return fmt.Sprintf("fresh_%d", s.No) }

// Stage reads a compiled file into catalogue work. The files of a draft are staged in the order of their numbers.
func (s Staged) Stage(ctx context.Context, q Querier, selectRows string) error {
	if err := inOrder(ctx, q, "create table "+s.table()+" as "+selectRows); err != nil {
		return err
	}
	parts := make([]string, s.No+1)
	for i := range parts {
		parts[i] = "from " + Staged{No: i}.fresh()
	}
	return run(ctx, q,
		"create temp view "+s.fresh()+" as from desk.event limit 0",
		"create or replace temp view new_event as "+strings.Join(parts, " union all by name "))
}

// Use makes a staged table the one that the following steps call staged, and notes which of its records the reader
// refused.
func Use(ctx context.Context, q Querier, s Staged, rejects []Reject) error {
	if err := run(ctx, q, "create or replace temp view staged as select rowid, * from "+s.table()); err != nil {
		return err
	}
	return noteRejects(ctx, q, rejects)
}

// noteRejects lays the rejects out so that the record number of every staged row can be told: row i (from 1) stands
// behind as many rejects as have a place at or before i.
func noteRejects(ctx context.Context, q Querier, rejects []Reject) error {
	if err := run(ctx, q,
		"create or replace temp table rejected (behind bigint, record bigint, field varchar, value varchar, reason varchar)",
		"create or replace temp macro record_of(i) as i + 1 + (select count(*) from rejected where behind <= i + 1)",
	); err != nil {
		return err
	}
	for i, r := range rejects {
		_, err := q.ExecContext(ctx, "insert into rejected values (?, ?, ?, ?, ?)", r.Record-int64(i), r.Record, r.Field, r.Value, r.Reason)
		if err != nil {
			return fmt.Errorf("note refused record %d: %w", r.Record, err)
		}
	}
	return nil
}

// refusedRows is where the checks against the store put rows, on top of the faults found while typing.
const refusedRows = "create or replace temp table refused (pos bigint, field varchar, value varchar, reason varchar)"

// keepFaults puts every fault of the staged file into work.fault and counts the rows that have one. A fault that is known
// already, from an earlier import of the same file, is not written again.
func keepFaults(ctx context.Context, q Querier, s Staged) (int64, error) {
	const all = `
		select record_of(rowid) as record, fault.field as field, fault.value as value, fault.reason as reason from staged where fault is not null
		union all
		select record_of(pos), field, value, reason from refused
		union all
		select record, field, value, reason from rejected`
	var n int64
	if err := q.QueryRowContext(ctx, "select count(distinct record) from ("+all+")").Scan(&n); err != nil || n == 0 {
		return n, err
	}
	_, err := q.ExecContext(ctx, `insert into work.fault by name
		select ?::bigint as batch_id, ? as file, f.* from (`+all+`) f
		where not exists (
			select 1 from (from desk.fault union all from work.fault) k
			where k.file = ? and k.record = f.record and k.field = f.field
			and k.value is not distinct from f.value and k.reason = f.reason)
		order by f.record`, s.Batch, s.File, s.File)
	return n, err
}

func countStaged(ctx context.Context, q Querier) (int64, error) {
	return count(ctx, q, "select (select count(*) from staged) + (select count(*) from rejected)")
}

func run(ctx context.Context, q Querier, statements ...string) error {
	for _, statement := range statements {
		if _, err := q.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%w (in: %s)", err, strings.Join(strings.Fields(statement), " "))
		}
	}
	return nil
}

func count(ctx context.Context, q Querier, query string, args ...any) (int64, error) {
	var n int64
	if err := q.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("%w (in: %s)", err, strings.Join(strings.Fields(query), " "))
	}
	return n, nil
}
