package report

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"

	"tiermix/dashboard/vector"
)

// absent stands for a sign that the font does not have.
const absent = '□'

// letters makes text printable in the document's font, and remembers the signs that are not.
type letters struct {
	missing map[rune]bool // of the signs met so far
	err     error         // of the font; the first one
}

// text is one line of text: signs that the font does not have are replaced, and what is written from right to left stands as it is read.
func (l *letters) text(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Mn, r) && r >= '\ufe00' && r <= '\ufe0f':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, string(absent)))
	return visual(strings.Map(l.sign, text))
}

// sign is a sign that the font has: the given one, or the one that stands for it.
func (l *letters) sign(r rune) rune {
	missing, known := l.missing[r]
	if !known {
		absent, err := vector.Glyphs(string(r))
		if err != nil && l.err == nil {
			l.err = err
		}
		missing = len(absent) > 0
		l.missing[r] = missing
	}
	if missing {
		return absent
	}
	return r
}

// signs are the signs that were missing, as their numbers, for the font cannot show them.
func (l *letters) signs() (all []rune) {
	for r, missing := range l.missing {
		if missing {
			all = append(all, r)
		}
	}
	slices.Sort(all)
	return all
}

// visual puts text into the order in which its signs stand on the line.
func visual(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hebrew, unicode.Arabic) }) {
		return text
	}
	var p bidi.Paragraph
	if _, err := p.SetString(text); err != nil {
		return text
	}
	order, err := p.Order()
	if err != nil {
		return text
	}
	var out strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		if part := run.String(); run.Direction() == bidi.RightToLeft {
			out.WriteString(bidi.ReverseString(part))
		} else {
			out.WriteString(part)
		}
	}
	return out.String()
}
