package tier_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/workload"
)

// historyDesk has tickets a, b, ... at the instants given (UTC, which is the desk's zone), each with a channel, at tier 1; those of channel "up" are escalated
// an hour later; that of channel "spam" is spam.
func historyDesk(t *testing.T, tickets ...string) *store.Store {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, "", store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	run := func(statement string, args ...any) {
		if _, err := s.DB().ExecContext(ctx, statement, args...); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	for i, text := range tickets {
		at, channel, _ := strings.Cut(text, " ")
		id, excluded := fmt.Sprint(i), any(nil)
		if channel == "spam" {
			excluded = "spam"
		}
		run(`insert into tier.path by name select ? as ticket_id, 's' as source, ?::timestamp as created_at, ?::timestamp as created_local, true as is_open, false as ever_resolved, 1 as teams, 0 as moves,
			0 as escalations, 0 as escalations_from_2, 0 as returns, 0 as passes, false as ping_pong, false as tier_ping_pong, true as placed, 1 as first_tier, 1 as max_tier, true as held_by_1,
			false as held_by_2, ? as channel, ? as excluded`, id, at, at, channel, excluded)
		stint := `insert into tier.stint by name select ? as ticket_id, ? as stint_no, 'Desk' as team, ? as tier, ? as from_tier, ?::timestamp as entered_at, ?::timestamp as entered_local,
			? as entered_by, 'open' as outcome, ? as channel, ? as excluded`
		run(stint, id, 1, 1, nil, at, at, "intake", channel, excluded)
		if channel == "up" {
			later := at[:11] + "23:00"
			run(stint, id, 2, 2, 1, later, later, "move", channel, excluded)
		}
	}
	return s
}

func historyOf(t *testing.T, s *store.Store, scope kpi.Scope, by, region string) workload.History {
	t.Helper()
	h, err := tier.History(context.Background(), s.DB(), scope, by, region)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Wednesday 1 to Saturday 4 May 2024; the desk is open from 8 to 18 by default. The last record comes on Saturday, when it is closed.
func TestHistoryByHand(t *testing.T) {
	s := historyDesk(t, "2024-05-01T09:00 phone", "2024-05-01T09:59 up", "2024-05-03T10:00 phone", "2024-05-03T11:00 spam", "2024-05-04T12:00 phone")
	h := historyOf(t, s, kpi.Scope{}, "channel", "")
	if diff := cmp.Diff([]float64{2, 0, 1, 1}, h.All.Counts); diff != "" {
		t.Errorf("tickets a day (-want +got):\n%s", diff)
	}
	if h.All.Hours[time.Wednesday][9] != 2 || h.All.Hours[time.Saturday][12] != 1 || len(h.Missing) != 0 {
		t.Errorf("hours %v, missing %v", h.All.Hours[time.Wednesday], h.Missing)
	}
	if len(h.Parts) != 2 || h.Parts[0].Key != "phone" || !cmp.Equal(h.Parts[1].Counts, []float64{1, 0, 0, 0}) {
		t.Errorf("parts %+v", h.Parts)
	}
	tiers := historyOf(t, s, kpi.Scope{}, "tier", "")
	if len(tiers.Parts) != 2 || tiers.Parts[0].Tickets() != 4 || !cmp.Equal(tiers.Parts[1].Counts, []float64{1, 0, 0, 0}) || tiers.Parts[1].Hours[time.Wednesday][23] != 1 {
		t.Errorf("tiers %+v", tiers.Parts)
	}
	second := historyOf(t, s, kpi.Scope{Where: []kpi.Filter{{Dim: "tier", Values: []string{"2"}}}}, "", "")
	if second.All.Tickets() != 1 {
		t.Errorf("2nd level sees %v", second.All.Counts)
	}
}

// The records begin on Wednesday at 16:00 and end on Friday at noon, both within opening hours; days that are named are whole.
func TestHalfDays(t *testing.T) {
	s := historyDesk(t, "2024-05-01T16:00 phone", "2024-05-03T12:00 phone")
	if h := historyOf(t, s, kpi.Scope{}, "", ""); !cmp.Equal(h.Missing, []int{0, 2}) {
		t.Errorf("missing %v", h.Missing)
	}
	day := func(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }
	if h := historyOf(t, s, kpi.Scope{Period: kpi.Period{From: day(1), To: day(3)}}, "", ""); len(h.Missing) != 0 || h.Days() != 3 {
		t.Errorf("named days: missing %v of %d", h.Missing, h.Days())
	}
	s = historyDesk(t, "2024-05-01T08:30 phone", "2024-05-03T18:00 phone")
	if h := historyOf(t, s, kpi.Scope{}, "", ""); len(h.Missing) != 0 {
		t.Errorf("whole days are missing: %v", h.Missing)
	}
}

func TestHistoryHolidays(t *testing.T) {
	s := historyDesk(t, "2024-05-01T09:00 phone", "2024-05-03T18:00 phone")
	h := historyOf(t, s, kpi.Scope{}, "", "DE-BY")
	names := map[string]string{}
	for _, c := range h.Closed {
		names[c.Day.Format(time.DateOnly)] = c.Name
	}
	if names["2024-05-01"] != "Tag der Arbeit" || names["2029-12-25"] == "" || len(historyOf(t, s, kpi.Scope{}, "", "").Closed) != 0 {
		t.Errorf("closed on %v", names)
	}
	file := tier.CalendarFile{Timezone: "UTC", Region: "DE-BE", Open: []tier.OpenHours{{Days: []string{"mon"}, From: "08:00", To: "18:00"}}}
	calendar, err := file.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	if err := tier.WriteCalendar(context.Background(), s.DB(), calendar); err != nil {
		t.Fatal(err)
	}
	if !calendar.ClosedOn(time.Date(2026, 12, 25, 9, 0, 0, 0, time.UTC)) || len(historyOf(t, s, kpi.Scope{}, "", "").Closed) == 0 {
		t.Error("the region of the calendar closes no day")
	}
	file.Region = "XX"
	if _, err := file.Calendar(); err == nil || !strings.Contains(err.Error(), `holidays "XX" are not known`) {
		t.Errorf("got %v", err)
	}
}

func TestManyValuesStandTogether(t *testing.T) {
	var tickets []string
	for i := range 12 {
		for n := range 13 - i {
			tickets = append(tickets, fmt.Sprintf("2024-05-%02dT09:00 c%02d", n+1, i))
		}
	}
	h := historyOf(t, historyDesk(t, tickets...), kpi.Scope{}, "channel", "")
	sum := 0.0
	for _, p := range h.Parts {
		sum += p.Tickets()
	}
	last := h.Parts[len(h.Parts)-1]
	if len(h.Parts) != 9 || last.Others != 4 || last.Tickets() != 5+4+3+2 || sum != h.All.Tickets() {
		t.Errorf("%d parts, the last %d of %v tickets, together %v of %v", len(h.Parts), last.Others, last.Tickets(), sum, h.All.Tickets())
	}
}

func TestHistoriesThatCannotBe(t *testing.T) {
	ctx := context.Background()
	s := historyDesk(t, "2024-05-01T09:00 phone")
	future := kpi.Scope{Period: kpi.Period{From: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}}
	for _, c := range []struct {
		desk       *store.Store
		scope      kpi.Scope
		by, region string
		want       string
	}{
		{s, kpi.Scope{}, "colour", "", `by "colour": tickets that come can be split by tier, team, channel, category, product, priority, region`},
		{s, kpi.Scope{}, "month", "", `by "month"`},
		{s, kpi.Scope{}, "", "DE-XX", `holidays "DE-XX" are not known`},
		{s, future, "", "", "the period has no day of the records, which run from 2024-05-01 to 2024-05-01"},
		{historyDesk(t), kpi.Scope{}, "", "", "the desk has no tickets; import some first"},
	} {
		if _, err := tier.History(ctx, c.desk.DB(), c.scope, c.by, c.region); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("by %q, region %q: got %v, want %s", c.by, c.region, err, c.want)
		}
	}
}
