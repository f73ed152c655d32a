package hiring

// Cost is money by what it is spent on; all parts together are what a plan costs.
type Cost struct {
	Pay       [Tiers]float64 // people at what they cost in the first month
	Rises     [Tiers]float64 // what they cost more than in the first month
	Hiring    [Tiers]float64
	Leaving   [Tiers]float64
	Promotion float64        // once for each, without pay
	Missing   [Tiers]float64 // effective FTE that are missing, at their price
}

// Total is the sum of all parts.
func (c Cost) Total() float64 {
	sum := c.Promotion
	for tier := range Tiers {
		sum += c.Pay[tier] + c.Rises[tier] + c.Hiring[tier] + c.Leaving[tier] + c.Missing[tier]
	}
	return sum
}

// Plus adds two costs part by part.
func (c Cost) Plus(d Cost) Cost { return c.with(d, 1) }

// Minus is the difference of two costs part by part.
func (c Cost) Minus(d Cost) Cost { return c.with(d, -1) }

func (c Cost) with(d Cost, sign float64) Cost {
	for tier := range Tiers {
		c.Pay[tier] += sign * d.Pay[tier]
		c.Rises[tier] += sign * d.Rises[tier]
		c.Hiring[tier] += sign * d.Hiring[tier]
		c.Leaving[tier] += sign * d.Leaving[tier]
		c.Missing[tier] += sign * d.Missing[tier]
	}
	c.Promotion += sign * d.Promotion
	return c
}

// Part is one part of a cost by name.
type Part struct {
	Key    string // pay1, rises1, hiring1, leaving1, missing1, the same with 2, promotion
	Amount float64
}

// Parts are all parts of the cost in the order in which people read them.
func (c Cost) Parts() []Part {
	return []Part{
		{"pay1", c.Pay[0]}, {"pay2", c.Pay[1]}, {"rises1", c.Rises[0]}, {"rises2", c.Rises[1]},
		{"hiring1", c.Hiring[0]}, {"hiring2", c.Hiring[1]}, {"promotion", c.Promotion},
		{"leaving1", c.Leaving[0]}, {"leaving2", c.Leaving[1]}, {"missing1", c.Missing[0]}, {"missing2", c.Missing[1]},
	}
}
