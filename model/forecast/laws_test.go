package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tiermix/model/forecast"
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
	d := desk(3*365, 0.1)
	r, err := forecast.ForecastDaily(d, forecast.Options{Horizon: 365})
	if err != nil {
		t.Fatal(err)
	}
	if r.Method != forecast.Calendar {
		t.Errorf("%s was chosen", r.Method)
	}
	if f := r.Factor; f.Low > 0.1 || f.High < 0.1 || f.Days < 1000 {
		t.Errorf("day factor %+v, made with 0.1", f)
	}
	for k, p := range r.Points {
		if day := p.First; day.Day() == 1 && day.Month()%2 == 1 && day.Weekday() > 0 && day.Weekday() < 6 && p.Mean > r.Points[k+7].Mean/2 {
			t.Errorf("the holiday %s has %.1f, the same weekday after it %.1f", day.Format("2006-01-02"), p.Mean, r.Points[k+7].Mean)
		}
	}
	if months := r.Months.Points; len(months) != 11 && len(months) != 12 || len(r.Months.Coverage) != 2 {
		t.Errorf("got %d months, coverage %v", len(months), r.Months.Coverage)
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
