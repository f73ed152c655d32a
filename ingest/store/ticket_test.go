package store_test

import (
	"context"
	"testing"

	"tiermix/ingest/store"
)

func TestNewerTicketRowWins(t *testing.T) {
	atDesk(t, func(c clerk) {
		const read = "select ticket_id, strftime(updated_at, '%d'), category, coalesce(priority, '-') from desk.ticket"
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

// A later row may correct when a ticket was created, but not to after something happened to it.
func TestCreationStaysBeforeEvents(t *testing.T) {
	atDesk(t, func(c clerk) {
		const read = "select strftime(created_at, '%d %H:%M'), category from desk.ticket"
		c.tickets("('T1', timestamp '2024-05-01', null, 'Network', null, null, null)", store.Count{Read: 1, Kept: 1})
		c.events("('T1', timestamp '2024-05-01 09:00', 'moved', 'Desk', null, null)", store.Count{Read: 1, Kept: 1})
		c.tickets("('T1', timestamp '2024-05-01 09:00', null, 'Network', null, null, null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "01 09:00 Network")
		c.tickets("('T1', timestamp '2024-05-01 09:01', null, 'Printer', null, null, null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "01 09:00 Printer")
		c.tickets("('T1', timestamp '2024-05-01 08:00', null, 'Printer', null, null, null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "01 08:00 Printer")
	})
}

func TestSeveralRowsOfATicketInOneFile(t *testing.T) {
	atDesk(t, func(c clerk) {
		const rows = `('T1', timestamp '2024-05-01', timestamp '2024-05-05', 'Network', null, null, null),
			('T1', timestamp '2024-05-01', timestamp '2024-05-03', 'Printer', 'low', null, null),
			('T1', timestamp '2024-05-01', timestamp '2024-05-03', 'Printer', 'low', null, null),
			('T2', timestamp '2024-05-02', null, null, null, null, null)`
		c.tickets(rows, store.Count{Read: 4, Kept: 3, Repeated: 1})
		c.want("select ticket_id, category, priority from desk.ticket where ticket_id = 'T1'", "T1 Network low")
		c.tickets(rows, store.Count{Read: 4, Repeated: 4})
		c.want("select count(*) from desk.ticket", "2")
	})
}

func TestMergedAndSpamOnly(t *testing.T) {
	atDesk(t, func(c clerk) {
		s := c.stage("tickets", []string{"ticket_id", "created_at", "excluded"}, `('T1', timestamp '2024-05-01', 'merged', null, null),
			('T2', timestamp '2024-05-01', 'spam', null, null), ('T3', timestamp '2024-05-01', null, null, null), ('T4', timestamp '2024-05-01', 'lost', null, null)`)
		got, err := store.AddTickets(context.Background(), c.q, s)
		c.count(got, err, store.Count{Read: 4, Kept: 3, Refused: 1})
		c.want("select record, field, value, reason from desk.fault", "4 excluded lost this is neither merged nor spam nor empty")
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
		const read = "select strftime(created_at, '%d %H:%M'), priority, coalesce(team, '-') from desk.ticket"
		add(`('T1', timestamp '2024-05-02 10:00', timestamp '2024-05-02 09:00', 'high', 'Desk', 'new', null),
			('T1', timestamp '2024-05-02 11:00', timestamp '2024-05-02 09:00', null, 'Network', 'working', null)`, store.Count{Read: 2, Kept: 2})
		c.want(read, "02 09:00 high -")
		add("('T1', timestamp '2024-05-02 08:00', null, 'low', 'Desk', 'new', null)", store.Count{Read: 1, Kept: 1}) // late: begins earlier, knows nothing newer
		c.want(read, "02 08:00 high -")
		add("('T1', timestamp '2024-05-03 08:00', null, 'low', 'Network', 'resolved', null)", store.Count{Read: 1, Kept: 1})
		c.want(read, "02 08:00 low -")
		c.want("select kind, team from desk.event order by occurred_at", "status Desk", "status Desk", "status Network", "resolved Network")
	})
}
