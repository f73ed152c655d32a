package kpi

import (
	"time"

	"tiermix/model/rate"
)

// control puts a share's buckets on a p-chart. Buckets of the period without rows are no groups, but part the points beside them.
func (f *Figure) control(spans []time.Time, d Dimension) {
	at := map[string]int{}
	for i, first := range spans {
		at[d.Key(first)] = i
	}
	shares := make([]rate.Share, len(spans))
	for _, g := range f.Groups {
		if i, ok := at[g.Key[d.ID]]; ok && g.Numerator != nil && g.Denominator != nil {
			shares[i] = rate.Share{Hits: int(*g.Numerator), Total: int(*g.Denominator)}
		}
	}
	judged := rate.PChart(shares)
	if number64(judged.Centre) == nil {
		return
	}
	f.Control = &Control{Centre: judged.Centre, Spread: settled(judged.Spread)}
	for k, g := range f.Groups {
		if i, ok := at[g.Key[d.ID]]; ok && shares[i].Total > 0 {
			f.Groups[k].Control = &judged.Points[i]
		}
	}
}
