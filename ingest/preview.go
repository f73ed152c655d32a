package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/records"
)

// Lengths of what a preview shows.
const (
	previewRows   = 8
	previewFaults = 100
)

// Preview reads and checks the files of a request as Import does and keeps nothing: what each file was taken for, its first rows, and what would be
// refused.
//
// Errors: those of Import.
func Preview(ctx context.Context, s *store.Store, r Request) (records.Preview, error) {
	inputs, err := expand(r)
	if err != nil {
		return records.Preview{}, err
	}
	draft, err := s.Draft(ctx)
	if err != nil {
		return records.Preview{}, err
	}
	p, err := previewOn(ctx, draft, s, r, inputs)
	return p, errors.Join(err, draft.Close())
}

func previewOn(ctx context.Context, draft *store.Draft, s *store.Store, r Request, in inputs) (p records.Preview, err error) {
	conn := draft.Conn()
	if _, err := registerPseudonym(ctx, conn, s.Path()); err != nil {
		return p, err
	}
	watch := follow(conn, r.Progress)
	defer watch.stop()
	r.Tell = func(sentence string) { p.Notes = append(p.Notes, sentence) }
	job := &job{preview: true, draft: draft, q: conn, request: r, inputs: in, watch: watch, steps: map[string]time.Duration{}}
	files, err := job.open(ctx)
	defer func() { job.close(files) }()
	if err != nil {
		return p, err
	}
	for _, f := range files {
		shown, err := job.show(ctx, f)
		if err != nil {
			return p, err
		}
		p.Files = append(p.Files, shown)
	}
	if err := job.read(ctx, files); err != nil {
		return p, err
	}
	p.Read, p.Kept, p.Refused, p.Repeated = int(job.count.Read), int(job.count.Kept), int(job.count.Refused), int(job.count.Repeated)
	p.Faults, err = faultsOf(ctx, conn)
	return p, err
}

// show is what a file was taken for, and its first rows as they stand in it.
func (j *job) show(ctx context.Context, f file) (records.File, error) {
	reading := f.mapping.Compile(f.kind, f.source.Columns, f.source.From)
	out := records.File{Name: base(f.source.Name), Mapping: f.mapping.Name, Rows: f.kind.Rows, Records: int(f.source.Records), Columns: f.source.Columns, Fields: map[string]string{}}
	for _, field := range reading.Fields {
		if column := reading.Columns[field]; column != "" {
			out.Fields[column] = field
		}
	}
	rows, err := j.q.QueryContext(ctx, fmt.Sprintf("select * from %s limit %d", f.source.From, previewRows))
	if err != nil {
		return out, f.source.ReadError(err)
	}
	defer rows.Close()
	for rows.Next() {
		cells, targets := make([]*string, len(f.source.Columns)), make([]any, len(f.source.Columns))
		for i := range cells {
			targets[i] = &cells[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return out, f.source.ReadError(err)
		}
		line := make([]string, len(cells))
		for i, c := range cells {
			if c != nil {
				line[i] = *c
			}
		}
		out.First = append(out.First, line)
	}
	return out, f.source.ReadError(rows.Err())
}

func faultsOf(ctx context.Context, q store.Querier) (all []records.Fault, err error) {
	rows, err := q.QueryContext(ctx, fmt.Sprintf("select file, record, field, coalesce(value, ''), reason from work.fault order by file, record, field limit %d", previewFaults))
	if err != nil {
		return nil, fmt.Errorf("read what would be refused: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var f records.Fault
		if err := rows.Scan(&f.File, &f.Record, &f.Field, &f.Value, &f.Reason); err != nil {
			return nil, fmt.Errorf("read what would be refused: %w", err)
		}
		all = append(all, f)
	}
	return all, rows.Err()
}
