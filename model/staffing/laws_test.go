package staffing_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tiermix/model/queue"
	"tiermix/model/staffing"
)

// hotline draws a desk of half hours with calls and mail, one shift for every half hour.
func hotline(t *rapid.T) staffing.Input {
	n := rapid.IntRange(3, 14).Draw(t, "half hours")
	one := tier()
	one.Patterns = []staffing.Pattern{{Name: "half", Length: hours(0.5), Paid: hours(0.5), Starts: every(0.5)}}
	calls := phone(rapid.SliceOfN(rapid.Float64Range(0, 12), n, n).Draw(t, "calls"))
	calls.HandlingSeconds = rapid.Float64Range(100, 1500).Draw(t, "handling")
	calls.PatienceSeconds = rapid.SampledFrom([]float64{90, 600, math.Inf(1)}).Draw(t, "patience")
	one.Live = []staffing.Live{calls}
	for q := range rapid.IntRange(0, 2).Draw(t, "mail queues") {
		one.Deferred = append(one.Deferred, staffing.Deferred{
			Name: fmt.Sprint("mail ", q), Arrivals: rapid.SliceOfN(rapid.Float64Range(0, 8), n, n).Draw(t, "mails"), HandlingSeconds: 900,
			TargetHours: rapid.Float64Range(0.5, 4).Draw(t, "target"), Share: 1,
		})
	}
	return staffing.Input{Zone: time.UTC, Horizon: grid(monday, n, hours(0.5)), Repeats: rapid.Bool().Draw(t, "repeats"), Tiers: []staffing.Tier{one}}
}

// with is what people on duty reach.
func with(t *rapid.T, in staffing.Input, duty []float64) staffing.TierReach {
	one := in.Tiers[0]
	one.Staff.OnDuty = duty
	in.Tiers = []staffing.Tier{one}
	return reach(t, in)
}

func inTime(r staffing.TierReach, but float64) bool {
	return !slices.ContainsFunc(r.Deferred, func(d staffing.DeferredReach) bool { return d.InTime < 1-but })
}

// The requirement keeps every promise and is minimal: one person fewer in any one interval breaks the promise of the calls there,
// or leaves mail late.
func TestOnePersonFewerBreaksAPromise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := hotline(t)
		p, l := plan(t, in), in.Tiers[0].Live[0]
		duty := make([]float64, len(p.Requirement))
		for i, h := range p.Requirement {
			duty[i] = float64(h.Staff)
		}
		if r := with(t, in, duty); r.Live[0].Broken > 0 || !inTime(r, 1e-6) {
			t.Fatalf("as required: %+v, %+v", r.Live, r.Deferred)
		}
		for i, h := range p.Requirement {
			fewer := slices.Clone(duty)
			if fewer[i]--; fewer[i] < 0 || l.Arrivals[i] == 0 && len(in.Tiers[0].Deferred) == 0 {
				continue
			}
			r := with(t, in, fewer)
			if h.Deferred == 0 && l.Arrivals[i] == 0 {
				continue // people for the load that ran over from before
			}
			if h.Deferred > 0 && !math.IsInf(l.PatienceSeconds, 1) {
				continue // callers who give up leave more time for mail than is counted on
			}
			if r.Hours[i].Live[0].Kept && inTime(r, 1e-10) && r.OvertimeHours < 1e-9 {
				t.Fatalf("interval %d: %d people are required (%+v), one fewer keeps everything", i, h.Staff, h)
			}
		}
	})
}

// The people of the plan's own rota keep every promise, in whatever intervals, with breaks, and with several queues side by side:
// what is promised to each queue is kept by its part of the people.
func TestThePlanKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := hotline(t)
		one := in.Tiers[0]
		second := one.Live[0]
		second.Name, second.HandlingSeconds, second.PatienceSeconds = "chat", rapid.Float64Range(60, 900).Draw(t, "chat handling"), math.Inf(1)
		second.Promise.MaxOccupancy = rapid.Float64Range(0.3, 0.9).Draw(t, "cap")
		one.Live = append(one.Live, second)
		in.Tiers = []staffing.Tier{one}
		p := plan(t, in)
		if len(p.Cover.Unmet) > 0 {
			t.Fatalf("unmet: %+v", p.Cover.Unmet)
		}
		for q, l := range p.Reach.Live {
			if l.Broken > 0 {
				for i, h := range p.Reach.Hours {
					if !h.Live[q].Kept {
						t.Fatalf("queue %s, interval %d: %+v of %+v", l.Name, i, h.Live[q], p.Requirement[i])
					}
				}
			}
		}
		if !inTime(p.Reach, 1e-6) || p.Reach.OvertimeHours > 1e-6 {
			t.Fatalf("mail: %+v, overtime %v", p.Reach.Deferred, p.Reach.OvertimeHours)
		}
	})
}

