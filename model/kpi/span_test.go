package kpi_test

import (
	"strings"
	"testing"
	"time"

	"tiermix/model/kpi"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string][2]string{
		"2026": {"2026-01-01", "2026-12-31"}, "2026-Q3": {"2026-07-01", "2026-09-30"}, "2026-q1": {"2026-01-01", "2026-03-31"}, "2024-02": {"2024-02-01", "2024-02-29"},
		"2026-10-05": {"2026-10-05", "2026-10-05"}, "2026-10-01..2026-10-15": {"2026-10-01", "2026-10-15"}, "2026-Q4": {"2026-10-01", "2026-12-31"},
	} {
		p, err := kpi.ParseSpan(text)
		if err != nil || p.From.Format(time.DateOnly) != want[0] || p.To.Format(time.DateOnly) != want[1] {
			t.Errorf("%s: %v to %v, %v; want %v", text, p.From, p.To, err, want)
		}
	}
	for _, text := range []string{"", "2026-Q5", "2026-Q0", "2026-Q03", "2026-13", "last month", "2026-02-30", "..", "2026-10-01..", "2026-10-15..2026-10-01", "0000", "26-Q1"} {
		if p, err := kpi.ParseSpan(text); err == nil || !strings.Contains(err.Error(), "period") {
			t.Errorf("%q is taken for %v: %v", text, p, err)
		}
	}
}
