package store

import (
	"context"
	"fmt"
	"strings"
)

// ticketColumn is a column of desk.ticket that a source may fill.
type ticketColumn struct{ name, field, typ string }

var ticketColumns = []ticketColumn{
	{"team", "team", "varchar"}, {"channel", "channel", "varchar"}, {"category", "category", "varchar"}, {"product", "product", "varchar"},
	{"priority", "priority", "varchar"}, {"region", "region", "varchar"}, {"language", "language", "varchar"},
	{"customer_key", "customer", "varchar"}, {"first_response_at", "first_response_at", "timestamp"}, {"resolved_at", "resolved_at", "timestamp"},
	{"first_resolved_at", "first_resolved_at", "timestamp"}, {"closed_at", "closed_at", "timestamp"}, {"contacts", "contacts", "integer"},
	{"reopens", "reopens", "integer"}, {"effort_minutes", "effort_minutes", "double"}, {"csat", "csat", "double"},
	{"sla_met", "sla_met", "boolean"}, {"sla_due_at", "sla_due_at", "timestamp"}, {"knowledge_key", "knowledge", "varchar"},
	{"level1_capable", "level1_capable", "boolean"}, {"reassignments", "reassignments", "integer"}, {"excluded", "excluded", "varchar"},
}

// AddTickets merges the staged rows of a ticket file into the draft and notes the changed tickets as touched.
// The newer row of a ticket wins by updated_at, else the later one; a field a row does not know keeps its value. The
// creation never moves behind what happened to the ticket.
func AddTickets(ctx context.Context, q Querier, s Staged) (Count, error) {
	if err := run(ctx, q, refusedRows, checkTickets(s)); err != nil {
		return Count{}, err
	}
	if err := quoteTimes(ctx, q, s); err != nil {
		return Count{}, err
	}
	if err := arriveTickets(ctx, q, s); err != nil {
		return Count{}, err
	}
	if err := mergeTickets(ctx, q, s, "incoming.updated_at is null or known.updated_at is null or incoming.updated_at >= known.updated_at"); err != nil {
		return Count{}, err
	}
	refused, err := keepFaults(ctx, q, s)
	if err != nil {
		return Count{}, err
	}
	return countTickets(ctx, q, refused)
}

// checkTickets refuses rows that say of themselves what cannot be.
func checkTickets(s Staged) string {
	checks := []string{"select rowid, '', '', '' from staged where false"}
	for _, c := range [][2]string{{"first_response_at", "created_at"}, {"first_resolved_at", "created_at"}, {"resolved_at", "created_at"},
		{"closed_at", "created_at"}, {"resolved_at", "first_resolved_at"}} {
		if s.has(c[0]) && s.has(c[1]) {
			checks = append(checks, fmt.Sprintf("select rowid, '%[1]s', ticket_id, %[3]s || ', before %[2]s ' || %[4]s from staged where fault is null and %[1]s < %[2]s",
				c[0], c[1], told(c[0]), utc(c[1])))
		}
	}
	return "insert into refused " + strings.Join(checks, " union all ")
}

// arriveTickets puts one row per ticket into temp table arriving: of several rows the last known value of each column.
func arriveTickets(ctx context.Context, q Querier, s Staged) error {
	twice, err := count(ctx, q, "select count(*) - count(distinct ticket_id) from staged where fault is null and rowid not in (select pos from refused)")
	if err != nil {
		return err
	}
	one := []string{"s.ticket_id", "s.created_at", s.column("updated_at", "timestamp") + " as updated_at"}
	for _, c := range ticketColumns {
		one = append(one, s.ticketValue(c)+" as "+c.name)
	}
	rows := fmt.Sprintf(`select %s, row_number() over (order by updated_at nulls first, s.rowid) as ord, s.rowid as pos
		from staged s %s where s.fault is null and s.rowid not in (select pos from refused)`, strings.Join(one, ", "), s.joinCustomers())
	if twice == 0 {
		rows = fmt.Sprintf("select %s from staged s %s where s.fault is null and s.rowid not in (select pos from refused)", strings.Join(one, ", "), s.joinCustomers())
		return run(ctx, q, "create or replace temp table arriving as "+rows)
	}
	return run(ctx, q, "create or replace temp table several as "+rows, "create or replace temp table arriving as "+lastKnown("ord", "arg_max(created_at, ord)"))
}

// lastKnown folds temp table several to one row per ticket.
func lastKnown(ord, created string) string {
	all := []string{"ticket_id", created + " as created_at", "max(updated_at) as updated_at"}
	for _, c := range ticketColumns {
		all = append(all, fmt.Sprintf("arg_max(%s, %s) filter (%[1]s is not null) as %[1]s", c.name, ord))
	}
	return "select " + strings.Join(all, ", ") + " from several group by ticket_id"
}

