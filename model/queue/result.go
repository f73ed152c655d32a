package queue

import (
	"errors"
	"math"
)

// Result is what a queue does in the long run. Waits are times in line before an agent answers or the customer gives
// up. Early means given up within the target.
//
// The four service levels differ in what they count of those who give up; without abandonment they are one number.
type Result struct {
	LoadErlang            float64 // offered load
	Occupancy             float64 // busy share of the agents' time; 0 without agents
	QueueLength           float64 // mean number of waiting tickets
	WaitProbability       float64 // share of the offered that find no free agent
	AbandonProbability    float64 // share of the offered that give up
	MeanWaitSeconds       float64 // of all offered
	MeanServedWaitSeconds float64 // of the answered: average speed of answer; 0 when nobody is answered
	LaterProbability      float64 // share of the offered whose wait, however it ends, exceeds the target

	ServedOfOffered          float64 // answered within target / offered
	ServedOfAnswered         float64 // answered within target / answered; 0 when nobody is answered
	ServedOfOfferedLessEarly float64 // answered within target / (offered - early); 0 when all give up early
	ServedAndEarlyOfOffered  float64 // (answered within target + early) / offered
}

// Level names one of the four service levels.
type Level int

// The four service levels of a Result. The first is the strictest and the zero value.
const (
	ServedOfOffered Level = iota
	ServedOfAnswered
	ServedOfOfferedLessEarly
	ServedAndEarlyOfOffered
)

// ServiceLevel returns the service level by one of its four definitions; an unknown one counts as ServedOfOffered.
func (r Result) ServiceLevel(by Level) float64 {
	switch by {
	case ServedOfAnswered:
		return r.ServedOfAnswered
	case ServedOfOfferedLessEarly:
		return r.ServedOfOfferedLessEarly
	case ServedAndEarlyOfOffered:
		return r.ServedAndEarlyOfOffered
	}
	return r.ServedOfOffered
}

// With returns what a number of agents reach, with the service levels for a target in seconds.
//
// When nobody gives up it is M/M/n (Erlang C): P(W > t) = C exp(-(n-A) t / s) with s the handling time, E[W] = C s / (n-A).
// Otherwise it is M/M/n+M (Erlang A, Palm): see wait for the formulas.
//
// Special cases: without arrivals nobody waits and every service level is 1, whatever the agents; without agents all
// give up; a load of the number of agents or more is an OverloadError when nobody gives up.
//
// Source: C. Palm, Research on telephone traffic carried by full availability groups, Tele (1957); O. Garnett,
// A. Mandelbaum and M. Reiman, Designing a call center with impatient customers, M&SOM 4 (2002).
func (l Live) With(agents int, targetSeconds float64) (Result, error) {
	err := errors.Join(l.check(), checkAgents(agents), inRange("target seconds", targetSeconds, 0, MaxSeconds))
	if err != nil {
		return Result{}, err
	}
	return l.with(agents, targetSeconds)
}

func (l Live) with(agents int, target float64) (Result, error) {
	load, n := l.LoadErlang(), float64(agents)
	switch {
	case load == 0:
		return idle(), nil
	case l.patient() && n <= load:
		return Result{}, OverloadError{LoadErlang: load, Agents: n, Stable: stable(load)}
	case l.patient():
		return l.endless(n, target, waiting(load, n, blocking(load, n))), nil
	case agents == 0:
		return l.unserved(target), nil
	}
	return newWait(exponential(l, n), l, n, target).result(), nil
}

// idle is the result without arrivals.
func idle() Result {
	return Result{ServedOfOffered: 1, ServedOfAnswered: 1, ServedOfOfferedLessEarly: 1, ServedAndEarlyOfOffered: 1}
}

// endless is Erlang C for wait probability c.
func (l Live) endless(n, target, c float64) Result {
	load := l.LoadErlang()
	wait := c * l.HandlingSeconds / (n - load)
	later := c * math.Exp(-(n-load)*target/l.HandlingSeconds)
	return Result{
		LoadErlang: load, Occupancy: load / n, QueueLength: c * load / (n - load), WaitProbability: c,
		MeanWaitSeconds: wait, MeanServedWaitSeconds: wait, LaterProbability: later,
		ServedOfOffered: 1 - later, ServedOfAnswered: 1 - later, ServedOfOfferedLessEarly: 1 - later, ServedAndEarlyOfOffered: 1 - later,
	}
}

// unserved is the result without agents: everybody waits until patience ends.
func (l Live) unserved(target float64) Result {
	x := target / l.PatienceSeconds
	return Result{
		LoadErlang: l.LoadErlang(), QueueLength: l.ArrivalsPerHour / secondsPerHour * l.PatienceSeconds,
		WaitProbability: 1, AbandonProbability: 1, MeanWaitSeconds: l.PatienceSeconds,
		LaterProbability: math.Exp(-x), ServedAndEarlyOfOffered: -math.Expm1(-x),
	}
}
