package queue_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// Erlang's B from its definition in 200 bits and C = n B / (n - A (1 - B)), at random loads up to 5,000 Erlang, with the service
// level of targets up to days. The digits of n - A that a float64 load cannot hold are no fault.
func TestErlangAtRandomAgainst200Bits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		load := math.Exp(rapid.Float64Range(math.Log(0.05), math.Log(5000)).Draw(t, "ln load"))
		n := 1 + int(load+rapid.Float64Range(0, 6).Draw(t, "reserve")*math.Sqrt(load))
		b := exactB(load, n)
		if b < 1e-290 {
			return
		}
		c := float64(n) * b / (float64(n) - load*(1-b))
		live := queue.Live{ArrivalsPerHour: load, HandlingSeconds: 3600, PatienceSeconds: math.Inf(1)}
		target := rapid.SampledFrom([]float64{0, 20, 3600, 86400, 1e6}).Draw(t, "target")
		got := must2(live.With(n, target))
		tolerance := erlangTolerance * (1 + 10*load/(float64(n)-load)) * (1 + (float64(n)-load)*target/3600)
		for _, pair := range [][2]float64{
			{must2(queue.ErlangB(load, float64(n))), b}, {must2(queue.ErlangC(load, float64(n))), c}, {got.WaitProbability, c},
			{got.MeanWaitSeconds, c * 3600 / (float64(n) - load)}, {got.LaterProbability, c * math.Exp(-(float64(n)-load)*target/3600)},
		} {
			if math.Abs(pair[0]-pair[1]) > tolerance*pair[1] {
				t.Fatalf("%v Erlang, %d agents: got %v, want %v", load, n, pair[0], pair[1])
			}
		}
	})
}

// The share that gives up is never above Erlang's B (patience 0) and the share that waits never above his C (patience
// without end); both change one way only as patience grows.
func TestErlangALiesBetweenBAndC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := queue.Live{
			ArrivalsPerHour: rapid.Float64Range(1, 800).Draw(t, "arrivals"), HandlingSeconds: rapid.Float64Range(20, 2000).Draw(t, "handling"),
			PatienceSeconds: math.Exp(rapid.Float64Range(-1, 12).Draw(t, "ln patience")),
		}
		n := 1 + int(l.LoadErlang()*rapid.Float64Range(0.3, 1.6).Draw(t, "staff"))
		longer := l
		longer.PatienceSeconds *= rapid.Float64Range(1, 5).Draw(t, "longer")
		a, b := must2(l.With(n, 20)), must2(longer.With(n, 20))
		const slack = 1e-11
		loss := must2(queue.ErlangB(l.LoadErlang(), float64(n)))
		switch {
		case a.AbandonProbability > loss*(1+slack) || b.AbandonProbability > a.AbandonProbability*(1+slack):
			t.Fatalf("%+v, %d agents: %v give up, of longer patience %v, B is %v", l, n, a.AbandonProbability, b.AbandonProbability, loss)
		case a.WaitProbability < loss*(1-slack) || b.WaitProbability < a.WaitProbability*(1-slack) || b.MeanWaitSeconds < a.MeanWaitSeconds*(1-slack):
			t.Fatalf("%+v, %d agents: %+v, of longer patience %+v", l, n, a, b)
		}
		if float64(n) > l.LoadErlang() {
			if c := must2(queue.ErlangC(l.LoadErlang(), float64(n))); b.WaitProbability > c*(1+slack) {
				t.Fatalf("%+v, %d agents: %v wait, C is %v", l, n, b.WaitProbability, c)
			}
		}
	})
}

// With a the answered in time, e those who gave up early, x all who gave up: a ≤ a/(1-e) ≤ a/(1-x), and a/(1-e) ≤ a+e, since
// e (1-a-e) ≥ 0. So the promise by the first level asks for the most people.
func TestTheFourServiceLevelsAreOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLive(t)
		n := int(l.LoadErlang() * rapid.Float64Range(0, 2).Draw(t, "staff"))
		target := math.Exp(rapid.Float64Range(-2, 12).Draw(t, "ln target"))
		r := must2(l.With(n, target))
		const slack = 1e-12
		if r.ServedOfOffered > r.ServedOfOfferedLessEarly+slack || r.ServedOfOfferedLessEarly > r.ServedOfAnswered+slack && r.AbandonProbability < 1 ||
			r.ServedOfOfferedLessEarly > r.ServedAndEarlyOfOffered+slack {
			t.Fatalf("%+v, %d agents, %v s: %+v", l, n, target, r)
		}
		longer := must2(l.With(n, 2*target))
		for by := queue.ServedOfOffered; by <= queue.ServedAndEarlyOfOffered; by++ {
			if by != queue.ServedOfOfferedLessEarly && longer.ServiceLevel(by) < r.ServiceLevel(by)-slack {
				t.Fatalf("level %d falls with a longer target: %+v, %+v", by, r, longer)
			}
		}
	})
}

