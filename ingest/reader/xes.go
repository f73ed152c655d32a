package reader

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

const (
	maxDepth   = 100     // elements inside one another
	maxCase    = 1 << 20 // bytes of the attributes of one case, which every event of it repeats
	casePrefix = "case:" // before the names of case attributes in the columns
)

// openXES makes a table with one row per event: the attributes of the case as "case:<key>", those of the event by
// their key. The columns are those that any event or case has; attributes inside attributes, globals, classifiers and
// attributes of the whole log are no columns. A case without events is no row.
func (s *Source) openXES(ctx context.Context, in *input, opts Options) error {
	x := newXESReader(in, opts)
	grown, err := newTable(in, filepath.Join(s.temp, "events.csv"))
	if err != nil {
		return err
	}
	defer grown.close()
	x.out = grown
	if err := x.read(ctx); err != nil {
		return x.asFault(ctx, err)
	}
	if err := grown.finish(); err != nil {
		return err
	}
	if s.Columns, err = tidyNames(in.name, 0, x.columns); err != nil {
		return err
	}
	if len(x.columns) == 0 {
		return in.fault("the XES log has no event with attributes; export the events too")
	}
	s.Records, s.rejects = x.events, x.rejects
	if x.width == len(s.Columns) {
		s.From = grown.from(s.Columns)
		return nil
	}
	return s.pad(ctx, in, grown)
}

// pad writes the rows again with all columns: rows that were written before the last column appeared are too short.
func (s *Source) pad(ctx context.Context, in *input, grown *table) error {
	file, err := os.Open(grown.path)
	if err != nil {
		return in.readFault(err)
	}
	defer file.Close()
	out, err := newTable(in, filepath.Join(s.temp, "padded.csv"))
	if err != nil {
		return err
	}
	defer out.close()
	err = newScanner(file, int(grown.longest)+1, fieldMark, true).each(ctx, func(rec *record) error {
		out.longest = max(out.longest, rec.size+int64(len(s.Columns)))
		_, err := fmt.Fprintf(out.buffer, "%s%s\n", rec.raw, strings.Repeat(string(fieldMark), len(s.Columns)-rec.fields))
		return err
	})
	if err != nil {
		return in.readFault(err)
	}
	out.inner = grown.inner
	s.From = out.from(s.Columns)
	return out.finish()
}

// xesReader turns the tokens of an XES file into rows.
type xesReader struct {
	in      *input
	opts    Options
	xml     *xml.Decoder
	guard   *guard
	out     *table
	stack   []string // names of the open elements
	columns []string
	index   map[string]int
	trace   []cell // attributes of the current case
	event   []cell // attributes of the current event
	size    int    // bytes of event
	late    bool   // the current case has had an event
	isLog   bool   // the outermost element is <log>
	width   int    // columns of the first row that was written
	events  int64
	line    int64 // where the current event begins
	row     []string
	rejects []Reject
}

// cell is one attribute on its way to its column.
type cell struct {
	column int
	value  string
}

// guard fails when one XML token grows too long.
type guard struct {
	r     io.Reader
	read  int64
	limit int64 // most bytes to read before the next token
}

var errLongToken = errors.New("token too long")

func (g *guard) Read(p []byte) (int, error) {
	if g.read > g.limit {
		return 0, errLongToken
	}
	n, err := g.r.Read(p)
	g.read += int64(n)
	return n, err
}

func newXESReader(in *input, opts Options) *xesReader {
	g := &guard{r: in.stream}
	x := &xesReader{in: in, opts: opts, guard: g, xml: xml.NewDecoder(g), index: map[string]int{}}
	x.xml.CharsetReader = func(label string, r io.Reader) (io.Reader, error) {
		if in.utf16 {
			return r, nil
		}
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, x.fault("the XML declaration names the encoding %q, which is not known; save the file as UTF-8", label)
		}
		return enc.NewDecoder().Reader(r), nil
	}
	return x
}

func (x *xesReader) read(ctx context.Context) error {
	for n := 0; ; n++ {
		if n&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		x.guard.limit = x.guard.read + int64(x.opts.MaxRecord) + blockSize
		token, err := x.xml.RawToken()
		if err == io.EOF {
			return x.end()
		}
		if err != nil {
			return err
		}
		if err := x.take(token); err != nil {
			return err
		}
	}
}
