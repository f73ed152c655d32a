package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest/store"
)

// clerk takes rows into a draft as an import does, one file after the other; names without a schema are the desk as it
// will be.
type clerk struct {
	t     *testing.T
	q     store.Querier
	files *int
}

// atDesk hands a clerk over an empty desk to work; what the draft says must be what the desk then holds.
func atDesk(t *testing.T, work func(clerk)) {
	t.Helper()
	draft(t, mustOpen(t, "", store.Create), 0, work)
}

func draft(t *testing.T, s *store.Store, rows int64, work func(clerk)) {
	t.Helper()
	ctx := context.Background()
	d, err := s.Draft(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Begin(ctx, rows); err != nil {
		t.Fatal(err)
	}
	work(clerk{t, d.Conn(), new(int)})
	wanted := everything(t, d.Conn(), "")
	if err := d.Keep(ctx, func(store.Querier) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, everything(t, s.DB(), "desk.")); diff != "" {
		t.Errorf("the desk as it was to be (-) and as it is (+):\n%s", diff)
	}
}

// everything is what a draft can change.
func everything(t *testing.T, q store.Querier, schema string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range []string{"ticket", "event", "agent", "source"} {
		all[table] = clerk{t: t, q: q}.lines("select * from " + schema + table + " order by all")
	}
	return all
}

// stage reads typed rows: a select over values, with the columns named.
func (c clerk) stage(rows string, fields []string, values string) store.Staged {
	c.t.Helper()
	names, typed := "", ""
	for _, f := range fields {
		typ := "varchar"
		if strings.HasSuffix(f, "_at") {
			typ = "timestamp"
		}
		names, typed = names+f+", ", typed+f+"::"+typ+" as "+f+", "
	}
	from := fmt.Sprintf("(select * from (values %s) v(%sstate, fault))", values, names)
	selected := fmt.Sprintf("select %sstate::varchar as state, fault::struct(field varchar, value varchar, reason varchar) as fault from %s", typed, from)
	s := store.Staged{No: *c.files, Rows: rows, Fields: fields, File: rows + ".csv", Source: "test", Whole: "select row_number() over () - 1 as pos, hash(v) as h from " + from + " v", Batch: 1}
	*c.files++
	if err := errors.Join(s.Stage(context.Background(), c.q, selected), store.Use(context.Background(), c.q, s, nil)); err != nil {
		c.t.Fatal(err)
	}
	return s
}

func (c clerk) count(got store.Count, err error, want store.Count) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	if got != want {
		c.t.Errorf("got %+v, want %+v", got, want)
	}
}

func (c clerk) events(values string, want store.Count) {
	c.t.Helper()
	s := c.stage("events", []string{"ticket_id", "occurred_at", "kind", "team"}, values)
	got, err := addEvents(c.q, s)
	c.count(got, err, want)
}

func (c clerk) tickets(values string, want store.Count) {
	c.t.Helper()
	s := c.stage("tickets", []string{"ticket_id", "created_at", "updated_at", "category", "priority"}, values)
	got, err := store.AddTickets(context.Background(), c.q, s)
	c.count(got, err, want)
}

// lines reads the rows of a query as text.
func (c clerk) lines(query string) []string {
	c.t.Helper()
	rows, err := c.q.QueryContext(context.Background(), "select concat_ws(' ', *columns(*)) from ("+query+")")
	if err != nil {
		c.t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			c.t.Fatal(err)
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		c.t.Fatal(err)
	}
	return all
}

func (c clerk) want(query string, want ...string) {
	c.t.Helper()
	if diff := cmp.Diff(want, c.lines(query)); diff != "" {
		c.t.Errorf("%s (-want +got):\n%s", query, diff)
	}
}

const oneTicket = "('T1', timestamp '2024-05-01 08:00', null::timestamp, 'Network', 'high', null, null)"

func TestEventsAreKeptOnce(t *testing.T) {
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		const first = `('T1', timestamp '2024-05-01 08:00', 'created', 'Desk', null, null),
			('T1', timestamp '2024-05-01 09:00', 'moved', 'Network', null, null)`
		c.events(first, store.Count{Read: 2, Kept: 2})
		c.events(first, store.Count{Read: 2, Repeated: 2})
		c.events(first+", ('T1', timestamp '2024-05-01 08:30', 'note', 'Desk', null, null)", store.Count{Read: 3, Kept: 1, Repeated: 2})
		c.want("select kind from event order by occurred_at, seq", "created", "note", "moved")
		c.want("select distinct ticket_id from touched", "T1")
	})
}

// The same row twice in a row is a repetition; with something between it is not.
func TestEventsRepeatedInOneFile(t *testing.T) {
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		const note, reply = "('T1', timestamp '2024-05-01 09:00', 'note', 'Desk', null, null)", "('T1', timestamp '2024-05-01 09:00', 'reply', 'Desk', null, null)"
		c.events(note+", "+note+", "+reply+", "+note, store.Count{Read: 4, Kept: 3, Repeated: 1})
		c.want("select kind from event order by seq", "note", "reply", "note")
		c.events(note+", "+note+", "+reply+", "+note, store.Count{Read: 4, Repeated: 4})
	})
}

