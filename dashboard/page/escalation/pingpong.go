package escalation

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tiermix/dashboard/chart"
	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// Named teams in the matrix, and pairs in its table.
const (
	teams = 10
	pairs = 30
)

// pingPong draws which teams hand tickets straight back to each other.
func pingPong(ctx context.Context, ask page.Ask) (page.Content, error) {
	exchanges, err := ask.Source.Exchanges(ctx, ask.State.Scope())
	if err != nil {
		return page.Content{}, fmt.Errorf("count the exchanges between teams: %w", err)
	}
	if len(exchanges) == 0 {
		return page.Content{Empty: ask.L.T("pingpong.nomoves")}, nil
	}
	named := rename(ask, exchanges)
	grid := chart.GridOf(named, teams, ask.L.T("pingpong.other"), back)
	if len(grid.Names) == 0 {
		return page.Content{Empty: ask.L.T("pingpong.none")}, nil
	}
	fig, err := chart.Matrix("escalation-pingpong", grid, func(r, c, n int) string {
		return ask.L.Plural("pingpong.tip", n, grid.Names[r], grid.Names[c])
	})
	if err != nil {
		return page.Content{}, err
	}
	c := page.Content{Figure: &fig, Table: pairTable(ask, named), Sub: ask.L.Plural("pingpong.sub", total(named))}
	if grid.Left > 0 {
		c.Notes = append(c.Notes, ask.L.T("pingpong.left", ask.L.Count(teams), ask.L.Count(grid.Left)))
	}
	return c, nil
}

func back(e flow.Exchange) int { return e.PingPong }

// rename gives the teams the names the page shows.
func rename(ask page.Ask, exchanges []flow.Exchange) []flow.Exchange {
	named := slices.Clone(exchanges)
	for i, e := range named {
		named[i].FromTeam, named[i].ToTeam = ask.Name("team", e.FromTeam), ask.Name("team", e.ToTeam)
	}
	return named
}

func total(exchanges []flow.Exchange) int {
	n := 0
	for _, e := range exchanges {
		n += e.PingPong
	}
	return n
}

func pairTable(ask page.Ask, exchanges []flow.Exchange) page.Table {
	sorted := slices.DeleteFunc(slices.Clone(exchanges), func(e flow.Exchange) bool { return e.PingPong == 0 })
	slices.SortStableFunc(sorted, func(a, b flow.Exchange) int {
		return cmp.Or(cmp.Compare(b.PingPong, a.PingPong), cmp.Compare(b.Moves, a.Moves))
	})
	t := page.Table{Head: []page.Cell{
		page.Text(ask.L.T("column.from")), page.Text(ask.L.T("column.to")),
		page.Num(ask.L.T("column.pingpong")), page.Num(ask.L.T("column.moves")), page.Num(ask.L.T("column.share")),
	}}
	for _, e := range sorted[:min(pairs, len(sorted))] {
		t.Rows = append(t.Rows, pairRow(ask, e))
	}
	return t
}

func pairRow(ask page.Ask, e flow.Exchange) []page.Cell {
	from, to := page.Text(e.FromTeam), page.Text(e.ToTeam)
	from.Tier, to.Tier = page.TierClass(e.FromTier), page.TierClass(e.ToTier)
	return []page.Cell{
		from, to, page.Num(ask.L.Count(e.PingPong)), page.Num(ask.L.Count(e.Moves)),
		page.Num(ask.L.Percent(float64(e.PingPong) / float64(max(1, e.Moves)))),
	}
}
