package simulate_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/simulate"
)

// A run that tells of the whole horizon only says the same of it as one that tells every period.
func TestWholeSaysTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := desks().Draw(rt, "desk")
		o := options(3)
		o.Seed = rapid.Uint64().Draw(rt, "seed")
		full, err := simulate.Run(context.Background(), d, o)
		if err != nil {
			rt.Fatal(err)
		}
		o.Whole = true
		whole, err := simulate.Run(context.Background(), d, o)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range full.Tiers {
			if len(d.Periods) > 1 && (whole.Tiers[i].Periods != nil || whole.Tiers[i].Cells != nil || whole.Tickets.Periods != nil) {
				rt.Fatal("figures by period")
			}
			full.Tiers[i].Periods, full.Tiers[i].Cells = nil, nil
			whole.Tiers[i].Periods, whole.Tiers[i].Cells = nil, nil
		}
		full.Tickets.Periods, whole.Tickets.Periods = nil, nil
		for i := range full.Categories {
			full.Categories[i].Periods, whole.Categories[i].Periods = nil, nil
		}
		near := cmp.Comparer(func(a, b float64) bool { return a == b || max(a, b)-min(a, b) <= 1e-9*max(1, max(a, -a), max(b, -b)) })
		if diff := cmp.Diff(full, whole, near, cmp.AllowUnexported(simulate.Estimate{})); diff != "" {
			rt.Errorf("(-by period +whole):\n%s", diff)
		}
	})
}
