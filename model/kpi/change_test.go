package kpi_test

import (
	"testing"

	"tiermix/model/kpi"
)

// may begins on 1 April and ends on 31 May 2024.
func TestChangeSaysWhatTheComparedPeriodLacks(t *testing.T) {
	now, then := kpi.Cell{Rows: 900, Hits: 300}, kpi.Cell{Rows: 100, Hits: 90}
	for _, c := range []struct {
		id, from, to string
		then         kpi.Cell
		lang         kpi.Language
		reason       string
		value, moved bool // a value then; a difference
	}{
		{"tickets_created", "2024-03-01", "2024-03-31", kpi.Cell{}, "", "the data begin on 2024-04-01: nothing to compare with", false, false},
		{"csat", "2024-03-01", "2024-03-31", kpi.Cell{}, kpi.German, "die Daten beginnen am 2024-04-01: nichts zum Vergleichen", false, false},
		{"csat", "2024-06-01", "2024-06-30", kpi.Cell{}, "", "the data end on 2024-05-31: nothing to compare with", false, false},
		{"tickets_created", "2024-03-31", "2024-04-30", then, "", "the compared period begins before the data (2024-04-01)", true, false},
		{"backlog", "2024-03-31", "2024-04-30", then, "", "the compared period begins before the data (2024-04-01)", true, false},
		{"tickets_created", "2024-05-20", "2024-06-01", then, "", "the compared period ends after the data (2024-05-31)", true, false},
		{"tickets_created", "2024-04-01", "2024-04-30", then, "", "", true, true},
		{"csat", "2024-03-31", "2024-04-30", then, "", "the compared period begins before the data (2024-04-01)", true, true},
		{"csat", "2024-04-01", "2024-04-30", then, "", "", true, true},
		{"csat", "2024-04-01", "2024-04-30", kpi.Cell{}, "", "no rated ticket in the compared period", false, false},
		{"csat", "2024-04-01", "2024-04-30", kpi.Cell{}, kpi.German, "kein bewertetes Ticket im Vergleichszeitraum", false, false},
		{"escalation_rate", "2024-04-01", "2024-04-30", kpi.Cell{LeftOut: 1}, "",
			"in the compared period 1 ticket left out: a team that held it has no tier, or no team held it", false, false},
	} {
		q := kpi.Query{IDs: []string{c.id}, Lang: c.lang, Compare: kpi.Compare{Mode: "custom", Custom: period(c.from, c.to)}}
		q.Period = period("2024-05-01", "2024-05-31")
		got := answer(t, q, kpi.Counts{Frame: may, Now: one(c.id, now), Then: one(c.id, c.then)}).Figures[0].Change
		if got == nil || got.Reason != c.reason || (got.Value != nil) != c.value || (got.Difference != nil) != c.moved {
			t.Errorf("%s against %s to %s: got %+v, want reason %q, value %t, difference %t", c.id, c.from, c.to, got, c.reason, c.value, c.moved)
			continue
		}
		if got.MoreThanNoise != c.moved || (got.P != nil) != c.moved {
			t.Errorf("%s against %s to %s: got %+v, want more than noise %t", c.id, c.from, c.to, got, c.moved)
		}
	}
}

// Counts are never negative, and so is no mean of them: 1 move on 3 tickets has a Student interval from -1.1.
func TestMeanOfCountsIsNotNegative(t *testing.T) {
	c := kpi.Cell{Rows: 3, Average: 1.0 / 3, Sum: 1, Variance: 1.0 / 3}
	m := answer(t, kpi.Query{IDs: []string{"handovers"}}, kpi.Counts{Frame: may, Now: one("handovers", c)}).Figures[0]
	if m.Low == nil || *m.Low != 0 || m.High == nil || *m.High <= 1.7 || *m.High >= 1.8 {
		t.Errorf("got %v to %v, want 0 to 1.77", m.Low, m.High)
	}
	c.Rows, c.Variance = 1, 0
	if m := answer(t, kpi.Query{IDs: []string{"handovers"}}, kpi.Counts{Frame: may, Now: one("handovers", c)}).Figures[0]; m.Low != nil || m.High != nil {
		t.Errorf("one ticket: got %v to %v, want no interval", m.Low, m.High)
	}
}
