// Package assumption reads and writes the file in which the user keeps what a plan assumes: TOML in which everything that
// stands uncommented was typed by the user, and everything else is measured or a named default.
package assumption

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"tiermix/model/plan"
)

// Bounds of a file.
const (
	largest    = 4 << 20 // bytes
	mostFaults = 100     // are told; the rest is counted, and behind so many lines that are no TOML nothing is read
	mostTables = 10_000  // the time to read them grows with their square
)

// grammar is what a kind of file says: its tables and its keys.
type grammar interface {
	header(line int, path []string, list bool) // begins a table
	settle(e entry)                            // puts a value where it belongs
}

// Read reads the user's file. Values are what the user typed, under the keys of plan.FieldOf and in the units of their
// fields; Typed says which of country, table, its file and channels were typed too. A file with an on-cost table is looked for beside this
// one. What the file does not say is as in plan.Unsaid; a
// country without a table takes the newest that there is for it.
//
// Errors are all faults of the file at once, in the order of lines, each "FILE:LINE: key = value: what is wrong and what
// would be right"; or that it cannot be read, is too large, or is not UTF-8.
func Read(path string) (plan.Assumptions, error) {
	text, err := load(path, "assumptions", "`tiermix assumptions init` writes one")
	if err != nil {
		return plan.Assumptions{}, err
	}
	r := newReader(text)
	r.folder = filepath.Dir(path)
	r.parse()
	r.settleTable()
	r.settleBands()
	if len(r.faults) == 0 {
		r.checkWhole()
	}
	if len(r.faults) > 0 {
		return plan.Assumptions{}, r.fault(path)
	}
	return r.out, nil
}

// load is the file as text in UTF-8, without the mark that some editors put in front.
func load(path, kind, way string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	text, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	if len(text) > largest {
		return nil, fmt.Errorf("%s: this is larger than %d MiB and no file of %s; %s", path, largest>>20, kind, way)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("%s:1: this is UTF-16; save the file as UTF-8", path)
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(line) {
			return nil, fmt.Errorf("%s:%d: this line is not UTF-8: %q; save the file as UTF-8", path, i+1, clip(string(line)))
		}
	}
	return text, nil
}

// fault is what is wrong in one line.
type fault struct {
	line int
	text string
}

// reader is a file on its way to assumptions.
type reader struct {
	text    []byte
	starts  []int   // offset of every line
	of      grammar // what the file may say
	example string  // of a header
	folder  string  // in which it lies
	out     plan.Assumptions
	bands   []bandLines
	file    string // of the user's own on-cost table, as typed
	faults  []fault
	broke   int // lines that are no TOML
	stop    int // the line behind which nothing was read; 0 when all was
	end     int // offset behind the last sign that is no space

	table   []string       // the header that holds now
	skip    bool           // that header is at fault, so what stands below it is not judged
	keys    map[string]int // line of every key that stood
	headers map[string]int // line of every header
	shown   map[string]string
}

func newReader(text []byte) *reader {
	r := &reader{text: text, out: plan.Unsaid(), keys: map[string]int{}, headers: map[string]int{}, shown: map[string]string{}}
	r.of, r.example = r, `[tier1] or [category."NAME"]`
	r.end = len(bytes.TrimRight(text, " \t\r\n"))
	r.starts = append(r.starts, 0)
	for i, c := range text {
		if c == '\n' {
			r.starts = append(r.starts, i+1)
		}
	}
	return r
}

// lineOf is the line, counted from 1, in which an offset lies.
func (r *reader) lineOf(offset int) int {
	i, found := slices.BinarySearch(r.starts, offset)
	if found {
		return i + 1
	}
	return i
}

// line is the text of a line, without its end.
func (r *reader) line(n int) string {
	end := len(r.text)
	if n < len(r.starts) {
		end = r.starts[n]
	}
	return string(bytes.TrimRight(r.text[r.starts[n-1]:end], "\r\n"))
}

// wrong notes a fault: what stands there, and what is wrong with it.
func (r *reader) wrong(line int, what, format string, args ...any) {
	r.faults = append(r.faults, fault{line, what + ": " + fmt.Sprintf(format, args...)})
}

// fault is all faults as one error.
func (r *reader) fault(path string) error {
	slices.SortStableFunc(r.faults, func(a, b fault) int { return cmp.Compare(a.line, b.line) })
	var all []error
	for i, f := range r.faults {
		if i == mostFaults && r.stop == 0 {
			all = append(all, fmt.Errorf("%s: and %d faults more", path, len(r.faults)-i))
		}
		if i < mostFaults {
			all = append(all, fmt.Errorf("%s:%d: %s", path, f.line, f.text))
		}
	}
	if r.stop > 0 {
		all = append(all, fmt.Errorf("%s: too many faults; nothing was read behind line %d", path, r.stop))
	}
	return errors.Join(all...)
}

// checkWhole finds what single lines do not show, such as a table that is opened in two ways.
func (r *reader) checkWhole() {
	if n := len(r.headers) + len(r.bands); n > mostTables {
		r.wrong(len(r.starts), "whole file", "it has %d tables; at most %d are read. Leave out categories of which nothing is typed", n, mostTables)
		return
	}
	var all map[string]any
	err := toml.Unmarshal(r.text, &all)
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &decode):
		line, _ := decode.Position()
		r.wrong(line, clip(r.line(line)), "%s", strings.TrimPrefix(decode.Error(), "toml: "))
	case err != nil:
		r.wrong(1, "whole file", "%v", err)
	}
}
