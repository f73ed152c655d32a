package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
	"tiermix/model/schedule"
)

func TestSchedulesAreKept(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "desk.duckdb"), store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	at := time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)
	board := schedule.Schedule{
		Name: "Board", Cron: "0 7 1 * *", Zone: "Europe/Berlin", To: []string{"a@example.org", "b@example.org"}, Formats: []string{"pdf", "xlsx"}, Lang: "de", Period: "last-month",
		Compare: "previous", Where: []string{"region=South, East", "channel=="}, Saved: at,
	}
	plain := schedule.Schedule{Name: "it's plain", Cron: "@weekly", Zone: "UTC", To: []string{"c@example.org"}, Formats: []string{"html"}, Lang: "en", Period: "all", Saved: at}
	for _, x := range []schedule.Schedule{plain, board} {
		if err := store.SaveSchedule(t.Context(), s.DB(), x); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.SaveSchedule(t.Context(), s.DB(), schedule.Schedule{Name: "BOARD"}); !errors.Is(err, schedule.ErrTaken) {
		t.Errorf("the same name again: %v", err)
	}
	all, err := store.Schedules(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]schedule.Schedule{board, plain}, all); diff != "" {
		t.Errorf("schedules (-saved +read):\n%s", diff)
	}
	first := schedule.Sent{Name: "Board", Due: at, Tried: at.Add(time.Second), Attempt: 1, Detail: "refused"}
	second := schedule.Sent{Name: "Board", Due: at, Tried: at.Add(time.Minute), Attempt: 2, OK: true, Final: true, Detail: "sent"}
	for _, x := range []schedule.Sent{first, second} {
		if err := store.KeepSent(t.Context(), s.DB(), x); err != nil {
			t.Fatal(err)
		}
	}
	sent, err := store.SentReports(t.Context(), s.DB(), 10)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]schedule.Sent{second, first}, sent); diff != "" {
		t.Errorf("what was sent (-kept +read):\n%s", diff)
	}
	later := schedule.Sent{Name: "Board", Due: at.AddDate(0, 1, 0), Tried: at.AddDate(0, 1, 0), Attempt: 1, OK: true, Final: true}
	if err := store.KeepSent(t.Context(), s.DB(), later); err != nil {
		t.Fatal(err)
	}
	last, err := store.LastSent(t.Context(), s.DB())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]schedule.Sent{later}, last); diff != "" {
		t.Errorf("the last time (-kept +read):\n%s", diff)
	}
	if err := store.DropSchedule(t.Context(), s.DB(), "it's plain"); err != nil {
		t.Error(err)
	}
	if err := store.DropSchedule(t.Context(), s.DB(), "it's plain"); !errors.Is(err, schedule.ErrNone) {
		t.Errorf("dropped twice: %v", err)
	}
}
