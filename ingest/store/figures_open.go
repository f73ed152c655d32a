package store

import (
	"fmt"
	"strings"
	"time"

	"tiermix/model/kpi"
)

// levels counts the figures over what is open at an instant: at the end of the period, and at the end of every time
// bucket when the plan has buckets.
func (c *counter) levels(period kpi.Period, dims []kpi.Dimension, counted map[string]kpi.Counted) error {
	for _, s := range c.plan.Specs {
		if !s.View.Level || len(c.plan.Refused(s)) > 0 {
			continue
		}
		bucket, others := splitBuckets(dims)
		if bucket == nil {
			if err := c.openAt(s, period, dims, counted); err != nil {
				return fmt.Errorf("%s: %w", s.ID, err)
			}
			continue
		}
		if err := c.openAt(s, period, nil, counted); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
		groups, err := c.openByBucket(s, period, *bucket, others)
		if err != nil {
			return fmt.Errorf("%s by %s: %w", s.ID, bucket.ID, err)
		}
		figure := counted[s.ID]
		figure.Groups = groups
		counted[s.ID] = figure
	}
	return nil
}

// splitBuckets takes the first time bucket out of the dimensions.
func splitBuckets(dims []kpi.Dimension) (*kpi.Dimension, []kpi.Dimension) {
	for i, d := range dims {
		if d.Buckets() {
			others := append([]kpi.Dimension{}, dims[:i]...)
			return &d, append(others, dims[i+1:]...)
		}
	}
	return nil, dims
}

// openAt counts what is open at the end of the period.
func (c *counter) openAt(s kpi.Spec, period kpi.Period, dims []kpi.Dimension, counted map[string]kpi.Counted) (err error) {
	b := &batch{specs: []kpi.Spec{s}, dims: dims}
	if b.from, err = c.openRows(&b.bind, s, period, dims); err != nil {
		return err
	}
	return c.run(b, counted)
}

// openRows is the subquery with the stints that are open at the end of the period.
func (c *counter) openRows(b *binder, s kpi.Spec, period kpi.Period, dims []kpi.Dimension) (string, error) {
	end := period.To.AddDate(0, 0, 1)
	local := b.day(end)
	conditions, err := c.filters(b, s.View)
	if err != nil {
		return "", err
	}
	conditions = append(conditions, s.View.Keep, "entered_local < "+local, "(left_local is null or left_local >= "+local+")")
	from := selectRows(s.View, dims, "tier.stint", conditions)
	if s.Unit == kpi.Duration {
		from = fmt.Sprintf("select s.*, p.created_at, %s as at_instant from (%s) s join tier.path p using (ticket_id)", b.instant(c.desk.midnight(end)), from)
	}
	return from, nil
}

func (c *counter) openByBucket(s kpi.Spec, period kpi.Period, bucket kpi.Dimension, others []kpi.Dimension) ([]kpi.Keyed, error) {
	ends := bucketEnds(period.Overlap(c.desk.frame), bucket)
	if s.Unit == kpi.Duration {
		return c.agesByBucket(s, ends, bucket, others)
	}
	return c.levelByBucket(s, period, ends, bucket, others)
}

// end is a bucket and the first day after the part of it that lies in the period.
type end struct {
	first, after time.Time
}

func bucketEnds(period kpi.Period, bucket kpi.Dimension) []end {
	var all []end
	for _, first := range bucket.Spans(period) {
		after := bucket.End(first)
		if last := period.To.AddDate(0, 0, 1); after.After(last) {
			after = last
		}
		all = append(all, end{first, after})
	}
	return all
}

