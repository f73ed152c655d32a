package store

import (
	"context"
	"fmt"
	"strings"
)

// register is a small table of which a draft holds a whole copy: one row per key, the later row wins.
type register struct {
	table string
	key   []string // columns
	other []string // columns
	rows  string   // select of key and other from staged s
}

func agents(s Staged) register {
	return register{table: "agent", key: []string{"agent_key"}, other: []string{"team", "fte", "hired_on"},
		rows: fmt.Sprintf("agent.key as agent_key, s.team, %s as fte, %s as hired_on from staged s %s", s.column("fte", "double"), s.column("hired_on", "date"), joinOneAgent)}
}

func salaries(s Staged) register {
	return register{table: "salary", key: []string{"agent_key", "valid_from"}, other: []string{"tier", "grade", "region", "annual_salary", "currency"},
		rows: fmt.Sprintf("agent.key as agent_key, %s as valid_from, %s as tier, %s as grade, %s as region, s.annual_salary, s.currency from staged s %s",
			s.column("valid_from", "date"), s.column("tier", "integer"), s.column("grade", "varchar"), s.column("region", "varchar"), joinOneAgent)}
}

func paidHours() register {
	return register{table: "paid_hours", key: []string{"team", "week"}, other: []string{"paid_hours"},
		rows: "s.team, date_trunc('week', s.week)::date as week, s.paid_hours from staged s"}
}

const joinOneAgent = "join pseudonym agent on agent.kind = 'agent' and agent.value = s.agent"

// AddAgents keeps which team the staged agents belong to, how much of a full-time person they are and since when; the tickets of agents who changed are touched.
func AddAgents(ctx context.Context, q Querier, s Staged) (Count, error) {
	count, err := agents(s).add(ctx, q, s)
	if err != nil {
		return count, err
	}
	return count, run(ctx, q, "insert into touched select distinct ticket_id from event where agent_key in (select agent_key from fresh)")
}

// AddSalaries keeps what the staged agents earn.
func AddSalaries(ctx context.Context, q Querier, s Staged) (Count, error) {
	return salaries(s).add(ctx, q, s)
}

// AddPaidHours keeps the staged hours of teams by week.
func AddPaidHours(ctx context.Context, q Querier, s Staged) (Count, error) {
	return paidHours().add(ctx, q, s)
}

// add brings the staged rows into the draft's copy. Rows that it has already, or that a later row of the file replaces,
// are repeated. Temp table fresh holds the rows that are new.
func (r register) add(ctx context.Context, q Querier, s Staged) (Count, error) {
	columns := append(append([]string{}, r.key...), r.other...)
	err := run(ctx, q, refusedRows,
		fmt.Sprintf("create or replace temp table arriving as select distinct on (%s) %s from (select s.rowid as pos, %s where s.fault is null) order by pos desc",
			strings.Join(r.key, ", "), strings.Join(columns, ", "), r.rows),
		fmt.Sprintf("create or replace temp table fresh as select a.* from arriving a anti join %s k on %s", r.table, same("a", "k", columns)),
		fmt.Sprintf("delete from %s k using fresh f where %s", r.table, same("k", "f", r.key)),
		fmt.Sprintf("insert into %s by name select *, %d::bigint as batch_id from fresh", r.table, s.Batch),
	)
	if err != nil {
		return Count{}, err
	}
	refused, err := keepFaults(ctx, q, s)
	if err != nil {
		return Count{}, err
	}
	read, err := countStaged(ctx, q)
	if err != nil {
		return Count{}, err
	}
	kept, err := count(ctx, q, "select count(*) from fresh")
	return Count{Read: read, Kept: kept, Refused: refused, Repeated: read - kept - refused}, err
}

// same is the condition that two rows agree in columns, unknown values included.
func same(a, b string, columns []string) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = fmt.Sprintf("%s.%s is not distinct from %s.%[2]s", a, c, b)
	}
	return strings.Join(all, " and ")
}
