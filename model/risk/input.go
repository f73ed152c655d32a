package risk

import (
	"slices"

	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// Input is one number that is uncertain.
type Input struct {
	Key      string // growth; category.NAME.solve
	Category string // plan.Unnamed for tickets without one; "" for an input of the whole desk
	About    origin.Text
	Center   origin.Value // what the plan takes for it
	Spread   origin.Value // how far it may be from that: the 10th to the 90th percentile in the unit of Center, and where that comes from
	Law      Law

	set func(*year, float64)
}

// year is one year that may come, as a draw or a step of the tornado changes it.
type year struct {
	growth     float64
	categories []tradeoff.Category // their own, to be changed
	price      [2]float64          // factor on the cost of a person, by tier
	leavers    [2]float64          // people who leave
	days       *[7]float64         // factor of each day of the served week, Monday first; nil: days are alike
}

// center is the year as it is planned.
func (c *Case) center() *year {
	in := c.plan.Input
	return &year{growth: in.Growth, categories: slices.Clone(in.Desk.Categories), price: [2]float64{1, 1}}
}

// draw is the year of a draw.
func (c *Case) draw(seed uint64, draw int) *year {
	y := c.center()
	for _, in := range c.Inputs {
		in.set(y, in.Law.Quantile(luck(seed, in.Key, draw)))
	}
	if c.day != nil {
		y.days = &[7]float64{}
		for i, name := range dayKeys {
			y.days[i] = c.day.Quantile(luck(seed, name, draw))
		}
	}
	return y
}

// dayKeys name the luck of each day of the week.
var dayKeys = [7]string{"day.Monday", "day.Tuesday", "day.Wednesday", "day.Thursday", "day.Friday", "day.Saturday", "day.Sunday"}

// at is the year with every input at its median but one, which lies at another share. A negative number of an input moves none.
func (c *Case) at(one int, share float64) *year {
	const median = 0.5
	y := c.center()
	for i, in := range c.Inputs {
		u := median
		if i == one {
			u = share
		}
		in.set(y, in.Law.Quantile(u))
	}
	return y
}
