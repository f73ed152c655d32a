package tradeoff

import "math"

// onePoint is one point of FCR.
const onePoint = 0.01

// bisections narrow an interval of length 1 down to rounding.
const bisections = 50

// BreakEven says how much worse or dearer 1st level may get before it stops to pay.
type BreakEven struct {
	FCR float64 // today, Σ volume p / Σ volume

	FluidFCR   float64 // FCR at which trying every category costs the same as no 1st level, by arithmetic per ticket
	FluidFound bool    // false: even an FCR of 1 costs more; FluidFCR is then 1. An FCR of 0 that still pays gives 0
	WholeFCR   float64 // the same in whole people: lowest on a grid of 0.005 from which on trying never costs more
	WholeFound bool

	SalaryRatio      float64 // c2 / c1, cost of an hour of 2nd over 1st level, above which the best option with a 1st level beats having none, at its staff
	SalaryRatioToday float64
	SalaryFound      bool // false: 1st level saves no hour of 2nd level, so that no ratio makes it pay; SalaryRatio is then 0

	PointPerYear           float64 // what one point more FCR in every category saves a year, fractions of agents counted
	PointPerYearWhole      float64 // the same in whole agents; often 0, now and then a whole agent
	LostPointPerYear       float64 // what one point less costs a year, fractions of agents counted
	LostPointPerYearWholes float64
}

// BreakEven compares a 1st level with none. The FCR of the desk is moved to x by p·x/FCR below today's FCR and by
// p + (1-p)(x-FCR)/(1-FCR) above it, which keeps the order of the categories.
//
//	c1 N1 + c2 N2 + M = c2 D  =>  c2/c1 = (N1 + M/c1) / (D - N2)
//
// for the salary ratio, with N1, N2 the agent hours of the option, D those without 1st level, and M its failed tries: cost is linear
// in salaries at fixed staff, so the ratio is exact for that staff.
//
// Special cases: without tickets everything is 0 and nothing is found. Errors: those of Check.
func (d Desk) BreakEven() (BreakEven, error) {
	if err := d.Check(); err != nil {
		return BreakEven{}, err
	}
	b := BreakEven{FCR: d.FCR(), SalaryRatioToday: d.Second.Cost.Amount / d.First.Cost.Amount}
	s, err := d.search()
	if err != nil || d.volume() == 0 || d.yearly() == 0 {
		return b, err
	}
	b.FluidFCR, b.FluidFound = d.fluidFCR()
	if b.WholeFCR, b.WholeFound, err = d.wholeFCR(s.options[0].PerYear); err != nil {
		return BreakEven{}, err
	}
	b.SalaryRatio, b.SalaryFound = d.salaryRatio(s)
	return b, d.points(s, &b)
}

// moved is the desk with its FCR moved to x.
func (d Desk) moved(x float64) Desk {
	fcr := d.FCR()
	move := func(p float64) float64 {
		switch {
		case x < fcr:
			return p * x / fcr
		case fcr < 1:
			return math.Min(1, p+(1-p)*(x-fcr)/(1-fcr))
		}
		return p
	}
	return d.each(func(c Category) Category {
		c.Solve.Amount = move(c.Solve.Amount)
		return c
	})
}

// each is the desk with every category changed.
func (d Desk) each(change func(Category) Category) Desk {
	categories := make([]Category, len(d.Categories))
	for i, c := range d.Categories {
		categories[i] = change(c)
	}
	d.Categories = categories
	return d
}

// fluidFCR bisects: by arithmetic the cost of trying falls as p rises wherever a try can pay at all.
func (d Desk) fluidFCR() (float64, bool) {
	p, without := d.prices(), 0.0
	for _, c := range d.Categories {
		without += c.Volume.Amount * p.second * c.Second.Amount / (1 - c.Return.Amount)
	}
	pays := func(x float64) bool {
		with := 0.0
		for _, c := range d.moved(x).Categories {
			with += c.Volume.Amount * c.tryCost(p, c.Solve.Amount)
		}
		return with <= without
	}
	switch {
	case !pays(1):
		return 1, false
	case pays(0):
		return 0, true
	}
	low, high := 0.0, 1.0
	for range bisections {
		if middle := (low + high) / 2; pays(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high, true
}

// wholeFCR walks the grid down from 1 as long as trying all costs no more than no 1st level.
func (d Desk) wholeFCR(without float64) (float64, bool, error) {
	tried := make([]bool, len(d.Categories))
	for i := range tried {
		tried[i] = true
	}
	for i := gridSteps; i >= 0; i-- {
		o, err := d.moved(float64(i) / gridSteps).planned(Policy{Tried: tried})
		if err != nil {
			return 0, false, err
		}
		if o.PerYear > without {
			return math.Min(1, float64(i+1)/gridSteps), i < gridSteps, nil
		}
	}
	return 0, true, nil
}

func (d Desk) salaryRatio(s search) (float64, bool) {
	none, with := s.options[0], s.options[1:]
	o := with[least(with, func(o Option) float64 { return o.PerYear })]
	saved := none.AgentHours2 - o.AgentHours2
	if saved <= 0 {
		return 0, false
	}
	return (o.AgentHours1 + o.FailedTriesPerYear*d.FailedTry.Amount/d.First.Cost.Amount) / saved, true
}

// points fills in what one point more or less is worth.
func (d Desk) points(now search, b *BreakEven) error {
	shifted := func(by float64) (search, error) {
		return d.each(func(c Category) Category {
			c.Solve.Amount = math.Max(0, math.Min(1, c.Solve.Amount+by))
			return c
		}).search()
	}
	more, err := shifted(onePoint)
	if err != nil {
		return err
	}
	fewer, err := shifted(-onePoint)
	if err != nil {
		return err
	}
	b.PointPerYear, b.PointPerYearWhole = now.fractional()-more.fractional(), now.whole()-more.whole()
	b.LostPointPerYear, b.LostPointPerYearWholes = fewer.fractional()-now.fractional(), fewer.whole()-now.whole()
	return nil
}