// Patience never raises the need when the promise is served of offered at a target that is short beside the wait, which is where
// desks promise; and the strictest level needs the most. One agent fewer in fractions is told for all four.
func TestPatienceAndTheNeed(t *testing.T) {
	for _, load := range []float64{0.3, 1.2, 2.6, 4, 10, 100} {
		l := queue.Live{ArrivalsPerHour: load * 3600 / 1140, HandlingSeconds: 1140, PatienceSeconds: math.Inf(1)}
		p := promise(0.8, 20, 1)
		last := must2(l.Required(p)).Fractional
		for by := range 4 {
			l.PatienceSeconds, p.By = 90, []queue.Level{queue.ServedOfOffered, queue.ServedOfOfferedLessEarly, queue.ServedAndEarlyOfOffered, queue.ServedOfAnswered}[by]
			if got := must2(l.Required(p)).Fractional; got > last {
				t.Errorf("%v Erlang, level %d: %v agents after %v", load, p.By, got, last)
			} else if by != 2 { // served of answered and served with early are not ordered
				last = got
			}
		}
	}
}

// More load never leaves fewer waiting or better served; more agents never leave more waiting.
func TestMoreLoadWaitsLonger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := anyLive(t)
		n := 1 + int(l.LoadErlang()*rapid.Float64Range(0.2, 2).Draw(t, "staff"))
		more := l
		more.ArrivalsPerHour *= rapid.Float64Range(1, 1.5).Draw(t, "more")
		a, b, c := must2(l.With(n, 20)), must2(more.With(n, 20)), must2(l.With(n+1, 20))
		const slack = 1e-10
		if b.WaitProbability < a.WaitProbability*(1-slack) || b.ServedOfOffered > a.ServedOfOffered*(1+slack) || b.AbandonProbability < a.AbandonProbability*(1-slack) ||
			c.WaitProbability > a.WaitProbability*(1+slack) || c.MeanWaitSeconds > a.MeanWaitSeconds*(1+slack) {
			t.Fatalf("%+v, %d agents: %+v; more load %+v; one agent more %+v", l, n, a, b, c)
		}
	})
}

// What the need is in fractions lies above the last whole number that does not do; with one promise alone the figure promised,
// taken as linear between the two whole numbers around it, is the promise itself.
func TestFractionsOfAgentsAreInterpolated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := queue.Live{
			ArrivalsPerHour: rapid.Float64Range(1, 400).Draw(t, "arrivals"), HandlingSeconds: rapid.Float64Range(30, 1500).Draw(t, "handling"),
			PatienceSeconds: rapid.SampledFrom([]float64{60, 600, math.Inf(1)}).Draw(t, "patience"),
		}
		p := queue.Promise{TargetSeconds: 20, TargetShare: rapid.Float64Range(0.1, 0.95).Draw(t, "share"), MaxOccupancy: 1, MaxAbandon: 1}
		staff := must2(l.Required(p))
		n := math.Floor(staff.Fractional)
		if staff.Binds != queue.ServiceBound || n == staff.Fractional || n == 0 || l.PatienceSeconds > 1e9 && n <= l.LoadErlang() {
			return
		}
		low, high := must2(l.With(int(n), 20)).ServedOfOffered, must2(l.With(int(n)+1, 20)).ServedOfOffered
		if got := low + (staff.Fractional-n)*(high-low); math.Abs(got-p.TargetShare) > 1e-6 {
			t.Fatalf("%+v: %+v reach %v, promised %v", l, staff, got, p.TargetShare)
		}
	})
}

