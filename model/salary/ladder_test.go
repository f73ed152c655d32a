package salary_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/origin"
	"tiermix/model/salary"
)

func typed(unit string, amount float64) origin.Value { return origin.Type(amount, unit) }

// fullTime is 40 hours on five days.
func fullTime() salary.Hours {
	return salary.Hours{
		Contract: typed(salary.HoursPerWeek, 40), DaysPerWeek: typed(salary.DaysPerWeek, 5), Vacation: typed(salary.DaysPerYear, 30),
		Holidays: typed(salary.DaysPerYear, 9), Sickness: typed(salary.DaysPerYear, 11), Training: typed(salary.DaysPerYear, 5),
		Meetings: typed(salary.HoursPerWeek, 4),
	}
}

// By hand: 40 · 52.1775 = 2,087.1; 55 days of 8 hours leave 1,647.1; a tenth of it are meetings, 164.71; then 82.39 hours and 5 %.
func TestLadder(t *testing.T) {
	h := fullTime()
	h.Other = []salary.Shrinkage{
		{Name: origin.Text{EN: "works council", DE: "Betriebsrat"}, Amount: typed(salary.HoursPerYear, 82.39)},
		{Name: origin.Text{EN: "breaks", DE: "Pausen"}, Amount: typed(origin.Share, 0.05)},
	}
	l, err := h.Ladder()
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		key         string
		hours, left float64
	}{
		{"vacation", 240, 1_847.1}, {"holidays", 72, 1_775.1}, {"sickness", 88, 1_687.1}, {"training", 40, 1_647.1},
		{"meetings", 164.71, 1_482.39}, {"other", 82.39, 1_400}, {"other", 70, 1_330},
	}
	for i, w := range want {
		if got := l.Rungs[i]; got.Key != w.key || math.Abs(got.Hours-w.hours) > 1e-9 || math.Abs(got.Left-w.left) > 1e-9 {
			t.Errorf("rung %d: got %s %v, left %v, want %+v", i, got.Key, got.Hours, got.Left, w)
		}
	}
	if math.Abs(l.Contract-2_087.1) > 1e-9 || math.Abs(l.Productive-1_330) > 1e-9 || math.Abs(l.Shrinkage-(1-1_330/2_087.1)) > 1e-12 {
		t.Errorf("got %v of %v, shrinkage %v", l.Productive, l.Contract, l.Shrinkage)
	}
	if l.Weakest != origin.Typed || len(l.Rungs) != len(want) {
		t.Errorf("got %s with %d rungs, want typed with %d", l.Weakest, len(l.Rungs), len(want))
	}
}

func TestLadderSumsToContractHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := func(name, unit string, top float64) origin.Value {
			return typed(unit, rapid.Float64Range(0, top).Draw(t, name))
		}
		h := salary.Hours{
			Contract:    typed(salary.HoursPerWeek, rapid.Float64Range(10, 60).Draw(t, "contract")),
			DaysPerWeek: typed(salary.DaysPerWeek, rapid.Float64Range(3, 6).Draw(t, "days")),
			Vacation:    amount("vacation", salary.DaysPerYear, 35), Holidays: amount("holidays", salary.DaysPerYear, 15),
			Sickness: amount("sickness", salary.DaysPerYear, 30), Training: amount("training", salary.DaysPerYear, 15),
			Meetings: amount("meetings", salary.HoursPerWeek, 5),
			Other:    []salary.Shrinkage{{Name: origin.Text{EN: "x", DE: "x"}, Amount: amount("other", origin.Share, 0.5)}},
		}
		l, err := h.Ladder()
		if err != nil {
			t.Fatal(err)
		}
		sum, shares := l.Productive, 1-l.Shrinkage
		for _, r := range l.Rungs {
			sum, shares = sum+r.Hours, shares+r.Share
			if r.Hours < 0 || r.Left <= 0 {
				t.Fatalf("%+v", r)
			}
		}
		if math.Abs(sum-l.Contract) > 1e-9 || math.Abs(shares-1) > 1e-12 {
			t.Fatalf("hours add up to %v of %v, shares to %v", sum, l.Contract, shares)
		}
	})
}

func TestLadderWithNothingLeft(t *testing.T) {
	h := fullTime()
	h.Sickness = typed(salary.DaysPerYear, 300)
	_, err := h.Ladder()
	if want := "sickness: takes 2,400 of the 1,775.1 hours a year that are left; nothing would remain to work on tickets"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	h = fullTime()
	h.Meetings = typed(salary.HoursPerWeek, 40)
	if _, err = h.Ladder(); err == nil || !strings.HasPrefix(err.Error(), "meetings: takes 1,647.1 of the 1,647.1") {
		t.Errorf("all week in meetings: got %v", err)
	}
	h = fullTime()
	h.Other = []salary.Shrinkage{{Name: origin.Text{EN: "projects", DE: "Projekte"}, Amount: typed(origin.Share, 1)}}
	if _, err = h.Ladder(); err == nil || !strings.HasPrefix(err.Error(), "projects: takes") {
		t.Errorf("nothing but projects: got %v", err)
	}
}

func TestLadderReportsAllFaults(t *testing.T) {
	_, err := salary.Hours{
		Contract: typed(salary.HoursPerWeek, 0), DaysPerWeek: typed(salary.DaysPerWeek, 8), Vacation: typed(salary.HoursPerWeek, 30),
		Holidays: typed(salary.DaysPerYear, -1), Sickness: typed(salary.DaysPerYear, math.NaN()), Training: origin.Assume(5, salary.DaysPerYear, "", 0),
		Other: []salary.Shrinkage{{Amount: typed(origin.Share, 0.1)}, {Name: origin.Text{EN: "x", DE: "x"}, Amount: typed("%", 5)}},
	}.Ladder()
	want := `contract hours: 0 h/week must lie within 1 and 84
working days: 8 days/week must lie within 1 and 7
vacation: unit "h/week" must be "days/year"
public holidays: -1 days/year must lie within 0 and 366
sickness: NaN is not a finite number
training: a default needs source and year, this one has source "" and year 0
meetings: not given; give an amount and say whether it is measured, typed or a default
other shrinkage: needs a name in English and German
x: unit "%" must be one of days/year, h/year, h/week, share`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestExampleHoursAreNamedDefaults(t *testing.T) {
	l, err := salary.ExampleHours().Ladder()
	if err != nil || l.Weakest != origin.Default || l.Productive < 1_400 || l.Productive > 1_700 {
		t.Errorf("got %+v, %v", l, err)
	}
	for _, r := range l.Rungs {
		if r.Amount.Kind != origin.Default || r.Amount.Source == "" || r.Amount.Year == 0 || r.Name.DE == "" {
			t.Errorf("%s: %v", r.Key, r.Amount)
		}
	}
}

func ExampleHours_Ladder() {
	l, err := salary.ExampleHours().Ladder()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%-16s %7.1f h\n", "contract", l.Contract)
	for _, r := range l.Rungs {
		fmt.Printf("%-16s %7.1f h\n", r.Name.EN, -r.Hours)
	}
	fmt.Printf("%-16s %7.1f h, shrinkage %.1f %%\n", "productive", l.Productive, 100*l.Shrinkage)
	// Output:
	// contract          2008.8 h
	// vacation          -154.0 h
	// public holidays    -53.9 h
	// sickness          -114.0 h
	// training           -38.5 h
	// meetings           -85.6 h
	// productive        1562.8 h, shrinkage 22.2 %
}
