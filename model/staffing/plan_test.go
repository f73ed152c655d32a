package staffing_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/staffing"
)

var promise = queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 0.85, MaxAbandon: 1}

// day is an arrival profile of reference/day_profile_erlang_c.csv: calls per hour, handling 4 min, 80 % in 20 s, occupancy at
// most 0.85, and the smallest numbers of agents.
var (
	calls  = []float64{12, 8, 6, 5, 5, 8, 20, 45, 70, 85, 90, 88, 80, 78, 82, 80, 70, 60, 48, 40, 32, 26, 20, 15}
	agents = []int{3, 2, 2, 2, 2, 2, 3, 5, 8, 9, 9, 9, 8, 8, 8, 8, 8, 7, 6, 5, 4, 4, 3, 3}
)

func phone(arrivals []float64) staffing.Live {
	return staffing.Live{Name: "phone", Arrivals: arrivals, HandlingSeconds: 240, PatienceSeconds: math.Inf(1), Promise: promise}
}

func tier() staffing.Tier {
	return staffing.Tier{
		Name: "1st level", MaxOccupancy: 0.85, Hourly: 30, ContractHours: 40, DaysPerWeek: 5, Shrinkage: 0.3,
		Patterns: []staffing.Pattern{long(1), short(1)},
	}
}

func oneDay(t staffing.Tier) staffing.Input {
	return staffing.Input{Name: "day", Zone: time.UTC, Horizon: grid(monday, 24, time.Hour), Repeats: true, Tiers: []staffing.Tier{t}}
}

func plan(t interface{ Fatal(...any) }, in staffing.Input) staffing.TierPlan {
	r, err := staffing.Plan(in)
	if err != nil {
		t.Fatal(err)
	}
	return r.Tiers[0]
}

// Source: reference/day_profile_erlang_c.csv (scipy). Handling of 4 minutes is short against the hour.
func TestRequirementOfTheReferenceDay(t *testing.T) {
	one := tier()
	one.Live = []staffing.Live{phone(calls)}
	p := plan(t, oneDay(one))
	for i, r := range p.Requirement {
		if r.Staff != agents[i] || r.People > float64(r.Staff) || r.Queue != "phone" {
			t.Errorf("hour %d: got %+v, want %d people", i, r, agents[i])
		}
	}
	for i, h := range p.Reach.Hours {
		if !h.Live[0].Kept || h.OnDuty < h.Need {
			t.Errorf("hour %d: promise not kept with the plan: %+v", i, h)
		}
	}
	if p.Reach.Live[0].Broken != 0 || p.Reach.OvertimeHours != 0 || !(p.Reach.Live[0].ServiceLevel >= 0.8) {
		t.Errorf("reach: got %+v", p.Reach.Live)
	}
}

// By hand: one person from 9 to 17 on five days with shifts of eight hours are 40 paid hours, 1 FTE with 40 contract hours, 1/0.8 =
// 1.25 with shrinkage, 2 heads; two tiers of it are not rounded together, each has its own heads.
func TestHeadsByHand(t *testing.T) {
	in := staffing.Input{Name: "week", Zone: time.UTC, Horizon: grid(monday, 168, time.Hour), Repeats: true}
	one := tier()
	one.Shrinkage, one.MinimumStaff = 0.2, 1
	one.Open = make([]bool, 168)
	for i := range one.Open {
		one.Open[i] = i/24 < 5 && i%24 >= 9 && i%24 < 17
	}
	one.Patterns = []staffing.Pattern{{Name: "day", Length: hours(8), Paid: hours(8), Starts: clock(9)}}
	in.Tiers = []staffing.Tier{one}
	p := plan(t, in)
	if p.PaidHours != 40 || p.FTE != 1 || p.GrossFTE != 1.25 || p.Headcount != 2 || p.AtLeastPersons != 2 || p.Cover.Cost != 1200 {
		t.Errorf("got %v hours, %v FTE, %v gross, %d heads, %d persons, cost %v", p.PaidHours, p.FTE, p.GrossFTE, p.Headcount, p.AtLeastPersons, p.Cover.Cost)
	}
	if len(p.Binds) != 1 || p.Binds[0].Bind != staffing.MinimumStaffing || p.Binds[0].Intervals != 40 {
		t.Errorf("binds: got %+v", p.Binds)
	}
}

