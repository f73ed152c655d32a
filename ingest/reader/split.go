package reader

import "bytes"

// splitFields appends the fields of a sound record, unquoted, to dst.
func splitFields(dst [][]byte, raw []byte, delim byte) [][]byte {
	for {
		field, rest, more := cutField(raw, delim)
		dst = append(dst, field)
		if !more {
			return dst
		}
		raw = rest
	}
}

// cutField takes the first field; more says that a delimiter followed it.
func cutField(raw []byte, delim byte) (field, rest []byte, more bool) {
	inner := bytes.TrimLeft(raw, blanks(delim))
	if len(inner) == 0 || inner[0] != '"' {
		return bytes.Cut(raw, []byte{delim})
	}
	inner = inner[1:]
	for {
		i := bytes.IndexByte(inner, '"')
		if i < 0 {
			return append(field, inner...), nil, false
		}
		field = append(field, inner[:i]...)
		inner = inner[i+1:]
		if len(inner) == 0 || inner[0] != '"' {
			break
		}
		field = append(field, '"')
		inner = inner[1:]
	}
	_, rest, more = bytes.Cut(inner, []byte{delim})
	return field, rest, more
}

func blanks(delim byte) string {
	if delim == '\t' {
		return " "
	}
	if delim == ' ' {
		return "\t"
	}
	return " \t"
}
