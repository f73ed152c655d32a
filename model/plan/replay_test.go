package plan_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/simulate"
	"tiermix/model/tradeoff"
)

// inBerlin is the office of the plan's tests, in Berlin.
func inBerlin(t *testing.T) plan.Demand {
	d := office()
	d.Calendar.Zone = berlin(t)
	d.From, d.To = time.Date(2025, 1, 6, 0, 0, 0, 0, berlin(t)), time.Date(2025, 3, 16, 0, 0, 0, 0, berlin(t))
	return d
}

// every half hour of the week the same number of people.
func always(people float64) []float64 {
	all := make([]float64, 7*plan.Slots)
	for i := range all {
		all[i] = people
	}
	return all
}

func allTried(in plan.Input) tradeoff.Policy {
	p := tradeoff.Policy{}
	for range in.Desk.Categories {
		p.Tried = append(p.Tried, true)
	}
	return p
}

// recorded is a period of days with tickets of the office's categories, so many each half hour while it is open.
func recorded(from time.Time, days, perSlot int) plan.Recorded {
	r := plan.Recorded{From: from, Since: from, To: from.AddDate(0, 0, days-1), Categories: []string{"password", "database", "rare", "new"}, Channels: []string{"phone", "email"}}
	n := int32(0)
	for day := from; !day.After(r.To); day = day.AddDate(0, 0, 1) {
		for slot := 16; slot < 36 && day.Weekday() != time.Saturday && day.Weekday() != time.Sunday; slot++ {
			for range perSlot {
				at := time.Date(day.Year(), day.Month(), day.Day(), 0, 30*slot, int(n%1800), 0, day.Location())
				r.Arrivals = append(r.Arrivals, plan.Arrival{At: at.UTC(), Category: n % 2, Channel: n / 2 % 2, Tried: true, Solved: n%2 == 0, Second: n%2 == 1})
				n++
			}
		}
	}
	slices.SortFunc(r.Arrivals, func(a, b plan.Arrival) int { return a.At.Compare(b.At) })
	return r
}

func replay(t *testing.T, in plan.Input, r plan.Rota, rec plan.Recorded) plan.Replay {
	t.Helper()
	got, err := in.Replay(context.Background(), r, rec, plan.ReplayOptions{Seed: 1, Seeds: 3, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Enough people for everybody: all is in time, every ticket comes once, and the records stand beside.
func TestReplayOfAnIdleDesk(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 14, 2)
	r := replay(t, in, plan.Rota{Name: "many", Policy: allTried(in), OnDuty: [2][]float64{always(200), always(200)}}, rec)
	if r.Happened != (plan.Happened{Tickets: 400, Tried: 400, Solved: 200, Second: 200}) || r.Live != 200 {
		t.Errorf("got %+v, %d live", r.Happened, r.Live)
	}
	if e := inTime(t, r); e.Value != 1 || e.Low != 1 || e.High != 1 || r.Abandoned.Value != 0 || r.AnswerSeconds.Value != 0 {
		t.Errorf("in time %+v, given up %+v, answered after %+v", inTime(t, r), r.Abandoned, r.AnswerSeconds)
	}
	if len(r.Weeks) != 2 || r.Weeks[0].Tickets != 200 || r.Weeks[1].Tickets != 200 || r.WorstWeek == nil || r.WorstDay != nil {
		t.Errorf("weeks %+v, worst week %v, worst day %v (no day has 30 live tickets)", r.Weeks, r.WorstWeek, r.WorstDay)
	}
	first, second := r.Tiers[0], r.Tiers[1]
	if first.Tries.Value < 400 || first.Backlog.Value != 0 || second.WaitSeconds.Value != 0 || first.People != 200 {
		t.Errorf("got %+v and %+v", first, second)
	}
	share := (in.Desk.Categories[0].Solve.Amount + in.Desk.Categories[1].Solve.Amount) / 2
	if math.Abs(first.Solved.Value-share) > 0.04 { // 1200 tickets: three standard errors
		t.Errorf("1st level solves %v, the plan says %v", first.Solved.Value, share)
	}
}

// Nobody works on a holiday or on a closed day: tickets of Monday, a holiday, wait until Tuesday at 8.
func TestReplayClosesOnHolidays(t *testing.T) {
	d := inBerlin(t)
	d.Calendar.Holidays = map[string]struct{}{"2025-02-03": {}}
	in := build(t, d, nil)
	from := time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t))
	rec := recorded(from, 2, 0)
	for range 40 { // on Monday at 8, by phone
		rec.Arrivals = append(rec.Arrivals, plan.Arrival{At: from.Add(8 * time.Hour)})
	}
	weekdays := make([]float64, 7*plan.Slots)
	for i := range 5 * plan.Slots {
		if slot := i % plan.Slots; slot >= 16 && slot < 36 {
			weekdays[i] = 100
		}
	}
	r := replay(t, in, plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{weekdays, weekdays}}, rec)
	if r.Live != 0 || r.AnswerSeconds.Defined || r.Abandoned.Defined {
		t.Errorf("%d live tickets, answered after %+v; on a holiday nobody waits in line", r.Live, r.AnswerSeconds)
	}
	// Returned tickets do not wait; the 40 wait a day.
	if w := r.Tiers[0].WaitSeconds; w.Value < 0.9*86400 || w.Value > 86400 {
		t.Errorf("mean wait %v s, want almost a day", w.Value)
	}
	if !noted(r, "because the calendar has a holiday: 1.") {
		t.Errorf("got notes %v", r.Notes)
	}
}

