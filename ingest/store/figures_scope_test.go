package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// Asking for one value by a filter gives the same figure as its group, for every dimension and every figure.
func TestFilterEqualsGroup(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		load(t, q, rapid.SliceOfN(tickets(), 5, 40).Draw(t, "tickets"))
		d := rapid.SampledFrom(kpi.Dimensions()).Draw(t, "dimension")
		figures := ask(t, q, kpi.Query{By: []string{d.ID}}).Figures
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(figures)-1), 5, 5).Draw(t, "figures") {
			f := figures[i]
			if len(f.Groups) == 0 || strings.HasPrefix(f.ID, "backlog") {
				continue
			}
			g := rapid.SampledFrom(f.Groups).Draw(t, f.ID)
			query := kpi.Query{IDs: []string{f.ID}}
			query.Where = []kpi.Filter{{Dim: d.ID, Values: []string{g.Key[d.ID]}}}
			filtered := ask(t, q, query).Figures[0]
			if diff := cmp.Diff(g.Measure, filtered.Measure, closeTo()); diff != "" {
				t.Fatalf("%s %v (-group +filter):\n%s", f.ID, g.Key, diff)
			}
		}
	})
}

// closeTo forgives the rounding of sums that were added in another order.
func closeTo() cmp.Option {
	return cmp.Comparer(func(a, b float64) bool {
		d := a - b
		return d == 0 || d*d <= 1e-18*(a*a+b*b)
	})
}

// All values of a dimension as a filter change nothing, and two filters keep what each of them keeps.
func TestFiltersAreAlternativesAndConditions(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		load(t, q, rapid.SliceOfN(tickets(), 5, 40).Draw(t, "tickets"))
		query := kpi.Query{IDs: []string{"tickets_created"}, By: []string{"channel", "tier"}}
		all := ask(t, q, query).Figures[0]
		query.Where = []kpi.Filter{{Dim: "channel", Values: []string{"mail", "phone", "chat", ""}}, {Dim: "tier", Values: []string{"1", "2"}}}
		some := ask(t, q, query).Figures[0]
		want := 0.0
		for _, g := range all.Groups {
			if tier := g.Key["tier"]; tier == "1" || tier == "2" {
				want += *g.Value
			}
		}
		if some.Available && *some.Value != want {
			t.Fatalf("tiers 1 and 2 have %v tickets, their groups %v", *some.Value, want)
		}
	})
}

// What a comparison says of the other period is what asking for that period says.
func TestComparedPeriodIsAPeriod(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		load(t, q, rapid.SliceOfN(tickets(), 20, 60).Draw(t, "tickets"))
		query := kpi.Query{By: []string{"channel"}, Compare: kpi.Compare{Mode: "previous"}}
		query.Period = kpi.Period{From: start.AddDate(0, 0, 16), To: start.AddDate(0, 0, 16+rapid.IntRange(0, 20).Draw(t, "days"))}
		now := ask(t, q, query)
		then := ask(t, q, kpi.Query{Scope: kpi.Scope{Period: *now.Compared}, By: query.By})
		for i, f := range now.Figures {
			old := then.Figures[i]
			if f.Change == nil {
				continue
			}
			if diff := cmp.Diff(old.Value, f.Change.Value, closeTo()); diff != "" && old.Available {
				t.Fatalf("%s (-period +compared):\n%s", f.ID, diff)
			}
			if p := f.Change.P; p != nil && (*p < 0 || *p > 1 || f.Change.MoreThanNoise != (*p < 0.05)) {
				t.Fatalf("%s: p %v, more than noise %t", f.ID, *p, f.Change.MoreThanNoise)
			}
			if f.Change.Better != nil && !f.Change.MoreThanNoise {
				t.Fatalf("%s: noise is coloured", f.ID)
			}
		}
	})
}

var start = mustDay("2024-01-01")

// Days add up to weeks, months and the whole, also where a period cuts them.
func TestPeriodsAddUp(t *testing.T) {
	q := openMemory(t).DB()
	few(t, func(t *rapid.T) {
		load(t, q, rapid.SliceOfN(tickets(), 5, 40).Draw(t, "tickets"))
		period := kpi.Period{From: start.AddDate(0, 0, rapid.IntRange(0, 10).Draw(t, "from"))}
		period.To = period.From.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "length"))
		for _, id := range []string{"tickets_created", "tickets_resolved", "tickets_spam"} {
			totals := map[string]float64{}
			for _, by := range []string{"day", "week", "month", "quarter", "year", "weekday", "hour"} {
				f := ask(t, q, kpi.Query{Scope: kpi.Scope{Period: period}, IDs: []string{id}, By: []string{by}}).Figures[0]
				for _, g := range f.Groups {
					totals[by] += *g.Value
				}
				if f.Available && totals[by] != *f.Value {
					t.Fatalf("%s by %s adds up to %v, the total is %v", id, by, totals[by], *f.Value)
				}
			}
		}
	})
}

// A filter's value is a value, whatever it looks like.
func TestFilterValuesAreBound(t *testing.T) {
	q := openMemory(t).DB()
	for _, name := range []string{"O'Brien", "mail' or '1'='1", "$1", "--", ";drop table tier.path", "ü %", "*"} {
		insertRow(t, q, "path", []string{"id", "channel"}, []string{"A", name})
	}
	for _, name := range []string{"O'Brien", "mail' or '1'='1", "$1", "--", ";drop table tier.path", "ü %", "*"} {
		query := kpi.Query{IDs: []string{"tickets_created"}}
		query.Where = []kpi.Filter{{Dim: "channel", Values: []string{name}}}
		if f := ask(t, q, query).Figures[0]; *f.Value != 1 {
			t.Errorf("channel %q: got %v tickets, want 1", name, *f.Value)
		}
	}
}

func TestUnknownWordsAreRefused(t *testing.T) {
	q := openMemory(t).DB()
	for want, query := range map[string]kpi.Query{
		`unknown figure "x"`:    {IDs: []string{"x"}},
		`unknown dimension "y"`: {By: []string{"y"}},
		`unknown dimension "z"`: {Scope: kpi.Scope{Where: []kpi.Filter{{Dim: "z", Values: []string{"1"}}}}},
		`filter on tier has no`: {Scope: kpi.Scope{Where: []kpi.Filter{{Dim: "tier"}}}},
		`filter: tier "one"`:    {Scope: kpi.Scope{Where: []kpi.Filter{{Dim: "tier", Values: []string{"one"}}}}},
	} {
		if _, err := store.Answer(context.Background(), q, query); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s ...", err, want)
		}
	}
}

func TestAnswerStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	q := openMemory(t).DB()
	cancel()
	if _, err := store.Answer(ctx, q, kpi.Query{}); err == nil {
		t.Error("a cancelled question is answered")
	}
}
