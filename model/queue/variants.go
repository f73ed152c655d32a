package queue

import (
	"errors"
	"fmt"
	"math"
	"math/cmplx"
)

// Priorities are classes of tickets with one mean handling time, served by the same agents, the highest class first; a
// ticket in hand is finished.
type Priorities struct {
	ArrivalsPerHour []float64 // by class, the most urgent first
	HandlingSeconds float64
}

// Class is what a class of Priorities gets.
type Class struct {
	MeanWaitSeconds float64
	QueueLength     float64 // mean number of its waiting tickets
}

// With returns what each class gets from a number of agents: E[Wₖ] = C s/n / ((1-σₖ₋₁) (1-σₖ)), where σₖ is the load of
// classes 1 to k over n and C is Erlang's for all classes.
//
// Special cases: a load of the number of agents or more is an OverloadError; no classes give none.
//
// Source: A. Cobham, Priority assignment in waiting line problems, Operations Research 2 (1954).
func (p Priorities) With(agents int) ([]Class, error) {
	var all float64
	var err error
	for i, rate := range p.ArrivalsPerHour {
		err = errors.Join(err, inRange(fmt.Sprintf("arrivals per hour of class %d", i+1), rate, 0, math.MaxFloat64))
		all += rate
	}
	l := Live{ArrivalsPerHour: all, HandlingSeconds: p.HandlingSeconds, PatienceSeconds: math.Inf(1)}
	if err = errors.Join(err, checkAgents(agents)); err == nil {
		err = l.check()
	}
	if err != nil {
		return nil, err
	}
	c, err := ErlangC(l.LoadErlang(), float64(agents))
	if err != nil {
		return nil, err
	}
	// σ is taken from the same sum of rates as the load of all, so that the last 1-σ is above 0 when the load is below n.
	n, rates, before := float64(agents), 0.0, 1.0 // before is 1 - σₖ₋₁
	classes := make([]Class, len(p.ArrivalsPerHour))
	for i, rate := range p.ArrivalsPerHour {
		rates += rate
		free := 1.0
		if c > 0 {
			free = (n - Live{ArrivalsPerHour: rates, HandlingSeconds: p.HandlingSeconds}.LoadErlang()) / n
			classes[i].MeanWaitSeconds = c * p.HandlingSeconds / n / before / free
		}
		classes[i].QueueLength = rate / secondsPerHour * classes[i].MeanWaitSeconds
		before = free
	}
	return classes, nil
}

// General is demand with handling times of any distribution of which mean and spread are known; nobody gives up.
type General struct {
	ArrivalsPerHour float64
	HandlingSeconds float64 // mean
	Variability     float64 // squared coefficient of variation of the handling time: 0 fixed, 1 exponential
}

func (g General) live() Live {
	return Live{ArrivalsPerHour: g.ArrivalsPerHour, HandlingSeconds: g.HandlingSeconds, PatienceSeconds: math.Inf(1)}
}

func (g General) check(agents float64) (load float64, err error) {
	l := g.live()
	if err := errors.Join(l.check(), inRange("variability of handling times", g.Variability, 0, 1e6)); err != nil {
		return 0, err
	}
	if load = l.LoadErlang(); load > 0 && agents <= load {
		return 0, OverloadError{LoadErlang: load, Agents: agents, Stable: stable(load)}
	}
	return load, nil
}

// OneAgentWaitSeconds is the mean wait with a single agent, M/G/1, exactly: E[W] = s A (1+v) / (2 (1-A)).
//
// Source: F. Pollaczek (1930), A. Khinchine (1932).
func (g General) OneAgentWaitSeconds() (float64, error) {
	load, err := g.check(1)
	if err != nil {
		return 0, err
	}
	return g.HandlingSeconds * load * (1 + g.Variability) / 2 / (1 - load), nil
}

// Estimate is an approximate mean wait.
type Estimate struct {
	MeanWaitSeconds float64
	RelativeError   float64 // how far, as a share, the exact value may lie away; see WaitSeconds
}

// WaitSeconds estimates the mean wait with several agents, M/G/n, after Allen and Cunneen: E[W] = (1+v)/2 × E[W] of M/M/n.
//
// Its error: none for one agent and none for v = 1. For v = 0 the exact wait is known (FixedHandling), and the
// estimate is too low by up to 8 % at 45 Erlang on 50 agents, by more at lower occupancy; RelativeError is that
// difference × |1-v| (at most × 1). Above v = 1 mean and spread alone do not determine the wait: for a hyperexponential
// handling time the estimate is then within some 10 %, in the tail of heavier laws it may be off by more.
//
// Source: A. O. Allen, Probability, Statistics and Queueing Theory, 2nd ed. (1990), section 5.3; W. Whitt,
// Approximations for the GI/G/m queue, Production and Operations Management 2 (1993).
func (g General) WaitSeconds(agents int) (Estimate, error) {
	if err := checkAgents(agents); err != nil {
		return Estimate{}, err
	}
	load, err := g.check(float64(agents))
	if err != nil || load == 0 {
		return Estimate{}, err
	}
	n := float64(agents)
	exponential := waiting(load, n, blocking(load, n)) * g.HandlingSeconds / (n - load)
	e := Estimate{MeanWaitSeconds: (1 + g.Variability) / 2 * exponential}
	if e.MeanWaitSeconds > 0 && g.Variability != 1 && agents > 1 {
		fixed, err := FixedHandling(load, agents)
		if err != nil {
			return Estimate{}, err
		}
		e.RelativeError = math.Abs(fixed.MeanWait*g.HandlingSeconds*2/exponential-1) * math.Min(1, math.Abs(1-g.Variability))
	}
	return e, nil
}

