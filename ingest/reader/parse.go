package reader

import "bytes"

// parser finds the end of one record. It can stop at the end of the bytes it has and go on with more.
type parser struct {
	delim     byte
	quotes    bool
	oldMac    bool   // a carriage return alone ends a record
	newline   []byte // counts the lines inside quotes
	pos       int    // next byte to look at
	state     parseState
	fields    int   // complete fields so far
	newlines  int64 // line ends inside quotes
	lineStart bool  // the last byte inside quotes was a line end
	end       lineEnd
	regular   bool
	damage    damage
	at        int   // field of the first damage
	atLine    int64 // lines between the record's first and that of the damage
	openAt    int   // field of the last quote that opened
	openLine  int64 // lines between the record's first and that quote's
}

var (
	lineFeed       = []byte{'\n'}
	carriageReturn = []byte{'\r'}
)

type parseState byte

const (
	fieldStart parseState = iota
	leading               // blanks at the start of a field
	unquoted
	quoted
	quoteSeen  // after a quote inside quotes: it closes, or it is the first of two
	afterQuote // behind the closing quote, blanks only
)

// scan goes on through b, which begins where it began before, and returns whether the record is complete. Then pos is
// its length without the line end.
func (p *parser) scan(b []byte, eof bool) bool {
	for p.pos < len(b) {
		if p.state == quoted {
			p.skipQuoted(b)
			continue
		}
		switch c := b[p.pos]; {
		case c == '\n':
			p.end = lf
			return true
		case c == '\r':
			if done, wait := p.lineReturn(b, eof); done || wait {
				return done
			}
		case c == p.delim && p.delim != 0:
			p.fields++
			p.state = fieldStart
		default:
			p.text(c)
		}
		p.pos++
	}
	return eof && p.endOfInput()
}

// skipQuoted goes to the byte behind the next quote.
func (p *parser) skipQuoted(b []byte) {
	rest := b[p.pos:]
	if i := bytes.IndexByte(rest, '"'); i >= 0 {
		rest = rest[:i+1]
		p.state = quoteSeen
	}
	p.newlines += int64(bytes.Count(rest, p.newline))
	p.lineStart = bytes.HasSuffix(rest, p.newline)
	p.pos += len(rest)
}

// lineReturn tells a line end from a carriage return that is part of a field; wait: the next byte decides.
func (p *parser) lineReturn(b []byte, eof bool) (done, wait bool) {
	if p.pos+1 == len(b) && !eof {
		return false, true
	}
	if p.pos+1 < len(b) && b[p.pos+1] == '\n' {
		p.end = crlf
		return true, false
	}
	if p.oldMac {
		p.end = cr
		return true, false
	}
	p.text('\r')
	p.regular = false
	return false, false
}

// text takes one byte that is neither delimiter nor line end.
func (p *parser) text(c byte) {
	blank := c == ' ' || c == '\t'
	quote := c == '"' && p.quotes
	switch p.state {
	case fieldStart, leading:
		p.open(quote, blank)
	case unquoted:
		if quote {
			p.regular = false
		}
	case quoteSeen:
		if quote {
			p.state = quoted
		} else if blank {
			p.state, p.regular = afterQuote, false
		} else {
			p.stray()
		}
	case afterQuote:
		if !blank {
			p.stray()
		}
	}
}

// open begins a field.
func (p *parser) open(quote, blank bool) {
	switch {
	case quote:
		p.regular = p.regular && p.state == fieldStart
		p.state, p.openAt, p.openLine = quoted, p.fields, p.newlines
	case blank:
		p.state = leading
	default:
		p.state = unquoted
	}
}

func (p *parser) stray() {
	if p.damage == sound {
		p.damage, p.at, p.atLine = strayText, p.fields, p.newlines
	}
	p.state, p.regular = unquoted, false
}

func (p *parser) endOfInput() bool {
	p.end = endOfFile
	if p.state == quoted {
		p.damage, p.at, p.atLine = openQuote, p.openAt, p.openLine
		if p.lineStart {
			p.newlines-- // no line begins behind the last line end
		}
	}
	return true
}
