package queue_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/queue"
)

func TestOfferedLoadReference(t *testing.T) {
	for _, r := range reference(t, "mt_m_inf_offered_load.csv") {
		s := queue.Sinus{MeanPerHour: r.number(t, "lambda_bar"), AmplitudePerHour: r.number(t, "amplitude"), PeriodHours: r.number(t, "period_h")}
		got := must2(queue.LoadErlang(s, queue.OfferedLoad, 3600*r.number(t, "mean_service_h"), r.number(t, "t_h")))
		near(t, fmt.Sprintf("%+v at %s h", s, r["t_h"]), got, r.number(t, "m(t)=offered load at t (periodic steady state)"), 1e-12)
	}
}

var rules = map[string]queue.Rule{
	"SIPP-avg": {Base: queue.PointwiseLoad}, "SIPP-max": {Base: queue.PointwiseLoad, Peak: true},
	"lagSIPP-avg": {Base: queue.LaggedLoad}, "lagSIPP-max": {Base: queue.LaggedLoad, Peak: true},
	"MOL-avg": {Base: queue.OfferedLoad}, "MOL-max": {Base: queue.OfferedLoad, Peak: true},
}

// Probability tolerance of ../shared/reference/README.md; staffing is exact.
const delayTolerance = 1e-6

func TestVaryingReference(t *testing.T) {
	cases := map[string][]row{}
	for _, r := range reference(t, "mt_m_st_exact.csv") {
		name := r["case"] + " " + r["rule"]
		cases[name] = append(cases[name], r)
	}
	for name, rows := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rows[0]
			v := queue.Varying{
				Demand: queue.Sinus{
					MeanPerHour: r.number(t, "lambda_bar"), AmplitudePerHour: r.number(t, "amplitude"), PeriodHours: r.number(t, "period_h"),
				},
				HandlingSeconds: 3600 * r.number(t, "mean_service_h"), PatienceSeconds: 3600 / r.number(t, "abandon_rate_per_h"),
			}
			staff := must2(v.Required(len(rows), rules[r["rule"]], promise(1-r.number(t, "target_P_delay"), 0, 1)))
			agents := make([]int, len(rows))
			for i := range rows {
				if agents[i] = int(rows[i].number(t, "staff")); staff[i].Agents != agents[i] {
					t.Errorf("period %d: got %d agents, want %d", i, staff[i].Agents, agents[i])
				}
			}
			for i, d := range must2(v.Delays(agents)) {
				near(t, "arrivals", d.Arrivals, rows[i].number(t, "E_arrivals"), 1e-9)
				within(t, "wait", d.WaitProbability, rows[i].number(t, "P_delay_arrival_weighted"), delayTolerance)
				within(t, "queue", d.QueueLength, rows[i].number(t, "mean_queue"), 10*delayTolerance)
				within(t, "occupancy", d.Occupancy, rows[i].number(t, "occupancy"), delayTolerance)
				within(t, "abandon", d.AbandonProbability, rows[i].number(t, "P_abandon=th*intQ/arrivals"), delayTolerance)
			}
		})
	}
}

// A rate that does not change is Erlang C, or A, in every period.
func TestConstantDemandIsErlang(t *testing.T) {
	for _, patience := range []float64{math.Inf(1), 300, 60} {
		for _, demand := range []queue.Demand{
			queue.Sinus{MeanPerHour: 100, PeriodHours: 24}, queue.Profile{ArrivalsPerHour: []float64{100, 100, 100}, StretchHours: 0.7},
		} {
			v := queue.Varying{Demand: demand, HandlingSeconds: 180, PatienceSeconds: patience}
			want := must2(queue.Live{ArrivalsPerHour: 100, HandlingSeconds: 180, PatienceSeconds: patience}.With(7, 0))
			for _, d := range must2(v.Delays([]int{7, 7})) {
				within(t, "wait", d.WaitProbability, want.WaitProbability, 1e-8)
				within(t, "queue", d.QueueLength, want.QueueLength, 1e-7)
				within(t, "abandon", d.AbandonProbability, want.AbandonProbability, 1e-8)
				within(t, "occupancy", d.Occupancy, want.Occupancy, 1e-8)
			}
		}
	}
}

// By hand: 60 an hour for one hour, none for one hour, one hour each: from x the load climbs to 60 - (60-x)/e and falls to
// (60 - (60-x)/e)/e = x, so x = 60 (1-1/e) / (e - 1/e).
func TestProfileByHand(t *testing.T) {
	p := queue.Profile{ArrivalsPerHour: []float64{60, 0}, StretchHours: 1}
	x := 60 * (1 - 1/math.E) / (math.E - 1/math.E)
	for hour, want := range map[float64]float64{0: x, 1: x * math.E, 2: x, -1: x * math.E, 4.5: 60 - (60-x)*math.Exp(-0.5)} {
		near(t, fmt.Sprint("hour ", hour), must2(queue.LoadErlang(p, queue.OfferedLoad, 3600, hour)), want, 1e-12)
	}
	for hour, want := range map[float64]float64{0.5: 0, 1.5: 60, 2.5: 0} {
		if got := must2(queue.LoadErlang(p, queue.LaggedLoad, 3600, hour)); got != want {
			t.Errorf("lagged at %v: got %v, want %v", hour, got, want)
		}
	}
}

