package shiftleft

import (
	"slices"

	"tiermix/model/origin"
)

// Whole is the list with its money a year in whole units that add up, over the reasons and over the categories, as they are printed.
func (l List) Whole() List {
	l.Reasons, l.Categories = slices.Clone(l.Reasons), slices.Clone(l.Categories)
	total := l.Money.Value
	reasons, categories := make([]float64, len(l.Reasons)), make([]float64, len(l.Categories))
	for i, r := range l.Reasons {
		reasons[i] = r.Money.Value
	}
	for i, c := range l.Categories {
		categories[i] = c.Money.Value
	}
	_, reasons, _ = origin.AddUp(0, reasons, total, 1)
	_, categories, l.Money.Value = origin.AddUp(0, categories, total, 1)
	for i := range reasons {
		l.Reasons[i].Money.Value = reasons[i]
	}
	for i := range categories {
		l.Categories[i].Money.Value = categories[i]
	}
	return l
}
