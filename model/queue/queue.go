// Package queue says how long tickets wait and how many agents keep a promise: the models of Erlang and Palm, their
// extensions to other patience, priorities and changing demand, and the backlog of work that can wait.
//
// Units are in every name: seconds for times, tickets per hour for arrivals, Erlang for load (arrival rate × mean
// handling time, the mean number of busy agents). Shares and probabilities lie in 0 .. 1. A function that cannot
// answer returns an error that says what would be right; it never returns NaN or an infinite number for valid input.
package queue

import (
	"errors"
	"fmt"
	"math"
)

const secondsPerHour = 3600

// Limits within which the models answer; outside them input is taken for a slip of the pen.
const (
	MaxLoad            = 1e6  // Erlang; a queue of a million agents is no helpdesk
	MaxAgents          = 1e9  // agents
	MinSeconds         = 1e-9 // handling time or patience; with shorter ones rates leave what a float64 holds
	MaxSeconds         = 1e12 // handling time or target: 31,000 years
	MaxPatienceSeconds = 1e15 // finite patience; beyond it rounding would hide it, so say +Inf
)

// Live is demand that waits in line: tickets arrive at random (Poisson), are handled for an exponential time by one
// of several equal agents, first come first served, and give up after an exponential time.
type Live struct {
	ArrivalsPerHour float64 // 0 or more
	HandlingSeconds float64 // mean handling time, above 0
	PatienceSeconds float64 // mean time until a waiting customer gives up, above 0; +Inf when nobody gives up
}

// LoadErlang is the offered load: arrival rate × mean handling time, in Erlang.
func (l Live) LoadErlang() float64 {
	return l.ArrivalsPerHour * l.HandlingSeconds / secondsPerHour
}

// StableAgents is the smallest number of agents with which the queue does not grow without end when nobody gives up:
// the smallest whole number above the offered load.
func (l Live) StableAgents() int { return stable(l.LoadErlang()) }

func stable(load float64) int {
	if load == 0 {
		return 0
	}
	return int(math.Floor(load)) + 1
}

func (l Live) patient() bool { return math.IsInf(l.PatienceSeconds, 1) }

func (l Live) check() error {
	err := errors.Join(
		inRange("arrivals per hour", l.ArrivalsPerHour, 0, math.MaxFloat64),
		lasting("handling seconds", l.HandlingSeconds, MaxSeconds),
	)
	if !l.patient() {
		err = errors.Join(err, lasting("patience seconds", l.PatienceSeconds, MaxPatienceSeconds))
	}
	if err != nil {
		return err
	}
	return inRange("offered load in Erlang (arrivals × handling time)", l.LoadErlang(), 0, MaxLoad)
}

// inRange refuses what is not a number between low and high.
func inRange(name string, value, low, high float64) error {
	switch {
	case math.IsNaN(value):
		return fmt.Errorf("%s is not a number; it must be %g or more", name, low)
	case value < low && high == math.MaxFloat64:
		return fmt.Errorf("%s is %g; it must be %g or more", name, value, low)
	case value < low || value > high:
		return fmt.Errorf("%s is %g; it must lie between %g and %g", name, value, low, high)
	}
	return nil
}

// above refuses what is not a number above 0 and up to high.
func above(name string, value, high float64) error {
	if math.IsNaN(value) || value <= 0 || value > high {
		return fmt.Errorf("%s is %g; it must be above 0 and at most %g", name, value, high)
	}
	return nil
}

// lasting refuses what is no mean time of anything: not above 0, shorter than MinSeconds or longer than high.
func lasting(name string, seconds, high float64) error {
	if err := above(name, seconds, high); err != nil {
		return err
	}
	if seconds < MinSeconds {
		return fmt.Errorf("%s is %g; it must be at least %g", name, seconds, MinSeconds)
	}
	return nil
}

func checkAgents(agents int) error {
	if agents < 0 || agents > MaxAgents {
		return fmt.Errorf("agents is %d; it must be a whole number between 0 and %g", agents, float64(MaxAgents))
	}
	return nil
}

// OverloadError is the answer to a load that the agents cannot carry when nobody gives up.
type OverloadError struct {
	LoadErlang float64
	Agents     float64
	Stable     int // the smallest number of agents that can carry the load
}

// Error says the load, the agents and the smallest number that would do.
func (e OverloadError) Error() string {
	return fmt.Sprintf("%g agents cannot carry a load of %g Erlang when nobody gives up: the queue grows without end; "+
		"the smallest stable number of agents is %d", e.Agents, e.LoadErlang, e.Stable)
}
