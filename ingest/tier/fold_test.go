package tier_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/roster"
	"tiermix/model/stint"
)

// The rule of the stints exists twice: as set-based SQL here, as a fold in model/stint. On any history both must agree.
func TestDeriveAgreesWithFold(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, "", store.Create)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rapid.Check(t, func(rt *rapid.T) {
		desk := drawDesk(rt)
		tier.WorkInPartsOf(rapid.SampledFrom([]int64{5, 13}).Draw(rt, "part"))
		empty(ctx, rt, s.DB())
		// The history arrives in two parts: the second brings late events.
		cut := rapid.IntRange(0, len(desk.events)).Draw(rt, "cut")
		desk.load(ctx, rt, s, desk.tickets, desk.events[:cut])
		desk.load(ctx, rt, s, nil, desk.events[cut:])
		for _, id := range desk.ids() {
			want := stint.Fold(desk.tickets[id], desk.of(id), desk.placements(rt))
			got := readStints(ctx, rt, s.DB(), id)
			if diff := cmp.Diff(want, got); diff != "" {
				rt.Fatalf("stints of %s by fold (-) and by SQL (+):\n%s\nevents: %+v", id, diff, desk.of(id))
			}
		}
	})
}

func empty(ctx context.Context, rt *rapid.T, conn store.Querier) {
	for _, table := range []string{"desk.source", "desk.agent", "desk.ticket", "desk.event", "desk.clock", "tier.stint", "tier.path", "tier.move"} {
		if _, err := conn.ExecContext(ctx, "delete from "+table); err != nil {
			rt.Fatal(err)
		}
	}
}

type ticketEvent struct {
	id string
	stint.Event
	kind, agent string
}

type desk struct {
	tickets map[string]stint.Ticket
	events  []ticketEvent // in order of arrival
	agents  map[string]string
	roster  tier.RosterFile
}

var (
	start  = time.Date(2026, 3, 27, 9, 0, 0, 0, time.UTC)
	teams  = []string{"A", "B", "C", "D", ""}
	states = []string{"", "", "", stint.New, stint.Working, stint.Waiting, stint.Resolved, stint.Closed, stint.Merged, stint.Spam}
)

// drawDesk invents a few tickets whose events often share a time and come in any order; team D has no tier, C changes its.
func drawDesk(rt *rapid.T) desk {
	d := desk{tickets: map[string]stint.Ticket{}, agents: map[string]string{"anna": "A", "ben": "B"}}
	one, two, three := 1, 2, 3
	d.roster.Teams = []tier.TeamLine{{Name: "A", Tier: &one}, {Pattern: "B|X.*", Tier: &two}, {Name: "C", Tier: &three, From: "2026-03-29"}, {Name: "C", Tier: &one}}
	for i := range rapid.IntRange(1, 12).Draw(rt, "tickets") {
		created := start.Add(time.Duration(rapid.IntRange(0, 48).Draw(rt, "created")) * time.Hour)
		ticket := stint.Ticket{CreatedAt: created, Team: rapid.SampledFrom([]string{"", "", "A", "B", "D"}).Draw(rt, "intake")}
		if rapid.IntRange(0, 3).Draw(rt, "told") == 0 {
			ticket.ResolvedAt = created.Add(time.Duration(rapid.IntRange(-1, 9).Draw(rt, "resolved")) * 10 * time.Hour)
		}
		id := fmt.Sprintf("T%d", i)
		d.tickets[id] = ticket
		for range rapid.IntRange(0, 10).Draw(rt, "events") {
			d.events = append(d.events, drawEvent(rt, id, created))
		}
	}
	order := rapid.Permutation(indices(len(d.events))).Draw(rt, "arrival")
	arrived := make([]ticketEvent, len(d.events))
	for seq, i := range order {
		arrived[seq] = d.events[i]
		arrived[seq].Seq = int64(seq)
		arrived[seq].AgentTeam = d.agents[arrived[seq].agent]
	}
	d.events = arrived
	return d
}

