package rate_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// Weeks in remission of leukaemia patients under 6-MP and placebo, 21 each; + is censored. E. J. Freireich and others, Blood 21 (1963),
// 699-716, as in D. R. Cox, D. Oakes, Analysis of Survival Data (1984), table 1.1.
var (
	mercaptopurine = weeks([]float64{6, 6, 6, 7, 10, 13, 16, 22, 23}, []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
	placebo        = weeks([]float64{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}, nil)
)

func weeks(ended, censored []float64) rate.Survival {
	return rate.NewSurvival(lifetimes(ended, censored))
}

func lifetimes(ended, censored []float64) []rate.Lifetime {
	var all []rate.Lifetime
	for _, at := range censored {
		all = append(all, rate.Lifetime{At: at, Censored: 1})
	}
	for _, at := range ended {
		all = append(all, rate.Lifetime{At: at, Ended: 1})
	}
	return all
}

// The published table: D. G. Kleinbaum, M. Klein, Survival Analysis, 3rd ed. (2012), table 2.2 and the output in section VI of chapter 2
// (standard errors by Greenwood's formula); median 23 weeks for 6-MP and 8 for placebo.
func TestKaplanMeierOfThe6MPTrial(t *testing.T) {
	want := []struct {
		at           float64
		risk, ended  int
		share, error float64
	}{
		{6, 21, 3, 0.8571, 0.0764}, {7, 17, 1, 0.8067, 0.0869}, {10, 15, 1, 0.7529, 0.0963}, {13, 12, 1, 0.6902, 0.1068},
		{16, 11, 1, 0.6275, 0.1141}, {22, 7, 1, 0.5378, 0.1282}, {23, 6, 1, 0.4482, 0.1346},
	}
	curve := mercaptopurine.Curve()
	if len(curve) != len(want) || mercaptopurine.Ended() != 9 || mercaptopurine.Censored() != 12 {
		t.Fatalf("%d steps, %d ended, %d censored", len(curve), mercaptopurine.Ended(), mercaptopurine.Censored())
	}
	for i, w := range want {
		got := curve[i]
		if got.At != w.at || got.AtRisk != w.risk || got.Ended != w.ended || !near(got.Share, w.share, 5e-5) || !near(got.Share*math.Sqrt(got.Spread), w.error, 5e-5) {
			t.Errorf("week %v: got %+v, standard error %.4f, want %+v", w.at, got, got.Share*math.Sqrt(got.Spread), w)
		}
	}
	if median, ok := mercaptopurine.Quantile(0.5); !ok || median != 23 {
		t.Errorf("median %v (%t), want 23", median, ok)
	}
	if median, ok := placebo.Quantile(0.5); !ok || median != 8 {
		t.Errorf("median of the placebo group %v (%t), want 8", median, ok)
	}
	if _, ok := mercaptopurine.Quantile(0.9); ok {
		t.Error("p90: got a time, want none: 45 % were in remission when last seen")
	}
}

// R's survfit(conf.type = "log-log") gives 13 to NA for the median of 6-MP and 4 to 11 for placebo, and at week 10 the interval 0.503 to 0.889;
// worked out again here by hand: ln(-ln 0.7529) ± 1.96 · 0.1279 / 0.2838.
func TestIntervalsOfThe6MPTrial(t *testing.T) {
	low, high, lowOK, highOK := mercaptopurine.Interval(0.5, 0.95)
	if !lowOK || low != 13 || highOK {
		t.Errorf("6-MP: %v (%t) to %v (%t), want 13 and not reached", low, lowOK, high, highOK)
	}
	low, high, lowOK, highOK = placebo.Interval(0.5, 0.95)
	if !lowOK || low != 4 || !highOK || high != 11 {
		t.Errorf("placebo: %v (%t) to %v (%t), want 4 to 11", low, lowOK, high, highOK)
	}
	low, high, ok := mercaptopurine.Curve()[2].Interval(0.95)
	if !ok || !near(low, 0.503, 6e-4) || !near(high, 0.889, 6e-4) {
		t.Errorf("week 10: %.4f to %.4f (%t), want 0.503 to 0.889", low, high, ok)
	}
}

// The log-rank statistic of the trial is 16.79 (Kleinbaum and Klein, chapter 2), so that p = 4.2e-5.
func TestLogRankOfThe6MPTrial(t *testing.T) {
	p, sooner := rate.CompareSurvival(mercaptopurine, placebo)
	if !near(p, math.Erfc(math.Sqrt(16.79/2)), 2e-7) || !near(sooner, 9-19.25, 5e-3) {
		t.Errorf("p = %v, %v more ended, want chi² 16.79 and 9 against 19.25 expected", p, sooner)
	}
	if back, later := rate.CompareSurvival(placebo, mercaptopurine); !near(p, back, 1e-15) || !near(sooner, -later, 1e-9) {
		t.Errorf("p = %v one way and %v the other", p, back)
	}
	if p, _ := rate.CompareSurvival(weeks(nil, []float64{3}), weeks([]float64{5}, nil)); !math.IsNaN(p) {
		t.Errorf("nothing ended while both ran: p = %v", p)
	}
}

func near(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance }

// Where nothing is censored the quantile is the usual one of a sample, and the share is a plain share.
func TestNothingCensoredIsThePlainSample(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(0, 30).Draw(t, "value")) }), 1, 40).Draw(t, "values")
		s := weeks(values, nil)
		slices.Sort(values)
		q := rapid.Float64Range(0.01, 0.99).Draw(t, "q")
		place := q * float64(len(values)-1)
		under := values[int(place)]
		want := under
		if int(place)+1 < len(values) {
			want += (place - math.Floor(place)) * (values[int(place)+1] - under)
		}
		if got, ok := s.Quantile(q); !ok || !near(got, want, 1e-6) {
			t.Fatalf("quantile %v of %v: got %v, want %v", q, values, got, want)
		}
		for _, x := range s.Curve() {
			above := 0
			for _, v := range values {
				if v > x.At {
					above++
				}
			}
			if !near(x.Share, float64(above)/float64(len(values)), 1e-12) {
				t.Fatalf("share at %v of %v: got %v", x.At, values, x.Share)
			}
		}
	})
}

