// Package reader turns an input file into a SQL table expression of text columns.
//
// It knows CSV, JSON lines, Parquet and XES, plain or gzip-compressed, from a file or from standard input. A first pass
// in Go decides what every record is; DuckDB then reads the file itself when each of its records is well formed, and a
// cleaned temporary copy otherwise. So the records that arrive plus the rejects are always all records of the input,
// and DuckDB is never asked to guess at a damaged one.
package reader

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
)

// Limits that hold when Options leave them open.
const (
	DefaultMaxColumns = 2000     // columns of one input
	DefaultMaxRecord  = 16 << 20 // bytes of one record, and of one XES attribute
)

// Formats a Source can have.
const (
	CSV     = "csv"
	JSONL   = "jsonl"
	Parquet = "parquet"
	XES     = "xes"
)

// Options say how an input is read; the zero value is right for a file whose name or content tells its format.
type Options struct {
	Stdin      io.Reader `json:"-"` // read when the path is "-"
	TempDir    string    // where temporary files go; empty: the system's folder
	Format     string    // csv, jsonl, parquet or xes; empty: by file name, then by content
	Delimiter  string    // one ASCII character between CSV fields; empty: found in the header line
	MaxColumns int       // most columns; 0: DefaultMaxColumns
	MaxRecord  int       // most bytes of one record; 0: DefaultMaxRecord
	copied     bool      // read a cleaned copy even of a well-formed file; tests compare the two ways
}

// Querier runs SQL on one connection; *sql.Conn and *sql.Tx do.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Source is one input made ready for DuckDB to read as text columns.
type Source struct {
	Name    string   // as the user wrote it; "-" is "standard input"
	Format  string   // csv, jsonl, parquet or xes
	Columns []string // in file order, trimmed, without byte order mark; no two are equal but for capital letters
	Bytes   int64    // size of the input as it is stored, in bytes
	Records int64    // data records, rejected ones included; rows of From + rejects = Records
	From    string   // SQL table expression: exactly Columns, quoted, VARCHAR, in record order; missing and empty CSV fields are NULL
	rejects []Reject
	temp    string
}

// Reject is one record that never arrives in From.
type Reject struct {
	Record int64  // 1 = first data record; empty lines do not count
	Line   int64  // line of the file on which the record begins; 0 where the format has no lines
	Field  string // column at fault; empty when it is the whole record
	Value  string // what stands there, at most the first 1,000 characters
	Reason string // what is wrong and what would be right
}

// Open examines the input at path ("-" is standard input) and makes it ready. Nothing of a damaged whole (empty,
// binary, cut-off gzip, broken XML) is ever ready in part: such an input is an *Error. The caller closes the Source
// after From has been read.
func Open(ctx context.Context, q Querier, path string, opts Options) (*Source, error) {
	opts, err := opts.complete()
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp(opts.TempDir, "tiermix-read-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	src := &Source{Name: displayName(path), temp: temp}
	if err := src.open(ctx, q, path, opts); err != nil {
		return nil, withClose(err, src)
	}
	return src, nil
}

func withClose(err error, src *Source) error {
	if closing := src.Close(); closing != nil {
		return fmt.Errorf("%w (and %v)", err, closing)
	}
	return err
}

func (o Options) complete() (Options, error) {
	if o.MaxColumns <= 0 {
		o.MaxColumns = DefaultMaxColumns
	}
	if o.MaxRecord <= 0 {
		o.MaxRecord = DefaultMaxRecord
	}
	switch o.Format {
	case "", CSV, JSONL, Parquet, XES:
	default:
		return o, fmt.Errorf("the format %q is not known; the formats are csv, jsonl, parquet and xes", o.Format)
	}
	if o.Delimiter == `\t` {
		o.Delimiter = "\t"
	}
	if d := o.Delimiter; d != "" && (len(d) != 1 || d[0] >= 0x80 || d == `"` || d == "\n" || d == "\r" || d == "\x00") {
		return o, fmt.Errorf("the delimiter %q cannot separate fields; give one ASCII character such as , ; | or \\t", d)
	}
	return o, nil
}

func (s *Source) open(ctx context.Context, q Querier, path string, opts Options) error {
	in, err := openInput(s.Name, path, opts)
	if err != nil {
		return err
	}
	defer in.close()
	in.temp = s.temp
	s.Format = in.format
	switch in.format {
	case XES:
		err = s.openXES(ctx, in, opts)
	case Parquet:
		err = s.openParquet(ctx, q, in, opts)
	case JSONL:
		err = s.openJSONL(ctx, in, opts)
	default:
		err = s.openCSV(ctx, in, opts)
	}
	s.Bytes = in.size()
	return err
}

// Rejects returns the records that From leaves out, in record order.
func (s *Source) Rejects(context.Context, Querier) ([]Reject, error) {
	return s.rejects, nil
}

// ReadError names the source in an error that DuckDB gave while it read From.
func (s *Source) ReadError(err error) error {
	if err == nil {
		return nil
	}
	return &Error{File: s.Name, Text: "the file could not be read to its end, so nothing of it was imported; export it again", Err: err}
}

// Close removes the temporary files; From cannot be read afterwards.
func (s *Source) Close() error {
	if err := os.RemoveAll(s.temp); err != nil {
		return fmt.Errorf("remove the temporary files of %s: %w", s.Name, err)
	}
	return nil
}
