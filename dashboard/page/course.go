package page

import (
	"context"
	"math"
	"slices"

	"tiermix/model/kpi"
	"tiermix/model/rate"
)

// course is a share in time: every bucket of the period in order, those without tickets too.
type course struct {
	Dim     string  // day, week or month
	Centre  float64 // share of the whole period, 0..1
	judged  rate.Chart
	Buckets []bucket
}

// bucket is one point of a course. Without tickets its share and limits are NaN.
type bucket struct {
	rate.Point
	Key    string // of the calendar dimension
	Name   string
	N      int
	Before Earlier
}

// setBefore adds the compared period.
func (c course) setBefore(ctx context.Context, ask Ask, figure string) error {
	then, err := ask.Before(ctx, c.Dim, c.keys(), figure)
	for i, e := range then[figure] {
		c.Buckets[i].Before = e
	}
	return err
}

// compared says that a bucket of the compared period has a value.
func (c course) compared() bool {
	return slices.ContainsFunc(c.Buckets, func(b bucket) bool { return b.Before.Told() })
}

func (c course) keys() []string {
	keys := make([]string, len(c.Buckets))
	for i, b := range c.Buckets {
		keys[i] = b.Key
	}
	return keys
}

func (b bucket) empty() bool { return math.IsNaN(b.Value) }

// verdict is the key of the words for where a bucket lies.
func (b bucket) verdict() string {
	switch {
	case b.empty():
		return "trend.empty"
	case b.Few:
		return "trend.few"
	case b.Outside > 0:
		return "trend.above"
	case b.Outside < 0:
		return "trend.below"
	default:
		return "trend.inside"
	}
}

// courseFor puts a figure's groups in time and judges them.
func courseFor(ask Ask, f kpi.Figure, dim string) course {
	groups := everyBucket(ask, f.Groups, dim)
	shares := sharesOf(groups)
	judged := rate.PChart(shares)
	run := course{Dim: dim, Centre: judged.Centre, judged: judged, Buckets: make([]bucket, len(groups))}
	for i, g := range groups {
		run.Buckets[i] = bucket{Point: judged.Points[i], Key: g.Key[dim], Name: ask.Bucket(dim, g.Key[dim]), N: g.N}
	}
	return run
}

// everyBucket are the groups in time, with an empty one for every bucket of the period in which the data lie and
// nothing is counted.
func everyBucket(ask Ask, groups []kpi.Group, dim string) []kpi.Group {
	known := map[string]bool{}
	for _, g := range groups {
		known[g.Key[dim]] = true
	}
	dimension, err := kpi.LookupDimension(dim)
	if err != nil { // buckets are dimensions of time
		return InTime(groups, dim)
	}
	all := append([]kpi.Group{}, groups...)
	for _, first := range dimension.Spans(covered(ask)) {
		if key := dimension.Key(first); !known[key] {
			all = append(all, kpi.Group{Key: map[string]string{dim: key}})
		}
	}
	return InTime(all, dim)
}

// covered is the part of the reader's period in which there are data.
func covered(ask Ask) kpi.Period {
	p := ask.State.Period
	if p.From.Before(ask.Status.First) {
		p.From = ask.Status.First
	}
	if p.To.After(ask.Status.Last) {
		p.To = ask.Status.Last
	}
	return p
}

func sharesOf(groups []kpi.Group) []rate.Share {
	shares := make([]rate.Share, len(groups))
	for i, g := range groups {
		if g.Numerator != nil && g.Denominator != nil {
			shares[i] = rate.Share{Hits: int(*g.Numerator), Total: int(*g.Denominator)}
		}
	}
	return shares
}
