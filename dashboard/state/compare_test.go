package state_test

import (
	"net/url"
	"testing"
	"time"

	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

func parsed(t *testing.T, query string) (state.State, []state.Problem) {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return state.Parse(v, first, last)
}

func date(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

// One way to compare, two, a typed period; each survives the address.
func TestCompareInTheAddress(t *testing.T) {
	custom := kpi.Period{From: date("2026-01-05"), To: date("2026-02-01")}
	for query, want := range map[string]state.State{
		"": {Compare: state.PreviousSpan}, "compare=year": {Compare: state.YearBefore}, "compare=none": {Compare: state.NoCompare},
		"compare=previous&compare=year": {Compare: state.PreviousSpan, Second: state.YearBefore}, "compare=year&compare=none": {Compare: state.YearBefore},
		"compare=custom&compare_from=2026-01-05&compare_to=2026-02-01":              {Compare: state.CustomSpan, Custom: custom},
		"compare=custom&compare_from=2026-02-01&compare_to=2026-01-05":              {Compare: state.CustomSpan, Custom: custom},
		"compare=year&compare=custom&compare_from=2026-01-05&compare_to=2026-02-01": {Compare: state.YearBefore, Second: state.CustomSpan, Custom: custom},
	} {
		s, problems := parsed(t, query)
		if s.Compare != want.Compare || s.Second != want.Second || s.Custom != want.Custom || len(problems) > 0 {
			t.Errorf("%q: %s and %s with %v, %v", query, s.Compare, s.Second, s.Custom, problems)
		}
		again, _ := state.Parse(s.Values(), first, last)
		if again.Compare != s.Compare || again.Second != s.Second || again.Custom != s.Custom {
			t.Errorf("%q: after the address %s and %s", query, again.Compare, again.Second)
		}
	}
}

func TestCompareRefusals(t *testing.T) {
	for query, want := range map[string]string{
		"compare=custom": "problem.custom", "compare=custom&compare_from=2026-01-01": "problem.custom", "compare=custom&compare_from=soon&compare_to=2026-01-01": "problem.day",
		"compare=custom&compare_from=2026-01-01&compare_to=then": "problem.day", "compare=sideways": "problem.compare",
		"compare=year&compare=previous&compare=custom&compare_from=2026-01-01&compare_to=2026-01-02": "problem.compares",
	} {
		s, problems := parsed(t, query)
		if len(problems) != 1 || problems[0].Key != want || s.Compare == state.CustomSpan {
			t.Errorf("%q: %v, compared with %s", query, problems, s.Compare)
		}
	}
}

// The question has what the state says; the second way is asked by itself.
func TestComparedQuestions(t *testing.T) {
	s, _ := parsed(t, "compare=year&compare=custom&compare_from=2026-01-05&compare_to=2026-02-01")
	if q := s.Query("csat"); q.Compare.Mode != "year" {
		t.Errorf("compare %+v", q.Compare)
	}
	if q := s.Otherwise().Query("csat"); q.Compare.Mode != "custom" || q.Compare.Custom != s.Custom {
		t.Errorf("the second: %+v", q.Compare)
	}
	if q := s.Comparing(state.NoCompare).Query("csat"); q.Compare.Mode != "" {
		t.Errorf("none: %+v", q.Compare)
	}
	if s.Also(state.CustomSpan).Second != "" || s.Also(state.PreviousSpan).Second != state.PreviousSpan {
		t.Error("the second way is not switched")
	}
}

// Keys choose the last whole stretch; beside it lie its neighbours.
func TestUnitsAndNeighbours(t *testing.T) {
	s, _ := parsed(t, "")
	span := func(from, to string) kpi.Period { return kpi.Period{From: date(from), To: date(to)} }
	for unit, want := range map[string]kpi.Period{
		"day": span("2026-10-31", "2026-10-31"), "week": span("2026-10-19", "2026-10-25"), "month": span("2026-10-01", "2026-10-31"), "quarter": span("2026-07-01", "2026-09-30"),
		"year": span("2026-01-01", "2026-12-31"), // no whole year lies in the data
	} {
		if got := s.Unit(unit, first, last).Period; got != want {
			t.Errorf("%s: %v, want %v", unit, got, want)
		}
	}
	month := s.Unit("month", first, last)
	if got := month.Moved(-1).Period; got != span("2026-09-01", "2026-09-30") {
		t.Errorf("the month before: %v", got)
	}
	if got := month.Moved(-1).Moved(1).Period; got != month.Period {
		t.Errorf("and back: %v", got)
	}
	weeks := s.Named("4w", first, last)
	if got := weeks.Moved(-1).Period; got.To != weeks.Period.From.AddDate(0, 0, -1) || weeks.Moved(-1).Days() != 28 {
		t.Errorf("the four weeks before: %v", got)
	}
	if s.NextCompare().Compare != state.YearBefore || s.NextCompare().NextCompare().NextCompare().Compare != state.PreviousSpan {
		t.Error("the ways to compare do not turn")
	}
}
