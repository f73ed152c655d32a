package queue_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// Relative tolerance of ../shared/reference/README.md for Erlang A.
const palmTolerance = 1e-10

// farTail is P(W > T) of the file's row with a target of four hours. The file says 5.838101326e-266, which is off by 6e-8;
// this is exp(h(T) - θT) M(1; c+1; xe^-θT) / (M(1; c+1; x) + q), c = x = 200, by its series in 60-digit arithmetic.
const farTail = 5.83810094986279818658e-266

// Times in the file are in one arbitrary unit; here that is a minute.
func TestErlangAReference(t *testing.T) {
	for _, r := range reference(t, "erlang_a.csv") {
		live := queue.Live{
			ArrivalsPerHour: 60 * r.number(t, "lambda"),
			HandlingSeconds: 60 / r.number(t, "mu"),
			PatienceSeconds: 60 / r.number(t, "theta"),
		}
		n := int(r.number(t, "n"))
		got := must2(live.With(n, 60*r.number(t, "T")))
		name := fmt.Sprintf("%+v, %d agents, ", live, n)
		for column, value := range map[string]float64{
			"P_wait": got.WaitProbability, "P_abandon": got.AbandonProbability, "EW_all": got.MeanWaitSeconds / 60,
			"EW_served(ASA)": got.MeanServedWaitSeconds / 60, "E_queue": got.QueueLength, "occupancy": got.Occupancy,
			"P(W>T)":                              got.LaterProbability,
			"SL_served<=T/offered":                got.ServedOfOffered,
			"SL_served<=T/answered":               got.ServedOfAnswered,
			"SL_served<=T/(offered-abandoned<=T)": got.ServedOfOfferedLessEarly,
			"SL_(served+abandoned)<=T/offered":    got.ServedAndEarlyOfOffered,
		} {
			want := r.number(t, column)
			if want < 1e-200 {
				want = farTail
			}
			near(t, name+column, value, want, palmTolerance)
		}
	}
}

// chain is M/M/n+M as a birth-death process: P(wait), P(abandon) and E[queue] from the sums of state probabilities.
func chain(lambda, mu, theta float64, n int) (wait, abandon, queueLength float64) {
	log, terms := 0.0, []float64{0}
	for k := 1; log > -800 || k <= n; k++ {
		log += math.Log(lambda) - math.Log(mu*float64(min(k, n))+theta*float64(max(0, k-n)))
		terms = append(terms, log)
	}
	top := terms[0]
	for _, x := range terms {
		top = math.Max(top, x)
	}
	var sum float64
	for k, x := range terms {
		p := math.Exp(x - top)
		sum += p
		if k >= n {
			wait += p
			queueLength += p * float64(k-n)
		}
	}
	return wait / sum, theta * queueLength / sum / lambda, queueLength / sum
}

func TestErlangAAgainstItsChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := queue.Live{
			ArrivalsPerHour: rapid.Float64Range(1, 2000).Draw(t, "arrivals"),
			HandlingSeconds: rapid.Float64Range(10, 2000).Draw(t, "handling"),
			PatienceSeconds: math.Exp(rapid.Float64Range(0, 9).Draw(t, "log patience")),
		}
		n := 1 + int(live.LoadErlang()*rapid.Float64Range(0.2, 2).Draw(t, "staff"))
		got := must2(live.With(n, 20))
		wait, abandon, length := chain(live.ArrivalsPerHour/3600, 1/live.HandlingSeconds, 1/live.PatienceSeconds, n)
		for _, c := range [][2]float64{{got.WaitProbability, wait}, {got.AbandonProbability, abandon}, {got.QueueLength, length}} {
			if math.Abs(c[0]-c[1]) > palmTolerance*c[1] {
				t.Fatalf("%+v, %d agents: got %+v, want %v, %v, %v", live, n, got, wait, abandon, length)
			}
		}
	})
}

