package plan_test

import (
	"context"
	"testing"

	"tiermix/model/plan"
	"tiermix/model/simulate"
)

func TestVerdict(t *testing.T) {
	interval := func(low, high float64) simulate.Estimate {
		return simulate.Estimate{Value: (low + high) / 2, Low: low, High: high, Defined: true}
	}
	for name, c := range map[string]struct {
		kept   plan.Kept
		want   plan.Verdict
		agrees bool
	}{
		"above":                 {plan.Kept{Live: true, Promised: 0.8, Formula: 0.9, Simulated: interval(0.88, 0.92)}, plan.Holds, true},
		"at its lower end":      {plan.Kept{Live: true, Promised: 0.88, Formula: 0.95, Simulated: interval(0.88, 0.92)}, plan.Holds, false},
		"around":                {plan.Kept{Promised: 0.9, Formula: 1, Simulated: interval(0.88, 0.92)}, plan.Open, true},
		"below":                 {plan.Kept{Promised: 0.95, Formula: 1, Simulated: interval(0.88, 0.92)}, plan.Broken, false},
		"below, as foretold":    {plan.Kept{Promised: 0.95, Formula: 0.9, Simulated: interval(0.88, 0.92)}, plan.Broken, true},
		"kept against the odds": {plan.Kept{Promised: 0.8, Formula: 0.7, Simulated: interval(0.88, 0.92)}, plan.Holds, false},
		"no ticket":             {plan.Kept{Promised: 0.95, Formula: 1}, plan.Untold, true},
	} {
		if got := c.kept.Verdict(); got != c.want || c.kept.Agrees() != c.agrees {
			t.Errorf("%s: %s, agrees %v; want %s, %v", name, got, c.kept.Agrees(), c.want, c.agrees)
		}
		if certain := (plan.Check{Promises: []plan.Kept{c.kept}}).Certain(); certain != (c.want == plan.Holds || c.want == plan.Untold) {
			t.Errorf("%s: certain is %v", name, certain)
		}
	}
}

// Where the simulation is not certain, the staff that is named keeps every promise, and it is never smaller.
func TestEnoughPeopleKeepEveryPromise(t *testing.T) {
	o := plan.CheckOptions{Seed: 4, Weeks: 40, Workers: 2}
	found := 0
	for _, hours := range []float64{0.5, 1, 2} { // ever shorter promises leave ever less room
		r := weighed(t, map[string]float64{"tier2.deferred_hours": hours, "tier2.deferred_share": 0.95})
		if err := r.Simulated(context.Background(), o); err != nil {
			t.Fatal(err)
		}
		if r.Enough == nil {
			if !r.Check.Certain() {
				t.Logf("%g h: no staff was found", hours)
			}
			continue
		}
		found++
		again, err := r.Input.Simulate(context.Background(), r.Enough.Side, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Check.Certain() || !r.Enough.Check.Certain() || !again.Certain() {
			t.Errorf("%g h: certain before %v, after %v, again %v", hours, r.Check.Certain(), r.Enough.Check.Certain(), again.Certain())
		}
		if before, after := r.Best.Tiers[1].FTE, r.Enough.Side.Tiers[1].FTE; after <= before {
			t.Errorf("%g h: %g full-time people keep what %g do not", hours, after, before)
		}
	}
	if found == 0 {
		t.Error("no promise was in doubt: the test shows nothing")
	}
}
