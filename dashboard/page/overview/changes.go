package overview

import (
	"context"
	"fmt"
	"strings"

	"tiermix/dashboard/page"
	"tiermix/dashboard/state"
	"tiermix/model/kpi"
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
	return page.Sentence{Head: head, Text: page.Why(ask, f)}
}