func TestEventsThatContradictTheTicketsAreRefused(t *testing.T) {
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		c.events(`('T1', timestamp '2024-05-01 07:59', 'note', 'Desk', null, null), ('T2', timestamp '2024-05-01 09:00', 'note', 'Desk', null, null),
			('T1', timestamp '2024-05-01 08:00', 'note', 'Desk', null, null), ('T1', null, null, null, null, {'field': 'kind', 'value': 'x', 'reason': 'no'})`,
			store.Count{Read: 4, Kept: 1, Refused: 3})
		c.want("select record, field, value, reason from work.fault order by record",
			"1 occurred_at T1 this is 2024-05-01 07:59:00 UTC, before the ticket was created at 2024-05-01 08:00:00 UTC",
			"2 ticket_id T2 no ticket file names this ticket; import its ticket file first or together with this one",
			"4 kind x no")
	})
}

func TestEscalations(t *testing.T) {
	fields := []string{"ticket_id", "escalated_at", "from_team", "to_team", "kind", "reason", "returned_at"}
	const rows = `('T1', timestamp '2024-05-01 09:00', 'Desk', 'Network', 'functional', 'skill', timestamp '2024-05-01 10:00', null, null),
		('T1', timestamp '2024-05-01 11:00', 'Desk', 'Boss', 'hierarchical', 'angry', null, null, null),
		('T1', timestamp '2024-05-01 12:00', 'Desk', 'Lab', null, null, timestamp '2024-05-01 11:30', null, null)`
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		for _, want := range []store.Count{{Read: 3, Kept: 2, Refused: 1}, {Read: 3, Refused: 1, Repeated: 2}} {
			got, err := addEvents(c.q, c.stage("escalations", fields, rows))
			c.count(got, err, want)
		}
		c.want("select strftime(occurred_at, '%H:%M'), kind, coalesce(team, '-'), coalesce(reason, '-') from event order by occurred_at",
			"09:00 moved Network skill", "10:00 moved Desk -", "11:00 note - angry")
		c.want("select team from ticket", "Desk") // where the first escalation came from
		c.want("select record, field, reason from work.fault", "3 returned_at this is 2024-05-01 11:30:00 UTC, before escalated_at 2024-05-01 12:00:00 UTC")
	})
}

// A refused escalation says nothing, not even where its ticket was before.
func TestRefusedEscalationsNameNoTeam(t *testing.T) {
	fields := []string{"ticket_id", "escalated_at", "from_team", "to_team", "kind"}
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		got, err := addEvents(c.q, c.stage("escalations", fields, "('T1', timestamp '2024-05-01 09:00', 'Desk', 'Network', 'weird', null, null)"))
		c.count(got, err, store.Count{Read: 1, Refused: 1})
		c.want("select coalesce(team, '-') from ticket", "-")
		if err := store.Prove(context.Background(), c.q); err != nil {
			t.Error(err)
		}
	})
}

// A row with two faults is one refused row.
func TestRefusedRowsAreCountedOnce(t *testing.T) {
	fields := []string{"ticket_id", "escalated_at", "from_team", "to_team", "returned_at"}
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		got, err := addEvents(c.q, c.stage("escalations", fields, "('T1', timestamp '2024-05-01 07:00', 'Desk', 'Network', timestamp '2024-05-01 06:00', null, null)"))
		c.count(got, err, store.Count{Read: 1, Refused: 1})
		c.want("select record, field from work.fault order by field", "1 escalated_at", "1 returned_at")
	})
}

// A row of a log may leave open what happened; who acted is known without a team that holds the ticket.
func TestLogWithoutKindAndTeam(t *testing.T) {
	fields := []string{"ticket_id", "occurred_at", "kind", "actor_team"}
	const rows = "('T1', timestamp '2024-05-01 09:00', 'reply', 'Desk', null, null), ('T1', timestamp '2024-05-01 10:00', null, 'Lab', 'resolved', null), ('T1', timestamp '2024-05-01 11:00', null, null, null, null)"
	atDesk(t, func(c clerk) {
		s := c.stage("log", fields, rows)
		if err := store.AddLogTickets(context.Background(), c.q, s); err != nil {
			t.Fatal(err)
		}
		got, err := addEvents(c.q, s)
		c.count(got, err, store.Count{Read: 3, Kept: 3})
		c.want("select kind, coalesce(actor_team, '-') from event order by seq", "reply Desk", "resolved Lab", "status -")
	})
}

// A refused row says nothing about what its source knows: no reply is no contact only where replies are known.
func TestRefusedRowsSayNothingOfTheirSource(t *testing.T) {
	ctx := context.Background()
	atDesk(t, func(c clerk) {
		c.tickets(oneTicket, store.Count{Read: 1, Kept: 1})
		for _, step := range []struct{ ticket, want string }{{"T2", "test false"}, {"T1", "test true"}} {
			s := c.stage("events", []string{"ticket_id", "occurred_at", "kind"}, "('"+step.ticket+"', timestamp '2024-05-01 09:00', 'reply', null, null)")
			if _, err := addEvents(c.q, s); err != nil {
				t.Fatal(err)
			}
			if err := store.NoteSource(ctx, c.q, s); err != nil {
				t.Fatal(err)
			}
			c.want("select source, has_replies from source", step.want)
		}
	})
}

func addEvents(q store.Querier, s store.Staged) (store.Count, error) {
	base, err := store.CheckEvents(context.Background(), q, s)
	if err != nil {
		return store.Count{}, err
	}
	return store.AddEvents(context.Background(), q, s, base)
}
