package desk

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// table writes one CSV file row by row. A row costs one allocation, however many columns it has.
type table struct {
	name   string
	file   *os.File
	buffer *bufio.Writer
	csv    *csv.Writer
	text   []byte // the row's cells one after the other
	stops  []int  // where each cell ends in text
	cells  []string
}

func createTable(dir, name string, columns ...string) (*table, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", name, err)
	}
	buffer := bufio.NewWriterSize(f, 1<<18)
	t := &table{name: name, file: f, buffer: buffer, csv: csv.NewWriter(buffer)}
	for _, c := range columns {
		t.word(c)
	}
	if err := t.end(); err != nil {
		f.Close()
		return nil, err
	}
	return t, nil
}

func (t *table) stop() { t.stops = append(t.stops, len(t.text)) }

func (t *table) word(s string) {
	t.text = append(t.text, s...)
	t.stop()
}

func (t *table) number(n int64) {
	t.text = strconv.AppendInt(t.text, n, 10)
	t.stop()
}

// positive writes n; 0 is empty.
func (t *table) positive(n int64) {
	if n == 0 {
		t.stop()
		return
	}
	t.number(n)
}

// padded writes prefix and n with at least width digits.
func (t *table) padded(prefix string, n, width int) {
	t.text = append(t.text, prefix...)
	for limit := 10; width > 1; width-- {
		if n < limit {
			t.text = append(t.text, zeros[:width-1]...)
			break
		}
		limit *= 10
	}
	t.number(int64(n))
}

const zeros = "00000000"

// time writes an instant; 0 is empty.
func (t *table) time(at int64) {
	if at != 0 {
		t.text = appendTime(t.text, at)
	}
	t.stop()
}

// end writes the row.
func (t *table) end() error {
	row, from := string(t.text), 0
	t.cells = t.cells[:0]
	for _, stop := range t.stops {
		t.cells = append(t.cells, row[from:stop])
		from = stop
	}
	t.text, t.stops = t.text[:0], t.stops[:0]
	if err := t.csv.Write(t.cells); err != nil {
		return fmt.Errorf("write %s: %w", t.name, err)
	}
	return nil
}

// close writes what is left. The table must not be used after it.
func (t *table) close() error {
	t.csv.Flush()
	err := t.csv.Error()
	if closing := t.file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", t.name, err)
	}
	return nil
}
