package desk

import (
	"errors"
	"fmt"
)

// writeTable creates a table, lets fill write its rows and closes it.
func writeTable(dir, name string, columns []string, fill func(*table) error) error {
	t, err := createTable(dir, name, columns...)
	if err != nil {
		return err
	}
	return errors.Join(fill(t), t.close())
}

func writeAgents(dir string, g *generator) error {
	columns := []string{"agent", "team", "tier", "region", "grade", "fte", "hired_on"}
	return writeTable(dir, "agents.csv", columns, func(t *table) error {
		for _, a := range g.staff.agents {
			t.word(a.name)
			t.word(teams[a.team].name)
			t.number(int64(teams[a.team].tier))
			t.word(regions[a.region])
			t.word(grades[a.grade])
			t.word(hundredths(a.hours * 100 / fullTime))
			t.word(a.hired)
			if err := t.end(); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeSalaries leaves the vendor's people out: the desk does not pay them.
func writeSalaries(dir string, g *generator) error {
	columns := []string{"agent", "tier", "grade", "region", "annual_salary", "currency", "valid_from"}
	return writeTable(dir, "salaries.csv", columns, func(t *table) error {
		for _, a := range g.staff.agents {
			if a.salary == 0 {
				continue
			}
			faults := errors.Join(salary(t, a, a.salary, "2024-01-01"), salary(t, a, a.raiseTo, "2025-04-01"))
			if faults != nil {
				return faults
			}
		}
		return nil
	})
}

func salary(t *table, a agent, amount int, from string) error {
	if amount == 0 {
		return nil
	}
	t.word(a.name)
	t.number(int64(teams[a.team].tier))
	t.word(grades[a.grade])
	t.word(regions[a.region])
	t.number(int64(amount))
	t.word("EUR")
	t.word(max(from, a.hired))
	return t.end()
}

// writeHours pays for the minutes worked at the planted occupancy, in quarters of an hour, rounded up.
func writeHours(dir string, g *generator) error {
	return writeTable(dir, "hours.csv", []string{"team", "week", "paid_hours"}, func(t *table) error {
		for number := range teams {
			for week, minutes := range g.worked[number] {
				perQuarter := int64(15 * occupancy[teams[number].tier])
				quarters := (minutes*100 + perQuarter - 1) / perQuarter
				t.word(teams[number].name)
				t.word(calendar[week*7].iso)
				t.word(hundredths(int(quarters) * 25))
				if err := t.end(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func hundredths(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }
