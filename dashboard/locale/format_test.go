package locale_test

import (
	"math"
	"strings"
	"testing"
	"time"
)

// spaced replaces the spaces that keep a number and its unit on one line.
func spaced(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestNumbers(t *testing.T) {
	c := load(t)
	en, de := c.Choose("en"), c.Choose("de")
	for _, test := range []struct{ name, got, want string }{
		{"count en", en.Count(1234567), "1,234,567"},
		{"count de", de.Count(1234567), "1.234.567"},
		{"number en", en.Number(1234.567, 1), "1,234.6"},
		{"number de", de.Number(1234.567, 1), "1.234,6"},
		{"number whole", en.Number(12, 1), "12"},
		{"fixed en", en.Fixed(12, 2), "12.00"},
		{"fixed de", de.Fixed(0.5, 2), "0,50"},
		{"percent en", en.Percent(0.6841), "68.4 %"},
		{"percent de", de.Percent(0.6841), "68,4 %"},
		{"percent of nothing", en.Percent(math.NaN()), "–"},
		{"not a number", en.Number(math.NaN(), 1), "–"},
		{"infinite", en.Fixed(math.Inf(1), 1), "–"},
	} {
		if got := spaced(test.got); got != test.want {
			t.Errorf("%s = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDuration(t *testing.T) {
	c := load(t)
	en, de := c.Choose("en"), c.Choose("de")
	for _, test := range []struct {
		seconds float64
		en, de  string
	}{
		{0, "0 s", "0 s"},
		{45.4, "45 s", "45 s"},
		{60, "1 min", "1 min"},
		{3569, "59 min", "59 min"},
		{3599, "1 h", "1 h"},
		{11520, "3 h 12 min", "3 h 12 min"},
		{47*3600 + 59*60, "47 h 59 min", "47 h 59 min"},
		{48 * 3600, "2 d", "2 T"},
		{2*86400 + 4*3600, "2 d 4 h", "2 T 4 h"},
		{2*86400 + 23.9*3600, "3 d", "3 T"},
		{41.4 * 86400, "41 d 10 h", "41 T 10 h"},
		{1234 * 86400, "1,234 d", "1.234 T"},
		{-90, "−2 min", "−2 min"},
		{math.NaN(), "–", "–"},
	} {
		if got := spaced(en.Duration(test.seconds)); got != test.en {
			t.Errorf("en %v s = %q, want %q", test.seconds, got, test.en)
		}
		if got := spaced(de.Duration(test.seconds)); got != test.de {
			t.Errorf("de %v s = %q, want %q", test.seconds, got, test.de)
		}
	}
}

func TestDates(t *testing.T) {
	c := load(t)
	en, de := c.Choose("en"), c.Choose("de")
	at := time.Date(2026, 10, 5, 18, 4, 0, 0, time.UTC)
	for _, test := range []struct{ name, got, want string }{
		{"date en", en.Date(at), "5 Oct 2026"}, {"date de", de.Date(at), "05.10.2026"},
		{"instant en", en.DateTime(at), "5 Oct 2026, 18:04"}, {"instant de", de.DateTime(at), "05.10.2026, 18:04"},
		{"day en", en.Day(at), "5 Oct"}, {"day de", de.Day(at), "05.10."},
		{"month en", en.Month(at), "Oct 2026"}, {"month de", de.Month(at), "10/2026"},
		{"span", de.Span(at, at.AddDate(0, 0, 6)), "05.10.2026 – 11.10.2026"},
		{"no date", en.Date(time.Time{}), "–"}, {"no instant", en.DateTime(time.Time{}), "–"},
	} {
		if test.got != test.want {
			t.Errorf("%s = %q, want %q", test.name, test.got, test.want)
		}
	}
}
