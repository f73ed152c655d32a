package tradeoff

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"tiermix/model/queue"
)

// gridSteps divide the thresholds from 0 to 1 into steps of 0.005.
const gridSteps = 200

// Shape names a family of success functions.
type Shape string

// The shapes.
const (
	Linear Shape = "linear" // f(x) = 1 - b x, b in 0 .. 1
	Power  Shape = "power"  // f(x) = (1 - x)^q, q in 0 .. 100
)

// mostPower bounds the exponent: beyond it nothing but the easiest per cent is ever solved.
const mostPower = 100

// Success is the share f(x) that 1st level solves of tickets of difficulty x, where x is the rank of the ticket: 0 the
// easiest, 1 the hardest.
type Success struct {
	Shape     Shape
	Parameter float64 // b or q
}

// ParseSuccess reads "linear:0.5" or "power:2".
func ParseSuccess(text string) (Success, error) {
	name, number, found := strings.Cut(strings.TrimSpace(text), ":")
	x, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if !found || err != nil {
		return Success{}, fmt.Errorf("success is %q; it must be linear:b for 1 - b x or power:q for (1-x)^q, such as linear:0.5", text)
	}
	s := Success{Shape: Shape(strings.TrimSpace(name)), Parameter: x}
	return s, s.check()
}

func (s Success) check() error {
	switch s.Shape {
	case Linear:
		return inRange("b of linear:b", s.Parameter, 0, 1)
	case Power:
		return inRange("q of power:q", s.Parameter, 0, mostPower)
	}
	return fmt.Errorf("success shape is %q; it must be linear or power", s.Shape)
}

// At is f(x) for x in 0 .. 1.
func (s Success) At(x float64) float64 {
	if s.Shape == Linear {
		return 1 - s.Parameter*x
	}
	return math.Pow(1-x, s.Parameter)
}

// Solved is F(k) = ∫₀ᵏ f(x) dx, the share of all tickets that 1st level solves when it tries up to difficulty k.
func (s Success) Solved(k float64) float64 {
	if s.Shape == Linear {
		return k - s.Parameter*k*k/2
	}
	q := s.Parameter + 1
	return -math.Expm1(q*math.Log1p(-k)) / q
}

// Threshold is the k in 0 .. 1 up to which f(x) ≥ ratio: 1 when f never falls below it, 0 when it never reaches it.
func (s Success) Threshold(ratio float64) float64 {
	switch {
	case ratio > 1 || ratio == 1 && s.Parameter > 0:
		return 0
	case ratio <= s.At(1) || s.Parameter == 0:
		return 1
	case s.Shape == Linear:
		return (1 - ratio) / s.Parameter
	}
	return 1 - math.Pow(ratio, 1/s.Parameter)
}

// GatekeeperInput is a 1st level that diagnoses every ticket, tries the easier part and refers the rest.
type GatekeeperInput struct {
	ArrivalsPerHour float64 // 0 or more
	Success         Success
	DiagnoseSeconds float64 // 1st level, every ticket; 0 or more
	TreatSeconds    float64 // 1st level, every ticket that it tries; 0 or more
	ExpertSeconds   float64 // 2nd level, every ticket that it gets; above 0
	Cost1PerHour    float64 // of one agent of 1st level, above 0
	Cost2PerHour    float64 // of one agent of 2nd level, above 0
	WaitCostPerHour float64 // of one customer in line, 0 or more
	FailedTryCost   float64 // of one try that fails, on top of all time; 0 or more
}

// GatekeeperResult is the threshold by the rule, the best one in whole people, and no 1st level at all. Costs are per hour.
type GatekeeperResult struct {
	ThresholdRatio float64 // (c1 t + m) / (c2 s + m): a try pays where f(x) is above
	Threshold      float64 // difficulty up to which the rule tries, 0 .. 1
	Cost           float64 // at Threshold, in whole people, with waits
	Agents1        int
	Agents2        int
	FluidCost      float64 // at Threshold, in fractions of people without waits

	BestThreshold float64 // on the grid 0, 0.005, ..., 1; the smallest of equals
	BestCost      float64
	BestAgents1   int
	BestAgents2   int

	DirectAgents int // every ticket goes to 2nd level undiagnosed
	DirectCost   float64
}

