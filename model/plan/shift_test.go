package plan_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"tiermix/model/origin"
	"tiermix/model/plan"
	"tiermix/model/staffing"
)

// Without a word on shifts a full one is a contract day, a short one half of it, and both say so.
func TestShiftsFollowTheContract(t *testing.T) {
	in := build(t, office(), typedAs(map[string]float64{"hours.contract": 40, "hours.days_per_week": 5}))
	if want := (plan.Shifts{Full: 8 * time.Hour, Short: 4 * time.Hour, Break: 30 * time.Minute, Step: 30 * time.Minute}); in.Shifts != want {
		t.Errorf("got %+v, want %+v", in.Shifts, want)
	}
	for key, want := range map[string]string{
		"shift.hours":         "8 h (typed: contract hours over working days, in half hours)",
		"shift.short_hours":   "4 h (typed: half of a full shift, in half hours)",
		"shift.break_minutes": "30 min (default: tiermix example; § 4 ArbZG asks for 30 minutes above six hours and 45 above nine, 2026)",
	} {
		if got := trace(in, key); got != want {
			t.Errorf("%s = %s, want %s", key, got, want)
		}
	}
}

// What is typed is what people work: lengths, breaks and starts of every shift of the plan.
func TestTypedShiftsAreWorked(t *testing.T) {
	for name, c := range map[string]struct {
		typed  map[string]float64
		length map[time.Duration]bool // from coming to going
		pause  time.Duration          // of shifts of more than six hours
		step   time.Duration
	}{
		"ten hours, no short ones": {map[string]float64{"shift.hours": 9, "shift.short_hours": 0, "shift.break_minutes": 60},
			map[time.Duration]bool{10 * time.Hour: true}, time.Hour, 30 * time.Minute},
		"six hours take no break": {map[string]float64{"shift.hours": 6, "shift.short_hours": 3}, map[time.Duration]bool{6 * time.Hour: true, 3 * time.Hour: true}, 0, 30 * time.Minute},
		"starts every two hours":  {map[string]float64{"shift.hours": 4, "shift.short_hours": 4, "shift.start_minutes": 120}, map[time.Duration]bool{4 * time.Hour: true}, 0, 2 * time.Hour},
		"minutes become half hours": {map[string]float64{"shift.hours": 5.1, "shift.short_hours": 2.6, "shift.start_minutes": 50},
			map[time.Duration]bool{5 * time.Hour: true, 2*time.Hour + 30*time.Minute: true}, 0, time.Hour},
	} {
		in := build(t, office(), typedAs(c.typed))
		r, err := in.Weigh()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, tier := range r.Best.Typical.Tiers {
			for _, s := range tier.Cover.Shifts {
				checkShift(t, name, s, c.length, c.pause, c.step)
			}
		}
	}
}

func checkShift(t *testing.T, name string, s staffing.Shift, lengths map[time.Duration]bool, pause, step time.Duration) {
	t.Helper()
	length := s.End.Sub(s.Start)
	if !lengths[length] {
		t.Errorf("%s: a shift of %s", name, length)
	}
	want := 0
	if pause > 0 {
		want = 1
	}
	if len(s.Breaks) != want {
		t.Errorf("%s: %d breaks in %s, want %d", name, len(s.Breaks), length, want)
	}
	after := s.Start.Sub(s.Start.Truncate(24*time.Hour)) - 8*time.Hour // the office opens at 8
	if math.Mod(after.Hours(), step.Hours()) != 0 {
		t.Errorf("%s: a shift begins %s after opening", name, after)
	}
}

// A break costs nothing and takes people away; without one fewer or as many hours are paid.
func TestBreaksNeverSavePeople(t *testing.T) {
	hours := func(minutes float64) float64 {
		r, err := build(t, office(), typedAs(map[string]float64{"shift.break_minutes": minutes})).Weigh()
		if err != nil {
			t.Fatal(err)
		}
		return r.Best.Typical.Tiers[0].PaidHours
	}
	if without, with := hours(0), hours(60); without > with {
		t.Errorf("%g paid hours without a break, %g with an hour", without, with)
	}
}

func typedAs(amounts map[string]float64) map[string]origin.Value {
	typed := map[string]origin.Value{}
	for key, amount := range amounts {
		typed[key] = origin.Type(amount, "")
	}
	return typed
}

// What is rounded is told with both numbers, and what cannot be names all that is typed.
func TestShiftsThatCannotBe(t *testing.T) {
	in := build(t, office(), typedAs(map[string]float64{"shift.hours": 8, "shift.break_minutes": 45}))
	if n := len(in.Notes); n == 0 || in.Notes[n-1].EN != "A week is planned in half hours: shift.break_minutes of 0.75 h is planned as 1 h." {
		t.Errorf("notes %v", in.Notes)
	}
	if in := build(t, office(), typedAs(map[string]float64{"shift.hours": 8})); len(in.Notes) != 0 {
		t.Errorf("nothing is rounded, and there are notes: %v", in.Notes)
	}
	a := plan.Unsaid()
	a.Values = typedAs(map[string]float64{"shift.hours": 23, "shift.break_minutes": 180})
	_, err := plan.Build(office(), a)
	if err == nil || !strings.Contains(err.Error(), "shift.hours, shift.short_hours, shift.break_minutes: a shift of 23 h with a break of 3 h") {
		t.Errorf("got %v", err)
	}
}
