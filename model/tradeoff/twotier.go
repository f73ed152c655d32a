package tradeoff

import (
	"errors"
	"fmt"
	"math"

	"tiermix/model/queue"
)

// Method says how the figures of a TwoTierResult came about.
type Method string

// The methods, from the strictest.
const (
	ProductForm   Method = "product form"  // exact: both levels behave like queues of their own
	ExactChain    Method = "exact chain"   // exact up to LostMass: the two-dimensional Markov chain
	Approximation Method = "approximation" // arrivals that are not Poisson are taken as such
)

// TwoTierInput is a 1st level that feeds a 2nd level. Tickets arrive at random (Poisson); handling times and patience are
// exponential; each level is first come, first served.
type TwoTierInput struct {
	ArrivalsPerHour  float64 // new tickets at 1st level, 0 or more
	Agents1          int
	Handling1Seconds float64 // mean, above 0; the same whether 1st level solves or passes on
	Solve1           float64 // share of what 1st level handles that it solves; the rest goes to 2nd level
	Agents2          int
	Handling2Seconds float64 // mean, above 0
	Return2          float64 // share of what 2nd level handles that comes back to 1st level
	Target1Seconds   float64 // 0 or more
	Target2Seconds   float64 // 0 or more
	Patience1Seconds float64 // mean time until a waiting customer gives up, above 0; +Inf when nobody does
	Patience2Seconds float64 // the same at 2nd level
}

// TwoTierResult is what both levels do in the long run. What a ticket meets is counted as the tickets see it: wait
// probability and service level are shares of the tickets offered to the level (returns included), not of time. The two
// differ at a level whose arrivals are not Poisson.
type TwoTierResult struct {
	Arrivals1PerHour    float64 // offered to 1st level, returns included
	Arrivals2PerHour    float64 // offered to 2nd level
	Occupancy1          float64 // busy share of the agents' time; 0 without agents
	Occupancy2          float64
	WaitProbability1    float64 // share of the offered that find no free agent
	WaitProbability2    float64
	MeanWait1Seconds    float64 // in line, of all offered, given up or not
	MeanWait2Seconds    float64
	ServiceLevel1       float64 // answered within target / offered
	ServiceLevel2       float64
	AbandonProbability1 float64 // share of the offered that give up
	AbandonProbability2 float64
	SojournSeconds      float64 // mean time in line and in work at both levels over all visits of a new ticket; 0 without arrivals

	QueueLength1     float64 // mean number of waiting tickets
	QueueLength2     float64
	BusyTimeShare2   float64 // share of time in which all agents of 2nd level are busy
	Method           Method
	LostMass         float64 // probability beyond the states that the chain kept; 0 for the other methods
	Note             string  // what to keep in mind about the method, in English; empty when exact
	StatesConsidered int     // states of the chain; 0 for the other methods
}

// TwoTier returns what two levels reach.
//
// When nobody gives up, the levels are a Jackson network: each behaves like M/M/n (Erlang C) for its own flow
//
//	λ1 = external + r λ2, λ2 = (1 - p) λ1, sojourn = Σ λi (E[Wi] + si) / external
//
// also with returns, although these are no Poisson stream. It stays exact when only 2nd level has patience and nothing
// comes back: what leaves 1st level is then Poisson (Burke), and 2nd level is M/M/n+M (Erlang A).
//
// In every other case arrivals at 2nd level are not Poisson, and the Markov chain of both numbers of tickets (i at 1st, j
// at 2nd level) is solved: see chain. Where it would be too large (mostWork, mostCells), or a level is
// within 0.01 % of overload, each level is taken as Erlang A or C for the flow that solves the equations above with those who
// give up taken off; Method and Note say so. Arrivals at 2nd level are smoother than Poisson, so that its waits come out too long: against the chain (TestErrorOfTheApproximation) by 3 to 10 % in
// the mean and 1 to 4 % in the wait probability for usual desks, by up to 30 % and 8 % behind an impatient 1st level that
// passes most on.
//
// Special cases: without arrivals nobody waits and nothing is busy; p = 1 needs no 2nd level; patience at both levels
// keeps any staff stable, also none. Errors: input out of range, all at once; a level that cannot carry its load when
// nobody gives up there (queue.OverloadError, with the smallest stable number of agents for that flow); r = 1 with p = 0
// when nobody gives up, since no ticket would ever end.
//
// Source: J. R. Jackson, Networks of waiting lines, Oper. Res. 5 (1957); P. J. Burke, The output of a queuing system,
// Oper. Res. 4 (1956); with patience: C. Palm (1957), see queue.Live.With.
func TwoTier(in TwoTierInput) (TwoTierResult, error) {
	if err := in.check(); err != nil {
		return TwoTierResult{}, err
	}
	if in.ArrivalsPerHour == 0 {
		return TwoTierResult{ServiceLevel1: 1, ServiceLevel2: 1, Method: ProductForm}, nil
	}
	if err := in.stable(); err != nil {
		return TwoTierResult{}, err
	}
	if in.productForm() {
		return in.levels(ProductForm)
	}
	return in.chained()
}

