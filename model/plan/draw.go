package plan

import (
	"math"

	"tiermix/model/effort"
	"tiermix/model/origin"
	"tiermix/model/staffing"
	"tiermix/model/tradeoff"
)

// TypicalWeek is the question to model/staffing for the typical week of an option of the desk, half hour by half hour.
func (in Input) TypicalWeek(o tradeoff.Option) staffing.Input {
	return in.staffing(o, "typical week", false)
}

// RecordedEffort are the recorded minutes of tickets that a mean handling time was taken from, by tier, category and outcome; without a
// category those of all. What effort.FromRecorded leaves out is not among them.
func (in Input) RecordedEffort(k effort.Key, all bool) []float64 {
	minutes := in.Demand.Logged[k]
	if all {
		minutes = pooled(in.Demand, k.Tier, k.Outcome)
	}
	told, ok := effort.FromRecorded(k, minutes)
	if !ok {
		return nil
	}
	var used []float64
	for _, m := range minutes {
		if m > 0 && !math.IsInf(m, 0) && (told.LeftOut.Fence == 0 || m <= told.LeftOut.Fence) {
			used = append(used, m)
		}
	}
	return used
}

// Spreads are how far numbers may lie from what a plan takes for them, where nothing is measured; shares.
type Spreads struct {
	Growth   origin.Value // of the number of tickets, down and up: eight years of ten lie within
	Handling origin.Value // of a handling time, the same way
	Day      origin.Value // coefficient of variation of what is common to all tickets of a day; 0: days of a weekday are alike
}

// spreadFields are the fields of Spreads.
func spreadFields() []Field {
	return []Field{
		{"growth_spread", origin.Share, 0, 0.9, example(0.1, origin.Share), false, origin.Text{EN: "share by which the tickets of a year lie below or above what is planned with, in eight years of ten, where no forecast tells it", DE: "Anteil, um den die Tickets eines Jahres in acht von zehn Jahren höchstens unter oder über dem Geplanten liegen, wo es keine Prognose sagt"}},
		{"handling_spread", origin.Share, 0, 0.9, example(0.2, origin.Share), false, origin.Text{EN: "the same for a handling time that is not measured", DE: "dasselbe für eine Bearbeitungszeit, die nicht gemessen ist"}},
		{"day_spread", origin.Share, 0, 1, example(0, origin.Share), false, origin.Text{EN: "coefficient of variation of what is common to all tickets of a day, beyond its weekday and chance", DE: "Variationskoeffizient dessen, was allen Tickets eines Tages gemeinsam ist, über Wochentag und Zufall hinaus"}},
	}
}

// settleSpreads finds them. They are not on the list of what went into a plan: only risk draws from them.
func (in *Input) settleSpreads(b *book) {
	for i, at := range []*origin.Value{&in.Spreads.Growth, &in.Spreads.Handling, &in.Spreads.Day} {
		*at, _ = b.find(spreadFields()[i])
	}
}