// Two halves of a person are one: needs of several queues are added before rounding.
func TestQueuesAreAddedBeforeRounding(t *testing.T) {
	one := tier()
	for i := range 6 {
		l := phone(make([]float64, 24))
		l.Name = fmt.Sprint("queue ", i)
		for h := range l.Arrivals {
			l.Arrivals[h] = 3
		}
		one.Live = append(one.Live, l)
	}
	p := plan(t, oneDay(one))
	single := one
	single.Live = one.Live[:1]
	s := plan(t, oneDay(single))
	if want := 6 * s.Requirement[0].People; math.Abs(p.Requirement[0].People-want) > 1e-9 || p.Requirement[0].Staff != int(math.Ceil(want-1e-6)) {
		t.Errorf("got %+v, want %v people", p.Requirement[0], want)
	}
}

// By hand: eight open hours, 80 mails of 6 minutes come in the first, are due within 4 open hours: 8 hours of work in 4 hours
// at occupancy 0.8 are 10 hours of people in 4, nobody after: 3, 3, 2 and 2. With 8 open hours 1.25 people all day: 2 in two of
// the hours and 1 in six.
func TestDeferredWorkIsSpread(t *testing.T) {
	for _, c := range []struct {
		target float64
		want   []float64
	}{
		{4, []float64{3, 3, 2, 2, 0, 0, 0, 0}},
		{8, []float64{2, 2, 1, 1, 1, 1, 1, 1}},
		{0.5, []float64{10, 0, 0, 0, 0, 0, 0, 0}},
	} {
		one := tier()
		one.MaxOccupancy = 0.8
		one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: []float64{80, 0, 0, 0, 0, 0, 0, 0}, HandlingSeconds: 360, TargetHours: c.target, Share: 0.9}}
		p := plan(t, staffing.Input{Zone: time.UTC, Horizon: grid(monday.Add(8*time.Hour), 8, time.Hour), Tiers: []staffing.Tier{one}})
		for i, r := range p.Requirement {
			if math.Abs(r.People-c.want[i]) > 1e-9 || (r.People > 0) != (r.Binds == staffing.DeferredTarget && r.Queue == "mail") {
				t.Errorf("target %v, hour %d: got %+v, want %v people", c.target, i, r, c.want[i])
			}
		}
		if d := p.Reach.Deferred[0]; d.InTime < 1-1e-9 || !d.Kept || d.Backlog > 1e-9 || p.Reach.OvertimeHours > 1e-9 {
			t.Errorf("target %v: reach %+v, overtime %v", c.target, d, p.Reach.OvertimeHours)
		}
	}
}

// Mails of the night wait until the desk opens; the time between calls does a part of the work.
func TestDeferredFillsTheGaps(t *testing.T) {
	one := tier()
	one.Open = make([]bool, 24)
	for h := 8; h < 18; h++ {
		one.Open[h] = true
	}
	mails := make([]float64, 24)
	for h := range mails {
		mails[h] = 6
	}
	day := make([]float64, 24)
	copy(day[8:18], calls[8:18])
	one.Live = []staffing.Live{phone(day)}
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: mails, HandlingSeconds: 600, TargetHours: 8, Share: 0.9}}
	p := plan(t, oneDay(one))
	work := 0.0
	for i, r := range p.Requirement {
		if !one.Open[i] && r.People != 0 {
			t.Errorf("hour %d is closed but needs %v", i, r.People)
		}
		if whole := math.Ceil(r.Live); r.Deferred == 0 && r.People != r.Live || r.Deferred > 0 && r.People != whole+r.Deferred {
			t.Errorf("hour %d: %+v does not add up", i, r)
		}
		work += r.Gaps + r.Deferred*0.85
	}
	if math.Abs(work-24) > 1e-9 {
		t.Errorf("%v hours of mail are planned, want 144 mails of 10 minutes = 24 hours", work)
	}
	if p.Reach.Deferred[0].InTime < 0.999 {
		t.Errorf("reach: %+v", p.Reach.Deferred[0])
	}
}

