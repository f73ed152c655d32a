package plan_test

import (
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// weighed is a plan with typed numbers.
func weighed(t *testing.T, typed map[string]float64) plan.Result {
	t.Helper()
	r, err := build(t, office(), typedAs(typed)).Weigh()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Customers who give up are no more than is allowed, and the fewer may, the more people it takes.
func TestNoMoreGiveUpThanMay(t *testing.T) {
	before := 0.0
	for _, most := range []float64{1, 0.05, 0.01} {
		first := weighed(t, map[string]float64{"tier1.patience_seconds": 60, "tier1.target_share": 0.3, "tier1.max_abandon": most}).Today.Typical.Tiers[0]
		if gone := first.Reach.Live[0].Abandon; gone > most+1e-9 {
			t.Errorf("%g give up, %g may", gone, most)
		}
		if first.FTE < before {
			t.Errorf("%g may give up: %g full-time people, fewer than the %g of a laxer cap", most, first.FTE, before)
		}
		before = first.FTE
	}
}

// Half of the office's tickets come by e-mail: who gives up on the phone takes only the phone's part from 2nd level.
func TestLettersDoNotHangUp(t *testing.T) {
	endless := weighed(t, map[string]float64{}).Today.Option
	typed := map[string]float64{"tier1.patience_seconds": 30, "tier1.target_share": 0.3, "tier1.max_abandon": 1}
	hasty := weighed(t, typed).Today.Option
	for i, load := range hasty.Loads {
		gone := load.First.Result.AbandonProbability
		if want := endless.Loads[i].Arrivals2PerHour * (1 - gone/2); gone == 0 || load.Arrivals2PerHour < want*(1-1e-9) || load.Arrivals2PerHour > want*(1+1e-9) {
			t.Errorf("level %d: %g an hour come to 2nd level, want %g of %g with %g gone", i, load.Arrivals2PerHour, want, endless.Loads[i].Arrivals2PerHour, gone)
		}
	}
}

// The cap on giving up is among what went in only where somebody can give up.
func TestCapOnGivingUpIsTraced(t *testing.T) {
	if got := trace(build(t, office(), nil), "tier1.max_abandon"); got != "" {
		t.Errorf("nobody gives up, and %s went in", got)
	}
	in := build(t, office(), map[string]origin.Value{"tier1.patience_seconds": origin.Type(60, "s")})
	if got := trace(in, "tier1.max_abandon"); got != "5 % (default: tiermix example, no survey, 2026)" {
		t.Errorf("got %q", got)
	}
}
