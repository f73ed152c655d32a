package risk

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"tiermix/model/rate"
)

// Summary is what may come of one scenario.
type Summary struct {
	*Case
	Plan     Plan   // the year as it is planned, without any luck
	Needed   Spread // currency a year: the people that the year takes
	Paid     Spread // currency a year: the planned people
	FTE      [2]Spread
	Service  Spread // share in time over all work, by the planned people
	Kept     []Keeping
	All      rate.Share // years in which every promise is kept
	Tornado  []Swing
	Median   float64 // currency a year: the people that a year takes with every input at its median, in fractions of people
	Steps    []Step
	Currency string
}

// Plan is the year as it is planned.
type Plan struct {
	Needed, Paid float64
	FTE          [2]float64
	Heads        [2]int
	Service      float64
	Kept         []float64 // share in time of each promise
}

// Spread is how a figure spreads over the draws.
type Spread struct {
	P10, P50, P90 Quantile
	Mean          float64
	Error         float64 // Monte Carlo standard error of the mean
}

// Quantile is a quantile of the draws, with the 95 % interval for that of all years that could be drawn.
type Quantile struct {
	Value     float64
	Low, High float64 // order statistics, see rate.Ranks
}

// Keeping is how often the planned people keep a promise.
type Keeping struct {
	Promise
	Years rate.Share // in which it is kept, of all that were drawn
	Share Spread     // in time
}

// keptSlack forgives rounding in a promise that is kept exactly, as in model/staffing.
const keptSlack = 1e-9

func (p Promise) keptBy(share float64) bool { return share >= p.Promised-keptSlack }

// summary sums up all draws of a case.
func (c *Case) summary(drawn []outcome) (Summary, error) {
	s := Summary{Case: c, Currency: c.plan.Input.Currency}
	planned, err := c.live(c.center())
	if err != nil {
		return s, err
	}
	s.Plan = Plan{Needed: planned.needed, Paid: planned.paid, FTE: planned.fte, Heads: [2]int{c.heads(0), c.heads(1)}, Service: planned.together, Kept: planned.service}
	s.Needed = over(drawn, func(o outcome) float64 { return o.needed })
	s.Paid = over(drawn, func(o outcome) float64 { return o.paid })
	s.Service = over(drawn, func(o outcome) float64 { return o.together })
	for i := range s.FTE {
		s.FTE[i] = over(drawn, func(o outcome) float64 { return o.fte[i] })
	}
	for i, p := range c.Promises {
		s.Kept = append(s.Kept, Keeping{Promise: p, Share: over(drawn, func(o outcome) float64 { return o.service[i] }),
			Years: count(drawn, func(o outcome) bool { return p.keptBy(o.service[i]) })})
	}
	s.All = count(drawn, c.keeps)
	s.Steps = c.steps(drawn)
	if s.Tornado, err = c.tornado(); err != nil {
		return s, err
	}
	y := c.at(-1, middle)
	o, err := c.live(y)
	s.Median = c.fractional(o, y)
	return s, err
}

// keeps says whether a year keeps every promise.
func (c *Case) keeps(o outcome) bool {
	for i, p := range c.Promises {
		if !p.keptBy(o.service[i]) {
			return false
		}
	}
	return true
}

func count(drawn []outcome, is func(outcome) bool) rate.Share {
	s := rate.Share{Total: len(drawn)}
	for _, o := range drawn {
		if is(o) {
			s.Hits++
		}
	}
	return s
}

// over is the spread of a figure of the draws.
func over(drawn []outcome, figure func(outcome) float64) Spread {
	all := make([]float64, len(drawn))
	for i, o := range drawn {
		all[i] = figure(o)
	}
	return spreadOf(all)
}

func spreadOf(all []float64) Spread {
	mean, deviation := stat.MeanStdDev(all, nil)
	slices.Sort(all)
	return Spread{P10: quantileOf(all, low), P50: quantileOf(all, middle), P90: quantileOf(all, high), Mean: mean, Error: deviation / math.Sqrt(float64(len(all)))}
}

const middle = 0.5

// quantileOf is a quantile of rising values with its interval; too few values for one stand between their ends.
func quantileOf(rising []float64, q float64) Quantile {
	from, to, ok := rate.Ranks(len(rising), q, rate.Level)
	if !ok {
		from, to = 1, len(rising)
	}
	return Quantile{Value: quantile(rising, q), Low: rising[from-1], High: rising[to-1]}
}

// Step is what the first draws say, to see whether more would say something else.
type Step struct {
	Draws       int
	Needed      [3]float64 // P10, P50, P90 of the cost of the people that the year takes
	AllPromises float64    // share of the years in which every promise is kept
}

// steps are an eighth, a quarter, half and all of the draws.
func (c *Case) steps(drawn []outcome) []Step {
	var all []Step
	for _, part := range []int{8, 4, 2, 1} {
		first := drawn[:len(drawn)/part]
		s := over(first, func(o outcome) float64 { return o.needed })
		all = append(all, Step{Draws: len(first), Needed: [3]float64{s.P10.Value, s.P50.Value, s.P90.Value}, AllPromises: count(first, c.keeps).Value()})
	}
	return all
}
