package queue_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// Tolerance of ../shared/reference/README.md for priorities, M/G/1 and M/D/c.
const variantTolerance = 1e-10

func TestPrioritiesReference(t *testing.T) {
	for _, r := range reference(t, "priority_mmc_nonpreemptive.csv") {
		var p queue.Priorities
		for _, text := range strings.Split(r["lambda per class (1=highest)"], "|") {
			p.ArrivalsPerHour = append(p.ArrivalsPerHour, 3600*row{"x": text}.number(t, "x"))
		}
		p.HandlingSeconds = 1 / r.number(t, "mu")
		classes := must2(p.With(int(r.number(t, "c"))))
		near(t, fmt.Sprintf("%+v class %s", p, r["class"]), classes[int(r.number(t, "class"))-1].MeanWaitSeconds, r.number(t, "EWq"), variantTolerance)
	}
}

// Who goes first changes nobody's total: the waiting tickets add up to Erlang C's (Kleinrock's conservation law).
func TestPrioritiesConserveTheQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := queue.Priorities{
			ArrivalsPerHour: rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 5).Draw(t, "arrivals"),
			HandlingSeconds: rapid.Float64Range(1, 600).Draw(t, "handling"),
		}
		var all float64
		for _, a := range p.ArrivalsPerHour {
			all += a
		}
		live := endless(all, p.HandlingSeconds)
		n := live.StableAgents() + rapid.IntRange(0, 5).Draw(t, "more")
		classes, want := must2(p.With(n)), must2(live.With(n, 0))
		var length, last float64
		for _, c := range classes {
			length += c.QueueLength
			if c.MeanWaitSeconds < last*(1-1e-12) {
				t.Fatalf("a lower class waits less: %+v", classes)
			}
			last = c.MeanWaitSeconds
		}
		if math.Abs(length-want.QueueLength) > 1e-9*want.QueueLength+1e-300 { // below it numbers are denormal
			t.Fatalf("%+v, %d agents: got %v waiting, want %v", p, n, length, want.QueueLength)
		}
	})
}

func TestOneAgentReference(t *testing.T) {
	for _, r := range reference(t, "mg1_pk.csv") {
		g := queue.General{ArrivalsPerHour: r.number(t, "rho"), HandlingSeconds: 3600, Variability: r.number(t, "SCV_service")}
		near(t, fmt.Sprintf("%+v", g), must2(g.OneAgentWaitSeconds())/3600, r.number(t, "EWq_in_mean_service_times"), variantTolerance)
	}
}

// fixedTolerance: the file's mean waits for 10 and 50 agents are off by 8e-10 and 4e-9 against Spitzer's series in 40-digit
// arithmetic, which TestFixedHandlingInFullPrecision holds.
const fixedTolerance = 1e-8

func TestFixedHandlingInFullPrecision(t *testing.T) {
	for _, c := range []struct {
		load       float64
		n          int
		wait, mean float64
	}{
		{4, 5, 0.53361506296562537201, 0.28906000726266831095},
		{9, 10, 0.64686128393240771714, 0.34458205037968113409},
		{45, 50, 0.33554264513960636928, 0.03952588717418635090},
	} {
		got := must2(queue.FixedHandling(c.load, c.n))
		near(t, fmt.Sprint(c), got.WaitProbability, c.wait, 1e-12)
		near(t, fmt.Sprint(c), got.MeanWait, c.mean, 1e-12)
	}
}

func TestFixedHandlingReference(t *testing.T) {
	for _, r := range reference(t, "mdc_exact.csv") {
		load, n := r.number(t, "A"), int(r.number(t, "c"))
		got := must2(queue.FixedHandling(load, n))
		name := fmt.Sprintf("%v Erlang, %d agents", load, n)
		near(t, name, got.WaitProbability, r.number(t, "P(N>=c)"), variantTolerance)
		near(t, name, got.MeanWait, r.number(t, "EWq_MDc_in_service_times"), fixedTolerance)
		estimate := must2(queue.General{ArrivalsPerHour: load, HandlingSeconds: 3600}.WaitSeconds(n))
		near(t, name, estimate.MeanWaitSeconds/3600, r.number(t, "EWq_MMc")*r.number(t, "ratio Allen-Cunneen"), variantTolerance)
		within(t, name, estimate.RelativeError, math.Abs(r.number(t, "ratio exact")*2-1), fixedTolerance)
	}
}

