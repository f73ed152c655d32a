package store

import (
	"context"
	"fmt"
	"strings"
)

// CheckEvents finds the staged rows of events, log or escalations that contradict the desk, which are refused, and those
// that are in the store already, which are repeated. It returns the seq of the first new event.
func CheckEvents(ctx context.Context, q Querier, s Staged) (base int64, err error) {
	if err := run(ctx, q, refusedRows); err != nil {
		return 0, err
	}
	if s.Rows != "log" {
		if err := run(ctx, q, checkEvents(s)); err != nil {
			return 0, err
		}
		if err := quoteTimes(ctx, q, s); err != nil {
			return 0, err
		}
	}
	if base, err = count(ctx, q, "select coalesce(max(seq), -1) + 1 from event"); err != nil {
		return 0, err
	}
	return base, findRepeated(ctx, q, s, base)
}

// AddEvents makes the staged rows that CheckEvents let through events of the desk as it will be, and notes their tickets
// as touched. The rows stay where they are staged until Keep writes them.
func AddEvents(ctx context.Context, q Querier, s Staged, base int64) (Count, error) {
	left, err := setAside(ctx, q, s)
	if err != nil {
		return Count{}, err
	}
	rows := fmt.Sprintf("(select rowid as pos, %d + 2 * rowid as seq, ticket_id from staged where fault is null)%s", base, left)
	if s.Rows == "escalations" { // some of their rows are two events
		rows = s.fresh()
	}
	err = run(ctx, q,
		fmt.Sprintf("create or replace temp view %s as select * exclude (pos), %d::bigint as batch_id from (%s)%s", s.fresh(), s.Batch, incoming(s, base), left),
		"insert into touched select distinct ticket_id from "+rows)
	if err != nil {
		return Count{}, err
	}
	if s.Rows == "escalations" && s.has("from_team") {
		if err := run(ctx, q, fmt.Sprintf(nameIntake, base)); err != nil {
			return Count{}, err
		}
	}
	return countEvents(ctx, q, rows, s, base)
}

// setAside notes under the staged table's number what was refused or repeated, and returns the condition that leaves it
// out; "" where there is nothing.
func setAside(ctx context.Context, q Querier, s Staged) (string, error) {
	condition, word := "", " where "
	for _, left := range [][2]string{{"refused", "pos"}, {"repeated_event", "seq"}} {
		n, err := count(ctx, q, "select count(*) from "+left[0])
		if err != nil {
			return "", err
		}
		if n == 0 {
			continue
		}
		name := fmt.Sprintf("%s_%d", left[0], s.No)
		if err := run(ctx, q, "create or replace temp table "+name+" as from "+left[0]); err != nil {
			return "", err
		}
		condition += fmt.Sprintf("%s%s not in (select %[2]s from %s)", word, left[1], name)
		word = " and "
	}
	return condition, nil
}

// checkEvents refuses what contradicts the tickets of the desk.
func checkEvents(s Staged) string {
	at := timeField(s)
	return fmt.Sprintf(`insert into refused
		select
			s.rowid,
			case when t.ticket_id is null then 'ticket_id' else '%[1]s' end,
			s.ticket_id,
			case when t.ticket_id is null
				then 'no ticket file names this ticket; import its ticket file first or together with this one'
				else %[2]s || ', before the ticket was created at ' || %[3]s end
		from staged s left join ticket t using (ticket_id)
		where s.fault is null and (t.ticket_id is null or s.%[1]s < t.created_at)%[4]s`,
		at, told("s."+at), utc("t.created_at"), checkEscalations(s))
}

// told says how a time of the source was understood.
func told(at string) string { return "'this is ' || " + utc(at) }

func utc(at string) string { return "strftime(" + at + ", '%Y-%m-%d %H:%M:%S UTC')" }

// checkEscalations refuses records of escalations that say what cannot be.
func checkEscalations(s Staged) string {
	var checks string
	if s.has("returned_at") {
		checks += fmt.Sprintf(` union all
			select rowid, 'returned_at', ticket_id, %s || ', before escalated_at ' || %s
			from staged where fault is null and returned_at < escalated_at`, told("returned_at"), utc("escalated_at"))
	}
	if s.Rows == "escalations" && s.has("kind") {
		checks += ` union all
			select rowid, 'kind', kind, 'an escalation is functional (to another team) or hierarchical (to a manager)'
			from staged where fault is null and lower(kind) not in ('functional', 'hierarchical')`
	}
	if s.Rows == "escalations" && s.has("to_team") {
		checks += fmt.Sprintf(` union all
			select rowid, 'to_team', '', 'a functional escalation needs the team it goes to'
			from staged s where fault is null and to_team is null and lower(coalesce(%s, 'functional')) = 'functional'`, s.column("kind", "varchar"))
	}
	return checks
}

