package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// restless is a desk in Berlin whose last record is an event of the night: no stint and no ticket changed any more.
func restless(t *testing.T) store.Querier {
	t.Helper()
	q := openMemory(t).DB()
	exec(t, q, "insert into desk.setting values ('timezone', 'Europe/Berlin')")
	insertRow(t, q, "path", []string{"id", "created", "resolved"}, []string{"A", "2024-05-01T08:00", "2024-05-02T08:00"})
	insertRow(t, q, "path", []string{"id", "created"}, []string{"B", "2024-05-01T08:00"})
	insertRow(t, q, "stint", []string{"id", "team", "tier", "entered"}, []string{"B", "Desk", "1", "2024-05-01T08:00"})
	exec(t, q, `insert into desk.event by name
		select 'B' as ticket_id, 1 as seq, timestamp '2024-05-04 22:30:00' as occurred_at, 'note' as kind, true as by_system, 1 as batch_id`)
	return q
}

// 22:30 UTC on 4 May is half past midnight on 5 May in Berlin.
func TestDataEndOnTheDayOfTheLastRecord(t *testing.T) {
	q := restless(t)
	if got, want := ask(t, q, kpi.Query{}).Period, (kpi.Period{From: mustDay("2024-05-01"), To: mustDay("2024-05-05")}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	last, zone, err := store.Span(context.Background(), q)
	if want := time.Date(2024, 5, 4, 22, 30, 0, 0, time.UTC); err != nil || !last.Equal(want) || zone.String() != "Europe/Berlin" {
		t.Errorf("span: got %v in %v (%v), want %v in Europe/Berlin", last, zone, err, want)
	}
}

// No period, and the days of the first and the last record, are one question.
func TestOpenPeriodIsThatOfAllData(t *testing.T) {
	q := restless(t)
	open := ask(t, q, kpi.Query{})
	given := kpi.Query{}
	given.Period = open.Period
	if diff := cmp.Diff(open, ask(t, q, given)); diff != "" {
		t.Errorf("(-open +given):\n%s", diff)
	}
	for _, f := range open.Figures {
		if want := 86.5 * 3600.0; f.ID == "backlog_age" && (f.Value == nil || *f.Value != want) {
			t.Errorf("backlog_age: got %v, want %v: from 1 May 08:00 to 4 May 22:30", f.Value, want)
		}
	}
}
