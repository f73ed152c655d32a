package queue_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// anySize is a number from the smallest to the largest that a field accepts, evenly by its exponent.
func anySize(smallest, largest float64) *rapid.Generator[float64] {
	return rapid.Custom(func(t *rapid.T) float64 {
		x := math.Exp(rapid.Float64Range(math.Log(smallest), math.Log(largest)).Draw(t, "ln"))
		return math.Max(smallest, math.Min(largest, x))
	})
}

// whateverIsAccepted draws over all that a Live may be, down to arrivals of a denormal number.
func whateverIsAccepted(t *rapid.T) queue.Live {
	l := queue.Live{
		ArrivalsPerHour: anySize(math.SmallestNonzeroFloat64, math.MaxFloat64).Draw(t, "arrivals"),
		HandlingSeconds: anySize(queue.MinSeconds, queue.MaxSeconds).Draw(t, "handling"),
		PatienceSeconds: anySize(queue.MinSeconds, queue.MaxPatienceSeconds).Draw(t, "patience"),
	}
	if rapid.Bool().Draw(t, "usual load") { // else nearly every draw is too large or next to nothing
		l.ArrivalsPerHour = anySize(1e-3, 5000).Draw(t, "load") / l.HandlingSeconds * 3600
	}
	if rapid.Bool().Draw(t, "patient") {
		l.PatienceSeconds = math.Inf(1)
	}
	return l
}

func finite(t *rapid.T, what string, in any, r queue.Result) {
	t.Helper()
	for i, x := range figures(r) {
		if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 || (i < 8 && x > 1) {
			t.Fatalf("%s of %+v: figure %d is %v: %+v", what, in, i, x, r)
		}
	}
}

// No input that is accepted gives NaN, infinity, a share outside 0 .. 1 or a panic, however absurd it is.
func TestNothingAcceptedGivesNaN(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := whateverIsAccepted(t)
		target := anySize(1e-300, queue.MaxSeconds).Draw(t, "target")
		n := int(math.Min(1e5, l.LoadErlang()*rapid.Float64Range(0, 3).Draw(t, "staff"))) + rapid.IntRange(0, 2).Draw(t, "more")
		if r, err := l.With(n, target); err == nil {
			finite(t, "with", l, r)
		}
		if l.LoadErlang() > 1e4 {
			return // a search at a million Erlang takes its time
		}
		p := queue.Promise{
			TargetSeconds: target, TargetShare: rapid.Float64Range(0, 0.999).Draw(t, "share"), MaxOccupancy: 1, MaxAbandon: 0.3,
			By: queue.Level(rapid.IntRange(0, 3).Draw(t, "by")),
		}
		staff, err := l.Required(p)
		if err != nil {
			return
		}
		finite(t, "required", l, staff.Result)
		if math.IsNaN(staff.Fractional) || staff.Fractional < 0 || float64(staff.Agents) < staff.Fractional-1e-9 {
			t.Fatalf("%+v %+v: %+v", l, p, staff)
		}
	})
}

// Times of less than a nanosecond would make rates, and then queue lengths, infinite: they are refused.
func TestTimesTooShortAreRefused(t *testing.T) {
	short := queue.Live{ArrivalsPerHour: 1e39, HandlingSeconds: 7.5e-36, PatienceSeconds: 1e-20}
	_, err := short.With(1, 1)
	for _, want := range []string{"handling seconds is 7.5e-36; it must be at least 1e-09", "patience seconds is 1e-20; it must be at least 1e-09"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, err := (queue.Impatient{ArrivalsPerHour: 1, HandlingSeconds: 1, Patience: queue.FixedPatience{Seconds: 1e-30}}).With(1, 1); err == nil {
		t.Error("a fixed patience of 1e-30 s: no error")
	}
}

// As loads of classes add up to one just below what the agents can carry, the last class waits long but never for ever.
func TestPrioritiesJustBelowFullLoad(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		handling := rapid.Float64Range(1, 1000).Draw(t, "handling")
		n := rapid.IntRange(1, 9).Draw(t, "agents")
		shares := rapid.SliceOfN(rapid.Float64Range(0.01, 1), 2, 6).Draw(t, "shares")
		all := 0.0
		for _, s := range shares {
			all += s
		}
		p := queue.Priorities{HandlingSeconds: handling}
		for _, s := range shares {
			p.ArrivalsPerHour = append(p.ArrivalsPerHour, s/all*float64(n)*3600/handling*(1-rapid.SampledFrom([]float64{0, 1e-16, 2e-16, 1e-15}).Draw(t, "below")))
		}
		classes, err := p.With(n)
		if err != nil {
			return // full
		}
		for i, c := range classes {
			if math.IsInf(c.MeanWaitSeconds, 0) || math.IsNaN(c.MeanWaitSeconds) || c.MeanWaitSeconds < 0 || i > 0 && c.MeanWaitSeconds < classes[i-1].MeanWaitSeconds*(1-1e-9) {
				t.Fatalf("%+v with %d agents: %+v", p, n, classes)
			}
		}
	})
}

// A rate of nanoseconds beside tickets of a million hours: the lag is many cycles long, and is taken by what it is beyond whole ones.
func TestLagOfManyCycles(t *testing.T) {
	p := queue.Profile{ArrivalsPerHour: []float64{1, 3}, StretchHours: 1e-9}
	v := queue.Varying{Demand: p, HandlingSeconds: 3600e6, PatienceSeconds: 60}
	if _, err := v.Required(2, queue.Rule{Base: queue.LaggedLoad}, queue.Promise{MaxOccupancy: 1, MaxAbandon: 0.5}); err == nil {
		t.Log("answered") // that it answers at all is the test
	}
	hours := queue.Profile{ArrivalsPerHour: []float64{1, 3, 9}, StretchHours: 1}
	for _, lag := range []float64{1, 4, 3e6 + 1} { // all of them one hour beyond whole cycles
		near(t, "lag", must2(queue.LoadErlang(hours, queue.LaggedLoad, 3600*lag, 1.5)), lag, 1e-12)
	}
}

// A line of a million that loses a millionth of a ticket an hour is empty after 10¹² hours, and that is said at once.
func TestClearingTakesNoLongerToSayTheLongerItTakes(t *testing.T) {
	slow := queue.Deferred{Arrivals: []float64{0}, Capacity: []float64{0.001}, Carried: []float64{1e6}}
	if r := must2(slow.Run()); !r.Clears || math.Abs(float64(r.ClearHours)-(1e9-1)) > 1e3 {
		t.Errorf("got clear %t after %d hours, want 1e9 - 1", r.Clears, r.ClearHours)
	}
	uneven := queue.Deferred{Arrivals: []float64{5, 0, 2}, Capacity: []float64{0, 4, 3.0001}, Carried: []float64{300}}
	// By hand: three hours take 0.0001 off, and the line is lowest after the third: 300 / 0.0001 cycles, of which one is the one given.
	if r := must2(uneven.Run()); !r.Clears || math.Abs(float64(r.ClearHours)-3*(3e6-1)) > 6 {
		t.Errorf("got clear %t after %d hours, want about 9e6", r.Clears, r.ClearHours)
	}
}
