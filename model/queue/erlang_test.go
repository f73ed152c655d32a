package queue_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// Relative tolerance of ../shared/reference/README.md for Erlang B and C.
const erlangTolerance = 1e-12

func TestErlangBReference(t *testing.T) {
	for _, r := range reference(t, "erlang_b.csv") {
		a, n := r.number(t, "A_erlang"), r.number(t, "n_servers")
		got, err := queue.ErlangB(a, n)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("B(%v, %v)", n, a), got, r.number(t, "B_blocking"), erlangTolerance)
	}
}

func TestErlangCReference(t *testing.T) {
	for _, r := range reference(t, "erlang_c.csv") {
		a, n := r.number(t, "A_erlang"), r.number(t, "n_servers")
		name := fmt.Sprintf("%v Erlang, %v agents, ", a, n)
		live := queue.Live{ArrivalsPerHour: a, HandlingSeconds: 3600, PatienceSeconds: math.Inf(1)}
		for column, share := range map[string]float64{
			"P(W<=0.05S)": 0.05, "P(W<=S/9)": 1.0 / 9, "P(W<=0.5S)": 0.5, "P(W<=1S)": 1, "P(W<=5S)": 5,
		} {
			got := must(t, must2(live.With(int(n), 3600*share)), nil)
			near(t, name+column, got.ServedOfOffered, r.number(t, column), erlangTolerance)
			near(t, name+"P(wait)", got.WaitProbability, r.number(t, "P_wait"), erlangTolerance)
			near(t, name+"E[W]", got.MeanWaitSeconds/3600, r.number(t, "EW_in_mean_service_times"), erlangTolerance)
			near(t, name+"Lq", got.QueueLength, r.number(t, "Lq"), erlangTolerance)
			near(t, name+"occupancy", got.Occupancy, r.number(t, "occupancy"), erlangTolerance)
		}
	}
}

// must2 panics inside a test when a call that cannot fail does.
func must2[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// exactB is n agents' A^n/n! over the sum of A^k/k!, with 200 bits.
func exactB(load float64, n int) float64 {
	term, sum := big.NewFloat(1).SetPrec(200), big.NewFloat(1).SetPrec(200)
	a := new(big.Float).SetPrec(200).SetFloat64(load)
	for k := 1; k <= n; k++ {
		term.Mul(term, a).Quo(term, new(big.Float).SetPrec(200).SetInt64(int64(k)))
		sum.Add(sum, term)
	}
	got, _ := new(big.Float).Quo(term, sum).Float64()
	return got
}

func TestErlangBAgainstItsDefinition(t *testing.T) {
	for _, c := range []struct {
		load float64
		n    int
	}{{0.01, 5}, {1, 1}, {3, 40}, {700, 650}, {5000, 5000}, {5000, 6000}} {
		near(t, fmt.Sprint(c), must2(queue.ErlangB(c.load, float64(c.n))), exactB(c.load, c.n), erlangTolerance)
	}
}

// B(0.5, 1): e Γ(1.5, 1) = e (Γ(1/2) erfc(1)/2 + e^-1) = 1.3789374..., by hand from Γ(a+1, x) = a Γ(a, x) + x^a e^-x.
func TestErlangBOfHalfAnAgent(t *testing.T) {
	for _, load := range []float64{0.01, 0.3, 1, 1.49, 1.51, 2, 20, 300} {
		upper := 0.5*math.Sqrt(math.Pi)*math.Erfc(math.Sqrt(load))*math.Exp(load) + math.Sqrt(load)
		near(t, fmt.Sprint(load), must2(queue.ErlangB(load, 0.5)), math.Sqrt(load)/upper, erlangTolerance)
	}
}

func TestErlangBEnds(t *testing.T) {
	for _, c := range []struct{ load, agents, want float64 }{{0, 0, 1}, {0, 3, 0}, {7, 0, 1}, {1, 1e6, 0}, {1e-300, 1, 1e-300}} {
		if got := must2(queue.ErlangB(c.load, c.agents)); got != c.want {
			t.Errorf("%v: got %v", c, got)
		}
	}
}

func TestErlangLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		load := rapid.Float64Range(0.001, 300).Draw(t, "load")
		n := rapid.Float64Range(0, 400).Draw(t, "agents")
		b, more := must2(queue.ErlangB(load, n)), must2(queue.ErlangB(load, n+0.01))
		if !(b >= 0 && b <= 1) || (b > 0 && more > b) {
			t.Fatalf("B(%v) = %v, B(%v) = %v", n, b, n+0.01, more)
		}
		if c, err := queue.ErlangC(load, n); n > load && (err != nil || c < b*(1-1e-12) || c > 1) {
			t.Fatalf("C = %v, B = %v, %v", c, b, err)
		}
	})
}

func TestErlangRefuses(t *testing.T) {
	for _, c := range [][2]float64{{math.NaN(), 1}, {-1, 1}, {1, math.Inf(1)}, {1, -1}, {math.Inf(1), 1}, {1e300, 3}} {
		if _, err := queue.ErlangB(c[0], c[1]); err == nil {
			t.Errorf("B%v: no error", c)
		}
		if _, err := queue.ErlangC(c[0], c[1]); err == nil {
			t.Errorf("C%v: no error", c)
		}
	}
	_, err := queue.ErlangC(10, 10)
	var overload queue.OverloadError
	if !errors.As(err, &overload) || overload.Stable != 11 {
		t.Errorf("got %v, want an overload with 11 stable agents", err)
	}
	want := "10 agents cannot carry a load of 10 Erlang when nobody gives up: the queue grows without end; " +
		"the smallest stable number of agents is 11"
	if err.Error() != want {
		t.Errorf("got %q\nwant %q", err, want)
	}
}

func ExampleErlangB() {
	b, err := queue.ErlangB(10, 14)
	fmt.Printf("%.4f %v\n", b, err)
	// Output: 0.0568 <nil>
}

func ExampleErlangC() {
	_, err := queue.ErlangC(12.5, 12)
	fmt.Println(err)
	// Output: 12 agents cannot carry a load of 12.5 Erlang when nobody gives up: the queue grows without end; the smallest stable number of agents is 13
}