// quoteTimes puts the times of refused rows as they stand in the source.
func quoteTimes(ctx context.Context, q Querier, s Staged) error {
	n, err := count(ctx, q, "select count(*) from refused")
	if err != nil || n == 0 || s.Texts == "" {
		return err
	}
	if err := inOrder(ctx, q, "create or replace temp table quoted as select * from ("+s.Texts+") where pos in (select pos from refused)"); err != nil {
		return err
	}
	for _, field := range timeFields {
		if !s.has(field) {
			continue
		}
		if err := run(ctx, q, fmt.Sprintf("update refused set value = t.%[1]s from quoted t where t.pos = refused.pos and refused.field = '%[1]s'", field)); err != nil {
			return err
		}
	}
	return nil
}

// timeFields are the times that are compared with each other, in files of any kind.
var timeFields = []string{"occurred_at", "escalated_at", "returned_at", "created_at", "first_response_at", "first_resolved_at", "resolved_at", "closed_at"}

func timeField(s Staged) string {
	if s.Rows == "escalations" {
		return "escalated_at"
	}
	return "occurred_at"
}

// eventColumns are the columns of desk.event that come from a row.
const eventColumns = "ticket_id, occurred_at, kind, team, actor_team, agent_key, by_system, state, status, minutes, public, reason"

// incoming is the SQL of the events the staged rows tell of, with pos = rowid and seq.
func incoming(s Staged, base int64) string {
	seq := fmt.Sprintf("%d + 2 * s.rowid", base)
	if s.Rows != "escalations" {
		return fmt.Sprintf("select s.rowid as pos, %s as seq, %s from %s s %s where s.fault is null", seq, eventValues(s), s.table(), joinAgents(s))
	}
	there := fmt.Sprintf("select s.rowid as pos, %s as seq, %s from %s s %s where s.fault is null", seq, escalationValues(s), s.table(), joinAgents(s))
	if !s.has("returned_at") || !s.has("from_team") {
		return there
	}
	return there + fmt.Sprintf(`
		union all
		select s.rowid, %s + 1, s.ticket_id, s.returned_at, 'moved', s.from_team, null, null, false, null, null, null, null, null
		from %s s where s.fault is null and s.returned_at is not null and s.from_team is not null`, seq, s.table())
}

// kindOfState is the kind of an event where the row of a log names none.
const kindOfState = "case s.state when 'resolved' then 'resolved' when 'closed' then 'closed' when 'merged' then 'merged' else 'status' end"

// eventValues are in the order of eventColumns. In an event file only some kinds say who holds the ticket; in a log
// every row does.
func eventValues(s Staged) string {
	team, actor, kind := "s.team", s.column("actor_team", "varchar"), "coalesce("+s.column("kind", "varchar")+", "+kindOfState+")"
	if s.Rows == "events" {
		team = "case when s.kind in ('created', 'moved', 'assigned') then s.team end"
		actor = "case when s.kind not in ('created', 'moved', 'assigned') then s.team end"
	}
	if !s.has("team") {
		team = "null::varchar"
	}
	if !s.has("team") && s.Rows == "events" {
		actor = "null::varchar"
	}
	return strings.Join([]string{"s.ticket_id", "s.occurred_at", kind + " as kind", team + " as team", actor + " as actor_team", agentKey(s) + " as agent_key",
		bySystem(s) + " as by_system", "s.state", s.column("status", "varchar") + " as status", s.column("minutes", "double") + " as minutes",
		s.column("public", "boolean") + " as public", s.column("reason", "varchar") + " as reason"}, ", ")
}

// escalationValues are in the order of eventColumns: a functional escalation moves the ticket, a hierarchical one is a note.
func escalationValues(s Staged) string {
	moves := fmt.Sprintf("lower(coalesce(%s, 'functional')) <> 'hierarchical' and %s is not null", s.column("kind", "varchar"), s.column("to_team", "varchar"))
	return strings.Join([]string{"s.ticket_id", "s.escalated_at as occurred_at", "case when " + moves + " then 'moved' else 'note' end as kind",
		"case when " + moves + " then " + s.column("to_team", "varchar") + " end as team", s.column("from_team", "varchar") + " as actor_team",
		agentKey(s) + " as agent_key", bySystem(s) + " as by_system", "null::varchar as state", "null::varchar as status", "null::double as minutes",
		"null::boolean as public", s.column("reason", "varchar") + " as reason"}, ", ")
}

func agentKey(s Staged) string {
	if s.has("agent") {
		return "agent.key"
	}
	return "null::varchar"
}

func joinAgents(s Staged) string {
	if !s.has("agent") {
		return ""
	}
	return "left join pseudonym agent on agent.kind = 'agent' and agent.value = s.agent"
}

