package desk

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 1))} }

// within reports whether k of n is within five standard deviations of p.
func within(k, n int, p float64) bool {
	return math.Abs(float64(k)-float64(n)*p) <= 5*math.Sqrt(float64(n)*p*(1-p))+1
}

func TestChance(t *testing.T) {
	d := newDice(1)
	for _, perMille := range []int{0, 1, 50, 500, 700, 1000} {
		hits := 0
		for range 100_000 {
			if d.chance(perMille) {
				hits++
			}
		}
		if !within(hits, 100_000, float64(perMille)/1000) {
			t.Errorf("chance(%d): %d of 100000", perMille, hits)
		}
	}
}

func TestPickFollowsWeights(t *testing.T) {
	d, weights := newDice(2), []int{3, 0, 17, 60, 20}
	hits := make([]int, len(weights))
	for range 100_000 {
		hits[d.pick(weights)]++
	}
	for i, w := range weights {
		if !within(hits[i], 100_000, float64(w)/100) {
			t.Errorf("weight %d of 100: %d of 100000", w, hits[i])
		}
	}
}

func TestAroundHasItsMedian(t *testing.T) {
	d := newDice(3)
	times := make([]int64, 100_001)
	for i := range times {
		times[i] = d.around(3600)
	}
	slices.Sort(times)
	if median := times[50_000]; median < 3500 || median > 3700 {
		t.Errorf("median %d, want about 3600", median)
	}
	if times[0] < 288 || times[100_000] > 43_200 {
		t.Errorf("range %d to %d, want 8 %% to 12 times the median", times[0], times[100_000])
	}
}

func TestBetweenAndAroundStayInRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newDice(rapid.Uint64().Draw(t, "seed"))
		low, span := rapid.IntRange(-1000, 1000).Draw(t, "low"), rapid.IntRange(0, 10_000_000).Draw(t, "span")
		if n := d.between(low, low+span); n < low || n > low+span {
			t.Fatalf("between(%d, %d) = %d", low, low+span, n)
		}
		if n := d.around(int64(span)); n < 1 || n > max(1, int64(span)*12) {
			t.Fatalf("around(%d) = %d", span, n)
		}
	})
}

// The first draws are written down: another machine or Go version must give the same.
func TestDrawsAreFixed(t *testing.T) {
	d := newDice(1)
	var got []int64
	for range 4 {
		got = append(got, int64(d.below(1000)), d.around(1000))
	}
	want := []int64{997, 792, 863, 6218, 285, 833, 812, 1103}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