// Gatekeeper finds up to which difficulty k 1st level should try. With c1, c2 the costs per hour, d, t, s the diagnose,
// treat and expert times, m the cost of a failed try and F(k) = ∫₀ᵏ f:
//
//	fluid cost(k) = λ (c1 (d + t k) + c2 s (1 - F(k)) + m (k - F(k))), least where f(k) = (c1 t + m) / (c2 s + m)
//	cost(k) = min over n1 (c1 n1 + w Lq(n1, λ (d + t k))) + min over n2 (c2 n2 + w Lq(n2, λ (1 - F(k)) s)) + λ m (k - F(k))
//
// where Lq(n, A) is the mean number in line of M/M/n and w the cost of an hour in line. Both levels are M/M/n in a Jackson
// network, so that each is staffed by itself.
//
// Special cases: a ratio of 1 or more tries nothing, one below f(1) tries all; a level without work has nobody; when waiting
// costs nothing each level has its smallest stable staff. Errors: every input out of range, all at once.
//
// Source: R. A. Shumsky and E. J. Pinker, Gatekeepers and referrals in services, Management Science 49 (2003); S. Hasija,
// E. J. Pinker and R. A. Shumsky, Staffing and routing in a two-tier call centre, Int. J. Operational Research 1 (2005).
func Gatekeeper(in GatekeeperInput) (GatekeeperResult, error) {
	if err := in.check(); err != nil {
		return GatekeeperResult{}, err
	}
	treat, expert := in.Cost1PerHour*in.TreatSeconds/secondsPerHour, in.Cost2PerHour*in.ExpertSeconds/secondsPerHour
	r := GatekeeperResult{ThresholdRatio: (treat + in.FailedTryCost) / (expert + in.FailedTryCost)}
	r.Threshold = in.Success.Threshold(r.ThresholdRatio)
	r.FluidCost = in.fluid(r.Threshold)
	r.Cost, r.Agents1, r.Agents2 = in.whole(r.Threshold)
	r.BestCost = math.Inf(1)
	for i := range gridSteps + 1 {
		k := float64(i) / gridSteps
		if cost, n1, n2 := in.whole(k); cost < r.BestCost {
			r.BestThreshold, r.BestCost, r.BestAgents1, r.BestAgents2 = k, cost, n1, n2
		}
	}
	r.DirectAgents, r.DirectCost = in.tier(in.ArrivalsPerHour*in.ExpertSeconds, in.Cost2PerHour)
	return r, nil
}

func (in GatekeeperInput) check() error {
	load := in.ArrivalsPerHour * math.Max(in.DiagnoseSeconds+in.TreatSeconds, in.ExpertSeconds) / secondsPerHour
	err := errors.Join(
		in.Success.check(),
		inRange("arrivals per hour", in.ArrivalsPerHour, 0, math.MaxFloat64),
		inRange("diagnose seconds", in.DiagnoseSeconds, 0, queue.MaxSeconds), inRange("treat seconds", in.TreatSeconds, 0, queue.MaxSeconds),
		above("expert seconds", in.ExpertSeconds, queue.MaxSeconds),
		above("cost of 1st level per hour", in.Cost1PerHour, mostMoney), above("cost of 2nd level per hour", in.Cost2PerHour, mostMoney),
		inRange("cost of waiting per customer hour", in.WaitCostPerHour, 0, mostMoney),
		inRange("cost of a failed try", in.FailedTryCost, 0, mostMoney),
	)
	if err != nil {
		return err
	}
	return inRange("offered load in Erlang (arrivals × time)", load, 0, mostGatekeeperLoad)
}

// mostGatekeeperLoad in Erlang keeps the search over the grid within seconds; no helpdesk has so many agents.
const mostGatekeeperLoad = 1e5

func (in GatekeeperInput) fluid(k float64) float64 {
	solved := in.Success.Solved(k)
	first := in.Cost1PerHour * (in.DiagnoseSeconds + in.TreatSeconds*k) / secondsPerHour
	second := in.Cost2PerHour * in.ExpertSeconds * (1 - solved) / secondsPerHour
	return in.ArrivalsPerHour * (first + second + in.FailedTryCost*(k-solved))
}

// whole is the least cost per hour in whole people at threshold k.
func (in GatekeeperInput) whole(k float64) (cost float64, agents1, agents2 int) {
	solved := math.Min(in.Success.Solved(k), k)
	agents1, first := in.tier(in.ArrivalsPerHour*(in.DiagnoseSeconds+in.TreatSeconds*k), in.Cost1PerHour)
	agents2, second := in.tier(in.ArrivalsPerHour*(1-solved)*in.ExpertSeconds, in.Cost2PerHour)
	return first + second + in.ArrivalsPerHour*in.FailedTryCost*(k-solved), agents1, agents2
}

// tier is the cheapest staff for work in seconds per hour. Lq falls with n and is convex, so the first n that another agent
// does not improve is the best.
//
// Source for the convexity: M. E. Dyer and L. G. Proll, On the validity of marginal analysis for allocating servers in M/M/c
// queues, Management Science 23 (1977).
func (in GatekeeperInput) tier(secondsOfWork, costPerHour float64) (agents int, cost float64) {
	load := secondsOfWork / secondsPerHour
	if load < leastLoad {
		return 0, 0
	}
	n, b := 0.0, 1.0
	step := func() float64 {
		n++
		b = load * b / (n + load*b)
		if n <= load {
			return math.Inf(1)
		}
		waiting := n * b / (n - load + load*b)
		return costPerHour*n + in.WaitCostPerHour*waiting*load/(n-load)
	}
	cost = step()
	for {
		next := step()
		if next >= cost && !math.IsInf(cost, 1) {
			return int(n) - 1, cost
		}
		cost = next
	}
}

// leastLoad in Erlang is what rounding may leave of no work: 1 - F(1) when all is solved.
const leastLoad = 1e-12