// field is a small desk of ten hours: calls of 21 minutes, 1.235 Erlang in the first five and 0.685 in the others, and mail due within
// a working day.
func field(patience float64) staffing.Input {
	one := tier()
	one.Patterns = []staffing.Pattern{
		{Name: "full day", Length: hours(8.5), Paid: hours(8), Starts: clock(0, 0.5, 1, 1.5), Breaks: []staffing.Break{{Length: hours(0.5), Earliest: hours(3), Latest: hours(5), Step: hours(0.5)}}},
		{Name: "half day", Length: hours(4), Paid: hours(4), Starts: clock(0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6)},
	}
	calls := phone(constant(20, 0.685*1800/1289))
	copy(calls.Arrivals, constant(10, 1.235*1800/1289))
	calls.HandlingSeconds, calls.PatienceSeconds, calls.Promise.MaxOccupancy = 1289, patience, 1
	one.Live = []staffing.Live{calls}
	one.Deferred = []staffing.Deferred{{Name: "mail", Arrivals: constant(20, 1.5), HandlingSeconds: 1289, TargetHours: 10, Share: 0.9}}
	return staffing.Input{Zone: time.UTC, Horizon: grid(monday, 20, hours(0.5)), Repeats: true, Tiers: []staffing.Tier{one}}
}

// Callers who give up after 90 seconds make the promise of the calls easier in every half hour, so the plan must not take more
// people. Spread evenly and rounded up on top of parts of people, the mail made it 30 hours of people instead of 26, and 36 paid
// hours instead of 32: the time that whole people have left was not given to it.
func TestImpatientCallersTakeNoMorePeople(t *testing.T) {
	patient, impatient := plan(t, field(math.Inf(1))), plan(t, field(90))
	with, without := 0, 0
	for i, h := range impatient.Requirement {
		with, without = with+h.Staff, without+patient.Requirement[i].Staff
		if h.Live > patient.Requirement[i].Live {
			t.Errorf("half hour %d: %v people for calls, %v without patience", i, h.Live, patient.Requirement[i].Live)
		}
	}
	if with > without || impatient.PaidHours > patient.PaidHours || !inTime(impatient.Reach, 1e-6) || !inTime(patient.Reach, 1e-6) {
		t.Errorf("%d half hours of people and %v paid hours with patience, %d and %v without", with, impatient.PaidHours, without, patient.PaidHours)
	}
}

// Calls that come while the desk is closed are told, and nobody is planned for them, not even in the first hour after.
func TestClosedHoursLeaveNoLoad(t *testing.T) {
	one := tier()
	one.Open = make([]bool, 24)
	for h := 8; h < 18; h++ {
		one.Open[h] = true
	}
	l := phone(make([]float64, 24))
	l.HandlingSeconds, l.Arrivals[7], l.Arrivals[20] = 3600, 30, 30
	one.Live = []staffing.Live{l}
	p := plan(t, oneDay(one))
	if p.Requirement[8].Load != 0 || p.Headcount != 0 || len(p.Notes) != 1 {
		t.Errorf("got %+v, %d heads, notes %q; want nobody and one note", p.Requirement[8], p.Headcount, p.Notes)
	}
}

// present counts who is there from the shifts alone: from start to end, less the breaks.
func present(r staffing.Rota, c staffing.Cover) []float64 {
	length := map[string]staffing.Pattern{}
	for _, p := range r.Patterns {
		length[p.Name] = p
	}
	turn := r.Horizon[len(r.Horizon)-1].End().Sub(r.Horizon[0].Start)
	all := make([]float64, len(r.Horizon))
	add := func(from, to time.Time, people float64) {
		for i, v := range r.Horizon {
			for _, shift := range []time.Duration{0, turn} {
				if shift > 0 && !r.Repeats {
					continue
				}
				a, b := from.Add(-shift), to.Add(-shift)
				if a.Before(v.Start) {
					a = v.Start
				}
				if b.After(v.End()) {
					b = v.End()
				}
				if b.After(a) {
					all[i] += people * float64(b.Sub(a)) / float64(v.Length)
				}
			}
		}
	}
	for _, s := range c.Shifts {
		add(s.Start, s.End, float64(s.People))
		for k, at := range s.Breaks {
			add(at, at.Add(length[s.Pattern].Breaks[k].Length), -float64(s.People))
		}
	}
	return all
}

