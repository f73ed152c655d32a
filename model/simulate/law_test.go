package simulate_test

import (
	"context"
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/simulate"
)

// desks draws small desks of everything that a desk can have.
func desks() *rapid.Generator[simulate.Desk] {
	return rapid.Custom(func(t *rapid.T) simulate.Desk {
		periods := rapid.IntRange(1, 4).Draw(t, "periods")
		d := simulate.Desk{
			Tiers:      []string{"1st", "2nd", "3rd"}[:rapid.IntRange(1, 3).Draw(t, "tiers")],
			AfterClose: rapid.SampledFrom([]simulate.Closing{simulate.Stop, simulate.Drain}).Draw(t, "close"),
			Day:        simulate.Day{Shape: rapid.SampledFrom([]float64{0, 0.5, 10}).Draw(t, "shape"), Periods: rapid.IntRange(0, 2).Draw(t, "day")},
		}
		for range periods {
			d.Periods = append(d.Periods, rapid.Float64Range(1, 2000).Draw(t, "seconds"))
		}
		for k := range d.Tiers {
			for range rapid.IntRange(1, 2).Draw(t, "groups") {
				agents := rapid.SliceOfN(rapid.IntRange(0, 4), periods, periods).Draw(t, "agents")
				agents[0] = max(1, agents[0])
				d.Groups = append(d.Groups, simulate.Group{Tier: k, Agents: agents})
			}
		}
		for range rapid.IntRange(1, 3).Draw(t, "categories") {
			d.Categories = append(d.Categories, drawCategory(t, len(d.Tiers)))
		}
		for range rapid.IntRange(1, 2).Draw(t, "channels") {
			d.Channels = append(d.Channels, drawChannel(t, len(d.Tiers), periods))
		}
		for range rapid.IntRange(1, 3).Draw(t, "streams") {
			d.Streams = append(d.Streams, simulate.Stream{
				Category: rapid.IntRange(0, len(d.Categories)-1).Draw(t, "category"),
				Channel:  rapid.IntRange(0, len(d.Channels)-1).Draw(t, "channel"),
				Tier:     rapid.IntRange(0, len(d.Tiers)-1).Draw(t, "tier"),
				Arrivals: rapid.SliceOfN(rapid.Float64Range(0.01, 30), periods, periods).Draw(t, "arrivals"),
			})
		}
		return d
	})
}

func drawLaw(t *rapid.T) simulate.Law {
	mean := rapid.Float64Range(0.1, 300).Draw(t, "mean")
	return rapid.SampledFrom([]simulate.Law{
		exponential(mean), fixed(mean), {Kind: simulate.Gamma, Mean: mean, CV: 1.5}, {Kind: simulate.Lognormal, Mean: mean, CV: 0.7},
		{Kind: simulate.Empirical, Values: []float64{0, mean, 3 * mean}},
	}).Draw(t, "law")
}

func drawCategory(t *rapid.T, tiers int) simulate.Category {
	share := rapid.SampledFrom([]float64{0, 0.3, 0.9})
	c := simulate.Category{
		Priority: rapid.IntRange(0, 1).Draw(t, "priority"),
		Reopen:   simulate.Reopen{Share: share.Draw(t, "reopen"), Delay: drawLaw(t), Tier: rapid.IntRange(0, tiers-1).Draw(t, "tier")},
	}
	for k := range tiers {
		s := simulate.Step{Solve: share.Draw(t, "solve"), Solved: drawLaw(t), Passed: drawLaw(t)}
		if k == tiers-1 {
			s.Solve = 1
		}
		if k > 0 {
			s.Return = share.Draw(t, "return")
		}
		c.Steps = append(c.Steps, s)
	}
	return c
}

func drawChannel(t *rapid.T, tiers, periods int) simulate.Channel {
	var c simulate.Channel
	for range tiers {
		terms := rapid.SampledFrom([]simulate.Terms{
			{Deferred: true, TargetSeconds: 1000}, {Deferred: true, Interruptible: true, TargetSeconds: 1000},
			{Patience: endless(), TargetSeconds: 20}, {Patience: memoryless(30), TargetSeconds: 20},
			{Patience: simulate.Patience{Kind: simulate.FixedPatience, Mean: 40, AtOnce: 0.2}, TargetSeconds: 20},
		}).Draw(t, "terms")
		if rapid.Bool().Draw(t, "open hours") {
			terms.Open = rapid.SliceOfN(rapid.Bool(), periods, periods).Draw(t, "open")
			terms.Open[rapid.IntRange(0, periods-1).Draw(t, "open for sure")] = true
		}
		c.Terms = append(c.Terms, terms)
	}
	return c
}

