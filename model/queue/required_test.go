package queue_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"pgregory.net/rapid"

	"tiermix/model/queue"
)

func endless(arrivalsPerHour, handlingSeconds float64) queue.Live {
	return queue.Live{ArrivalsPerHour: arrivalsPerHour, HandlingSeconds: handlingSeconds, PatienceSeconds: math.Inf(1)}
}

func promise(share, target, occupancy float64) queue.Promise {
	return queue.Promise{TargetSeconds: target, TargetShare: share, MaxOccupancy: occupancy, MaxAbandon: 1}
}

func TestRequiredReference(t *testing.T) {
	for _, r := range reference(t, "required_agents_erlang_c.csv") {
		live := endless(r.number(t, "calls")*3600/r.number(t, "interval_s"), r.number(t, "aht_s"))
		p := promise(r.number(t, "SL_target"), r.number(t, "T_s"), r.number(t, "max_occupancy"))
		got := must2(live.Required(p))
		name := fmt.Sprintf("%+v %+v ", live, p)
		if got.Agents != int(r.number(t, "n_min")) {
			t.Errorf("%s: got %d agents, want %v", name, got.Agents, r["n_min"])
		}
		if gross := math.Ceil(must2(queue.Gross(float64(got.Agents), 0.3))); gross != r.number(t, "gross_after_30pct_shrinkage(ceil)") {
			t.Errorf("%s: got %v people, want %v", name, gross, r["gross_after_30pct_shrinkage(ceil)"])
		}
		near(t, name+"service", got.Result.ServedOfOffered, r.number(t, "SL_achieved"), erlangTolerance)
		near(t, name+"wait", got.Result.MeanWaitSeconds, r.number(t, "ASA_s"), erlangTolerance)
		near(t, name+"occupancy", got.Result.Occupancy, r.number(t, "occupancy"), erlangTolerance)
	}
}

func TestDayProfileReference(t *testing.T) {
	for _, r := range reference(t, "day_profile_erlang_c.csv") {
		got := must2(endless(r.number(t, "calls"), 240).Required(promise(0.8, 20, 0.85)))
		if want := int(r.number(t, "n_min(AHT 4min,80/20,occ<=.85)")); got.Agents != want {
			t.Errorf("hour %s: got %d agents, want %d", r["hour"], got.Agents, want)
		}
		if gross := math.Ceil(must2(queue.Gross(float64(got.Agents), 0.3))); gross != r.number(t, "gross(shrinkage .3)") {
			t.Errorf("hour %s: got %v people, want %s", r["hour"], gross, r["gross(shrinkage .3)"])
		}
	}
}

// staffingGrid is 100 rates of 5 to 500 per 30 minutes by 100 handling times of 2 to 12 minutes.
func staffingGrid() []queue.Live {
	rates, handling := make([]float64, 100), make([]float64, 100)
	floats.Span(rates, 5, 500)
	floats.Span(handling, 2, 12)
	var grid []queue.Live
	for _, r := range rates {
		for _, h := range handling {
			grid = append(grid, endless(2*r, 60*h))
		}
	}
	return grid
}

// The sum 658097 is the one of ../shared/planning.md, section 1.
func TestRequiredGrid(t *testing.T) {
	sum := 0
	for _, live := range staffingGrid() {
		sum += must2(live.Required(promise(0.8, 20, 1))).Agents
	}
	if sum != 658097 {
		t.Errorf("got %d agents over the grid, want 658097", sum)
	}
}

// One agent fewer breaks the promise, and the fraction rounds up to the whole.
func TestOneAgentFewerBreaksThePromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := queue.Live{
			ArrivalsPerHour: rapid.Float64Range(0.1, 500).Draw(t, "arrivals"),
			HandlingSeconds: rapid.Float64Range(1, 1500).Draw(t, "handling"),
			PatienceSeconds: rapid.SampledFrom([]float64{5, 60, 300, 1e4, math.Inf(1)}).Draw(t, "patience"),
		}
		p := queue.Promise{
			TargetSeconds: rapid.Float64Range(0, 600).Draw(t, "target"),
			TargetShare:   rapid.Float64Range(0.01, 0.99).Draw(t, "share"),
			MaxOccupancy:  rapid.Float64Range(0.3, 1).Draw(t, "occupancy"),
			MaxAbandon:    rapid.Float64Range(0.01, 1).Draw(t, "abandon"),
			By:            queue.Level(rapid.IntRange(0, 3).Draw(t, "by")),
		}
		staff := must2(live.Required(p))
		if int(math.Ceil(staff.Fractional)) != staff.Agents {
			t.Fatalf("%v does not round up to %d", staff.Fractional, staff.Agents)
		}
		if !keeps(live, staff.Agents, p) || (staff.Agents > 0 && keeps(live, staff.Agents-1, p)) {
			t.Fatalf("%+v %+v: %+v", live, p, staff)
		}
	})
}

