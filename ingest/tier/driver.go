package tier

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tiermix/ingest/store"
	"tiermix/model/driver"
	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// driverFactors are what is known of a ticket when it comes in, as dimensions of figures.
var driverFactors = []string{"category", "channel", "product", "priority", "region", "weekday", "hour"}

const driverQuery = `
select %[1]s, count(*) filter (%[2]s), count(*) filter (%[2]s and %[3]s), count(*) filter (held_by_1 and not placed)
from (%[4]s) group by %[1]s`

// Drivers counts the tickets that the escalation rate is about, and those of them that were escalated, by everything known when
// they came in.
func Drivers(ctx context.Context, q store.Querier, scope kpi.Scope) (driver.Table, error) {
	spec, err := kpi.Lookup("escalation_rate")
	if err != nil {
		return driver.Table{}, err
	}
	tickets, err := store.Rows(ctx, q, spec.ID, scope)
	if err != nil {
		return driver.Table{}, err
	}
	expressions, t, err := factorsOf(spec.View)
	if err != nil {
		return driver.Table{}, err
	}
	query := fmt.Sprintf(driverQuery, strings.Join(expressions, ", "), spec.Counts(), spec.Hit, tickets.SQL)
	known := make([]names, len(t.Factors))
	t.Rows, err = collect(ctx, q, "patterns of tickets", query, tickets.Args, func(rows *sql.Rows) (driver.Row, error) {
		return t.read(rows, known)
	})
	if err != nil {
		return driver.Table{}, err
	}
	t.settle()
	if len(t.Rows) == 0 || !slices.ContainsFunc(t.Rows, func(r driver.Row) bool { return r.Tickets > 0 }) {
		t.Absent, err = absent(ctx, q, spec.ID, scope)
	}
	return t.Table, err
}

// absent is why a figure has no rows in a scope.
func absent(ctx context.Context, q store.Querier, figure string, scope kpi.Scope) (origin.Text, error) {
	var said [2]string
	for i, lang := range []kpi.Language{kpi.English, kpi.German} {
		answer, err := store.Answer(ctx, q, kpi.Query{Scope: scope, IDs: []string{figure}, Lang: lang})
		if err != nil {
			return origin.Text{}, err
		}
		said[i] = answer.Figures[0].Reason
	}
	return origin.Text{EN: said[0], DE: said[1]}, nil
}

// factorTable is a table of drivers while it is read.
type factorTable struct {
	driver.Table
	values  []string // of one row
	targets []any
	room    []int32 // for the levels of the next rows, so that they need not be made one by one
}

// rowsAtOnce is for how many rows there is room at a time.
const rowsAtOnce = 4096

func factorsOf(v kpi.View) (expressions []string, t factorTable, err error) {
	t.values = make([]string, len(driverFactors))
	for i, id := range driverFactors {
		d, err := kpi.LookupDimension(id)
		if err != nil {
			return nil, t, err
		}
		expression, ok := d.In(v)
		if !ok {
			return nil, t, fmt.Errorf("drivers: the rows do not have %s", id)
		}
		expressions = append(expressions, expression)
		t.Factors = append(t.Factors, driver.Factor{Name: id, Ordered: d.Clocked()})
		t.targets = append(t.targets, &t.values[i])
	}
	return expressions, t, nil
}

func (t *factorTable) read(rows *sql.Rows, known []names) (driver.Row, error) {
	n := len(t.values)
	if len(t.room) < n {
		t.room = make([]int32, n*rowsAtOnce)
	}
	r := driver.Row{Levels: t.room[:n:n]}
	t.room = t.room[n:]
	var leftOut int
	if err := rows.Scan(append(slices.Clone(t.targets), &r.Tickets, &r.Escalated, &leftOut)...); err != nil {
		return r, err
	}
	t.LeftOut += leftOut
	for i, value := range t.values {
		if known[i] == nil {
			known[i] = names{}
		}
		r.Levels[i] = known[i].index(value, &t.Factors[i].Levels)
	}
	return r, nil
}

// settle puts everything in an order that does not depend on that in which a database answers.
func (t *factorTable) settle() {
	for k := range t.Factors {
		f := &t.Factors[k]
		order := make([]int32, len(f.Levels))
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortFunc(order, func(a, b int32) int { return compareLevels(f.Ordered, f.Levels[a], f.Levels[b]) })
		levels, to := make([]string, len(order)), make([]int32, len(order))
		for i, old := range order {
			levels[i], to[old] = f.Levels[old], int32(i)
		}
		f.Levels = levels
		for _, r := range t.Rows {
			r.Levels[k] = to[r.Levels[k]]
		}
	}
	slices.SortFunc(t.Rows, func(a, b driver.Row) int { return slices.Compare(a.Levels, b.Levels) })
}

func compareLevels(numbers bool, a, b string) int {
	if numbers {
		x, _ := strconv.Atoi(a) // weekday and hour are numbers by their expression
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}
