package store

import (
	"fmt"
	"strings"
	"time"

	"tiermix/model/kpi"
)

// timestampFormat is how DuckDB reads a timestamp.
const timestampFormat = "2006-01-02 15:04:05.999999"

// binder collects the values of a statement.
type binder struct {
	args []any
}

// bind adds a value and returns its place in the statement.
func (b *binder) bind(value any) string {
	b.args = append(b.args, value)
	return fmt.Sprintf("$%d", len(b.args))
}

// day binds midnight at the beginning of a day, as wall clock.
func (b *binder) day(t time.Time) string {
	return b.instant(t)
}

// instant binds a timestamp without zone. As text it cannot pick up a zone on its way.
func (b *binder) instant(t time.Time) string {
	return "cast(" + b.bind(t.Format(timestampFormat)) + " as timestamp)"
}

// rows is the subquery with the rows of a view in the scope of the plan; the dimensions are its columns k0, k1, ...
func (c *counter) rows(b *binder, v kpi.View, period kpi.Period, dims []kpi.Dimension) (string, error) {
	if v.Weekly {
		return c.weeks(b, v, period, dims)
	}
	conditions := []string{v.Keep}
	if period.From.After(c.desk.frame.First) {
		conditions = append(conditions, v.Time+" >= "+b.day(period.From))
	}
	if period.To.Before(c.desk.frame.Last) {
		conditions = append(conditions, v.Time+" < "+b.day(period.To.AddDate(0, 0, 1)))
	}
	filters, err := c.filters(b, v)
	if err != nil {
		return "", err
	}
	from := "tier." + v.Rows
	if v.Priced {
		if from, err = priced(b, c.plan.Prices); err != nil {
			return "", err
		}
	}
	return selectRows(v, dims, from, append(conditions, filters...)), nil
}

// selectRows reads rows with the dimensions as k0, k1, ... in front.
func selectRows(v kpi.View, dims []kpi.Dimension, from string, conditions []string) string {
	var columns strings.Builder
	for i, d := range dims {
		expr, _ := d.In(v)
		fmt.Fprintf(&columns, "%s as k%d, ", expr, i)
	}
	return fmt.Sprintf("select %s* from %s where %s", columns.String(), from, strings.Join(conditions, " and "))
}

// withClock adds the column running_business to rows: the opening hours between their beginning and the last record.
func (c *counter) withClock(b *binder, v kpi.View, rows string) string {
	begins := map[string]string{"path": "created_at", "stint": "entered_at"}[v.Rows]
	const reading = "c.business_seconds + case when c.is_open then date_diff('second', c.starts_at, %s) else 0 end"
	asof := b.instant(c.desk.asof)
	return fmt.Sprintf("select r.*, (select "+reading+" from desk.clock as c where c.starts_at <= %[1]s order by c.starts_at desc limit 1) - ("+
		"%[2]s) as running_business from (%[3]s) as r asof left join desk.clock as c on r.%[4]s >= c.starts_at",
		asof, fmt.Sprintf(reading, "r."+begins), rows, begins)
}

// filters are the conditions of the plan's filters on the rows of a view.
func (c *counter) filters(b *binder, v kpi.View) ([]string, error) {
	var all []string
	for _, f := range c.plan.Where {
		d, err := kpi.LookupDimension(f.Dim)
		if err != nil {
			return nil, err
		}
		expr, ok := d.In(v)
		if !ok {
			return nil, fmt.Errorf("filter on %s: the rows do not have it", f.Dim)
		}
		condition, err := filter(b, d, expr, f)
		if err != nil {
			return nil, err
		}
		all = append(all, condition)
	}
	return all, nil
}

// filter is true for rows with one of the values.
func filter(b *binder, d kpi.Dimension, expr string, f kpi.Filter) (string, error) {
	values, unknown, err := d.Values(f)
	if err != nil {
		return "", err
	}
	var choices []string
	if unknown {
		choices = append(choices, expr+" is null")
	}
	var places []string
	for _, value := range values {
		if day, ok := value.(time.Time); ok {
			places = append(places, b.day(day))
		} else {
			places = append(places, b.bind(value))
		}
	}
	if len(places) > 0 {
		choices = append(choices, fmt.Sprintf("%s in (%s)", expr, strings.Join(places, ", ")))
	}
	return "(" + strings.Join(choices, " or ") + ")", nil
}
