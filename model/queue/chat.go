package queue

import (
	"errors"
	"fmt"
	"math"
)

// mostConcurrent is the largest number of chats at once that is believed; studies find 2 to 4.
const mostConcurrent = 20

// Chat is live demand of which an agent handles several at a time. Each place for a chat is a server: n agents are
// n × Concurrent of them. HandlingSeconds is how long a chat holds its place, at this concurrency (it grows with it).
//
// Source: J. Luo and J. Zhang, Staffing and control of instant messaging contact centers, Oper. Res. 61 (2013); places as
// servers is their model when the agent's attention is not the bottleneck.
type Chat struct {
	Live
	Concurrent int // chats an agent handles at a time, 1 or more
}

func (c Chat) check() error {
	if c.Concurrent < 1 || c.Concurrent > mostConcurrent {
		return fmt.Errorf("chats at a time is %d; it must lie between 1 and %d", c.Concurrent, mostConcurrent)
	}
	return nil
}

// With returns what a number of agents reach; Occupancy is that of their places for chats. A load that the places
// cannot carry is an OverloadError in agents.
func (c Chat) With(agents int, targetSeconds float64) (Result, error) {
	if err := errors.Join(c.check(), checkAgents(agents*max(1, min(c.Concurrent, mostConcurrent)))); err != nil {
		return Result{}, err
	}
	r, err := c.Live.With(agents*c.Concurrent, targetSeconds)
	var overload OverloadError
	if errors.As(err, &overload) {
		overload.Agents = float64(agents)
		overload.Stable = (overload.Stable + c.Concurrent - 1) / c.Concurrent
		overload.LoadErlang /= float64(c.Concurrent)
		return Result{}, overload
	}
	return r, err
}

// Required returns the smallest number of agents that keeps a promise; its fractions are places over Concurrent.
func (c Chat) Required(p Promise) (Staff, error) {
	if err := c.check(); err != nil {
		return Staff{}, err
	}
	staff, err := c.Live.Required(p)
	if err != nil {
		return Staff{}, err
	}
	each := float64(c.Concurrent)
	for _, need := range []*float64{
		&staff.Fractional, &staff.Needs.Service, &staff.Needs.Occupancy, &staff.Needs.Abandonment, &staff.Needs.Stability,
	} {
		*need /= each
	}
	staff.Agents = int(math.Ceil(staff.Fractional))
	staff.Result, err = c.With(staff.Agents, p.TargetSeconds)
	return staff, err
}