// Shifts keep the rules of their pattern: allowed starts on the wall clock and days, breaks inside their windows one after the other;
// presence counted from them is OnDuty, over midnight and a change of the clock, with starts that cut intervals too.
func TestShiftsKeepTheirRules(t *testing.T) {
	zone := berlinOrUTC()
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom([]time.Time{
			time.Date(2024, 3, 30, 0, 0, 0, 0, zone), time.Date(2024, 10, 26, 0, 0, 0, 0, zone), time.Date(2024, 6, 8, 0, 0, 0, 0, zone),
		}).Draw(t, "from")
		n := int(from.AddDate(0, 0, 2).Sub(from).Hours())
		night := staffing.Pattern{
			Name: "night", Length: hours(9), Paid: hours(8), Starts: clock(6, 14.25, 21.5), Days: []time.Weekday{time.Saturday, time.Sunday, time.Friday},
			Breaks: []staffing.Break{{Length: hours(0.5), Earliest: hours(2), Latest: hours(3), Step: hours(0.5)}, {Length: hours(0.5), Earliest: hours(2.5), Latest: hours(6), Step: hours(1)}},
		}
		r := staffing.Rota{
			Zone: zone, Horizon: grid(from.UTC(), n, time.Hour), Patterns: []staffing.Pattern{night, short(1)}, Repeats: rapid.Bool().Draw(t, "repeats"),
			Need: rapid.SliceOfN(rapid.Float64Range(0, 4), n, n).Draw(t, "need"), Work: 1e7,
		}
		c := meet(t, r)
		for i, want := range present(r, c) {
			if math.Abs(c.OnDuty[i]-want) > 1e-9 {
				t.Fatalf("interval %d: %v on duty, the shifts say %v", i, c.OnDuty[i], want)
			}
		}
		for _, s := range c.Shifts {
			if s.Pattern != "night" {
				continue
			}
			local := s.Start.In(zone)
			at := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
			first, second := s.Breaks[0].Sub(s.Start), s.Breaks[1].Sub(s.Start)
			if !slices.Contains(night.Starts, at) || !slices.Contains(night.Days, local.Weekday()) || first < hours(2) || first > hours(3) ||
				second < max(hours(2.5), first+hours(0.5)) || second > hours(6) {
				t.Fatalf("got %+v", s)
			}
		}
		for _, u := range c.Unmet {
			if u.People <= 0 || math.Abs(u.Need-u.OnDuty-u.People) > 1e-9 || u.Reason == "" {
				t.Fatalf("unmet: %+v", u)
			}
		}
	})
}

func berlinOrUTC() *time.Location {
	if zone, err := time.LoadLocation("Europe/Berlin"); err == nil {
		return zone
	}
	return time.UTC
}

// shortage is what Rota.Shifts makes least: 1, 2, 4 and 8 for the quarters of an interval's need, from the last person to the first.
func shortage(need, there float64) float64 {
	sum, missing := 0.0, math.Max(0, need-there)
	for _, weight := range []float64{1, 2, 4, 8} {
		part := math.Min(missing, need/4)
		sum, missing = sum+weight*part, missing-part
	}
	return sum
}

// Too few shifts are spent where they leave the least weighted shortage of all ways there are.
func TestFewShiftsAreSpentBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 6
		need := rapid.SliceOfN(rapid.IntRange(0, 6), n, n).Draw(t, "need")
		r := staffing.Rota{
			Zone: time.UTC, Horizon: grid(monday, n, time.Hour), Need: floats(need), Repeats: true, Shifts: rapid.IntRange(1, 4).Draw(t, "shifts"),
			Patterns: []staffing.Pattern{{Name: "three", Length: hours(3), Paid: hours(3), Starts: clock(0, 1, 2, 3)}},
		}
		if sumOf(r.Need) < float64(3*r.Shifts) {
			return // more hours than the need takes: then the need is raised
		}
		c := meet(t, r)
		weigh := func(there []float64) float64 {
			sum := 0.0
			for i, need := range r.Need {
				sum += shortage(need, there[i])
			}
			return sum
		}
		best := math.Inf(1)
		var try func(start, left int, there []float64)
		try = func(start, left int, there []float64) {
			best = math.Min(best, weigh(there))
			if left == 0 || start > 3 {
				return
			}
			try(start+1, left, there)
			more := slices.Clone(there)
			for h := start; h < start+3; h++ {
				more[h]++
			}
			try(start, left-1, more)
		}
		try(0, r.Shifts, make([]float64, n))
		if got := weigh(c.OnDuty); c.Count > r.Shifts || got > best+1e-6+c.Gap*(1+got) {
			t.Fatalf("need %v, %d shifts: shortage %v (gap %v), trying everything leaves %v", need, r.Shifts, got, c.Gap, best)
		}
	})
}

