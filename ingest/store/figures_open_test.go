package store_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// holding is one random stint in hours since 1 January 2024; left -1: still held.
type holding struct {
	entered, left, tier int
}

func (h holding) openAt(hour int) bool {
	return h.entered < hour && (h.left < 0 || h.left >= hour)
}

func holdings() *rapid.Generator[holding] {
	return rapid.Custom(func(t *rapid.T) holding {
		h := holding{entered: rapid.IntRange(0, 900).Draw(t, "entered"), left: -1, tier: rapid.IntRange(1, 3).Draw(t, "tier")}
		if rapid.IntRange(0, 3).Draw(t, "ended") > 0 {
			h.left = h.entered + rapid.IntRange(0, 400).Draw(t, "held")
		}
		return h
	})
}

func loadHoldings(t *rapid.T, q store.Querier, all []holding) {
	var paths, stints []string
	for i, h := range all {
		left := "null"
		if h.left >= 0 {
			left = fmt.Sprintf("timestamp '2024-01-01' + to_hours(%d)", h.left)
		}
		entered := fmt.Sprintf("timestamp '2024-01-01' + to_hours(%d)", h.entered)
		paths = append(paths, fmt.Sprintf("('T%d', 'test', %s, %[2]s, true, true, 1, 0, 0, 0, 0, 0, false, false, true, true, false)", i, entered))
		stints = append(stints, fmt.Sprintf("('T%d', 1, %d, %s, %[3]s, %s, %[4]s, 'intake', 'passed')", i, h.tier, entered, left))
	}
	for _, statement := range []string{
		"delete from tier.path", "delete from tier.stint",
		`insert into tier.path (ticket_id, source, created_at, created_local, is_open, ever_resolved, teams, moves, escalations,
  escalations_from_2, returns, passes, ping_pong, tier_ping_pong, placed, held_by_1, held_by_2) values ` + strings.Join(paths, ","),
		`insert into tier.stint (ticket_id, stint_no, tier, entered_at, entered_local, left_at, left_local, entered_by, outcome) values ` +
			strings.Join(stints, ","),
	} {
		if _, err := q.ExecContext(context.Background(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// The running sum gives the same level in every bucket as looking at the end of that bucket, and as the fold.
func TestBacklogByBucketIsTheLevelAtItsEnd(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		all := rapid.SliceOfN(holdings(), 1, 40).Draw(t, "holdings")
		loadHoldings(t, q, all)
		bucket := rapid.SampledFrom([]string{"day", "week", "month"}).Draw(t, "bucket")
		d, err := kpi.LookupDimension(bucket)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
		query := kpi.Query{IDs: []string{"backlog", "backlog_age"}, By: []string{bucket, "tier"}}
		query.Period.From = start.AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, "from"))
		answer := ask(t, q, query)
		if !answer.Figures[0].Available {
			return // the period begins after the last record
		}
		levels := map[string]float64{}
		for _, g := range answer.Figures[0].Groups {
			levels[g.Key[bucket]] += *g.Value
		}
		ages := map[string]int{}
		for _, g := range answer.Figures[1].Groups {
			ages[g.Key[bucket]] += g.N
		}
		for _, first := range d.Spans(answer.Period) {
			after := d.End(first)
			if last := answer.Period.To.AddDate(0, 0, 1); after.After(last) {
				after = last
			}
			want := 0
			for _, h := range all {
				if h.openAt(int(after.Sub(start).Hours())) {
					want++
				}
			}
			if key := d.Key(first); levels[key] != float64(want) || ages[key] != want {
				t.Fatalf("%s: level %v, ages %d, the fold has %d open", key, levels[key], ages[key], want)
			}
		}
	})
}

