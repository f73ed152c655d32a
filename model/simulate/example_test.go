package simulate_test

import (
	"context"
	"fmt"

	"tiermix/model/rate"
	"tiermix/model/simulate"
)

// A desk of two tiers over one day of ten hours: 60 calls an hour that wait for 20 s in time, 70 % solved at 1st level; the
// rest becomes deferred work of 2nd level, due within 2 hours.
func ExampleRun() {
	const minute, hour = 60, 3600
	law := func(minutes float64) simulate.Law {
		return simulate.Law{Kind: simulate.Lognormal, Mean: minutes * minute, CV: 1.1}
	}
	desk := simulate.Desk{
		Tiers:   []string{"1st level", "2nd level"},
		Periods: []float64{5 * hour, 5 * hour},
		Groups: []simulate.Group{
			{Name: "service desk", Tier: 0, Agents: []int{8, 9}},
			{Name: "experts", Tier: 1, Agents: []int{5, 5}},
		},
		Categories: []simulate.Category{{
			Name: "any",
			Steps: []simulate.Step{
				{Solve: 0.7, Solved: law(6), Passed: law(5)},
				{Solve: 1, Solved: law(15), Return: 0.05},
			},
			Reopen: simulate.Reopen{Share: 0.03, Delay: law(60)},
		}},
		Channels: []simulate.Channel{{
			Name: "phone",
			Terms: []simulate.Terms{
				{Patience: simulate.Patience{Kind: simulate.Memoryless, Mean: 4 * minute}, TargetSeconds: 20},
				{Deferred: true, TargetSeconds: 2 * hour},
			},
		}},
		Streams:    []simulate.Stream{{Arrivals: []float64{300, 300}}},
		AfterClose: simulate.Drain,
	}
	r, err := simulate.Run(context.Background(), desk, simulate.Options{Seed: 1, Replications: 200, Workers: 2, Level: rate.Level})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, tier := range r.Tiers {
		sl := tier.All.ServiceLevel.ServedOfOffered
		fmt.Printf("%s: %.1f %% in time (%.1f to %.1f), occupancy %.0f %%\n", tier.Name, 100*sl.Value, 100*sl.Low, 100*sl.High, 100*tier.Staff.Occupancy.Value)
	}
	// Output:
	// 1st level: 85.9 % in time (85.4 to 86.5), occupancy 66 %
	// 2nd level: 99.9 % in time (99.8 to 100.0), occupancy 84 %
}
