package queue

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Numerical choices of the time-dependent chain.
const (
	stepRate    = 0.2   // largest share of a state's rate in one Runge-Kutta step; its error is then far below 1e-8
	leastSteps  = 60    // steps in a period, however slow the chain
	settled     = 1e-10 // largest change of a probability from cycle to cycle when it counts as repeating
	mostCycles  = 2000  // cycles until it must
	leakage     = 1e-12 // probability of the longest line that is kept
	mostStates  = 40000 // of the chain; beyond it the day does not settle
	spareStates = 60    // states above the agents, at first
)

// Delay is what happens in one period of the cycle. Means are over time, shares over arrivals.
type Delay struct {
	Arrivals           float64 // expected in the period
	WaitProbability    float64 // share of its arrivals that find no free agent
	QueueLength        float64 // mean number waiting
	Occupancy          float64 // mean busy share of the agents
	AbandonProbability float64 // those who give up in the period / its arrivals
}

// Delays returns what a staff per period makes of demand that changes, once every cycle is like the last: the exact
// Markov chain of M(t)/M/n(t)+M. The number N in the system moves by
//
//	up at λ(t), down at min(N, n) μ + max(0, N - n) θ
//
// integrated by the classical Runge-Kutta method from period to period, until the start of the cycle repeats. When
// staff drops with everybody busy, the tickets in hand beyond the new staff go back to the head of the line.
//
// Special cases: when nobody gives up and the staff of a cycle is less than its load, the line grows from cycle to
// cycle: an OverloadError with the means over the cycle. Periods without agents are allowed.
//
// Source: L. V. Green, P. J. Kolesar and W. Whitt (2007), section 3.
func (v Varying) Delays(agents []int) ([]Delay, error) {
	if err := v.checkDelays(agents); err != nil {
		return nil, err
	}
	c := newChain(v, agents)
	for {
		delays, fits, err := c.settle()
		if err != nil || fits {
			return delays, err
		}
		c.grow()
		if len(c.p) > mostStates {
			return nil, fmt.Errorf("the line grows past %d tickets; the staff must be raised", mostStates)
		}
	}
}

func (v Varying) checkDelays(agents []int) error {
	err := errors.Join(checkVarying(v.Demand, PointwiseLoad, v.HandlingSeconds), checkPeriods(len(agents)))
	for i, n := range agents {
		err = errors.Join(err, inRange(fmt.Sprintf("agents of period %d", i+1), float64(n), 0, mostStates/4))
	}
	if !math.IsInf(v.PatienceSeconds, 1) {
		err = errors.Join(err, lasting("patience seconds", v.PatienceSeconds, MaxPatienceSeconds))
	}
	if err != nil {
		return err
	}
	load := v.Demand.curve(PointwiseLoad, v.HandlingSeconds/secondsPerHour)
	if err := inRange("highest load in Erlang", load.most(0, v.Demand.CycleHours()), 0, mostStates/4); err != nil {
		return err
	}
	mean, staff := load.mean(0, v.Demand.CycleHours()), 0.0
	for _, n := range agents {
		staff += float64(n) / float64(len(agents))
	}
	if math.IsInf(v.PatienceSeconds, 1) && mean > 0 && staff <= mean {
		return OverloadError{LoadErlang: mean, Agents: staff, Stable: stable(mean)}
	}
	return nil
}

// chain is the state of the integration: probabilities p by number in the system.
type chain struct {
	v              Varying
	agents         []int
	mu, theta      float64 // per hour
	p, mid         []float64
	k1, k2, k3, k4 []float64
	leave          []float64 // down for the agents of the period
	periods        int
	cycle          float64 // hours
}

func newChain(v Varying, agents []int) *chain {
	c := &chain{
		v: v, agents: agents, mu: secondsPerHour / v.HandlingSeconds, theta: secondsPerHour / v.PatienceSeconds,
		periods: len(agents), cycle: v.Demand.CycleHours(),
	}
	rate := v.Demand.curve(PointwiseLoad, 1/c.mu).most(0, c.cycle) * c.mu
	states := 0
	for _, n := range agents {
		states = max(states, c.reach(float64(n), rate))
	}
	c.p = []float64{1}
	c.resize(states)
	return c
}

// reach is the number of states that a constant rate would fill, but for the leakage; where the line would be long it
// starts from a modest guess.
func (c *chain) reach(n, rate float64) int {
	most := n + 4*math.Sqrt(n) + spareStates
	p, top := 1.0, 1.0
	for k := 1.0; k < most; k++ {
		p *= rate / c.down(k, n)
		top = math.Max(top, p)
		if p < leakage/100*top && k > n {
			return int(k) + 2
		}
		if top > 1e200 {
			p, top = p/1e200, 1
		}
	}
	return int(most)
}

// down is the rate, per hour, at which one of i leaves n agents.
func (c *chain) down(i, n float64) float64 {
	busy := math.Min(i, n)
	return busy*c.mu + (i-busy)*c.theta
}

