package state_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

func TestDefaults(t *testing.T) {
	s := good(t, "")
	if s.Preset != "13w" || s.Compare != state.PreviousSpan || s.Hours != kpi.Calendar || len(s.Where) != 0 {
		t.Errorf("defaults: %+v", s)
	}
}

func TestTypedPeriod(t *testing.T) {
	s := good(t, "from=2026-01-05&to=2026-02-01&period=4w")
	if s.Preset != "" || !s.Period.From.Equal(day("2026-01-05")) || !s.Period.To.Equal(day("2026-02-01")) {
		t.Errorf("typed days lose against the preset: %+v", s)
	}
	if s := good(t, "from=2026-01-05"); !s.Period.To.Equal(day("2026-10-31")) {
		t.Errorf("an open end is %s, want the last day of the data", s.Period.To)
	}
	if s := good(t, "to=2026-01-05"); !s.Period.From.Equal(day("2025-09-01")) {
		t.Errorf("an open start is %s, want the first day of the data", s.Period.From)
	}
}

func TestProblems(t *testing.T) {
	for query, want := range map[string][]state.Problem{
		"period=fortnight":               {{Key: "problem.preset", Args: []any{"fortnight"}}},
		"compare=sometimes":              {{Key: "problem.compare", Args: []any{"sometimes"}}},
		"hours=lunch":                    {{Key: "problem.hours", Args: []any{"lunch"}}},
		"from=yesterday":                 {{Key: "problem.day", Args: []any{"yesterday"}}},
		"from=2026-01-01&to=2026-02-30":  {{Key: "problem.day", Args: []any{"2026-02-30"}}},
		"to=0001-01-01":                  {{Key: "problem.day", Args: []any{"0001-01-01"}}},
		"hours=lunch&compare=x&period=y": {{Key: "problem.compare", Args: []any{"x"}}, {Key: "problem.hours", Args: []any{"lunch"}}, {Key: "problem.preset", Args: []any{"y"}}},
	} {
		s, got := parse(t, query)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
		if s.Period.To.Before(s.Period.From) || s.Period.From.IsZero() {
			t.Errorf("%q leaves an unusable period: %+v", query, s.Period)
		}
	}
}

func TestDatesTheWrongWayRound(t *testing.T) {
	_, problems := parse(t, "from=2026-02-01&to=2026-01-05&region=South")
	if len(problems) != 1 || problems[0].Key != "problem.order" || problems[0].Fix == nil {
		t.Fatalf("problems: %+v", problems)
	}
	if got, want := problems[0].Fix.Link("/"), "/?from=2026-01-05&region=South&to=2026-02-01"; got != want {
		t.Errorf("the way out is %q, want %q", got, want)
	}
}

func TestFilterLimits(t *testing.T) {
	many := url.Values{}
	for i := range 201 {
		many.Add("team", strings.Repeat("x", i+1))
	}
	for name, v := range map[string]url.Values{
		"too many": many, "too long": {"team": {strings.Repeat("x", 12001)}},
	} {
		s, problems := state.Parse(v, first, last)
		if len(problems) != 1 || problems[0].Key != "problem.toomany" || len(s.Where) != 0 {
			t.Errorf("%s: %d problems, %d filters", name, len(problems), len(s.Where))
		}
	}
}

func TestDoubleValuesCountOnce(t *testing.T) {
	if got := good(t, "team=B&team=A&team=B").Chosen("team"); !cmp.Equal(got, []string{"A", "B"}) {
		t.Errorf("values %v, want each once and in order", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("from=2026-01-01&to=2025-01-01&team=%00")
	f.Add("period=13w&compare=year&hours=business&category=")
	f.Fuzz(func(t *testing.T, query string) {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Skip()
		}
		s, problems := state.Parse(v, first, last)
		if s.Period.From.IsZero() || s.Period.To.IsZero() {
			t.Errorf("%q: open period %+v", query, s.Period)
		}
		if len(problems) == 0 && s.Period.To.Sub(s.Period.From) < 0 {
			t.Errorf("%q: a backward period without a problem", query)
		}
		if s.Days() > 110_000 { // about 300 years
			t.Errorf("%q: an endless period", query)
		}
	})
}