// redistributed is Kaplan and Meier's curve by another way: every censored duration hands its weight in equal parts to all that were seen longer
// (B. Efron, The two sample problem with censored data, 1967).
func redistributed(all []rate.Lifetime, at float64) float64 {
	type row struct {
		at, weight float64
		ended      bool
	}
	var rows []row
	for _, l := range all {
		for range l.Ended {
			rows = append(rows, row{l.At, 1, true})
		}
		for range l.Censored {
			rows = append(rows, row{l.At, 1, false})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		switch {
		case a.at < b.at || a.at == b.at && a.ended && !b.ended:
			return -1
		case a.at == b.at && a.ended == b.ended:
			return 0
		}
		return 1
	})
	share := 0.0
	for i := range rows {
		if rows[i].ended {
			if rows[i].at > at {
				share += rows[i].weight
			}
			continue
		}
		later := rows[i+1:]
		for j := range later {
			later[j].weight += rows[i].weight / float64(len(later))
		}
		if len(later) == 0 {
			share += rows[i].weight // nobody is left to take it: it runs on
		}
	}
	return share / float64(len(rows))
}

func anyLifetimes(t *rapid.T) []rate.Lifetime {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) rate.Lifetime {
		return rate.Lifetime{At: float64(rapid.IntRange(0, 20).Draw(t, "at")), Ended: rapid.IntRange(0, 3).Draw(t, "ended"), Censored: rapid.IntRange(0, 2).Draw(t, "censored")}
	}), 1, 20).Draw(t, "lifetimes")
}

