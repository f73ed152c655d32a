package queue

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
)

// Numerical choices of the integrals over the offered wait.
const (
	nodes      = 15     // Gauss-Legendre points a panel: exact to degree 29
	agreement  = 1e-9   // one panel against its two halves; halving gains a factor 2³⁰, so the halves are then exact to rounding
	nothing    = 1e-17  // a part of a sum that no float64 shows
	subnormal  = 1e-290 // below this float64 begins to lose digits
	mostHalves = 48     // depth of halving; only a jump inside a panel gets there
	farDown    = 45.0   // e^-45 = 3e-20 of the largest value is cut off, a piece of its own apart
	vanished   = -745   // e^-745 is the smallest float64
	mostSteps  = 2100   // doublings from the smallest to the largest float64
)

var nodeAt, nodeWeight = legendre()

func legendre() (x, w []float64) {
	x, w = make([]float64, nodes), make([]float64, nodes)
	quad.Legendre{}.FixedLocations(x, w, -1, 1)
	return x, w
}

// law is the offered wait V of a queue: how long a customer of endless patience would wait. Given V > 0 its density is
// proportional to e^h(v) with h(v) = λ H(v) - n μ v, where H(v) = ∫₀^v P(patience > u) du is concave. So h is concave too:
// the density has one peak and falls on both sides.
type law interface {
	mode() float64          // where h is largest, in seconds
	peak() float64          // h at the mode, where h(0) = 0
	fall(v float64) float64 // h(v) - h(mode), at most 0, without cancellation
	// patience returns P(patience > v), P(patience ≤ v) without cancellation, and H(v) in seconds: the mean wait of a customer
	// who is offered the wait v.
	patience(v float64) (survival, lost, area float64)
	kinks() []float64 // rising seconds at which survival is not smooth
}

// moments are integrals over e^fall(v) dv, in seconds (and seconds squared for the two waits).
type moments struct {
	mass   float64 // 1
	served float64 // × survival
	lost   float64 // × lost
	waited float64 // × area
	answer float64 // × v survival
}

func (m moments) plus(o moments, factor float64) moments {
	return moments{
		m.mass + factor*o.mass, m.served + factor*o.served, m.lost + factor*o.lost,
		m.waited + factor*o.waited, m.answer + factor*o.answer,
	}
}

// agrees compares two values of one panel: they are close, or what is between them is nothing beside the sum so far.
func (m moments) agrees(o, sum moments) bool {
	close := func(a, b, sum float64) bool { return math.Abs(a-b) <= agreement*b+nothing*sum+subnormal }
	return close(m.mass, o.mass, sum.mass) && close(m.served, o.served, sum.served) && close(m.lost, o.lost, sum.lost) &&
		close(m.waited, o.waited, sum.waited) && close(m.answer, o.answer, sum.answer)
}

// wait is the offered wait of a queue, cut at the target.
type wait struct {
	law         law
	demand      Live
	n           float64
	target      float64
	early, late moments // V up to the target, and above
}

// newWait integrates the offered wait piece by piece between target and kinks. Each piece is measured from its own
// highest point, so that small far pieces keep their digits.
func newWait(l law, demand Live, n, target float64) wait {
	w := wait{law: l, demand: demand, n: n, target: target}
	cuts := append([]float64{0, target, math.Inf(1)}, l.kinks()...)
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i, low := range cuts[:len(cuts)-1] {
		m, base := integrate(l, low, cuts[i+1], demand.HandlingSeconds/n)
		if cuts[i+1] <= target {
			w.early = w.early.plus(m, math.Exp(base))
		} else {
			w.late = w.late.plus(m, math.Exp(base))
		}
	}
	return w
}

