package queue

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// farTailFrom is where the hazard of the normal law is taken from its continued fraction, since the tail itself would
// lose digits.
const farTailFrom = 8

// hazardExcess returns φ(x)/(1-Φ(x)) - x without cancellation.
func hazardExcess(x float64) float64 {
	if x < farTailFrom {
		return hazard(x) - x
	}
	fraction := x
	for k := 120.0; k >= 2; k-- {
		fraction = x + k/fraction
	}
	return 1 / fraction
}

// hazard is φ(x)/(1-Φ(x)), the rate at which a standard normal value ends.
func hazard(x float64) float64 {
	if x < farTailFrom {
		return distuv.UnitNormal.Prob(x) / (math.Erfc(x/math.Sqrt2) / 2)
	}
	return x + hazardExcess(x)
}

// HalfinWhitt returns the share that waits when A + β√A agents serve a large load of A Erlang and nobody gives up:
//
//	α(β) = 1 / (1 + β Φ(β)/φ(β))
//
// That is why large teams are cheaper: the reserve above the load grows only with its root.
//
// Special cases: β = 0 gives 1 (no reserve, all wait); a negative β is an error.
//
// Source: S. Halfin and W. Whitt, Heavy-traffic limits for queues with many exponential servers, Oper. Res. 29 (1981).
func HalfinWhitt(beta float64) (float64, error) {
	if err := inRange("beta, the reserve in roots of the load,", beta, 0, math.MaxFloat64); err != nil {
		return 0, err
	}
	return halfinWhitt(beta), nil
}

func halfinWhitt(beta float64) float64 { return 1 / (1 + beta/hazard(-beta)) }

// HalfinWhittBeta returns the β at which a given share waits: the inverse of HalfinWhitt, for shares above 0 up to 1.
func HalfinWhittBeta(waitShare float64) (float64, error) {
	if err := above("share that waits", waitShare, 1); err != nil {
		return 0, err
	}
	high := 1.0
	for halfinWhitt(high) > waitShare && high < 64 {
		high *= 2
	}
	return bisect(0, high, func(b float64) bool { return halfinWhitt(b) > waitShare }), nil
}

// bisect returns the point between low and high up to which a condition holds, to the last digit.
func bisect(low, high float64, holds func(float64) bool) float64 {
	for middle := (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2 {
		if holds(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// SquareRoot returns the agents, in fractions, that the square-root rule asks for: A + β√A with α(β) = the share that
// may wait. A starting point and an explanation; Required is exact.
func SquareRoot(loadErlang, waitShare float64) (agents float64, err error) {
	beta, err := HalfinWhittBeta(waitShare)
	if err = errors.Join(err, inRange("offered load in Erlang", loadErlang, 0, MaxLoad)); err != nil {
		return 0, err
	}
	return loadErlang + beta*math.Sqrt(loadErlang), nil
}

// Limit is what the square-root limit says of a queue whose customers give up.
type Limit struct {
	Beta               float64 // reserve: (n - A)/√A
	WaitProbability    float64
	AbandonProbability float64
}

// Limit returns the quality-and-efficiency-driven limit of M/M/n+M. With h the hazard of the normal law and
// δ = β√(μ/θ):
//
//	P(W > 0) ≈ 1 / (1 + √(θ/μ) h(δ)/h(-β)), P(abandon) ≈ √(θ/μ) (h(δ) - δ) P(W > 0) / √n
//
// Special cases: without arrivals or agents, or when nobody gives up, there is no such limit: an error.
//
// Source: O. Garnett, A. Mandelbaum and M. Reiman, M&SOM 4 (2002).
func (l Live) Limit(agents int) (Limit, error) {
	if err := errors.Join(l.check(), checkAgents(agents)); err != nil {
		return Limit{}, err
	}
	load := l.LoadErlang()
	if load == 0 || agents == 0 || l.patient() {
		return Limit{}, errors.New("the limit for many agents needs arrivals, agents and a finite patience")
	}
	beta := (float64(agents) - load) / math.Sqrt(load)
	root := math.Sqrt(l.HandlingSeconds / l.PatienceSeconds)
	wait := 1 / (1 + root*hazard(beta/root)/hazard(-beta))
	lost := root * hazardExcess(beta/root) * wait / math.Sqrt(float64(agents))
	return Limit{Beta: beta, WaitProbability: wait, AbandonProbability: math.Min(1, lost)}, nil
}

// Optimum is the cheapest reserve in the square-root limit.
type Optimum struct {
	Beta            float64 // agents = A + Beta √A
	Cost            float64 // of reserve and waiting, in (cost of an agent an hour) × √A
	WaitProbability float64
}

// CheapestReserve minimises the cost of reserve and delay, β + r α(β)/β, where r is the cost of an hour of one waiting
// customer over the cost of an hour of an agent.
//
// Special cases: r must be above 0 and at most 1e6.
//
// Source: S. Borst, A. Mandelbaum and M. Reiman, Dimensioning large call centers, Oper. Res. 52 (2004).
func CheapestReserve(delayCostRatio float64) (Optimum, error) {
	if err := above("cost of waiting over cost of an agent", delayCostRatio, 1e6); err != nil {
		return Optimum{}, err
	}
	// d/dβ ln(α/β) = -1/β - α d/dβ(β/h(-β)), and h'(x) = h(x) (h(x)-x); the slope rises with β.
	falling := func(b float64) bool {
		a, h := halfinWhitt(b), hazard(-b)
		return 1 < delayCostRatio*a/b*(1/b+a*(1+b*(h+b))/h)
	}
	b := bisect(1e-12, 64, falling)
	a := halfinWhitt(b)
	return Optimum{Beta: b, Cost: b + delayCostRatio*a/b, WaitProbability: a}, nil
}
