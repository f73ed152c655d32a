package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// walEnd is behind the name of the file that DuckDB keeps beside a database for what is not yet written into it.
const walEnd = ".wal"

// Copied says what a backup holds.
type Copied struct {
	Tickets int64 `json:"tickets"`
	Events  int64 `json:"events"`
	Schema  int   `json:"schema"` // version
	Bytes   int64 `json:"bytes"`
}

// ErrThere marks a file that would have to be overwritten.
var ErrThere = errors.New("is there already")

// Backup writes the desk, as it is at this moment, to a new file. Others may read and change it meanwhile. The copy is compared with the
// desk, table by table and value by value, before it gets its name; a backup that fails leaves nothing behind.
//
// Errors: ErrThere.
func (s *Store) Backup(ctx context.Context, path string) (Copied, error) {
	if err := absent(path); err != nil {
		return Copied{}, err
	}
	part := path + ".part"
	copied, err := s.copyTo(ctx, part)
	if err == nil {
		err = synced(part)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err != nil {
		return Copied{}, errors.Join(fmt.Errorf("back up to %s: %w", path, OnDisk(err)), remove(part, part+walEnd))
	}
	return copied, synced(filepath.Dir(path))
}

func absent(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("back up to %s: this file %w; name a new one", path, ErrThere)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up: %w", err)
	}
	return folderPresent(path)
}

// copyTo copies every table into another file, in one transaction: the copy is the desk of one moment.
func (s *Store) copyTo(ctx context.Context, path string) (copied Copied, err error) {
	if err := remove(path, path+walEnd); err != nil { // of a backup that was killed
		return Copied{}, err
	}
	conn, err := s.Conn(ctx)
	if err != nil {
		return Copied{}, err
	}
	defer func() { err = errors.Join(err, Discard(conn)) }()
	const beside = "backup"
	if err := run(ctx, conn, "attach '"+quoted(path)+"' as "+beside); err != nil {
		return Copied{}, err
	}
	err = transact(ctx, conn, func(q Querier) error {
		if err := run(ctx, q, "copy from database "+catalogue+" to "+beside); err != nil {
			return err
		}
		if err := compare(ctx, q, catalogue, beside); err != nil {
			return err
		}
		copied, err = held(ctx, q, beside)
		return err
	})
	if detached := run(context.WithoutCancel(ctx), conn, "detach "+beside); err == nil {
		err = detached
	}
	if err != nil {
		return Copied{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return Copied{}, err
	}
	copied.Bytes = info.Size()
	return copied, nil
}

// held counts what a catalogue holds.
func held(ctx context.Context, q Querier, catalogue string) (c Copied, err error) {
	err = q.QueryRowContext(ctx, fmt.Sprintf(`select (select count(*) from %[1]s.desk.ticket), (select count(*) from %[1]s.desk.event),
		(select coalesce(max(version), 0) from %[1]s.main.migration)`, catalogue)).Scan(&c.Tickets, &c.Events, &c.Schema)
	return c, err
}

// compare holds two catalogues against each other: the same tables, and in each the same rows, in any order.
func compare(ctx context.Context, q Querier, a, b string) error {
	one, err := fingerprints(ctx, q, a)
	if err != nil {
		return err
	}
	other, err := fingerprints(ctx, q, b)
	if err != nil {
		return err
	}
	if len(one) != len(other) {
		return fmt.Errorf("the copy has %d tables, the desk %d", len(other), len(one))
	}
	for table, print := range one {
		if other[table] != print {
			return fmt.Errorf("the copy of table %s differs from the desk", table)
		}
	}
	return nil
}

// fingerprints are, table by table, the number of rows and the sum of their hashes. Every value is read for it, and DuckDB checks the
// checksum of each block it reads.
func fingerprints(ctx context.Context, q Querier, catalogue string) (map[string]string, error) {
	tables, err := tablesOf(ctx, q, catalogue)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	for _, table := range tables {
		var print string
		err := q.QueryRowContext(ctx, fmt.Sprintf("select count(*) || ' ' || coalesce(sum(hash(t)::hugeint), 0) from %s.%s t", catalogue, table)).Scan(&print)
		if err != nil {
			return nil, fmt.Errorf("read table %s: %w", table, err)
		}
		all[table] = print
	}
	return all, nil
}

// tablesOf are the tables of a catalogue as SQL names them, schema.table.
func tablesOf(ctx context.Context, q Querier, catalogue string) (tables []string, err error) {
	rows, err := q.QueryContext(ctx, "select schema_name || '.' || table_name from duckdb_tables() where database_name = ? and not internal and not temporary order by 1", catalogue)
	if err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("list tables: %w", err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list tables: %w", err)
	}
	return tables, nil
}

// Restored says what a desk was made from, and where the one before it lies.
type Restored struct {
	Copied
	Before string `json:"before,omitempty"` // the file that the former desk is kept in; "": there was none
}

// Restore makes a desk of a backup. The backup is checked first: it is whole, this program knows its schema, and every ticket in it has
// its path. Only then, and only when replace says so, a desk that is there makes room; it is kept under another name. The backup itself
// is left as it is, and may be any desk's file.
//
// Errors: ErrThere; ErrHeld; those of Open.
func Restore(ctx context.Context, backup, path string, replace bool) (Restored, error) {
	if err := present(backup, Read); err != nil {
		return Restored{}, err
	}
	if err := replaceable(path); err != nil {
		return Restored{}, err
	}
	part := path + ".restored"
	copied, err := checkedCopy(ctx, backup, part)
	if err != nil {
		return Restored{}, errors.Join(fmt.Errorf("restore %s: %w", backup, OnDisk(err)), remove(part, part+walEnd))
	}
	before, err := makeRoom(ctx, path, replace)
	if err != nil {
		return Restored{}, errors.Join(err, remove(part, part+walEnd))
	}
	if err := os.Rename(part, path); err != nil {
		return Restored{}, fmt.Errorf("restore: %w", err)
	}
	return Restored{copied, before}, synced(filepath.Dir(path))
}

// replaceable says that a desk can be put at a path: in a folder that is there, and not in the place of a folder. A file there may be damaged.
func replaceable(path string) error {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		return nil
	}
	return present(path, Create)
}

