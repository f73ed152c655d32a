package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tiermix/model/kpi"
)

// Answer counts what the query asks for and makes the figures out of it. Every statement is set-based: one per kind
// of row, with the total and the groups in the same pass. Two questions about one desk agree only when q is a
// transaction, or nothing writes meanwhile.
func Answer(ctx context.Context, q Querier, query kpi.Query) (kpi.Answer, error) {
	plan, err := query.Plan()
	if err != nil {
		return kpi.Answer{}, err
	}
	c := counter{ctx: ctx, q: q, plan: plan}
	counts, err := c.counts()
	if err != nil {
		return kpi.Answer{}, fmt.Errorf("count figures: %w", err)
	}
	return plan.Answer(counts), nil
}

// counter counts one plan.
type counter struct {
	ctx  context.Context
	q    Querier
	plan kpi.Plan
	desk desk
}

func (c *counter) counts() (kpi.Counts, error) {
	var counts kpi.Counts
	var err error
	if c.desk, err = readDesk(c.ctx, c.q); err != nil {
		return counts, err
	}
	counts.Frame = c.desk.frame
	if counts.Frame.Tickets == 0 {
		return counts, nil
	}
	if counts.Missing, err = missing(c.ctx, c.q, c.plan.Needs()); err != nil {
		return counts, err
	}
	period := c.plan.Period.Within(c.desk.frame)
	compared := c.plan.Compare.Of(period)
	if counts.Now, err = c.over(period, c.plan.Dims); err != nil || compared == nil {
		return counts, err
	}
	dims := c.plan.Dims
	if c.plan.Buckets() {
		dims = nil // buckets of two periods have nothing in common
	}
	counts.Then, err = c.over(*compared, dims)
	return counts, err
}

// over counts every figure of the plan over a period, split by the dimensions.
func (c *counter) over(period kpi.Period, dims []kpi.Dimension) (map[string]kpi.Counted, error) {
	counted := map[string]kpi.Counted{}
	if period.Overlap(c.desk.frame).Days() == 0 {
		return counted, nil
	}
	batches, err := c.batches(period, dims)
	if err != nil {
		return nil, err
	}
	for _, b := range batches {
		if err := c.run(b, counted); err != nil {
			return nil, fmt.Errorf("%s: %w", b.specs[0].ID, err)
		}
	}
	return counted, c.levels(period, dims, counted)
}

// batch is one statement: figures over the same rows.
type batch struct {
	specs []kpi.Spec
	from  string // subquery with the columns k0, k1, ... and those of the rows
	bind  binder
	dims  []kpi.Dimension
}

// batches puts figures that read the same rows into one statement.
func (c *counter) batches(period kpi.Period, dims []kpi.Dimension) ([]*batch, error) {
	var all []*batch
	byRows := map[string]*batch{}
	for _, s := range c.plan.Specs {
		if s.View.Level || s.View.Priced && c.plan.Prices == nil || len(c.plan.Refused(s)) > 0 {
			continue
		}
		b := &batch{dims: dims}
		var err error
		if b.from, err = c.rows(&b.bind, s.View, period, dims); err != nil {
			return nil, err
		}
		if s.RunsOnBusinessClock(c.plan.Hours) {
			b.from = c.withClock(&b.bind, s.View, b.from)
		}
		if known, ok := byRows[b.from]; ok {
			b = known
		} else {
			byRows[b.from], all = b, append(all, b)
		}
		b.specs = append(b.specs, s)
	}
	return all, nil
}

// wanted says how finely durations are counted: a total over very many rows gets few quantiles, each of them is a
// pass over all values.
func (c *counter) wanted(dims []kpi.Dimension) kpi.Wanted {
	return kpi.Wanted{
		Hours:    c.plan.Hours,
		Compared: c.plan.Compare.Mode != "",
		Coarse:   c.desk.frame.Tickets > manyTickets && len(dims) == 0,
		Rounded:  c.desk.frame.Tickets > manyTickets,
	}
}

const manyTickets = 200_000

// run executes a batch and files its cells by figure.
func (c *counter) run(b *batch, counted map[string]kpi.Counted) error {
	wanted := c.wanted(b.dims)
	keys := keyColumns(len(b.dims))
	columns := append([]string{groupingOf(keys)}, keys...)
	for _, s := range b.specs {
		columns = append(columns, s.Aggregates(wanted)...)
	}
	query := fmt.Sprintf("select\n  %s\nfrom (%s)%s", strings.Join(columns, ",\n  "), b.from, groupBy(keys))
	bind := binder{args: slices.Clone(b.bind.args)}
	query = c.desk.bindNames(&bind, query)
	err := scan(c.ctx, c.q, query, bind.args, func(values []any) error {
		return b.file(values, wanted, counted)
	})
	if err != nil {
		return err
	}
	return c.running(b, counted)
}

func (b *batch) file(values []any, wanted kpi.Wanted, counted map[string]kpi.Counted) error {
	total := fmt.Sprint(values[0]) != "0"
	key := map[string]string{}
	for i, d := range b.dims {
		key[d.ID] = d.Key(values[1+i])
	}
	values = values[1+len(b.dims):]
	for _, s := range b.specs {
		n := len(s.Aggregates(wanted))
		cell, err := s.Cell(wanted, values[:n])
		if err != nil {
			return err
		}
		values = values[n:]
		figure := counted[s.ID]
		if total {
			figure.Total = cell
		} else {
			figure.Groups = append(figure.Groups, kpi.Keyed{Key: key, Cell: cell})
		}
		counted[s.ID] = figure
	}
	return nil
}

func keyColumns(n int) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = fmt.Sprintf("k%d", i)
	}
	return keys
}

// groupingOf is 0 for a group and something else for the total.
func groupingOf(keys []string) string {
	if len(keys) == 0 {
		return "1"
	}
	return "grouping(" + strings.Join(keys, ", ") + ")"
}

func groupBy(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return "\ngroup by grouping sets ((), (" + strings.Join(keys, ", ") + "))"
}

// scan hands every row of a query to read.
func scan(ctx context.Context, q Querier, query string, args []any, read func([]any) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := scanRow(rows, len(names), read); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scanRow(rows *sql.Rows, n int, read func([]any) error) error {
	values, targets := make([]any, n), make([]any, n)
	for i := range values {
		targets[i] = &values[i]
	}
	if err := rows.Scan(targets...); err != nil {
		return err
	}
	return read(values)
}