// inTime is the share of live work answered in time in the week with the fewest.
func inTime(t *testing.T, r plan.Replay) simulate.Estimate {
	t.Helper()
	if r.WorstWeek == nil {
		t.Fatalf("no week has enough live tickets: %+v", r.Weeks)
	}
	return r.WorstWeek.InTime
}

func noted(r plan.Replay, text string) bool {
	for _, n := range r.Notes {
		if strings.Contains(n.EN, text) && n.DE != "" {
			return true
		}
	}
	return false
}

// A ticket that comes on Saturday noon waits for Monday at 8 by the clock on the wall: 44 hours, 43 when the clock is put forward in
// between, 45 when it is put back.
func TestReplayOverAChangeOfTheClock(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	office := make([]float64, 7*plan.Slots)
	for i := range 5 * plan.Slots {
		if slot := i % plan.Slots; slot >= 16 && slot < 36 {
			office[i] = 9
		}
	}
	policy := tradeoff.Policy{Tried: make([]bool, len(in.Desk.Categories))}
	for saturday, hours := range map[string]float64{"2025-03-22": 44, "2025-03-29": 43, "2025-10-25": 45} {
		from, err := time.ParseInLocation(time.DateOnly, saturday, berlin(t))
		if err != nil {
			t.Fatal(err)
		}
		rec := recorded(from, 4, 0)
		rec.Arrivals = []plan.Arrival{{At: from.Add(12 * time.Hour)}}
		r := replay(t, in, plan.Rota{Policy: policy, OnDuty: [2][]float64{office, always(0.6)}}, rec)
		if got := r.Weeks[0].Tickets + r.Weeks[1].Tickets; got != 1 || len(r.Weeks) != 2 {
			t.Errorf("%s: %d tickets in %d weeks", saturday, got, len(r.Weeks))
		}
		// What comes back does so on Monday, in the next week.
		if w := r.Weeks[0].Waiting; !w.Defined || math.Abs(w.Value/3600-hours) > 1e-6 {
			t.Errorf("%s: waits %v h, want %v", saturday, w.Value/3600, hours)
		}
	}
}

// The week before the period fills the desk: with it the first day begins with a line, and is not counted twice.
func TestReplayFillsTheDesk(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 14, 16) // more than one person can do
	rota := plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(1), always(1)}}
	whole := rec
	rec.From = rec.Since.AddDate(0, 0, 7)
	filled := replay(t, in, rota, rec)
	if filled.FilledDays != 7 || filled.Happened.Tickets != 1600 || len(filled.Weeks) != 1 || filled.Weeks[0].Tickets != 1600 || noted(filled, "begins empty") {
		t.Errorf("got %+v", filled)
	}
	empty := whole
	empty.From, empty.Since, empty.Arrivals = rec.From, rec.From, rec.Arrivals[1600:]
	fresh := replay(t, in, rota, empty)
	if !noted(fresh, "the desk begins empty") || fresh.Tiers[0].Backlog.Value >= filled.Tiers[0].Backlog.Value {
		t.Errorf("%v in line after an empty begin, %v after a full one", fresh.Tiers[0].Backlog.Value, filled.Tiers[0].Backlog.Value)
	}
}

