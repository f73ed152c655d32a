package tier

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"

	"tiermix/ingest/store"
	"tiermix/model/knowledge"
	"tiermix/model/kpi"
)

//go:embed articles.sql
var articlesSQL string

//go:embed articles_days.sql
var articleDaysSQL string

const namelessSQL = `
select count(*)
from tier.path p join desk.ticket t using (ticket_id)
where p.excluded is null and p.has_knowledge and t.knowledge_key is null`

// Articles tells when articles were first used, and how many tickets were escalated day by day. Filters choose the tickets that are
// counted by day; days are those of all records, for windows reach over the ends of a period. When an article was first used is a matter
// of all tickets of a category, and other categories are what it is compared with: filters on the category are left to the reader of
// the history, and articles count in all channels.
//
// Several statements are asked: q must be a transaction unless nothing writes meanwhile. Errors: a desk without tickets, a
// failing database.
func Articles(ctx context.Context, q store.Querier, where []kpi.Filter) (knowledge.History, error) {
	m := measure{ctx: ctx, q: q}
	h, err := m.articles(where)
	if err != nil {
		return knowledge.History{}, fmt.Errorf("read the use of articles: %w", err)
	}
	return h, nil
}

func (m *measure) articles(where []kpi.Filter) (h knowledge.History, err error) {
	if m.Calendar, m.Set, err = Calendar(m.ctx, m.q); err != nil {
		return h, err
	}
	frame, err := m.frame()
	if err != nil {
		return h, err
	}
	h.First, h.Last = frame.First, frame.Last
	if err := m.q.QueryRowContext(m.ctx, namelessSQL).Scan(&h.Nameless); err != nil {
		return h, fmt.Errorf("count links without a name: %w", err)
	}
	h.Uses, err = rows(m, "first use of articles", articlesSQL, func(rows *sql.Rows) (u knowledge.Use, err error) {
		return u, rows.Scan(&u.Category, &u.Article, &u.First, &u.Tickets)
	})
	if err != nil {
		return h, err
	}
	where = slices.DeleteFunc(slices.Clone(where), func(f kpi.Filter) bool { return f.Dim == "category" })
	if m.tickets, err = store.Rows(m.ctx, m.q, "escalation_rate", kpi.Scope{Where: where}); err != nil {
		return h, err
	}
	h.Days, err = rows(m, "escalations by day", articleDaysSQL, func(rows *sql.Rows) (d knowledge.Day, err error) {
		return d, rows.Scan(&d.Category, &d.Day, &d.Held, &d.Escalated)
	})
	return h, err
}