func TestKaplanMeierIsRedistribution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyLifetimes(t)
		s := rate.NewSurvival(all)
		before := 1.0
		for _, x := range s.Curve() {
			if want := redistributed(all, x.At); !near(x.Share, want, 1e-9) {
				t.Fatalf("share after %v: got %v, want %v", x.At, x.Share, want)
			}
			if x.Share > before || x.Share < 0 {
				t.Fatalf("the curve rises at %v", x.At)
			}
			before = x.Share
			if low, high, ok := x.Interval(0.95); ok && (low > x.Share || high < x.Share || low < 0 || high > 1) {
				t.Fatalf("interval %v to %v around %v", low, high, x.Share)
			}
		}
	})
}

// A quantile is reached exactly when the curve falls to 1 - q, and lies between the end before that fall and the fall itself; quantiles rise with q.
func TestQuantileLiesAtTheFall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rate.NewSurvival(anyLifetimes(t))
		q := rapid.Float64Range(0.05, 0.95).Draw(t, "q")
		got, ok := s.Quantile(q)
		curve := s.Curve()
		i := slices.IndexFunc(curve, func(x rate.Step) bool { return x.Share <= 1-q+1e-12 })
		if ok != (i >= 0) {
			t.Fatalf("reached %t, the curve says %t", ok, i >= 0)
		}
		if !ok {
			return
		}
		from, to := curve[max(0, i-1)].At, curve[min(len(curve)-1, i+1)].At
		if got < from || got > to {
			t.Fatalf("quantile %v: %v outside %v to %v", q, got, from, to)
		}
		if more, ok := s.Quantile(math.Min(0.99, q+0.02)); ok && more < got-1e-9 {
			t.Fatalf("quantile falls from %v to %v", got, more)
		}
	})
}

func TestSurvivalOfNothing(t *testing.T) {
	for name, s := range map[string]rate.Survival{"nothing": rate.NewSurvival(nil), "all censored": weeks(nil, []float64{1, 2}), "none": rate.NewSurvival([]rate.Lifetime{{At: 3}})} {
		if _, ok := s.Quantile(0.5); ok || len(s.Curve()) != 0 {
			t.Errorf("%s: got a median", name)
		}
		if _, _, low, high := s.Interval(0.5, 0.95); low || high {
			t.Errorf("%s: got an interval", name)
		}
	}
	one := weeks([]float64{7}, nil)
	if median, ok := one.Quantile(0.5); !ok || median != 7 {
		t.Errorf("one duration: median %v", median)
	}
	for _, q := range []float64{0, 1, math.NaN()} {
		if _, ok := one.Quantile(q); ok {
			t.Errorf("quantile %v exists", q)
		}
	}
}

func ExampleSurvival_Quantile() {
	s := rate.NewSurvival([]rate.Lifetime{{At: 10, Ended: 4}, {At: 20, Ended: 3, Censored: 2}, {At: 50, Ended: 1, Censored: 1}})
	median, _ := s.Quantile(0.5)
	_, reached := s.Quantile(0.9)
	fmt.Println(median, reached)
	// Output: 20 false
}

// Half of the 6-MP patients were in remission after 22 weeks (0.5378); nothing is known after week 35. In the placebo group nobody was after week 23.
func TestShareThatRunsOn(t *testing.T) {
	for _, c := range []struct {
		set      rate.Survival
		at, want float64
		ok       bool
	}{
		{mercaptopurine, 0, 1, true}, {mercaptopurine, 5.9, 1, true}, {mercaptopurine, 6, 0.8571, true}, {mercaptopurine, 22.5, 0.5378, true},
		{mercaptopurine, 35, 0.4482, true}, {mercaptopurine, 36, 0, false}, {placebo, 23, 0, true}, {placebo, 100, 0, true}, {rate.NewSurvival(nil), 1, 0, false},
	} {
		share, low, high, ok := c.set.Running(c.at, 0.95)
		if ok != c.ok || ok && (!near(share, c.want, 5e-5) || low > share || high < share) {
			t.Errorf("after %v weeks: got %v (%v to %v, %t), want %v (%t)", c.at, share, low, high, ok, c.want, c.ok)
		}
	}
}