// Many small days are the mean of their days: the gamma law by Gauss-Legendre panels of its own density, without the change of
// variable that With uses; and a tiny CV is no CV.
func TestUncertainAgainstItsDensity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := queue.Uncertain{Live: queue.Live{
			ArrivalsPerHour: rapid.Float64Range(20, 300).Draw(t, "arrivals"), HandlingSeconds: rapid.Float64Range(60, 600).Draw(t, "handling"),
			PatienceSeconds: rapid.Float64Range(60, 900).Draw(t, "patience"),
		}, CV: rapid.Float64Range(0.08, 0.8).Draw(t, "cv")}
		n := 1 + int(u.LoadErlang()*rapid.Float64Range(0.7, 1.4).Draw(t, "staff"))
		shape := 1 / (u.CV * u.CV)
		log, _ := math.Lgamma(shape)
		lost := func(g float64) float64 {
			if g == 0 {
				return 0
			}
			l := u.Live
			l.ArrivalsPerHour *= g
			density := math.Exp(shape*math.Log(shape) + (shape-1)*math.Log(g) - shape*g - log)
			return g * density * must2(l.With(n, 20)).AbandonProbability
		}
		want := 0.0
		for k := range 20 { // where the weight is, then the tail
			want += quad.Fixed(lost, float64(k)*0.25, float64(k+1)*0.25, 12, nil, 0) + quad.Fixed(lost, 5+2*float64(k), 7+2*float64(k), 8, nil, 0)
		}
		if got := must2(u.With(n, 20)).AbandonProbability; math.Abs(got-want) > 1e-6 {
			t.Fatalf("%+v, %d agents: got %v, want %v", u, n, got, want)
		}
		finite(t, "uncertain", u, must2(u.With(n, 20)))
		u.CV = 1e-6
		if a, b := must2(u.With(n, 20)), must2(u.Live.With(n, 20)); math.Abs(a.ServedOfOffered-b.ServedOfOffered) > 1e-9 {
			t.Fatalf("a CV of a millionth: %+v, without %+v", a, b)
		}
	})
}

// Pollaczek and Khinchine with v = 1 is M/M/1; Allen and Cunneen's estimate is exact for one agent and for v = 1, and says so.
func TestAllenCunneenWhereItIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := queue.General{HandlingSeconds: rapid.Float64Range(1, 5000).Draw(t, "handling"), Variability: 1}
		n := rapid.IntRange(1, 60).Draw(t, "agents")
		g.ArrivalsPerHour = rapid.Float64Range(0.05, 0.99).Draw(t, "occupancy") * float64(n) * 3600 / g.HandlingSeconds
		want := must2(endless(g.ArrivalsPerHour, g.HandlingSeconds).With(n, 0)).MeanWaitSeconds
		if e := must2(g.WaitSeconds(n)); math.Abs(e.MeanWaitSeconds-want) > 1e-11*want || e.RelativeError != 0 {
			t.Fatalf("%+v, %d agents: %+v, M/M/n waits %v", g, n, e, want)
		}
		g.Variability = rapid.Float64Range(0, 9).Draw(t, "variability")
		g.ArrivalsPerHour /= float64(n)
		one := must2(g.OneAgentWaitSeconds())
		if e := must2(g.WaitSeconds(1)); math.Abs(e.MeanWaitSeconds-one) > 1e-11*one || e.RelativeError != 0 {
			t.Fatalf("%+v, one agent: %+v, exactly %v", g, e, one)
		}
	})
}

// The modified offered load conserves work: over a cycle its mean is mean rate × handling time, whatever the profile; it swings
// less than the rate does, and with short tickets it is the rate.
func TestOfferedLoadConservesWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := queue.Profile{ArrivalsPerHour: rapid.SliceOfN(rapid.Float64Range(0, 90), 1, 24).Draw(t, "rates"), StretchHours: rapid.Float64Range(0.25, 2).Draw(t, "stretch")}
		handling := math.Exp(rapid.Float64Range(2, 11).Draw(t, "ln handling"))
		low, high, mean := math.Inf(1), 0.0, 0.0
		for _, rate := range p.ArrivalsPerHour {
			low, high, mean = math.Min(low, rate), math.Max(high, rate), mean+rate/float64(len(p.ArrivalsPerHour))
		}
		got := 0.0
		for i := range p.ArrivalsPerHour {
			at := func(hour float64) float64 { return must2(queue.LoadErlang(p, queue.OfferedLoad, handling, hour)) }
			from := float64(i) * p.StretchHours
			for k := range 32 { // the load is smooth within a stretch, steep at its start
				got += quad.Fixed(at, from+p.StretchHours*float64(k)/32, from+p.StretchHours*float64(k+1)/32*(1-1e-12), 10, nil, 0)
			}
			if m := at(from); m < low*handling/3600*(1-1e-9)-1e-12 || m > high*handling/3600*(1+1e-9)+1e-12 {
				t.Fatalf("%+v: load %v outside that of the lowest and highest rate", p, m)
			}
		}
		if want := mean * handling / 3600; math.Abs(got/p.CycleHours()-want) > 1e-6*want+1e-12 {
			t.Fatalf("%+v, %v s: mean load %v, want %v", p, handling, got/p.CycleHours(), want)
		}
	})
}
