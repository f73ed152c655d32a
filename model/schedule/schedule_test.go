package schedule_test

import (
	"strings"
	"testing"
	"time"

	"tiermix/model/origin"
	"tiermix/model/schedule"
)

func TestSpan(t *testing.T) {
	for _, test := range []struct{ period, day, from, to string }{
		{"last-week", "2026-11-25", "2026-11-16", "2026-11-22"}, {"last-week", "2026-11-23", "2026-11-16", "2026-11-22"}, {"last-week", "2026-11-22", "2026-11-09", "2026-11-15"},
		{"last-month", "2026-03-31", "2026-02-01", "2026-02-28"}, {"last-month", "2026-01-01", "2025-12-01", "2025-12-31"},
		{"last-quarter", "2026-05-31", "2026-01-01", "2026-03-31"}, {"last-quarter", "2026-01-15", "2025-10-01", "2025-12-31"}, {"last-year", "2026-12-31", "2025-01-01", "2025-12-31"},
	} {
		day, err := time.Parse(time.DateOnly, test.day)
		if err != nil {
			t.Fatal(err)
		}
		p := schedule.Schedule{Period: test.period}.Span(day.Add(23 * time.Hour))
		if p.From.Format(time.DateOnly) != test.from || p.To.Format(time.DateOnly) != test.to {
			t.Errorf("%s on %s: %v to %v, want %s to %s", test.period, test.day, p.From, p.To, test.from, test.to)
		}
	}
	if p := (schedule.Schedule{Period: "all"}).Span(time.Now()); !p.From.IsZero() || !p.To.IsZero() {
		t.Errorf("all data: %v", p)
	}
}

func good() schedule.Schedule {
	return schedule.Schedule{Name: "Board", To: []string{"a@example.org"}, Formats: []string{"pdf"}, Lang: "de", Period: "last-month", Compare: "previous", Where: []string{"region=South"}}
}

func TestCheck(t *testing.T) {
	if err := good().Check(); err != nil {
		t.Error(err)
	}
	bad := schedule.Schedule{Name: "a\nb", Formats: []string{"doc"}, Lang: "fr", Period: "yesterday", Compare: "never", Where: []string{"region"}}
	said := origin.Sentences(bad.Check())
	if len(said) != 7 {
		t.Errorf("%d faults: %v", len(said), said)
	}
	for _, s := range said {
		if s.EN == s.DE && !strings.Contains(s.EN, "filter") {
			t.Errorf("not in German: %s", s.EN)
		}
	}
}