// result puts the integrals together. With J = ∫ e^h, q = (1-B)/B = n / (A B(n-1)) and S = n μ J:
//
//	P(V > 0) = 1 / (1 + q/S); P(V > t | V > 0) = ∫ₜ^∞ e^h / J
//
// and every other share is the mean of a positive function of V, so that nothing cancels; exponents are kept as such
// until the end, so that nothing overflows.
//
// Source: S. Zeltyn and A. Mandelbaum, Call centers with impatient customers: many-server asymptotics of the M/M/n+G
// queue, Queueing Systems 51 (2005); F. Baccelli and G. Hebuterne, On queues with impatient customers (1981).
func (w wait) result() Result {
	load, rate := w.demand.LoadErlang(), w.demand.ArrivalsPerHour/secondsPerHour
	all := w.early.plus(w.late, 1)
	q := math.Log(w.n/load) - math.Log(blocking(load, w.n-1))
	s := math.Log(w.n/w.demand.HandlingSeconds) + w.law.peak() + math.Log(all.mass)
	waits, free := 1/(1+math.Exp(q-s)), 1/(1+math.Exp(s-q))
	given := waits / all.mass
	answered, inTime := free+given*all.served, free+given*w.early.served
	survival, lost, _ := w.law.patience(w.target)
	later := given * w.late.mass * survival
	notEarly := free + given*w.early.served + later
	r := Result{
		LoadErlang: load, Occupancy: load * answered / w.n, QueueLength: rate * given * all.waited,
		WaitProbability: waits, AbandonProbability: given * all.lost, MeanWaitSeconds: given * all.waited,
		LaterProbability: later, ServedOfOffered: inTime,
		ServedAndEarlyOfOffered: free + given*(w.early.mass+lost*w.late.mass),
	}
	if answered > 0 {
		r.MeanServedWaitSeconds, r.ServedOfAnswered = given*all.answer/answered, inTime/answered
	}
	if notEarly > 0 {
		r.ServedOfOfferedLessEarly = inTime / notEarly
	}
	return r.bounded()
}

// bounded cuts shares that rounding lifted above 1 by a few units in the last place.
func (r Result) bounded() Result {
	for _, share := range []*float64{
		&r.Occupancy, &r.WaitProbability, &r.AbandonProbability, &r.LaterProbability,
		&r.ServedOfOffered, &r.ServedOfAnswered, &r.ServedOfOfferedLessEarly, &r.ServedAndEarlyOfOffered,
	} {
		*share = math.Min(1, *share)
	}
	return r
}

// piece is an integral in the making, divided by e^base.
type piece struct {
	law  law
	base float64
	sum  moments
}

// integrate returns the moments between low and high, divided by e^base, and base; step is a first guess of the width.
func integrate(l law, low, high, step float64) (m moments, base float64) {
	top := math.Max(low, math.Min(l.mode(), high))
	p := piece{law: l, base: l.fall(top)}
	if p.base < vanished {
		return moments{}, p.base
	}
	if left := edge(l, top, low, -step); left < top {
		p.refine(left, top, p.panel(left, top), mostHalves)
	}
	if right := edge(l, top, high, step); right > top {
		p.refine(top, right, p.panel(top, right), mostHalves)
	}
	return p.sum, p.base
}

// edge is the point, on the way from the top to an end, where the density has fallen by farDown and no more than thrice
// that; or the end, where it has not.
func edge(l law, top, end, step float64) float64 {
	base := l.fall(top)
	down := func(v float64) float64 { return base - l.fall(v) }
	near, far := top, top+step
	for i := 0; i < mostSteps && math.Abs(step) < math.Abs(end-top) && down(far) < farDown; i++ {
		step *= 2
		near, far = far, top+step
	}
	if math.Abs(step) >= math.Abs(end-top) {
		far = end
	}
	if down(far) <= 3*farDown {
		return far
	}
	for range mostSteps {
		switch middle := (near + far) / 2; {
		case down(middle) < farDown:
			near = middle
		case down(middle) > 3*farDown:
			far = middle
		default:
			return middle
		}
	}
	return far
}

func (p *piece) panel(a, b float64) moments {
	var m moments
	half, middle := (b-a)/2, (a+b)/2
	for i, x := range nodeAt {
		v := middle + half*x
		f := half * nodeWeight[i] * math.Exp(p.law.fall(v)-p.base)
		survival, lost, area := p.law.patience(v)
		m.mass += f
		m.served += f * survival
		m.lost += f * lost
		m.waited += f * area
		m.answer += f * survival * v
	}
	return m
}

// refine halves a panel until it agrees with its halves, and adds it to the sum from left to right.
func (p *piece) refine(a, b float64, whole moments, depth int) {
	middle := (a + b) / 2
	left, right := p.panel(a, middle), p.panel(middle, b)
	both := left.plus(right, 1)
	if depth == 0 || whole.agrees(both, p.sum) {
		p.sum = p.sum.plus(both, 1)
		return
	}
	p.refine(a, middle, left, depth-1)
	p.refine(middle, b, right, depth-1)
}
