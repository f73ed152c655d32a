package kpi_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/kpi"
)

func answer(t interface{ Fatal(...any) }, q kpi.Query, c kpi.Counts) kpi.Answer {
	plan, err := q.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return plan.Answer(c)
}

var may = kpi.Frame{First: day("2024-04-01"), Last: day("2024-05-31"), Tickets: 100}

func one(id string, c kpi.Cell) map[string]kpi.Counted {
	return map[string]kpi.Counted{id: {Total: c}}
}

func TestChangeIsColouredOnlyBeyondNoise(t *testing.T) {
	for _, c := range []struct {
		id        string
		now, then kpi.Cell
		noise     bool
		better    *bool
	}{
		{"escalation_rate", kpi.Cell{Rows: 1000, Hits: 200}, kpi.Cell{Rows: 1000, Hits: 300}, false, yes()},
		{"csat", kpi.Cell{Rows: 1000, Hits: 200}, kpi.Cell{Rows: 1000, Hits: 300}, false, no()},
		{"csat", kpi.Cell{Rows: 10, Hits: 2}, kpi.Cell{Rows: 10, Hits: 3}, true, nil},
		{"tickets_created", kpi.Cell{Rows: 900}, kpi.Cell{Rows: 700}, false, nil},
		{"handovers", kpi.Cell{Rows: 90, Average: 1, Variance: 1}, kpi.Cell{Rows: 90, Average: 2, Variance: 1}, false, yes()},
		{"handovers", kpi.Cell{Rows: 1, Average: 1}, kpi.Cell{Rows: 90, Average: 2, Variance: 1}, true, nil},
	} {
		q := kpi.Query{IDs: []string{c.id}, Compare: kpi.Compare{Mode: "previous"}}
		q.Period = period("2024-05-06", "2024-05-12")
		a := answer(t, q, kpi.Counts{Frame: may, Now: one(c.id, c.now), Then: one(c.id, c.then)})
		got := a.Figures[0].Change
		if got == nil || got.MoreThanNoise == c.noise {
			t.Errorf("%s: got %+v, want noise %t", c.id, got, c.noise)
			continue
		}
		if diff := cmp.Diff(c.better, got.Better); diff != "" {
			t.Errorf("%s better (-want +got):\n%s", c.id, diff)
		}
	}
}

func times(median, logAverage float64) kpi.Cell {
	c := kpi.Cell{Rows: 500, LogAverage: logAverage, Variance: 1}
	for range (kpi.Wanted{}).Fractions() {
		c.Quantiles = append(c.Quantiles, median)
	}
	return c
}

// The median and the tested mean logarithm must agree before a duration is coloured.
func TestDurationIsColouredOnlyWhenBothAgree(t *testing.T) {
	q := kpi.Query{IDs: []string{"resolution_time"}, Compare: kpi.Compare{Mode: "previous"}}
	q.Period = period("2024-05-06", "2024-05-12")
	for _, c := range []struct {
		now, then kpi.Cell
		better    *bool
	}{
		{times(100, 5), times(200, 6), yes()},
		{times(200, 6), times(100, 5), no()},
		{times(200, 5), times(100, 6), nil},
		{times(100, 5), times(100, 6), nil},
	} {
		a := answer(t, q, kpi.Counts{Frame: may, Now: one("resolution_time", c.now), Then: one("resolution_time", c.then)})
		got := a.Figures[0].Change
		if !got.MoreThanNoise {
			t.Errorf("%v against %v: got noise", c.now.LogAverage, c.then.LogAverage)
		}
		if diff := cmp.Diff(c.better, got.Better); diff != "" {
			t.Errorf("better (-want +got):\n%s", diff)
		}
	}
}

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

func TestReasons(t *testing.T) {
	for _, c := range []struct {
		query  kpi.Query
		counts kpi.Counts
		want   string
	}{
		{kpi.Query{}, kpi.Counts{}, "not available: the desk has no tickets"},
		{kpi.Query{}, kpi.Counts{Frame: may, Missing: map[string]bool{"contacts": true}}, "not available: the source has no contact records"},
		{kpi.Query{Lang: kpi.German}, kpi.Counts{Frame: may}, "kein gelöstes Ticket mit bekannten Kontakten in diesem Zeitraum"},
		{kpi.Query{}, kpi.Counts{Frame: may, Now: one("first_contact_resolution", kpi.Cell{LeftOut: 212})},
			"212 tickets left out: a team that held them has no tier, or no team held them"},
	} {
		c.query.IDs = []string{"first_contact_resolution"}
		f := answer(t, c.query, c.counts).Figures[0]
		if f.Available || f.Value != nil || f.Reason != c.want {
			t.Errorf("got %q, want %q", f.Reason, c.want)
		}
	}
}

func TestMedianHasAnInterval(t *testing.T) {
	w := kpi.Wanted{}
	c := kpi.Cell{Rows: 101, Average: 50}
	for _, f := range w.Fractions() {
		c.Quantiles = append(c.Quantiles, 100*f)
	}
	f := answer(t, kpi.Query{IDs: []string{"resolution_time"}}, kpi.Counts{Frame: may, Now: one("resolution_time", c)}).Figures[0]
	if *f.Value != 50 || *f.P90 != 90 || *f.Low != 40 || *f.High != 60 {
		t.Errorf("got %v (%v to %v) p90 %v, want 50 (40 to 60) p90 90: order statistics 41 and 61, rounded outwards", *f.Value, *f.Low, *f.High, *f.P90)
	}
}

// A share lies inside its interval, and the interval inside 0 .. 1.
func TestSharesKeepTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 100000).Draw(t, "rows")
		c := kpi.Cell{Rows: rows, Hits: rapid.IntRange(0, rows).Draw(t, "hits")}
		f := answer(t, kpi.Query{IDs: []string{"csat"}}, kpi.Counts{Frame: may, Now: one("csat", c)}).Figures[0]
		if !(0 <= *f.Low && *f.Low <= *f.Value && *f.Value <= *f.High && *f.High <= 1) || f.N != rows {
			t.Fatalf("%+v gives %v (%v to %v) n %d", c, *f.Value, *f.Low, *f.High, f.N)
		}
	})
}
