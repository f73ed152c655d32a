package reader

import (
	"fmt"
	"unicode/utf8"
)

const (
	maxValue = 1000 // characters of a rejected value that are kept
	knows    = "tiermix reads CSV, JSON lines, Parquet and XES, each plain or as .gz"
)

// Error is what makes a whole input unreadable: which input, where, what is wrong and what would be right.
type Error struct {
	File string // as the user wrote it
	Line int64  // 1 = first line; 0 where no line is to blame
	Text string // one sentence without the place
	Err  error  // cause, or nil
}

// Error is the place and the sentence, as in "tickets.csv:1: the columns 1 and 3 are both called id; ...". The cause
// is not printed: it is for errors.Is and for logs.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text)
	}
	return e.File + ": " + e.Text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// clip keeps the first maxValue characters of a text and makes it valid UTF-8.
func clip(b []byte) string {
	if len(b) > maxValue*utf8.UTFMax {
		b = b[:maxValue*utf8.UTFMax]
	}
	out := make([]rune, 0, min(len(b), maxValue))
	for _, r := range string(b) {
		if len(out) == maxValue {
			break
		}
		out = append(out, r)
	}
	return string(out)
}

// bytesText prints a size the way people say it.
func bytesText(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.0f KiB", float64(n)/(1<<10))
	default:
		return fmt.Sprintf("%d bytes", n)
	}
}
