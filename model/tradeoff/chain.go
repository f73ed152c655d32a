package tradeoff

import (
	"errors"
	"math"

	"tiermix/model/queue"
)

// Limits of the exact chain.
const (
	mostWork      = 1.5e10 // multiplications: some seconds; 40 agents a level take far less
	mostCells     = 2.5e7  // float64 kept for the blocks: 200 MB
	mostGrowths   = 6      // times that the truncation is widened
	allowedLoss   = 1e-12  // probability of the outermost states kept, at which widening stops
	leastWeight   = 1e-19  // of the largest state probability: where the first truncation is set
	mostLevels    = 400000 // levels summed up when nobody gives up there; below 1e-13 of mass remains up to 99.99 % load
	refusedLoss   = 1e-9   // a chain that still loses more is no better than the approximation
	reductionCost = 90     // inverses' worth of work of a logarithmic reduction
)

// chain is the Markov chain of i tickets at 1st and j at 2nd level; rates are per second.
//
//	(i, j) -> (i+1, j)    λ                             a new ticket
//	(i, j) -> (i-1, j+1)  min(i,n1) μ1 (1-p)            passed on
//	(i, j) -> (i-1, j)    min(i,n1) μ1 p + (i-n1)⁺ θ1   solved, or given up
//	(i, j) -> (i+1, j-1)  min(j,n2) μ2 r                comes back
//	(i, j) -> (i, j-1)    min(j,n2) μ2 (1-r) + (j-n2)⁺ θ2
//
// It is solved as a chain of levels with blocks of phases. A level of support where nobody gives up has endless room; it
// becomes the levels of the chain, whose blocks repeat above its number of agents. The other becomes the phases, cut off
// where next to no probability is left; arrivals beyond are dropped, and the probability of the last phase is reported.
type chain struct {
	in             TwoTierInput
	n1, n2         int
	lambda         float64
	mu1, mu2       float64
	theta1, theta2 float64 // 0 when nobody gives up
	secondIsLevel  bool    // levels are tickets at 2nd level, phases those at 1st; otherwise the other way round
	phases         int     // phases 0 .. phases-1
	levels         int     // levels 0 .. levels-1; endless: those with blocks of their own
	endless        bool
}

// chained solves the chain when it is small enough, else falls back on queues of their own.
func (in TwoTierInput) chained() (TwoTierResult, error) {
	c, err := newChain(in)
	if err != nil {
		return TwoTierResult{}, err
	}
	for range mostGrowths {
		if c.work() > mostWork || c.cells() > mostCells {
			break
		}
		s := c.solve()
		switch {
		case !s.sound():
			return in.levels(Approximation)
		case s.lastPhase > allowedLoss:
			c.phases += c.phases/3 + 1
		case !c.endless && s.lastLevel > allowedLoss:
			c.levels += c.levels/3 + 1
		case s.lastPhase+s.lastLevel > refusedLoss:
			return in.levels(Approximation)
		default:
			return s.result(), nil
		}
	}
	return in.levels(Approximation)
}

func newChain(in TwoTierInput) (chain, error) {
	flow, err := in.balance()
	if err != nil {
		return chain{}, err
	}
	c := chain{
		in: in, n1: in.Agents1, n2: in.Agents2, lambda: in.ArrivalsPerHour / secondsPerHour,
		mu1: 1 / in.Handling1Seconds, mu2: 1 / in.Handling2Seconds,
		theta1: 1 / in.Patience1Seconds, theta2: 1 / in.Patience2Seconds,
		endless: in.patient1() || in.patient2(),
	}
	one, two := extent(in.first(flow.first), c.n1), extent(in.second(flow.second), c.n2)
	c.secondIsLevel = in.patient2() || !in.patient1() && two >= one
	c.levels, c.phases = one, two
	if c.secondIsLevel {
		c.levels, c.phases = two, one
	}
	if c.endless {
		c.levels = c.agentsOfLevels() + 1
	}
	return c, nil
}

func (c chain) agentsOfLevels() int {
	if c.secondIsLevel {
		return c.n2
	}
	return c.n1
}

// extent is a first guess of the states that a level of support needs: those of M/M/n+M down to leastWeight. Levels of the
// chain that are endless need none.
func extent(l queue.Live, agents int) int {
	if math.IsInf(l.PatienceSeconds, 1) {
		return agents + 1
	}
	weight, largest := 0.0, 0.0 // logarithms
	for k := 1; ; k++ {
		out := math.Min(float64(k), float64(agents))/l.HandlingSeconds + math.Max(0, float64(k-agents))/l.PatienceSeconds
		weight += math.Log(l.ArrivalsPerHour / secondsPerHour / out)
		largest = math.Max(largest, weight)
		if weight < largest+math.Log(leastWeight) || k > mostCells {
			return k + 1
		}
	}
}

// work is the number of multiplications, cells the numbers kept.
func (c chain) work() float64 {
	m, blocks := float64(c.phases), float64(c.levels)
	if c.endless {
		blocks += reductionCost
	}
	return 2 * blocks * m * m * m
}

func (c chain) cells() float64 { return float64(c.levels) * float64(c.phases) * float64(c.phases) }

// blocks are the rates from level l to l+1, within l (the diagonal makes rows of all three sum to 0), and to l-1.
func (c chain) blocks(l int) (up, local, down band) {
	up, local, down = newBand(c.phases), newBand(c.phases), newBand(c.phases)
	for k := range c.phases {
		if c.secondIsLevel {
			c.fillSecond(l, k, up, local, down)
		} else {
			c.fillFirst(l, k, up, local, down)
		}
	}
	last := c.phases - 1
	down.mid[last] += down.high[last] // a ticket for which there is no room is dropped
	local.high[last], down.high[last] = 0, 0
	if !c.endless && l == c.levels-1 {
		for k := range c.phases {
			local.low[k] += up.low[k]
		}
		up = newBand(c.phases)
	}
	for k := range c.phases {
		local.mid[k] = -(up.row(k) + local.low[k] + local.high[k] + down.row(k))
	}
	return up, local, down
}

// fillSecond sets row k when levels are tickets at 2nd level: j = l, i = k.
func (c chain) fillSecond(l, k int, up, local, down band) {
	up.low[k] = c.busy1(k) * c.in.escalate()
	local.high[k] = c.lambda
	local.low[k] = c.busy1(k)*c.in.Solve1 + c.leave1(k)
	down.high[k] = c.busy2(l) * c.in.Return2
	down.mid[k] = c.busy2(l)*(1-c.in.Return2) + c.leave2(l)
}

// fillFirst sets row k when levels are tickets at 1st level: i = l, j = k.
func (c chain) fillFirst(l, k int, up, local, down band) {
	up.mid[k] = c.lambda
	up.low[k] = c.busy2(k) * c.in.Return2
	local.low[k] = c.busy2(k)*(1-c.in.Return2) + c.leave2(k)
	down.high[k] = c.busy1(l) * c.in.escalate()
	down.mid[k] = c.busy1(l)*c.in.Solve1 + c.leave1(l)
}

func (c chain) busy1(i int) float64  { return c.mu1 * float64(min(i, c.n1)) }
func (c chain) busy2(j int) float64  { return c.mu2 * float64(min(j, c.n2)) }
func (c chain) leave1(i int) float64 { return c.theta1 * float64(max(0, i-c.n1)) }
func (c chain) leave2(j int) float64 { return c.theta2 * float64(max(0, j-c.n2)) }

// errNoReduction is met when the levels drift upwards so nearly that no float64 tells.
var errNoReduction = errors.New("logarithmic reduction did not converge")
