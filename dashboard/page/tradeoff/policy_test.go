package tradeoff

import (
	"testing"

	"tiermix/dashboard/page/pagetest"
	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// What 1st level never held says so, without a number of tickets.
func TestNeverHeld(t *testing.T) {
	solve := tradeoff.Estimate{Value: origin.Assume(0.5, origin.Share, "an example", 2026), Low: 0, High: 1}
	for lang, want := range map[string]string{"en": "no: 1st level never held one", "de": "nein: das 1st Level hatte noch keines"} {
		ask := pagetest.Ask(t, pagetest.New(), lang, "")
		if got := sure(ask, tradeoff.Decision{Category: tradeoff.Category{Solve: solve}, Few: true}); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
