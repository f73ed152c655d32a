package simulate_test

import (
	"fmt"
	"testing"

	"tiermix/model/simulate"
)

// A plain two-tier desk: 1,000 tickets an hour, 70 % solved by 110 agents of 1st level at 6 minutes, the rest by 85 of 2nd
// level at 15 minutes; a replication is 100 hours. "served/s" counts tickets that were solved, on one worker; "answers/s" the tries at
// both tiers.
func BenchmarkSimulate(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			d := tandem(100*3600, 1000.0/3600, 110, 85, 0.7, 360, 900, 0)
			benchmark(b, d, workers)
		})
	}
}

// The same size of desk with everything that costs: patience, returns, reopenings, five categories, two channels, lognormal times.
func BenchmarkSimulateFull(b *testing.B) { benchmark(b, full(), 1) }

// A small desk: 40 tickets an hour, 6 and 5 agents.
func BenchmarkSimulateSmall(b *testing.B) {
	benchmark(b, tandem(2500*3600, 40.0/3600, 6, 5, 0.7, 360, 900, 0), 1)
}

// The same calls at one tier, with as much interruptible deferred work of an hour a ticket as fills the agents to 97 %.
func BenchmarkSimulateBlended(b *testing.B) {
	const seconds = 100 * 3600
	d := blended(seconds, 150, exponential(360), exponential(3600))
	d.Streams = []simulate.Stream{{Arrivals: []float64{1000 * 100}}, {Category: mail, Channel: mail, Arrivals: []float64{45 * 100}}}
	benchmark(b, d, 1)
}

func benchmark(b *testing.B, d simulate.Desk, workers int) {
	o := options(2)
	o.Workers = workers
	solved, answers := 0.0, 0.0
	for b.Loop() {
		o.Seed++
		r := run(b, d, o)
		solved += r.Tickets.Resolved.Value * float64(r.Replications)
		answers += float64(r.Answers)
	}
	b.ReportMetric(solved/b.Elapsed().Seconds(), "served/s")
	b.ReportMetric(answers/b.Elapsed().Seconds(), "answers/s")
}

func full() simulate.Desk {
	d := tandem(100*3600, 1, 130, 110, 0.7, 360, 900, 0.05)
	lognormal := simulate.Law{Kind: simulate.Lognormal, Mean: 360, CV: 1.2}
	d.Categories, d.Streams = nil, nil
	d.Channels = []simulate.Channel{
		{Name: "phone", Terms: []simulate.Terms{{Patience: memoryless(240), TargetSeconds: 20}, {Deferred: true, TargetSeconds: 14400}}},
		{Name: "mail", Terms: []simulate.Terms{{Deferred: true, TargetSeconds: 14400}, {Deferred: true, TargetSeconds: 14400}}},
	}
	for c := range 5 {
		d.Categories = append(d.Categories, simulate.Category{
			Name: fmt.Sprint(c), Priority: c % 2,
			Steps: []simulate.Step{
				{Solve: 0.6 + 0.05*float64(c), Solved: lognormal, Passed: lognormal},
				{Solve: 1, Solved: exponential(900), Return: 0.05},
			},
			Reopen: simulate.Reopen{Share: 0.05, Delay: exponential(7200)},
		})
		for ch := range d.Channels {
			d.Streams = append(d.Streams, simulate.Stream{Category: c, Channel: ch, Arrivals: []float64{1e4}})
		}
	}
	return d
}
