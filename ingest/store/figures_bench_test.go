package store_test

import (
	"context"
	"fmt"
	"testing"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// generate fills tier.path with n tickets and tier.stint with up to three times as many, all from hashes.
const generate = `
insert into tier.path by name
select
  'T' || i as ticket_id, 'bench' as source, created_at, created_at as created_local, resolved_at as first_resolved_at,
  resolved_at, resolved_at as resolved_local, resolved_at is null as is_open, resolved_at is not null as ever_resolved,
  (hash(i, 3) %% 10 = 0)::int as reopens, case when hash(i, 3) %% 10 = 0 then (hash(i, 4) %% 1000000)::bigint end as reopen_gap_seconds,
  (hash(i, 5) %% 90000)::bigint as first_response_seconds, (hash(i, 6) %% 900000)::bigint as first_resolution_seconds,
  (hash(i, 7) %% 900000)::bigint as resolution_seconds, (1 + hash(i, 8) %% 4)::int as contacts, (1 + hash(i, 9) %% 4)::int as replies,
  (1 + hash(i, 10) %% 3)::int as agents, (1 + hash(i, 11) %% 3)::int as teams, (hash(i, 12) %% 4)::int as moves,
  (hash(i, 13) %% 4 = 0)::int as escalations, (hash(i, 14) %% 30 = 0)::int as escalations_from_2, (hash(i, 15) %% 20 = 0)::int as returns,
  0 as passes, hash(i, 16) %% 25 = 0 as ping_pong, hash(i, 17) %% 30 = 0 as tier_ping_pong, hash(i, 18) %% 100 <> 0 as placed,
  'Team ' || (hash(i, 19) %% 12) as first_team, (1 + hash(i, 20) %% 3)::int as first_tier, 'Team ' || (hash(i, 21) %% 12) as last_team,
  (1 + hash(i, 22) %% 3)::int as last_tier, (1 + hash(i, 23) %% 3)::int as max_tier, hash(i, 24) %% 5 <> 0 as held_by_1,
  hash(i, 25) %% 3 = 0 as held_by_2, (hash(i, 26) %% 2)::double as csat, hash(i, 27) %% 3 <> 0 as sla_met, created_at + interval 2 day as sla_due_at,
  hash(i, 28) %% 2 = 0 as has_knowledge, hash(i, 29) %% 3 = 0 as level1_capable, true as first_level_possible,
  ['mail', 'phone', 'chat'][(1 + hash(i, 30) %% 3)::int] as channel, 'Category ' || (hash(i, 31) %% 20) as category,
  'P' || (hash(i, 32) %% 4) as priority, ['north', 'south'][(1 + hash(i, 33) %% 2)::int] as region
from (select i, created_at, case when hash(i, 2) %% 50 <> 0 then created_at + to_seconds((hash(i, 1) %% 900000)::bigint) end as resolved_at
  from (select i, timestamp '2023-01-01' + to_seconds(i * 63072000 // %[1]d) as created_at from range(%[1]d) r(i)));
insert into tier.stint by name
select
  ticket_id, no::int as stint_no, first_team as team, no::int as tier, created_at + to_seconds(no * 3600) as entered_at,
  case when no < teams or not is_open then created_at + to_seconds(no * 3600 + 3600) end as left_at,
  created_at + to_seconds(no * 3600) as entered_local,
  case when no < teams or not is_open then created_at + to_seconds(no * 3600 + 3600) end as left_local,
  case when no = 1 then 'intake' else 'move' end as entered_by, case when no > 1 then (no - 1)::int end as from_tier,
  created_at + to_seconds(no * 3600 + (hash(ticket_id, no) %% 1800)::bigint) as first_touch_at, 'passed' as outcome,
  (hash(ticket_id, no) %% 1800)::bigint as queue_seconds, 300 as wait_seconds, 1500 as work_seconds, channel, category, priority, region
from tier.path, range(1, 4) r(no) where no <= teams`

func BenchmarkFigures(b *testing.B) {
	ctx := context.Background()
	s, err := store.Open(ctx, "", store.Create)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := s.DB().ExecContext(ctx, fmt.Sprintf(generate, 1_000_000)); err != nil {
		b.Fatal(err)
	}
	var tickets, stints []string
	for _, f := range kpi.All() {
		if f.View.Rows == "path" {
			tickets = append(tickets, f.ID)
		} else {
			stints = append(stints, f.ID)
		}
	}
	for _, c := range []struct {
		name  string
		query kpi.Query
	}{
		{"one", kpi.Query{IDs: []string{"escalation_rate"}}},
		{"tickets", kpi.Query{IDs: tickets}},
		{"tickets by category", kpi.Query{IDs: tickets, By: []string{"category"}}},
		{"tickets by week", kpi.Query{IDs: tickets, By: []string{"week"}}},
		{"stints", kpi.Query{IDs: stints}},
		{"stints by tier", kpi.Query{IDs: stints, By: []string{"tier"}}},
		{"backlog by day and team", kpi.Query{IDs: []string{"backlog"}, By: []string{"day", "team"}}},
		{"backlog age by month", kpi.Query{IDs: []string{"backlog_age"}, By: []string{"month"}}},
		{"everything", kpi.Query{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := store.Answer(ctx, s.DB(), c.query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
