package overview

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tiermix/dashboard/locale"
	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

// watched are the figures whose changes are explained.
var watched = []string{
	"tickets_created", "first_level_resolution", "escalation_rate", "return_rate", "ping_pong_rate", "handover_wait",
	"resolution_time", "reopen_rate", "backlog",
}

// contribution is the part of a figure's change that one category brings, in the figure's unit.
type contribution struct {
	Value string
	Part  float64
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
	return page.Sentence{Head: head, Text: why(ask, f, contributions(f))}
}

// why names the one or two categories that bring most of the change.
func why(ask page.Ask, f kpi.Figure, parts []contribution) string {
	total := *f.Change.Difference
	words := []string{}
	for _, p := range parts[:min(2, len(parts))] {
		if p.Part/total >= 0.2 {
			words = append(words, ask.L.T("changes.part", ask.Name("category", p.Value), ask.L.Difference(f.Unit, p.Part)))
		}
	}
	if len(words) == 0 {
		if len(parts) == 0 {
			return ""
		}
		return ask.L.T("changes.spread")
	}
	return ask.L.T("changes.mostly", strings.Join(words, ", "))
}

// contributions splits a change over the categories so that the parts add up to the whole: for a count the
// category's own change, for a share the change of (hits of the category / all tickets of the figure). Durations
// have no such split. The largest part in the direction of the change comes first.
func contributions(whole kpi.Figure) []contribution {
	split := splitter(whole)
	if split == nil {
		return nil
	}
	parts := []contribution{}
	for _, g := range whole.Groups {
		parts = append(parts, contribution{g.Key["category"], split(g)})
	}
	sign := math.Copysign(1, *whole.Change.Difference)
	slices.SortStableFunc(parts, func(a, b contribution) int { return cmp.Compare(sign*b.Part, sign*a.Part) })
	return parts
}

func splitter(whole kpi.Figure) func(kpi.Group) float64 {
	switch {
	case whole.Unit == locale.Count:
		return func(g kpi.Group) float64 { return orZero(g.Value) - then(g) }
	case whole.Unit == locale.Share && whole.Denominator != nil && whole.Change.N > 0 && *whole.Denominator > 0:
		return func(g kpi.Group) float64 {
			before := 0.0
			if g.Change != nil {
				before = then(g) * float64(g.Change.N)
			}
			return orZero(g.Numerator) / *whole.Denominator - before/float64(whole.Change.N)
		}
	default:
		return nil
	}
}

func then(g kpi.Group) float64 {
	if g.Change == nil {
		return 0
	}
	return orZero(g.Change.Value)
}

func orZero(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}
