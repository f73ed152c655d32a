package overview

import (
	"context"
	"fmt"
	"math"
	"strings"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/kpi"
	"tiermix/model/origin"
)

// watched are the figures whose changes are explained.
var watched = []string{
	"tickets_created", "first_level_resolution", "escalation_rate", "return_rate", "ping_pong_rate", "handover_wait",
	"resolution_time", "reopen_rate", "backlog",
}

// changes says what is different from the compared period, as far as it is more than noise, and which categories
// bring it.
func changes(ctx context.Context, ask page.Ask) (page.Content, error) {
	if ask.State.Compare == state.NoCompare {
		return page.Content{Empty: ask.L.T("changes.nocompare")}, nil
	}
	answer, err := ask.Source.Answer(ctx, ask.Compared([]string{"category"}, watched...))
	if err != nil {
		return page.Content{}, fmt.Errorf("answer what changed by category: %w", err)
	}
	return changesContent(ask, answer), nil
}

// changesContent speaks of the watched figures; their totals stand beside the groups of the same answer.
func changesContent(ask page.Ask, answer kpi.Answer) page.Content {
	c, same, compared := page.Content{}, []string{}, false
	for _, id := range watched {
		f, _ := page.Figure(answer, id)
		if !f.Available || f.Change == nil || f.Change.Difference == nil {
			continue
		}
		compared = true
		if !f.Change.MoreThanNoise {
			same = append(same, page.FigureName(ask.L, f.ID))
			continue
		}
		c.Points = append(c.Points, sentence(ask, f))
	}
	if !compared {
		return page.Content{Empty: ask.L.T("changes.nothing")}
	}
	if len(same) > 0 {
		c.Points = append(c.Points, page.Sentence{Head: ask.L.T("changes.same"), Text: strings.Join(same, ", ") + "."})
	}
	if answer.Compared != nil {
		c.Sub = ask.L.T("changes.sub", ask.L.Span(answer.Compared.From, answer.Compared.To))
	}
	return c
}

func sentence(ask page.Ask, f kpi.Figure) page.Sentence {
	key := "changes.rose"
	if *f.Change.Difference < 0 {
		key = "changes.fell"
	}
	head := ask.L.T(key, page.FigureName(ask.L, f.ID), ask.L.Difference(f.Unit, *f.Change.Difference))
	return page.Sentence{Head: head, Text: why(ask, f)}
}

// Parts that are named: at most so many, each at least such a part of the change.
const (
	named    = 2
	standOut = 0.2
)

// steps are the units in which parts are written: as the change itself is.
var steps = map[string]float64{locale.Share: 1e-3, locale.Count: 1, locale.Mean: 1e-2}

// why names the categories that bring most of the change, and what is left for all others, so that it adds up to the change as
// written. Medians have no parts.
func why(ask page.Ask, f kpi.Figure) string {
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
		words = append(words, ask.L.T("changes.part", ask.Name("category", p.Key["category"]), signed(ask.L, f.Unit, units[i])))
	}
	if len(split.Parts) > len(parts) {
		words = append(words, ask.L.T("changes.rest", signed(ask.L, f.Unit, units[len(parts)])))
	}
	return ask.L.T("changes.parts", strings.Join(words, ", "))
}

// signed is a part of a change with its sign.
func signed(l *locale.Locale, unit string, units float64) string {
	v := units * steps[unit]
	if v < 0 {
		return "−" + l.Difference(unit, v)
	}
	return "+" + l.Difference(unit, v)
}
