package queue

import (
	"errors"
	"fmt"
	"math"
)

// Demand is an arrival rate that changes with the hour and repeats after a cycle: a Sinus or a Profile.
type Demand interface {
	CycleHours() float64
	RatePerHour(hour float64) float64 // arrivals per hour at any hour, before or after the first cycle too
	Check() error                     // what is wrong with its parameters

	// curve is the load, in Erlang, by one of the three bases for a handling time in hours.
	curve(base Base, handlingHours float64) curve
	// breaks are rising hours within the cycle at which the rate jumps.
	breaks() []float64
}

// curve is a load that changes with the hour.
type curve interface {
	at(hour float64) float64
	mean(from, to float64) float64
	most(from, to float64) float64
}

// Base is the load by which a period is staffed.
type Base int

// The three bases. With short tickets they agree; with tickets of an hour the first is late by an hour.
const (
	PointwiseLoad Base = iota // rate × handling time: as if every hour were in balance by itself (SIPP)
	LaggedLoad                // the rate one handling time ago × handling time (lag SIPP)
	OfferedLoad               // the mean number of busy agents if there were always a free one (modified offered load)
)

// Rule turns a load that changes into staff per period.
type Rule struct {
	Base Base
	Peak bool // staff for the highest load of the period instead of its mean
}

// LoadErlang is the load at an hour by one of the three bases. For exponential handling times with mean s the offered
// load m solves dm/dt = λ(t) - m/s, which forgets its start; here it is the solution that repeats with the cycle.
//
// Source: S. G. Eick, W. A. Massey and W. Whitt, Mt/G/∞ queues with sinusoidal arrival rates, Management Science 39
// (1993); O. B. Jennings, A. Mandelbaum, W. A. Massey and W. Whitt, Server staffing to meet time-varying demand,
// Management Science 42 (1996).
func LoadErlang(d Demand, base Base, handlingSeconds, hour float64) (float64, error) {
	if err := checkVarying(d, base, handlingSeconds); err != nil {
		return 0, err
	}
	if err := inRange("hour", hour, -1e9, 1e9); err != nil {
		return 0, err
	}
	return d.curve(base, handlingSeconds/secondsPerHour).at(hour), nil
}

func checkVarying(d Demand, base Base, handlingSeconds float64) error {
	if d == nil {
		return errors.New("demand is missing; it must be a Sinus or a Profile")
	}
	err := errors.Join(d.Check(), lasting("handling seconds", handlingSeconds, MaxSeconds))
	if base < PointwiseLoad || base > OfferedLoad {
		err = errors.Join(err, fmt.Errorf("base of the load is %d; there are three, 0 to 2", base))
	}
	return err
}

// Varying is demand that changes with the hour, with its handling time and patience.
type Varying struct {
	Demand          Demand
	HandlingSeconds float64
	PatienceSeconds float64 // +Inf when nobody gives up
}

// Required returns, for a number of equal periods of the cycle, the smallest staff that keeps a promise at the load of
// each period by a rule. The load of every period is treated as if it lasted; Delays says what comes of it.
//
// Source: L. V. Green, P. J. Kolesar and W. Whitt, Coping with time-varying demand when setting staffing requirements
// for a service system, Production and Operations Management 16 (2007).
func (v Varying) Required(periods int, rule Rule, p Promise) ([]Staff, error) {
	if err := errors.Join(checkVarying(v.Demand, rule.Base, v.HandlingSeconds), checkPeriods(periods)); err != nil {
		return nil, err
	}
	load := v.Demand.curve(rule.Base, v.HandlingSeconds/secondsPerHour)
	staff, width := make([]Staff, periods), v.Demand.CycleHours()/float64(periods)
	for i := range staff {
		from, to := float64(i)*width, float64(i+1)*width
		a := load.mean(from, to)
		if rule.Peak {
			a = load.most(from, to)
		}
		live := Live{ArrivalsPerHour: a / v.HandlingSeconds * secondsPerHour, HandlingSeconds: v.HandlingSeconds, PatienceSeconds: v.PatienceSeconds}
		var err error
		if staff[i], err = live.Required(p); err != nil {
			return nil, fmt.Errorf("staff period %d: %w", i+1, err)
		}
	}
	return staff, nil
}

func checkPeriods(periods int) error {
	return inRange("periods of the cycle", float64(periods), 1, 100000)
}

// Sinus is a rate that swings: mean + amplitude × sin(2π hour / cycle).
type Sinus struct {
	MeanPerHour      float64
	AmplitudePerHour float64 // at most the mean
	PeriodHours      float64 // length of the cycle
}

// CycleHours is the period, in hours.
func (s Sinus) CycleHours() float64 { return s.PeriodHours }

// RatePerHour is the arrival rate at an hour.
func (s Sinus) RatePerHour(hour float64) float64 {
	return s.MeanPerHour + s.AmplitudePerHour*math.Sin(2*math.Pi*hour/s.PeriodHours)
}

// Check refuses a rate that falls below 0 and a cycle without length.
func (s Sinus) Check() error {
	err := errors.Join(
		inRange("mean arrivals per hour", s.MeanPerHour, 0, math.MaxFloat64), above("cycle in hours", s.PeriodHours, MaxSeconds),
	)
	if err != nil {
		return err
	}
	return inRange("amplitude in arrivals per hour", s.AmplitudePerHour, -s.MeanPerHour, s.MeanPerHour)
}

func (s Sinus) breaks() []float64 { return nil }

// curve is a sinus again: the offered load is damped by √(1+ω²s²) and late by atan(ωs)/ω, ω = 2π/period.
func (s Sinus) curve(base Base, handlingHours float64) curve {
	omega := 2 * math.Pi / s.PeriodHours
	w := wave{mid: s.MeanPerHour * handlingHours, swing: s.AmplitudePerHour * handlingHours, omega: omega}
	switch turn := omega * handlingHours; base {
	case LaggedLoad:
		w.late = turn
	case OfferedLoad:
		w.late = math.Atan(turn)
		w.swing /= math.Hypot(1, turn)
	}
	return w
}

// wave is mid + swing × sin(omega t - late).
type wave struct{ mid, swing, omega, late float64 }

func (w wave) at(t float64) float64 { return w.mid + w.swing*math.Sin(w.omega*t-w.late) }

func (w wave) mean(from, to float64) float64 {
	a, b := w.omega*from-w.late, w.omega*to-w.late
	return w.mid + w.swing*math.Sin((a+b)/2)*math.Sin((b-a)/2)/((b-a)/2)
}

func (w wave) most(from, to float64) float64 {
	crest := math.Pi / 2 * math.Copysign(1, w.swing)
	a, b := w.omega*from-w.late, w.omega*to-w.late
	if next := crest + 2*math.Pi*math.Ceil((a-crest)/(2*math.Pi)); next <= b {
		return w.mid + math.Abs(w.swing)
	}
	return math.Max(w.at(from), w.at(to))
}
