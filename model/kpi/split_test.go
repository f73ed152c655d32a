package kpi_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/kpi"
)

// compared is a figure by category with the counts of two periods; rows, and hits of a share or the mean of others.
func compared(t interface{ Fatal(...any) }, id string, now, then map[string]kpi.Cell) kpi.Figure {
	q := kpi.Query{IDs: []string{id}, By: []string{"category"}, Compare: kpi.Compare{Mode: "custom", Custom: period("2024-04-01", "2024-04-30")}}
	q.Period = period("2024-05-01", "2024-05-30")
	counted := func(cells map[string]kpi.Cell) map[string]kpi.Counted {
		var c kpi.Counted
		for name, cell := range cells {
			c.Groups = append(c.Groups, kpi.Keyed{Key: map[string]string{"category": name}, Cell: cell})
			c.Total.Average = (c.Total.Average*float64(c.Total.Rows) + cell.Average*float64(cell.Rows)) / max(1, float64(c.Total.Rows+cell.Rows))
			c.Total.Rows, c.Total.Hits = c.Total.Rows+cell.Rows, c.Total.Hits+cell.Hits
		}
		return map[string]kpi.Counted{id: c}
	}
	return answer(t, q, kpi.Counts{Frame: may, Now: counted(now), Then: counted(then)}).Figures[0]
}

// Kitagawa by hand. Printers: 30 of 60 after 20 of 40; permissions: 4 of 40 after 12 of 60. The rate rose from 0.32 to 0.34: printers
// bring nothing by themselves and (0.6-0.4)·(0.5-0.33) = 0.034 by being more; permissions (0.1-0.2)·0.5 = -0.05 and -0.2·(0.15-0.33) = 0.036.
func TestSplitByHand(t *testing.T) {
	f := compared(t, "escalation_rate", map[string]kpi.Cell{"Printers": {Rows: 60, Hits: 30}, "Permissions": {Rows: 40, Hits: 4}},
		map[string]kpi.Cell{"Printers": {Rows: 40, Hits: 20}, "Permissions": {Rows: 60, Hits: 12}})
	s := f.Split(kpi.English)
	if !s.Known || math.Abs(s.To-s.From-0.02) > 1e-12 || len(s.Parts) != 2 {
		t.Fatalf("split %+v", s)
	}
	for i, want := range []struct {
		name     string
		own, mix float64
	}{{"Printers", 0, 0.034}, {"Permissions", -0.05, 0.036}} {
		if p := s.Parts[i]; p.Key["category"] != want.name || math.Abs(p.Own-want.own) > 1e-12 || math.Abs(p.Mix-want.mix) > 1e-12 {
			t.Errorf("part %+v, want %+v", p, want)
		}
	}
}

// A category that only one of the periods has is mix: its own rate did not change.
func TestSplitOfGroupsThatComeAndGo(t *testing.T) {
	f := compared(t, "escalation_rate", map[string]kpi.Cell{"stays": {Rows: 50, Hits: 10}, "new": {Rows: 50, Hits: 40}},
		map[string]kpi.Cell{"stays": {Rows: 50, Hits: 10}, "gone": {Rows: 50, Hits: 5}})
	names := ""
	for _, p := range f.Split(kpi.English).Parts {
		names += p.Key["category"] + " "
		if math.Abs(p.Own) > 1e-15 {
			t.Errorf("%s brings %v by itself", p.Key["category"], p.Own)
		}
	}
	if names != "new gone stays " {
		t.Errorf("parts %q", names)
	}
	for _, g := range f.Groups {
		if g.Key["category"] == "gone" && (g.Available || g.N != 0 || g.Change == nil || *g.Change.Value != 0.1 || g.Change.N != 50 || g.Reason != "no ticket that tier 1 held in this period") {
			t.Errorf("gone: %+v, %+v", g.Measure, g.Change)
		}
	}
}

func cells(t *rapid.T, label string) map[string]kpi.Cell {
	out := map[string]kpi.Cell{}
	for i := range 7 {
		rows := rapid.SampledFrom([]int{0, 0, 1, 3, 40, 5000}).Draw(t, fmt.Sprint(label, " rows"))
		cell := kpi.Cell{Rows: rows, Hits: rapid.IntRange(0, rows).Draw(t, "hits"), Average: rapid.Float64Range(0, 5).Draw(t, "mean"), Variance: 1}
		if rapid.Bool().Draw(t, "there") || i == 0 {
			out[string(rune('a'+i))] = cell
		}
	}
	return out
}

// Whatever comes, goes or is empty: the parts of a share, a mean and a count add up to the change.
func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, then := cells(t, "now"), cells(t, "then")
		for _, id := range []string{"escalation_rate", "handovers", "tickets_created"} {
			f := compared(t, id, now, then)
			s := f.Split(kpi.English)
			if !s.Known {
				if s.Reason == "" {
					t.Fatalf("%s: not known without a reason", id)
				}
				continue
			}
			sum, scale := 0.0, 1.0
			for _, p := range s.Parts {
				sum, scale = sum+p.Sum(), max(scale, math.Abs(p.Sum()))
			}
			if math.Abs(sum-(s.To-s.From)) > 1e-11*scale || math.Abs(sum-*f.Change.Difference) > 1e-11*scale {
				t.Fatalf("%s: parts add up to %v, the change is %v", id, sum, s.To-s.From)
			}
		}
	})
}

func TestWhatHasNoParts(t *testing.T) {
	rows := map[string]kpi.Cell{"a": {Rows: 10, Hits: 2}}
	f := compared(t, "escalation_rate", rows, rows)
	ratio := f
	f.Unit, ratio.Unit = kpi.Duration, kpi.Ratio
	none := compared(t, "escalation_rate", rows, nil)
	for part, figure := range map[string]kpi.Figure{
		"median": f, "one sum over another": ratio, "no ticket that tier 1 held in the compared period": none,
		"nothing is compared": {Measure: kpi.Measure{Available: true}}, "gone": {Measure: kpi.Measure{Reason: "gone"}},
	} {
		if s := figure.Split(kpi.English); s.Known || !strings.Contains(s.Reason, part) {
			t.Errorf("%s: %+v", part, s)
		}
	}
	if s := f.Split(kpi.German); !strings.Contains(s.Reason, "Median") {
		t.Errorf("%+v", s)
	}
}
