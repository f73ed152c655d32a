package tradeoff

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// levelsEnd is the share of all probability at which the sum over endless levels stops.
const levelsEnd = 1e-16

// states is the solved chain, summed up to what each level of support shows.
type states struct {
	chain     chain
	first     []float64 // probability of i tickets at 1st level
	second    []float64 // probability of j tickets at 2nd level
	seenFirst []float64 // tickets per second that meet i others at 1st level
	seenOther []float64 // tickets per second that meet j others at 2nd level
	lastPhase float64   // probability of the last phase kept
	lastLevel float64   // probability of the last level kept, or beyond it when levels are endless
	lastMass  float64   // of the last level summed up, before division
	count     int
	err       error
}

// solve walks up the levels from the distribution of level 0, π_l = π_{l-1} R_l, and divides by the sum at the end.
func (c chain) solve() states {
	s := states{chain: c}
	r, watched, err := c.ratios()
	if err != nil {
		s.err = err
		return s
	}
	x := stationary(watched)
	total := 0.0
	for l := 0; ; l++ {
		mass := floats.Sum(x)
		total += mass
		s.lastPhase += x[c.phases-1]
		s.lastLevel = c.beyond(mass, s.lastMass)
		s.lastMass = mass
		s.add(l, x)
		switch {
		case math.IsNaN(mass) || math.IsInf(total, 0):
			s.err = errNoReduction
			return s
		case !c.endless && l == c.levels-1, c.endless && l >= c.levels && mass < levelsEnd*total, l >= mostLevels:
			s.divide(total)
			return s
		}
		x = step(x, r[min(l+1, len(r)-1)])
	}
}

// beyond is the probability that a sum over levels which ends here leaves out: levels fall off like a geometric series. Where
// they are cut off it is the last level, at which arrivals were dropped.
func (c chain) beyond(mass, before float64) float64 {
	if !c.endless {
		return mass
	}
	if mass >= before {
		return math.Inf(1) // still rising
	}
	decay := mass / before
	return mass * decay / (1 - decay)
}

// step is x·m.
func step(x []float64, m *mat.Dense) []float64 {
	out := make([]float64, len(x))
	for k, f := range x {
		if f != 0 {
			floats.AddScaled(out, f, m.RawRowView(k))
		}
	}
	return out
}

// add counts the states of level l.
func (s *states) add(l int, x []float64) {
	s.count += len(x)
	for k, p := range x {
		i, j := l, k
		if s.chain.secondIsLevel {
			i, j = k, l
		}
		s.first, s.second = plus(s.first, i, p), plus(s.second, j, p)
		back := s.chain.busy2(j) * s.chain.in.Return2
		s.seenFirst = plus(s.seenFirst, i, p*(s.chain.lambda+back))
		s.seenOther = plus(s.seenOther, j, p*s.chain.busy1(i)*s.chain.in.escalate())
	}
}

func plus(all []float64, k int, x float64) []float64 {
	for len(all) <= k {
		all = append(all, 0)
	}
	all[k] += x
	return all
}

func (s *states) divide(total float64) {
	for _, all := range [][]float64{s.first, s.second, s.seenFirst, s.seenOther} {
		floats.Scale(1/total, all)
	}
	s.lastPhase /= total
	s.lastLevel /= total
}

// sound says whether a distribution came out.
func (s states) sound() bool {
	return s.err == nil && !math.IsNaN(floats.Sum(s.first)) && floats.Min(s.first) >= -levelsEnd && floats.Min(s.second) >= -levelsEnd
}

// result reads the figures off both levels of support.
func (s states) result() TwoTierResult {
	c, in := s.chain, s.chain.in
	one := station{agents: c.n1, mu: c.mu1, theta: c.theta1, target: in.Target1Seconds, at: s.first, seen: s.seenFirst}.figures()
	two := station{agents: c.n2, mu: c.mu2, theta: c.theta2, target: in.Target2Seconds, at: s.second, seen: s.seenOther}.figures()
	r := TwoTierResult{
		Arrivals1PerHour: one.offered * secondsPerHour, Arrivals2PerHour: two.offered * secondsPerHour,
		Occupancy1: one.occupancy, Occupancy2: two.occupancy, WaitProbability1: one.wait, WaitProbability2: two.wait,
		MeanWait1Seconds: one.length / one.offered, MeanWait2Seconds: two.length / two.offered,
		ServiceLevel1: one.inTime, ServiceLevel2: two.inTime, AbandonProbability1: one.abandon, AbandonProbability2: two.abandon,
		QueueLength1: one.length, QueueLength2: two.length, BusyTimeShare2: two.allBusy,
		Method: ExactChain, LostMass: s.lastPhase + s.lastLevel, StatesConsidered: s.count,
	}
	return r.timed(in)
}

// station is one level of support with the distribution of its tickets.
type station struct {
	agents    int
	mu, theta float64 // per second
	target    float64 // seconds
	at        []float64
	seen      []float64
}

type figures struct{ offered, occupancy, length, allBusy, wait, inTime, abandon float64 }

func (s station) figures() figures {
	var f figures
	busy := 0.0
	for k, p := range s.at {
		busy += p * float64(min(k, s.agents))
		if k >= s.agents {
			f.allBusy += p
			f.length += p * float64(k-s.agents)
		}
	}
	f.occupancy = busy / math.Max(1, float64(s.agents))
	f.offered = floats.Sum(s.seen)
	free := s.seen[:min(s.agents, len(s.seen))]
	waits := s.seen[len(free):]
	f.wait = floats.Sum(waits) / f.offered
	f.abandon = s.theta * f.length / f.offered
	f.inTime = floats.Sum(free) / f.offered
	for k, share := range s.inTime(len(waits)) {
		f.inTime += waits[k] / f.offered * share
	}
	return f
}

// inTime returns, for a ticket that finds all n agents busy and k = 0, 1, ... others in line, the probability that an agent
// answers it within the target T. It moves up at rates nμ + mθ, m = k .. 0, until its own patience ends at rate θ. With
// c = nμ/θ, exp(-θ·time to its turn) has the distribution Beta(c, k+1), so
//
//	P_k = c/(c+k+1) I(1-e^-θT; k+1, c+1),  and for θ = 0: P_k = 1 - Σ_{m=0..k} e^-nμT (nμT)ᵐ/m!
//
// where I is the regularised incomplete beta function. Both come from recurrences in k that subtract positive terms of sum
// below 1: right to about 1e-15 of 1, not of P_k.
//
// Source: the order statistics of exponentials, A. Rényi (1953); I by M. Abramowitz and I. A. Stegun, Handbook of
// Mathematical Functions (1964), 26.5.16.
func (s station) inTime(positions int) []float64 {
	all := make([]float64, positions)
	if s.agents == 0 || s.target == 0 {
		return all
	}
	rate := float64(s.agents) * s.mu
	share, term := -math.Expm1(-(rate+s.theta)*s.target), -(rate+s.theta)*s.target // I for k = 0; ln of (1-x)^(c+1)
	for k := range all {
		n := float64(k + 1)
		all[k] = math.Max(0, share) * rate / (rate + n*s.theta)
		term += math.Log(s.grown() * (rate + n*s.theta) / n)
		share -= math.Exp(term)
	}
	return all
}

// grown is x/θ = (1-e^-θT)/θ, or its limit T.
func (s station) grown() float64 {
	if s.theta == 0 {
		return s.target
	}
	return -math.Expm1(-s.theta*s.target) / s.theta
}
