package plan_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"tiermix/model/clock"
	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/tradeoff"
)

// saying is how many of a plan's sentences hold a text, each in both languages.
func saying(all []origin.Text, text string) int {
	n := 0
	for _, s := range all {
		if strings.Contains(s.EN, text) && s.DE != "" && s.DE != s.EN {
			n++
		}
	}
	return n
}

// weekdaysOnly is office's demand as five days from Monday to Friday tell it: a week's tickets, no whole week.
func weekdaysOnly() plan.Demand {
	d := office()
	d.From, d.To, d.Weeks = day(2025, 1, 6), day(2025, 1, 10), 5.0/7
	for i := range d.Channels {
		d.Channels[i].Tickets, d.Channels[i].Peak = 400, plan.Week{}
	}
	d.Categories = []plan.Category{{Key: "password", Tickets: 800, Tried: 800, Solved: 760, Second: 40}}
	return d
}

// Five days from Monday to Friday of a desk that is closed on the others are one week, not 5/7 of one: 800 tickets in 50 open
// hours. A peak week is not known, and is not told as 0.
func TestFiveDaysAreAWeek(t *testing.T) {
	in := build(t, weekdaysOnly(), nil)
	if got := in.Desk.Categories[0].Volume.Amount; math.Abs(got-16) > 1e-9 {
		t.Errorf("got %g tickets an open hour, want 16", got)
	}
	if in.Demand.HasPeak() || saying(in.Notes, "a week with most tickets, and the people that it would take, are not known") != 1 {
		t.Errorf("got peak %v and notes %v", in.Demand.HasPeak(), in.Notes)
	}
	if saying(in.Notes, "The period has no") != 0 {
		t.Errorf("days on which the desk is closed are not missed: %v", in.Notes)
	}
}

func TestDaysThatThePeriodDoesNotHave(t *testing.T) {
	d := weekdaysOnly()
	d.From, d.To, d.Weeks = day(2025, 1, 6), day(2025, 1, 8), 3.0/7
	in := build(t, d, nil)
	if saying(in.Notes, "The period has no Thursday, Friday: ") != 1 {
		t.Errorf("got %v", in.Notes)
	}
	for _, n := range build(t, office(), nil).Notes {
		t.Errorf("an ordinary desk: got %q, want no note", n.EN)
	}
}

// Calls while nobody is there cannot wait in line: 400 of 800 here come at the weekend.
func TestCallsOutsideOpeningHours(t *testing.T) {
	d := office()
	d.Channels[0].Tickets = 8000
	d.Channels[0].Typical[6][20] = 400
	in := build(t, d, nil)
	if saying(in.Notes, "50 % of the tickets on channels where customers wait in line came while the desk is closed") != 1 {
		t.Errorf("got %v", in.Notes)
	}
	d = office() // one call in 32,000 is rounded up and not to nothing
	d.Channels[0].Typical[6][20] = 0.0125
	if in := build(t, d, nil); saying(in.Notes, "0.1 % of the tickets on channels") != 1 {
		t.Errorf("one call: got %v", in.Notes)
	}
}

// A desk of which no ticket was ever at 2nd level gets one planned, from half a ticket in every share, and is told; where the shares are
// typed as 1 it needs nobody there, and nothing is paid.
func TestNoSecondLevelAtAll(t *testing.T) {
	d := office()
	d.Categories = []plan.Category{{Key: "password", Tickets: 8000, Tried: 8000, Solved: 8000}}
	if in := build(t, d, nil); saying(in.Notes, "No ticket of the period was at 2nd level") != 1 {
		t.Errorf("got %v", in.Notes)
	}
	in := build(t, d, map[string]origin.Value{"category.password.solve": origin.Type(1, origin.Share)})
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Today.Tiers[1]; got.Heads != 0 || got.PerYear != 0 || got.Gross != 0 || len(in.Notes) > 0 {
		t.Errorf("all solved: got %+v and %v, want nobody at 2nd level", got, in.Notes)
	}
	if tiers := r.Today.Typical.Tiers; len(tiers[1].Reach.Live)+len(tiers[1].Reach.Deferred) != 0 || len(tiers[0].Reach.Live) != 1 {
		t.Errorf("a tier without tickets has a figure of service: %+v", tiers[1].Reach)
	}
}

// A look is a part of the work: 10 minutes solved and 5 passed on stay 10 and 5 when it is said to take 7, and work typed as 0
// stays 0.
func TestLooksThatAreLongerThanTheWork(t *testing.T) {
	in := build(t, office(), map[string]origin.Value{
		"tier1.diagnosis_minutes": origin.Type(7, "min"), "category.rare.solved_minutes": origin.Type(0, "min"), "category.rare.passed_minutes": origin.Type(0, "min")})
	for i, want := range [][2]float64{{10, 5}, {10, 5}, {0, 0}} {
		c := in.Desk.Categories[i]
		if solved, passed := c.Diagnosis.Amount+c.Solved.Amount, c.Diagnosis.Amount+c.Failed.Amount; solved != want[0] || passed != want[1] {
			t.Errorf("%s: got %g and %g minutes, want %v", c.Key, solved, passed, want)
		}
	}
	if saying(in.Notes, `The first look of 7 min (tier1.diagnosis_minutes) is longer than the work on a ticket that it is a part of in 3 of 3 categories, such as "password" (5 min)`) != 1 {
		t.Errorf("got %v", in.Notes)
	}
}