// grow adds half as many states again and keeps what is known.
func (c *chain) grow() { c.resize(len(c.p) + len(c.p)/2) }

func (c *chain) resize(states int) {
	c.p = append(c.p, make([]float64, states-len(c.p))...)
	for _, field := range []*[]float64{&c.mid, &c.k1, &c.k2, &c.k3, &c.k4, &c.leave} {
		*field = make([]float64, states)
	}
}

// settle runs cycles until they repeat. It does not fit when the longest line that is kept is too likely.
func (c *chain) settle() (delays []Delay, fits bool, err error) {
	before := make([]float64, len(c.p))
	for range mostCycles {
		copy(before, c.p)
		delays = delays[:0]
		for i := range c.periods {
			delays = append(delays, c.period(i))
			if c.p[len(c.p)-1] > leakage {
				return nil, false, nil
			}
		}
		change := 0.0
		for k, p := range c.p {
			change = math.Max(change, math.Abs(p-before[k]))
		}
		if change < settled {
			return delays, true, nil
		}
	}
	return nil, false, fmt.Errorf("the line has not settled after %d cycles; the staff must be raised", mostCycles)
}

// sums are integrals over a period.
type sums struct{ arrivals, delayed, queue, busy float64 }

func (s *sums) add(o sums, w float64) {
	s.arrivals += w * o.arrivals
	s.delayed += w * o.delayed
	s.queue += w * o.queue
	s.busy += w * o.busy
}

// period integrates over one period, from jump to jump of the rate.
func (c *chain) period(i int) Delay {
	width := c.cycle / float64(c.periods)
	from := float64(i) * width
	cuts := []float64{from, from + width}
	for _, b := range c.v.Demand.breaks() {
		if b > from*(1+forgiven) && b < (from+width)*(1-forgiven) {
			cuts = append(cuts, b)
		}
	}
	slices.Sort(cuts)
	var s sums
	for j, a := range cuts[:len(cuts)-1] {
		c.run(a, cuts[j+1], float64(c.agents[i]), &s)
	}
	d := Delay{Arrivals: s.arrivals, QueueLength: s.queue / width}
	if s.arrivals > 0 {
		d.WaitProbability, d.AbandonProbability = s.delayed/s.arrivals, c.theta*s.queue/s.arrivals
	}
	if n := c.agents[i]; n > 0 {
		d.Occupancy = s.busy / width / float64(n)
	}
	return d
}

// run takes Runge-Kutta steps; the rate at a jump is the one inside the stretch.
func (c *chain) run(from, to, n float64, s *sums) {
	fastest := 0.0
	for i := range c.leave {
		c.leave[i] = c.down(float64(i), n)
		fastest = math.Max(fastest, c.leave[i])
	}
	fastest += c.v.Demand.curve(PointwiseLoad, 1/c.mu).most(from, to) * c.mu
	steps := math.Max(leastSteps, math.Ceil((to-from)*fastest/stepRate))
	h := (to - from) / steps
	rate := func(hour float64) float64 {
		const inside = 1e-9
		return c.v.Demand.RatePerHour(math.Max(from+inside*h, math.Min(hour, to-inside*h)))
	}
	for k := range int(steps) {
		t := from + float64(k)*h
		a, b, e := rate(t), rate(t+h/2), rate(t+h)
		s.add(c.flow(c.p, c.k1, a, n), h/6)
		s.add(c.flow(c.ahead(c.k1, h/2), c.k2, b, n), h/3)
		s.add(c.flow(c.ahead(c.k2, h/2), c.k3, b, n), h/3)
		s.add(c.flow(c.ahead(c.k3, h), c.k4, e, n), h/6)
		for i := range c.p {
			c.p[i] += h / 6 * (c.k1[i] + 2*c.k2[i] + 2*c.k3[i] + c.k4[i])
		}
	}
}

func (c *chain) ahead(slope []float64, h float64) []float64 {
	for i, p := range c.p {
		c.mid[i] = p + h*slope[i]
	}
	return c.mid
}

// flow writes dp/dt and returns the rates of what is counted.
func (c *chain) flow(p, slope []float64, rate, n float64) sums {
	last := len(p) - 1
	leave, slope := c.leave[:len(p)], slope[:len(p)]
	in := 0.0
	for i, x := range p[:last] {
		up := rate * x
		slope[i] = in + leave[i+1]*p[i+1] - leave[i]*x - up
		in = up
	}
	slope[last] = in - leave[last]*p[last]
	s := sums{arrivals: rate}
	var waits float64
	agents := min(int(n), len(p))
	for i, x := range p[:agents] {
		s.busy += float64(i) * x
	}
	for i, x := range p[agents:] {
		waits += x
		s.queue += float64(i) * x
	}
	s.busy += n * waits
	s.delayed = rate * waits
	return s
}