// levelByBucket adds up what came and what went, bucket by bucket: a stint counts from the bucket in which it began
// to the one before that in which it ended. What was open before the period came in its first bucket.
func (c *counter) levelByBucket(s kpi.Spec, period kpi.Period, ends []end, bucket kpi.Dimension, others []kpi.Dimension) ([]kpi.Keyed, error) {
	var b binder
	filters, err := c.filters(&b, s.View)
	if err != nil {
		return nil, err
	}
	from, until := b.day(period.From), b.day(period.To.AddDate(0, 0, 1))
	flow := func(column string, sign int) string {
		conditions := append([]string{s.View.Keep, column + " < " + until}, filters...)
		clamped := s.View
		clamped.Time = fmt.Sprintf("greatest(%s, %s)", column, from)
		return fmt.Sprintf("select *, %d as step from (%s)", sign,
			selectRows(clamped, append([]kpi.Dimension{bucket}, others...), "tier.stint", conditions))
	}
	keys := strings.Join(keyColumns(1+len(others)), ", ")
	query := fmt.Sprintf("select %s, cast(sum(step) as bigint) from (select %s, step from (%s) union all select %s, step from (%s)) group by %s",
		keys, keys, flow("entered_local", 1), keys, flow("left_local", -1), keys)
	sums := newSums(bucket, others)
	if err := scan(c.ctx, c.q, query, b.args, sums.add); err != nil {
		return nil, err
	}
	return sums.levels(ends), nil
}

// sums holds the changes of a level by group and bucket.
type sums struct {
	bucket kpi.Dimension
	others []kpi.Dimension
	order  []string
	keys   map[string]map[string]string
	steps  map[string]map[string]int // group -> bucket -> change
}

func newSums(bucket kpi.Dimension, others []kpi.Dimension) *sums {
	s := &sums{bucket: bucket, others: others, keys: map[string]map[string]string{}, steps: map[string]map[string]int{}}
	if len(others) == 0 {
		s.group(map[string]string{}, "")
	}
	return s
}

func (s *sums) group(key map[string]string, id string) {
	s.order, s.keys[id], s.steps[id] = append(s.order, id), key, map[string]int{}
}

func (s *sums) add(values []any) error {
	key, id := map[string]string{}, ""
	for i, d := range s.others {
		key[d.ID] = d.Key(values[1+i])
		id += key[d.ID] + "\x00"
	}
	step, ok := values[len(values)-1].(int64)
	if !ok {
		return fmt.Errorf("read a change of level: got %T", values[len(values)-1])
	}
	if s.steps[id] == nil {
		s.group(key, id)
	}
	s.steps[id][s.bucket.Key(values[0])] += int(step)
	return nil
}

func (s *sums) levels(ends []end) []kpi.Keyed {
	var all []kpi.Keyed
	for _, id := range s.order {
		level := 0
		for _, e := range ends {
			name := s.bucket.Key(e.first)
			level += s.steps[id][name]
			key := map[string]string{s.bucket.ID: name}
			for dim, value := range s.keys[id] {
				key[dim] = value
			}
			all = append(all, kpi.Keyed{Key: key, Cell: kpi.Cell{Rows: level}})
		}
	}
	return all
}

// agesByBucket pairs every bucket with the stints open at its end.
func (c *counter) agesByBucket(s kpi.Spec, ends []end, bucket kpi.Dimension, others []kpi.Dimension) ([]kpi.Keyed, error) {
	b := &batch{specs: []kpi.Spec{s}, dims: append([]kpi.Dimension{bucket}, others...)}
	filters, err := c.filters(&b.bind, s.View)
	if err != nil {
		return nil, err
	}
	held := fmt.Sprintf(`(select s.*, p.created_at, e.* from (%s) s
  join tier.path p using (ticket_id)
  join (%s) e on s.entered_local < e.after_day and coalesce(s.left_local, timestamp 'infinity') >= e.after_day)`,
		selectRows(s.View, nil, "tier.stint", append(filters, s.View.Keep)), c.endsTable(&b.bind, ends))
	timed := s.View
	timed.Time = "first_day"
	b.from = selectRows(timed, b.dims, held, []string{"true"})
	counted := map[string]kpi.Counted{}
	err = c.run(b, counted)
	return counted[s.ID].Groups, err
}

// endsTable is the query that gives the buckets as rows: first day, day after, and the UTC instant of their end.
func (c *counter) endsTable(b *binder, ends []end) string {
	var first, after, at []string
	for _, e := range ends {
		first = append(first, e.first.Format(time.DateOnly))
		after = append(after, e.after.Format(time.DateOnly))
		at = append(at, c.desk.midnight(e.after).Format(timestampFormat))
	}
	list := func(name string, values []string) string {
		return fmt.Sprintf("unnest(cast(string_split(%s, ',') as timestamp[])) as %s", b.bind(strings.Join(values, ",")), name)
	}
	return "select " + list("first_day", first) + ", " + list("after_day", after) + ", " + list("at_instant", at)
}