func drawEvent(rt *rapid.T, id string, created time.Time) ticketEvent {
	agent := rapid.SampledFrom([]string{"", "anna", "ben", "carl"}).Draw(rt, "agent")
	kind := rapid.SampledFrom([]string{"status", "status", "created", "assigned", "moved"}).Draw(rt, "kind")
	return ticketEvent{id: id, kind: kind, agent: agent, Event: stint.Event{
		Created:   kind == "created",
		Assigns:   kind == "assigned" || kind == "moved",
		ByAgent:   agent != "",
		At:        created.Add(time.Duration(rapid.IntRange(0, 7).Draw(rt, "at")) * 7 * time.Hour),
		Team:      rapid.SampledFrom(teams).Draw(rt, "team"),
		ActorTeam: rapid.SampledFrom([]string{"", "", "A", "B", "C"}).Draw(rt, "actor"),
		BySystem:  rapid.IntRange(0, 4).Draw(rt, "system") == 0,
		State:     rapid.SampledFrom(states).Draw(rt, "state"),
	}}
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (d desk) ids() []string {
	var ids []string
	for id := range d.tickets {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (d desk) of(id string) []stint.Event {
	var events []stint.Event
	for _, e := range d.events {
		if e.id == id {
			events = append(events, e.Event)
		}
	}
	return events
}

func (d desk) placements(rt *rapid.T) []roster.Placement {
	entries, err := d.roster.Roster(time.UTC)
	if err != nil {
		rt.Fatal(err)
	}
	placements, err := entries.Placements([]string{"A", "B", "C", "D"})
	if err != nil {
		rt.Fatal(err)
	}
	return placements
}

// load puts facts into the store as an import does and derives what they touch.
func (d desk) load(ctx context.Context, rt *rapid.T, s *store.Store, tickets map[string]stint.Ticket, events []ticketEvent) {
	draft, err := s.Draft(ctx)
	if err != nil {
		rt.Fatal(err)
	}
	if err := errors.Join(d.loadInto(ctx, draft, tickets, events), draft.Close()); err != nil {
		rt.Fatal(err)
	}
}

func (d desk) loadInto(ctx context.Context, draft *store.Draft, tickets map[string]stint.Ticket, events []ticketEvent) error {
	q := draft.Conn()
	if len(tickets) > 0 {
		if err := d.loadTickets(ctx, q); err != nil {
			return err
		}
	}
	if err := draft.Begin(ctx, int64(len(events))); err != nil {
		return err
	}
	for id := range tickets {
		if _, err := q.ExecContext(ctx, "insert into touched values (?)", id); err != nil {
			return err
		}
	}
	for _, e := range events {
		_, err := q.ExecContext(ctx, `insert into desk.event by name select ? as ticket_id, ? as seq, ?::timestamp as occurred_at, ? as kind,
			nullif(?, '') as team, nullif(?, '') as actor_team, nullif(?, '') as agent_key, ?::boolean as by_system, nullif(?, '') as state, 1 as batch_id`,
			e.id, e.Seq, e.At, e.kind, e.Team, e.ActorTeam, e.agent, e.BySystem, e.State)
		if err != nil {
			return err
		}
		if _, err := q.ExecContext(ctx, "insert into touched values (?)", e.id); err != nil {
			return err
		}
	}
	rules, err := tier.ReadRules(ctx, q)
	if err != nil {
		return err
	}
	if err := tier.Derive(ctx, q, rules); err != nil {
		return err
	}
	return draft.Keep(ctx, func(q store.Querier) error { return tier.Keep(ctx, q) })
}

func (d desk) loadTickets(ctx context.Context, q store.Querier) error {
	if _, err := q.ExecContext(ctx, "insert into desk.source values ('test', false, false); insert into desk.agent (agent_key, team, batch_id) values ('anna', 'A', 1), ('ben', 'B', 1)"); err != nil {
		return err
	}
	for id, ticket := range d.tickets {
		resolved := sql.NullTime{Time: ticket.ResolvedAt, Valid: !ticket.ResolvedAt.IsZero()}
		_, err := q.ExecContext(ctx, `insert into desk.ticket by name select ? as ticket_id, 'test' as source, ?::timestamp as created_at,
			nullif(?, '') as team, ?::timestamp as resolved_at, 1 as batch_id; `, id, ticket.CreatedAt, ticket.Team, resolved)
		if err != nil {
			return err
		}
	}
	return tier.WriteRoster(ctx, q, d.roster)
}

func readStints(ctx context.Context, rt *rapid.T, conn store.Querier, id string) []stint.Stint {
	rows, err := conn.QueryContext(ctx, `select coalesce(team, ''), tier, entered_at, left_at, entered_by, coalesce(from_team, ''), from_tier,
		first_touch_at, outcome, queue_seconds, wait_seconds, work_seconds, after_seconds from tier.stint where ticket_id = ? order by stint_no`, id)
	if err != nil {
		rt.Fatal(err)
	}
	defer rows.Close()
	var all []stint.Stint
	for rows.Next() {
		var s stint.Stint
		if err := rows.Scan(&s.Team, &s.Tier, &s.EnteredAt, &s.LeftAt, &s.EnteredBy, &s.FromTeam, &s.FromTier, &s.FirstTouch, &s.Outcome,
			&s.Queue, &s.Wait, &s.Work, &s.After); err != nil {
			rt.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		rt.Fatal(err)
	}
	return all
}
