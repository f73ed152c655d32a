package assumption

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Characters that a message repeats of a value, and of a key, whose end says which it is.
const (
	longestShown = 60
	longestKey   = 200
)

var bare = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// dotted is a key as it stands in TOML: parts in quotes where they need them.
func dotted(path []string) string {
	var parts []string
	for _, p := range path {
		if !bare.MatchString(p) {
			p = quoted(p)
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, ".")
}

// quoted is a text in quotes as TOML reads it; what does not print is written by its number, so it never ends a line or
// changes the direction of one.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case unicode.IsPrint(c):
			b.WriteRune(c)
		case c <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			fmt.Fprintf(&b, `\U%08X`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// oneLine is a text for a comment or a message: what does not print becomes a space.
func oneLine(text string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return ' '
		}
		return c
	}, text)
}

// clip is the beginning of a text, on one line.
func clip(text string) string { return beginning(text, longestShown) }

// clipKey is the beginning of a key.
func clipKey(name string) string { return beginning(name, longestKey) }

func beginning(text string, most int) string {
	letters := []rune(oneLine(strings.TrimSpace(text)))
	if len(letters) > most {
		return string(letters[:most]) + "..."
	}
	return string(letters)
}

// nearest is the known name with the fewest letters to change; one that has the whole name in it comes before all others.
func nearest(name string, known []string) string {
	name = clip(name)
	far := func(k string) int {
		n := changes(name, k)
		if len(name) < 4 || !strings.Contains(k, name) {
			n += longestShown
		}
		return n
	}
	return slices.MinFunc(known, func(a, b string) int { return cmp.Compare(far(a), far(b)) })
}

// changes is the number of letters to insert, drop or replace to turn a into b (V. I. Levenshtein, 1966), whatever their case.
func changes(a, b string) int {
	from, to := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range from {
		corner := row[0]
		row[0] = i + 1
		for j, d := range to {
			replaced := corner
			if c != d {
				replaced++
			}
			corner = row[j+1]
			row[j+1] = min(replaced, row[j]+1, corner+1)
		}
	}
	return row[len(to)]
}
