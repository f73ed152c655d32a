package store_test

import (
	"strconv"
	"strings"
	"testing"

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
