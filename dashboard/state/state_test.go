package state_test

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

var (
	first = time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)
	last  = time.Date(2026, 10, 31, 18, 0, 0, 0, time.UTC) // a Saturday
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func parse(t *testing.T, query string) (state.State, []state.Problem) {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return state.Parse(v, first, last)
}

func good(t *testing.T, query string) state.State {
	t.Helper()
	s, problems := parse(t, query)
	if len(problems) > 0 {
		t.Fatalf("%q: %+v", query, problems)
	}
	return s
}

func TestBucketFollowsTheLengthOfThePeriod(t *testing.T) {
	for query, want := range map[string]string{
		"period=4w": "day", "": "week", "period=52w": "week", "from=2024-01-01&to=2026-10-31": "month",
		"from=2026-10-31&to=2026-10-31": "day",
	} {
		if got := good(t, query).Bucket(); got != want {
			t.Errorf("%q: bucket %s, want %s", query, got, want)
		}
	}
}

func TestQueryTakesEverythingAlong(t *testing.T) {
	s := good(t, "compare=year&hours=business&tier=2")
	want := kpi.Query{
		Scope: kpi.Scope{Period: s.Period, Where: []kpi.Filter{{Dim: "tier", Values: []string{"2"}}}},
		IDs:   []string{"backlog"}, Hours: kpi.Business, Compare: kpi.Compare{Mode: "year"},
	}
	if diff := cmp.Diff(want, s.Query("backlog")); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
	if got := good(t, "compare=none").Query().Compare.Mode; got != "" {
		t.Errorf("without comparison the mode is %q, want none", got)
	}
}

func TestOnlyAndWithout(t *testing.T) {
	s := good(t, "category=A&category=B&region=South")
	if got, want := s.Only("category", "C").Chosen("category"), []string{"C"}; !slices.Equal(got, want) {
		t.Errorf("Only: %v, want %v", got, want)
	}
	if got, want := s.Without("category", "A").Chosen("category"), []string{"B"}; !slices.Equal(got, want) {
		t.Errorf("Without: %v, want %v", got, want)
	}
	if got := s.Without("region", "South").Chosen("region"); len(got) != 0 {
		t.Errorf("Without the last value: %v, want no filter", got)
	}
	if got := s.Unfiltered().Where; len(got) != 0 {
		t.Errorf("Unfiltered: %v, want no filter", got)
	}
	if got, want := s.Chosen("category"), []string{"A", "B"}; !slices.Equal(got, want) {
		t.Errorf("the state itself changed: %v, want %v", got, want)
	}
}

func TestLinkLeavesDefaultsOut(t *testing.T) {
	if got, want := good(t, "period=13w&compare=previous&hours=calendar").Link("/tiers"), "/tiers"; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
	if got, want := good(t, "hours=business&region=").Link("/"), "/?hours=business&region="; got != want {
		t.Errorf("Link = %q, want %q", got, want)
	}
}

func TestKeyTellsStatesApart(t *testing.T) {
	seen := map[string]string{}
	for _, query := range []string{
		"", "period=4w", "compare=none", "hours=business", "region=South", "region=South&region=North", "region=", "team=South",
		"from=2026-08-03&to=2026-11-01",
	} {
		key := good(t, query).Key()
		if other, ok := seen[key]; ok {
			t.Errorf("%q and %q have the same key %q", query, other, key)
		}
		seen[key] = query
	}
	if good(t, "region=a&region=b").Key() != good(t, "region=b&region=a").Key() {
		t.Error("the order of values makes another key")
	}
}

// Whatever a state is, its address leads back to it.
func TestAddressLeadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := url.Values{}
		if rapid.Bool().Draw(r, "typed") {
			from := first.AddDate(0, 0, rapid.IntRange(0, 300).Draw(r, "from"))
			v.Set("from", from.Format(time.DateOnly))
			v.Set("to", from.AddDate(0, 0, rapid.IntRange(0, 90).Draw(r, "days")).Format(time.DateOnly))
		} else {
			v.Set("period", rapid.SampledFrom(state.Presets).Draw(r, "preset"))
		}
		v.Set("compare", rapid.SampledFrom([]string{"none", "previous", "year"}).Draw(r, "compare"))
		v.Set("hours", rapid.SampledFrom([]string{"calendar", "business"}).Draw(r, "hours"))
		for _, dim := range state.Dims {
			v[dim] = rapid.SliceOfN(rapid.String(), 0, 3).Draw(r, dim)
		}
		s, problems := state.Parse(v, first, last)
		if len(problems) > 0 {
			r.Fatalf("problems: %+v", problems)
		}
		again, problems := state.Parse(s.Values(), first, last)
		if len(problems) > 0 {
			r.Fatalf("problems the second time: %+v", problems)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			r.Fatalf("the address %q leads elsewhere:\n%s", s.Link("/"), diff)
		}
	})
}
