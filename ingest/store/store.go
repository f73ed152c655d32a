// Package store keeps the facts of a desk in one DuckDB file: schema, migrations, transactions and the figures' counting.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/duckdb/duckdb-go/v2"
)

//go:embed schema/*.sql
var schema embed.FS

// Querier runs statements: a connection or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Mode says what a command wants of the file.
type Mode int

// The ways to open a file.
const (
	Read   Mode = iota // the file must exist; several processes may read
	Write              // the file must exist; one process only
	Create             // as Write, and a missing file is made
)

// Store is an open desk.
type Store struct {
	db       *sql.DB
	path     string
	drafting sync.Mutex // held by the one draft there may be
}

// Open opens the desk in the file at path. An empty path is a desk in memory.
func Open(ctx context.Context, path string, mode Mode) (*Store, error) {
	if err := present(path, mode); err != nil {
		return nil, err
	}
	if mode == Read && path != "" {
		current, err := isCurrent(ctx, path)
		if err != nil {
			return nil, err
		}
		if !current {
			if err := upgrade(ctx, path); err != nil {
				return nil, err
			}
		}
	}
	return open(ctx, path, mode)
}

func present(path string, mode Mode) error {
	switch path {
	case "":
		return nil
	case ":memory:":
		return errors.New("open :memory:: a desk in memory is gone at once; name a file")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && mode == Create:
		return folderPresent(path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open %s: there is no such database; `tiermix import --db %s FILE` makes one", path, path)
	case err != nil:
		return fmt.Errorf("open database: %w", err)
	case info.IsDir():
		return fmt.Errorf("open %s: this is a folder, a database file is needed", path)
	}
	return signed(path)
}

// folderPresent checks the place of a new database.
func folderPresent(path string) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open %s: there is no folder %s; make it first", path, folder)
	}
	return nil
}

// catalogue is the name of the desk's file inside DuckDB: no SQL names a file, and a file called tier.duckdb or
// desk.duckdb is not taken for a schema.
const catalogue = "tiermix"

func open(ctx context.Context, path string, mode Mode) (*Store, error) {
	connector, err := duckdb.NewConnector(settings(path), func(conn driver.ExecerContext) error { return prepare(conn, path, mode) })
	if err != nil {
		return nil, explain(path, err)
	}
	s := &Store{db: sql.OpenDB(connector), path: path}
	if err := s.ready(ctx, mode); err != nil {
		return nil, errors.Join(explain(path, err), s.Close())
	}
	return s, nil
}

func (s *Store) ready(ctx context.Context, mode Mode) error {
	if err := s.db.PingContext(ctx); err != nil {
		return err
	}
	if mode == Read && s.path != "" {
		_, err := s.version(ctx)
		return err
	}
	return s.migrate(ctx)
}

// upgrade brings an older file to the schema of this program.
func upgrade(ctx context.Context, path string) error {
	s, err := open(ctx, path, Write)
	if err != nil {
		return err
	}
	return s.Close()
}

func isCurrent(ctx context.Context, path string) (bool, error) {
	s, err := open(ctx, path, Read)
	if err != nil {
		return false, err
	}
	version, err := s.version(ctx)
	return version == newest, errors.Join(err, s.Close())
}

// Close writes everything out and lets go of the file.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return nil
}

// Path is the file of the desk, "" in memory.
func (s *Store) Path() string { return s.path }

// DB is the desk for questions that change nothing.
func (s *Store) DB() *sql.DB { return s.db }

// settings are those of a DuckDB in memory: no extension is ever fetched, memory is bounded. They are given once: DuckDB
// refuses to be told its folder again once it has worked there.
func settings(path string) string {
	return "?" + url.Values{
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
		"memory_limit":                 {memoryLimit()},
		"temp_directory":               {tempDirectory(path)},
	}.Encode()
}

// prepare gives each connection the desk's catalogue.
func prepare(conn driver.ExecerContext, path string, mode Mode) error {
	for _, statement := range []string{"attach if not exists '" + quoted(path) + "' as " + catalogue + access(path, mode), "use " + catalogue} {
		if _, err := conn.ExecContext(context.Background(), statement, nil); err != nil {
			return err
		}
	}
	return nil
}

func access(path string, mode Mode) string {
	if mode == Read && path != "" {
		return " (read_only)"
	}
	return ""
}

// tempDirectory is where DuckDB works on disk when memory is short: beside the file.
func tempDirectory(path string) string {
	if path == "" {
		return filepath.Join(os.TempDir(), "tiermix.tmp")
	}
	return path + ".tmp"
}

func quoted(text string) string { return strings.ReplaceAll(text, "'", "''") }

// explain turns DuckDB's words on opening a file into what a person can do.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	switch {
	case strings.Contains(text, "Could not set lock"):
		return fmt.Errorf("open %s: %w; stop it (a running tiermix serve or import) and try again", path, ErrHeld)
	case strings.Contains(text, "not a valid DuckDB database file"):
		return fmt.Errorf("open %s: this file is no tiermix database; name the file that tiermix import made", path)
	case strings.Contains(text, "Permission denied"), strings.Contains(text, "permission denied"):
		return fmt.Errorf("open %s: this user may not open or write the file; give permission to it and its folder", path)
	case strings.Contains(text, "Corrupt database file"), strings.Contains(text, "Could not read enough bytes"):
		return fmt.Errorf("open %s: this database is damaged or cut off; put a copy of it back, or import its files into a new one", path)
	case strings.Contains(text, "while replaying WAL file"):
		return fmt.Errorf("open %s: the file %s.wal beside it, which holds its last changes, is damaged; put a copy of both back, or move that file away and lose these changes", path, filepath.Base(path))
	case strings.Contains(text, "created with a newer version"):
		return fmt.Errorf("open %s: a newer tiermix made this database; install the newer program", path)
	}
	return fmt.Errorf("open %s: %w", path, OnDisk(err))
}

// ErrHeld marks a database that another process has open.
var ErrHeld = errors.New("another process holds this database")
