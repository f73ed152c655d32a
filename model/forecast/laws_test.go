package forecast_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tiermix/model/forecast"
	"tiermix/model/origin"
)

// Any counts give numbers, never a NaN, nothing below 0, and the same numbers for the same seed.
func TestAnyCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.SampledFrom([]forecast.Step{forecast.Day, forecast.Week, forecast.Month}).Draw(t, "step")
		s := forecast.Series{First: monday, Step: step, Season: rapid.IntRange(0, 8).Draw(t, "season")}
		for _, v := range rapid.SliceOfN(rapid.IntRange(0, 60), 4, 50).Draw(t, "counts") {
			s.Values = append(s.Values, float64(max(0, v-10)))
		}
		o := forecast.Options{Horizon: rapid.IntRange(1, 20).Draw(t, "horizon")}
		r, err := forecast.Forecast(s, o)
		if err != nil {
			t.Skip("too short once the ends are cut")
		}
		again, err := forecast.Forecast(s, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, cmpopts.IgnoreUnexported(forecast.Result{})); diff != "" {
			t.Fatalf("another time:\n%s", diff)
		}
		for _, p := range r.Points {
			if !(p.Mean >= 0) || !(p.Ranges[1].Low <= p.Ranges[0].Low && p.Ranges[0].Low <= p.Ranges[0].High && p.Ranges[0].High <= p.Ranges[1].High) {
				t.Fatalf("%s: %v", r.Method, p)
			}
		}
	})
}

// Noise about a mean: the rule of one standard error leaves the averages in some of the series, as one of many methods is better by luck, but what is
// taken then says nearly the same.
func TestNoiseIsForecastAsItsMean(t *testing.T) {
	const tried, mean, sd, length = 20, 100.0, 10.0, 80
	averages, wrong := 0, 0.0
	for seed := range uint64(tried) {
		rng := rand.New(rand.NewPCG(seed, 9))
		s := forecast.Series{First: monday, Step: forecast.Week, Season: 1}
		for range length {
			s.Values = append(s.Values, math.Round(mean+sd*rng.NormFloat64()))
		}
		r, err := forecast.Forecast(s, forecast.Options{Horizon: 8})
		if err != nil {
			t.Fatal(err)
		}
		if r.Method == forecast.Mean || r.Method == forecast.RecentMean {
			averages++
		}
		for _, p := range r.Points {
			wrong += (p.Mean - mean) * (p.Mean - mean) / tried / float64(len(r.Points))
		}
	}
	t.Logf("an average stayed in %d of %d; root of the mean squared error of the mean: %.2f", averages, tried, math.Sqrt(wrong))
	// Against the noise of a step itself, what the choice adds stays small: a tenth of its variance.
	if wrong > 0.1*sd*sd {
		t.Errorf("the mean is off by %.2f, a step by %.0f", math.Sqrt(wrong), sd)
	}
	if averages < tried*3/4 {
		t.Errorf("an average stayed in %d of %d", averages, tried)
	}
}

// The paths are what the ranges are read from.
func TestPathsHaveTheRanges(t *testing.T) {
	r, err := forecast.ForecastDaily(desk(400, 0.1), forecast.Options{Horizon: 28})
	if err != nil {
		t.Fatal(err)
	}
	all := r.Paths(rand.New(rand.NewPCG(5, 6)), 2000)
	for k, p := range r.Points {
		within := 0
		for _, path := range all {
			if p.Ranges[0].Low <= path[k] && path[k] <= p.Ranges[0].High {
				within++
			}
		}
		if share := float64(within) / float64(len(all)); math.Abs(share-0.8) > 0.08 && p.Mean > 5 {
			t.Errorf("day %d: %.3f of the paths lie within the interval of 0.8", k, share)
		}
	}
}

// The calendar method finds what the desk was made of: quiet holidays, and a factor of 0.1 that a day's tickets share.
func TestCalendarFindsTheDesk(t *testing.T) {
	r, err := forecast.ForecastDaily(desk(3*365, 0.1), forecast.Options{Horizon: 365, Methods: []forecast.Method{forecast.Calendar}})
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Factor; f.Low > 0.1 || f.High < 0.1 || f.Days < 1000 {
		t.Errorf("day factor %+v, made with 0.1", f)
	}
	quietHolidays(t, r)
	if months := r.Months.Points; len(months) != 11 && len(months) != 12 || len(r.Months.Coverage) != 2 {
		t.Errorf("got %d months, coverage %v", len(months), r.Months.Coverage)
	}
}

