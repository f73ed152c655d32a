package overview

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/kpi"
)

// loaded are the figures of the backlog's card.
var loaded = []string{"tickets_created", "tickets_resolved", "backlog"}

// backlog draws arrivals, solutions and what stayed open.
func backlog(ctx context.Context, ask page.Ask) (page.Content, error) {
	bucket := ask.State.Bucket()
	answer, err := ask.Source.Answer(ctx, ask.Query([]string{bucket}, loaded...))
	if err != nil {
		return page.Content{}, fmt.Errorf("answer the backlog by %s: %w", bucket, err)
	}
	along := alongOf(answer, bucket)
	before, err := ask.Before(ctx, bucket, along, "backlog")
	if err != nil {
		return page.Content{}, err
	}
	loads := loadsOf(ask, bucket, answer, before["backlog"])
	if len(loads) == 0 {
		return page.Content{Empty: ask.L.T("card.nothing")}, nil
	}
	words := chart.LoadWords{
		Created: ask.L.T("kpi.tickets_created"), Solved: ask.L.T("kpi.tickets_resolved"), Stock: ask.L.T("kpi.backlog"), Before: ask.L.T("backlog.before"),
	}
	fig, err := chart.Backlog("overview-backlog", loads, words)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Dim: bucket, Along: along, Table: loadTable(ask, bucket, loads, words), Sub: ask.L.T("backlog.sub", ask.L.T("bucket."+bucket))}
	if f, ok := page.Figure(answer, "backlog"); ok && f.Reason != "" {
		c.Notes = append(c.Notes, f.Reason)
	}
	return c, nil
}

// alongOf are the buckets that any of the figures has, in the order of time.
func alongOf(answer kpi.Answer, bucket string) []string {
	keys := map[string]bool{}
	for _, id := range loaded {
		for k := range byBucket(answer, id, bucket) {
			keys[k] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

func loadsOf(ask page.Ask, bucket string, answer kpi.Answer, before []page.Earlier) []chart.Load {
	created, solved, stock := byBucket(answer, "tickets_created", bucket), byBucket(answer, "tickets_resolved", bucket), byBucket(answer, "backlog", bucket)
	loads := []chart.Load{}
	for i, k := range alongOf(answer, bucket) {
		load := chart.Load{Label: ask.Bucket(bucket, k), Created: created[k], Solved: solved[k], Stock: stock[k]}
		load.Tip = tipOf(ask, load)
		if i < len(before) && before[i].Told() {
			load.Before = before[i].Value
			load.Tip += "\n" + ask.L.T("trend.before", ask.L.Value("count", load.Before), before[i].Name)
		}
		loads = append(loads, load)
	}
	return loads
}

func byBucket(answer kpi.Answer, id, bucket string) map[string]*float64 {
	f, _ := page.Figure(answer, id)
	out := map[string]*float64{}
	for _, g := range page.InTime(f.Groups, bucket) {
		out[g.Key[bucket]] = g.Value
	}
	return out
}

func tipOf(ask page.Ask, b chart.Load) string {
	l := ask.L
	return fmt.Sprintf("%s\n%s: %s\n%s: %s\n%s: %s", b.Label,
		l.T("kpi.tickets_created"), l.Value("count", b.Created),
		l.T("kpi.tickets_resolved"), l.Value("count", b.Solved), l.T("kpi.backlog"), l.Value("count", b.Stock))
}

func loadTable(ask page.Ask, bucket string, loads []chart.Load, words chart.LoadWords) page.Table {
	t := page.Table{Head: []page.Cell{
		page.Text(ask.L.T("bucket." + bucket)), page.Num(words.Created), page.Num(words.Solved), page.Num(words.Stock),
	}}
	compared := slices.ContainsFunc(loads, func(b chart.Load) bool { return b.Before != nil })
	if compared {
		t.Head = append(t.Head, page.Num(words.Before))
	}
	for _, b := range loads {
		row := []page.Cell{
			page.Text(b.Label), page.Num(ask.L.Value("count", b.Created)),
			page.Num(ask.L.Value("count", b.Solved)), page.Num(ask.L.Value("count", b.Stock)),
		}
		if compared {
			row = append(row, page.Num(ask.L.Value("count", b.Before)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