// checkedCopy copies a backup to where the desk will be, which reads all of it.
func checkedCopy(ctx context.Context, backup, path string) (copied Copied, err error) {
	s, err := open(ctx, backup, Read)
	if err != nil {
		return Copied{}, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if copied, err = s.copyTo(ctx, path); err != nil {
		return Copied{}, explain(backup, err)
	}
	if err := s.sound(ctx); err != nil {
		return Copied{}, err
	}
	return copied, synced(path)
}

// sound proves what every import proves: no event without its ticket, and no ticket without the way it took.
func (s *Store) sound(ctx context.Context) error {
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version == 0 {
		return fmt.Errorf("%s holds no desk", s.path)
	}
	stray, err := count(ctx, s.db, "select count(*) from desk.event anti join desk.ticket using (ticket_id)")
	if err != nil {
		return err
	}
	if stray > 0 {
		return fmt.Errorf("%d events in it belong to no ticket: this is no whole desk", stray)
	}
	if version < 2 { // before there were paths
		return nil
	}
	lost, err := count(ctx, s.db, "select count(*) from desk.ticket anti join tier.path using (ticket_id)")
	if err != nil {
		return err
	}
	if lost > 0 {
		return fmt.Errorf("%d tickets in it have no path: this is no whole desk", lost)
	}
	return nil
}

// makeRoom moves a desk that is there out of the way, with what belongs to it. Nobody may have it open.
func makeRoom(ctx context.Context, path string, replace bool) (before string, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", remove(path + walEnd) // what was never written into the desk that is gone would be written into the new one
	}
	if !replace {
		return "", fmt.Errorf("restore to %s: this file %w; --replace keeps it under another name and takes its place", path, ErrThere)
	}
	s, err := open(ctx, path, Write)
	if err == nil {
		err = s.Close()
	}
	if errors.Is(err, ErrHeld) {
		return "", err
	} // a desk that cannot be opened is why one restores
	before = freeName(path + ".before")
	if err := os.Rename(path, before); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if err := os.Rename(path+walEnd, before+walEnd); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("restore: %w", err)
	}
	return before, nil
}

// freeName is the name, or with a number behind it the first that no file has.
func freeName(name string) string {
	for i := 1; ; i++ {
		free := name
		if i > 1 {
			free = fmt.Sprintf("%s-%d", name, i)
		}
		if _, err := os.Lstat(free); errors.Is(err, fs.ErrNotExist) {
			return free
		}
	}
}

// keepBefore backs an older file up, beside it, before its schema is changed.
func (s *Store) keepBefore(ctx context.Context, version int) error {
	if s.path == "" || version == 0 || version == newest {
		return nil
	}
	if _, err := s.Backup(ctx, freeName(fmt.Sprintf("%s.schema%d", s.path, version))); err != nil {
		return fmt.Errorf("an older tiermix made this database, and it is backed up before it is changed: %w", err)
	}
	return nil
}

// remove removes files, whichever of them are there.
func remove(names ...string) error {
	for _, name := range names {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// synced sees to it that a file, or what a folder lists, is on the disk.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
