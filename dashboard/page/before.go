package page

import (
	"context"
	"fmt"
	"slices"

	"tiermix/model/kpi"
)

// Earlier is what a figure was in the bucket of the compared period that stands where a bucket of the reader's period does.
type Earlier struct {
	Name  string // of the bucket; "": there is none
	Value *float64
}

// Before are figures in the compared period, for each of the reader's buckets in the given order; nil where nothing is compared, or there were no data yet. The first bucket of
// the one period stands beside the first of the other, and so on.
func (a Ask) Before(ctx context.Context, bucket string, keys []string, ids ...string) (map[string][]Earlier, error) {
	compare := a.State.Query().Compare
	compared := compare.Of(a.State.Period)
	if compared == nil || compared.To.Before(a.Status.First) {
		return nil, nil
	}
	dimension, err := kpi.LookupDimension(bucket)
	if err != nil {
		return nil, fmt.Errorf("answer the compared period: %w", err)
	}
	then := a
	then.State.Period, then.Plan = *compared, Plan{}
	asked := ids
	if within(ids, a.Plan.Before) {
		asked = a.Plan.Before
	}
	answer, err := a.Source.Answer(ctx, then.Query([]string{bucket}, asked...))
	if err != nil {
		return nil, fmt.Errorf("answer the compared period by %s: %w", bucket, err)
	}
	beside := a.beside(dimension, *compared)
	out := map[string][]Earlier{}
	for _, id := range ids {
		f, _ := Figure(answer, id)
		out[id] = earlier(a, f, bucket, keys, beside)
	}
	return out, nil
}

// beside are the buckets of the compared period, by the bucket of the reader's period that has the same place.
func (a Ask) beside(dimension kpi.Dimension, compared kpi.Period) map[string]string {
	now, then := dimension.Spans(a.State.Period), dimension.Spans(compared)
	out := map[string]string{}
	for i := range min(len(now), len(then)) {
		out[dimension.Key(now[i])] = dimension.Key(then[i])
	}
	return out
}

func earlier(a Ask, f kpi.Figure, bucket string, keys []string, beside map[string]string) []Earlier {
	all := make([]Earlier, len(keys))
	for i, key := range keys {
		at := slices.IndexFunc(f.Groups, func(g kpi.Group) bool { return g.Key[bucket] == beside[key] && beside[key] != "" })
		if f.Available && at >= 0 {
			all[i] = Earlier{a.Bucket(bucket, beside[key]), f.Groups[at].Value}
		}
	}
	return all
}

// Told says that a compared bucket has a value.
func (e Earlier) Told() bool { return e.Value != nil }
