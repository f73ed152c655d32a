package reader

import (
	"bytes"
	"io"
)

// lineEnd is how a record ends.
type lineEnd byte

const (
	endOfFile lineEnd = iota
	lf
	crlf
	cr
)

// damage is what makes a record unreadable as fields.
type damage byte

const (
	sound     damage = iota
	strayText        // text between a closing quote and the next delimiter
	openQuote        // a quote that never closes
	tooLong          // more bytes than one record may have
)

// record is one record as it stands in the file.
type record struct {
	raw     []byte // without its line end, valid until the next record; only its beginning when it is too long
	line    int64  // where it begins, 1 = first line of the file
	lines   int64  // how many lines it covers
	size    int64  // bytes without the line end
	fields  int
	end     lineEnd
	regular bool // every CSV reader sees the same fields in it
	inner   bool // a delimiter or a line end stands inside quotes
	pure    bool // surely ASCII without NUL
	damage  damage
	at      int   // index of the damaged field
	atLine  int64 // line of the damage
}

// scanner cuts a stream into records. Memory is bounded by limit, however long a record is.
type scanner struct {
	r       io.Reader
	buf     []byte
	start   int
	end     int
	eof     bool
	limit   int
	delim   byte    // 0: the whole line is one field
	quotes  bool    // a field can be quoted, and then hold line ends
	line    int64   // line at start
	quoted  bool    // what the buffer holds: quotes,
	returns bool    // carriage returns,
	pure    bool    // nothing but ASCII without NUL
	style   lineEnd // how the first record ends; endOfFile until it is known
	err     error   // error of r that is still to be reported
}

func newScanner(r io.Reader, limit int, delim byte, quotes bool) *scanner {
	return &scanner{r: r, buf: make([]byte, 2*blockSize), limit: limit, delim: delim, quotes: quotes, line: 1}
}

// next returns the next record, empty lines included, or io.EOF after the last.
func (s *scanner) next() (record, error) {
	if s.start == s.end {
		if err := s.fill(); err != nil {
			return record{}, err
		}
		if s.start == s.end {
			return record{}, io.EOF
		}
	}
	rec, ok := s.quick()
	if !ok {
		var err error
		if rec, err = s.careful(); err != nil {
			return rec, err
		}
	}
	if s.style == endOfFile {
		s.style = rec.end
	}
	s.line += rec.lines
	return rec, nil
}

// quick handles the usual record: all of it is in the buffer and its line ends nowhere but at its end.
func (s *scanner) quick() (record, bool) {
	i := bytes.IndexByte(s.buf[s.start:s.end], '\n')
	if i < 0 || i > s.limit {
		return record{}, false
	}
	raw, end := s.buf[s.start:s.start+i], lf
	if i > 0 && raw[i-1] == '\r' {
		raw, end = raw[:i-1], crlf
	}
	if s.returns && bytes.IndexByte(raw, '\r') >= 0 {
		return record{}, false
	}
	plain := s.count(raw)
	fields := plain
	if s.quotes && s.quoted && bytes.IndexByte(raw, '"') >= 0 {
		if fields = regularFields(raw, s.delim); fields == 0 {
			return record{}, false
		}
	}
	s.start += i + 1
	return record{raw: raw, line: s.line, lines: 1, size: int64(len(raw)), fields: fields, end: end,
		regular: true, inner: plain != fields, pure: s.pure}, true
}

// regularFields counts the fields of a record in which every quote opens or closes a whole field or is doubled inside
// one; 0 for any other record.
func regularFields(raw []byte, delim byte) int {
	for n := 1; delim != 0; n++ {
		if len(raw) == 0 || raw[0] != '"' {
			i := bytes.IndexByte(raw, delim)
			switch {
			case i < 0 && bytes.IndexByte(raw, '"') < 0:
				return n
			case i < 0 || bytes.IndexByte(raw[:i], '"') >= 0:
				return 0
			}
			raw = raw[i+1:]
			continue
		}
		raw = behindQuotes(raw[1:])
		switch {
		case raw == nil:
			return 0
		case len(raw) == 0:
			return n
		case raw[0] != delim:
			return 0
		}
		raw = raw[1:]
	}
	return 0
}

// behindQuotes is what follows the closing quote of a field, nil where there is none.
func behindQuotes(raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '"')
		if i < 0 {
			return nil
		}
		if raw = raw[i+1:]; len(raw) == 0 || raw[0] != '"' {
			return raw
		}
		raw = raw[1:]
	}
}

func (s *scanner) count(raw []byte) int {
	if s.delim == 0 {
		return 1
	}
	return bytes.Count(raw, []byte{s.delim}) + 1
}

// careful walks through a record byte by byte, over several fillings of the buffer where needed.
func (s *scanner) careful() (record, error) {
	p := parser{delim: s.delim, quotes: s.quotes, oldMac: s.style == cr || s.style == endOfFile, newline: lineFeed, regular: true}
	if s.style == cr {
		p.newline = carriageReturn
	}
	var head []byte
	var dropped int64
	for !p.scan(s.buf[s.start:s.end], s.eof) {
		if p.pos > s.limit {
			if head == nil {
				head = append(head, s.buf[s.start:min(s.end, s.start+4*maxValue)]...)
			}
			dropped += int64(p.pos)
			s.start += p.pos
			p.pos = 0
		}
		if err := s.fill(); err != nil {
			return record{}, err
		}
	}
	return s.finish(p, head, dropped), nil
}

func (s *scanner) finish(p parser, head []byte, dropped int64) record {
	raw := s.buf[s.start : s.start+p.pos]
	rec := record{raw: raw, line: s.line, lines: p.newlines + 1, size: dropped + int64(len(raw)), fields: p.fields + 1,
		end: p.end, regular: p.regular, inner: bytes.ContainsAny(raw, "\r\n") || s.count(raw) != p.fields+1, damage: p.damage}
	if p.damage != sound {
		rec.regular, rec.at, rec.atLine, rec.inner = false, p.at, s.line+p.atLine, false
	}
	if rec.size > int64(s.limit) && rec.damage != openQuote {
		rec.regular, rec.damage, rec.at, rec.atLine, rec.inner = false, tooLong, 0, s.line, false
	}
	if head != nil {
		rec.raw = head
	}
	s.start += p.pos + p.end.width()
	return rec
}

func (e lineEnd) width() int {
	switch e {
	case lf, cr:
		return 1
	case crlf:
		return 2
	}
	return 0
}

// fill reads more bytes behind those not yet used and makes room for them.
func (s *scanner) fill() error {
	if s.err != nil {
		return s.err
	}
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.start, s.end = 0, s.end-s.start
	}
	if s.end > len(s.buf)/2 {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for !s.eof {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		switch {
		case err == io.EOF:
			s.eof = true
		case err != nil:
			s.err = err
			return err
		}
		if n > 0 {
			s.look()
			return nil
		}
	}
	return nil
}

// look finds out once for the whole buffer what need not be asked of each record.
func (s *scanner) look() {
	b := s.buf[s.start:s.end]
	s.quoted = bytes.IndexByte(b, '"') >= 0
	s.returns = bytes.IndexByte(b, '\r') >= 0
	s.pure = ascii(b) && bytes.IndexByte(b, 0) < 0
}
