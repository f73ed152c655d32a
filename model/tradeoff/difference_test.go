package tradeoff_test

import (
	"math"
	"slices"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/tradeoff"
)

// solved is the desk with its FCR moved to x as BreakEven says.
func solved(d tradeoff.Desk, x float64) tradeoff.Desk {
	fcr := d.FCR()
	d.Categories = slices.Clone(d.Categories)
	for i, c := range d.Categories {
		p := c.Solve.Amount
		if x < fcr {
			p *= x / fcr
		} else if fcr < 1 {
			p = math.Min(1, p+(1-p)*(x-fcr)/(1-fcr))
		}
		d.Categories[i].Solve = share(p)
	}
	return d
}

// Break-even points break even: by arithmetic a little more FCR pays and a little less does not; in whole people the FCR found pays,
// the next one below on the grid does not; and on both sides of the ratio of salaries the cheaper way is another.
func TestBreakEvenOnBothSides(t *testing.T) {
	seen := 0
	for _, d := range usual(40) {
		b, err := d.BreakEven()
		if err != nil {
			t.Fatal(err)
		}
		all := subset(63, 6)
		margin := func(x float64) float64 { // by arithmetic, a year
			plan, err := solved(d, x).Find()
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, c := range plan.Policy {
				sum += c.TicketsPerYear * (c.TryPerTicket - c.Category.Second.Amount*d.Second.Cost.Amount/60/(1-c.Category.Return.Amount))
			}
			return sum
		}
		wholeMargin := func(x float64) float64 {
			with, err1 := solved(d, x).Option(all)
			without, err2 := d.Option(tradeoff.Policy{Direct: true})
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			return with.PerYear - without.PerYear
		}
		if b.FluidFound && b.FluidFCR > 0.01 && b.FluidFCR < 0.99 {
			seen++
			if math.Abs(margin(b.FluidFCR)) > 1e-6*d.Second.Cost.Amount*8784 || margin(b.FluidFCR+0.005) >= 0 || margin(b.FluidFCR-0.005) <= 0 {
				t.Errorf("fluid FCR %v: margins %v, %v, %v", b.FluidFCR, margin(b.FluidFCR-0.005), margin(b.FluidFCR), margin(b.FluidFCR+0.005))
			}
		}
		if b.WholeFound && b.WholeFCR > 0.005 && b.WholeFCR < 1 && (wholeMargin(b.WholeFCR) > 1e-6 || wholeMargin(b.WholeFCR-0.005) <= 0) {
			t.Errorf("whole FCR %v: %v there, %v below", b.WholeFCR, wholeMargin(b.WholeFCR), wholeMargin(b.WholeFCR-0.005))
		}
		if b.SalaryFound {
			ratio(t, d, b.SalaryRatio)
		}
	}
	if seen < 20 {
		t.Errorf("only %d desks had a break-even FCR", seen)
	}
}

// ratio checks the break-even ratio of salaries of the option that is the best with a 1st level today.
func ratio(t *testing.T, d tradeoff.Desk, at float64) {
	t.Helper()
	plan, err := d.Find()
	if err != nil {
		t.Fatal(err)
	}
	best := plan.Options[1]
	for _, o := range plan.Options[2:] {
		if o.PerYear < best.PerYear {
			best = o
		}
	}
	for _, c := range []struct{ factor, sign float64 }{{0.99, 1}, {1, 0}, {1.01, -1}} {
		e := d
		e.Second.Cost = money(at * c.factor * d.First.Cost.Amount)
		with, err1 := e.Option(best.Policy)
		without, err2 := e.Option(tradeoff.Policy{Direct: true})
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		switch margin := with.PerYear - without.PerYear; {
		case c.sign == 0 && math.Abs(margin) > 1e-9*with.PerYear, margin*c.sign < 0:
			t.Errorf("ratio %v times %v: with a 1st level %v more", at, c.factor, margin)
		}
	}
}

