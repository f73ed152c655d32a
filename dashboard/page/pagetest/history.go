package pagetest

import (
	"math"
	"time"

	"tiermix/model/kpi"
	"tiermix/model/workload"
)

// history is that of the invented desk: busy on Monday, closed at the weekend, a little more from week to week. Each filter leaves a third.
func (d *Desk) history(s kpi.Scope, by string) workload.History {
	first, last := day(d.State.First.Date()), day(d.State.Last.Date())
	if d.Days > 0 {
		first = last.AddDate(0, 0, 1-d.Days)
	}
	h := workload.History{First: first, Last: last, By: by, Closed: []workload.Closed{{Day: day(2025, 12, 25), Name: "Christmas"}, {Day: day(2026, 12, 25), Name: "Christmas"}}}
	size := 1 / math.Pow(3, float64(len(s.Where)))
	h.All = d.series("", size, h)
	for i, key := range d.Dims[by] {
		h.Parts = append(h.Parts, d.series(key, size/math.Pow(2, float64(i+1)), h))
	}
	return h
}

func (d *Desk) series(key string, size float64, h workload.History) workload.Series {
	s := workload.Series{Key: key}
	for i, at := 0, h.First; !at.After(h.Last); i, at = i+1, at.AddDate(0, 0, 1) {
		n := 0.0
		if weekday := at.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			n = math.Round(size * (200 - 15*float64(weekday) + 0.05*float64(i) + 12*math.Sin(2.3*float64(i))))
		}
		s.Counts = append(s.Counts, n)
		for hour := 8; hour < 18; hour++ {
			s.Hours[at.Weekday()][hour] += n / 10
		}
	}
	return s
}
