package queue_test

import (
	"fmt"
	"math"
	"testing"

	"tiermix/model/queue"
)

// Tolerance of ../shared/reference/README.md for square-root staffing.
const limitTolerance = 1e-10

func TestHalfinWhittReference(t *testing.T) {
	for _, r := range reference(t, "halfin_whitt.csv") {
		beta := r.number(t, "beta")
		near(t, fmt.Sprint(beta), must2(queue.HalfinWhitt(beta)), r.number(t, "alpha(beta)=P(W>0) limit, alpha=1/(1+beta*Phi/phi)"), limitTolerance)
	}
}

func TestHalfinWhittInverseReference(t *testing.T) {
	for _, r := range reference(t, "halfin_whitt_inverse.csv") {
		share := r.number(t, "P_wait_target")
		near(t, fmt.Sprint(share), must2(queue.HalfinWhittBeta(share)), r.number(t, "beta"), limitTolerance)
	}
}

func TestHalfinWhittThereAndBack(t *testing.T) {
	for share := 1e-300; share < 1; share = math.Sqrt(share) * 1.0001 {
		near(t, fmt.Sprint(share), must2(queue.HalfinWhitt(must2(queue.HalfinWhittBeta(share)))), share, 1e-9)
	}
	if got := must2(queue.HalfinWhitt(0)); got != 1 {
		t.Errorf("no reserve: got %v, want 1", got)
	}
	if got := must2(queue.HalfinWhitt(1e6)); got != 0 {
		t.Errorf("a huge reserve: got %v, want 0", got)
	}
}

func TestLimitReference(t *testing.T) {
	for _, r := range reference(t, "garnett_qed.csv") {
		load, n := r.number(t, "R=lambda/mu"), int(r.number(t, "n"))
		live := queue.Live{ArrivalsPerHour: load, HandlingSeconds: 3600, PatienceSeconds: 3600 / r.number(t, "theta/mu")}
		exact, limit := must2(live.With(n, 0)), must2(live.Limit(n))
		name := fmt.Sprintf("%+v, %d agents", live, n)
		near(t, name, limit.Beta, r.number(t, "beta=(n-R)/sqrt(R)"), 1e-7) // printed with 8 digits
		near(t, name, exact.WaitProbability, r.number(t, "P_wait exact"), limitTolerance)
		near(t, name, limit.WaitProbability, r.number(t, "P_wait QED approx"), limitTolerance)
		near(t, name, exact.AbandonProbability, r.number(t, "P_ab exact"), limitTolerance)
		near(t, name, limit.AbandonProbability, r.number(t, "P_ab QED approx"), limitTolerance)
	}
}

// The limit is reached: Erlang C and Erlang A at a million Erlang.
func TestLimitIsALimit(t *testing.T) {
	want := must2(queue.HalfinWhitt(0.5))
	within(t, "Erlang C", must2(queue.ErlangC(1e6, 1e6+500)), want, 1e-3)
	live := queue.Live{ArrivalsPerHour: 999500, HandlingSeconds: 3600, PatienceSeconds: 1800}
	limit, exact := must2(live.Limit(1000000)), must2(live.With(1000000, 0))
	within(t, "Erlang A", exact.WaitProbability, limit.WaitProbability, 1e-3)
	near(t, "Erlang A", exact.AbandonProbability, limit.AbandonProbability, 5e-3)
}

func TestCheapestReserveReference(t *testing.T) {
	for _, r := range reference(t, "square_root_cost_optimum.csv") {
		ratio := r.number(t, "r=delay_cost/staff_cost(per unit time)")
		got := must2(queue.CheapestReserve(ratio))
		name := fmt.Sprintf("ratio %v", ratio)
		near(t, name, got.Beta, r.number(t, "y*=argmin y+r*alpha(y)/y"), limitTolerance)
		near(t, name, got.Cost, r.number(t, "min_value"), limitTolerance)
		near(t, name, got.WaitProbability, r.number(t, "P_wait_limit"), limitTolerance)
	}
}

func TestCheapestReserveIsCheapest(t *testing.T) {
	for _, ratio := range []float64{1e-6, 0.03, 1, 7, 1e6} {
		got := must2(queue.CheapestReserve(ratio))
		for _, f := range []float64{0.5, 0.99, 1.01, 2} {
			b := got.Beta * f
			if cost := b + ratio*must2(queue.HalfinWhitt(b))/b; cost < got.Cost {
				t.Errorf("ratio %v: %v at %v is cheaper than %+v", ratio, cost, b, got)
			}
		}
	}
}

func TestSquareRootRefuses(t *testing.T) {
	for _, x := range []float64{math.NaN(), -1, math.Inf(1)} {
		_, a := queue.HalfinWhitt(x)
		_, b := queue.HalfinWhittBeta(x)
		_, c := queue.CheapestReserve(x)
		_, d := queue.SquareRoot(x, 0.2)
		if a == nil || b == nil || c == nil || d == nil {
			t.Errorf("%v: got %v, %v, %v, %v; want four errors", x, a, b, c, d)
		}
	}
	if _, err := endless(100, 180).Limit(6); err == nil {
		t.Error("a limit of endless patience: no error")
	}
}

func ExampleSquareRoot() {
	small, err := queue.SquareRoot(10, 0.2)
	large, _ := queue.SquareRoot(1000, 0.2)
	fmt.Printf("%.1f agents for 10 Erlang, %.0f for 1000, %v\n", small, large, err)
	// Output: 13.4 agents for 10 Erlang, 1034 for 1000, <nil>
}
