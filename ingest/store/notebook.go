package store

import (
	"context"
	"database/sql"
	"fmt"

	"tiermix/model/notebook"
)

// Notebook is all that is written beside the figures.
func Notebook(ctx context.Context, q Querier) (all notebook.Book, err error) {
	rows, err := q.QueryContext(ctx, "select kind, key, name, text, day, amount, saved_at from desk.notebook order by kind, day, key")
	if err != nil {
		return nil, fmt.Errorf("read notebook: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e notebook.Entry
		var day sql.NullTime
		var amount sql.NullFloat64
		if err := rows.Scan(&e.Kind, &e.Key, &e.Name, &e.Text, &day, &amount, &e.Saved); err != nil {
			return nil, fmt.Errorf("read notebook: %w", err)
		}
		e.Day, e.Amount = day.Time, amount.Float64
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read notebook: %w", err)
	}
	return all, nil
}

// KeepEntry writes an entry into the notebook. A view or an annotation of the same key is not replaced; a target is.
//
// Errors: those of notebook.Entry.Check; notebook.ErrTaken; notebook.ErrFull.
func KeepEntry(ctx context.Context, q Querier, e notebook.Entry) error {
	e, err := e.Check()
	if err != nil {
		return err
	}
	if e.Kind == notebook.Target {
		if _, err := q.ExecContext(ctx, "delete from desk.notebook where kind = ? and key = ?", e.Kind, e.Key); err != nil {
			return fmt.Errorf("replace a target: %w", err)
		}
	}
	same, err := countEntries(ctx, q, "kind = ? and key = ?", e.Kind, e.Key)
	if err != nil {
		return err
	}
	all, err := countEntries(ctx, q, "kind = ?", e.Kind)
	switch {
	case err != nil:
		return err
	case same > 0:
		return notebook.ErrTaken
	case all >= notebook.Most:
		return notebook.ErrFull
	}
	_, err = q.ExecContext(ctx, "insert into desk.notebook values (?, ?, ?, ?, ?::date, ?, ?)", e.Kind, e.Key, e.Name, e.Text,
		sql.NullTime{Time: e.Day, Valid: e.Kind == notebook.Annotation}, sql.NullFloat64{Float64: e.Amount, Valid: e.Kind == notebook.Target}, e.Saved.UTC())
	if err != nil {
		return fmt.Errorf("write into the notebook: %w", err)
	}
	return nil
}

// DropEntry forgets an entry. Errors: notebook.ErrNone.
func DropEntry(ctx context.Context, q Querier, kind notebook.Kind, key string) error {
	n, err := countEntries(ctx, q, "kind = ? and key = ?", kind, key)
	switch {
	case err != nil:
		return err
	case n == 0:
		return notebook.ErrNone
	}
	if _, err := q.ExecContext(ctx, "delete from desk.notebook where kind = ? and key = ?", kind, key); err != nil {
		return fmt.Errorf("drop from the notebook: %w", err)
	}
	return nil
}

func countEntries(ctx context.Context, q Querier, where string, args ...any) (n int, err error) {
	if err := q.QueryRowContext(ctx, "select count(*) from desk.notebook where "+where, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("read notebook: %w", err)
	}
	return n, nil
}
