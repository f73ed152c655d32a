package salary

import (
	"errors"
	"fmt"
	"math"
	"time"

	"tiermix/model/origin"
)

// highestRaise a year; more is taken for a percentage typed as a number.
const highestRaise = 0.5

// Raise is a yearly rise of all salaries: for the first time on First and on the same day of every year after it. One that begins
// on 29 February falls on 1 March in common years.
type Raise struct {
	Share origin.Value // origin.Share, 0 .. 0.5: 0.03 is 3 % a year, compounding
	First time.Time    // the day; hours are left aside
}

// At returns the annual salary that holds on a day: s·(1 + p)ⁿ with n the raises from First up to that day, itself included.
//
// Errors: a salary that is not above 0, not finite or absurd, before the raises or after; a share out of range; no first day.
func (r Raise) At(annualSalary float64, currency string, day time.Time) (float64, error) {
	if err := errors.Join(r.check(), checkSalary("raise", annualSalary, currency)); err != nil {
		return 0, err
	}
	raised := annualSalary * math.Pow(1+r.Share.Amount, float64(r.count(day)))
	return raised, checkSalary("after the raises until "+day.Format(time.DateOnly), raised, currency)
}

// Average returns the mean annual salary over the days from .. to, both included: each day counts with the salary that holds on
// it. It is what a plan of that period pays, put as an amount a year.
//
// Errors: those of At, and to before from.
func (r Raise) Average(annualSalary float64, currency string, from, to time.Time) (float64, error) {
	from, to = date(from), date(to)
	if to.Before(from) {
		return 0, fmt.Errorf("raise: the last day %s lies before the first day %s", to.Format(time.DateOnly), from.Format(time.DateOnly))
	}
	if _, err := r.At(annualSalary, currency, to); err != nil {
		return 0, err
	}
	end := to.AddDate(0, 0, 1)
	weighted := 0.0
	for start, n := from, r.count(from); start.Before(end); n++ {
		next := r.anniversary(n)
		if next.After(end) {
			next = end
		}
		weighted += annualSalary * math.Pow(1+r.Share.Amount, float64(n)) * days(start, next)
		start = next
	}
	return weighted / days(from, end), nil
}

func (r Raise) check() error {
	err := checkUnit("yearly raise", r.Share, origin.Share, 0, highestRaise)
	if r.First.IsZero() {
		err = errors.Join(err, errors.New("yearly raise: no first day; give the day from which it holds"))
	}
	return err
}

// anniversary is the day of raise number n, counted from 0.
func (r Raise) anniversary(n int) time.Time { return date(r.First).AddDate(n, 0, 0) }

// count is the number of raises up to a day, itself included.
func (r Raise) count(day time.Time) int {
	day = date(day)
	n := max(0, day.Year()-r.First.Year())
	if r.anniversary(n).After(day) {
		return n
	}
	return n + 1
}

func date(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// days counts in seconds since 1970, since a time.Duration ends after 292 years.
func days(from, to time.Time) float64 { return float64(to.Unix()-from.Unix()) / (24 * 60 * 60) }
