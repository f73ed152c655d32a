package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"tiermix/model/plan"
)

// Scenarios are all saved scenarios, by name. What is typed in them under keys that this program does not know is left over as
// it is, see plan.Scenario.
func Scenarios(ctx context.Context, q Querier) ([]plan.Scenario, error) {
	typed, err := scenarioEntries(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, "select name_key, name, note, saved_at from desk.scenario order by name_key")
	if err != nil {
		return nil, fmt.Errorf("read scenarios: %w", err)
	}
	defer rows.Close()
	var all []plan.Scenario
	for rows.Next() {
		var key string
		var s plan.Scenario
		if err := rows.Scan(&key, &s.Name, &s.Note, &s.Saved); err != nil {
			return nil, fmt.Errorf("read scenarios: %w", err)
		}
		s.Assumptions, s.Unread = plan.Typing(typed[key])
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read scenarios: %w", err)
	}
	return all, nil
}

// scenarioEntries is what is typed, by the key of the scenario's name.
func scenarioEntries(ctx context.Context, q Querier) (map[string][]plan.Entry, error) {
	rows, err := q.QueryContext(ctx, "select name_key, key, amount, word from desk.scenario_value order by name_key, key, pos")
	if err != nil {
		return nil, fmt.Errorf("read what is typed in scenarios: %w", err)
	}
	defer rows.Close()
	all := map[string][]plan.Entry{}
	for rows.Next() {
		var name, key string
		var amount sql.NullFloat64
		var word sql.NullString
		if err := rows.Scan(&name, &key, &amount, &word); err != nil {
			return nil, fmt.Errorf("read what is typed in scenarios: %w", err)
		}
		all[name] = withEntry(all[name], key, amount, word)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read what is typed in scenarios: %w", err)
	}
	return all, nil
}

// withEntry adds a row to the entries of a scenario; the words of a key come one after the other.
func withEntry(all []plan.Entry, key string, amount sql.NullFloat64, word sql.NullString) []plan.Entry {
	if amount.Valid {
		return append(all, plan.Entry{Key: key, Amount: amount.Float64})
	}
	if n := len(all); n == 0 || all[n-1].Key != key || all[n-1].Words == nil {
		all = append(all, plan.Entry{Key: key, Words: []string{}})
	}
	if word.Valid {
		last := &all[len(all)-1]
		last.Words = append(last.Words, word.String)
	}
	return all
}

// SaveScenario keeps a scenario. Names that differ in nothing but the case of letters are one.
//
// Errors: a plan.NameFault; plan.ErrTaken when there is one of this name and it may not be replaced.
func SaveScenario(ctx context.Context, q Querier, s plan.Scenario, replace bool) error {
	checked, err := plan.NewScenario(s.Name, s.Note, s.Saved, s.Assumptions)
	if err != nil {
		return err
	}
	held, err := scenarioName(ctx, q, checked.Name)
	switch {
	case err != nil:
		return err
	case held != "" && !replace:
		return taken(held)
	case held != "":
		if err := dropScenario(ctx, q, held); err != nil {
			return err
		}
	}
	key := plan.NameKey(checked.Name)
	if _, err := q.ExecContext(ctx, "insert into desk.scenario values (?, ?, ?, ?)", key, checked.Name, checked.Note, checked.Saved.UTC()); err != nil {
		return fmt.Errorf("save scenario: %w", err)
	}
	for _, e := range s.All() {
		if err := saveEntry(ctx, q, key, e); err != nil {
			return fmt.Errorf("save scenario: %w", err)
		}
	}
	return nil
}

func saveEntry(ctx context.Context, q Querier, scenario string, e plan.Entry) error {
	const insert = "insert into desk.scenario_value values (?, ?, ?, ?, ?)"
	if len(e.Words) == 0 {
		amount := sql.NullFloat64{Float64: e.Amount, Valid: e.Words == nil}
		_, err := q.ExecContext(ctx, insert, scenario, e.Key, 0, amount, sql.NullString{})
		return err
	}
	for i, word := range e.Words {
		if _, err := q.ExecContext(ctx, insert, scenario, e.Key, i, sql.NullFloat64{}, word); err != nil {
			return err
		}
	}
	return nil
}

func taken(name string) error {
	return fmt.Errorf("scenario %s: %w", strconv.Quote(name), plan.ErrTaken)
}

// scenarioName is the name under which a scenario stands, "" when there is none.
func scenarioName(ctx context.Context, q Querier, name string) (string, error) {
	var held string
	err := q.QueryRowContext(ctx, "select name from desk.scenario where name_key = ?", plan.NameKey(name)).Scan(&held)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("look for a scenario: %w", err)
	}
	return held, nil
}

// DropScenario forgets a scenario.
//
// Errors: plan.ErrNoScenario, with the names that there are.
func DropScenario(ctx context.Context, q Querier, name string) error {
	if err := mustHave(ctx, q, name); err != nil {
		return err
	}
	return dropScenario(ctx, q, name)
}

func dropScenario(ctx context.Context, q Querier, name string) error {
	for _, statement := range []string{"delete from desk.scenario where name_key = ?", "delete from desk.scenario_value where name_key = ?"} {
		if _, err := q.ExecContext(ctx, statement, plan.NameKey(name)); err != nil {
			return fmt.Errorf("drop scenario: %w", err)
		}
	}
	return nil
}

// RenameScenario gives a scenario another name; what is typed in it stays as it is, known to this program or not.
//
// Errors: a plan.NameFault; plan.ErrNoScenario; plan.ErrTaken.
func RenameScenario(ctx context.Context, q Querier, old, name string) error {
	name, err := plan.CheckName(name)
	if err = errors.Join(mustHave(ctx, q, old), err); err != nil {
		return err
	}
	held, err := scenarioName(ctx, q, name)
	if err != nil {
		return err
	}
	from, to := plan.NameKey(old), plan.NameKey(name)
	if held != "" && from != to {
		return taken(held)
	}
	if _, err := q.ExecContext(ctx, "update desk.scenario set name_key = ?, name = ? where name_key = ?", to, name, from); err != nil {
		return fmt.Errorf("rename scenario: %w", err)
	}
	if _, err := q.ExecContext(ctx, "update desk.scenario_value set name_key = ? where name_key = ?", to, from); err != nil {
		return fmt.Errorf("rename scenario: %w", err)
	}
	return nil
}

// mustHave refuses a name that no scenario has.
func mustHave(ctx context.Context, q Querier, name string) error {
	held, err := scenarioName(ctx, q, name)
	if err != nil || held != "" {
		return err
	}
	all, err := Scenarios(ctx, q)
	if err != nil {
		return err
	}
	var known []string
	for _, s := range all {
		known = append(known, strconv.Quote(s.Name))
	}
	return plan.NotThere(name, known)
}
