package page

import (
	"slices"

	"tiermix/model/kpi"
)

// Plan is what the parts of a page ask in common. A question that is part of one of the two is widened to it, so that
// parts which ask nearly the same get one answer, computed once. The zero Plan widens nothing.
type Plan struct {
	Compared []string // figures asked with the reader's comparison
	By       string   // the dimension they are split by; totals come with the same answer
	Course   []string // figures asked by the buckets of the period, without comparison
	Before   []string // figures asked by the buckets of the compared period
}

// widened is the question of the plan that holds the given one, or the given one. Without a comparison there is
// nothing that would make the total and its split one question.
func (p Plan) widened(ask Ask, q kpi.Query) kpi.Query {
	compared, by := ask.State.Query().Compare, ""
	switch len(q.By) {
	case 0:
	case 1:
		by = q.By[0]
	default:
		return q
	}
	switch {
	case by == ask.State.Bucket() && q.Compare.Mode == "" && within(q.IDs, p.Course):
		q.IDs = p.Course
	case by == "" && q.Compare.Mode == "", compared.Mode == "", p.By == "":
	case (by == "" || by == p.By) && within(q.IDs, p.Compared):
		q.IDs, q.By, q.Compare = p.Compared, []string{p.By}, compared
	}
	return q
}

func within(ids, all []string) bool {
	for _, id := range ids {
		if !slices.Contains(all, id) {
			return false
		}
	}
	return len(ids) > 0
}