// Same seeds, same numbers, however many workers.
func TestReplayRepeats(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 7, 3)
	rota := plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(2), always(3)}}
	one, err := in.Replay(context.Background(), rota, rec, plan.ReplayOptions{Seed: 5, Seeds: 2, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	two, err := in.Replay(context.Background(), rota, rec, plan.ReplayOptions{Seed: 5, Seeds: 2, Workers: 8})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("(-one worker +eight):\n%s", diff)
	}
}

// Without a 1st level everything is answered by 2nd level, and what comes back comes there again.
func TestReplayWithoutFirstLevel(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 7, 4)
	r := replay(t, in, plan.Rota{Policy: tradeoff.Policy{Direct: true, Tried: make([]bool, len(in.Desk.Categories))}, OnDuty: [2][]float64{always(0), always(300)}}, rec)
	if r.Tiers[0].Tries.Value != 0 || r.Tiers[0].Solved.Defined || r.Tiers[0].WaitSeconds.Defined || r.Tiers[0].Occupancy.Defined {
		t.Errorf("1st level: %+v", r.Tiers[0])
	}
	back := 0.0
	for _, c := range in.Desk.Categories[:2] {
		back += 200 / (1 - c.Return.Amount)
	}
	if got := r.Tiers[1].Tries.Value; math.Abs(got-back) > 15 {
		t.Errorf("%v tries at 2nd level, want %v", got, back)
	}
}

// With the people of the desk tickets enter where they did.
func TestReplayEntersAsRecorded(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 7, 4)
	for i := range rec.Arrivals {
		rec.Arrivals[i].Direct = i%4 == 0
	}
	rota := plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(100), always(100)}}
	planned := replay(t, in, rota, rec)
	rota.Recorded = true
	own := replay(t, in, rota, rec)
	if a, b := planned.Tiers[0].Tries.Value, own.Tiers[0].Tries.Value; a-b < 80 || a-b > 120 {
		t.Errorf("%v tries at 1st level as planned, %v as recorded; want 100 fewer", a, b)
	}
	if !noted(planned, "began above 1st level: 100;") || noted(own, "began above") {
		t.Errorf("notes %v and %v", planned.Notes, own.Notes)
	}
}

// Tickets of categories with few tickets, and of one that the plan does not know, are replayed and told.
func TestReplayOfStrangeCategories(t *testing.T) {
	in := build(t, inBerlin(t), map[string]origin.Value{"growth": origin.Type(0.1, origin.Share)})
	rec := recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 7, 1)
	rec.Arrivals[3].Category, rec.Arrivals[4].Category, rec.LeftOut = 2, 3, 5
	r := replay(t, in, plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(50), always(50)}}, rec)
	for _, want := range []string{
		"categories that the plan does not know: 1;", "fewer than 30 tried: 1;",
		"or no team held them: 5.", "The plan is for +10 % tickets", "No patience is measured or typed",
	} {
		if !noted(r, want) {
			t.Errorf("no note %q in %v", want, r.Notes)
		}
	}
	if r.Tiers[0].Tries.Value < 100 {
		t.Errorf("%v tries of 100 tickets", r.Tiers[0].Tries.Value)
	}
}

