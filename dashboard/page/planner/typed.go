package planner

import (
	"math"
	"strconv"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/plan"
)

// Typed is one assumption that the reader typed. Fault says what is wrong with it; it is then not planned with.
type Typed struct {
	Field  plan.Field
	Key    string
	Text   string
	Amount float64
	Fault  string // "" = none
}

// Read understands what the reader typed.
func Read(ask page.Ask) []Typed {
	var all []Typed
	for _, t := range ask.State.Typed {
		f, err := plan.FieldOf(t.Key)
		if err != nil {
			continue // the state holds keys of fields only
		}
		all = append(all, read(ask, f, t.Text))
	}
	return all
}

func read(ask page.Ask, f plan.Field, text string) Typed {
	t := Typed{Field: f, Key: f.Key, Text: text}
	amount, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || math.IsNaN(amount) || math.IsInf(amount, 0):
		t.Fault = ask.L.T("planner.nonumber", chart.Short(text, 40))
	case f.Check(amount) != nil:
		t.Fault = ask.L.T("planner.outside", exactly(ask, amount), exactly(ask, f.Low), exactly(ask, f.High), Say(ask, f.About))
	default:
		t.Amount = amount
	}
	return t
}

// exactly is a number with as many decimals as it takes.
func exactly(ask page.Ask, v float64) string { return ask.L.Number(v, 6) }
