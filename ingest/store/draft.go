package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Draft is a change of the desk that is worked out before any of it is kept: DuckDB reads what an open transaction has
// added with one thread only, so everything is computed outside and a transaction at the end only writes.
//
// On its connection names without a schema are the desk as it will be: ticket, event, agent and the other small tables; catalogue work
// holds what is new: work.ticket, work.fault, and the tables that those who derive from the facts add.
type Draft struct {
	conn  *sql.Conn
	store *Store
	file  string // of catalogue work; "" in memory
	batch int64
}

// inMemory is the number of rows up to which a draft is worked out in memory. Beyond it catalogue work is a file beside
// the desk's, where DuckDB compresses: in memory a row takes some 120 bytes, in the file about a tenth of that.
const inMemory = 20_000_000

// wholeTables are small: a draft holds a copy of each, which replaces the table.
var wholeTables = []string{"agent", "source", "salary", "paid_hours"}

// Draft begins a change on a connection of its own. There is one at a time; Close lets the next one in.
func (s *Store) Draft(ctx context.Context) (*Draft, error) {
	s.drafting.Lock()
	conn, err := s.Conn(ctx)
	if err != nil {
		s.drafting.Unlock()
		return nil, err
	}
	return &Draft{conn: conn, store: s}, nil
}

// Conn is the draft's connection.
func (d *Draft) Conn() *sql.Conn { return d.conn }

// Batch is the number of the batch that the draft will be.
func (d *Draft) Batch() int64 { return d.batch }

// Begin makes the tables of the draft; rows is about how many it will take in.
func (d *Draft) Begin(ctx context.Context, rows int64) error {
	place, err := d.place(rows)
	if err != nil {
		return err
	}
	statements := []string{anyOrder,
		"attach '" + quoted(place) + "' as work",
		"create table work.ticket as from desk.ticket limit 0",
		"create table work.fault as from desk.fault limit 0",
		"create temp table touched (ticket_id varchar)",
		"create temp table pseudonym (kind varchar, value varchar, key varchar, is_system boolean)",
		"create temp view ticket as from desk.ticket known anti join work.ticket using (ticket_id) union all by name from work.ticket",
		"create temp view new_event as from desk.event limit 0",
		"create temp view event as from desk.event union all by name from new_event",
	}
	for _, table := range wholeTables {
		statements = append(statements, "create temp table "+table+" as from desk."+table)
	}
	if err := run(ctx, d.conn, statements...); err != nil {
		return err
	}
	d.batch, err = count(ctx, d.conn, "select coalesce(max(batch_id), 0) + 1 from desk.batch")
	return err
}

// place is where catalogue work lies. What a killed import left there is removed.
func (d *Draft) place(rows int64) (string, error) {
	if d.store.path == "" {
		return ":memory:", nil
	}
	d.file = d.store.path + ".work"
	if err := d.removeFile(); err != nil {
		return "", err
	}
	if rows > inMemory {
		return d.file, nil
	}
	d.file = ""
	return ":memory:", nil
}

// Keep writes the draft into the desk in one transaction, together with what else write puts there.
func (d *Draft) Keep(ctx context.Context, write func(Querier) error) error {
	return WriteOn(ctx, d.conn, func(q Querier) error {
		if err := keepFacts(ctx, q); err != nil {
			return err
		}
		return write(q)
	})
}

func keepFacts(ctx context.Context, q Querier) error {
	statements := []string{
		"delete from desk.ticket where ticket_id in (select ticket_id from work.ticket)",
		"insert into desk.ticket by name from work.ticket",
		"insert into desk.event by name from new_event",
		"insert into desk.fault by name from work.fault",
	}
	for _, table := range wholeTables {
		statements = append(statements, "delete from desk."+table, "insert into desk."+table+" by name from "+table)
	}
	return run(ctx, q, statements...)
}

// Close forgets the draft; what Keep has written stays.
func (d *Draft) Close() error {
	defer d.store.drafting.Unlock()
	err := Discard(d.conn)
	if _, detached := d.store.db.Exec("detach database if exists work"); detached != nil {
		err = errors.Join(err, fmt.Errorf("let go of the draft: %w", detached))
	}
	return errors.Join(err, d.removeFile())
}

func (d *Draft) removeFile() error {
	if d.file == "" {
		return nil
	}
	if err := remove(d.file, d.file+walEnd); err != nil {
		return fmt.Errorf("remove what the import worked with: %w", err)
	}
	return nil
}
