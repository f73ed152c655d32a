package reader

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// survey is what one pass over all records found out.
type survey struct {
	header   []byte // first record that is not empty, as it stands in the file
	head     record // the same without raw bytes
	skipped  int64  // records before the header
	columns  int
	records  int64
	longest  int64 // bytes of the longest record
	end      lineEnd
	clean    bool  // DuckDB can read the file itself: every record is regular and complete
	inner    bool  // delimiters or line ends stand inside quotes
	foreign  int64 // records that are not valid UTF-8
	accented int64 // records that are valid UTF-8 and more than ASCII
}

// windows is true when the text is in the Windows-1252 code page: records that are not UTF-8 outnumber those that use
// it. A file that is UTF-8 but for a few damaged records stays UTF-8.
func (v *survey) windows() bool { return v.foreign > v.accented }

// count takes one data record into the survey; complete says that it has the fields it should have.
func (v *survey) count(rec *record, complete bool) {
	v.records++
	v.longest = max(v.longest, rec.size)
	v.inner = v.inner || rec.inner
	v.see(rec)
	if !complete || !rec.regular || rec.end != v.end && rec.end != endOfFile {
		v.clean = false
	}
}

// see looks at the characters of a record.
func (v *survey) see(rec *record) {
	switch {
	case rec.pure:
		return
	case ascii(rec.raw):
		if bytes.IndexByte(rec.raw, 0) >= 0 {
			v.clean = false
		}
		return
	case utf8.Valid(rec.raw):
		v.accented++
	default:
		v.foreign++
		v.clean = false
	}
	if bytes.IndexByte(rec.raw, 0) >= 0 {
		v.clean = false
	}
}

// ascii is true when every byte is below 0x80; it looks at eight at a time.
func ascii(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// each calls visit for every record, empty ones too, until the stream or the context ends.
func (s *scanner) each(ctx context.Context, visit func(*record) error) error {
	var rec record // one for all, or each would be allocated
	var err error
	for n := 0; ; n++ {
		if n&0xffff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		rec, err = s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err = visit(&rec); err != nil {
			return err
		}
	}
}

// empty is true for a line with nothing on it.
func (r *record) empty() bool { return r.size == 0 && r.damage == sound }
