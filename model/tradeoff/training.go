package tradeoff

import (
	"errors"
	"fmt"
	"math"
)

// longestHorizon in months bounds what an investment may be judged over.
const longestHorizon = 600

// Training raises what 1st level solves of a category. The zero value is none.
type Training struct {
	Points        float64 // added to the solve share, 0.05 for five points of per cent; above 0 to 1
	Cost          float64 // once, in the desk's currency, above 0: course, time away from the desk, material
	HorizonMonths int     // within which it must have paid back, 1 or more
	YearlyRate    float64 // of interest, 0.05 for 5 %; 0 or more
}

func (t Training) offered() bool { return t != Training{} }

func (t Training) check() error {
	if !t.offered() {
		return nil
	}
	return placed("training", errors.Join(
		above("points added to the solve share", t.Points, 1), above("cost", t.Cost, mostMoney), checkTerms(t.HorizonMonths, t.YearlyRate),
	))
}

func checkTerms(months int, rate float64) error {
	err := inRange("yearly rate", rate, 0, 10)
	if months < 1 || months > longestHorizon {
		err = errors.Join(err, fmt.Errorf("horizon is %d months; it must be 1 to %d", months, longestHorizon))
	}
	return err
}

// trained is the category after its training: the whole interval moves, and ends at 1.
func (c Category) trained() Category {
	for _, p := range []*float64{&c.Solve.Amount, &c.Solve.Low, &c.Solve.High} {
		*p = math.Min(1, *p+c.Training.Points)
	}
	return c
}

// Investment is money once against money a year.
type Investment struct {
	Cost          float64
	SavingPerYear float64 // may be 0 or below
	PaysBack      bool    // within the horizon, without interest
	PaybackMonths float64 // cost / saving per month; 0 when the saving is 0 or below, and it is never paid back
	NetPresent    float64 // value today of what is saved within the horizon, less the cost
}

// Invest judges an investment whose saving comes in equal parts at the end of every month:
//
//	payback = cost / (saving/12),  NPV = -cost + Σ_{m=1..horizon} saving/12 / (1+rate)^(m/12)
//
// Errors, all at once: a cost that is not above 0; a saving that is no number; a horizon below 1 or above 600 months; a rate
// outside 0 .. 10 a year.
//
// Source: R. A. Brealey, S. C. Myers and F. Allen, Principles of corporate finance, 10th ed. (2011), chapters 2 and 5.
func Invest(cost, savingPerYear float64, horizonMonths int, yearlyRate float64) (Investment, error) {
	err := errors.Join(
		above("cost", cost, mostMoney), inRange("saving per year", savingPerYear, -mostMoney, mostMoney), checkTerms(horizonMonths, yearlyRate),
	)
	if err != nil {
		return Investment{}, err
	}
	v := Investment{Cost: cost, SavingPerYear: savingPerYear, NetPresent: -cost}
	monthly := savingPerYear / monthsPerYear
	for m := 1; m <= horizonMonths; m++ {
		v.NetPresent += monthly * math.Pow(1+yearlyRate, -float64(m)/monthsPerYear)
	}
	if monthly > 0 && cost/monthly <= mostMoney {
		v.PaybackMonths = cost / monthly
		v.PaysBack = v.PaybackMonths <= float64(horizonMonths)
	}
	return v, nil
}

// train judges the training of one category: what the best plan costs less after it. The saving counts fractions of agents
// (a course for one category seldom frees a whole one by itself); wholeSaving counts whole agents.
func (d Desk) train(i int, before search) (v Investment, wholeSaving float64, err error) {
	t := d.Categories[i].Training
	after, err := d.with(i, Category.trained).search()
	if err != nil {
		return Investment{}, 0, err
	}
	v, err = Invest(t.Cost, before.fractional()-after.fractional(), t.HorizonMonths, t.YearlyRate)
	return v, before.whole() - after.whole(), err
}

// with is the desk with one category changed; the desk itself stays as it is.
func (d Desk) with(i int, change func(Category) Category) Desk {
	categories := make([]Category, len(d.Categories))
	copy(categories, d.Categories)
	categories[i] = change(categories[i])
	d.Categories = categories
	return d
}