// Heads work no more days a week and no more hours than their contract has, whatever the lengths of shifts.
func TestHeadsKeepTheirContracts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := tier()
		one.Shrinkage, one.MinimumStaff = rapid.Float64Range(0, 0.4).Draw(t, "shrinkage"), float64(rapid.IntRange(1, 9).Draw(t, "minimum"))
		one.ContractHours, one.DaysPerWeek = rapid.Float64Range(10, 40).Draw(t, "contract"), rapid.IntRange(2, 6).Draw(t, "days")
		one.Staff.People = rapid.Float64Range(1, 8).Draw(t, "heads")
		one.Open = make([]bool, 168)
		for i := range one.Open {
			one.Open[i] = i%24 >= 8 && i%24 < 18
		}
		one.Patterns = []staffing.Pattern{
			{Name: "long", Length: hours(10), Paid: hours(10), Starts: clock(8)}, {Name: "short", Length: hours(4), Paid: hours(4), Starts: clock(8, 10, 14)},
		}
		in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 168, time.Hour), Repeats: true, Tiers: []staffing.Tier{one}, Work: 1e6}
		r := reach(t, in)
		if r.Cover == nil {
			return
		}
		there := one.Staff.People * (1 - one.Shrinkage)
		if r.Cover.PaidHours > there*one.ContractHours+1e-6 || float64(r.Cover.Count) > there*float64(one.DaysPerWeek)+1e-6 {
			t.Fatalf("%v heads there: %v paid hours of %v each, %d shifts of %d days", there, r.Cover.PaidHours, one.ContractHours, r.Cover.Count, one.DaysPerWeek)
		}
	})
}

// FTE = paid hours a week / contract hours, gross = FTE / (1 - shrinkage), heads = that rounded up; two weeks of the same are the same
// week; and twice the price is twice the cost for the same shifts.
func TestHeadsAreArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one := tier()
		one.Shrinkage, one.ContractHours = rapid.Float64Range(0, 0.6).Draw(t, "shrinkage"), rapid.Float64Range(10, 45).Draw(t, "contract")
		one.MinimumStaff = float64(rapid.IntRange(1, 5).Draw(t, "minimum"))
		one.Patterns = []staffing.Pattern{{Name: "eight", Length: hours(8), Paid: hours(7.5), Starts: clock(0, 8, 16)}}
		in := staffing.Input{Zone: time.UTC, Horizon: grid(monday, 168, time.Hour), Repeats: true, Tiers: []staffing.Tier{one}}
		p := plan(t, in)
		if want := 21 * 7.5 * one.MinimumStaff; p.PaidHours != want || math.Abs(p.FTE*one.ContractHours-want) > 1e-9 ||
			math.Abs(p.GrossFTE*(1-one.Shrinkage)-p.FTE) > 1e-9 || p.Headcount != int(math.Ceil(p.GrossFTE-1e-6)) {
			t.Fatalf("got %v hours, %v FTE, %v gross, %d heads", p.PaidHours, p.FTE, p.GrossFTE, p.Headcount)
		}
		in.Horizon = grid(monday, 336, time.Hour)
		one.Hourly *= 2
		in.Tiers = []staffing.Tier{one}
		if twice := plan(t, in); twice.PaidHours != p.PaidHours || twice.Headcount != p.Headcount || math.Abs(twice.Cover.Cost-4*p.Cover.Cost) > 1e-6 {
			t.Fatalf("two weeks at twice the price: %v hours, %d heads, cost %v; one week %v, %d, %v",
				twice.PaidHours, twice.Headcount, twice.Cover.Cost, p.PaidHours, p.Headcount, p.Cover.Cost)
		}
	})
}

// One queue of Erlang A: what people reach by the half hour is what the queue reaches, by the promise's own definition.
func TestReachFollowsThePromisesDefinition(t *testing.T) {
	for by := queue.ServedOfOffered; by <= queue.ServedAndEarlyOfOffered; by++ {
		one := tier()
		l := phone(constant(24, 60))
		l.PatienceSeconds, l.Promise.By = 120, by
		one.Live, one.Staff.OnDuty = []staffing.Live{l}, constant(24, 4)
		want, err := queue.Live{ArrivalsPerHour: 60, HandlingSeconds: 240, PatienceSeconds: 120}.With(4, 20)
		if err != nil {
			t.Fatal(err)
		}
		got := reach(t, oneDay(one)).Hours[3].Live[0]
		if math.Abs(got.ServiceLevel-want.ServiceLevel(by)) > 1e-12 || math.Abs(got.Abandon-want.AbandonProbability) > 1e-12 || math.Abs(got.MeanWait-want.MeanWaitSeconds) > 1e-9 {
			t.Errorf("definition %d: got %+v, want %+v", by, got, want)
		}
	}
}
