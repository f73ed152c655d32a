package tradeoff

import (
	"cmp"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Field names an input of a desk.
type Field string

// The inputs that sensitivity moves.
const (
	VolumeField    Field = "volume"
	SolveField     Field = "solve share"
	DiagnosisField Field = "diagnosis time"
	SolvedField    Field = "time of a solved ticket"
	FailedField    Field = "time of a failed try"
	SecondField    Field = "time at 2nd level"
	ReturnField    Field = "return share"
	Cost1Field     Field = "cost of an hour of 1st level"
	Cost2Field     Field = "cost of an hour of 2nd level"
	FailedTryField Field = "cost of a failed try"
)

// Swing is what one input moves when it goes from the low to the high end of its interval and everything else stays.
type Swing struct {
	Field    Field
	Category string // empty for an input of the whole desk
	Estimate Estimate

	LowPerYear   float64 // cost of the best plan with the input at its low end, whole people
	HighPerYear  float64
	Swing        float64 // |HighPerYear - LowPerYear|
	LowFraction  float64 // the same with fractions of agents: it moves where whole people stand still
	HighFraction float64
	Fraction     float64 // |HighFraction - LowFraction|
}

// Tornado is the sensitivity of a desk's yearly cost.
type Tornado struct {
	PerYear           float64 // of the best plan as it is
	FractionalPerYear float64
	Swings            []Swing // the largest first, by Swing and then by Fraction
}

// Tornado moves every input that has an interval to both of its ends and plans the desk anew each time. Inputs taken as exact are left
// out. Errors: those of Check.
//
// Source: T. G. Eschenbach, Spiderplots versus tornado diagrams for sensitivity analysis, Interfaces 22 (1992).
func (d Desk) Tornado() (Tornado, error) {
	if err := d.Check(); err != nil {
		return Tornado{}, err
	}
	now, err := d.search()
	if err != nil {
		return Tornado{}, err
	}
	t := Tornado{PerYear: now.whole(), FractionalPerYear: now.fractional()}
	if t.Swings, err = swings(d.inputs()); err != nil {
		return Tornado{}, err
	}
	slices.SortStableFunc(t.Swings, func(a, b Swing) int {
		return cmp.Or(cmp.Compare(b.Swing, a.Swing), cmp.Compare(b.Fraction, a.Fraction))
	})
	return t, nil
}

// swings moves every input, as many at a time as there are processors; the order is that of the inputs.
func swings(all []input) ([]Swing, error) {
	out := make([]Swing, len(all))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, in := range all {
		group.Go(func() (err error) {
			out[i], err = in.swing()
			return err
		})
	}
	return out, group.Wait()
}

// input is an estimate with a way to set it.
type input struct {
	field    Field
	category string
	estimate Estimate
	set      func(amount float64) Desk
}

func (in input) swing() (Swing, error) {
	s := Swing{Field: in.field, Category: in.category, Estimate: in.estimate}
	low, err := in.set(in.estimate.Low).search()
	if err != nil {
		return Swing{}, err
	}
	high, err := in.set(in.estimate.High).search()
	if err != nil {
		return Swing{}, err
	}
	s.LowPerYear, s.HighPerYear, s.LowFraction, s.HighFraction = low.whole(), high.whole(), low.fractional(), high.fractional()
	s.Swing, s.Fraction = math.Abs(s.HighPerYear-s.LowPerYear), math.Abs(s.HighFraction-s.LowFraction)
	return s, nil
}

// inputs are all estimates with an interval.
func (d Desk) inputs() []input {
	var all []input
	for field, at := range map[Field]func(*Desk) *Estimate{
		Cost1Field: func(d *Desk) *Estimate { return &d.First.Cost }, Cost2Field: func(d *Desk) *Estimate { return &d.Second.Cost },
		FailedTryField: func(d *Desk) *Estimate { return &d.FailedTry },
	} {
		all = append(all, input{field: field, estimate: *at(&d), set: func(amount float64) Desk {
			changed := d
			at(&changed).Amount = amount
			return changed
		}})
	}
	for field, at := range map[Field]func(*Category) *Estimate{
		VolumeField: func(c *Category) *Estimate { return &c.Volume }, SolveField: func(c *Category) *Estimate { return &c.Solve },
		DiagnosisField: func(c *Category) *Estimate { return &c.Diagnosis }, SolvedField: func(c *Category) *Estimate { return &c.Solved },
		FailedField: func(c *Category) *Estimate { return &c.Failed }, SecondField: func(c *Category) *Estimate { return &c.Second },
		ReturnField: func(c *Category) *Estimate { return &c.Return },
	} {
		for i, c := range d.Categories {
			all = append(all, input{field: field, category: c.Key, estimate: *at(&c), set: func(amount float64) Desk {
				return d.with(i, func(c Category) Category {
					at(&c).Amount = amount
					return c
				})
			}})
		}
	}
	all = slices.DeleteFunc(all, func(in input) bool { return !in.estimate.open() })
	slices.SortFunc(all, func(a, b input) int { // the order of maps is random
		return cmp.Or(cmp.Compare(a.field, b.field), cmp.Compare(a.category, b.category))
	})
	return all
}