// Fixed is what a queue with equal handling times does.
type Fixed struct {
	WaitProbability float64
	MeanWait        float64 // in handling times
	QueueLength     float64 // mean number of waiting tickets
}

// walkTerms is the number of terms of Spitzer's series up to which it is preferred: it has no subtraction. Beyond, near
// full load, the queue is long and the roots lose nothing.
const walkTerms = 2000

// mostFixedAgents bounds the work of FixedHandling.
const mostFixedAgents = 20000

// FixedHandling is M/D/n, exactly: all handling times are equal. The number waiting, seen every handling time, is a
// random walk that is cut at 0, with steps Poisson(A) - n. With S(l) = Poisson(l A) - l n:
//
//	P(W > 0) = 1 - exp(-Σ P(S(l) ≥ 0) / l), E[Lq] = Σ E[max(0, S(l))] / l, l = 1, 2, ...
//
// Near full load the same by the n-1 roots z of zⁿ = e^(-A(1-z)) inside the unit circle:
//
//	P(W > 0) = 1 - (n-A) / Π (1-z), E[Lq] = Σ 1/(1-z) - (n(n-1) - A²) / (2 (n-A))
//
// Source: C. D. Crommelin, Delay probability formulae when the holding times are constant, P.O. Elect. Eng. J. 25
// (1932); F. Spitzer, A combinatorial lemma and its application to probability theory (1956).
func FixedHandling(loadErlang float64, agents int) (Fixed, error) {
	n := float64(agents)
	if err := errors.Join(checkErlang(loadErlang, 0), inRange("agents", n, 0, mostFixedAgents)); err != nil {
		return Fixed{}, err
	}
	switch rho := loadErlang / n; {
	case loadErlang == 0:
		return Fixed{}, nil
	case n <= loadErlang:
		return Fixed{}, OverloadError{LoadErlang: loadErlang, Agents: n, Stable: stable(loadErlang)}
	case n*psi(-math.Log(rho))*rho*walkTerms > farDown*rho:
		return fixedByWalk(loadErlang, n), nil
	}
	return fixedByRoots(loadErlang, n), nil
}

func fixedByWalk(load, n float64) Fixed {
	var reach, length float64
	for l := 1.0; ; l++ {
		atLeast, excess := poissonAbove(l*load, l*n)
		reach += atLeast / l
		length += excess / l
		if atLeast <= seriesEnd*reach && excess <= seriesEnd*length {
			break
		}
	}
	return Fixed{WaitProbability: -math.Expm1(-reach), MeanWait: length / load, QueueLength: length}
}

// poissonAbove returns P(N ≥ k) and E[max(0, N-k)] for a Poisson number N of mean m below k.
func poissonAbove(m, k float64) (atLeast, excess float64) {
	p := poisson(m, k)
	for i := k; ; i++ {
		atLeast += p
		excess += (i - k) * p
		p *= m / (i + 1)
		if p*(i+1-k) <= seriesEnd*(1-m/k)*(1-m/k)*(excess+atLeast) {
			return atLeast, excess
		}
	}
}

// poisson is e^-m mᵏ/k! = exp(-k ψ(ln(k/m)) - δ(k)) / √(2πk), with δ(k) what Stirling's formula leaves out.
//
// Source: C. Loader, Fast and accurate computation of binomial probabilities (2000).
func poisson(m, k float64) float64 {
	if k < 20 {
		return math.Exp(k*math.Log(m)-m) / math.Gamma(k+1)
	}
	q := 1 / (k * k)
	delta := (1.0/12 - q*(1.0/360-q*(1.0/1260-q*(1.0/1680-q/1188)))) / k
	return math.Exp(-k*psi(math.Log(k/m))-delta) / math.Sqrt(2*math.Pi*k)
}

func fixedByRoots(load, n float64) Fixed {
	var sum, logProduct complex128
	for j := 1.0; j < n; j++ {
		unit := cmplx.Rect(1, 2*math.Pi*j/n)
		z := unit * complex(0.5, 0)
		for range 200 {
			e := unit * cmplx.Exp(complex(-load/n, 0)*(1-z))
			step := (z - e) / (1 - complex(load/n, 0)*e)
			z -= step
			if cmplx.Abs(step) < seriesEnd {
				break
			}
		}
		sum += 1 / (1 - z)
		logProduct += cmplx.Log(1 - z)
	}
	length := real(sum) - (n*(n-1)-load*load)/(2*(n-load))
	return Fixed{
		WaitProbability: 1 - (n-load)*math.Exp(-real(logProduct)), MeanWait: length / load, QueueLength: length,
	}
}
