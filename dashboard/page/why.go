package page

import (
	"math"
	"strings"

	"tiermix/dashboard/locale"
	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// Parts that are named: at most so many, each at least such a part of the change.
const (
	named    = 2
	standOut = 0.2
)

// steps are the units in which parts are written: as the change itself is.
var steps = map[string]float64{locale.Share: 1e-3, locale.Count: 1, locale.Mean: 1e-2, kpi.Money: 1e-2}

// Why names the categories that bring most of the change, and what is left for all others, so that it adds up to the change as
// written. Medians have no parts.
func Why(ask Ask, f kpi.Figure) string {
	split := f.Split(kpi.Language(ask.L.Code))
	if !split.Known {
		return ""
	}
	total := *f.Change.Difference
	var parts []float64
	rest := total
	for _, p := range split.Parts[:min(named, len(split.Parts))] {
		if math.Abs(p.Sum()/total) >= standOut {
			parts, rest = append(parts, p.Sum()), rest-p.Sum()
		}
	}
	if len(parts) == 0 {
		return ask.L.T("changes.spread")
	}
	_, units, _ := origin.AddUp(0, append(parts, rest), total, steps[f.Unit])
	words := []string{}
	for i, p := range split.Parts[:len(parts)] {
		words = append(words, ask.L.T("changes.part", ask.Name("category", p.Key["category"]), signed(ask.L, f, units[i])))
	}
	if len(split.Parts) > len(parts) {
		words = append(words, ask.L.T("changes.rest", signed(ask.L, f, units[len(parts)])))
	}
	return ask.L.T("changes.parts", strings.Join(words, ", "))
}

// signed is a part of a change with its sign.
func signed(l *locale.Locale, f kpi.Figure, units float64) string {
	v := units * steps[f.Unit]
	if v < 0 {
		return "−" + Step(l, f, v)
	}
	return "+" + Step(l, f, v)
}