func (s Staged) ticketValue(c ticketColumn) string {
	switch {
	case c.field == "customer" && s.has("customer"):
		return "customer.key"
	case c.field == "team" && s.Rows == "log":
		return "null::varchar" // every row of a log says who holds the ticket from then on
	}
	return s.column(c.field, c.typ)
}

func (s Staged) joinCustomers() string {
	if !s.has("customer") {
		return ""
	}
	return "left join pseudonym customer on customer.kind = 'customer' and customer.value = s.customer"
}

// mergeTickets brings temp table arriving into work.ticket. newer is the condition under which the incoming row wins.
func mergeTickets(ctx context.Context, q Querier, s Staged, newer string) error {
	merged := []string{"ticket_id", "created_at", "updated_at"}
	values := []string{"known.ticket_id", "case when newer and incoming.created_at <= coalesce(first_at, incoming.created_at) then incoming.created_at else known.created_at end as created_at",
		"greatest(incoming.updated_at, known.updated_at) as updated_at"}
	if s.Rows == "log" {
		values[1] = "least(incoming.created_at, known.created_at) as created_at"
	}
	for _, c := range ticketColumns {
		merged = append(merged, c.name)
		values = append(values, fmt.Sprintf("case when newer then coalesce(incoming.%[1]s, known.%[1]s) else coalesce(known.%[1]s, incoming.%[1]s) end as %[1]s", c.name))
	}
	columns := strings.Join(merged, ", ")
	return run(ctx, q,
		`create or replace temp table later as
			select ticket_id from arriving incoming join ticket known using (ticket_id) where incoming.created_at > known.created_at`,
		"create or replace temp table begun as select ticket_id, min(occurred_at) as first_at from event semi join later using (ticket_id) group by ticket_id",
		fmt.Sprintf(`create or replace temp table merged as
			select * exclude (before) from (
				select %s, row(%s) as before
				from (select known.*, coalesce(%s, true) as newer from ticket known join arriving incoming using (ticket_id)) known
				join arriving incoming using (ticket_id)
				left join begun using (ticket_id))
			where row(%s) is distinct from before`, strings.Join(values, ", "), prefixed("known", merged), newer, columns),
		fmt.Sprintf(`create or replace temp table changed as
			select %s from (select a.* from arriving a anti join ticket using (ticket_id)) union all select %[1]s from merged`, columns),
		"delete from work.ticket where ticket_id in (select ticket_id from changed)",
		fmt.Sprintf("insert into work.ticket by name select *, '%s' as source, %d::bigint as batch_id from changed",
			strings.ReplaceAll(s.Source, "'", "''"), s.Batch),
		"insert into touched select ticket_id from changed",
	)
}

func prefixed(prefix string, names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = prefix + "." + n
	}
	return strings.Join(all, ", ")
}

// countTickets tells kept from repeated rows: a row is repeated when its ticket is in the store just as it says, or when
// the same row stands in the file before it.
func countTickets(ctx context.Context, q Querier, refused int64) (Count, error) {
	read, err := countStaged(ctx, q)
	if err != nil {
		return Count{}, err
	}
	kept, err := count(ctx, q, `select count(*) from (
		select distinct * exclude (rowid, fault) from staged
		where fault is null and rowid not in (select pos from refused)
		and ticket_id in (select ticket_id from changed))`)
	if err != nil {
		return Count{}, err
	}
	return Count{Read: read, Kept: kept, Refused: refused, Repeated: read - kept - refused}, nil
}

// StandTwice counts the tickets that have several rows in the staged ticket file.
func StandTwice(ctx context.Context, q Querier) (int64, error) {
	return count(ctx, q, "select count(*) from (select ticket_id from staged where fault is null group by ticket_id having count(*) > 1)")
}

// AddLogTickets merges the tickets that the rows of a log tell of. A ticket begins with its first row at the latest.
func AddLogTickets(ctx context.Context, q Querier, s Staged) error {
	one := []string{"s.ticket_id", "least(" + s.column("created_at", "timestamp") + ", s.occurred_at) as created_at", "s.occurred_at as updated_at"}
	for _, c := range ticketColumns {
		one = append(one, s.ticketValue(c)+" as "+c.name)
	}
	return joinErr(
		run(ctx, q, refusedRows,
			fmt.Sprintf(`create or replace temp table several as
				select %s, row_number() over (order by s.occurred_at, s.rowid) as ord
				from staged s %s where s.fault is null`, strings.Join(one, ", "), s.joinCustomers()),
			"create or replace temp table arriving as "+lastKnown("ord", "min(created_at)")),
		func() error {
			return mergeTickets(ctx, q, s, "incoming.updated_at >= known.updated_at")
		})
}

func joinErr(err error, next func() error) error {
	if err != nil {
		return err
	}
	return next()
}
