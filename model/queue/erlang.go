package queue

import (
	"errors"
	"math"
)

// smallLoad is the load up to which a fraction of an agent is computed by the power series of the incomplete gamma
// function; above it its continued fraction converges within some fifty steps.
const smallLoad = 1.5

// seriesEnd is the relative size of a term below which a series or continued fraction ends: half a unit in the last
// place of a float64.
const seriesEnd = 1e-16

// ErlangB returns the share of tickets that find all agents busy and are lost, for an offered load in Erlang and any
// number of agents, whole or not:
//
//	B(0) = 1, B(k) = A B(k-1) / (k + A B(k-1)); for real n: 1/B(n) = A ∫₀^∞ exp(-A t) (1+t)ⁿ dt
//
// The recurrence has no subtraction and loses no digits. The fraction of n starts it.
//
// Special cases: no agents lose everything (1), no load loses nothing when there is an agent (0).
//
// Source: A. K. Erlang, Solution of some problems in the theory of probabilities of significance in automatic
// telephone exchanges (1917); real n: D. L. Jagerman, Some properties of the Erlang loss function, Bell Syst. Tech.
// J. 53 (1974).
func ErlangB(loadErlang, agents float64) (float64, error) {
	if err := checkErlang(loadErlang, agents); err != nil {
		return 0, err
	}
	return blocking(loadErlang, agents), nil
}

// ErlangC returns the share of tickets that wait when nobody gives up, for an offered load in Erlang and any number of
// agents, whole or not: C = n B / (n - A (1 - B)).
//
// Special cases: no load never waits (0); a load of the number of agents or more is an OverloadError.
//
// Source: A. K. Erlang (1917); W. Whitt, Engineering solution of a basic call-center model, Management Science 51 (2005).
func ErlangC(loadErlang, agents float64) (float64, error) {
	if err := checkErlang(loadErlang, agents); err != nil {
		return 0, err
	}
	switch {
	case loadErlang == 0:
		return 0, nil
	case agents <= loadErlang:
		return 0, OverloadError{LoadErlang: loadErlang, Agents: agents, Stable: stable(loadErlang)}
	}
	return waiting(loadErlang, agents, blocking(loadErlang, agents)), nil
}

func checkErlang(load, agents float64) error {
	return errors.Join(
		inRange("offered load in Erlang", load, 0, MaxLoad),
		inRange("agents", agents, 0, MaxAgents),
	)
}

// waiting turns Erlang's B into his C.
func waiting(load, agents, b float64) float64 {
	return agents * b / (agents - load + load*b)
}

// blocking is Erlang's B for real numbers of agents.
func blocking(load, agents float64) float64 {
	if load == 0 {
		if agents == 0 {
			return 1
		}
		return 0
	}
	whole := math.Floor(agents)
	k, b := agents-whole, 1.0
	if k > 0 {
		b = math.Min(1, 1/inverseFraction(load, k))
	}
	for k < agents && b > 0 {
		k++
		b = load * b / (k + load*b)
	}
	return b
}

// inverseFraction is 1/B for a fraction 0 < x < 1 of an agent: e^A A^-x Γ(x+1, A).
func inverseFraction(load, x float64) float64 {
	if load > smallLoad {
		return load * upperGammaFraction(x+1, load)
	}
	term := 1 / (x + 1)
	sum := term
	for k := 2.0; term > seriesEnd*sum; k++ {
		term *= load / (x + k)
		sum += term
	}
	return math.Exp(load)*math.Pow(load, -x)*math.Gamma(x+1) - load*sum
}

// upperGammaFraction is Γ(a, x) e^x x^-a by its continued fraction (Lentz's method), for x above about 1.
//
// Source: W. H. Press et al., Numerical Recipes, 3rd ed. (2007), section 6.2.
func upperGammaFraction(a, x float64) float64 {
	const tiny = 1e-300
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for i := 1.0; i < 10000; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / (an*d + b)
		c = b + an/c
		h *= d * c
		if math.Abs(d*c-1) < seriesEnd {
			break
		}
	}
	return h
}
