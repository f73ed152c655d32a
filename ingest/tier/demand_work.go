package tier

import (
	"database/sql"
	_ "embed"
	"fmt"

	"tiermix/ingest/store"
	"tiermix/model/effort"
	"tiermix/model/plan"
)

// spentSQL begins a query of recorded minutes: finishedSQL, and what is shared with figures in money.
//
//go:embed demand_spent.sql
var finishedSQL string

var spentSQL = finishedSQL + store.SpentSQL

//go:embed demand_logged.sql
var loggedSQL string

//go:embed demand_paid.sql
var paidSQL string

//go:embed demand_people.sql
var peopleSQL string

//go:embed demand_salary.sql
var salarySQL string

// outcomes are the words that the queries have for an outcome.
var outcomes = map[string]effort.Outcome{"any": effort.Any, "solved": effort.Solved, "passed": effort.Passed}

// logged are the minutes of one key.
type logged struct {
	key     effort.Key
	minutes []float64
}

func (m *measure) collectLogged() error {
	all, err := rows(m, "recorded effort", spentSQL+loggedSQL, scanLogged)
	for _, l := range all {
		m.Logged[l.key] = l.minutes
	}
	return err
}

func scanLogged(rows *sql.Rows) (l logged, err error) {
	var outcome string
	var list any
	if err := rows.Scan(&l.key.Tier, &l.key.Category, &outcome, &list); err != nil {
		return l, err
	}
	l.key.Outcome = outcomes[outcome]
	if l.minutes, err = listOf[float64](list); err != nil {
		return l, fmt.Errorf("%s: the minutes: %w", l.key, err)
	}
	return l, nil
}

// listOf reads a list of the database; none is an empty one.
func listOf[T any](list any) ([]T, error) {
	if list == nil {
		return nil, nil
	}
	values, ok := list.([]any)
	if !ok {
		return nil, fmt.Errorf("a list came as %T", list)
	}
	all := make([]T, len(values))
	for i, v := range values {
		if all[i], ok = v.(T); !ok {
			return nil, fmt.Errorf("a list holds %v, which is a %T", v, v)
		}
	}
	return all, nil
}

// paid is one key of a team's week; without a tier the team finished nothing in it.
type paid struct {
	week, team        string
	hours             float64
	tier              sql.NullInt64
	category, outcome sql.NullString
	tickets           int
}

func (m *measure) collectPaid() error {
	all, err := rows(m, "paid hours", paidSQL, func(rows *sql.Rows) (p paid, err error) {
		return p, rows.Scan(&p.week, &p.team, &p.hours, &p.tier, &p.category, &p.outcome, &p.tickets)
	})
	for _, p := range all {
		last := len(m.Paid) - 1
		if last < 0 || m.Paid[last].Label != p.week || m.Paid[last].Team != p.team {
			m.Paid = append(m.Paid, effort.Week{Label: p.week, Team: p.team, Paid: p.hours, Tickets: map[effort.Key]int{}})
			last++
		}
		if p.tier.Valid {
			m.Paid[last].Tickets[effort.Key{Tier: int(p.tier.Int64), Category: p.category.String, Outcome: outcomes[p.outcome.String]}] = p.tickets
		}
	}
	return err
}

// staffed is a tier and the number of people in it, with the fte of those of whom it is known.
type staffed struct {
	tier, people int
	fte          plan.FullTime
	hired        []plan.Hired
}

func (m *measure) countPeople() error {
	all, err := rows(m, "people by tier", peopleSQL, func(rows *sql.Rows) (s staffed, err error) {
		var months, ftes any
		if err := rows.Scan(&s.tier, &s.people, &s.fte.Sum, &s.fte.Known, &months, &ftes); err != nil {
			return s, err
		}
		s.hired, err = tenures(months, ftes)
		return s, err
	})
	for _, s := range all {
		m.People[s.tier] = s.people
		if len(s.hired) > 0 {
			if m.Hired == nil {
				m.Hired = map[int][]plan.Hired{}
			}
			m.Hired[s.tier] = s.hired
		}
		if s.fte.Known == 0 {
			continue
		}
		if m.FullTime == nil {
			m.FullTime = map[int]plan.FullTime{}
		}
		m.FullTime[s.tier] = s.fte
	}
	return err
}

// tenures joins months since people were hired with how much of a full-time person they are.
func tenures(months, ftes any) ([]plan.Hired, error) {
	since, err := listOf[float64](months)
	if err != nil {
		return nil, fmt.Errorf("months since people were hired: %w", err)
	}
	parts, err := listOf[float64](ftes)
	if err != nil {
		return nil, fmt.Errorf("fte of people: %w", err)
	}
	all := make([]plan.Hired, len(since))
	for i, m := range since {
		all[i] = plan.Hired{Months: int(m), FTE: parts[i]}
	}
	return all, nil
}

func (m *measure) describeSalaries() (err error) {
	m.Salaries, err = rows(m, "salaries by tier", salarySQL, func(rows *sql.Rows) (s plan.Salary, err error) {
		return s, rows.Scan(&s.Tier, &s.Currency, &s.People, &s.Mean, &s.Lowest, &s.Highest)
	})
	return err
}
