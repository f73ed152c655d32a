package queue_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"tiermix/model/queue"
)

// Rates in the file are per minute; shape 1/CV² inf is a rate that is known.
func TestUncertainReference(t *testing.T) {
	for _, r := range reference(t, "overdispersion_erlang_a.csv") {
		u := queue.Uncertain{
			Live: queue.Live{
				ArrivalsPerHour: 60 * r.number(t, "lambda_per_min"), HandlingSeconds: 60 / r.number(t, "mu_per_min"),
				PatienceSeconds: 60 / r.number(t, "theta_per_min"),
			},
			CV: 1 / math.Sqrt(r.number(t, "gamma_shape(1/cv^2)")),
		}
		staff := must2(u.Required(queue.Promise{MaxOccupancy: 1, MaxAbandon: r.number(t, "P_ab_target")}))
		name := fmt.Sprintf("%+v ", u)
		if staff.Agents != int(r.number(t, "n_min")) {
			t.Errorf("%s: got %d agents, want %s", name, staff.Agents, r["n_min"])
		}
		got := must2(u.With(int(r.number(t, "n_min")), 20))
		within(t, name+"abandon", got.AbandonProbability, r.number(t, "P_ab(arrival weighted)"), 1e-6)
		within(t, name+"wait", got.WaitProbability, r.number(t, "P_delay(arrival weighted)"), 1e-6)
		within(t, name+"dispersion", u.Dispersion(0.5), r.number(t, "var/mean of 30-min counts"), 1e-6)
	}
}

// A second formula: the mean over a million equally likely days, by quantiles of the gamma law.
func TestUncertainAgainstQuantiles(t *testing.T) {
	for _, cv := range []float64{0.05, 0.3, 1} {
		u := queue.Uncertain{Live: queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}, CV: cv}
		law := distuv.Gamma{Alpha: 1/(cv*cv) + 1, Beta: 1 / (cv * cv)} // of days, counted by their tickets
		var service, queueLength float64
		const days = 4000
		for i := range days {
			l := u.Live
			l.ArrivalsPerHour *= law.Quantile((float64(i) + 0.5) / days)
			r := must2(l.With(11, 20))
			service += r.ServedOfOffered / days
			queueLength += r.MeanWaitSeconds * u.ArrivalsPerHour / 3600 / days
		}
		got := must2(u.With(11, 20))
		within(t, fmt.Sprint(cv), got.ServedOfOffered, service, 2e-4)
		near(t, fmt.Sprint(cv), got.QueueLength, queueLength, 2e-3)
	}
}

func TestUncertaintyCostsAgents(t *testing.T) {
	last := 0.0
	for _, cv := range []float64{0, 0.001, 0.05, 0.1, 0.2, 0.5, 1} {
		u := queue.Uncertain{Live: queue.Live{ArrivalsPerHour: 600, HandlingSeconds: 300, PatienceSeconds: 300}, CV: cv}
		staff := must2(u.Required(queue.Promise{TargetSeconds: 20, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 0.05}))
		if staff.Fractional < last-1e-6 {
			t.Errorf("CV %v: %v agents after %v", cv, staff.Fractional, last)
		}
		if r := must2(u.With(staff.Agents-1, 20)); r.ServedOfOffered >= 0.8 && r.AbandonProbability <= 0.05 {
			t.Errorf("CV %v: one agent fewer keeps the promise: %+v", cv, r)
		}
		last = staff.Fractional
	}
}

func TestUncertainRefuses(t *testing.T) {
	for want, u := range map[string]queue.Uncertain{
		"day factor is -1":  {Live: queue.Live{ArrivalsPerHour: 1, HandlingSeconds: 1, PatienceSeconds: 1}, CV: -1},
		"patience is +Inf:": {Live: endless(1, 1), CV: 0.1},
	} {
		if _, err := u.With(1, 20); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if _, err := u.Required(promise(0.8, 20, 1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// By hand: two periods that move together, 8 and 12 on half of the days each: total variance over n-1 = 16·8/7, each
// period 4·8/7, means 10: CV² = (128/7 - 64/7) / (400 - 200).
func TestDayFactorByHand(t *testing.T) {
	var counts [][]float64
	for i := range 8 {
		x := 8 + 4*float64(i%2)
		counts = append(counts, []float64{x, x})
	}
	got := must2(queue.EstimateDayFactor(counts))
	near(t, "CV", got.CV, math.Sqrt(64.0/7/200), 1e-14)
	near(t, "dispersion", got.Dispersion, 128.0/7/20, 1e-14)
}

// Drawn days give back the factor they were drawn with; without a factor there is none.
func TestDayFactorComesBack(t *testing.T) {
	source := rand.NewPCG(7, 11)
	for _, cv := range []float64{0, 0.09, 0.3} {
		var counts [][]float64
		for range 4000 {
			factor := 1.0
			if cv > 0 {
				factor = distuv.Gamma{Alpha: 1 / (cv * cv), Beta: 1 / (cv * cv), Src: source}.Rand()
			}
			day := make([]float64, 10)
			for j := range day {
				day[j] = distuv.Poisson{Lambda: factor * float64(20+5*j), Src: source}.Rand()
			}
			counts = append(counts, day)
		}
		within(t, fmt.Sprint(cv), must2(queue.EstimateDayFactor(counts)).CV, cv, 0.02)
	}
}

func TestDayFactorRefuses(t *testing.T) {
	eight := func(day ...float64) [][]float64 {
		return [][]float64{day, day, day, day, day, day, day, day}
	}
	uneven := eight(1, 2)
	uneven[3] = []float64{1}
	for want, counts := range map[string][][]float64{
		"0 days are too few": nil, "counts are all 0": eight(0, 0), "day 4 has 1 periods": uneven,
		"day 8, period 2, is -1": eight(1, -1), "at least one": eight(),
	} {
		if _, err := queue.EstimateDayFactor(counts); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func ExampleUncertain_Required() {
	calls := queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 360, PatienceSeconds: 180}
	p := queue.Promise{TargetSeconds: 0, TargetShare: 0, MaxOccupancy: 1, MaxAbandon: 0.05}
	for _, cv := range []float64{0, 0.2} {
		staff, err := queue.Uncertain{Live: calls, CV: cv}.Required(p)
		fmt.Println(staff.Agents, err)
	}
	// Output:
	// 23 <nil>
	// 25 <nil>
}
