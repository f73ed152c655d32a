package staffing_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/staffing"
)

func reach(t interface{ Fatal(...any) }, in staffing.Input) staffing.TierReach {
	r, err := staffing.Reach(in)
	if err != nil {
		t.Fatal(err)
	}
	return r.Tiers[0]
}

func constant(n int, x float64) []float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = x
	}
	return all
}

// The service of whole people is Erlang C's: 90 calls of 4 minutes an hour, 9 people.
func TestReachIsTheQueue(t *testing.T) {
	one := tier()
	one.Live = []staffing.Live{phone(constant(24, 90))}
	for _, n := range []float64{7, 8, 9, 12} {
		one.Staff.OnDuty = constant(24, n)
		want, err := queue.Live{ArrivalsPerHour: 90, HandlingSeconds: 240, PatienceSeconds: math.Inf(1)}.With(int(n), 20)
		if err != nil {
			t.Fatal(err)
		}
		got := reach(t, oneDay(one))
		h := got.Hours[5].Live[0]
		if math.Abs(h.ServiceLevel-want.ServedOfOffered) > 1e-12 || math.Abs(got.Live[0].ServiceLevel-want.ServedOfOffered) > 1e-12 ||
			math.Abs(h.Occupancy-want.Occupancy) > 1e-12 || h.Kept != (n >= 9) || (got.Live[0].Broken == 0) != (n >= 9) {
			t.Errorf("%v people: got %+v, want %+v", n, h, want)
		}
	}
}

// By hand: 90 calls of 4 minutes an hour are 6 Erlang; 5 people do 75 an hour, so the line grows by 15.
func TestOverloadMakesALine(t *testing.T) {
	one := tier()
	arrivals := constant(24, 30) // 2 Erlang
	arrivals[8], arrivals[9] = 90, 90
	one.Live = []staffing.Live{phone(arrivals)}
	one.Staff.OnDuty = constant(24, 5)
	in := oneDay(one)
	r := reach(t, in)
	for h, want := range map[int]float64{7: 0, 8: 15, 9: 30, 10: 0} { // then 75 are done an hour and 30 come
		if got := r.Hours[h].Live[0]; math.Abs(got.Waiting-want) > 1e-9 || got.Overload != (h >= 8 && h <= 10) {
			t.Errorf("hour %d: got %+v, want %v waiting", h, got, want)
		}
	}
	clear := r.Hours[10].Live[0] // 30 waiting at 45 an hour: a third of the hour is left for ordinary service
	usual := r.Hours[11].Live[0]
	if math.Abs(clear.ServiceLevel-usual.ServiceLevel/3) > 1e-9 || clear.Kept {
		t.Errorf("got %+v, want a third of %v", clear, usual.ServiceLevel)
	}
	if !(r.OvertimeHours > 2) || r.Live[0].Waiting != 0 {
		t.Errorf("overtime %v, want above the 2 hours of load that nobody carries", r.OvertimeHours)
	}
	one.Staff.OnDuty = constant(24, 0)
	in.Tiers = []staffing.Tier{one}
	if r := reach(t, in); r.Live[0].ServiceLevel != 0 || r.Live[0].Waiting != sumOf(arrivals) || r.Live[0].Broken != 24 {
		t.Errorf("nobody there: got %+v", r.Live[0])
	}
}

func sumOf(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

// By hand: 10 mails an hour for 4 hours, an hour of work for each 10; half a person does 5 an hour, oldest first, so at the end
// the mails of the third hour and later are left.
func TestBacklogByHand(t *testing.T) {
	one := tier()
	one.MaxOccupancy = 1
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: []float64{10, 10, 10, 10}, HandlingSeconds: 360, TargetHours: 2, Share: 0.9}}
	one.Staff.OnDuty = constant(4, 0.5)
	in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 4, time.Hour), Tiers: []staffing.Tier{one}}
	r := reach(t, in)
	for i, want := range []float64{0.5, 1, 1.5, 2} {
		if got := r.Hours[i].Backlog; math.Abs(got-want) > 1e-9 {
			t.Errorf("hour %d: backlog %v hours, want %v", i, got, want)
		}
	}
	// The first ten are done in hours 1 and 2, in time; of the second ten, due by the end of hour 3, five in hour 3 and five
	// too late in hour 4: 15 of 40.
	d := r.Deferred[0]
	if d.Backlog != 20 || d.Peak != 20 || d.OldestHours != 2 || math.Abs(d.InTime-0.375) > 1e-9 || d.Kept {
		t.Errorf("got %+v, want 20 mails left, the oldest 2 hours old, 0.375 in time", d)
	}
	if r.OvertimeHours != 2 {
		t.Errorf("overtime %v, want the 2 hours that are missing", r.OvertimeHours)
	}
}

