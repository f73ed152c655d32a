package ingest

import (
	"context"
	"errors"
	"fmt"

	"tiermix/ingest/mapping"
	"tiermix/ingest/reader"
	"tiermix/ingest/store"
)

// GuessMapping looks at a file and writes a mapping to start from.
func GuessMapping(ctx context.Context, path string, opts reader.Options) (text string, err error) {
	s, err := store.Open(ctx, "", store.Create)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	conn, err := s.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, store.Discard(conn)) }()
	source, err := reader.Open(ctx, conn, path, opts)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	m, f, err := mapping.Best(base(source.Name), source.Columns)
	if err != nil {
		return "", err
	}
	guess := mapping.Guess{Mapping: m, File: f, Columns: source.Columns}
	if guess.Words, err = words(ctx, conn, guess, source); err != nil {
		return "", err
	}
	return guess.TOML(), nil
}

// words are the most frequent status words of a file with the state the mapping gives them.
func words(ctx context.Context, q store.Querier, g mapping.Guess, source *reader.Source) (map[string]string, error) {
	word, state, ok := g.Mapping.StatusOf(g.File, source.Columns)
	if !ok {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, fmt.Sprintf(`select word, coalesce(any_value(state), '') from (select %s as word, %s as state from %s)
		where word is not null group by word order by count(*) desc limit 40`, word, state, source.From))
	if err != nil {
		return nil, source.ReadError(err)
	}
	defer rows.Close()
	found := map[string]string{}
	for rows.Next() {
		var word, state string
		if err := rows.Scan(&word, &state); err != nil {
			return nil, source.ReadError(err)
		}
		found[word] = state
	}
	return found, rows.Err()
}
