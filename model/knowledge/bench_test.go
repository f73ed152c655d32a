package knowledge_test

import (
	"fmt"
	"testing"

	"tiermix/model/knowledge"
)

// Five years of 1,000 categories and 20,000 articles: more than a desk of a million tickets has.
func BenchmarkEffects(b *testing.B) {
	h := knowledge.History{First: day("2020-01-01"), Last: day("2024-12-31")}
	for c := range 1000 {
		category := fmt.Sprint("category ", c)
		for n := 0; n < 1826; n += 2 {
			h.Days = append(h.Days, knowledge.Day{Category: category, Day: h.First.AddDate(0, 0, n), Held: 3, Escalated: n % 3})
		}
		for a := range 20 {
			h.Uses = append(h.Uses, knowledge.Use{Category: category, Article: fmt.Sprint(c, "-", a), First: h.First.AddDate(0, 0, (37*c+91*a)%1826), Tickets: 9})
		}
	}
	for b.Loop() {
		if _, err := knowledge.Effects(h, knowledge.Weeks); err != nil {
			b.Fatal(err)
		}
	}
}
