package tiers

import (
	"cmp"
	"context"
	"slices"

	"tiermix/dashboard/page"
	"tiermix/model/flow"
)

// inHand is what one tier holds.
type inHand struct {
	Tier                           *int
	Teams                          int
	Tickets, Untouched, OverTarget int
	OldestAge                      float64
}

// heldByTier adds up what the teams of every tier hold.
func heldByTier(ctx context.Context, ask page.Ask) (page.Content, error) {
	held, err := heldNow(ctx, ask)
	if err != nil || len(held) == 0 {
		return page.Content{Empty: ask.L.T("holding.none")}, err
	}
	c := page.Content{Sub: holdingSub(ask, held)}
	c.Table.Head = []page.Cell{
		page.Text(ask.L.T("dim.tier")), page.Num(ask.L.T("column.teams")), page.Num(ask.L.T("column.tickets")),
		page.Num(ask.L.T("holding.untouched")), page.Num(ask.L.T("column.overtarget")), page.Num(ask.L.T("column.oldest")),
	}
	for _, tier := range byTier(held) {
		c.Table.Rows = append(c.Table.Rows, tierRow(ask, tier))
	}
	return c, nil
}

func byTier(held []flow.Held) []inHand {
	sums := map[string]*inHand{}
	for _, h := range held {
		key := page.TierKey(h.Tier)
		if sums[key] == nil {
			sums[key] = &inHand{Tier: h.Tier}
		}
		s := sums[key]
		s.Teams++
		s.Tickets += h.Tickets
		s.Untouched += h.Untouched
		s.OverTarget += h.OverTarget
		s.OldestAge = max(s.OldestAge, h.OldestAge)
	}
	out := make([]inHand, 0, len(sums))
	for _, s := range sums {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b inHand) int { return cmp.Compare(order(a.Tier), order(b.Tier)) })
	return out
}

// order puts teams without a tier last.
func order(tier *int) int {
	if tier == nil {
		return 1 << 30
	}
	return *tier
}

func tierRow(ask page.Ask, s inHand) []page.Cell {
	l := ask.L
	name := page.Text(ask.TierName(s.Tier))
	if s.Tier != nil {
		name = page.Linked(name.Text, ask.Link(ask.State.Only("tier", page.TierKey(s.Tier))))
	}
	name.Tier = page.TierClass(s.Tier)
	return []page.Cell{
		name, page.Num(l.Count(s.Teams)), page.Num(l.Count(s.Tickets)), page.Num(l.Count(s.Untouched)),
		page.Num(l.Count(s.OverTarget)), page.Num(l.Duration(s.OldestAge)),
	}
}
