package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Every DuckDB file has its magic bytes behind the checksum of its first block.
const (
	signAt = 8
	sign   = "DUCK"
)

// errNoDatabase is in DuckDB's words, which explain knows.
var errNoDatabase = errors.New("not a valid DuckDB database file")

// signed refuses a file that is no database. DuckDB itself would open a table such as desk.csv as a view in memory, and what is
// written to that is lost. An empty file is a database to be.
func signed(path string) error {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return explain(path, err)
	case err != nil:
		return fmt.Errorf("open database: %w", err)
	}
	head := make([]byte, signAt+len(sign))
	n, err := io.ReadFull(file, head)
	if n > 0 && (err != nil || string(head[signAt:]) != sign) {
		return errors.Join(explain(path, errNoDatabase), file.Close())
	}
	return file.Close()
}
