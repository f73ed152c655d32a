package listing_test

import (
	"bytes"
	"strings"
	"testing"

	"tiermix/model/kpi"
	"tiermix/model/kpi/listing"
)

// asked is an answer with one group per figure and a reason for every change.
func asked(dim, reason string, ids ...string) kpi.Answer {
	a := kpi.Answer{Period: kpi.Period{From: day("2024-05-01"), To: day("2024-05-31")}}
	for _, id := range ids {
		m := kpi.Measure{Available: true, Value: f64(1), N: 1}
		if reason != "" {
			m.Change = &kpi.Change{Reason: reason}
		}
		a.Figures = append(a.Figures, kpi.Figure{ID: id, Unit: kpi.Number, Measure: m, Groups: []kpi.Group{{Key: map[string]string{dim: "1"}, Measure: m}}})
	}
	return a
}

// foot is what stands under the table.
func foot(t *testing.T, a kpi.Answer) string {
	t.Helper()
	var b bytes.Buffer
	if err := listing.Table(&b, a); err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(b.String(), "\n\n", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[2]
}

func TestFootSaysWhoseTierIsMeant(t *testing.T) {
	all := []string{"tickets_created", "tickets_resolved", "time_in_tier"}
	filtered := asked("month", "", all...)
	filtered.Where = []kpi.Filter{{Dim: "team", Values: []string{"Desk"}}}
	both := asked("tier", "", all[:2]...)
	both.Where = filtered.Where
	absent := asked("tier", "", all[:2]...)
	absent.Figures[1].Available = false
	for name, c := range map[string]struct {
		in   kpi.Answer
		want string
	}{
		"by tier":                  {asked("tier", "", all...), "whose tier: at intake for tickets created; the solver for tickets resolved; the holder for stints\n"},
		"where team":               {filtered, "whose team: at intake for tickets created; the solver for tickets resolved; the holder for stints\n"},
		"by tier, where team":      {both, "whose team and tier: at intake for tickets created; the solver for tickets resolved\n"},
		"one figure":               {asked("tier", "", "tickets_created"), ""},
		"figures of one mind":      {asked("tier", "", "tickets_created", "tickets_spam"), ""},
		"by month":                 {asked("month", "", all...), ""},
		"the other is not there":   {absent, ""},
		"only the giving tier":     {asked("from_tier", "", "time_in_tier", "handover_wait"), ""},
		"nothing to compare with":  {asked("month", "the data begin on 2024-05-01: nothing to compare with", all...), "the data begin on 2024-05-01: nothing to compare with\n"},
		"both kinds of notes":      {asked("team", "nothing then", all[:2]...), "whose team: at intake for tickets created; the solver for tickets resolved\nnothing then\n"},
		"changes without a reason": {asked("month", "", all...), ""},
	} {
		if got := foot(t, c.in); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, c.want)
		}
	}
}

func TestEveryViewSaysWhoseItsRowsAre(t *testing.T) {
	for _, s := range kpi.All() {
		if s.View.Whose == "" {
			t.Errorf("%s: its view does not say whose team and tier is meant", s.ID)
		}
	}
}
