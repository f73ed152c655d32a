package state_test

import (
	"testing"
	"time"

	"tiermix/dashboard/state"
)

func TestPresets(t *testing.T) {
	for preset, want := range map[string][2]string{
		"4w":          {"2026-09-28", "2026-10-25"}, // Monday to the last Sunday that the data reach
		"13w":         {"2026-07-27", "2026-10-25"},
		"52w":         {"2025-10-27", "2026-10-25"},
		"month":       {"2026-10-01", "2026-10-31"},
		"lastmonth":   {"2026-09-01", "2026-09-30"},
		"quarter":     {"2026-10-01", "2026-12-31"},
		"lastquarter": {"2026-07-01", "2026-09-30"},
		"year":        {"2026-01-01", "2026-12-31"},
		"lastyear":    {"2025-01-01", "2025-12-31"},
		"all":         {"2025-09-01", "2026-10-31"},
	} {
		s := good(t, "period="+preset)
		if got := [2]string{s.Period.From.Format(time.DateOnly), s.Period.To.Format(time.DateOnly)}; got != want {
			t.Errorf("%s = %v, want %v", preset, got, want)
		}
	}
}

func TestEveryPresetIsTested(t *testing.T) {
	if got, want := len(state.Presets), 10; got != want {
		t.Errorf("%d presets, want %d: extend TestPresets", got, want)
	}
}

func TestWeeksBeginOnMonday(t *testing.T) {
	for offset := range 14 {
		end := last.AddDate(0, 0, offset)
		s, _ := state.Parse(map[string][]string{"period": {"4w"}}, first, end)
		if s.Period.From.Weekday() != time.Monday || s.Period.To.Weekday() != time.Sunday || s.Days() != 28 {
			t.Errorf("data to %s: %s to %s", end, s.Period.From, s.Period.To)
		}
		if s.Period.To.After(end) {
			t.Errorf("data to %s: the period ends later, %s", end, s.Period.To)
		}
	}
}

// A desk of a few days has no whole week: all of it is shown.
func TestShortHistory(t *testing.T) {
	from, to := day("2026-10-27"), day("2026-10-30")
	s, _ := state.Parse(nil, from, to)
	if !s.Period.From.Equal(from) || !s.Period.To.Equal(to) {
		t.Errorf("period %s to %s, want the four days of data", s.Period.From, s.Period.To)
	}
}

func TestQuarterOverTheTurnOfTheYear(t *testing.T) {
	s, _ := state.Parse(map[string][]string{"period": {"lastquarter"}}, first, day("2026-02-03"))
	if got, want := s.Period.From, day("2025-10-01"); !got.Equal(want) {
		t.Errorf("from %s, want %s", got, want)
	}
	if got, want := s.Period.To, day("2025-12-31"); !got.Equal(want) {
		t.Errorf("to %s, want %s", got, want)
	}
}
