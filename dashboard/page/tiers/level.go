package tiers

import (
	"context"
	"fmt"
	"math"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/dashboard/page/planner"
	"tiermix/model/level"
	"tiermix/model/origin"
)

// levelSeed draws the teams anew for the intervals of the agreement; that of tiermix roster compare.
const levelSeed = 1

// levels holds every team's level, inferred from handovers alone, against its tier by the roster.
func levels(ctx context.Context, ask page.Ask) (page.Content, error) {
	desk, err := ask.Source.Levels(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("read the handovers: %w", err)
	}
	ladder, err := level.Infer(desk)
	if err != nil {
		return page.Content{Empty: said(ask, err)}, nil
	}
	told := toldTeams(ladder)
	if len(told) == 0 {
		return page.Content{Empty: ask.L.T("levels.none", ask.L.Count(level.MinMoves))}, nil
	}
	agreement := level.Compare(ladder, levelSeed)
	shown := first(told, agreement.Hidden)
	fig, err := levelChart(ask, shown)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: levelTable(ask, shown, agreement.Hidden), Sub: ask.L.T("levels.sub", ask.L.Count(ladder.Moves), ask.L.Fixed(ladder.Incoherence, 2))}
	c.Notes = levelNotes(ask, agreement)
	if len(told) > len(shown) {
		c.Notes = append(c.Notes, ask.L.T("rates.more", ask.L.Count(len(shown)), ask.L.Count(len(told))))
	}
	return c, nil
}

// said is what is wrong with the moves, in the reader's language.
func said(ask page.Ask, err error) string {
	return page.Sentences(planner.Sayings(ask, origin.Sentences(err)))
}

// toldTeams are the teams whose levels can be told and compared.
func toldTeams(l level.Ladder) []level.Team {
	return slices.DeleteFunc(slices.Clone(l.Teams), func(t level.Team) bool { return t.Component != 1 || !t.Sure() })
}

// first are the hidden support lines, then the teams with most moves.
func first(told []level.Team, hidden []level.Hidden) []level.Team {
	rank := map[string]int{}
	for i, h := range hidden {
		rank[h.Name()] = len(hidden) - i
	}
	sorted := slices.Clone(told)
	slices.SortStableFunc(sorted, func(a, b level.Team) int {
		if r := rank[b.Name()] - rank[a.Name()]; r != 0 {
			return r
		}
		return b.Moves() - a.Moves()
	})
	return sorted[:min(teams, len(sorted))]
}

// levelChart draws the intervals from the lowest level up; what of them lies below 0 is cut off.
func levelChart(ask page.Ask, shown []level.Team) (chart.Figure, error) {
	l := ask.L
	rising := slices.Clone(shown)
	slices.SortStableFunc(rising, func(a, b level.Team) int { return int(math.Copysign(1, a.Level-b.Level)) })
	all := make([]chart.Range, len(rising))
	for i, t := range rising {
		name := ask.Name("team", t.Name())
		tip := name + "\n" + ask.TierName(t.Tier) + "\n" + l.T("levels.tip", l.Fixed(t.Level, 2), l.Fixed(t.Low, 2), l.Fixed(t.High, 2), l.Count(t.In), l.Count(t.Out))
		all[i] = chart.Range{Name: name, Tip: tip, Tier: -1, Min: max(0, t.Low), Mid: t.Level, Max: t.High, Paid: t.Level}
		if t.Tier != nil {
			all[i].Tier = *t.Tier
		}
	}
	return chart.Ranges("tiers-levels", "", all, chart.RangeWords{Lower: l.T("levels.lower"), Upper: l.T("levels.upper"), Paid: l.T("levels.level")})
}

func levelTable(ask page.Ask, shown []level.Team, hidden []level.Hidden) page.Table {
	l := ask.L
	acts := map[string]int{}
	for _, h := range hidden {
		acts[h.Name()] = h.Acts
	}
	t := page.Table{Head: []page.Cell{
		page.Text(l.T("dim.team")), page.Text(l.T("levels.declared")), page.Text(l.T("levels.acts")), page.Num(l.T("levels.level")), page.Num(l.T("column.interval")),
		page.Num(l.T("levels.in")), page.Num(l.T("levels.out")), page.Num(l.T("column.tickets")), page.Num(l.T("levels.entered")),
	}}
	for _, team := range shown {
		name := page.Text(ask.Name("team", team.Name()))
		name.Tier = page.TierClass(team.Tier)
		like := page.Text("–")
		if tier, ok := acts[team.Name()]; ok {
			like = page.Text(ask.TierName(&tier))
			like.Strong = true
		}
		t.Rows = append(t.Rows, []page.Cell{
			name, page.Text(ask.TierName(team.Tier)), like, page.Num(l.Fixed(team.Level, 2)), page.Num(l.Fixed(team.Low, 2) + " – " + l.Fixed(team.High, 2)),
			page.Num(l.Count(team.In)), page.Num(l.Count(team.Out)), page.Num(l.Count(team.Tickets)), page.Num(l.Percent(team.Intake())),
		})
	}
	return t
}

// levelNotes say how far levels and roster agree, and what was left out.
func levelNotes(ask page.Ask, a level.Agreement) []string {
	l := ask.L
	var notes []string
	if a.Teams == 0 {
		notes = append(notes, l.T("levels.noroster"))
	}
	if text := estimate(ask, a.Spearman); text != "" {
		notes = append(notes, l.T("levels.spearman", l.Count(a.Teams), text, estimate(ask, a.Weighted)))
	}
	for _, s := range a.Separations[:1] {
		if text := estimate(ask, s.AUC); text != "" {
			notes = append(notes, l.T("levels.auc", text, estimate(ask, s.Weighted)))
		}
	}
	switch n := len(a.Hidden); {
	case n > 0:
		notes = append(notes, l.Plural("levels.hidden", n))
	case a.Teams > 0:
		notes = append(notes, l.T("levels.nohidden"))
	}
	if a.TooFew+a.Elsewhere > 0 {
		notes = append(notes, l.T("levels.left", l.Count(a.TooFew), l.Count(level.MinMoves), l.Count(a.Elsewhere)))
	}
	return notes
}

// estimate is a value with its interval; "" when it cannot be told.
func estimate(ask page.Ask, e level.Estimate) string {
	switch {
	case e.Value == nil:
		return ""
	case e.Low == nil:
		return ask.L.Fixed(*e.Value, 2)
	}
	return ask.L.T("levels.estimate", ask.L.Fixed(*e.Value, 2), ask.L.Fixed(*e.Low, 2), ask.L.Fixed(*e.High, 2))
}
