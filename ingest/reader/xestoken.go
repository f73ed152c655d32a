package reader

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// take handles one token.
func (x *xesReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		if strings.Contains(string(t), "<!ENTITY") {
			return x.fault("the file declares XML entities of its own, which can grow without bound and are never expanded; export the log without a DOCTYPE")
		}
	case xml.StartElement:
		return x.open(t)
	case xml.EndElement:
		return x.shut(t.Name.Local)
	}
	return nil
}

// open enters an element.
func (x *xesReader) open(t xml.StartElement) error {
	name, depth := t.Name.Local, len(x.stack)
	switch {
	case depth == 0 && (name != "log" || x.isLog):
		return x.fault("this is no XES log: it has the element <%s> where only one <log> may stand; export the log as XES", name)
	case depth == maxDepth:
		return x.fault("elements are nested more than %d deep; no XES export needs that, export the log again", maxDepth)
	case depth == 0:
		x.isLog = true
	case depth == 1 && name == "trace":
		x.trace, x.late = x.trace[:0], false
	case name == "event" && (depth == 1 || depth == 2 && x.stack[1] == "trace"):
		x.beginEvent(depth)
	default:
		if err := x.attribute(t.Attr); err != nil {
			return err
		}
	}
	x.stack = append(x.stack, name)
	return nil
}

func (x *xesReader) beginEvent(depth int) {
	if depth == 1 {
		x.trace = x.trace[:0]
	}
	line, _ := x.xml.InputPos()
	x.event, x.size, x.line, x.late = x.event[:0], 0, int64(line), true
}

// attribute keeps what stands directly in a case or in an event.
func (x *xesReader) attribute(attrs []xml.Attr) error {
	parent, depth := x.stack[len(x.stack)-1], len(x.stack)
	ofEvent := parent == "event" && depth <= 3 && (depth == 2 || x.stack[1] == "trace")
	ofCase := parent == "trace" && depth == 2
	if !ofEvent && !ofCase {
		return nil
	}
	key, value, ok := keyValue(attrs)
	switch {
	case !ok:
		return nil
	case len(value) > x.opts.MaxRecord:
		return errLongToken
	case ofEvent:
		x.size += len(value)
		return x.keep(&x.event, key, value)
	case x.late:
		return x.fault("the case attribute %q stands behind events of its case; XES puts it before them, export the log again", key)
	}
	return x.caseAttribute(key, value)
}

func (x *xesReader) caseAttribute(key, value string) error {
	size := len(value)
	for _, c := range x.trace {
		size += len(c.value)
	}
	if size > maxCase {
		return x.fault("the attributes of one case are longer than %s; move long texts to its first event", bytesText(maxCase))
	}
	return x.keep(&x.trace, casePrefix+key, value)
}

// keyValue is false for an element without key or value: lists and containers have none.
func keyValue(attrs []xml.Attr) (key, value string, ok bool) {
	var hasKey, hasValue bool
	for _, a := range attrs {
		switch a.Name.Local {
		case "key":
			key, hasKey = a.Value, true
		case "value":
			value, hasValue = a.Value, true
		}
	}
	return key, value, hasKey && hasValue
}

func (x *xesReader) keep(cells *[]cell, key, value string) error {
	column, ok := x.index[key]
	if !ok {
		column = len(x.columns)
		if column == x.opts.MaxColumns {
			return x.fault("there are more than %d different attributes; every one would be a column, export fewer", x.opts.MaxColumns)
		}
		x.index[key] = column
		x.columns = append(x.columns, key)
	}
	*cells = append(*cells, cell{column, value})
	return nil
}

// shut leaves an element; leaving an event writes its row.
func (x *xesReader) shut(name string) error {
	depth := len(x.stack)
	if depth == 0 || x.stack[depth-1] != name {
		return x.fault("the file is not well-formed XML: </%s> closes what is not open; export the log again", name)
	}
	x.stack = x.stack[:depth-1]
	if name == "event" && (depth == 2 || depth == 3 && x.stack[1] == "trace") {
		return x.writeEvent()
	}
	return nil
}

func (x *xesReader) writeEvent() error {
	x.events++
	x.row = append(x.row[:0], make([]string, len(x.columns))...)
	for _, c := range x.trace {
		x.row[c.column] = c.value
	}
	if x.size > x.opts.MaxRecord {
		return x.reject("", "", fmt.Sprintf("the attributes of the event are %s long and the limit is %s", bytesText(int64(x.size)), bytesText(int64(x.opts.MaxRecord))))
	}
	seen := make(map[int]bool, len(x.event))
	for _, c := range x.event {
		if seen[c.column] {
			return x.reject(x.columns[c.column], c.value, "the event has this attribute twice; one of the two must go")
		}
		seen[c.column] = true
		x.row[c.column] = c.value
	}
	if x.width == 0 {
		x.width = len(x.columns)
	}
	return x.out.write(x.row)
}

func (x *xesReader) reject(field, value, reason string) error {
	x.rejects = append(x.rejects, Reject{Record: x.events, Line: x.line, Field: field, Value: clip([]byte(value)), Reason: reason})
	return nil
}

// end is called when the tokens are used up.
func (x *xesReader) end() error {
	switch {
	case len(x.stack) > 0:
		return x.cutOff()
	case !x.isLog:
		return x.fault("this is no XES log: it has no element <log>; export the log as XES")
	}
	return nil
}

func (x *xesReader) cutOff() error {
	return x.fault("the XES file is cut off inside %s after %s, so nothing of it was imported; export or copy it again",
		x.place(), countOf(x.events, "event"))
}

func (x *xesReader) place() string {
	if len(x.stack) == 0 {
		return "its beginning"
	}
	return "<" + x.stack[len(x.stack)-1] + ">"
}

func (x *xesReader) fault(format string, args ...any) error {
	line, _ := x.xml.InputPos()
	return &Error{File: x.in.name, Line: int64(line), Text: fmt.Sprintf(format, args...)}
}

// asFault makes a sentence of what the XML decoder, the stream or the disk reported.
func (x *xesReader) asFault(ctx context.Context, err error) error {
	var known *Error
	var syntax *xml.SyntaxError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return known
	case errors.Is(err, errLongToken):
		return x.fault("an attribute is longer than %s; no ticket history needs that, export the log again", bytesText(int64(x.opts.MaxRecord)))
	case !errors.As(err, &syntax):
		return x.in.readFault(err)
	case strings.Contains(syntax.Msg, "unexpected EOF"):
		return x.cutOff()
	case strings.Contains(syntax.Msg, "entity"):
		return x.fault("the file uses an XML entity that it would have to declare itself, and such are never expanded; write the character itself")
	}
	return x.fault("the file is not well-formed XML here (%s); export the log again", syntax.Msg)
}
