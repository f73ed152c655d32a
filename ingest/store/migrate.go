package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// migration is one numbered file of the schema.
type migration struct {
	version int
	name    string
	text    string
}

var migrations, newest = mustMigrations()

func mustMigrations() ([]migration, int) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		panic(err)
	}
	var all []migration
	for _, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			panic(err)
		}
		number, _, _ := strings.Cut(path.Base(name), "_")
		version, err := strconv.Atoi(number)
		if err != nil {
			panic(fmt.Errorf("schema file %s: its name must begin with a number: %w", name, err))
		}
		all = append(all, migration{version, path.Base(name), string(text)})
	}
	return all, all[len(all)-1].version
}

// version is the newest migration the file has; a file of a newer program is refused.
func (s *Store) version(ctx context.Context) (int, error) {
	var tables int
	err := s.db.QueryRowContext(ctx, "select count(*) from duckdb_tables() where database_name = 'tiermix' and schema_name = 'main' and table_name = 'migration'").Scan(&tables)
	if err != nil {
		return 0, err
	}
	if tables == 0 {
		return 0, s.refuseForeign(ctx)
	}
	var version int
	if err := s.db.QueryRowContext(ctx, "select coalesce(max(version), 0) from migration").Scan(&version); err != nil {
		return 0, err
	}
	if version > newest {
		return 0, fmt.Errorf("a newer tiermix made this database (schema %d, this program knows up to %d); install the newer program", version, newest)
	}
	return version, nil
}

// refuseForeign keeps tiermix out of a DuckDB file that holds somebody else's tables.
func (s *Store) refuseForeign(ctx context.Context) error {
	var name string
	err := s.db.QueryRowContext(ctx, "select table_name from duckdb_tables() where database_name = 'tiermix' and not internal order by 1 limit 1").Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("this is a DuckDB file of another program (it has a table %q); name a new file for the desk", name)
}

// migrate brings the file to the newest schema, each step in a transaction of its own; an older file is backed up first.
func (s *Store) migrate(ctx context.Context) error {
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version == 0 {
		if _, err := s.db.ExecContext(ctx, "create table if not exists migration (version integer, name varchar, applied_at timestamp)"); err != nil {
			return err
		}
	}
	if err := s.keepBefore(ctx, version); err != nil {
		return err
	}
	for _, m := range migrations {
		if m.version <= version {
			continue
		}
		if err := s.apply(ctx, m); err != nil {
			return fmt.Errorf("apply %s: %w", m.name, err)
		}
	}
	return nil
}

func (s *Store) apply(ctx context.Context, m migration) error {
	return s.Write(ctx, func(q Querier) error {
		if _, err := q.ExecContext(ctx, m.text); err != nil {
			return err
		}
		_, err := q.ExecContext(ctx, "insert into migration values (?, ?, current_localtimestamp())", m.version, m.name)
		return err
	})
}
