package staffing_test

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/staffing"
)

// A second way to the modified offered load: model/queue's profile, which is the same equation on equal hours of a cycle.
func TestLoadIsThatOfTheQueuesProfile(t *testing.T) {
	for _, handling := range []float64{900, 3600, 6 * 3600} {
		l := phone(calls)
		l.HandlingSeconds, l.Promise.TargetSeconds = handling, 600
		one := tier()
		one.Live = []staffing.Live{l}
		one.Patterns = []staffing.Pattern{short(1)}
		got := plan(t, oneDay(one)).Requirement
		v := queue.Varying{Demand: queue.Profile{ArrivalsPerHour: calls, StretchHours: 1}, HandlingSeconds: handling, PatienceSeconds: math.Inf(1)}
		want, err := v.Required(24, queue.Rule{Base: queue.OfferedLoad}, l.Promise)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if math.Abs(got[i].Load-w.Result.LoadErlang) > 1e-9*(1+w.Result.LoadErlang) || math.Abs(got[i].People-w.Fractional) > 1e-6*(1+w.Fractional) {
				t.Errorf("handling %v s, hour %d: got load %v and %v people, the profile has %v and %v", handling, i, got[i].Load, got[i].People, w.Result.LoadErlang, w.Fractional)
			}
		}
	}
}

// A second way to the backlog: model/queue's line of deferred work.
func TestBacklogIsThatOfTheQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "hours")
		arrivals := rapid.SliceOfN(whole(20), n, n).Draw(t, "arrivals")
		people := rapid.SliceOfN(whole(20), n, n).Draw(t, "people")
		one := tier()
		one.MaxOccupancy = 1
		one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: arrivals, HandlingSeconds: 3600, TargetHours: 3, Share: 1}}
		one.Staff.OnDuty = people
		got := reach(t, staffing.Input{Zone: time.UTC, Horizon: grid(monday, n, time.Hour), Tiers: []staffing.Tier{one}})
		want, err := queue.Deferred{Arrivals: arrivals, Capacity: people, TargetHours: 3}.Run()
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range want.Hours {
			if math.Abs(got.Hours[i].Backlog-h.Backlog) > 1e-9 {
				t.Fatalf("hour %d: got %v, the line has %v", i, got.Hours[i].Backlog, h.Backlog)
			}
		}
	})
}

// mailroom draws a desk of an occupancy cap of 1 without live work, with one shift for every hour.
func mailroom(t *rapid.T, queues int) staffing.Input {
	n := rapid.IntRange(2, 14).Draw(t, "hours")
	one := tier()
	one.MaxOccupancy = 1
	one.Patterns = []staffing.Pattern{{Name: "hour", Length: time.Hour, Paid: time.Hour, Starts: every(1)}}
	for q := range queues {
		one.Deferred = append(one.Deferred, staffing.Deferred{
			Name: strconv.Itoa(q), Arrivals: rapid.SliceOfN(whole(30), n, n).Draw(t, "mails"), HandlingSeconds: 600,
			TargetHours: float64(rapid.IntRange(1, n).Draw(t, "target")), Share: 1,
		})
	}
	return staffing.Input{Zone: time.UTC, Horizon: grid(monday, n, time.Hour), Repeats: rapid.Bool().Draw(t, "repeats"), Tiers: []staffing.Tier{one}}
}

// The highest need of the evenest spread is the densest stretch, in whole people: the most work that must lie within a stretch, over
// its length.
func TestDeferredPeakIsTheDensestStretch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := mailroom(t, 1)
		peak := 0.0
		for _, r := range plan(t, in).Requirement {
			peak = math.Max(peak, r.People)
		}
		if want := densest(in); math.Ceil(peak-1e-6) != math.Ceil(want-1e-6) || peak < want-1e-6 {
			t.Fatalf("peak %v, densest stretch %v", peak, want)
		}
	})
}

// densest tries every stretch; when the horizon repeats, over four turns, and the mean, which ever longer stretches come near.
func densest(in staffing.Input) float64 {
	d, n := in.Tiers[0].Deferred[0], len(in.Horizon)
	end, best := n, 0.0
	if in.Repeats {
		end, best = 4*n, sumOf(d.Arrivals)/6/float64(n)
	}
	for from := range end {
		for to := from; to < end; to++ {
			work := 0.0
			for i := from; i <= to; i++ {
				if due := i + int(d.TargetHours) - 1; due <= to || !in.Repeats && to == n-1 {
					work += d.Arrivals[i%n] / 6
				}
			}
			best = math.Max(best, work/float64(to-from+1))
		}
	}
	return best
}

// Every hour of work is planned once, and people as planned, parts of people too, do all of it in time whatever the targets.
func TestPlannedPeopleDoAllDeferredWorkInTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := mailroom(t, 3)
		one := in.Tiers[0]
		total, work := 0.0, 0.0
		for _, r := range plan(t, in).Requirement {
			total += r.People
			one.Staff.OnDuty = append(one.Staff.OnDuty, r.People+1e-9)
		}
		for _, d := range one.Deferred {
			work += sumOf(d.Arrivals) / 6
		}
		if math.Abs(total-work) > 1e-9*(1+work) {
			t.Fatalf("%v hours are planned, %v hours of work come", total, work)
		}
		in.Tiers = []staffing.Tier{one}
		r := reach(t, in)
		for _, d := range r.Deferred {
			if d.InTime < 1-1e-6 {
				t.Fatalf("not all in time: %+v", r.Deferred)
			}
		}
		if !in.Repeats && r.OvertimeHours > 1e-6 {
			t.Fatalf("overtime %v", r.OvertimeHours)
		}
	})
}

// Source: every row of reference/day_profile_erlang_c.csv (scipy): whole agents, and heads after 30 % shrinkage.
func TestReferenceDayFile(t *testing.T) {
	file, err := os.Open("../../../shared/reference/day_profile_erlang_c.csv")
	if err != nil {
		t.Skip("../shared is not here: the literal day in plan_test.go remains")
	}
	defer file.Close()
	var arrivals, want []float64
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), ",")
		calls, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			continue // the header
		}
		n, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		arrivals, want = append(arrivals, calls), append(want, n)
	}
	one := tier()
	one.Live = []staffing.Live{phone(arrivals)}
	for i, r := range plan(t, oneDay(one)).Requirement {
		if r.Staff != int(want[i]) {
			t.Errorf("hour %d: got %d, want %v", i, r.Staff, want[i])
		}
	}
}
