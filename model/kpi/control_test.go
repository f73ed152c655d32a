package kpi_test

import (
	"math"
	"testing"

	"tiermix/model/kpi"
)

// months of one desk: 100 of 1,000, 150 of 1,000, none, 40 of 1,000; the centre is 290/3,000.
func inTime(t *testing.T, id, by string, where ...kpi.Keyed) kpi.Figure {
	t.Helper()
	q := kpi.Query{IDs: []string{id}, By: []string{by}}
	q.Period = period("2024-01-01", "2024-04-30")
	frame := kpi.Frame{First: day("2024-01-01"), Last: day("2024-04-30"), Tickets: 1}
	counted := kpi.Counted{Groups: where}
	for _, g := range where {
		counted.Total.Rows, counted.Total.Hits = counted.Total.Rows+g.Rows, counted.Total.Hits+g.Hits
	}
	return answer(t, q, kpi.Counts{Frame: frame, Now: map[string]kpi.Counted{id: counted}}).Figures[0]
}

func month(key string, hits, rows int) kpi.Keyed {
	return kpi.Keyed{Key: map[string]string{"month": key}, Cell: kpi.Cell{Rows: rows, Hits: hits}}
}

func TestSharesInTimeHaveControlLimits(t *testing.T) {
	f := inTime(t, "escalation_rate", "month", month("2024-01", 100, 1000), month("2024-02", 150, 1000), month("2024-04", 40, 1000))
	if f.Control == nil || math.Abs(f.Control.Centre-290.0/3000) > 1e-12 || f.Control.Spread == nil {
		t.Fatalf("control %+v", f.Control)
	}
	// The empty month parts the last one from the others: one move, of 50/√(p(1-p)·1000) deviations.
	p := 290.0 / 3000
	if want := 50 / math.Sqrt(p*(1-p)*1000) / 1.128; math.Abs(*f.Control.Spread-want) > 1e-9 {
		t.Errorf("spread %v, want %v", *f.Control.Spread, want)
	}
	for i, outside := range []int{0, 1, -1} {
		if got := f.Groups[i].Control; got == nil || got.Outside != outside || !(got.Low < p && p < got.High) {
			t.Errorf("%v: %+v, want outside %d", f.Groups[i].Key, got, outside)
		}
	}
}

func TestOnlySharesInTimeHaveControlLimits(t *testing.T) {
	category := kpi.Keyed{Key: map[string]string{"category": "a"}, Cell: kpi.Cell{Rows: 50, Hits: 20}}
	for name, f := range map[string]kpi.Figure{
		"by category": inTime(t, "escalation_rate", "category", category),
		"a count":     inTime(t, "tickets_created", "month", month("2024-01", 0, 50)),
		"no rows":     inTime(t, "escalation_rate", "month"),
	} {
		if f.Control != nil {
			t.Errorf("%s: %+v", name, f.Control)
		}
		for _, g := range f.Groups {
			if g.Control != nil {
				t.Errorf("%s: %+v", name, g)
			}
		}
	}
}
