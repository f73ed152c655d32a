package queue_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// With a share of 1, agents added for deferred work are the fewest there can be: no other numbers by hour, tried one and all, keep
// every target with fewer agent hours.
func TestBlendAddsTheFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const hours = 4
		b := queue.Blend{
			Promise:  queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 1},
			Deferred: queue.DeferredWork{HandlingSeconds: 900, TargetHours: rapid.IntRange(0, 3).Draw(t, "target"), TargetShare: 1, MaxOccupancy: 0.9},
		}
		for h := range hours {
			live := endless(rapid.Float64Range(0, 20).Draw(t, "calls"), 300)
			open := h == 0 || rapid.Bool().Draw(t, "open")
			if !open {
				live.ArrivalsPerHour = 0
			}
			mails := rapid.Float64Range(0, 8).Draw(t, "mails")
			if h == hours-1 && !open {
				mails = 0
			}
			b.Hours = append(b.Hours, queue.BlendHour{Live: live, DeferredArrivals: mails, Open: open})
		}
		got, err := b.Staff()
		if err != nil {
			return // what comes after the last open hour is never done
		}
		best := math.MaxInt
		var try func(h, sum int, agents []int)
		try = func(h, sum int, agents []int) {
			switch {
			case sum >= best:
			case h == hours:
				if blendKeeps(b, agents) {
					best = sum
				}
			case !b.Hours[h].Open:
				try(h+1, sum, append(agents, 0))
			default:
				for n := got.ForLive[h]; n <= got.ForLive[h]+9; n++ {
					try(h+1, sum+n, append(agents[:h:h], n))
				}
			}
		}
		try(0, 0, nil)
		if got.AgentHours() != best {
			t.Fatalf("%+v: %v are %d agent hours, the fewest are %d", b, got.Agents, got.AgentHours(), best)
		}
	})
}

// blendKeeps says whether agents do all mail in time between the calls.
func blendKeeps(b queue.Blend, agents []int) bool {
	d := queue.Deferred{TargetHours: b.Deferred.TargetHours}
	for h, hour := range b.Hours {
		free := math.Max(0, float64(agents[h])*b.Deferred.MaxOccupancy-hour.Live.LoadErlang())
		d.Arrivals, d.Business = append(d.Arrivals, hour.DeferredArrivals), append(d.Business, hour.Open)
		d.Capacity = append(d.Capacity, free*3600/b.Deferred.HandlingSeconds)
	}
	return must2(d.Run()).ShareInTime >= 1-1e-9
}

// How long a line takes to clear is the hours that it really runs on.
func TestClearHoursAreThoseThatItRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "hours")
		list := rapid.SliceOfN(rapid.IntRange(0, 9), n, n)
		var d queue.Deferred
		for _, x := range list.Draw(t, "arrivals") {
			d.Arrivals = append(d.Arrivals, float64(x))
		}
		for _, x := range list.Draw(t, "capacity") {
			d.Capacity = append(d.Capacity, float64(x))
		}
		d.Carried = []float64{float64(rapid.IntRange(0, 200).Draw(t, "carried"))}
		got := must2(d.Run())
		open, hours := got.Hours[n-1].Backlog, 0
		for open > 0 && hours < 3000 {
			open = math.Max(0, open+d.Arrivals[hours%n]-d.Capacity[hours%n])
			hours++
		}
		if got.Clears != (open == 0) || got.Clears && got.ClearHours != hours {
			t.Fatalf("%+v: clears %t after %d, it runs %d hours and leaves %v", d, got.Clears, got.ClearHours, hours, open)
		}
	})
}

// Customers of any law of patience: the parts add up, Little's law holds, and the mean wait is that of min(patience, offered wait).
func TestAnyPatienceKeepsItsBooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mean := rapid.Float64Range(5, 2000).Draw(t, "patience")
		law := rapid.SampledFrom([]queue.Patience{
			queue.ExponentialPatience{MeanSeconds: mean}, queue.UniformPatience{LongestSeconds: 2 * mean}, queue.FixedPatience{Seconds: mean},
		}).Draw(t, "law")
		i := queue.Impatient{ArrivalsPerHour: rapid.Float64Range(1, 600).Draw(t, "arrivals"), HandlingSeconds: rapid.Float64Range(20, 1500).Draw(t, "handling"), Patience: law}
		load := i.ArrivalsPerHour * i.HandlingSeconds / 3600
		n := int(load * rapid.Float64Range(0, 2).Draw(t, "staff"))
		target := rapid.Float64Range(0, 900).Draw(t, "target")
		r, more := must2(i.With(n, target)), must2(i.With(n+1, target))
		finite(t, "impatient", i, r)
		same := func(what string, a, b float64) {
			if math.Abs(a-b) > 1e-8*math.Max(1, b) {
				t.Fatalf("%+v, %d agents, %s: %v and %v: %+v", i, n, what, a, b, r)
			}
		}
		same("Little", r.QueueLength, i.ArrivalsPerHour/3600*r.MeanWaitSeconds)
		same("agents busy", float64(n)*r.Occupancy, load*(1-r.AbandonProbability))
		same("early and served", r.ServedAndEarlyOfOffered, 1-r.LaterProbability)
		if r.ServedOfOffered > r.ServedOfOfferedLessEarly+1e-9 || more.AbandonProbability > r.AbandonProbability+1e-9 || more.ServedOfOffered < r.ServedOfOffered-1e-9 {
			t.Fatalf("%+v, %d agents: %+v, one more %+v", i, n, r, more)
		}
	})
}