func (in TwoTierInput) patient1() bool { return math.IsInf(in.Patience1Seconds, 1) }
func (in TwoTierInput) patient2() bool { return math.IsInf(in.Patience2Seconds, 1) }

// escalate is the share of what 1st level handles that goes on.
func (in TwoTierInput) escalate() float64 { return 1 - in.Solve1 }

// productForm says whether each level is exactly a queue of its own.
func (in TwoTierInput) productForm() bool {
	alone := in.escalate() == 0 || in.Agents1 == 0 // nothing reaches 2nd level
	return alone || in.patient1() && (in.patient2() || in.Return2 == 0)
}

func (in TwoTierInput) check() error {
	faults := []error{
		inRange("solve1", in.Solve1, 0, 1), inRange("return2", in.Return2, 0, 1),
		placed("1st level", checkLevel(in.first(in.ArrivalsPerHour), in.Agents1, in.Target1Seconds)),
		placed("2nd level", checkLevel(in.second(0), in.Agents2, in.Target2Seconds)),
	}
	if in.Solve1 == 0 && in.Return2 == 1 && in.patient1() && in.patient2() && in.ArrivalsPerHour > 0 {
		faults = append(faults, errors.New("solve1 is 0 and return2 is 1: no ticket would ever end; raise solve1 or lower return2"))
	}
	return errors.Join(faults...)
}

func checkLevel(l queue.Live, agents int, target float64) error {
	_, err := queue.Live{ArrivalsPerHour: 0, HandlingSeconds: l.HandlingSeconds, PatienceSeconds: l.PatienceSeconds}.With(agents, target)
	return errors.Join(
		err,
		inRange("arrivals per hour", l.ArrivalsPerHour, 0, math.MaxFloat64),
		inRange("offered load in Erlang (arrivals × handling time)", l.LoadErlang(), 0, queue.MaxLoad),
	)
}

// first and second are the levels as queues with a flow in tickets per hour.
func (in TwoTierInput) first(perHour float64) queue.Live {
	return queue.Live{ArrivalsPerHour: perHour, HandlingSeconds: in.Handling1Seconds, PatienceSeconds: in.Patience1Seconds}
}

func (in TwoTierInput) second(perHour float64) queue.Live {
	return queue.Live{ArrivalsPerHour: perHour, HandlingSeconds: in.Handling2Seconds, PatienceSeconds: in.Patience2Seconds}
}

// capacity is what agents can handle, in tickets per hour.
func capacity(agents int, handlingSeconds float64) float64 {
	return float64(agents) * secondsPerHour / handlingSeconds
}

