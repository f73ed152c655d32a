package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/forecast"
)

// busyMonths are months with level, slope, season and noise, all well above 0.
func busyMonths(t *rapid.T) forecast.Series {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	s := forecast.Series{First: monday, Step: forecast.Month}
	slope, season := rapid.Float64Range(-2, 4).Draw(t, "slope"), rapid.Float64Range(0, 80).Draw(t, "season")
	for i := range rapid.IntRange(40, 70).Draw(t, "length") {
		s.Values = append(s.Values, math.Round(600+slope*float64(i)+season*math.Sin(float64(i)/6*math.Pi)+20*rng.NormFloat64()))
	}
	return s
}

func only(t *rapid.T, s forecast.Series, m forecast.Method) []forecast.Point {
	r, err := forecast.Forecast(s, forecast.Options{Horizon: 12, Methods: []forecast.Method{m}, Origins: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r.Points
}

// Twice the tickets are twice the forecast. The methods that search for parameters end near the same place and not on it.
func TestScalingScales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := busyMonths(t)
		factor := rapid.SampledFrom([]float64{2, 3, 10}).Draw(t, "factor")
		m := rapid.SampledFrom([]forecast.Method{forecast.Mean, forecast.Naive, forecast.SeasonalNaive, forecast.SeasonalMean, forecast.Drift, forecast.SES, forecast.Theta}).Draw(t, "method")
		compare(t, only(t, s, m), only(t, mapped(s, func(v float64) float64 { return factor * v }), m), func(v float64) float64 { return factor * v }, m)
	})
}

// A hundred tickets more each month are a hundred more of the forecast, for methods that add.
func TestShiftingShifts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := busyMonths(t)
		m := rapid.SampledFrom([]forecast.Method{forecast.Mean, forecast.Naive, forecast.SeasonalNaive, forecast.SeasonalMean, forecast.Drift, forecast.SES}).Draw(t, "method")
		more := func(v float64) float64 { return v + 100 }
		compare(t, only(t, s, m), only(t, mapped(s, more), m), more, m)
	})
}

func mapped(s forecast.Series, f func(float64) float64) forecast.Series {
	values := make([]float64, len(s.Values))
	for i, v := range s.Values {
		values[i] = f(v)
	}
	s.Values = values
	return s
}

func compare(t *rapid.T, before, after []forecast.Point, f func(float64) float64, m forecast.Method) {
	within := 1e-9
	if m == forecast.SES || m == forecast.Theta {
		within = 1e-3
	}
	for k, p := range before {
		if want := f(p.Mean); math.Abs(after[k].Mean-want) > within*want {
			t.Fatalf("%s, month %d: %v, want %v", m, k+1, after[k].Mean, want)
		}
	}
}

// A strong season is not left to the mean of all steps.
func TestStrongSeasonIsTaken(t *testing.T) {
	for seed := range uint64(10) {
		rng := rand.New(rand.NewPCG(seed, 10))
		s := forecast.Series{First: monday, Step: forecast.Month}
		for i := range 72 {
			s.Values = append(s.Values, math.Round(500+200*math.Sin(float64(i)/6*math.Pi)+20*rng.NormFloat64()))
		}
		r, err := forecast.Forecast(s, forecast.Options{Horizon: 12})
		if err != nil {
			t.Fatal(err)
		}
		if r.Method == forecast.Mean || r.Method == forecast.Naive || r.Method == forecast.Drift || r.Method == forecast.SES {
			t.Errorf("seed %d: %s", seed, r.Method)
		}
		for k, p := range r.Points {
			if want := 500 + 200*math.Sin(float64(72+k)/6*math.Pi); math.Abs(p.Mean-want) > 60 {
				t.Errorf("seed %d, month %d: %.0f, want %.0f", seed, k+1, p.Mean, want)
			}
		}
	}
}
