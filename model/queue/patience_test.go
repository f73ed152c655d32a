package queue_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// Absolute tolerance of ../shared/reference/README.md for M/M/n+G.
const patienceTolerance = 1e-9

// Mean patience 5 minutes, handling time 3 minutes, rho = arrivals × 3 / n.
func TestPatienceReference(t *testing.T) {
	laws := map[string]queue.Patience{
		"exponential": queue.ExponentialPatience{MeanSeconds: 300}, "uniform(0,10)": queue.UniformPatience{LongestSeconds: 600},
		"deterministic(5)": queue.FixedPatience{Seconds: 300},
	}
	for _, r := range reference(t, "mmn_g_patience.csv") {
		law, n := r["patience_law(mean 5 min)"], int(r.number(t, "n"))
		rho := r.number(t, "rho=lambda*3/n")
		live := queue.Impatient{ArrivalsPerHour: 20 * rho * float64(n), HandlingSeconds: 180, Patience: laws[law]}
		got := must2(live.With(n, 20))
		for column, value := range map[string]float64{
			"P_delay(V>0)": got.WaitProbability, "P_abandon": got.AbandonProbability, "EW_all": got.MeanWaitSeconds / 60,
			"EW_served": got.MeanServedWaitSeconds / 60, "occupancy": got.Occupancy,
			"SL_served<=20s/offered": got.ServedOfOffered, "P(W<=20s)": got.ServedAndEarlyOfOffered,
		} {
			within(t, fmt.Sprintf("%s, rho %v, %d agents, %s", law, rho, n, column), value, r.number(t, column), patienceTolerance)
		}
	}
}

func TestExponentialPatienceIsErlangA(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := queue.Live{
			ArrivalsPerHour: rapid.Float64Range(1, 2000).Draw(t, "arrivals"),
			HandlingSeconds: rapid.Float64Range(10, 1000).Draw(t, "handling"),
			PatienceSeconds: math.Exp(rapid.Float64Range(0, 9).Draw(t, "log patience")),
		}
		n := int(a.LoadErlang() * rapid.Float64Range(0, 2).Draw(t, "staff"))
		g := queue.Impatient{ArrivalsPerHour: a.ArrivalsPerHour, HandlingSeconds: a.HandlingSeconds, Patience: queue.ExponentialPatience{MeanSeconds: a.PatienceSeconds}}
		want, got := figures(must2(a.With(n, 20))), figures(must2(g.With(n, 20)))
		for i := range want {
			if math.Abs(got[i]-want[i]) > patienceTolerance*math.Max(1, want[i]) {
				t.Fatalf("%+v, %d agents: got %v, want %v", a, n, got, want)
			}
		}
	})
}

// M/M/1+D by hand, λ = μ = 1 a minute, patience d: the density of the offered wait is flat at 1/(2+d) up to d and falls
// as e^-(v-d) above, so P(wait) = (1+d)/(2+d) and P(abandon) = 1/(2+d).
func TestFixedPatienceByHand(t *testing.T) {
	for _, d := range []float64{0.1, 1, 5, 60} {
		r := must2(queue.Impatient{ArrivalsPerHour: 60, HandlingSeconds: 60, Patience: queue.FixedPatience{Seconds: 60 * d}}.With(1, 30*d))
		near(t, "wait", r.WaitProbability, (1+d)/(2+d), 1e-13)
		near(t, "abandon", r.AbandonProbability, 1/(2+d), 1e-13)
		near(t, "in half the patience", r.ServedOfOffered, (1+d/2)/(2+d), 1e-13)
	}
}

func TestMeasuredPatience(t *testing.T) {
	uniform := queue.UniformPatience{LongestSeconds: 600}
	measured := must2(queue.NewMeasuredPatience(uniform.Survival, 600))
	steps := must2(queue.NewMeasuredPatience(queue.FixedPatience{Seconds: 300}.Survival, 900, 300))
	for _, c := range []struct {
		got, want queue.Patience
	}{{measured, uniform}, {steps, queue.FixedPatience{Seconds: 300}}} {
		for _, n := range []int{0, 8, 12} {
			got := figures(must2(queue.Impatient{ArrivalsPerHour: 200, HandlingSeconds: 180, Patience: c.got}.With(n, 20)))
			want := figures(must2(queue.Impatient{ArrivalsPerHour: 200, HandlingSeconds: 180, Patience: c.want}.With(n, 20)))
			for i := range want {
				within(t, fmt.Sprint(n, " agents"), got[i], want[i], patienceTolerance*math.Max(1, want[i]))
			}
		}
	}
}

func TestPatienceRefuses(t *testing.T) {
	for want, p := range map[string]queue.Patience{
		"mean patience seconds is 0":       queue.ExponentialPatience{},
		"longest patience seconds is -1":   queue.UniformPatience{LongestSeconds: -1},
		"patience seconds is +Inf":         queue.FixedPatience{Seconds: math.Inf(1)},
		"measured patience is empty":       queue.MeasuredPatience{},
		"patience is missing; it must be ": nil,
	} {
		_, err := queue.Impatient{ArrivalsPerHour: 1, HandlingSeconds: 1, Patience: p}.With(1, 20)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := queue.NewMeasuredPatience(func(x float64) float64 { return x }, 1); err == nil {
		t.Error("a rising survival function: no error")
	}
	if _, err := queue.NewMeasuredPatience(func(float64) float64 { return 1 }, 0); err == nil {
		t.Error("no end: no error")
	}
}

func ExampleImpatient_With() {
	cut := queue.Impatient{ArrivalsPerHour: 200, HandlingSeconds: 180, Patience: queue.FixedPatience{Seconds: 300}}
	r, err := cut.With(10, 20)
	fmt.Printf("%.1f%% are cut off after five minutes, %v\n", 100*r.AbandonProbability, err)
	// Output: 4.7% are cut off after five minutes, <nil>
}