// The hour-by-hour rule forgets the work that runs over: with tickets of an hour the need comes later and is flatter.
func TestLongTicketsRunOver(t *testing.T) {
	long := phone(make([]float64, 24))
	long.HandlingSeconds, long.Promise.TargetSeconds = 3600, 600
	long.Arrivals[10] = 20
	one := tier()
	one.Live = []staffing.Live{long}
	p := plan(t, oneDay(one))
	total := 0.0
	for i, r := range p.Requirement {
		total += r.Load
		if i > 11 && r.Load > p.Requirement[i-1].Load {
			t.Errorf("hour %d: load %v after %v", i, r.Load, p.Requirement[i-1].Load)
		}
	}
	// By hand: mean over the first hour 20·(1 - (1 - 1/e)) = 20/e; over the second 20·(1 - 1/e)².
	if got, want := p.Requirement[10].Load, 20/math.E; math.Abs(got-want) > 1e-9 {
		t.Errorf("first hour: got %v, want %v", got, want)
	}
	if got, want := p.Requirement[11].Load, 20*(1-1/math.E)*(1-1/math.E); math.Abs(got-want) > 1e-9 {
		t.Errorf("second hour: got %v, want %v", got, want)
	}
	if math.Abs(total-20) > 1e-6 {
		t.Errorf("load over the day: got %v, want the 20 hours of work", total)
	}
}

// Open round the clock with tickets from 9 to 17 only: a night in which nobody calls needs nobody, although a trace of the last
// ticket's work is there for ever; somebody stays for what is left right after the last.
func TestNightWithoutTickets(t *testing.T) {
	day := phone(make([]float64, 24))
	day.HandlingSeconds = 720
	for hour := 9; hour < 17; hour++ {
		day.Arrivals[hour] = 2
	}
	one := tier()
	one.Live = []staffing.Live{day}
	for _, repeats := range []bool{false, true} {
		in := oneDay(one)
		in.Repeats = repeats
		p := plan(t, in)
		for hour, r := range p.Requirement {
			// By hand: 0.4 Erlang at 17:00 are 0.4·(1 - e⁻⁵)/5 = 0.08 on average until 18:00 and 0.0005 until 19:00.
			if needed := r.Staff > 0; needed != (hour >= 9 && hour < 18) {
				t.Errorf("%d:00: %d people for %g Erlang", hour, r.Staff, r.Load)
			}
		}
		for hour, h := range p.Reach.Hours {
			if !h.Live[0].Kept {
				t.Errorf("%d:00: the promise is not kept: %+v", hour, h.Live[0])
			}
		}
	}
}

// More arrivals never need fewer people in any hour of live work, nor less deferred work in all.
func TestMoreDemandNeedsMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := tier()
		live := rapid.SliceOfN(rapid.Float64Range(0, 120), 12, 12).Draw(t, "calls")
		mail := rapid.SliceOfN(rapid.Float64Range(0, 40), 12, 12).Draw(t, "mails")
		one.Live = []staffing.Live{phone(live)}
		one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: mail, HandlingSeconds: 300, TargetHours: rapid.Float64Range(0.5, 20).Draw(t, "target"), Share: 1}}
		one.Patterns = []staffing.Pattern{short(1)}
		in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 12, time.Hour), Repeats: rapid.Bool().Draw(t, "repeats"), Tiers: []staffing.Tier{one}}
		before := plan(t, in)
		more := one
		more.Live = []staffing.Live{phone(append([]float64(nil), live...))}
		more.Live[0].Arrivals[rapid.IntRange(0, 11).Draw(t, "hour")] += 30
		in.Tiers = []staffing.Tier{more}
		after := plan(t, in)
		for i := range before.Requirement {
			b, a := before.Requirement[i], after.Requirement[i]
			if a.Live < b.Live-1e-9 || b.Deferred < 0 || math.IsNaN(a.People) {
				t.Fatalf("hour %d: %+v, before %+v", i, a, b)
			}
		}
		if d := before.Reach.Deferred[0]; !in.Repeats && d.InTime < 1-1e-6 && len(before.Cover.Unmet) == 0 {
			t.Fatalf("the plan does not keep the deferred target: %+v", d)
		}
	})
}

