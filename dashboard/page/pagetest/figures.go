package pagetest

import (
	"math"

	"tiermix/model/flow"
)

func ways() []flow.Link {
	return []flow.Link{
		{From: "channel:e-mail", To: "tier:1", Tickets: 5480}, {From: "channel:phone", To: "tier:1", Tickets: 4955},
		{From: "channel:social media", To: "tier:1", Tickets: 378}, {From: "channel:e-mail", To: "tier:2", Tickets: 599},
		{From: "tier:1", To: "solved:1", Tickets: 8190}, {From: "tier:1", To: "tier:2", Tickets: 2346}, {From: "tier:1", To: "open:1", Tickets: 277},
		{From: "tier:2", To: "solved:2", Tickets: 2081}, {From: "tier:2", To: "tier:3", Tickets: 436}, {From: "tier:2", To: "back:1", Tickets: 352},
		{From: "tier:2", To: "open:2", Tickets: 76}, {From: "back:1", To: "solved:1", Tickets: 298}, {From: "back:1", To: "tier:2", Tickets: 54},
		{From: "tier:3", To: "solved:3", Tickets: 401}, {From: "tier:3", To: "back:2", Tickets: 35}, {From: "back:2", To: "solved:2", Tickets: 35},
	}
}

// Tier makes the pointer that model types use.
func Tier(n int) *int { return &n }

func trades() []flow.Exchange {
	teams := []struct {
		name string
		tier *int
	}{
		{"Service Desk North", Tier(1)}, {"Service Desk South", Tier(1)}, {"Network", Tier(2)}, {"Applications", Tier(2)}, {"ERP Team", Tier(2)},
		{"Workplace", Tier(2)}, {"Identity & Access", Tier(2)}, {"Database", Tier(3)}, {"Development", Tier(3)}, {"Security", Tier(3)},
		{"Print Services", Tier(2)}, {"Vendor hotline", nil},
	}
	out := []flow.Exchange{}
	for i, from := range teams {
		for j, to := range teams {
			moves := int(900 * math.Abs(math.Sin(float64(3*i+7*j))) / float64(1+i+j))
			if i == j || moves < 12 {
				continue
			}
			out = append(out, flow.Exchange{
				FromTeam: from.name, ToTeam: to.name, FromTier: from.tier, ToTier: to.tier, Moves: moves, PingPong: moves * (1 + (i*j)%4) / 18,
			})
		}
	}
	return out
}

func held() []flow.Held {
	const dayLong = 86400.0
	return []flow.Held{
		{Team: "Service Desk North", Tier: Tier(1), Tickets: 412, Untouched: 38, OverTarget: 21, MedianAge: 1.4 * dayLong, OldestAge: 19 * dayLong, OldestID: "INC-0041877", MedianHeld: 0.8 * dayLong},
		{Team: "Service Desk South", Tier: Tier(1), Tickets: 287, Untouched: 22, OverTarget: 9, MedianAge: 1.1 * dayLong, OldestAge: 14 * dayLong, OldestID: "INC-0042012", MedianHeld: 0.7 * dayLong},
		{Team: "Applications", Tier: Tier(2), Tickets: 201, Untouched: 74, OverTarget: 33, MedianAge: 4.2 * dayLong, OldestAge: 41 * dayLong, OldestID: "INC-0039120", MedianHeld: 2.9 * dayLong},
		{Team: "ERP Team", Tier: Tier(2), Tickets: 144, Untouched: 51, OverTarget: 40, MedianAge: 6.0 * dayLong, OldestAge: 38 * dayLong, OldestID: "INC-0039355", MedianHeld: 4.4 * dayLong},
		{Team: "Network", Tier: Tier(2), Tickets: 88, Untouched: 12, OverTarget: 4, MedianAge: 2.2 * dayLong, OldestAge: 17 * dayLong, OldestID: "INC-0041903", MedianHeld: 1.5 * dayLong},
		{Team: "Development", Tier: Tier(3), Tickets: 57, Untouched: 19, OverTarget: 11, MedianAge: 9.5 * dayLong, OldestAge: 33 * dayLong, OldestID: "INC-0040018", MedianHeld: 6.1 * dayLong},
		{Team: "Vendor hotline", Tickets: 9, Untouched: 9, OverTarget: 2, MedianAge: 3.3 * dayLong, OldestAge: 8 * dayLong, OldestID: "INC-0042410", MedianHeld: 3.1 * dayLong},
		{Team: "", Tickets: 6, Untouched: 6, MedianAge: 1800, OldestAge: 5400, OldestID: "INC-0048210", MedianHeld: 1800},
	}
}
