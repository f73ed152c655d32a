package assumption

import (
	"errors"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// parse takes in one expression after the other. Behind a line that is no TOML it goes on with the next.
func (r *reader) parse() {
	var p unstable.Parser
	for at := 0; at < len(r.text); {
		p.Reset(r.text[at:])
		end := at // of the last expression that was understood
		for p.NextExpression() {
			end = r.expression(&p, p.Expression(), at)
		}
		if p.Error() == nil {
			return
		}
		at = r.broken(p.Error(), at, end)
	}
}

// expression takes in a header or a key with its value, and returns the offset of its end. What the parser says counts
// from base.
func (r *reader) expression(p *unstable.Parser, n *unstable.Node, base int) int {
	path, first, last := keyOf(n.Key())
	line := r.lineOf(base + first)
	if n.Kind != unstable.KeyValue {
		r.of.header(line, path, n.Kind == unstable.ArrayTable)
		return base + last
	}
	if !r.skip {
		r.value(p, n, append(append([]string{}, r.table...), path...), base)
	}
	return base + int(n.Raw.Offset+n.Raw.Length)
}

// keyOf is a key's parts, with where it begins and ends.
func keyOf(it unstable.Iterator) (path []string, first, last int) {
	for it.Next() {
		n := it.Node()
		if path == nil {
			first = int(n.Raw.Offset)
		}
		path, last = append(path, string(n.Data)), int(n.Raw.Offset+n.Raw.Length)
	}
	return path, first, last
}

// value takes in a key, or every key of a table that stands within braces.
func (r *reader) value(p *unstable.Parser, n *unstable.Node, path []string, base int) {
	_, first, last := keyOf(n.Key())
	line, v := r.lineOf(base+first), n.Value()
	if v.Kind == unstable.InlineTable {
		for it := v.Children(); it.Next(); {
			if c := it.Node(); c.Kind == unstable.KeyValue {
				inner, _, _ := keyOf(c.Key())
				r.value(p, c, append(append([]string{}, path...), inner...), base)
			}
		}
		return
	}
	raw := string(p.Data()[last : n.Raw.Offset+n.Raw.Length])
	_, raw, _ = strings.Cut(raw, "=")
	name := dotted(path)
	e := entry{path: path, name: name, line: line, what: clipKey(name) + " = " + clip(strings.TrimSpace(raw)), value: v}
	if before, ok := r.keys[name]; ok {
		r.wrong(line, e.what, "%s stands in line %d already; keep one of the two", clipKey(name), before)
		return
	}
	r.keys[name], r.shown[name] = line, e.what
	r.of.settle(e)
}

// broken notes what is no TOML and returns the offset to go on from, which lies behind at. Everything before end was
// understood.
func (r *reader) broken(err error, at, end int) int {
	place := r.place(err, at)
	first := r.lineOf(end)
	if end > at { // the line of what was understood last
		first++
	}
	last := max(r.lineOf(min(place, len(r.text))), 1)
	for first < last && isBlank(r.line(first)) {
		first++
	}
	line := last
	if place >= r.end-1 { // something never ends: the fault is where it begins
		line = first
	}
	what, wrong := r.diagnose(line, err)
	r.wrong(line, what, "%s", wrong)
	if r.broke++; r.broke == mostFaults {
		r.stop = line
		return len(r.text)
	}
	next := line + 1
	if line > first || manyLines.MatchString(r.line(first)) {
		for next <= len(r.starts) && !isBlank(r.line(next)) && !starting.MatchString(r.line(next)) {
			next++
		}
	}
	if next > len(r.starts) {
		return len(r.text)
	}
	return r.starts[next-1]
}

var (
	manyLines = regexp.MustCompile(`=.*(\[|\{|"""|''')`)    // a value that may go on in the next line
	starting  = regexp.MustCompile(`^\s*(\[|[^=,#\[\]]+=)`) // a line that begins something
)

func isBlank(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// place is the offset that a fault of the parser points at.
func (r *reader) place(err error, at int) int {
	var fault *unstable.ParserError
	if errors.As(err, &fault) {
		if offset := cap(r.text[at:]) - cap(fault.Highlight); offset >= 0 && offset <= len(r.text)-at {
			return at + offset
		}
	}
	return at
}
