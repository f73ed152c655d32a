package store_test

import (
	"context"
	"testing"

	"tiermix/ingest/store"
)

func TestNewerTicketRowWins(t *testing.T) {
	atDesk(t, func(c clerk) {
		const read = "select ticket_id, strftime(updated_at, '%d'), category, coalesce(priority, '-') from ticket"
		c.tickets("('T1', timestamp '2024-05-01', timestamp '2024-05-05', 'Network', 'high', null, null)", store.Count{Read: 1, Kept: 1})
		// An older row says nothing new but what was not known.
		c.tickets("('T1', timestamp '2024-05-01', timestamp '2024-05-03', 'Printer', 'low', null, null)", store.Count{Read: 1, Repeated: 1})
		c.want(read, "T1 05 Network high")
		// A newer row wins; what it does not know stays.
		c.tickets("('T1', timestamp '2024-05-01', timestamp '2024-05-07', 'Printer', null, null, null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "T1 07 Printer high")
		c.tickets("('T1', timestamp '2024-05-01', timestamp '2024-05-07', 'Printer', null, null, null)", store.Count{Read: 1, Repeated: 1})
	})
}

// A ticket's own times must follow each other.
func TestTimesOfATicket(t *testing.T) {
	atDesk(t, func(c clerk) {
		s := c.stage("tickets", []string{"ticket_id", "created_at", "first_resolved_at", "resolved_at"}, `
			('T1', timestamp '2024-05-01 08:00', timestamp '2024-05-01 09:00', timestamp '2024-05-01 09:00', null, null),
			('T2', timestamp '2024-05-01 08:00', timestamp '2024-05-01 07:00', null, null, null),
			('T3', timestamp '2024-05-01 08:00', timestamp '2024-05-01 10:00', timestamp '2024-05-01 09:00', null, null)`)
		got, err := store.AddTickets(context.Background(), c.q, s)
		c.count(got, err, store.Count{Read: 3, Kept: 1, Refused: 2})
		c.want("select record, field, reason from work.fault order by record",
			"2 first_resolved_at this is 2024-05-01 07:00:00 UTC, before created_at 2024-05-01 08:00:00 UTC",
			"3 resolved_at this is 2024-05-01 09:00:00 UTC, before first_resolved_at 2024-05-01 10:00:00 UTC")
	})
}

// A log tells of its tickets: the last known value of each field, and the earliest time as its beginning.
func TestTicketsOfALog(t *testing.T) {
	fields := []string{"ticket_id", "occurred_at", "created_at", "priority", "team"}
	atDesk(t, func(c clerk) {
		add := func(values string, want store.Count) {
			t.Helper()
			s := c.stage("log", fields, values)
			if err := store.AddLogTickets(context.Background(), c.q, s); err != nil {
				t.Fatal(err)
			}
			got, err := addEvents(c.q, s)
			c.count(got, err, want)
		}
		const read = "select strftime(created_at, '%d %H:%M'), priority, coalesce(team, '-') from ticket"
		add(`('T1', timestamp '2024-05-02 10:00', timestamp '2024-05-02 09:00', 'high', 'Desk', 'new', null),
			('T1', timestamp '2024-05-02 11:00', timestamp '2024-05-02 09:00', null, 'Network', 'working', null)`, store.Count{Read: 2, Kept: 2})
		c.want(read, "02 09:00 high -")
		add("('T1', timestamp '2024-05-02 08:00', null, 'low', 'Desk', 'new', null)", store.Count{Read: 1, Kept: 1}) // late: begins earlier, knows nothing newer
		c.want(read, "02 08:00 high -")
		add("('T1', timestamp '2024-05-03 08:00', null, 'low', 'Network', 'resolved', null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "02 08:00 low -")
		c.want("select kind, team from event order by occurred_at", "status Desk", "status Desk", "status Network", "resolved Network")
	})
}