func figures(r queue.Result) []float64 {
	return []float64{
		r.Occupancy, r.WaitProbability, r.AbandonProbability, r.LaterProbability, r.ServedOfOffered, r.ServedOfAnswered,
		r.ServedOfOfferedLessEarly, r.ServedAndEarlyOfOffered, r.LoadErlang, r.QueueLength, r.MeanWaitSeconds, r.MeanServedWaitSeconds,
	}
}

func anyLive(t *rapid.T) queue.Live {
	return queue.Live{
		ArrivalsPerHour: math.Exp(rapid.Float64Range(-7, 10).Draw(t, "log arrivals")),
		HandlingSeconds: math.Exp(rapid.Float64Range(-2, 7.5).Draw(t, "log handling")),
		PatienceSeconds: math.Exp(rapid.Float64Range(-7, 30).Draw(t, "log patience")),
	}
}

// From milliseconds to millennia: all shares are shares, the parts add up, Little's law holds.
func TestResultLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := anyLive(t)
		n := int(live.LoadErlang() * rapid.Float64Range(0, 3).Draw(t, "staff"))
		target := math.Exp(rapid.Float64Range(-5, 20).Draw(t, "log target"))
		r := must2(live.With(n, target))
		for i, x := range figures(r) {
			if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 || (i < 8 && x > 1) {
				t.Fatalf("%+v, %d agents: %+v", live, n, r)
			}
		}
		sum := func(got, want float64) {
			if math.Abs(got-want) > 1e-9*math.Max(want, 1e-6) {
				t.Fatalf("got %v, want %v: %+v, %d agents: %+v", got, want, live, n, r)
			}
		}
		sum(r.QueueLength, live.ArrivalsPerHour/3600*r.MeanWaitSeconds)
		sum(r.AbandonProbability, r.MeanWaitSeconds/live.PatienceSeconds)
		sum(float64(n)*r.Occupancy, r.LoadErlang*(1-r.AbandonProbability))
		sum(r.ServedAndEarlyOfOffered, 1-r.LaterProbability)
		sum(r.ServedOfOffered, r.ServedOfAnswered*(1-r.AbandonProbability))
	})
}

func TestServiceGrowsWithAgents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := anyLive(t)
		n := int(live.LoadErlang() * rapid.Float64Range(0, 2).Draw(t, "staff"))
		a, b := must2(live.With(n, 20)), must2(live.With(n+1, 20))
		if b.ServedOfOffered < a.ServedOfOffered*(1-1e-11) || b.AbandonProbability > a.AbandonProbability*(1+1e-9) {
			t.Fatalf("%+v: %d agents %+v, one more %+v", live, n, a, b)
		}
	})
}

func TestErlangATendsToErlangCAndB(t *testing.T) {
	for _, n := range []int{11, 14, 30} {
		live := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 1e14}
		long := must2(live.With(n, 20))
		live.PatienceSeconds = 1e-9
		short := must2(live.With(n, 20))
		live.PatienceSeconds = math.Inf(1)
		near(t, "patience without end", long.ServedOfOffered, must2(live.With(n, 20)).ServedOfOffered, 1e-9)
		near(t, "mean wait", long.MeanWaitSeconds, must2(live.With(n, 20)).MeanWaitSeconds, 1e-9)
		near(t, "no patience", short.AbandonProbability, must2(queue.ErlangB(10, float64(n))), 1e-9)
	}
}

// An overloaded queue of 5,000 Erlang with a patience of years: the share that must be lost is lost, and the wait is the
// one at which that share gives up. Fluid limit: Whitt, Management Science 50 (2004).
func TestErlangAOverloadedWithLongPatience(t *testing.T) {
	live := queue.Live{ArrivalsPerHour: 100000, HandlingSeconds: 180, PatienceSeconds: 1e10}
	r := must2(live.With(4000, 86400))
	within(t, "abandon", r.AbandonProbability, 0.2, 1e-9)
	near(t, "wait of the answered", r.MeanServedWaitSeconds, -1e10*math.Log(0.8), 1e-6)
	within(t, "wait probability", r.WaitProbability, 1, 1e-15)
}

