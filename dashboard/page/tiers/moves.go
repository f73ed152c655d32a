package tiers

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// ways is how many pairs of teams the card lists.
const ways = 15

// moves shows which teams give tickets to which.
func moves(ctx context.Context, ask page.Ask) (page.Content, error) {
	exchanges, err := ask.Source.Exchanges(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("count the moves between teams: %w", err)
	}
	busiest := slices.DeleteFunc(slices.Clone(exchanges), func(e flow.Exchange) bool { return e.Moves == 0 })
	if len(busiest) == 0 {
		return page.Content{Empty: ask.L.T("pingpong.nomoves")}, nil
	}
	slices.SortStableFunc(busiest, func(a, b flow.Exchange) int {
		return cmp.Or(cmp.Compare(b.Moves, a.Moves), cmp.Compare(a.FromTeam, b.FromTeam), cmp.Compare(a.ToTeam, b.ToTeam))
	})
	shown := busiest[:min(ways, len(busiest))]
	fig, err := moveChart(ask, shown)
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: moveTable(ask, shown), Sub: ask.L.Plural("moves.sub", total(busiest))}
	if len(busiest) > len(shown) {
		c.Notes = append(c.Notes, ask.L.T("rates.more", ask.L.Count(len(shown)), ask.L.Count(len(busiest))))
	}
	return c, nil
}

func total(exchanges []flow.Exchange) int {
	n := 0
	for _, e := range exchanges {
		n += e.Moves
	}
	return n
}

func moveChart(ask page.Ask, exchanges []flow.Exchange) (chart.Figure, error) {
	rows, bars := chart.Rows{}, chart.Bars{Name: ask.L.T("column.moves")}
	for _, e := range exchanges {
		n := float64(e.Moves)
		from, to := ask.Name("team", e.FromTeam), ask.Name("team", e.ToTeam)
		rows.Names = append(rows.Names, chart.Short(from, 24)+" → "+chart.Short(to, 24))
		rows.Tiers = append(rows.Tiers, e.ToTier)
		bars.Values = append(bars.Values, &n)
		bars.Tips = append(bars.Tips, from+" → "+to+"\n"+ask.L.Plural("moves.tip", e.Moves)+"\n"+direction(ask, e))
	}
	return chart.Horizontal("tiers-moves", rows, "", true, bars)
}

// direction says what a move is by the tiers of its teams.
func direction(ask page.Ask, e flow.Exchange) string {
	switch {
	case e.FromTier == nil || e.ToTier == nil:
		return ask.L.T("moves.unknown")
	case *e.ToTier > *e.FromTier:
		return ask.L.T("moves.escalation")
	case *e.ToTier < *e.FromTier:
		return ask.L.T("moves.return")
	default:
		return ask.L.T("moves.pass")
	}
}

func moveTable(ask page.Ask, exchanges []flow.Exchange) page.Table {
	t := page.Table{Head: []page.Cell{
		page.Text(ask.L.T("column.from")), page.Text(ask.L.T("column.to")), page.Text(ask.L.T("column.kind")),
		page.Num(ask.L.T("column.moves")), page.Num(ask.L.T("column.pingpong")),
	}}
	for _, e := range exchanges {
		from, to := page.Text(ask.Name("team", e.FromTeam)), page.Text(ask.Name("team", e.ToTeam))
		from.Tier, to.Tier = page.TierClass(e.FromTier), page.TierClass(e.ToTier)
		t.Rows = append(t.Rows, []page.Cell{
			from, to, page.Text(direction(ask, e)), page.Num(ask.L.Count(e.Moves)), page.Num(ask.L.Count(e.PingPong)),
		})
	}
	return t
}
