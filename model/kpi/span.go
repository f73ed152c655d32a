package kpi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseSpan reads a period by its name: a year (2026), a quarter (2026-Q3), a month (2026-10), a day (2026-10-05), or two days (2026-10-01..2026-10-15, both included).
func ParseSpan(text string) (Period, error) {
	if from, to, two := strings.Cut(text, ".."); two {
		p, err := ParsePeriod(from, to)
		if err == nil && (p.From.IsZero() || p.To.IsZero()) {
			err = fmt.Errorf("a period needs its first and its last day")
		}
		if err != nil {
			return Period{}, fmt.Errorf("period %q: %w", text, err)
		}
		return p, nil
	}
	if year, quarter, ok := strings.Cut(strings.ToUpper(text), "-Q"); ok {
		if n, err := strconv.Atoi(quarter); err == nil && n >= 1 && n <= 4 && len(quarter) == 1 {
			if t, err := time.Parse("2006", year); err == nil && t.Year() > 0 {
				from := t.AddDate(0, 3*(n-1), 0)
				return Period{From: from, To: from.AddDate(0, 3, -1)}, nil
			}
		}
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {time.DateOnly, 0, 0, 1}} {
		if t, err := time.Parse(form.layout, text); err == nil && t.Year() > 0 {
			return Period{From: t, To: t.AddDate(form.years, form.months, form.days-1)}, nil
		}
	}
	return Period{}, fmt.Errorf("period %q is not known; write a year as 2026, a quarter as 2026-Q3, a month as 2026-10, or two days as 2026-10-01..2026-10-15", text)
}