// levels takes each level as a queue of its own.
func (in TwoTierInput) levels(m Method) (TwoTierResult, error) {
	flow, err := in.balance()
	if err != nil {
		return TwoTierResult{}, err
	}
	one, err1 := in.first(flow.first).With(in.Agents1, in.Target1Seconds)
	two, err2 := in.second(flow.second).With(in.Agents2, in.Target2Seconds)
	if err := errors.Join(placed("1st level", err1), placed("2nd level", err2)); err != nil {
		return TwoTierResult{}, err
	}
	r := TwoTierResult{
		Arrivals1PerHour: flow.first, Arrivals2PerHour: flow.second,
		Occupancy1: one.Occupancy, Occupancy2: two.Occupancy,
		WaitProbability1: one.WaitProbability, WaitProbability2: two.WaitProbability,
		MeanWait1Seconds: one.MeanWaitSeconds, MeanWait2Seconds: two.MeanWaitSeconds,
		ServiceLevel1: one.ServedOfOffered, ServiceLevel2: two.ServedOfOffered,
		AbandonProbability1: one.AbandonProbability, AbandonProbability2: two.AbandonProbability,
		QueueLength1: one.QueueLength, QueueLength2: two.QueueLength,
		BusyTimeShare2: two.WaitProbability, Method: m,
	}
	if m == Approximation {
		r.Note = "Too large, or too close to overload, for the exact chain: each level is taken as a queue with Poisson arrivals, which those at 2nd level " +
			"are not; its mean wait is, as a rule, 3 to 10 % too long."
	}
	return r.timed(in), nil
}

// timed adds the sojourn by Little's law: mean tickets in both levels / new tickets per second.
func (r TwoTierResult) timed(in TwoTierInput) TwoTierResult {
	inside := r.QueueLength1 + r.QueueLength2 + r.Occupancy1*float64(in.Agents1) + r.Occupancy2*float64(in.Agents2)
	r.SojournSeconds = inside * secondsPerHour / in.ArrivalsPerHour
	return r
}

// stable refuses a level that nobody leaves unserved and that cannot carry its load. The level in question is looked at as
// if it were always busy: what it then sends on is Poisson, and the other level is a queue of its own.
//
// Source: M. F. Neuts, Matrix-geometric solutions in stochastic models (1981), theorem 3.1.1 (mean drift).
func (in TwoTierInput) stable() error {
	switch {
	case in.patient1() && in.patient2():
		flow, err := in.balance()
		if err != nil {
			return err
		}
		return errors.Join(
			placed("1st level", carries(in.first(flow.first), in.Agents1)),
			placed("2nd level", carries(in.second(flow.second), in.Agents2)),
		)
	case in.patient1():
		return placed("1st level", drift(in.Agents1, in.Handling1Seconds, in.drift1))
	case in.patient2():
		return placed("2nd level", drift(in.Agents2, in.Handling2Seconds, in.drift2))
	}
	return nil
}

func carries(l queue.Live, agents int) error {
	if load := l.LoadErlang(); load > 0 && load >= float64(agents) {
		return queue.OverloadError{LoadErlang: load, Agents: float64(agents), Stable: l.StableAgents()}
	}
	return nil
}

// drift1 is what arrives per hour at a 1st level whose agents are always busy; drift2 the same for 2nd level.
func (in TwoTierInput) drift1(agents int) float64 {
	passed := capacity(agents, in.Handling1Seconds) * in.escalate()
	return in.ArrivalsPerHour + in.Return2*served(in.second(passed), in.Agents2)
}

func (in TwoTierInput) drift2(agents int) float64 {
	returned := in.Return2 * capacity(agents, in.Handling2Seconds)
	return in.escalate() * served(in.first(in.ArrivalsPerHour+returned), in.Agents1)
}

// drift compares what arrives with what the agents can do, and looks for the smallest number that can.
func drift(agents int, handling float64, arrives func(int) float64) error {
	rate := arrives(agents)
	if rate == 0 || rate < capacity(agents, handling) {
		return nil
	}
	low, high := agents, agents+1
	for arrives(high) >= capacity(high, handling) {
		low, high = high, 2*high
		if float64(high) > queue.MaxLoad {
			return fmt.Errorf("no number of agents carries %g tickets per hour, since too many come back", rate)
		}
	}
	for high-low > 1 {
		if middle := (low + high) / 2; arrives(middle) < capacity(middle, handling) {
			high = middle
		} else {
			low = middle
		}
	}
	return queue.OverloadError{LoadErlang: rate * handling / secondsPerHour, Agents: float64(agents), Stable: high}
}