// Too many categories for memory: those with few tickets are joined, with as much work.
func TestReplayJoinsCategories(t *testing.T) {
	d := inBerlin(t)
	for i := range 30 {
		d.Categories = append(d.Categories, plan.Category{Key: fmt.Sprintf("c%d", i), Tickets: 40, Tried: 40, Solved: i, Second: 40 - i})
	}
	in := build(t, d, nil)
	rec := recorded(time.Date(2025, 1, 6, 0, 0, 0, 0, berlin(t)), 182, 1)
	for i := range 30 {
		rec.Categories = append(rec.Categories, fmt.Sprintf("c%d", i))
	}
	for i := range rec.Arrivals {
		if i%2 == 0 {
			rec.Arrivals[i].Category = int32(4 + i/2%30)
		}
	}
	duty := [2][]float64{always(20), always(20)}
	few := plan.Rota{Policy: allTried(in), OnDuty: duty}
	apart := replay(t, in, few, rec)
	for i := range duty[0] {
		duty[0][i] = 20 + float64(i%2)
	}
	joined := replay(t, in, few, rec)
	if noted(apart, "replayed together with their means") || !noted(joined, "replayed together with their means") {
		t.Errorf("notes %v and %v", apart.Notes, joined.Notes)
	}
	busy := func(r plan.Replay, level int, people float64) float64 { return r.Tiers[level].Occupancy.Value * people }
	if a, b := busy(apart, 0, 20), busy(joined, 0, 20.5); math.Abs(a-b) > 0.05*a {
		t.Errorf("1st level is busy with %v people apart, %v joined", a, b)
	}
	if a, b := apart.Tiers[1].Occupancy.Value, joined.Tiers[1].Occupancy.Value; math.Abs(a-b) > 0.06*a {
		t.Errorf("2nd level: occupancy %v apart, %v joined", a, b)
	}
	if a, b := apart.Tiers[0].Solved.Value, joined.Tiers[0].Solved.Value; math.Abs(a-b) > 0.03 {
		t.Errorf("1st level solves %v apart, %v joined", a, b)
	}
}

func TestReplayRefuses(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	monday := time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t))
	week := recorded(monday, 7, 1)
	rota := plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(1), always(1)}}
	odd := always(1)
	for i := range odd {
		odd[i] += float64(i % 2)
	}
	for name, c := range map[string]struct {
		rota  plan.Rota
		rec   plan.Recorded
		seeds int
		want  string
	}{
		"one seed":   {rota, week, 1, "replay: 1 seeds, an interval needs 2 or more"},
		"no tickets": {rota, recorded(monday, 7, 0), 2, "no ticket came from 2025-02-03 to 2025-02-09 that has a tier"},
		"nobody":     {plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{always(0), always(0)}}, week, 2, "nobody is on duty from 2025-02-03 to 2025-02-09"},
		"a year round the clock": {plan.Rota{Policy: allTried(in), OnDuty: [2][]float64{odd, always(1)}}, recorded(monday, 365, 1), 2,
			"at most 12000 times can be replayed at once; choose a shorter period"},
	} {
		_, err := in.Replay(context.Background(), c.rota, c.rec, plan.ReplayOptions{Seeds: c.seeds})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// The rota of a side is that of its shifts; today's people are known or it is said.
func TestRotas(t *testing.T) {
	in := build(t, inBerlin(t), nil)
	r, err := in.Make()
	if err != nil {
		t.Fatal(err)
	}
	best := r.Best.Planned("best")
	if diff := cmp.Diff(r.Best.Typical.Tiers[0].Cover.OnDuty, best.OnDuty[0]); diff != "" || best.Recorded {
		t.Errorf("rota of the best mix: %s", diff)
	}
	own, err := r.People.Own("own", r.Today)
	if err != nil || len(own.OnDuty[0]) != 7*plan.Slots || !own.Recorded {
		t.Errorf("today's people: %v, %v", err, len(own.OnDuty[0]))
	}
	if _, err := (plan.Staffed{}).Own("own", r.Today); err == nil || !strings.Contains(err.Error(), "type tier1.people and tier2.people") {
		t.Errorf("unknown people: %v", err)
	}
	for name, rota := range map[string]plan.Rota{"best": best, "own": own} {
		got := replay(t, in, rota, recorded(time.Date(2025, 2, 3, 0, 0, 0, 0, berlin(t)), 14, 8))
		want := map[string]float64{"best": r.Best.Typical.Tiers[0].Reach.Live[0].ServiceLevel, "own": r.People.Reached.Tiers[0].Live[0].ServiceLevel}[name]
		if live := got.Promises[0]; !live.Live || live.Formula != want || live.Promised != in.Desk.First.Promise.TargetShare || !live.Simulated.Defined {
			t.Errorf("%s: promise of live work %+v, the formula says %v", name, live, want)
		}
		if len(got.Promises) != 3 || got.Promises[2].Tier != 2 || got.Promises[2].Live || !got.FormulaGaveUp.OK || got.TargetHours != [2]float64{in.Deferred[0].Hours, in.Deferred[1].Hours} {
			t.Errorf("%s: promises %+v", name, got.Promises)
		}
		if got.WorstDay == nil || got.WorstWeek == nil || got.WorstDay.InTime.Value > got.WorstWeek.InTime.Value+1e-9 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
