package queue_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/queue"
)

func TestBacklogReference(t *testing.T) {
	d := queue.Deferred{TargetHours: 4}
	var want []queue.DeferredHour
	for _, r := range reference(t, "backlog_fluid_3days.csv") {
		d.Arrivals = append(d.Arrivals, r.number(t, "arrivals"))
		d.Capacity = append(d.Capacity, r.number(t, "capacity"))
		want = append(want, queue.DeferredHour{
			Done: r.number(t, "done"), DoneInTime: r.number(t, "done_with_age<=4h"),
			Backlog: r.number(t, "backlog_end"), OldestHours: int(r.number(t, "age_of_oldest_h")),
		})
	}
	got := must2(d.Run())
	if diff := cmp.Diff(want, got.Hours); diff != "" {
		t.Errorf("hours (-want +got):\n%s", diff)
	}
	if got.Clears {
		t.Errorf("more comes than can be answered, yet it clears after %d hours", got.ClearHours)
	}
}

// By hand: 6 tickets at once, two an hour: ages 0, 1, 2; with a target of an hour four of six are in time.
func TestBacklogByHand(t *testing.T) {
	d := queue.Deferred{Arrivals: []float64{6, 0, 0}, Capacity: []float64{2, 2, 2}, TargetHours: 1}
	got := must2(d.Run())
	if got.ShareInTime != 4.0/6 || !got.Clears || got.ClearHours != 0 || got.Hours[1] != (queue.DeferredHour{Done: 2, DoneInTime: 2, Backlog: 2, OldestHours: 1}) {
		t.Errorf("got %+v", got)
	}
	d.Business = []bool{true, false, true} // the middle hour is worked but does not count
	if got := must2(d.Run()); got.ShareInTime != 1 {
		t.Errorf("business hours: got %+v", got)
	}
	late := queue.Deferred{Arrivals: []float64{0}, Capacity: []float64{1}, Carried: []float64{1, 0, 1}, TargetHours: 1}
	if got := must2(late.Run()); got.ShareInTime != 0 || got.Hours[0].OldestHours != 1 || got.ClearHours != 1 {
		t.Errorf("carried: got %+v", got)
	}
	quiet := queue.Deferred{Arrivals: []float64{0}, Capacity: []float64{0}}
	if got := must2(quiet.Run()); got.ShareInTime != 1 || !got.Clears {
		t.Errorf("nothing to do: got %+v", got)
	}
}

// A line that loses one ticket a day takes as many days as it has tickets.
func TestBacklogClears(t *testing.T) {
	d := queue.Deferred{Arrivals: make([]float64, 24), Capacity: make([]float64, 24), Carried: []float64{30}, TargetHours: 8}
	d.Arrivals[9], d.Capacity[10] = 5, 6
	got := must2(d.Run())
	if !got.Clears || got.ClearHours != 28*24+11 || math.Abs(got.ClearDays()-28.458) > 0.001 {
		t.Errorf("got clear %t after %d hours", got.Clears, got.ClearHours)
	}
}

// What came is done or open; more capacity never hurts.
func TestBacklogLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(1, 40).Draw(t, "hours")
		list := rapid.SliceOfN(rapid.Float64Range(0, 20), hours, hours)
		d := queue.Deferred{
			Arrivals: list.Draw(t, "arrivals"), Capacity: list.Draw(t, "capacity"), TargetHours: rapid.IntRange(0, 9).Draw(t, "target"),
			Business: rapid.SliceOfN(rapid.Bool(), hours, hours).Draw(t, "business"), Carried: rapid.SliceOfN(rapid.Float64Range(0, 9), 0, 5).Draw(t, "carried"),
		}
		got := must2(d.Run())
		var balance float64
		for _, x := range append(append([]float64{}, d.Arrivals...), d.Carried...) {
			balance += x
		}
		for h, r := range got.Hours {
			balance -= r.Done
			if r.Done > d.Capacity[h]+1e-9 || r.DoneInTime > r.Done+1e-9 {
				t.Fatalf("hour %d: %+v", h, r)
			}
		}
		if math.Abs(balance-got.Hours[hours-1].Backlog) > 1e-6 {
			t.Fatalf("%v open, %v expected", got.Hours[hours-1].Backlog, balance)
		}
		d.Capacity[rapid.IntRange(0, hours-1).Draw(t, "hour")] += 5
		if more := must2(d.Run()); more.Hours[hours-1].Backlog > balance+1e-6 {
			t.Fatalf("more capacity leaves %v instead of %v", more.Hours[hours-1].Backlog, balance)
		}
	})
}

func TestBacklogRefuses(t *testing.T) {
	_, err := queue.Deferred{Arrivals: []float64{1, -1}, Capacity: []float64{math.NaN()}, TargetHours: -2}.Run()
	for _, want := range []string{"2 hours of arrivals, 1 of capacity", "arrivals of hour 1 is -1", "capacity of hour 0 is not a number", "target is -2 hours"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	if _, err := (queue.Deferred{}).Run(); err == nil {
		t.Error("no hours: no error")
	}
}

func ExampleDeferred_Run() {
	mail := queue.Deferred{
		Arrivals: []float64{10, 10, 4, 0}, Capacity: []float64{6, 6, 6, 6}, TargetHours: 1,
	}
	r, err := mail.Run()
	fmt.Printf("%.0f%% in time, oldest after two hours: %d h, %v\n", 100*r.ShareInTime, r.Hours[1].OldestHours, err)
	// Output: 92% in time, oldest after two hours: 0 h, <nil>
}
