package reader

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"strings"
)

// fieldMark separates the fields of temporary CSV files; in ticket texts it is as good as never met, so that few fields
// need quotes.
const fieldMark = '\x1f'

// table is a temporary CSV file under construction.
type table struct {
	in      *input
	path    string
	file    *os.File
	buffer  *bufio.Writer
	w       *csv.Writer
	longest int64
	inner   bool // a field mark or a line end stands inside quotes
}

func newTable(in *input, path string) (*table, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, in.cause(err, "a temporary copy cannot be made; check the temporary folder")
	}
	buffer := bufio.NewWriterSize(file, blockSize)
	w := csv.NewWriter(buffer)
	w.Comma = fieldMark
	return &table{in: in, path: path, file: file, buffer: buffer, w: w}, nil
}

func (t *table) write(row []string) error {
	size := int64(len(row)) * 3
	for _, f := range row {
		size += int64(len(f) + strings.Count(f, `"`))
		t.inner = t.inner || strings.ContainsAny(f, "\n\r\x1f")
	}
	t.longest = max(t.longest, size)
	return t.w.Write(row)
}

// from is the table expression of the finished file.
func (t *table) from(columns []string) string {
	return readCSV(t.path, columns, csvLook{delim: fieldMark, end: lf, longest: t.longest, inner: t.inner})
}

func (t *table) finish() error {
	t.w.Flush()
	if err := errors.Join(t.w.Error(), t.buffer.Flush()); err != nil {
		return t.in.readFault(err)
	}
	return nil
}

func (t *table) close() { t.file.Close() } // its writes have been checked by finish