// A profile of many short stretches is the sinus it follows, for every base, mean and peak.
func TestProfileFollowsSinus(t *testing.T) {
	s := queue.Sinus{MeanPerHour: 60, AmplitudePerHour: 30, PeriodHours: 24}
	p := queue.Profile{StretchHours: 0.01}
	for i := range 2400 {
		p.ArrivalsPerHour = append(p.ArrivalsPerHour, s.RatePerHour((float64(i)+0.5)/100))
	}
	for name, rule := range rules {
		for _, handling := range []float64{360, 3600} {
			a := must2(queue.Varying{Demand: s, HandlingSeconds: handling, PatienceSeconds: 600}.Required(24, rule, promise(0.8, 20, 1)))
			b := must2(queue.Varying{Demand: p, HandlingSeconds: handling, PatienceSeconds: 600}.Required(24, rule, promise(0.8, 20, 1)))
			for i := range a {
				within(t, fmt.Sprintf("%s, hour %d", name, i), b[i].Fractional, a[i].Fractional, 0.05)
			}
		}
	}
}

// In balance, all that comes is handled or gives up: over a cycle the load of the mean rate is served.
func TestDelaysServeWhatComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := queue.Profile{ArrivalsPerHour: rapid.SliceOfN(rapid.Float64Range(0, 40), 1, 3).Draw(t, "rates"), StretchHours: 1}
		v := queue.Varying{Demand: p, HandlingSeconds: rapid.Float64Range(100, 1000).Draw(t, "handling"), PatienceSeconds: rapid.Float64Range(60, 1000).Draw(t, "patience")}
		agents := rapid.SliceOfN(rapid.IntRange(0, 12), len(p.ArrivalsPerHour), len(p.ArrivalsPerHour)).Draw(t, "agents")
		var came, left, handled float64
		for i, d := range must2(v.Delays(agents)) {
			came += d.Arrivals
			left += d.Arrivals * d.AbandonProbability
			handled += float64(agents[i]) * d.Occupancy * 3600 / v.HandlingSeconds
		}
		// Who gave up in a period without arrivals has no share to stand in.
		if left+handled > came+1e-6 || (came > 0 && noneIdle(p.ArrivalsPerHour) && math.Abs(left+handled-came) > 1e-6) {
			t.Fatalf("%+v, %v agents: came %v, gave up %v, handled %v", v, agents, came, left, handled)
		}
	})
}

func noneIdle(rates []float64) bool {
	for _, r := range rates {
		if r < 1e-9 {
			return false
		}
	}
	return true
}

func TestVaryingRefuses(t *testing.T) {
	sinus := queue.Sinus{MeanPerHour: 60, AmplitudePerHour: 30, PeriodHours: 24}
	for want, v := range map[string]queue.Varying{
		"demand is missing":                    {HandlingSeconds: 60, PatienceSeconds: 60},
		"amplitude in arrivals per hour is 90": {Demand: queue.Sinus{MeanPerHour: 60, AmplitudePerHour: 90, PeriodHours: 24}, HandlingSeconds: 60, PatienceSeconds: 60},
		"profile has no stretches":             {Demand: queue.Profile{StretchHours: 1}, HandlingSeconds: 60, PatienceSeconds: 60},
		"arrivals per hour of stretch 2 is -1": {Demand: queue.Profile{StretchHours: 1, ArrivalsPerHour: []float64{1, -1}}, HandlingSeconds: 60, PatienceSeconds: 60},
		"handling seconds is 0":                {Demand: sinus, PatienceSeconds: 60},
		"patience seconds is 0":                {Demand: sinus, HandlingSeconds: 60},
		"stretch in hours is NaN":              {Demand: queue.Profile{StretchHours: math.NaN(), ArrivalsPerHour: []float64{1}}, HandlingSeconds: 60, PatienceSeconds: 60},
	} {
		if _, err := v.Delays([]int{1}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("delays: got %v, want %q", err, want)
		}
		if _, err := v.Required(1, queue.Rule{}, promise(0.8, 20, 1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("required: got %v, want %q", err, want)
		}
	}
	v := queue.Varying{Demand: sinus, HandlingSeconds: 360, PatienceSeconds: math.Inf(1)}
	var overload queue.OverloadError
	if _, err := v.Delays([]int{6, 6}); !errors.As(err, &overload) || overload.Stable != 7 {
		t.Errorf("got %v, want an overload", err)
	}
	if _, err := v.Delays(nil); err == nil || !strings.Contains(err.Error(), "periods of the cycle is 0") {
		t.Errorf("no periods: got %v", err)
	}
	if _, err := v.Required(1, queue.Rule{Base: 9}, promise(0.8, 20, 1)); err == nil {
		t.Error("an unknown base: no error")
	}
	quiet := queue.Varying{Demand: queue.Profile{ArrivalsPerHour: []float64{0}, StretchHours: 8}, HandlingSeconds: 60, PatienceSeconds: math.Inf(1)}
	if diff := cmp.Diff([]queue.Delay{{}}, must2(quiet.Delays([]int{0}))); diff != "" {
		t.Errorf("nothing comes (-want +got):\n%s", diff)
	}
}

func ExampleVarying_Required() {
	v := queue.Varying{
		Demand:          queue.Profile{ArrivalsPerHour: []float64{20, 60, 20}, StretchHours: 1},
		HandlingSeconds: 3600, PatienceSeconds: math.Inf(1),
	}
	p := queue.Promise{TargetSeconds: 0, TargetShare: 0.8, MaxOccupancy: 1, MaxAbandon: 1}
	for _, base := range []queue.Base{queue.PointwiseLoad, queue.OfferedLoad} {
		staff, err := v.Required(3, queue.Rule{Base: base}, p)
		fmt.Println(staff[0].Agents, staff[1].Agents, staff[2].Agents, err)
	}
	// Output:
	// 26 69 26 <nil>
	// 32 44 44 <nil>
}
