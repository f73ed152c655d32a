package tradeoff

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"tiermix/model/queue"
)

// Stream is one category's flow. It is the same for any unit of arrivals.
type Stream struct {
	External float64 // new tickets at 1st level, 0 or more
	Direct   float64 // new tickets at 2nd level, 0 or more
	Escalate float64 // share of what 1st level handles that goes on: 1 - p, or 1 when it passes all at once
	Return   float64 // share of what 2nd level handles that comes back to 1st level
}

// Visits are a stream's arrivals at both levels, returns included, in the unit of the stream.
type Visits struct {
	First  float64
	Second float64
}

// Flow solves the flow equations of every stream, λ1 - r λ2 = external and λ2 - e λ1 = direct. A ticket that comes back
// is tried again and has the same share as before; so λ1 = (external + r direct) / (1 - e r).
//
// Errors, all at once: shares outside 0 .. 1, negative or infinite arrivals, e r = 1: such a stream never ends.
func Flow(streams []Stream) ([]Visits, error) {
	var faults []error
	for i, s := range streams {
		faults = append(faults, placed(fmt.Sprintf("stream %d", i+1), s.check()))
	}
	if err := errors.Join(faults...); err != nil || len(streams) == 0 {
		return nil, err
	}
	all := make([]Visits, len(streams))
	for i, s := range streams {
		if err := s.solve(&all[i]); err != nil {
			return nil, placed(fmt.Sprintf("stream %d", i+1), err)
		}
	}
	return all, nil
}

func (s Stream) check() error {
	err := errors.Join(
		inRange("external arrivals", s.External, 0, math.MaxFloat64), inRange("direct arrivals", s.Direct, 0, math.MaxFloat64),
		inRange("escalated share", s.Escalate, 0, 1), inRange("returned share", s.Return, 0, 1),
	)
	if s.Escalate*s.Return == 1 {
		err = errors.Join(err, errors.New("everything is passed on and everything comes back: no ticket would ever end"))
	}
	return err
}

// solve works on one stream; streams meet only in line, so the system of all falls into blocks of two.
func (s Stream) solve(v *Visits) error {
	var x mat.VecDense
	err := x.SolveVec(mat.NewDense(2, 2, []float64{1, -s.Return, -s.Escalate, 1}), mat.NewVecDense(2, []float64{s.External, s.Direct}))
	if ill := mat.Condition(0); err != nil && !errors.As(err, &ill) {
		return fmt.Errorf("flow equations: %w", err)
	}
	v.First, v.Second = x.AtVec(0), x.AtVec(1)
	if bad := v.First + v.Second; math.IsNaN(bad) || math.IsInf(bad, 0) {
		return fmt.Errorf("nearly everything is passed on (%g) and comes back (%g): no ticket would end", s.Escalate, s.Return)
	}
	return nil
}

// flow is what both levels are offered, in tickets per hour.
type flow struct{ first, second float64 }

// balanceSteps halve the interval of λ1 down to neighbouring float64.
const balanceSteps = 80

// balance solves the flow equations with those who give up taken off: λ1 = external + r served2, λ2 = (1-p) served1. When
// nobody gives up they are linear. Otherwise the right side rises by less than λ1 does, so that there is one solution.
func (in TwoTierInput) balance() (flow, error) {
	if in.patient1() && in.patient2() {
		v, err := Flow([]Stream{{External: in.ArrivalsPerHour, Escalate: in.escalate(), Return: in.Return2}})
		if err != nil {
			return flow{}, err
		}
		return flow{v[0].First, v[0].Second}, nil
	}
	next := func(first float64) (float64, float64) {
		second := in.escalate() * served(in.first(first), in.Agents1)
		return in.ArrivalsPerHour + in.Return2*served(in.second(second), in.Agents2), second
	}
	low, high := in.ArrivalsPerHour, in.ArrivalsPerHour
	if in.Return2 > 0 {
		high += in.Return2 * math.Min(capacity(in.Agents2, in.Handling2Seconds), in.escalate()*capacity(in.Agents1, in.Handling1Seconds))
	}
	for i := 0; i < balanceSteps && low < high; i++ {
		middle := low + (high-low)/2
		if again, _ := next(middle); again > middle {
			low = middle
		} else {
			high = middle
		}
	}
	_, second := next(high)
	return flow{high, second}, nil
}

// served is what a level handles per hour: all but those who give up, and no more than its agents can.
func served(l queue.Live, agents int) float64 {
	most := capacity(agents, l.HandlingSeconds)
	if math.IsInf(l.PatienceSeconds, 1) {
		return math.Min(l.ArrivalsPerHour, most)
	}
	r, err := l.With(agents, 0)
	if err != nil { // the load is beyond what the models answer
		return math.Min(l.ArrivalsPerHour, most)
	}
	return math.Min(most, l.ArrivalsPerHour*(1-r.AbandonProbability))
}
