package risk

import (
	"cmp"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Swing is what one input moves when it goes from its 10th to its 90th percentile and all others stay at their medians.
type Swing struct {
	Input     Input
	Low, High float64    // of the input: its 10th and 90th percentile
	Needed    [2]float64 // currency a year at Low and at High: the people that the year takes, in fractions of people
	Service   [2]float64 // share in time over all work at Low and at High, by the planned people
}

// Cost and Lost are the sizes of both swings.
func (s Swing) Cost() float64 { return math.Abs(s.Needed[1] - s.Needed[0]) }

// Lost is the size of the swing of service, a share.
func (s Swing) Lost() float64 { return math.Abs(s.Service[1] - s.Service[0]) }

// tornado moves every input by itself, the largest swing of cost first, then of service. Cost is that of fractions of people: whole ones
// stand still under small steps and jump under others.
//
// Source: T. G. Eschenbach, Spiderplots versus tornado diagrams for sensitivity analysis, Interfaces 22 (1992).
func (c *Case) tornado() ([]Swing, error) {
	all := make([]Swing, len(c.Inputs))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, in := range c.Inputs {
		group.Go(func() error {
			s := Swing{Input: in, Low: in.Law.Quantile(low), High: in.Law.Quantile(high)}
			for end, share := range []float64{low, high} {
				y := c.at(i, share)
				o, err := c.live(y)
				if err != nil {
					return err
				}
				s.Needed[end], s.Service[end] = c.fractional(o, y), o.together
			}
			all[i] = s
			return nil
		})
	}
	err := group.Wait()
	slices.SortStableFunc(all, func(a, b Swing) int {
		return cmp.Or(cmp.Compare(b.Cost(), a.Cost()), cmp.Compare(b.Lost(), a.Lost()))
	})
	return all, err
}

// fractional is the cost of the people that a year takes without rounding them up.
func (c *Case) fractional(o outcome, y *year) float64 {
	cost := o.needed
	for i := range o.fte {
		cost += (o.fte[i] - whole(o.fte[i])) * c.plan.Input.Costs.Tiers[i].Loaded.PerYear * y.price[i]
	}
	return cost
}
