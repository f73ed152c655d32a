package planner

import (
	"errors"
	"math"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
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
	amount, err := ask.L.Read(text)
	var unclear locale.Ambiguous
	switch {
	case errors.As(err, &unclear):
		t.Fault = ask.L.T("planner.ambiguous", text, unclear.Whole, unclear.Decimal)
	case err != nil || math.IsNaN(amount) || math.IsInf(amount, 0):
		t.Fault = ask.L.T("planner.nonumber", chart.Short(text, 40))
	case f.Check(amount) != nil:
		t.Fault = ask.L.T("planner.outside", exactly(ask, amount), exactly(ask, f.Low), exactly(ask, f.High), Say(ask, f.About))
	default:
		t.Amount = amount
	}
	return t
}

// Shown is what is typed as the reader's language writes it; what is at fault stays as it was typed.
func (t Typed) Shown(l *locale.Locale) string {
	if t.Fault != "" {
		return t.Text
	}
	return l.Write(t.Amount)
}

// Plain is the reader's state with every number that is understood as an address carries it, so that a link means the same in every
// language.
func Plain(ask page.Ask) state.State {
	s := ask.State
	s.Typed = slices.Clone(s.Typed)
	for i, t := range s.Typed {
		f, err := plan.FieldOf(t.Key)
		if err != nil {
			continue
		}
		if n := read(ask, f, t.Text); n.Fault == "" {
			s.Typed[i].Text = state.Written(n.Amount)
		}
	}
	return s
}

// Misread says that something is typed that is no number of its field: a page says so beside the field and plans without it.
func Misread(ask page.Ask) bool {
	return slices.ContainsFunc(ask.State.Typed, func(t state.Typed) bool {
		f, err := plan.FieldOf(t.Key)
		return err == nil && read(ask, f, t.Text).Fault != ""
	})
}

// exactly is a number with as many decimals as it takes.
func exactly(ask page.Ask, v float64) string { return ask.L.Number(v, 6) }
