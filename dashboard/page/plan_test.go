package page_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/dashboard/page"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

func TestPlanWidensItsOwnQuestions(t *testing.T) {
	plan := page.Plan{Compared: []string{"backlog", "reopen_rate"}, By: "category", Course: []string{"backlog", "escalation_rate"}}
	type question struct {
		IDs, By []string
		Compare string
	}
	compared, course := question{plan.Compared, []string{"category"}, "previous"}, question{plan.Course, []string{"week"}, ""}
	for name, test := range map[string]struct {
		address string
		q       func(page.Ask) kpi.Query
		want    question
	}{
		"total compared":     {"", func(a page.Ask) kpi.Query { return a.Compared(nil, "backlog") }, compared},
		"split compared":     {"", func(a page.Ask) kpi.Query { return a.Compared([]string{"category"}, "backlog") }, compared},
		"split":              {"", func(a page.Ask) kpi.Query { return a.Query([]string{"category"}, "reopen_rate") }, compared},
		"course":             {"", func(a page.Ask) kpi.Query { return a.Query([]string{"week"}, "backlog") }, course},
		"total":              {"", func(a page.Ask) kpi.Query { return a.Query(nil, "backlog") }, question{[]string{"backlog"}, nil, ""}},
		"another figure":     {"", func(a page.Ask) kpi.Query { return a.Compared(nil, "handovers") }, question{[]string{"handovers"}, nil, "previous"}},
		"another dimension":  {"", func(a page.Ask) kpi.Query { return a.Query([]string{"team"}, "backlog") }, question{[]string{"backlog"}, []string{"team"}, ""}},
		"two dimensions":     {"", func(a page.Ask) kpi.Query { return a.Query([]string{"category", "team"}, "backlog") }, question{[]string{"backlog"}, []string{"category", "team"}, ""}},
		"every figure":       {"", func(a page.Ask) kpi.Query { return a.Compared(nil) }, question{nil, nil, "previous"}},
		"without comparison": {"compare=none", func(a page.Ask) kpi.Query { return a.Compared(nil, "backlog") }, question{[]string{"backlog"}, nil, ""}},
	} {
		ask := pagetest.Ask(t, pagetest.New(), "en", test.address)
		ask.Plan = plan
		q := test.q(ask)
		if diff := cmp.Diff(test.want, question{q.IDs, q.By, q.Compare.Mode}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