// walked is the queue of M/D/n, seen every handling time, stepped until it stands still.
func walked(load float64, n int) (wait, length float64) {
	const states, steps = 400, 3000
	arrive, now := make([]float64, states), make([]float64, states)
	for k := range arrive {
		log, _ := math.Lgamma(float64(k) + 1)
		arrive[k] = math.Exp(float64(k)*math.Log(load) - load - log)
	}
	now[0] = 1
	for range steps {
		next := make([]float64, states)
		for i, p := range now {
			for k := 0; max(0, i-n)+k < states && p > 1e-20; k++ {
				next[max(0, i-n)+k] += p * arrive[k]
			}
		}
		now = next
	}
	for i := n; i < states; i++ {
		wait += now[i]
		length += now[i] * float64(i-n)
	}
	return wait, length
}

func TestFixedHandlingAgainstItsWalk(t *testing.T) {
	for _, c := range []struct {
		load float64
		n    int
	}{{0.3, 1}, {0.1, 3}, {2.5, 4}, {7, 12}} {
		got := must2(queue.FixedHandling(c.load, c.n))
		wait, length := walked(c.load, c.n)
		near(t, fmt.Sprint(c), got.WaitProbability, wait, 1e-9)
		near(t, fmt.Sprint(c), got.QueueLength, length, 1e-9)
	}
}

// Near full load the roots take over from the series: no step where they meet, and the exact answer for one agent.
func TestFixedHandlingNearFullLoad(t *testing.T) {
	for _, n := range []int{1, 2, 10, 300} {
		last := 0.0
		for rho := 0.7; rho < 0.9999; rho += 0.0005 {
			got := must2(queue.FixedHandling(rho*float64(n), n)).QueueLength * (1 - rho)
			if got < last || (last > 1e-6 && got > 1.2*last) {
				t.Fatalf("%d agents at %v: (1-rho) Lq = %v after %v", n, rho, got, last)
			}
			last = got
			if n == 1 {
				near(t, "one agent", got, rho*rho/2, 1e-9)
			}
		}
	}
}

func TestVariantsRefuse(t *testing.T) {
	var overload queue.OverloadError
	_, err := queue.Priorities{ArrivalsPerHour: []float64{20, 20}, HandlingSeconds: 180}.With(2)
	if !errors.As(err, &overload) || overload.Stable != 3 {
		t.Errorf("priorities: got %v", err)
	}
	if _, err := (queue.Priorities{ArrivalsPerHour: []float64{1, -2}, HandlingSeconds: 180}).With(2); err == nil || !strings.Contains(err.Error(), "class 2 is -2") {
		t.Errorf("priorities: got %v", err)
	}
	if _, err := (queue.General{ArrivalsPerHour: 60, HandlingSeconds: 60}).OneAgentWaitSeconds(); !errors.As(err, &overload) {
		t.Errorf("one agent: got %v", err)
	}
	if _, err := (queue.General{ArrivalsPerHour: 60, HandlingSeconds: 30, Variability: -1}).WaitSeconds(3); err == nil {
		t.Error("negative variability: no error")
	}
	if _, err := queue.FixedHandling(3, 3); !errors.As(err, &overload) {
		t.Errorf("fixed handling: got %v", err)
	}
	if _, err := queue.FixedHandling(math.NaN(), 3); err == nil {
		t.Error("fixed handling: no error")
	}
	if got := must2(queue.General{HandlingSeconds: 30}.WaitSeconds(0)); got != (queue.Estimate{}) {
		t.Errorf("no arrivals: got %+v", got)
	}
}

func ExamplePriorities_With() {
	classes, err := queue.Priorities{ArrivalsPerHour: []float64{20, 100}, HandlingSeconds: 180}.With(7)
	fmt.Printf("urgent %.0f s, normal %.0f s, %v\n", classes[0].MeanWaitSeconds, classes[1].MeanWaitSeconds, err)
	// Output: urgent 18 s, normal 129 s, <nil>
}

func ExampleGeneral_WaitSeconds() {
	e, err := queue.General{ArrivalsPerHour: 80, HandlingSeconds: 180, Variability: 0}.WaitSeconds(5)
	fmt.Printf("%.0f s, off by up to %.1f%%, %v\n", e.MeanWaitSeconds, 100*e.RelativeError, err)
	// Output: 50 s, off by up to 4.3%, <nil>
}