// Source: reference/backlog_fluid_3days.csv (independent recursion), first day: arrivals, capacity and backlog at the end of the hour.
func TestBacklogOfTheReferenceDay(t *testing.T) {
	arrivals := constant(24, 0)
	capacity, want := constant(24, 0), constant(24, 0)
	copy(arrivals[8:], []float64{30, 45, 50, 40, 35, 40, 45, 40, 30, 15, 5, 5, 5, 5, 5, 5})
	copy(capacity[9:], []float64{42, 42, 42, 42, 30, 42, 42, 42})
	copy(want[8:], []float64{30, 33, 41, 39, 32, 42, 45, 43, 31, 46, 51, 56, 61, 66, 71, 76})
	one := tier()
	one.MaxOccupancy = 1
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: arrivals, HandlingSeconds: 3600, TargetHours: 4, Share: 0.5}}
	one.Staff.OnDuty = capacity
	r := reach(t, staffing.Input{Zone: time.UTC, Horizon: grid(monday, 24, time.Hour), Tiers: []staffing.Tier{one}})
	for h := range want {
		if math.Abs(r.Hours[h].Backlog-want[h]) > 1e-9 {
			t.Errorf("hour %d: backlog %v, want %v", h, r.Hours[h].Backlog, want[h])
		}
	}
}

// More people never reach less: neither service, nor mails in time, nor overtime.
func TestMorePeopleReachMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := tier()
		one.Live = []staffing.Live{phone(rapid.SliceOfN(rapid.Float64Range(0, 90), 12, 12).Draw(t, "calls"))}
		if rapid.Bool().Draw(t, "patient") {
			one.Live[0].PatienceSeconds = 180
		}
		one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: rapid.SliceOfN(rapid.Float64Range(0, 30), 12, 12).Draw(t, "mails"), HandlingSeconds: 600, TargetHours: 4, Share: 0.9}}
		one.Staff.OnDuty = rapid.SliceOfN(whole(12), 12, 12).Draw(t, "people")
		in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 12, time.Hour), Repeats: rapid.Bool().Draw(t, "repeats"), Tiers: []staffing.Tier{one}}
		before := reach(t, in)
		more := one
		more.Staff.OnDuty = append([]float64(nil), one.Staff.OnDuty...)
		for i := range more.Staff.OnDuty {
			more.Staff.OnDuty[i]++
		}
		in.Tiers = []staffing.Tier{more}
		after := reach(t, in)
		for _, r := range []staffing.TierReach{before, after} {
			if s := r.Live[0].ServiceLevel; !(s >= 0 && s <= 1) || !(r.OvertimeHours >= 0) || !(r.Deferred[0].InTime >= 0 && r.Deferred[0].InTime <= 1) || !(r.Deferred[0].OldestHours >= 0) {
				t.Fatalf("got %+v", r)
			}
		}
		if after.Live[0].ServiceLevel < before.Live[0].ServiceLevel-1e-9 || after.OvertimeHours > before.OvertimeHours+1e-9 {
			t.Fatalf("one person more: %+v, before %+v", after, before)
		}
	})
}

func whole(most int) *rapid.Generator[float64] {
	return rapid.Map(rapid.IntRange(0, most), func(i int) float64 { return float64(i) })
}

// Heads are put where they leave the least: too few for a flat need, no interval is given up for others.
func TestHeadsAreSpreadFairly(t *testing.T) {
	one := tier()
	one.Shrinkage, one.MinimumStaff = 0, 4
	one.Staff.People = 2
	one.Patterns = []staffing.Pattern{{Name: "eight", Length: hours(8), Paid: hours(8), Starts: every(8)}}
	in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 168, time.Hour), Repeats: true, Tiers: []staffing.Tier{one}}
	r := reach(t, in)
	if r.Cover == nil || r.Cover.Count != 10 {
		t.Fatalf("got %+v, want the 10 shifts that 2 heads have", r.Cover)
	}
	for i, n := range r.Cover.OnDuty {
		if n > 1 {
			t.Errorf("hour %d: %v people while other hours have none", i, n)
		}
	}
	if u := r.Cover.Unmet[0]; u.Reason != "the shifts that may be spent are used up" {
		t.Errorf("got %+v", u)
	}
	in.Tiers[0].Staff.People = 40
	r = reach(t, in) // 84 shifts would do for 4 people at any hour; 40 heads have 200 and make 9.5
	if len(r.Cover.Unmet) != 0 || r.Cover.Count != 200 || r.Cover.Gap != 0 {
		t.Errorf("enough heads: %d shifts, %d unmet, gap %g", r.Cover.Count, len(r.Cover.Unmet), r.Cover.Gap)
	}
	if least, most := slices.Min(r.Cover.OnDuty), slices.Max(r.Cover.OnDuty); least < 8 || most > 10 {
		t.Errorf("a flat need has %g to %g people", least, most)
	}
	in.Tiers[0].Staff.People = 0
	if r := reach(t, in); r.Cover != nil || !strings.Contains(r.Notes[0], "0 heads fill no shift") {
		t.Errorf("no heads: %+v", r.Notes)
	}
}

func TestReachRefuses(t *testing.T) {
	one := tier()
	one.Staff = staffing.Staff{People: math.NaN(), OnDuty: []float64{-1}}
	_, err := staffing.Reach(oneDay(one))
	for _, want := range []string{"people NaN", "people on duty for 1 intervals of 24", "-1 people on duty in interval 1"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func ExampleReach() {
	one := tier()
	one.Live = []staffing.Live{phone(calls)}
	one.Staff.OnDuty = constant(24, 8)
	r, _ := staffing.Reach(oneDay(one))
	live := r.Tiers[0].Live[0]
	fmt.Printf("%.1f %% in time, promise broken in %d hours\n", 100*live.ServiceLevel, live.Broken)
	// Output: 86.5 % in time, promise broken in 3 hours
}