// quietHolidays wants each holiday on a working day to have less than half of the tickets of the same weekday after it.
func quietHolidays(t *testing.T, r forecast.DailyResult) {
	t.Helper()
	found := 0
	for k, p := range r.Points {
		day := p.First
		if day.Day() != 1 || day.Month()%2 != 1 || day.Weekday() == time.Sunday || day.Weekday() == time.Saturday || k+7 >= len(r.Points) {
			continue
		}
		if found++; p.Mean > r.Points[k+7].Mean/2 || p.Ranges[1].High > r.Points[k+7].Mean {
			t.Errorf("%s: the holiday %s has %.1f, up to %.1f; the same weekday after it %.1f",
				r.Method, day.Format("2006-01-02"), p.Mean, p.Ranges[1].High, r.Points[k+7].Mean)
		}
	}
	if found == 0 {
		t.Error("the days ahead hold no holiday")
	}
}

// Holidays are quiet by every method, the plain averages too; and they do not pull down the weekday that they fall on, nor widen its interval.
func TestHolidaysAreOnTopOfEveryMethod(t *testing.T) {
	d := desk(3*365, 0.1)
	without := d
	without.Holidays = nil
	for _, m := range []forecast.Method{forecast.SeasonalNaive, forecast.SeasonalMean, forecast.RecentMean, forecast.SES, forecast.HoltWintersA, forecast.ETS, forecast.Theta} {
		o := forecast.Options{Horizon: 120, Methods: []forecast.Method{m}}
		r, err := forecast.ForecastDaily(d, o)
		if err != nil {
			t.Fatal(err)
		}
		blind, err := forecast.ForecastDaily(without, o)
		if err != nil {
			t.Fatal(err)
		}
		quietHolidays(t, r)
		if a, b := r.Backtest[0].WAPE, blind.Backtest[0].WAPE; a >= b {
			t.Errorf("%s: WAPE %.3f, without holidays %.3f", m, a, b)
		}
	}
}

// With fewer than three holidays on working days nothing is made of them, and that is said.
func TestFewHolidaysSayNothing(t *testing.T) {
	d := desk(200, 0)
	d.Holidays = d.Holidays[:2]
	r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 30, Methods: []forecast.Method{forecast.SeasonalMean}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(r.Notes, func(n origin.Text) bool { return strings.HasPrefix(n.EN, "fewer than 3 holidays fell on working days") }) {
		t.Errorf("notes %v", r.Notes)
	}
}

// A trend that falls below 0 is held there, and its intervals do not claim that nothing can come.
func TestFallingBelowZeroIsNoCertainty(t *testing.T) {
	rng, counts := rand.New(rand.NewPCG(1, 2)), make([]float64, 60)
	for i := range counts {
		counts[i] = math.Max(0, 300-5*float64(i)+20*rng.NormFloat64())
	}
	r, err := forecast.Forecast(forecast.Series{First: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Step: forecast.Day, Values: counts},
		forecast.Options{Horizon: 60, Methods: []forecast.Method{forecast.Drift, forecast.Holt}})
	if err != nil {
		t.Fatal(err)
	}
	last := r.Points[len(r.Points)-1]
	if last.Mean != 0 || !(last.Ranges[0].High > 0 && last.Ranges[1].High > last.Ranges[0].High) {
		t.Errorf("the last day %+v", last)
	}
}

// Days that are only Poisson have no factor to speak of.
func TestNoDayFactorInPoissonDays(t *testing.T) {
	r, err := forecast.ForecastDaily(desk(3*365, 0), forecast.Options{Horizon: 7, Methods: []forecast.Method{forecast.SeasonalMean}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Factor.Low > 0 || r.Factor.CV > 0.05 {
		t.Errorf("got %+v", r.Factor)
	}
}

func TestProfile(t *testing.T) {
	var counts [7][24]float64
	counts[1][9], counts[2][10] = 30, 10
	p, err := forecast.ProfileOf(counts, 4)
	if err != nil || p.Shares[1][9] != 0.75 || p.Shares[2][10] != 0.25 || len(p.Notes) != 1 {
		t.Errorf("got %+v, %v", p, err)
	}
	counts[3][4] = -1
	if _, err := forecast.ProfileOf(counts, 4); err == nil || err.Error() != "Wednesday, hour 4: -1 is not a count of tickets" {
		t.Errorf("got %v", err)
	}
	if _, err := forecast.ProfileOf([7][24]float64{}, 4); err == nil {
		t.Error("no tickets make no profile")
	}
}