func ask(t interface{ Fatal(...any) }, q store.Querier, query kpi.Query) kpi.Answer {
	answer, err := store.Answer(context.Background(), q, query)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// A desk whose source gives nothing but creation days: every figure says what it lacks.
func TestFiguresSayWhatTheSourceLacks(t *testing.T) {
	q := openMemory(t).DB()
	insertRow(t, q, "path", []string{"id", "placed"}, []string{"A", "false"})
	want := map[string]string{
		"tickets_resolved":         "not available: the source shows no ticket as resolved",
		"backlog":                  "not available: the source shows no ticket as resolved",
		"first_level_resolution":   "not available: the source shows no ticket as resolved",
		"escalation_rate":          "not available: no team has a tier yet; see tiermix roster set",
		"time_in_tier":             "not available: no team has a tier yet; see tiermix roster set",
		"first_response_time":      "not available: the source has no contact records",
		"handover_wait":            "not available: the source does not show who acted on a ticket after a handover",
		"sla_met":                  "not available: the source has no SLA targets",
		"csat":                     "not available: the source has no customer ratings",
		"tickets_created":          "",
		"handovers":                "",
		"ping_pong_rate":           "",
		"first_contact_resolution": "not available: the source shows no ticket as resolved",
	}
	got := map[string]string{}
	for _, f := range ask(t, q, kpi.Query{}).Figures {
		if _, ok := want[f.ID]; ok {
			got[f.ID] = f.Reason
		}
		if f.Available == (f.Value == nil) {
			t.Errorf("%s: available %t with value %v", f.ID, f.Available, f.Value)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if got[id] != want[id] {
			t.Errorf("%s: got %q, want %q", id, got[id], want[id])
		}
	}
}

func TestResolvedTicketsSayWhatTheyLack(t *testing.T) {
	q := openMemory(t).DB()
	insertRow(t, q, "path", []string{"id", "resolved", "last_tier"}, []string{"A", "2024-05-02", "2"})
	for id, want := range map[string]string{
		"first_contact_resolution": "not available: the source has no contact records",
		"fcr_one_team":             "not available: the source does not say whether tickets were reopened",
		"fcr_one_agent":            "not available: the source names no agents",
		"knowledge_rate":           "not available: the source has no links to articles",
		"level1_capable":           "not available: no ticket is marked whether 1st level could have solved it",
	} {
		if f := ask(t, q, kpi.Query{IDs: []string{id}}).Figures[0]; f.Reason != want || f.Available {
			t.Errorf("%s: got %q, want %q", id, f.Reason, want)
		}
	}
}

func TestEmptyDesk(t *testing.T) {
	q := openMemory(t).DB()
	answer := ask(t, q, kpi.Query{By: []string{"month"}, Compare: kpi.Compare{Mode: "previous"}})
	for _, f := range answer.Figures {
		if f.Available || f.Reason != "not available: the desk has no tickets" || f.Groups != nil {
			t.Errorf("%s: got %+v", f.ID, f)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for name, value := range map[string]string{"reopen_window_days": "soon", "timezone": "Mars/Olympus"} {
		q := openMemory(t).DB()
		exec(t, q, "insert into desk.setting values ($1, $2)", name, value)
		_, err := store.Answer(context.Background(), q, kpi.Query{})
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("setting %s is %q: want ", name, value)) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Midnight of the desk is 22:00 UTC in summer: an age at the end of a day counts up to there.
func TestAgeAtTheEndOfADayOfTheDesk(t *testing.T) {
	q := openMemory(t).DB()
	exec(t, q, "delete from desk.setting where name = 'timezone'")
	exec(t, q, "insert into desk.setting values ('timezone', 'Europe/Berlin')")
	insertWords(t, q, "path", with(plain["path"], map[string]string{"id": "A", "created_at": "2024-05-31T22:00", "created_local": "2024-06-01T00:00"}))
	insertWords(t, q, "path", with(plain["path"], map[string]string{"id": "B", "created": "2024-06-09", "ever_resolved": "true"}))
	insertWords(t, q, "stint", with(plain["stint"], map[string]string{"id": "A", "entered_at": "2024-05-31T22:00", "entered_local": "2024-06-01T00:00"}))
	query := kpi.Query{IDs: []string{"backlog_age"}}
	query.Period.To = time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)
	if f := ask(t, q, query).Figures[0]; f.Value == nil || *f.Value != 86400 {
		t.Errorf("got %+v, want one day", f.Measure)
	}
}

// with copies a row and sets words; a pair gives way to its single columns.
func with(row, words map[string]string) map[string]string {
	out := maps.Clone(row)
	for word, value := range words {
		for pair, columns := range pairs {
			if slices.Contains(columns, word) {
				delete(out, pair)
			}
		}
		out[word] = value
	}
	return out
}
