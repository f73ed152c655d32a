package queue_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

func TestChatIsServersPerAgent(t *testing.T) {
	live := queue.Live{ArrivalsPerHour: 60, HandlingSeconds: 900, PatienceSeconds: 120}
	got, want := must2(queue.Chat{Live: live, Concurrent: 3}.With(6, 30)), must2(live.With(18, 30))
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestOneAgentFewerBreaksTheChatPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := queue.Chat{
			Live: queue.Live{
				ArrivalsPerHour: rapid.Float64Range(1, 200).Draw(t, "arrivals"), HandlingSeconds: rapid.Float64Range(60, 1500).Draw(t, "handling"),
				PatienceSeconds: rapid.SampledFrom([]float64{60, 600, math.Inf(1)}).Draw(t, "patience"),
			},
			Concurrent: rapid.IntRange(1, 5).Draw(t, "concurrent"),
		}
		staff := must2(c.Required(promise(0.8, 30, 1)))
		if staff.Result.ServedOfOffered < 0.8-1e-9 || int(math.Ceil(staff.Fractional)) != staff.Agents {
			t.Fatalf("%+v: %+v", c, staff)
		}
		if fewer, err := c.With(staff.Agents-1, 30); err == nil && fewer.ServedOfOffered > 0.8+1e-9 {
			t.Fatalf("%+v: one of %d agents is too many: %+v", c, staff.Agents, fewer)
		}
	})
}

func TestChatRefuses(t *testing.T) {
	var overload queue.OverloadError
	_, err := queue.Chat{Live: endless(60, 900), Concurrent: 2}.With(7, 30)
	if !errors.As(err, &overload) || overload.Stable != 8 || overload.LoadErlang != 7.5 {
		t.Errorf("got %v, want 7.5 Erlang and 8 agents", err)
	}
	for _, n := range []int{0, -1, 21} {
		_, a := queue.Chat{Live: endless(60, 900), Concurrent: n}.With(40, 30)
		_, b := queue.Chat{Live: endless(60, 900), Concurrent: n}.Required(promise(0.8, 30, 1))
		if a == nil || b == nil {
			t.Errorf("%d chats at a time: no error", n)
		}
	}
}

func ExampleChat_Required() {
	calls := queue.Live{ArrivalsPerHour: 60, HandlingSeconds: 900, PatienceSeconds: 120}
	p := queue.Promise{TargetSeconds: 30, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 1}
	staff, err := queue.Chat{Live: calls, Concurrent: 3}.Required(p)
	fmt.Printf("%d agents (%.2f), %v\n", staff.Agents, staff.Fractional, err)
	// Output: 6 agents (5.38), <nil>
}