func bySystem(s Staged) string {
	system := "false"
	if s.has("system") {
		system = "coalesce(s.system, false)"
	}
	if s.has("agent") {
		system += " or coalesce(agent.is_system, false)"
	}
	return system
}

// findRepeated fills temp table repeated_event with the incoming events (by seq) that the store has already, or whose
// row stands twice in the file.
func findRepeated(ctx context.Context, q Querier, s Staged, base int64) error {
	rows := incoming(s, base)
	if err := run(ctx, q, "create or replace temp table repeated_event (seq bigint)"); err != nil {
		return err
	}
	if err := repeatedInFile(ctx, q, s, base, rows); err != nil || base == 0 {
		return err
	}
	return run(ctx, q, fmt.Sprintf(`create or replace temp table met as
			select r.* from (%s) r semi join event using (ticket_id, occurred_at, kind)
			where r.seq not in (select seq from repeated_event)`, rows), fmt.Sprintf(`insert into repeated_event
		with arriving as (
			select seq, %[1]s, row_number() over (partition by %[1]s order by seq) as nth from met
		),
		known as (
			select %[1]s, row_number() over (partition by %[1]s order by seq) as nth
			from event semi join met using (ticket_id, occurred_at, kind)
		)
		select a.seq from arriving a join known k on %[2]s`, eventColumns, alike("a", "k")))
}

func alike(a, b string) string {
	all := []string{a + ".nth = " + b + ".nth"}
	for _, c := range strings.Split(eventColumns, ", ") {
		op := "is not distinct from"
		if c == "ticket_id" || c == "occurred_at" || c == "kind" || c == "by_system" {
			op = "="
		}
		all = append(all, fmt.Sprintf("%s.%s %s %s.%[2]s", a, c, op, b))
	}
	return strings.Join(all, " and ")
}

// repeatedInFile finds rows that are the same, in every column of the source, as the row before them in their ticket's
// history. Suspects are looked for by hash first; only then is the file read a second time, whole.
func repeatedInFile(ctx context.Context, q Querier, s Staged, base int64, rows string) error {
	alike := prefixed("s", s.Fields)
	if err := run(ctx, q, fmt.Sprintf("create or replace temp table double as select h from (select hash(%s) as h from staged s) group by h having count(*) > 1", alike),
		fmt.Sprintf("create or replace temp table suspect as select distinct ticket_id from staged s where hash(%s) in (select h from double)", alike)); err != nil {
		return err
	}
	suspects, err := count(ctx, q, "select count(*) from suspect")
	if err != nil || suspects == 0 {
		return err
	}
	if err := inOrder(ctx, q, "create or replace temp table whole as "+s.Whole); err != nil {
		return err
	}
	return run(ctx, q, fmt.Sprintf(`insert into repeated_event
		select seq from (
			select seq, row(h, %[1]s) is not distinct from lag(row(h, %[1]s)) over (partition by ticket_id order by occurred_at, seq) as again
			from (select r.*, w.h from (%[2]s) r semi join suspect using (ticket_id) join whole w on w.pos = (r.seq - %[3]d) // 2)
		) where again`, eventColumns, rows, base), "drop table whole")
}

// countEvents: a row is kept when at least one of its events is new; an escalation with a return tells of two.
func countEvents(ctx context.Context, q Querier, rows string, s Staged, base int64) (Count, error) {
	refused, err := keepFaults(ctx, q, s)
	if err != nil {
		return Count{}, err
	}
	read, err := countStaged(ctx, q)
	if err != nil {
		return Count{}, err
	}
	one := "*"
	if s.Rows == "escalations" {
		one = fmt.Sprintf("distinct (seq - %d) // 2", base)
	}
	kept, err := count(ctx, q, "select count("+one+") from "+rows)
	return Count{Read: read, Kept: kept, Refused: refused, Repeated: read - kept - refused}, err
}

// nameIntake gives tickets that no file places the team their first escalation came from.
const nameIntake = `
	create or replace temp table intake as
	select s.ticket_id, arg_min(s.from_team, s.escalated_at) as team
	from staged s join ticket t using (ticket_id)
	where s.fault is null and s.rowid not in (select pos from refused) and s.from_team is not null and t.team is null
	and not exists (
		select 1 from event e
		where e.ticket_id = s.ticket_id and e.team is not null and (e.occurred_at, e.seq) < (s.escalated_at, %d + 2 * s.rowid))
	group by s.ticket_id;
	create or replace temp table named as select t.* replace (i.team as team) from ticket t join intake i using (ticket_id);
	delete from work.ticket where ticket_id in (select ticket_id from named);
	insert into work.ticket by name from named`
