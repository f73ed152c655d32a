package reader

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"unicode/utf8"
)

// repair writes a well-formed UTF-8 copy of a CSV file and sets apart the records that cannot be read.
func (s *Source) repair(ctx context.Context, c *csvFile) error {
	r, file, err := c.open(c.found.windows())
	if err != nil {
		return err
	}
	defer file.Close()
	out, err := newTable(c.in, filepath.Join(s.temp, "clean.csv"))
	if err != nil {
		return err
	}
	defer out.close()
	job := &cleaner{c: c, src: s, out: out, skip: c.found.skipped + 1}
	if err := newScanner(r, c.opts.MaxRecord, c.delim, true).each(ctx, job.take); err != nil {
		return c.asFault(err)
	}
	if err := out.finish(); err != nil {
		return err
	}
	s.Records = job.record
	s.From = out.from(c.names)
	return nil
}

// cleaner sorts the records of a CSV file into those that are written and those that are rejected.
type cleaner struct {
	c      *csvFile
	src    *Source
	out    *table
	skip   int64 // records up to and including the header that are still to come
	record int64
	fields [][]byte
	row    []string
}

func (j *cleaner) take(rec *record) error {
	if j.skip > 0 {
		j.skip--
		return nil
	}
	if rec.empty() {
		return nil
	}
	j.record++
	if field, reason := j.c.verdict(rec); reason != "" {
		j.src.rejects = append(j.src.rejects, Reject{Record: j.record, Line: rec.line, Field: field, Value: clip(rec.raw), Reason: reason})
		return nil
	}
	j.fields = splitFields(j.fields[:0], rec.raw, j.c.delim)
	j.row = j.row[:0]
	for _, f := range j.fields {
		j.row = append(j.row, string(f))
	}
	return j.out.write(j.row)
}

// verdict says why a record cannot be read, and which column is to blame where one is; an empty reason is a good record.
func (c *csvFile) verdict(rec *record) (field, reason string) {
	names := c.names
	switch {
	case rec.damage != sound:
		if rec.at < len(names) && rec.damage != tooLong {
			field = names[rec.at]
		}
		return field, c.damaged(rec)
	case rec.fields < len(names):
		return names[rec.fields], fmt.Sprintf("the record has %d of %d fields; from %s on all are missing", rec.fields, len(names), names[rec.fields])
	case rec.fields > len(names):
		return "", fmt.Sprintf("the record has %d fields where the header has %d; put a field that contains %q in quotes", rec.fields, len(names), c.delim)
	case bytes.IndexByte(rec.raw, 0) >= 0:
		return c.fieldOf(rec, bytes.IndexByte(rec.raw, 0)), "the record contains a NUL byte, which no text has; export it again"
	}
	if at := invalidUTF8(rec.raw); at >= 0 {
		return c.fieldOf(rec, at), fmt.Sprintf("byte %d of the record, 0x%02X, is not UTF-8 as the rest of the file is; save the whole file in one encoding",
			at+1, rec.raw[at])
	}
	return "", ""
}

func (c *csvFile) damaged(rec *record) string {
	switch rec.damage {
	case openQuote:
		return fmt.Sprintf(`a quote that opens here on line %d never closes, and everything after it up to the end of the file was swallowed (%s, %s); close the quote, or double it if it is meant as a character`,
			rec.atLine, countOf(rec.line+rec.lines-rec.atLine, "line"), bytesText(rec.size))
	case tooLong:
		return fmt.Sprintf("the record is %s long and the limit is %s; only its beginning was kept", bytesText(rec.size), bytesText(int64(c.opts.MaxRecord)))
	default:
		text := fmt.Sprintf("there is text behind the closing quote on line %d; a quote inside a quoted field must be doubled", rec.atLine)
		if rec.lines > 1 {
			text += fmt.Sprintf(" (the record covers lines %d to %d)", rec.line, rec.line+rec.lines-1)
		}
		return text
	}
}

func countOf(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fieldOf is the column in which the byte at the offset stands.
func (c *csvFile) fieldOf(rec *record, offset int) string {
	n := len(splitFields(nil, rec.raw[:offset], c.delim))
	if n < 1 || n > len(c.names) {
		return ""
	}
	return c.names[n-1]
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
