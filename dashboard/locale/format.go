package locale

import (
	"math"
	"strings"
	"time"

	"golang.org/x/text/number"
)

// None is shown where there is no value.
const None = "–"

const (
	minute = 60.0
	hour   = 60 * minute
	day    = 24 * hour
)

// Count writes a whole number with the language's group marks: 1,204 or 1.204.
func (l *Locale) Count(n int) string { return l.printer.Sprint(number.Decimal(n)) }

// Number writes a number with at most the given decimals.
func (l *Locale) Number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return None
	}
	return l.printer.Sprint(number.Decimal(v, number.MaxFractionDigits(decimals)))
}

// Fine writes a number with three significant digits.
func (l *Locale) Fine(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return l.Number(v, 0)
	}
	digits := 2 - int(math.Floor(math.Log10(math.Abs(v))))
	unit := math.Pow(10, float64(digits))
	return l.Number(math.Round(v*unit)/unit, max(0, digits))
}

// Fixed writes a number with exactly the given decimals, as columns need it.
func (l *Locale) Fixed(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return None
	}
	return l.printer.Sprint(number.Decimal(v, number.Scale(decimals)))
}

// Percent writes a share (0..1) as percent with one decimal: 68.4 % or 68,4 %.
func (l *Locale) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return None
	}
	return l.Fixed(100*share, 1) + "\u00a0%"
}

// Duration writes seconds in the two units that matter: 3 h 12 min, 2 d 4 h, 45 s.
func (l *Locale) Duration(seconds float64) string {
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) {
		return None
	}
	sign := ""
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	large, small := l.spans(seconds)
	return sign + strings.TrimSpace(large+" "+small)
}

// spans splits seconds into a large and a small part, each with its unit. Rounding comes first, so 59.9 minutes
// become one hour and never 60 minutes.
func (l *Locale) spans(seconds float64) (large, small string) {
	switch rounded := math.Round(seconds/minute) * minute; {
	case seconds < minute:
		return l.span(math.Round(seconds), "unit.second"), ""
	case rounded < hour:
		return l.span(rounded/minute, "unit.minute"), ""
	case rounded < 2*day:
		return l.pair(rounded, hour, minute, "unit.hour", "unit.minute")
	default:
		return l.pair(math.Round(seconds/hour)*hour, day, hour, "unit.day", "unit.hour")
	}
}

func (l *Locale) pair(seconds, large, small float64, largeUnit, smallUnit string) (string, string) {
	whole := math.Floor(seconds / large)
	rest := math.Round((seconds - whole*large) / small)
	if rest == 0 || whole >= 100 {
		return l.span(whole, largeUnit), ""
	}
	return l.span(whole, largeUnit), l.span(rest, smallUnit)
}

func (l *Locale) span(n float64, unit string) string {
	return l.Number(n, 0) + "\u00a0" + l.T(unit)
}

// Date writes a day: 31 Oct 2026 or 31.10.2026.
func (l *Locale) Date(t time.Time) string {
	if t.IsZero() {
		return None
	}
	if l.Code == "de" {
		return t.Format("02.01.2006")
	}
	return t.Format("2 Jan 2006")
}

// DateTime writes a day and the time of day in 24 hours.
func (l *Locale) DateTime(t time.Time) string {
	if t.IsZero() {
		return None
	}
	return l.Date(t) + ", " + t.Format("15:04")
}

// Day writes a day without the year: 31 Oct or 31.10.
func (l *Locale) Day(t time.Time) string {
	if l.Code == "de" {
		return t.Format("02.01.")
	}
	return t.Format("2 Jan")
}

// Month writes a month and its year: Oct 2026 or 10/2026.
func (l *Locale) Month(t time.Time) string {
	if l.Code == "de" {
		return t.Format("01/2006")
	}
	return t.Format("Jan 2006")
}

// Span writes a period of whole days, both ends included.
func (l *Locale) Span(from, to time.Time) string { return l.Date(from) + " – " + l.Date(to) }
