package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"

	"tiermix/dashboard"
	"tiermix/dashboard/page/pagetest"
	"tiermix/model/kpi"
)

// noting is a desk that writes down what it is asked.
type noting struct {
	*pagetest.Desk
	mu      sync.Mutex
	queries []kpi.Query
}

func (n *noting) Answer(ctx context.Context, q kpi.Query) (kpi.Answer, error) {
	n.mu.Lock()
	n.queries = append(n.queries, q)
	n.mu.Unlock()
	return n.Desk.Answer(ctx, q)
}

// The tiles, courses, categories and changes of the overview, and their charts, are two questions; the course of the compared period is another one,
// where there were data then.
func TestOverviewAsksFewQuestions(t *testing.T) {
	for address, want := range map[string]int{"/?lang=en": 3, "/?period=all&lang=de": 2, "/?region=South&compare=year&hours=business": 3} {
		desk := &noting{Desk: pagetest.New()}
		h := newHandler(t, desk, dashboard.Options{})
		page(t, h, address, http.StatusOK)
		for _, id := range []string{"overview-trend", "overview-backlog", "overview-flow"} {
			get(t, h, "/chart/"+id+address[1:])
		}
		if len(desk.queries) != want {
			t.Errorf("%s: %d questions, want %d: %+v", address, len(desk.queries), want, desk.queries)
		}
		if !slices.ContainsFunc(desk.queries, func(q kpi.Query) bool { return q.By[0] == "category" && q.Compare.Mode != "" }) {
			t.Errorf("%s: none of the questions compares: %+v", address, desk.queries)
		}
	}
}

// Without a comparison nothing is split that only its total is shown of; with one, charts of time ask for the compared period once.
func TestQuestionsWithoutComparison(t *testing.T) {
	for address, want := range map[string]int{"/?compare=none": 3, "/escalation?compare=none": 5, "/escalation": 6, "/tiers": 4} {
		desk := &noting{Desk: pagetest.New()}
		page(t, newHandler(t, desk, dashboard.Options{}), address, http.StatusOK)
		if len(desk.queries) != want {
			t.Errorf("%s: %d questions, want %d: %+v", address, len(desk.queries), want, desk.queries)
		}
	}
}

// New data are new questions, and a question that failed is asked again.
func TestSharedAnswersAreFresh(t *testing.T) {
	desk := pagetest.New()
	h := newHandler(t, desk, dashboard.Options{})
	desk.Broken["answer"] = errors.New("disk on fire")
	pagetest.Require(t, page(t, h, "/", http.StatusOK), pagetest.None("article.tile"))
	delete(desk.Broken, "answer")
	pagetest.Require(t, page(t, h, "/", http.StatusOK), pagetest.Count("article.tile", 6))
	asked := desk.Calls("answer")
	desk.State.Version = "v2"
	page(t, h, "/", http.StatusOK)
	if got := desk.Calls("answer") - asked; got != 3 {
		t.Errorf("%d questions about new data, want 3", got)
	}
}
