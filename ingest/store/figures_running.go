package store

import (
	"fmt"
	"slices"
	"strings"

	"tiermix/model/kpi"
)

// running counts, for every figure of a batch of which rows still run, how many rows took how long: one more statement each, a group for every
// distinct number of seconds. Where nothing runs, nothing is compared that
// may run, and no curve is asked for, the quantiles say it all and nothing is counted.
func (c *counter) running(b *batch, counted map[string]kpi.Counted) error {
	for _, s := range b.specs {
		figure := counted[s.ID]
		if at, _ := s.Lifetime(c.wanted(b.dims)); at == "" || figure.Total.Running == 0 && c.plan.Compare.Mode == "" && !c.plan.Curves {
			continue
		}
		if err := c.lifetimes(b, s, &figure); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
		counted[s.ID] = figure
	}
	return nil
}

func (c *counter) lifetimes(b *batch, s kpi.Spec, figure *kpi.Counted) error {
	at, ended := s.Lifetime(c.wanted(b.dims))
	keys := keyColumns(len(b.dims))
	sets := "grouping sets ((seconds))"
	if len(keys) > 0 {
		sets = "grouping sets ((seconds), (" + strings.Join(keys, ", ") + ", seconds))"
	}
	columns := strings.Join(append([]string{"total"}, keys...), ", ")
	bind := binder{args: slices.Clone(b.bind.args)}
	query := c.desk.bindNames(&bind, fmt.Sprintf(`
select %[1]s, list(seconds), list(ended), list(running)
from (
  select
    %[2]s as total, %[3]s seconds,
    cast(count_if(ended) as double) as ended,
    cast(count_if(not ended) as double) as running
  from (select %[3]s %[4]s as seconds, %[5]s as ended from (%[6]s))
  where seconds is not null
  group by %[7]s
)
group by %[1]s`, columns, groupingOf(keys), listed(keys), at, ended, b.from, sets))
	groups := map[string]*kpi.Cell{}
	for i := range figure.Groups {
		groups[keyOf(figure.Groups[i].Key, b.dims)] = &figure.Groups[i].Cell
	}
	return scan(c.ctx, c.q, query, bind.args, func(values []any) error {
		cell := &figure.Total
		if fmt.Sprint(values[0]) == "0" {
			key := map[string]string{}
			for i, d := range b.dims {
				key[d.ID] = d.Key(values[1+i])
			}
			if cell = groups[keyOf(key, b.dims)]; cell == nil {
				return fmt.Errorf("a group %v of rows that nothing else counted", key)
			}
		}
		lists := values[1+len(b.dims):]
		return cell.AddLifetimes(lists[0], lists[1], lists[2])
	})
}

// listed are columns with a comma behind each.
func listed(columns []string) string {
	var text strings.Builder
	for _, c := range columns {
		text.WriteString(c + ", ")
	}
	return text.String()
}

// keyOf makes one text of a group's key.
func keyOf(key map[string]string, dims []kpi.Dimension) string {
	parts := make([]string, len(dims))
	for i, d := range dims {
		parts[i] = key[d.ID]
	}
	return strings.Join(parts, "\x00")
}
