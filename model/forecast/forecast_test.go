package forecast_test

import (
	"testing"
	"time"

	"tiermix/model/forecast"
)

var berlin = time.FixedZone("CET", 3600)

func TestDailySumsAreThoseOfTheDays(t *testing.T) {
	d := forecast.Daily{First: time.Date(2025, 1, 6, 0, 0, 0, 0, berlin)}
	for i := range 120 {
		d.Counts = append(d.Counts, []float64{30, 28, 27, 25, 20, 3, 1}[i%7]+float64(i*7%5))
	}
	r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 90})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Points) != 90 || len(r.Months.Points) != 2 || len(r.Weeks.Points) != 12 {
		t.Fatalf("got %d days, %d weeks, %d months", len(r.Points), len(r.Weeks.Points), len(r.Months.Points))
	}
	for _, w := range r.Weeks.Points {
		if w.First.Weekday() != time.Monday {
			t.Errorf("%s is no Monday", w.First)
		}
		for _, in := range w.Ranges {
			if !(in.Low <= w.Mean && w.Mean <= in.High) {
				t.Errorf("%s: %v outside of %v", w.First, w.Mean, in)
			}
		}
	}
}

func TestDaysAhead(t *testing.T) {
	for _, c := range []struct {
		behind string
		months int
		want   int
	}{{"2026-11-26", 12, 5 + 365}, {"2026-12-01", 1, 31}, {"2024-01-31", 1, 1 + 29}} {
		at, err := time.Parse(time.DateOnly, c.behind)
		if err != nil {
			t.Fatal(err)
		}
		if got := forecast.DaysAhead(at, c.months); got != c.want {
			t.Errorf("%s + %d: got %d, want %d", c.behind, c.months, got, c.want)
		}
	}
}