// One point of FCR by finite difference: the best plan of a desk that solves a point more or less in every category.
func TestAPointIsADifference(t *testing.T) {
	for _, d := range usual(12) {
		b, err := d.BreakEven()
		if err != nil {
			t.Fatal(err)
		}
		cost := func(by float64) (float64, float64) {
			e := d
			e.Categories = slices.Clone(d.Categories)
			for i, c := range e.Categories {
				e.Categories[i].Solve = share(math.Min(1, c.Solve.Amount+by))
			}
			plan, err := e.Find()
			if err != nil {
				t.Fatal(err)
			}
			return fractional(plan), whole(plan)
		}
		now, nowWhole := cost(0)
		more, moreWhole := cost(0.01)
		fewer, fewerWhole := cost(-0.01)
		near(t, "a point", b.PointPerYear, now-more, 1e-9)
		near(t, "a point, whole", b.PointPerYearWhole, nowWhole-moreWhole, 1e-9)
		near(t, "a lost point", b.LostPointPerYear, fewer-now, 1e-9)
		near(t, "a lost point, whole", b.LostPointPerYearWholes, fewerWhole-nowWhole, 1e-9)
		if b.PointPerYear < 0 || b.LostPointPerYear < 0 {
			t.Errorf("a point more costs money: %+v", b)
		}
	}
}

// A training by hand: what the best plan with parts of agents costs less after it, a twelfth a month against its cost once.
func TestTrainingIsADifference(t *testing.T) {
	for _, d := range usual(8) {
		d.Categories[2].Training = tradeoff.Training{Points: 0.2, Cost: 3000, HorizonMonths: 24}
		plan, err := d.Find()
		if err != nil {
			t.Fatal(err)
		}
		e := d
		e.Categories = slices.Clone(d.Categories)
		e.Categories[2].Solve = share(math.Min(1, d.Categories[2].Solve.Amount+0.2))
		after, err := e.Find()
		if err != nil {
			t.Fatal(err)
		}
		got, saving := plan.Policy[2].Training, fractional(plan)-fractional(after)
		near(t, "saving", got.SavingPerYear, saving, 1e-9)
		near(t, "whole saving", plan.Policy[2].TrainingWhole, whole(plan)-whole(after), 1e-9)
		near(t, "net present value without interest", got.NetPresent, 2*saving-3000, 1e-9)
		if pays := saving > 0 && 3000/saving*12 <= 24; got.PaysBack != pays || saving > 0 && math.Abs(got.PaybackMonths-3000/saving*12) > 1e-9*got.PaybackMonths {
			t.Errorf("saving %v: %+v", saving, got)
		}
	}
}

// Every bar of the tornado is the best plan of the desk with that one number at the ends of its interval.
func TestEverySwingIsTwoPlans(t *testing.T) {
	d := office()
	wide := func(e *tradeoff.Estimate) {
		e.Low, e.High = e.Amount*0.8, math.Min(e.Amount*1.2, math.Max(1, e.Amount*1.04))
	}
	fields := map[tradeoff.Field]func(*tradeoff.Desk) *tradeoff.Estimate{
		tradeoff.Cost1Field: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.First.Cost }, tradeoff.Cost2Field: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Second.Cost },
		tradeoff.FailedTryField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.FailedTry },
		tradeoff.VolumeField:    func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Volume }, tradeoff.SolveField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Solve },
		tradeoff.DiagnosisField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Diagnosis }, tradeoff.SolvedField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Solved },
		tradeoff.FailedField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Failed }, tradeoff.SecondField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Second },
		tradeoff.ReturnField: func(d *tradeoff.Desk) *tradeoff.Estimate { return &d.Categories[1].Return },
	}
	d.Categories[1].Return = share(0.05)
	for _, at := range fields {
		wide(at(&d))
	}
	got, err := d.Tornado()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Swings) != len(fields) {
		t.Fatalf("%d swings, want %d", len(got.Swings), len(fields))
	}
	for _, s := range got.Swings {
		cost := func(amount float64) (float64, float64) {
			e := d
			e.Categories = slices.Clone(d.Categories)
			*fields[s.Field](&e) = tradeoff.Exactly(origin.Type(amount, s.Estimate.Unit))
			plan, err := e.Find()
			if err != nil {
				t.Fatal(s.Field, err)
			}
			return whole(plan), fractional(plan)
		}
		low, lowPart := cost(s.Estimate.Low)
		high, highPart := cost(s.Estimate.High)
		name := string(s.Field)
		near(t, name+", low", s.LowPerYear, low, 1e-9)
		near(t, name+", high", s.HighPerYear, high, 1e-9)
		near(t, name+", low, parts", s.LowFraction, lowPart, 1e-9)
		near(t, name+", high, parts", s.HighFraction, highPart, 1e-9)
		near(t, name+", swing", s.Swing, math.Abs(high-low), 1e-9)
	}
}
