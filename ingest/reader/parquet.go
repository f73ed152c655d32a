package reader

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

const parquetDamaged = "the Parquet file is damaged or cut off, so nothing of it was imported; export it again"

// openParquet lets DuckDB read the file and turns every column into text: dates and times as ISO 8601 prints them,
// instants in UTC with "+00:00", bytes that are UTF-8 as that text, lists and structs as DuckDB prints them.
func (s *Source) openParquet(ctx context.Context, q Querier, in *input, opts Options) error {
	path, err := in.local(ctx)
	if err != nil {
		return err
	}
	table := fmt.Sprintf("read_parquet(%s, hive_partitioning = false)", quotePath(path))
	names, types, err := describe(ctx, q, table)
	if err != nil {
		return in.asParquet(ctx, err)
	}
	if len(names) > opts.MaxColumns {
		return in.fault("there are %d columns, more than the %d that are read; export fewer", len(names), opts.MaxColumns)
	}
	if s.Columns, err = tidyNames(in.name, 0, names); err != nil {
		return err
	}
	if s.Records, err = parquetRows(ctx, q, path); err != nil {
		return in.asParquet(ctx, err)
	}
	exprs := make([]string, len(names))
	for i := range names {
		exprs[i] = asText(identifier(names[i]), types[i]) + " as " + identifier(s.Columns[i])
	}
	s.From = "(select " + strings.Join(exprs, ", ") + " from " + table + ")"
	return nil
}

func asText(column, kind string) string {
	switch kind {
	case "TIMESTAMP WITH TIME ZONE":
		return fmt.Sprintf("cast(%s at time zone 'UTC' as varchar) || '+00:00'", column)
	case "BLOB":
		return fmt.Sprintf("coalesce(try(decode(%s)), cast(%s as varchar))", column, column)
	}
	return fmt.Sprintf("cast(%s as varchar)", column)
}

func describe(ctx context.Context, q Querier, table string) (names, types []string, err error) {
	err = eachRow(ctx, q, "select column_name, column_type from (describe select * from "+table+")", func(rows *sql.Rows) error {
		var name, kind string
		if err := rows.Scan(&name, &kind); err != nil {
			return err
		}
		names, types = append(names, name), append(types, kind)
		return nil
	})
	return names, types, err
}

func parquetRows(ctx context.Context, q Querier, path string) (n int64, err error) {
	err = eachRow(ctx, q, "select num_rows from parquet_file_metadata("+quotePath(path)+")", func(rows *sql.Rows) error {
		return rows.Scan(&n)
	})
	return n, err
}

// eachRow calls scan for every row of a query.
func eachRow(ctx context.Context, q Querier, query string, scan func(*sql.Rows) error) (err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (in *input) asParquet(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return in.cause(err, parquetDamaged)
}