// M/M/1+M with all rates 1: the number in the system is Poisson(1) (Palm), so P(wait) = 1 - 1/e and P(abandon) = 1/e.
func TestErlangAByHand(t *testing.T) {
	r := must2(queue.Live{ArrivalsPerHour: 1, HandlingSeconds: 3600, PatienceSeconds: 3600}.With(1, 3600))
	near(t, "P(wait)", r.WaitProbability, 1-1/math.E, 1e-14)
	near(t, "P(abandon)", r.AbandonProbability, 1/math.E, 1e-14)
}

func TestEndsOfTheModel(t *testing.T) {
	ends := queue.Live{ArrivalsPerHour: 0, HandlingSeconds: 180, PatienceSeconds: math.Inf(1)}
	want := queue.Result{ServedOfOffered: 1, ServedOfAnswered: 1, ServedOfOfferedLessEarly: 1, ServedAndEarlyOfOffered: 1}
	for _, n := range []int{0, 1, 40} {
		if diff := cmp.Diff(want, must2(ends.With(n, 20))); diff != "" {
			t.Errorf("no arrivals, %d agents (-want +got):\n%s", n, diff)
		}
	}
	nobody := queue.Live{ArrivalsPerHour: 36, HandlingSeconds: 180, PatienceSeconds: 60}
	got := must2(nobody.With(0, 60))
	if got.AbandonProbability != 1 || got.MeanWaitSeconds != 60 || got.QueueLength != 0.6 || got.ServedOfOffered != 0 {
		t.Errorf("no agents: %+v", got)
	}
	near(t, "given up within patience", got.ServedAndEarlyOfOffered, 1-1/math.E, 1e-15)
}

func TestLiveRefuses(t *testing.T) {
	good := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}
	for _, c := range []struct {
		change func(*queue.Live)
		agents int
		target float64
		want   string
	}{
		{func(l *queue.Live) { l.ArrivalsPerHour = -1 }, 1, 20, "arrivals per hour is -1; it must be 0 or more"},
		{func(l *queue.Live) { l.ArrivalsPerHour = math.NaN() }, 1, 20, "arrivals per hour is not a number"},
		{func(l *queue.Live) { l.ArrivalsPerHour = math.Inf(1) }, 1, 20, "arrivals per hour is +Inf"},
		{func(l *queue.Live) { l.HandlingSeconds = 0 }, 1, 20, "handling seconds is 0; it must be above 0"},
		{func(l *queue.Live) { l.PatienceSeconds = 0 }, 1, 20, "patience seconds is 0; it must be above 0"},
		{func(l *queue.Live) { l.PatienceSeconds = math.NaN() }, 1, 20, "patience seconds is NaN"},
		{func(l *queue.Live) { l.ArrivalsPerHour = 1e12 }, 1, 20, "offered load in Erlang (arrivals × handling time) is 5e+10"},
		{func(*queue.Live) {}, -1, 20, "agents is -1"},
		{func(*queue.Live) {}, 1, -1, "target seconds is -1"},
		{func(*queue.Live) {}, 1, math.Inf(1), "target seconds is +Inf"},
		{func(l *queue.Live) { l.PatienceSeconds = math.Inf(1) }, 10, 20, "the smallest stable number of agents is 11"},
	} {
		live := good
		c.change(&live)
		if _, err := live.With(c.agents, c.target); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: got %v, want %q", live, err, c.want)
		}
	}
	_, err := queue.Live{ArrivalsPerHour: -1, HandlingSeconds: -2, PatienceSeconds: -3}.With(-4, -5)
	if err == nil || strings.Count(err.Error(), "\n") != 4 {
		t.Errorf("five faults: got %v", err)
	}
}

func ExampleLive_With() {
	live := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}
	r, err := live.With(10, 20)
	fmt.Printf("%.1f%% give up, %.1f%% answered in 20 s, %.0f s in line, %v\n",
		100*r.AbandonProbability, 100*r.ServedOfOffered, r.MeanWaitSeconds, err)
	// Output: 10.9% give up, 51.7% answered in 20 s, 33 s in line, <nil>
}
