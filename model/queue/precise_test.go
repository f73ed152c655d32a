package queue_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tiermix/model/queue"
)

// precision is the number of bits of the second formula for Erlang A: enough for sums of e^400 that cancel.
const precision = 1000

func bigOf(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

func add(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Add(a, b) }
func sub(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Sub(a, b) }
func mul(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Mul(a, b) }
func quo(a, b *big.Float) *big.Float { return new(big.Float).SetPrec(precision).Quo(a, b) }

// exp is eˣ = (e^(x/2^k))^(2^k) by its series.
func exp(x *big.Float) *big.Float {
	const halvings = 40
	y := quo(x, new(big.Float).SetPrec(precision).SetMantExp(bigOf(1), halvings))
	sum, term := bigOf(1), bigOf(1)
	for k := 1.0; k < 80; k++ {
		term = quo(mul(term, y), bigOf(k))
		sum = add(sum, term)
	}
	for range halvings {
		sum = mul(sum, sum)
	}
	return sum
}

// series is Σ xʲ / ((c+1)...(c+j)) over j ≥ 0, and the same with weights j.
func series(c, x *big.Float) (sum, weighted *big.Float) {
	sum, weighted = bigOf(1), bigOf(0)
	term, small := bigOf(1), new(big.Float).SetMantExp(bigOf(1), -600)
	for j := 1.0; ; j++ {
		below := add(c, bigOf(j))
		term = quo(mul(term, x), below)
		sum, weighted = add(sum, term), add(weighted, mul(bigOf(j), term))
		if x.Cmp(below) < 0 && mul(term, bigOf(j)).Cmp(mul(sum, small)) < 0 {
			return sum, weighted
		}
	}
}

// precise is Erlang A in 1000 bits, by sums over the states of the chain and the identity
// λ ∫₀^T e^-θv e^h dv = nμ ∫₀^T e^h dv + e^h(T) - 1.
func precise(l queue.Live, n int, target float64) queue.Result {
	load := quo(mul(bigOf(l.ArrivalsPerHour), bigOf(l.HandlingSeconds)), bigOf(3600))
	ratio := quo(bigOf(l.PatienceSeconds), bigOf(l.HandlingSeconds))
	agents, passed := bigOf(float64(n)), quo(bigOf(target), bigOf(l.PatienceSeconds))
	c, x := mul(agents, ratio), mul(load, ratio)
	b := bigOf(1)
	for k := 1; k <= n; k++ {
		b = quo(mul(load, b), add(bigOf(float64(k)), mul(load, b)))
	}
	q := sub(quo(bigOf(1), b), bigOf(1))
	beyond := exp(new(big.Float).Neg(passed))
	all, queued := series(c, x)
	late, _ := series(c, mul(x, beyond))
	h := exp(sub(mul(x, sub(bigOf(1), beyond)), mul(c, passed)))
	total := add(all, q)
	tail := quo(mul(h, late), total) // P(V > T)
	abandon := quo(quo(queued, x), total)
	inTime := quo(add(q, mul(quo(agents, load), sub(sub(all, bigOf(1)), mul(h, sub(late, bigOf(1)))))), total)
	later := mul(beyond, tail)
	one := bigOf(1)
	early := sub(sub(one, later), inTime)
	f := func(x *big.Float) float64 { v, _ := x.Float64(); return v }
	return queue.Result{
		LoadErlang: f(load), Occupancy: f(quo(mul(load, sub(one, abandon)), agents)), QueueLength: f(quo(queued, total)),
		WaitProbability: f(quo(all, total)), AbandonProbability: f(abandon), MeanWaitSeconds: f(mul(abandon, bigOf(l.PatienceSeconds))),
		LaterProbability: f(later), ServedOfOffered: f(inTime), ServedOfAnswered: f(quo(inTime, sub(one, abandon))),
		ServedOfOfferedLessEarly: f(quo(inTime, sub(one, early))), ServedAndEarlyOfOffered: f(sub(one, later)),
	}
}

// preciseTolerance is the relative tolerance that planning.md asks of Erlang A.
const preciseTolerance = 1e-10

func samePrecise(t interface {
	Helper()
	Errorf(string, ...any)
}, l queue.Live, n int, target float64) {
	t.Helper()
	got, want := must2(l.With(n, target)), precise(l, n, target)
	got.MeanServedWaitSeconds = 0
	g, w := figures(got), figures(want)
	for i := range w {
		if w[i] > 1e-290 && math.Abs(g[i]-w[i]) > preciseTolerance*w[i] {
			t.Errorf("%+v, %d agents, %v s: figure %d is %v, want %v (%.2g)", l, n, target, i, g[i], w[i], math.Abs(g[i]-w[i])/w[i])
		}
	}
}

func TestErlangAInFullPrecision(t *testing.T) {
	for _, c := range []struct {
		live   queue.Live
		n      int
		target float64
	}{
		{queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 3600}, 10, 14400},
		{queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 1}, 10, 0},
		{queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 1}, 1, 20},
		{queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 18000}, 40, 86400},
		{queue.Live{ArrivalsPerHour: 100000, HandlingSeconds: 180, PatienceSeconds: 300}, 5000, 20},
		{queue.Live{ArrivalsPerHour: 100000, HandlingSeconds: 180, PatienceSeconds: 60}, 4700, 20},
		{queue.Live{ArrivalsPerHour: 100000, HandlingSeconds: 180, PatienceSeconds: 600}, 5200, 86400},
		{queue.Live{ArrivalsPerHour: 5000, HandlingSeconds: 3600, PatienceSeconds: 7}, 4990, 3},
		{queue.Live{ArrivalsPerHour: 1e-3, HandlingSeconds: 1800, PatienceSeconds: 86400}, 1, 604800},
	} {
		samePrecise(t, c.live, c.n, c.target)
	}
}

func TestErlangAInFullPrecisionAtRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := queue.Live{
			ArrivalsPerHour: math.Exp(rapid.Float64Range(0, 7).Draw(t, "log arrivals")),
			HandlingSeconds: math.Exp(rapid.Float64Range(2, 6.5).Draw(t, "log handling")),
			PatienceSeconds: math.Exp(rapid.Float64Range(1, 8).Draw(t, "log patience")),
		}
		n := 1 + int(l.LoadErlang()*rapid.Float64Range(0.7, 1.6).Draw(t, "staff"))
		samePrecise(t, l, n, math.Exp(rapid.Float64Range(0, 6).Draw(t, "log target")))
	})
}

// The search of Required is quick and less exact; it must agree with With where they are compared.
func TestRequiredAgreesWithWith(t *testing.T) {
	for _, l := range []queue.Live{
		{ArrivalsPerHour: 20000, HandlingSeconds: 300, PatienceSeconds: 1e7}, // the series gives way to the integrals
		{ArrivalsPerHour: 20000, HandlingSeconds: 300, PatienceSeconds: 3},
		{ArrivalsPerHour: 100000, HandlingSeconds: 180, PatienceSeconds: 120},
		{ArrivalsPerHour: 0.001, HandlingSeconds: 10, PatienceSeconds: 120},
	} {
		for by := queue.ServedOfOffered; by <= queue.ServedAndEarlyOfOffered; by++ {
			p := queue.Promise{TargetSeconds: 20, TargetShare: 0.85, By: by, MaxOccupancy: 1, MaxAbandon: 0.04}
			staff := must2(l.Required(p))
			fewer := must2(l.With(staff.Agents-1, 20))
			if !keeps(l, staff.Agents, p) || keeps(l, staff.Agents-1, p) {
				t.Errorf("%+v by %d: %+v, with one agent fewer %+v", l, by, staff, fewer)
			}
		}
	}
}

