package staffing

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// What is told without placing tickets is what placing them tells, in a week that repeats and in one that does not.
func TestInTimeIsWhatPlacingSays(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "intervals")
		in := Input{Repeats: rapid.Bool().Draw(t, "repeats")}
		tier := Tier{}
		one := Deferred{HandlingSeconds: 3600, TargetHours: rapid.SampledFrom([]float64{0.5, 1, 1.5, 3, 20}).Draw(t, "target")}
		capacity := make([]float64, n)
		for i := range n {
			in.Horizon = append(in.Horizon, Interval{Start: time.Unix(int64(1800*i), 0), Length: 30 * time.Minute})
			tier.Open = append(tier.Open, i == 0 || rapid.Bool().Draw(t, "open"))
			one.Arrivals = append(one.Arrivals, float64(rapid.IntRange(0, 4).Draw(t, "tickets")))
			capacity[i] = float64(rapid.IntRange(0, 6).Draw(t, "capacity"))
		}
		tier.Deferred = []Deferred{one}
		r := &need{in: in, tier: tier, open: tier.open(n), hours: make([]Requirement, n)}
		for _, i := range r.open {
			r.long = append(r.long, in.Horizon[i].Hours())
		}
		all := r.lane(r.cohorts())
		capacity = capacity[:len(r.open)]
		_, late := all.place(capacity)
		got, want := r.inTime(all)(capacity), late <= forgivenHours
		if got != want {
			t.Fatalf("work of %v with time for %v: in time %v, placing leaves %v h late", one.Arrivals, capacity, got, late)
		}
		seen[got]++
	})
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("the draws know one answer only: %v", seen)
	}
}
