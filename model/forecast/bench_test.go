package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"tiermix/model/forecast"
)

// desk is an invented daily history: weekdays, a season of the year, growth, holidays and a factor that a day's tickets share.
func desk(days int, cv float64) forecast.Daily {
	rng := rand.New(rand.NewPCG(1, 2))
	d := forecast.Daily{First: time.Date(2023, 1, 2, 0, 0, 0, 0, time.UTC)}
	for i := range days {
		day := d.First.AddDate(0, 0, i)
		mean := []float64{2, 40, 36, 34, 32, 28, 4}[day.Weekday()] * (1 + 0.1*float64(i)/365) * (1 + 0.15*math.Cos(2*math.Pi*float64(day.YearDay())/365))
		if day.Day() == 1 && day.Month()%2 == 1 {
			d.Holidays = append(d.Holidays, day)
			if w := day.Weekday(); w >= 1 && w <= 5 {
				mean *= 0.1
			}
		}
		mean *= math.Max(0, 1+cv*rng.NormFloat64())
		d.Counts = append(d.Counts, math.Max(0, math.Round(mean+math.Sqrt(mean)*rng.NormFloat64())))
	}
	for i := days; i < days+800; i++ {
		if day := d.First.AddDate(0, 0, i); day.Day() == 1 && day.Month()%2 == 1 {
			d.Holidays = append(d.Holidays, day)
		}
	}
	return d
}

func BenchmarkThreeYearsOfDays(b *testing.B) {
	d := desk(3*365, 0.1)
	for b.Loop() {
		if _, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 365}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTenYearsOfMonths(b *testing.B) {
	s := forecast.Series{First: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), Step: forecast.Month}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 120 {
		s.Values = append(s.Values, math.Round(800+4*float64(i)+100*math.Sin(float64(i)/6*math.Pi)+30*rng.NormFloat64()))
	}
	for b.Loop() {
		if _, err := forecast.Forecast(s, forecast.Options{Horizon: 12}); err != nil {
			b.Fatal(err)
		}
	}
}