// literal figures, so that something remains to compare with when ../shared is not here. Source: exact recomputation in
// ../shared/reference (erlang_b, erlang_c, erlang_a, mmn_g_patience, mt_m_st_exact), 50-digit arithmetic.
func TestLiteralFigures(t *testing.T) {
	a := must2(queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 180, PatienceSeconds: 300}.With(13, 20))
	c := must2(endless(100, 180).With(6, 20))
	u := must2(queue.Impatient{ArrivalsPerHour: 200, HandlingSeconds: 180, Patience: queue.UniformPatience{LongestSeconds: 600}}.With(10, 20))
	p := must2(queue.Priorities{ArrivalsPerHour: []float64{3600, 4 * 3600}, HandlingSeconds: 1}.With(6))
	for _, f := range []struct {
		name      string
		got, want float64
	}{
		{"B(5071, 5000)", must2(queue.ErlangB(5000, 5071)), 0.0040188743453078632},
		{"C(5142, 5000)", must2(queue.ErlangC(5000, 5142)), 0.027214284533236012},
		{"M/M/6 wait", c.WaitProbability, 0.58751645046061290},
		{"M/M/6 in s/9", c.ServedOfOffered, 0.47426718085262163},
		{"Erlang A wait", a.WaitProbability, 0.22579708404737528},
		{"Erlang A abandon", a.AbandonProbability, 0.024963303633571875},
		{"Erlang A answer", a.MeanServedWaitSeconds, 60 * 0.11523280510109633},
		{"Erlang A served of offered", a.ServedOfOffered, 0.85817770003076260},
		{"Erlang A served of answered", a.ServedOfAnswered, 0.88014913000592463},
		{"Erlang A less early", a.ServedOfOfferedLessEarly, 0.86827452118825598},
		{"Erlang A served and early", a.ServedAndEarlyOfOffered, 0.86980630470716796},
		{"uniform patience abandon", u.AbandonProbability, 0.091774876512370135},
		{"uniform patience answer", u.MeanServedWaitSeconds, 60 * 0.79112931446719274},
		{"urgent wait", p[0].MeanWaitSeconds, 0.11750329009212258},
		{"Halfin-Whitt", must2(queue.HalfinWhitt(0.5)), 0.50453864099794502},
		{"Halfin-Whitt inverse", must2(queue.HalfinWhittBeta(0.2)), 1.0615162754187176},
	} {
		near(t, f.name, f.got, f.want, preciseTolerance)
	}
}

// Tickets of one hour, eight periods of three: staffed hour by hour the worst period keeps 73 % waiting, with the offered
// load no period more than 31 %. Source: ../shared/reference/mt_m_st_exact.csv, case C.
func TestLiteralDelays(t *testing.T) {
	v := queue.Varying{
		Demand:          queue.Sinus{MeanPerHour: 60, AmplitudePerHour: 30, PeriodHours: 24},
		HandlingSeconds: 3600, PatienceSeconds: math.Inf(1),
	}
	for _, c := range []struct {
		base   queue.Base
		agents []int
		worst  float64
	}{
		{queue.PointwiseLoad, []int{81, 98, 98, 81, 57, 40, 40, 57}, 0.72772696},
		{queue.OfferedLoad, []int{73, 93, 99, 87, 65, 45, 39, 51}, 0.31122377},
	} {
		staff := must2(v.Required(8, queue.Rule{Base: c.base}, promise(0.8, 0, 1)))
		worst := 0.0
		for i, d := range must2(v.Delays(c.agents)) {
			worst = math.Max(worst, d.WaitProbability)
			if staff[i].Agents != c.agents[i] {
				t.Errorf("base %d, period %d: got %d agents, want %d", c.base, i, staff[i].Agents, c.agents[i])
			}
		}
		within(t, fmt.Sprint("base ", c.base), worst, c.worst, delayTolerance)
	}
}

// 3.33 calls a minute of 6 minutes, patience 3 minutes, CV 0.2: 25 agents keep 5 %. Source: overdispersion_erlang_a.csv.
func TestLiteralUncertainty(t *testing.T) {
	u := queue.Uncertain{Live: queue.Live{ArrivalsPerHour: 200, HandlingSeconds: 360, PatienceSeconds: 180}, CV: 0.2}
	r := must2(u.With(25, 20))
	within(t, "abandon", r.AbandonProbability, 0.0455517422, 1e-6)
	within(t, "wait", r.WaitProbability, 0.222229709, 1e-6)
}