// What is typed for the whole desk comes before what is measured for a category, and what is typed for a category before both.
func TestTypedForAllComesBeforeMeasured(t *testing.T) {
	in := build(t, office(), map[string]origin.Value{
		"tier1.solved_minutes": origin.Type(60, "min"), "tier1.passed_minutes": origin.Type(30, "min"), "tier2.minutes": origin.Type(90, "min"),
		"return_share": origin.Type(0.5, origin.Share), "category.database.second_minutes": origin.Type(45, "min")})
	for i, second := range []float64{90, 45, 90} {
		c := in.Desk.Categories[i]
		if c.Solved.Amount != 58 || c.Failed.Amount != 28 || c.Second.Amount != second || c.Return.Amount != 0.5 {
			t.Errorf("%s: got %g, %g, %g, %g; want 58, 28, %g, 0.5", c.Key, c.Solved.Amount, c.Failed.Amount, c.Second.Amount, c.Return.Amount, second)
		}
		if c.Solved.Source != "as tier1.solved_minutes" || c.Solved.Kind != origin.Typed {
			t.Errorf("%s: solved minutes are %s", c.Key, c.Solved.Value)
		}
	}
}

func TestShiftsThatDoNotFit(t *testing.T) {
	in := build(t, office(), map[string]origin.Value{"shift.hours": origin.Type(23, "h"), "shift.short_hours": origin.Type(11, "h")})
	for _, want := range []string{"A full shift of 23 h is longer than the desk is open on any day (10 h)", "A short shift of 11 h is longer than the desk is open"} {
		if saying(in.Notes, want) != 1 {
			t.Errorf("got %v, want %q", in.Notes, want)
		}
	}
	a := plan.Unsaid()
	a.Values = map[string]origin.Value{"shift.hours": origin.Type(4, "h"), "shift.short_hours": origin.Type(5, "h")}
	if _, err := plan.Build(office(), a); err == nil || !strings.HasPrefix(err.Error(), "shift.short_hours = 5: a short shift is no longer than a full one, which has 4 h;") {
		t.Errorf("a short shift longer than a full one: got %v", err)
	}
}

// A plan says what was typed in vain, of many slips the first ones.
func TestTypedInVain(t *testing.T) {
	in := build(t, office(), map[string]origin.Value{"category.pasword.solve": origin.Type(1, origin.Share), "training.cost": origin.Type(0, plan.Money)})
	for _, want := range []string{`In vain: solve is typed for category "pasword", which no ticket of the period has.`, "In vain: training.cost = 0: "} {
		if saying(in.Notes, want) != 1 {
			t.Errorf("got %v, want %q", in.Notes, want)
		}
	}
	many := map[string]origin.Value{}
	for i := range 40 {
		many[plan.CategoryKey(strings.Repeat("x", i+1), "solve")] = origin.Type(1, origin.Share)
	}
	if in := build(t, office(), many); len(in.Notes) != 11 || saying(in.Notes, "In vain: 30 more; ") != 1 {
		t.Errorf("got %d notes: %v", len(in.Notes), in.Notes)
	}
}

// Two models say of swapped tiers the same; a plan says it once.
func TestSwappedTiersAreToldOnce(t *testing.T) {
	in := build(t, office(), map[string]origin.Value{"tier1.salary": origin.Type(60_000, "EUR/year"), "tier2.salary": origin.Type(30_001, "EUR/year")})
	r, err := in.Weigh()
	if err != nil {
		t.Fatal(err)
	}
	if n := saying(r.Notes(), "swapped?"); n != 1 {
		t.Errorf("told %d times: %v", n, r.Notes())
	}
}

func TestPeriodWithoutTickets(t *testing.T) {
	d := office()
	d.Categories = nil
	_, err := plan.Build(d, plan.Unsaid())
	if want := "demand: no ticket was created from 2025-01-06 to 2025-03-16; choose a period that the desk's records cover"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	d.LeftOut = 3
	if _, err := plan.Build(d, plan.Unsaid()); err == nil || !strings.HasPrefix(err.Error(), "demand: no ticket of the period has a tier (3 without)") {
		t.Errorf("tickets without a tier: got %v", err)
	}
}

// Numbers of weeks that give no interval, or no answer in time, are refused.
func TestCheckOptions(t *testing.T) {
	for weeks, right := range map[int]bool{-1: false, 0: false, 1: false, 2: true, 10_000: true, 10_001: false, math.MaxInt: false} {
		if err := (plan.CheckOptions{Weeks: weeks}).Check(); (err == nil) != right {
			t.Errorf("%d weeks: got %v", weeks, err)
		}
	}
	in := build(t, office(), nil)
	if _, err := in.Simulate(t.Context(), plan.Side{Policy: tradeoff.Policy{}}, plan.CheckOptions{Weeks: 1}); err == nil || !strings.Contains(err.Error(), "simulation of 1 weeks") {
		t.Errorf("got %v", err)
	}
}

// What makes the need is told of the hours that need somebody, be they ever so few of a desk that is open round the clock.
func TestNightsDoNotHideWhatBinds(t *testing.T) {
	d := office()
	for weekday := range d.Calendar.Week {
		d.Calendar.Week[weekday] = []clock.Span{{Closes: 24 * time.Hour}}
	}
	var noon plan.Week
	noon[2][24] = 4
	d.Channels = []plan.Channel{{Name: "phone", Tickets: 40, Typical: noon, Peak: noon}}
	d.Categories = []plan.Category{{Key: "password", Tickets: 40, Tried: 40, Solved: 40}}
	r, err := build(t, d, map[string]origin.Value{"category.password.solve": origin.Type(1, origin.Share)}).Weigh()
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Today.Tiers; got[0].Binds != "service level" || got[1].Binds != "nothing" || got[0].Heads < 1 || got[1].Heads != 0 {
		t.Errorf("got %+v", got)
	}
}
