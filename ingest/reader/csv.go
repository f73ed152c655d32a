package reader

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// csvFile is a CSV file on disk and what is known of it.
type csvFile struct {
	in    *input
	path  string
	delim byte
	opts  Options
	found survey
	names []string
}

// delimiters are tried in this order when the header line does not decide.
const delimiters = ",;\t|"

func (s *Source) openCSV(ctx context.Context, in *input, opts Options) error {
	path, err := in.local(ctx)
	if err != nil {
		return err
	}
	c := &csvFile{in: in, path: path, opts: opts}
	if err := c.survey(ctx); err != nil {
		return err
	}
	if c.names, err = c.columnNames(); err != nil {
		return err
	}
	s.Columns, s.Records = c.names, c.found.records
	if c.found.clean {
		s.From = readCSV(path, c.names, csvLook{delim: c.delim, header: true, end: c.found.end, longest: c.found.longest, inner: c.found.inner})
		return nil
	}
	return s.repair(ctx, c)
}

// open reads the file from its beginning, without byte order mark; decode turns Windows-1252 into UTF-8.
func (c *csvFile) open(decode bool) (io.Reader, io.Closer, error) {
	file, err := os.Open(c.path)
	if err != nil {
		return nil, nil, c.in.cause(err, "the file cannot be opened again; leave it in place while it is imported")
	}
	buffered := bufio.NewReaderSize(file, 4096)
	if mark, err := buffered.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		if _, err := buffered.Discard(3); err != nil {
			return nil, nil, c.in.readFault(err)
		}
	}
	if decode {
		return windows1252(buffered), file, nil
	}
	return buffered, file, nil
}

// survey reads the whole file once: delimiter, header, and whether every record is as it should be.
func (c *csvFile) survey(ctx context.Context) error {
	r, file, err := c.open(false)
	if err != nil {
		return err
	}
	defer file.Close()
	if c.delim, err = c.sniff(r); err != nil {
		return err
	}
	if r, file, err = c.open(false); err != nil {
		return err
	}
	defer file.Close()
	c.found.clean = !c.opts.copied
	err = newScanner(r, c.opts.MaxRecord, c.delim, true).each(ctx, c.look)
	if err != nil {
		return c.asFault(err)
	}
	if c.found.columns == 0 {
		return c.in.empty()
	}
	return nil
}

func (c *csvFile) asFault(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return c.in.readFault(err)
}

// look takes one record of the first pass.
func (c *csvFile) look(rec *record) error {
	v := &c.found
	switch {
	case v.columns == 0:
		return c.lookHeader(rec)
	case rec.empty():
		v.clean = v.clean && v.columns > 1 && rec.end == v.end
	default:
		v.count(rec, rec.fields == v.columns)
	}
	return nil
}

func (c *csvFile) lookHeader(rec *record) error {
	v := &c.found
	if rec.empty() || separatorLine(rec.raw) != 0 {
		v.skipped++
		v.clean = false
		return nil
	}
	if rec.damage != sound {
		return &Error{File: c.in.name, Line: rec.atLine, Text: "the line of column names is damaged: " + c.damaged(rec) +
			"; start the file with one line of column names"}
	}
	v.header, v.columns, v.end, v.head = append([]byte(nil), rec.raw...), rec.fields, rec.end, *rec
	if v.columns > c.opts.MaxColumns {
		return &Error{File: c.in.name, Line: rec.line, Text: fmt.Sprintf("there are %d columns, more than the %d that are read; check the delimiter %q",
			v.columns, c.opts.MaxColumns, c.delim)}
	}
	v.see(rec)
	v.clean = v.clean && rec.regular && rec.lines == 1 && rec.end != cr
	return nil
}

// separatorLine is the delimiter of a line such as "sep=;" which Excel writes before the header; 0 for other lines.
func separatorLine(raw []byte) byte {
	if len(raw) == 5 && strings.EqualFold(string(raw[:4]), "sep=") {
		return raw[4]
	}
	return 0
}

// sniff finds the delimiter: the one that the header line has most of, outside quotes.
func (c *csvFile) sniff(r io.Reader) (byte, error) {
	if c.opts.Delimiter != "" {
		return c.opts.Delimiter[0], nil
	}
	s := newScanner(r, c.opts.MaxRecord, 0, true)
	for {
		rec, err := s.next()
		if err == io.EOF {
			return ',', nil
		}
		if err != nil {
			return 0, c.in.readFault(err)
		}
		if d := separatorLine(rec.raw); d != 0 {
			return d, nil
		}
		if !rec.empty() {
			return mostFrequent(rec.raw), nil
		}
	}
}

func mostFrequent(header []byte) byte {
	var seen [256]int
	inside := false
	for _, b := range header {
		if b == '"' {
			inside = !inside
		} else if !inside {
			seen[b]++
		}
	}
	best := delimiters[0]
	for i := range len(delimiters) {
		if d := delimiters[i]; seen[d] > seen[best] {
			best = d
		}
	}
	return best
}

// columnNames reads the header record.
func (c *csvFile) columnNames() ([]string, error) {
	var names []string
	for _, field := range splitFields(nil, c.found.header, c.delim) {
		if !utf8.Valid(field) {
			decoded, err := io.ReadAll(windows1252(strings.NewReader(string(field))))
			if err != nil {
				return nil, c.in.readFault(err)
			}
			field = decoded
		}
		names = append(names, string(field))
	}
	return tidyNames(c.in.name, c.found.head.line, names)
}
