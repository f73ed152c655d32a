package store

import (
	"context"
	"fmt"
	"time"
)

// Prove makes sure before anything is kept that every new or changed ticket is noted as touched.
func Prove(ctx context.Context, q Querier) error {
	lost, err := count(ctx, q, "select count(*) from (select ticket_id from work.ticket except select ticket_id from touched)")
	if err == nil && lost > 0 {
		return fmt.Errorf("%d tickets of the import were not noted; nothing is kept", lost)
	}
	return err
}

// TouchAll has every ticket worked out again at the end of the import.
func TouchAll(ctx context.Context, q Querier) error {
	return run(ctx, q, "insert into touched select ticket_id from ticket")
}

// EndBatch records the batch, unless it changed nothing: rows that are repeated as events may still tell of a ticket what a
// source between had told otherwise.
func EndBatch(ctx context.Context, q Querier, batch int64, mapping string, files []string, started time.Time, c Count) error {
	faults, err := count(ctx, q, "select count(*) from desk.fault where batch_id = ?", batch)
	if err != nil {
		return err
	}
	tickets, err := count(ctx, q, "select count(*) from work.ticket")
	if err != nil || c.Kept == 0 && faults == 0 && tickets == 0 {
		return err
	}
	_, err = q.ExecContext(ctx, `insert into desk.batch by name
		select ?::bigint as batch_id, ? as mapping, ?::varchar[] as files, (?::timestamptz at time zone 'UTC') as started_at, ?::bigint as rows_read,
			?::bigint as rows_kept, ?::bigint as rows_refused, ?::bigint as rows_repeated`,
		batch, mapping, files, started, c.Read, c.Kept, c.Refused, c.Repeated)
	if err != nil {
		return fmt.Errorf("record batch: %w", err)
	}
	return Changed(ctx, q)
}

// NoteSource keeps what the staged rows that were not refused show about their source. Where that is news, every ticket of the source is
// touched: a ticket without a reply means another thing once replies are known at all.
func NoteSource(ctx context.Context, q Querier, s Staged) error {
	replies, knowledge := "false", "false"
	if s.has("kind") && s.Rows != "escalations" {
		replies = "coalesce(bool_or(kind = 'reply'), false)"
		knowledge = "coalesce(bool_or(kind = 'knowledge'), false)"
	}
	if s.has("knowledge") {
		knowledge += " or count(knowledge) > 0"
	}
	if err := run(ctx, q, fmt.Sprintf("create or replace temp table shown as select %s as has_replies, %s as has_knowledge from staged where fault is null and rowid not in (select pos from refused)", replies, knowledge)); err != nil {
		return err
	}
	news, err := count(ctx, q, `select count(*) from shown where not exists (
		select 1 from source k where k.source = ? and k.has_replies >= shown.has_replies and k.has_knowledge >= shown.has_knowledge)`, s.Source)
	if err != nil || news == 0 {
		return err
	}
	for _, statement := range []string{
		"create or replace temp table shown as select bool_or(has_replies) as has_replies, bool_or(has_knowledge) as has_knowledge from (select * from shown union all select has_replies, has_knowledge from source where source = ?)",
		"insert into touched select ticket_id from ticket where source = ?",
		"delete from source where source = ?",
		"insert into source select ?, has_replies, has_knowledge from shown",
	} {
		if _, err := q.ExecContext(ctx, statement, s.Source); err != nil {
			return fmt.Errorf("note source %s: %w", s.Source, err)
		}
	}
	return nil
}

// Pseudonymise fills temp table pseudonym with the people of the staged rows. The connection must have the function
// pseudonym(kind, value); system are the names that are no people.
func Pseudonymise(ctx context.Context, q Querier, s Staged, system []string) error {
	for _, kind := range []string{"agent", "customer"} {
		if !s.has(kind) {
			continue
		}
		_, err := q.ExecContext(ctx, fmt.Sprintf(`insert into pseudonym
			select '%[1]s', value, pseudonym('%[1]s', value), list_contains(?::varchar[], value)
			from (select distinct %[1]s as value from staged where %[1]s is not null)
			where value not in (select value from pseudonym where kind = '%[1]s')`, kind), system)
		if err != nil {
			return fmt.Errorf("pseudonymise %ss: %w", kind, err)
		}
	}
	return nil
}

// UnknownStates counts the rows whose status word the mapping does not place, by word.
func UnknownStates(ctx context.Context, q Querier, s Staged) (map[string]int64, error) {
	if !s.has("status") {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, "select status, count(*) from staged where fault is null and status is not null and state is null group by 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	words := map[string]int64{}
	for rows.Next() {
		var word string
		var n int64
		if err := rows.Scan(&word, &n); err != nil {
			return nil, err
		}
		words[word] = n
	}
	return words, rows.Err()
}
