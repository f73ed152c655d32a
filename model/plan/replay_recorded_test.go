package plan_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/kpi"
	"tiermix/model/plan"
)

func TestParseQuarter(t *testing.T) {
	for text, want := range map[string]kpi.Period{
		"2026-Q1": {From: day(2026, 1, 1), To: day(2026, 3, 31)},
		"2024-Q1": {From: day(2024, 1, 1), To: day(2024, 3, 31)}, // a leap year's
		"2026-Q3": {From: day(2026, 7, 1), To: day(2026, 9, 30)},
		"0001-Q4": {From: day(1, 10, 1), To: day(1, 12, 31)},
	} {
		if got, err := plan.ParseQuarter(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "2026", "2026-Q0", "2026-Q5", "2026Q1", "2026-q1", "26-Q1", "2026-Q1 ", "0000-Q1", "-026-Q1", "２０２６-Q1", "2026-Q12", "2026-Q1\n"} {
		if got, err := plan.ParseQuarter(text); err == nil || !strings.Contains(err.Error(), "want year and quarter 1 to 4 as 2026-Q3") {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

func TestLastQuarter(t *testing.T) {
	usual := plan.Demand{From: day(2025, 6, 30), To: day(2025, 12, 28), Weeks: 26, Categories: []plan.Category{{Tickets: 2600}}}
	cut := usual
	cut.To = day(2025, 9, 14) // the log has a thin tail from here on
	q3, q4 := day(2025, 7, 1), day(2025, 10, 1)
	for name, c := range map[string]struct {
		first, last time.Time
		tickets     map[time.Time]int
		demand      plan.Demand
		want        string
	}{
		"ends with the quarter":      {day(2024, 1, 1), day(2025, 12, 31), map[time.Time]int{q3: 1300, q4: 1300}, usual, "2025-10-01"},
		"a day is missing":           {day(2024, 1, 1), day(2025, 12, 30), map[time.Time]int{q3: 1300, q4: 1300}, usual, "2025-07-01"},
		"begins within":              {day(2025, 7, 2), day(2025, 12, 30), map[time.Time]int{q3: 1300, q4: 1300}, usual, ""},
		"a thin quarter":             {day(2024, 1, 1), day(2026, 1, 3), map[time.Time]int{q3: 1300, q4: 300}, usual, "2025-07-01"},
		"just enough":                {day(2024, 1, 1), day(2026, 1, 3), map[time.Time]int{q3: 1300, q4: 329}, usual, "2025-10-01"},
		"a thin tail in the quarter": {day(2025, 7, 1), day(2025, 12, 31), map[time.Time]int{q3: 1300, q4: 1300}, cut, ""},
		"no tickets":                 {day(2024, 1, 1), day(2025, 12, 31), nil, usual, ""},
	} {
		got, ok := plan.LastQuarter(kpi.Frame{First: c.first, Last: c.last}, c.tickets, c.demand)
		if text := got.From.Format(time.DateOnly); ok != (c.want != "") || ok && text != c.want {
			t.Errorf("%s: got %s, %t; want %q", name, text, ok, c.want)
		}
	}
}

func TestReplayPeriod(t *testing.T) {
	d := plan.Demand{From: time.Date(2025, 3, 24, 0, 0, 0, 0, berlin(t)), To: time.Date(2025, 4, 6, 0, 0, 0, 0, berlin(t))}
	p, why := plan.ReplayPeriod(kpi.Period{}, false, d)
	if want := (kpi.Period{From: day(2025, 3, 24), To: day(2025, 4, 6)}); p != want || !strings.Contains(why[0].EN, "the period that the plan was measured from") {
		t.Errorf("got %v, %v; want %v", p, why, want)
	}
	quarter := kpi.Period{From: day(2025, 1, 1), To: day(2025, 3, 31)}
	if p, why := plan.ReplayPeriod(quarter, true, d); p != quarter || !strings.Contains(why[0].EN, "last calendar quarter") {
		t.Errorf("got %v, %v", p, why)
	}
}

func TestCheckRecorded(t *testing.T) {
	frame := kpi.Frame{First: day(2025, 1, 10), Last: day(2025, 6, 20)}
	for _, c := range []struct {
		p    kpi.Period
		want string
	}{
		{kpi.Period{From: day(2025, 1, 10), To: day(2025, 6, 20)}, ""},
		{kpi.Period{From: day(2025, 3, 2), To: day(2025, 3, 1)}, "the period's last day 2025-03-01 lies before its first day 2025-03-02"},
		{kpi.Period{From: day(2025, 1, 9), To: day(2025, 2, 1)}, "the period 2025-01-09 to 2025-02-01 lies beyond the records, which tell of 2025-01-10 to 2025-06-20; name days between"},
		{kpi.Period{From: day(2025, 6, 1), To: day(2025, 6, 21)}, "the period 2025-06-01 to 2025-06-21 lies beyond the records, which tell of 2025-01-10 to 2025-06-20; name days between"},
	} {
		err := plan.CheckRecorded(c.p, frame)
		if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
			t.Errorf("%v: got %v, want %q", c.p, err, c.want)
		}
	}
}

// Every ticket from the first counted day on counts, once for each of its ways; what comes before does not.
func TestHappenedCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := plan.Recorded{From: day(2025, 1, 8), To: day(2025, 1, 9), Since: day(2025, 1, 1)}
		want := plan.Happened{}
		for i := range rapid.IntRange(0, 30).Draw(t, "tickets") {
			a := plan.Arrival{At: r.Since.AddDate(0, 0, i%9), Direct: rapid.Bool().Draw(t, "direct"), Tried: rapid.Bool().Draw(t, "tried")}
			r.Arrivals = append(r.Arrivals, a)
			if i%9 >= 7 {
				want.Tickets++
				want.Direct += number(a.Direct)
				want.Tried += number(a.Tried)
			}
		}
		if got := r.Happened(); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		if err := r.Check(); (err == nil) != (want.Tickets > 0) {
			t.Fatalf("%d tickets: %v", want.Tickets, err)
		}
	})
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