// Every ticket has one fate, at every tier and on its whole way; whoever leaves one tier comes to another; groups add up.
func TestEveryTicketIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks().Draw(t, "desk")
		r, err := simulate.Run(context.Background(), d, options(3))
		if err != nil {
			t.Fatal(err)
		}
		same := func(what string, a, b float64) {
			if math.Abs(a-b) > 1e-6*(1+math.Abs(a)) {
				t.Fatalf("%s: %v and %v", what, a, b)
			}
		}
		j := r.Tickets
		same("fates", j.Arrived.Value, j.Resolved.Value+j.Abandoned.Value+j.Open.Value)
		abandoned, busy := 0.0, 0.0
		for k, tier := range r.Tiers {
			q := tier.All
			abandoned += q.Abandoned.Value
			busy += tier.Staff.BusySeconds.Value
			same("offered", q.Offered.Value, q.Served.Value+q.Abandoned.Value+q.Waiting.Value)
			if k == len(r.Tiers)-1 && q.Escalated.Value > 0 || k == 0 && q.Returned.Value > 0 {
				t.Fatalf("tickets leave the ladder: %+v", q)
			}
			groups := tier.AfterClose.Offered.Value
			for _, p := range tier.Periods {
				groups += p.Offered.Value
			}
			same("offered by period", q.Offered.Value, groups)
			groups = 0
			for _, c := range tier.Categories {
				groups += c.QueueLength.Value
			}
			same("queue by category", q.QueueLength.Value, groups)
			var channels [3]float64
			for _, c := range tier.Channels {
				channels[0] += c.Offered.Value
				channels[1] += c.QueueLength.Value
				channels[2] += c.InterruptedSeconds.Value
			}
			same("offered by channel", q.Offered.Value, channels[0])
			same("queue by channel", q.QueueLength.Value, channels[1])
			same("interrupted by channel", q.InterruptedSeconds.Value, channels[2])
		}
		same("abandoned", j.Abandoned.Value, abandoned)
		for _, g := range r.Groups {
			busy -= g.BusySeconds.Value
		}
		same("busy", busy, 0)
		finite(t, reflect.ValueOf(r), "Result")
	})
}

// fatal is what a test and a property share.
type fatal interface{ Fatalf(string, ...any) }

// finite demands that no number is NaN or infinite, that shares lie in 0..1 and that an interval encloses its value.
func finite(t fatal, v reflect.Value, path string) {
	if e, ok := v.Interface().(simulate.Estimate); ok && !(e.Low <= e.Value && e.Value <= e.High) {
		t.Fatalf("%s: %+v lies outside its interval", path, e)
	}
	switch v.Kind() {
	case reflect.Float64:
		if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
			t.Fatalf("%s is %v", path, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			finite(t, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			finite(t, v.Index(i), path)
		}
	}
}

// One seed, one result: the number of workers has no influence, another seed has.
func TestResultDependsOnTheSeedOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := desks().Draw(t, "desk")
		results := map[int]simulate.Result{}
		for _, workers := range []int{1, 2, 7} {
			o := options(5)
			o.Workers = workers
			r, err := simulate.Run(context.Background(), d, o)
			if err != nil {
				t.Fatal(err)
			}
			results[workers] = r
		}
		for _, workers := range []int{2, 7} {
			if diff := cmp.Diff(results[1], results[workers]); diff != "" {
				t.Fatalf("%d workers (-1 worker +%d workers):\n%s", workers, workers, diff)
			}
		}
	})
	d := full()
	a, b := options(2), options(2)
	b.Seed++
	if cmp.Equal(run(t, d, a).Tickets, run(t, d, b).Tickets) {
		t.Error("two seeds give the same result")
	}
}

// Two desks that differ in staff meet the same tickets: one agent more never makes the mean wait longer.
func TestOneAgentMoreNeverWaitsLonger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agents := rapid.IntRange(1, 6).Draw(t, "agents")
		d := single(5000, rapid.Float64Range(0.01, 0.2).Draw(t, "rate"), agents, drawLaw(t), endless(), 0)
		d.AfterClose = simulate.Drain
		few, err := simulate.Run(context.Background(), d, options(2))
		if err != nil {
			t.Fatal(err)
		}
		d.Groups[0].Agents[0]++
		more, err := simulate.Run(context.Background(), d, options(2))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := few.Tiers[0].All, more.Tiers[0].All; a.Offered != b.Offered || b.WaitSeconds.Value > a.WaitSeconds.Value+1e-9 {
			t.Fatalf("%d agents: %+v, one more: %+v", agents, a.WaitSeconds, b.WaitSeconds)
		}
	})
}

// Nobody is passed on: no 2nd level is needed, and none is used.
func TestNoEscalationNeedsNoSecondLevel(t *testing.T) {
	r := run(t, tandem(10000, 0.1, 3, 1, 1, 20, 50, 0), options(5))
	equal(t, "offered", r.Tiers[1].All.Offered, 0)
	equal(t, "occupancy", r.Tiers[1].Staff.Occupancy, 0)
}

// The day factor is common to all streams and drawn anew every day: with shape k a day of m expected tickets has variance
// m + m²/k, and a horizon of two days twice that.
func TestDayFactor(t *testing.T) {
	d := single(100, 0, 3, fixed(1), endless(), 0)
	d.Periods = []float64{100, 100, 100, 100}
	d.Groups[0].Agents = []int{3, 3, 3, 3}
	d.Streams = []simulate.Stream{{Arrivals: []float64{20, 0, 0, 40}}, {Arrivals: []float64{5, 35, 20, 0}}}
	d.Day = simulate.Day{Shape: 4, Periods: 2}
	const n = 4000
	offered := run(t, d, options(n)).Tiers[0].All.Offered
	agree(t, "mean", offered, 120)
	variance := offered.StdErr * offered.StdErr * n
	if want := 2 * (60 + 60.0*60/4); math.Abs(variance-want) > 0.12*want {
		t.Errorf("variance: got %.0f, want %.0f", variance, want)
	}
}

// A replay meets the same number of tickets in every replication.
func TestReplayHasNoRandomArrivals(t *testing.T) {
	d := single(1000, 0, 1, exponential(30), memoryless(60), 20)
	d.Streams = nil
	r := replay(t, d, at(0, 0, 1, 2, 3, 500, 501, 999)...)
	equal(t, "offered", r.Tiers[0].All.Offered, 8)
	if r.Tiers[0].All.WaitSeconds.StdErr == 0 {
		t.Error("handling does not vary")
	}
}
