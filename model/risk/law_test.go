package risk

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// Both ends of its interval are met, with as much above as below the median.
func TestSplitMeetsItsInterval(t *testing.T) {
	s := Split{Median: 0.1, Low: 0.05, High: 0.3, Level: 0.8, Least: -1}
	for u, want := range map[float64]float64{0.1: 0.05, 0.5: 0.1, 0.9: 0.3, 1e-300: -1} {
		if got := s.Quantile(u); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile %v: got %v, want %v", u, got, want)
		}
	}
	for _, u := range []float64{0.01, 0.5, 0.99} {
		if got := (Split{Median: 2, Low: 2, High: 2, Level: 0.9, Least: math.Inf(-1)}).Quantile(u); got != 2 {
			t.Errorf("without an interval quantile %v is %v, want 2", u, got)
		}
	}
}

// A split law with like halves is the normal one of gonum.
func TestSplitIsNormal(t *testing.T) {
	want := distuv.Normal{Mu: 5, Sigma: 2}
	s := Split{Median: 5, Low: want.Quantile(0.025), High: want.Quantile(0.975), Level: 0.95, Least: math.Inf(-1)}
	for u := 0.001; u < 1; u += 0.007 {
		if got := s.Quantile(u); math.Abs(got-want.Quantile(u)) > 1e-9 {
			t.Errorf("quantile %v: got %v, want %v", u, got, want.Quantile(u))
		}
	}
}

// People × months chances of leaving, added up one by one: the law of a sum of binomials.
func TestLeaversAreASumOfBinomials(t *testing.T) {
	for _, l := range []Leavers{{5, 12, 0.02}, {1, 12, 0.5}, {40, 12, 0.013}, {3, 1, 0.9}} {
		chance := []float64{1} // of so many leavers, month after month
		for range l.Months {
			next := make([]float64, len(chance)+l.People)
			for k, p := range chance {
				for j := range l.People + 1 {
					next[k+j] += p * distuv.Binomial{N: float64(l.People), P: l.Monthly}.Prob(float64(j))
				}
			}
			chance = next
		}
		for u := 0.005; u < 1; u += 0.01 {
			want, sum := 0, chance[0]
			for sum < u {
				want++
				sum += chance[want]
			}
			if got := l.Quantile(u); got != float64(want) {
				t.Errorf("%+v, quantile %v: got %v, want %d", l, u, got, want)
			}
		}
	}
	for l, want := range map[Leavers]float64{{5, 12, 1}: 60, {5, 12, 0}: 0, {0, 12, 0.3}: 0} {
		if got := l.Quantile(0.5); got != want {
			t.Errorf("%+v: got %v, want %v", l, got, want)
		}
	}
}

// A twelfth of a year's leavers go each month, and never more than all.
func TestMonthlyChance(t *testing.T) {
	for yearly, want := range map[float64]float64{0: 0, 0.12: 0.01, 1: 1.0 / 12, 12: 1, 13: 1} {
		if got := monthly(yearly); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v a year: got %v a month, want %v", yearly, got, want)
		}
	}
}

// The part of an absence that lies within the year, by hand: after month m there are 12 - m months.
func TestWithinTheYear(t *testing.T) {
	for months, want := range map[float64]float64{0: 0, 1: 11.0 / 12, 3: (9*3 + 2 + 1) / 12.0, 12: 66.0 / 12, 100: 66.0 / 12, 0.5: 5.5 / 12} {
		if got := within(months); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v months: got %v, want %v", months, got, want)
		}
	}
}

// The bootstrap of a mean has the mean of the values and their standard error, small and large samples alike.
func TestBootstrap(t *testing.T) {
	luck := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{2, 5, 50, 2000, 2001} {
		values := make([]float64, n)
		for i := range values {
			values[i] = 5 + 10*luck.ExpFloat64()
		}
		law := Bootstrap(values, luck)
		var drawn []float64
		for u := 0.0005; u < 1; u += 0.001 {
			drawn = append(drawn, law.Quantile(u))
		}
		mean, deviation := stat.MeanStdDev(drawn, nil)
		want := stat.PopStdDev(values, nil) / math.Sqrt(float64(n))
		if math.Abs(mean-stat.Mean(values, nil)) > 0.15*want {
			t.Errorf("%d values: mean %v, want %v", n, mean, stat.Mean(values, nil))
		}
		if math.Abs(deviation-want) > 0.1*want {
			t.Errorf("%d values: standard error %v, want %v", n, deviation, want)
		}
	}
	if got := Bootstrap([]float64{7}, luck).Quantile(0.99); got != 7 {
		t.Errorf("one value: got %v, want it as it stands", got)
	}
}

// No law falls.
func TestQuantilesRise(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(0.001, 0.999).Draw(t, "a"), rapid.Float64Range(0.001, 0.999).Draw(t, "b")
		if a > b {
			a, b = b, a
		}
		for name, law := range map[string]Law{
			"split":     Split{Median: 1, Low: rapid.Float64Range(0, 1).Draw(t, "low"), High: rapid.Float64Range(1, 9).Draw(t, "high"), Level: 0.9, Least: 0},
			"leavers":   Leavers{People: rapid.IntRange(0, 60).Draw(t, "people"), Months: 12, Monthly: rapid.Float64Range(0, 1).Draw(t, "chance")},
			"bootstrap": Bootstrap(rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 20).Draw(t, "values"), luck),
			"beta":      distuv.Beta{Alpha: rapid.Float64Range(0.5, 50).Draw(t, "alpha"), Beta: rapid.Float64Range(0.5, 50).Draw(t, "beta")},
		} {
			if x, y := law.Quantile(a), law.Quantile(b); x > y+1e-9 || math.IsNaN(x) || math.IsNaN(y) {
				t.Fatalf("%s: quantile %v is %v, quantile %v is %v", name, a, x, b, y)
			}
		}
	})
}

// Luck is even between 0 and 1, never an end, and that of two inputs or of neighbouring draws has nothing in common.
func TestLuckIsEven(t *testing.T) {
	const n = 20_000
	var one, next, other []float64
	for i := range n {
		one, next, other = append(one, luck(1, "growth", i)), append(next, luck(1, "growth", i+1)), append(other, luck(1, "tier1.minutes", i))
	}
	mean, deviation := stat.MeanStdDev(one, nil)
	if math.Abs(mean-0.5) > 0.01 || math.Abs(deviation-math.Sqrt(1.0/12)) > 0.005 {
		t.Errorf("mean %v and deviation %v, want 0.5 and %v", mean, deviation, math.Sqrt(1.0/12))
	}
	var slots [20]int
	for _, u := range one {
		if !(u > 0 && u < 1) {
			t.Fatalf("luck %v is an end", u)
		}
		slots[int(u*20)]++
	}
	chi := 0.0
	for _, k := range slots {
		chi += (float64(k) - n/20) * (float64(k) - n/20) / (n / 20)
	}
	if limit := (distuv.ChiSquared{K: 19}).Quantile(0.999); chi > limit {
		t.Errorf("χ² of 20 slots is %v, above %v", chi, limit)
	}
	for name, with := range map[string][]float64{"the next draw": next, "another input": other} {
		if r := stat.Correlation(one, with, nil); math.Abs(r) > 4/math.Sqrt(n) {
			t.Errorf("correlation with %s is %v", name, r)
		}
	}
}