func keeps(live queue.Live, agents int, p queue.Promise) bool {
	r, err := live.With(agents, p.TargetSeconds)
	return err == nil && r.ServiceLevel(p.By) >= p.TargetShare-1e-11 && r.Occupancy <= p.MaxOccupancy+1e-11 &&
		r.AbandonProbability <= p.MaxAbandon+1e-11 && (agents > 0 || p.MaxOccupancy == 1)
}

func TestWhatBinds(t *testing.T) {
	for _, c := range []struct {
		live queue.Live
		p    queue.Promise
		want queue.Bound
		n    int
	}{
		{endless(100*2, 180), promise(0.8, 20, 1), queue.ServiceBound, 14},
		{endless(100*2, 180), promise(0.8, 20, 0.7), queue.OccupancyBound, 15},
		{endless(200, 180), promise(0, 0, 1), queue.StableBound, 11},
		{endless(0, 180), promise(0.8, 20, 0.7), queue.NoBound, 0},
		{endless(170, 180), promise(0, 20, 0.85), queue.OccupancyBound, 10}, // 8.5/10 is the cap itself
		{queue.Live{ArrivalsPerHour: 2000, HandlingSeconds: 180, PatienceSeconds: 300},
			queue.Promise{TargetSeconds: 20, MaxOccupancy: 1, MaxAbandon: 0.05}, queue.AbandonBound, 98}, // erlang-a-demo README
		{queue.Live{ArrivalsPerHour: 2000, HandlingSeconds: 180, PatienceSeconds: 300},
			queue.Promise{MaxOccupancy: 1, MaxAbandon: 1}, queue.NoBound, 0},
	} {
		got := must2(c.live.Required(c.p))
		if got.Binds != c.want || got.Agents != c.n {
			t.Errorf("%+v %+v: got %d for %s, want %d for %s", c.live, c.p, got.Agents, got.Binds, c.n, c.want)
		}
	}
}

// By hand: 7 agents at 30 % shrinkage are 10 people, not 11 through rounding.
func TestGross(t *testing.T) {
	for _, c := range [][3]float64{{7, 0.3, 10}, {0, 0.3, 0}, {6.3, 0, 6.3}, {9, 0.25, 12}} {
		if got := must2(queue.Gross(c[0], c[1])); got != c[2] {
			t.Errorf("%v: got %v", c, got)
		}
	}
	for _, c := range [][2]float64{{1, 1}, {1, -0.1}, {-1, 0.3}, {math.NaN(), 0.3}, {1, math.NaN()}} {
		if _, err := queue.Gross(c[0], c[1]); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
}

func TestPromiseRefuses(t *testing.T) {
	live := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}
	_, err := live.Required(queue.Promise{TargetSeconds: -1, TargetShare: 1, MaxOccupancy: 0, MaxAbandon: 0, By: 7})
	for _, want := range []string{
		"target seconds is -1", "target share is 1; no staff", "occupancy cap is 0; it must be above 0", "abandonment cap is 0", "definition is 7",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	for _, patience := range []float64{300, math.Inf(1)} {
		live.PatienceSeconds = patience
		if _, err := live.Required(promise(0.8, 20, 1e-300)); err == nil || !strings.Contains(err.Error(), "more than 1e+09 agents") {
			t.Errorf("patience %v, an absurd cap: got %v", patience, err)
		}
		got := must2(live.Required(promise(0.8, 20, 1e-6)))
		if got.Agents < 9999000 || got.Agents > 10000000 {
			t.Errorf("patience %v, a strange cap: got %d agents", patience, got.Agents)
		}
	}
	if _, err := live.Required(promise(math.NaN(), 20, 1)); err == nil {
		t.Error("a share that is not a number: no error")
	}
}

func BenchmarkRequired(b *testing.B) {
	grid, p := staffingGrid(), promise(0.8, 20, 0.9)
	for b.Loop() {
		for _, live := range grid {
			if _, err := live.Required(p); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(grid))*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}

func BenchmarkRequiredImpatient(b *testing.B) {
	grid := staffingGrid()
	for b.Loop() {
		for _, live := range grid {
			live.PatienceSeconds = 120
			if _, err := live.Required(queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 0.05}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(grid))*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}

func ExampleLive_Required() {
	live := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: math.Inf(1)}
	staff, err := live.Required(queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 0.7, MaxAbandon: 1})
	fmt.Printf("%d agents (%.2f), bound by %s, %v\n", staff.Agents, staff.Fractional, staff.Binds, err)
	// Output: 15 agents (14.29), bound by occupancy, <nil>
}
