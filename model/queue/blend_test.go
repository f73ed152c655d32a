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

// desk is a day of 10 open hours with calls and mail.
func desk(callsPerHour, mailsPerHour float64) queue.Blend {
	b := queue.Blend{
		Promise:  queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 1},
		Deferred: queue.DeferredWork{HandlingSeconds: 600, TargetHours: 2, TargetShare: 1, MaxOccupancy: 0.9},
	}
	for h := range 24 {
		hour := queue.BlendHour{Live: queue.Live{HandlingSeconds: 240, PatienceSeconds: math.Inf(1)}, Open: h >= 8 && h < 18}
		if hour.Open {
			hour.Live.ArrivalsPerHour, hour.DeferredArrivals = callsPerHour, mailsPerHour
		}
		b.Hours = append(b.Hours, hour)
	}
	return b
}

// By hand: without calls an agent answers 0.9·6 = 5.4 mails an hour; 5.4 an hour due at once need one each hour, 5.5 two.
func TestBlendWithoutCalls(t *testing.T) {
	for mails, want := range map[float64]int{0: 0, 5.4: 10, 5.5: 20} {
		b := desk(0, mails)
		b.Deferred.TargetHours = 0
		got := must2(b.Staff())
		if got.AgentHours() != want || got.Deferred.ShareInTime != 1 {
			t.Errorf("%v mails: got %d agent hours, %v in time, want %d", mails, got.AgentHours(), got.Deferred.ShareInTime, want)
		}
	}
}

// A little mail fits into the time between calls; together they need fewer than apart.
func TestBlendFillsTheRest(t *testing.T) {
	calls := must2(desk(60, 0).Staff())
	if diff := cmp.Diff(calls.ForLive, calls.Agents); diff != "" {
		t.Errorf("calls alone (-want +got):\n%s", diff)
	}
	if little := must2(desk(60, 5).Staff()); little.AgentHours() != calls.AgentHours() {
		t.Errorf("5 mails an hour: got %d agent hours, want %d as without", little.AgentHours(), calls.AgentHours())
	}
	mail, both := must2(desk(0, 20).Staff()), must2(desk(60, 20).Staff())
	if both.AgentHours() >= calls.AgentHours()+mail.AgentHours() || both.AgentHours() < calls.AgentHours() {
		t.Errorf("together %d agent hours, apart %d and %d", both.AgentHours(), calls.AgentHours(), mail.AgentHours())
	}
}

// No agent can be spared in any hour.
func TestBlendSparesNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := desk(rapid.Float64Range(0, 80).Draw(t, "calls"), 0)
		for h := range b.Hours {
			b.Hours[h].DeferredArrivals = rapid.Float64Range(0, 30).Draw(t, "mails")
		}
		b.Deferred.TargetHours = rapid.IntRange(0, 6).Draw(t, "target")
		b.Deferred.TargetShare = rapid.SampledFrom([]float64{0, 0.5, 0.9, 1}).Draw(t, "share")
		got := must2(b.Staff())
		if got.Deferred.ShareInTime < b.Deferred.TargetShare-1e-9 {
			t.Fatalf("%v in time, %v promised", got.Deferred.ShareInTime, b.Deferred.TargetShare)
		}
		for h, n := range got.Agents {
			if n < got.ForLive[h] || (n > 0 && !b.Hours[h].Open) {
				t.Fatalf("hour %d: %d agents, live work needs %d", h, n, got.ForLive[h])
			}
			if n == got.ForLive[h] {
				continue
			}
			fewer := queue.Deferred{TargetHours: b.Deferred.TargetHours}
			for k, hour := range b.Hours {
				agents := got.Agents[k]
				if k == h {
					agents--
				}
				free := math.Max(0, float64(agents)*0.9-hour.Live.LoadErlang())
				fewer.Capacity = append(fewer.Capacity, 6*free)
				fewer.Arrivals, fewer.Business = append(fewer.Arrivals, hour.DeferredArrivals), append(fewer.Business, hour.Open)
			}
			if share := must2(fewer.Run()).ShareInTime; share > b.Deferred.TargetShare+1e-9 {
				t.Fatalf("hour %d: one of %d agents is too many, %v in time without", h, n, share)
			}
		}
	})
}

func TestBlendRefuses(t *testing.T) {
	for want, change := range map[string]func(*queue.Blend){
		"deferred handling seconds is 0":       func(b *queue.Blend) { b.Deferred.HandlingSeconds = 0 },
		"occupancy cap of all work is 2":       func(b *queue.Blend) { b.Deferred.MaxOccupancy = 2 },
		"share of deferred work in time is -1": func(b *queue.Blend) { b.Deferred.TargetShare = -1 },
		"hour 3 is closed, yet 5 live tickets": func(b *queue.Blend) { b.Hours[3].Live.ArrivalsPerHour = 5 },
		"hour 9: patience seconds is 0":        func(b *queue.Blend) { b.Hours[9].Live.PatienceSeconds = 0 },
		"deferred work has 0 hours":            func(b *queue.Blend) { b.Hours = nil },
		"reaches at most 0 in time with any":   func(b *queue.Blend) { b.Deferred.Carried = make([]float64, 9); b.Deferred.Carried[8] = 4 },
		"staff hour 8: target share is 1; no ": func(b *queue.Blend) { b.Promise.TargetShare = 1 },
	} {
		b := desk(0, 0)
		change(&b)
		if _, err := b.Staff(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func ExampleBlend_Staff() {
	b := queue.Blend{
		Promise:  queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 1},
		Deferred: queue.DeferredWork{HandlingSeconds: 600, TargetHours: 1, TargetShare: 0.9, MaxOccupancy: 0.9},
	}
	for _, calls := range []float64{30, 60, 30} {
		live := queue.Live{ArrivalsPerHour: calls, HandlingSeconds: 240, PatienceSeconds: math.Inf(1)}
		b.Hours = append(b.Hours, queue.BlendHour{Live: live, DeferredArrivals: 20, Open: true})
	}
	staff, err := b.Staff()
	fmt.Println(staff.ForLive, staff.Agents, err)
	// Output: [4 7 4] [4 7 5] <nil>
}