func TestPlanRefusesAllFaultsAtOnce(t *testing.T) {
	bad := staffing.Tier{
		Name: "2nd", Open: []bool{false, false}, MinimumStaff: -1, MaxOccupancy: 0, Hourly: math.NaN(), ContractHours: 400, DaysPerWeek: 9, Shrinkage: 1,
		Live:     []staffing.Live{{Name: "phone", Arrivals: []float64{-1}, HandlingSeconds: math.Inf(1)}, {Name: "chat", Arrivals: []float64{1, 2}, HandlingSeconds: 60, PatienceSeconds: -3}},
		Deferred: []staffing.Deferred{{Name: "mail", Arrivals: []float64{1, math.NaN()}, HandlingSeconds: 0, TargetHours: 0, Share: 2, Waiting: 7}},
		Patterns: []staffing.Pattern{{Name: "odd", Length: hours(30), Paid: 0, Days: []time.Weekday{9}, Premium: -1, Breaks: []staffing.Break{{Length: hours(2), Earliest: hours(4), Latest: hours(3), Step: 1}}}},
	}
	_, err := staffing.Plan(staffing.Input{Name: "x", Repeats: true, Horizon: grid(monday, 2, time.Hour), Tiers: []staffing.Tier{bad}})
	if err == nil {
		t.Fatal("want an error")
	}
	for _, want := range []string{
		"no time zone", "opening hours have length zero", "minimum staffing -1", "occupancy cap 0", "cost per hour NaN", "contract hours per week 400", "9 days per week", "shrinkage 1",
		`live queue "phone": arrivals for 1 intervals of 2`, "arrivals -1 in interval 1", "handling seconds +Inf", `live queue "chat": `, "arrivals NaN in interval 2", "handling seconds 0", "target in open hours 0", "share 2",
		"7 tickets wait at the start, but the horizon repeats", `shift "odd": length 30h0m0s`, "paid time 0s", "no start", "day 9", "premium -1", "break 1:", "step 1ns",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q:\n%v", want, err)
		}
	}
	for name, horizon := range map[string][]staffing.Interval{
		"length zero":           nil,
		"must lie above 0":      {{Start: monday}},
		"before interval 1 end": {{Start: monday, Length: time.Hour}, {Start: monday, Length: time.Hour}},
		"at most 3000":          grid(monday, 4000, time.Minute),
	} {
		if _, err := staffing.Plan(staffing.Input{Horizon: horizon}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want an error with %q, got %v", name, err)
		}
	}
}

func TestNoDemandNeedsNobody(t *testing.T) {
	one := tier()
	one.Live = []staffing.Live{phone(make([]float64, 24))}
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: make([]float64, 24), HandlingSeconds: 60, TargetHours: 8, Share: 0.9}}
	p := plan(t, oneDay(one))
	if p.Headcount != 0 || p.FTE != 0 || p.Cover.Cost != 0 || p.Reach.Live[0].ServiceLevel != 1 || p.Reach.Deferred[0].InTime != 1 || p.Cover.Statement() != "no shift is needed" {
		t.Errorf("got %+v", p)
	}
	if p.Binds[0].Bind != staffing.Nothing {
		t.Errorf("binds: %+v", p.Binds)
	}
}

func TestHoursThatNoShiftReachesAreReported(t *testing.T) {
	one := tier()
	one.Live = []staffing.Live{phone(calls)}
	one.Patterns = []staffing.Pattern{{Name: "day", Length: hours(8), Paid: hours(8), Starts: clock(8, 10)}}
	p := plan(t, oneDay(one))
	if got := len(p.Cover.Unmet); got != 14 {
		t.Fatalf("got %d hours unmet, want 14 (0 to 8 and 18 to 24): %+v", got, p.Cover.Unmet)
	}
	first := p.Cover.Unmet[0]
	if !first.Interval.Start.Equal(monday) || math.Abs(first.People-p.Requirement[0].People) > 1e-12 || first.Reason != "no shift pattern reaches this time" {
		t.Errorf("got %+v", first)
	}
	if !strings.Contains(strings.Join(p.Notes, "\n"), "14 intervals are not covered, the first at 2024-03-04 00:00") {
		t.Errorf("notes: %q", p.Notes)
	}
	if !p.Reach.Hours[0].Live[0].Overload || p.Reach.OvertimeHours <= 0 {
		t.Errorf("reach: %+v", p.Reach.Hours[0])
	}
}

func ExamplePlan() {
	one := tier()
	one.Live = []staffing.Live{phone(calls)}
	r, _ := staffing.Plan(oneDay(one))
	p := r.Tiers[0]
	fmt.Println(p.Cover.Statement())
	fmt.Printf("%.0f paid hours a week, %.2f FTE, %d heads\n", p.PaidHours, p.FTE, p.Headcount)
	fmt.Printf("%s binds in %d hours\n", p.Binds[0].Bind, p.Binds[0].Intervals)
	// Output:
	// cost 3840.00, no cheaper cover exists
	// 896 paid hours a week, 22.40 FTE, 32 heads
	// service level binds in 24 hours
}
