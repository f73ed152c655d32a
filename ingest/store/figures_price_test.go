package store_test

import (
	"strconv"
	"strings"
	"testing"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
)

// prices reads a block of prices.
func prices(t *testing.T, head, rows []string) *kpi.Prices {
	t.Helper()
	number := func(words []string) []float64 {
		out := make([]float64, 3)
		if len(words) != len(out) {
			t.Fatalf("prices %q: want three numbers", words)
		}
		for i, word := range words {
			var err error
			if out[i], err = strconv.ParseFloat(word, 64); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	minutes := number(head)
	p := &kpi.Prices{Currency: "EUR", Origin: "typed", Minute: [2]float64(minutes[:2]), FailedTry: minutes[2], About: kpi.Text{EN: "typed prices"}}
	for _, row := range rows {
		words := strings.Fields(row)
		n := number(words[1:])
		v := kpi.VisitPrice{Category: words[0], Solved: n[0], Passed: n[1], Second: n[2]}
		if v.Category == "*" {
			p.Elsewhere = v
			continue
		}
		p.Visits = append(p.Visits, v)
	}
	return p
}

// pay reads a block of paid hours, and places the teams.
func pay(t *testing.T, q store.Querier, rows []string) {
	t.Helper()
	for _, row := range rows {
		words := strings.Fields(row)
		if words[1] != "-" {
			exec(t, q, "delete from tier.placement where team = $1", words[0])
			exec(t, q, "insert into tier.placement values ($1, $2, timestamp '1900-01-01', timestamp '9000-01-01')", words[0], words[1])
		}
		exec(t, q, "insert into desk.paid_hours values ($1, $2, $3, 1)", words[0], words[2], words[3])
	}
}

// book reads a block of recorded minutes.
func book(t *testing.T, q store.Querier, rows []string) {
	t.Helper()
	for i, row := range rows {
		words := strings.Fields(row)
		exec(t, q, "insert into desk.event by name select $1 as ticket_id, $2 as actor_team, $3::timestamp as occurred_at, $4::double as minutes, "+
			"'note' as kind, $5::bigint as seq, 1 as batch_id, false as by_system", words[0], words[1], words[2], words[3], i)
	}
}
