package reader

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// objectKeys calls visit with every key of a valid JSON object, as it is spelled, until visit returns false.
func objectKeys(line []byte, visit func(raw []byte) bool) {
	i := 1
	for {
		open := bytes.IndexByte(line[i:], '"') // after { or , only blanks and a key, or }, can stand
		if open < 0 {
			return
		}
		from := i + open + 1
		to := stringEnd(line, from)
		if !visit(line[from:to]) {
			return
		}
		if i = valueEnd(line, to+1); line[i] == '}' {
			return
		}
		i++
	}
}

// stringEnd is the offset of the quote that ends the string beginning at i.
func stringEnd(line []byte, i int) int {
	for line[i] != '"' {
		if line[i] == '\\' {
			i++
		}
		i++
	}
	return i
}

// valueEnd is the offset of the comma or brace behind the value beginning at i.
func valueEnd(line []byte, i int) int {
	for depth := 0; ; i++ {
		switch line[i] {
		case '"':
			i = stringEnd(line, i+1)
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
}

// nulEscape is true when a string has the escape of a NUL character.
func nulEscape(line []byte) bool {
	for i := 0; i+5 < len(line); i++ {
		if line[i] == '\\' {
			if string(line[i+1:i+6]) == "u0000" {
				return true
			}
			i++
		}
	}
	return false
}

// loneSurrogate is true when an escape names one half of a UTF-16 pair without the other half.
func loneSurrogate(line []byte) bool {
	for i := 0; i+5 < len(line); i++ {
		next := bytes.IndexByte(line[i:], '\\')
		if next < 0 || i+next+5 >= len(line) {
			return false
		}
		i += next
		switch kind := surrogate(line[i:]); {
		case kind == low, kind == high && surrogate(line[i+6:]) != low:
			return true
		case kind == high:
			i += 11
		default:
			i++
		}
	}
	return false
}

type half byte

const (
	none half = iota
	high
	low
)

// surrogate says whether the text begins with an escaped half of a pair.
func surrogate(b []byte) half {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return none
	}
	code, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	switch {
	case err != nil || code < 0xd800 || code > 0xdfff:
		return none
	case code < 0xdc00:
		return high
	}
	return low
}

// jsonText prints a map of texts, which always has a JSON form.
func jsonText(m map[string]string) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "{}"
	}
	return string(text)
}
