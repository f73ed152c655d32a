package rate_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/rate"
)

// Fisher's tea tasting, three of four cups right: 1/70 + 16/70 + 16/70 + 1/70 (Agresti 2013, section 3.5.2).
func TestSmallTablesAreExact(t *testing.T) {
	got := rate.CompareShares(rate.Share{Hits: 3, Total: 4}, rate.Share{Hits: 1, Total: 4})
	if want := 34.0 / 70; math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
}

// By hand: p = 90/300 = 0.3, z = (0.4-0.25)/√(0.21·(1/100+1/200)) = 2.6726, P = 2(1-Φ(2.6726)) = 0.00753.
func TestLargeTablesUseThePooledTest(t *testing.T) {
	got := rate.CompareShares(rate.Share{Hits: 40, Total: 100}, rate.Share{Hits: 50, Total: 200})
	if math.Abs(got-0.00753) > 0.00001 {
		t.Errorf("got %v, want 0.00753", got)
	}
}

func TestSharesThatCannotDiffer(t *testing.T) {
	if got := rate.CompareShares(rate.Share{Total: 5}, rate.Share{Total: 900}); got != 1 {
		t.Errorf("no hits at all: got %v, want 1", got)
	}
	if got := rate.CompareShares(rate.Share{}, rate.Share{Hits: 1, Total: 2}); !math.IsNaN(got) {
		t.Errorf("an empty share: got %v, want NaN", got)
	}
}

func TestCompareSharesIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := shares().Draw(t, "a"), shares().Draw(t, "b")
		p, q := rate.CompareShares(a, b), rate.CompareShares(b, a)
		if !(p >= 0 && p <= 1) || math.Abs(p-q) > 1e-6 {
			t.Fatalf("%v against %v: %v and %v", a, b, p, q)
		}
		if same := rate.CompareShares(a, a); same < 0.999 {
			t.Fatalf("%v against itself: %v", a, same)
		}
	})
}

// By hand: 10 of 10 events on the first of two equal days, 2·(1/2)^10; 8 of 10, 2·(45+10+1)/1024.
func TestFewCountsAreExact(t *testing.T) {
	for _, c := range []struct {
		a, b rate.Count
		want float64
	}{
		{rate.Count{Events: 10, Exposure: 1}, rate.Count{Exposure: 1}, 2.0 / 1024},
		{rate.Count{Events: 2, Exposure: 1}, rate.Count{Events: 8, Exposure: 1}, 112.0 / 1024},
		{rate.Count{Exposure: 3}, rate.Count{Exposure: 4}, 1},
		{rate.Count{Events: 5, Exposure: 7}, rate.Count{Events: 5, Exposure: 7}, 1},
	} {
		if got := rate.CompareCounts(c.a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v against %v: got %v, want %v", c.a, c.b, got, c.want)
		}
	}
	if got := rate.CompareCounts(rate.Count{Events: 1}, rate.Count{Events: 1, Exposure: 1}); !math.IsNaN(got) {
		t.Errorf("no exposure: got %v, want NaN", got)
	}
}

func TestManyCountsContinueTheExactOnes(t *testing.T) {
	for _, first := range []int{470, 480, 500, 520, 540} {
		exact := rate.CompareCounts(rate.Count{Events: first, Exposure: 1}, rate.Count{Events: 1000 - first, Exposure: 1})
		approx := rate.CompareCounts(rate.Count{Events: first, Exposure: 1}, rate.Count{Events: 1001 - first, Exposure: 1})
		if math.Abs(exact-approx) > 0.06 {
			t.Errorf("%d of 1000: exact %v, normal %v with one event more", first, exact, approx)
		}
	}
}

func TestCompareCountsIsSymmetricAndScaleFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rate.Count{rapid.IntRange(0, 2000).Draw(t, "x"), rapid.Float64Range(1, 400).Draw(t, "s")}
		b := rate.Count{rapid.IntRange(0, 2000).Draw(t, "y"), rapid.Float64Range(1, 400).Draw(t, "t")}
		p := rate.CompareCounts(a, b)
		weeks := rate.CompareCounts(rate.Count{a.Events, a.Exposure / 7}, rate.Count{b.Events, b.Exposure / 7})
		if !(p >= 0 && p <= 1) || math.Abs(p-rate.CompareCounts(b, a)) > 1e-6 || math.Abs(p-weeks) > 1e-6 {
			t.Fatalf("%v against %v: %v, swapped %v, in weeks %v", a, b, p, rate.CompareCounts(b, a), weeks)
		}
	})
}

func ExampleCompareShares() {
	before, now := rate.Share{Hits: 50, Total: 200}, rate.Share{Hits: 40, Total: 100}
	p := rate.CompareShares(before, now)
	fmt.Printf("p = %.4f, more than noise: %t\n", p, p < rate.Noise)
	// Output: p = 0.0075, more than noise: true
}

func ExampleCompareCounts() {
	may, june := rate.Count{Events: 620, Exposure: 31}, rate.Count{Events: 580, Exposure: 30}
	fmt.Printf("p = %.2f\n", rate.CompareCounts(may, june))
	// Output: p = 0.58
}
