package tier

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"tiermix/ingest/store"
	"tiermix/model/records"
)

// Lengths of lists in Records.
const (
	mostBatches = 200
	mostReasons = 50
	mostFaults  = 200
)

// coverage are the fields of desk.ticket whose coverage is told, in the order of the schema.
var coverage = []string{"team", "channel", "category", "product", "priority", "region", "language", "customer_key", "first_response_at", "resolved_at", "first_resolved_at", "closed_at",
	"contacts", "reopens", "effort_minutes", "csat", "sla_met", "sla_due_at", "knowledge_key", "level1_capable", "reassignments"}

// Records says what the desk's data rest on. Several statements are asked: q must be a transaction unless nothing writes meanwhile.
func Records(ctx context.Context, q store.Querier) (r records.Records, err error) {
	for _, read := range []func(context.Context, store.Querier, *records.Records) error{readBatches, readFaults, readCoverage, readKinds, readCounters, readUnplaced} {
		if err := read(ctx, q, &r); err != nil {
			return r, err
		}
	}
	return r, nil
}

func readBatches(ctx context.Context, q store.Querier, r *records.Records) error {
	_, zone, err := store.Span(ctx, q)
	if err != nil {
		return err
	}
	r.Batches, err = collect(ctx, q, "read imports", fmt.Sprintf(`select batch_id, mapping, array_to_string(files, chr(10)), started_at, rows_read, rows_kept, rows_refused, rows_repeated
		from desk.batch order by batch_id desc limit %d`, mostBatches), nil, func(rows *sql.Rows) (b records.Batch, err error) {
		var files string
		err = rows.Scan(&b.No, &b.Mapping, &files, &b.Started, &b.Read, &b.Kept, &b.Refused, &b.Repeated)
		b.Files, b.Started = strings.Split(files, "\n"), b.Started.In(zone)
		return b, err
	})
	return err
}

func readFaults(ctx context.Context, q store.Querier, r *records.Records) (err error) {
	if err := q.QueryRowContext(ctx, "select coalesce(sum(rows_refused), 0)::bigint from desk.batch").Scan(&r.Faults.Rows); err != nil {
		return fmt.Errorf("count refused rows: %w", err)
	}
	r.Faults.Reasons, err = collect(ctx, q, "count refused rows", fmt.Sprintf("select field, reason, count(*) from desk.fault group by all order by 3 desc, 1, 2 limit %d", mostReasons), nil,
		func(rows *sql.Rows) (x records.Reason, err error) { return x, rows.Scan(&x.Field, &x.Reason, &x.Rows) })
	if err != nil {
		return err
	}
	r.Faults.First, err = collect(ctx, q, "read refused rows", fmt.Sprintf(`select batch_id, file, record, field, coalesce(value, ''), reason from desk.fault
		order by batch_id desc, file, record, field limit %d`, mostFaults), nil,
		func(rows *sql.Rows) (f records.Fault, err error) {
			return f, rows.Scan(&f.Batch, &f.File, &f.Record, &f.Field, &f.Value, &f.Reason)
		})
	return err
}

func readCoverage(ctx context.Context, q store.Querier, r *records.Records) error {
	counts := make([]string, len(coverage))
	targets := []any{&r.Tickets}
	r.Fields = make([]records.Coverage, len(coverage))
	for i, field := range coverage {
		counts[i] = "count(" + field + ")"
		r.Fields[i].Field = field
		targets = append(targets, &r.Fields[i].Known)
	}
	if err := q.QueryRowContext(ctx, "select count(*), "+strings.Join(counts, ", ")+" from desk.ticket").Scan(targets...); err != nil {
		return fmt.Errorf("count the fields of tickets: %w", err)
	}
	return nil
}

func readKinds(ctx context.Context, q store.Querier, r *records.Records) (err error) {
	r.Kinds, err = collect(ctx, q, "count events", "select kind, count(*) from desk.event group by 1 order by 2 desc, 1", nil,
		func(rows *sql.Rows) (k records.Kind, err error) { return k, rows.Scan(&k.Kind, &k.Events) })
	for _, k := range r.Kinds {
		r.Events += k.Events
	}
	return err
}

func readCounters(ctx context.Context, q store.Querier, r *records.Records) error {
	err := q.QueryRowContext(ctx, `select count(*), coalesce(count_if(p.moves = t.reassignments), 0)::bigint, coalesce(sum(t.reassignments), 0)::bigint, coalesce(sum(p.moves), 0)::bigint
		from desk.ticket t join tier.path p using (ticket_id) where t.reassignments is not null`).
		Scan(&r.Counters.Tickets, &r.Counters.Agree, &r.Counters.Claimed, &r.Counters.Observed)
	if err != nil {
		return fmt.Errorf("compare counters with moves: %w", err)
	}
	return nil
}

func readUnplaced(ctx context.Context, q store.Querier, r *records.Records) error {
	all, err := Unplaced(ctx, q)
	for _, t := range all {
		r.Unplaced = append(r.Unplaced, records.Team{Team: t.Team, Tickets: t.Tickets})
	}
	return err
}
