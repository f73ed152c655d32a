package reader

import (
	"bufio"
	"encoding/csv"
	"errors"
	"os"
	"strings"
)

// table is a temporary CSV file under construction.
type table struct {
	in      *input
	path    string
	file    *os.File
	buffer  *bufio.Writer
	w       *csv.Writer
	longest int64
}

func newTable(in *input, path string) (*table, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, in.cause(err, "a temporary copy cannot be made; check the temporary folder")
	}
	buffer := bufio.NewWriterSize(file, blockSize)
	return &table{in: in, path: path, file: file, buffer: buffer, w: csv.NewWriter(buffer)}, nil
}

func (t *table) write(row []string) error {
	size := int64(len(row)) * 3
	for _, f := range row {
		size += int64(len(f) + strings.Count(f, `"`))
	}
	t.longest = max(t.longest, size)
	return t.w.Write(row)
}

func (t *table) finish() error {
	t.w.Flush()
	if err := errors.Join(t.w.Error(), t.buffer.Flush()); err != nil {
		return t.in.readFault(err)
	}
	return nil
}

func (t *table) close() { t.file.Close() } // its writes have been checked by finish
