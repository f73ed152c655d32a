package main

import (
	"context"
	"strconv"
	"testing"
	"time"

	"tiermix/ingest/store"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

// tally counts a share over some tickets.
type tally struct{ hits, total int }

func (c *tally) add(hit bool) {
	c.total++
	if hit {
		c.hits++
	}
}

// sharesOf works the shares out as kpis.md defines them. Tickets that no team ever held are in no share of tiers.
func sharesOf(all []told) map[string]*tally {
	c := map[string]*tally{}
	for _, id := range []string{"fcr_one_team", "fcr_one_agent", "first_level_resolution", "contained_first_level", "escalation_rate", "escalation_rate_2",
		"any_escalation", "direct_second_level", "return_rate", "any_return", "ping_pong_rate", "tier_ping_pong_rate", "reopen_rate"} {
		c[id] = &tally{}
	}
	for _, t := range all {
		c["ping_pong_rate"].add(back(t.groups))
		if !t.firstResolved.IsZero() {
			c["reopen_rate"].add(t.reopens > 0)
		}
		if len(t.groups) == 0 {
			continue
		}
		onlyFirst := t.highest() == 1
		if !t.resolved.IsZero() {
			c["first_level_resolution"].add(onlyFirst)
			c["fcr_one_team"].add(onlyFirst && len(t.teams) == 1 && t.reopens == 0)
			c["fcr_one_agent"].add(onlyFirst && len(t.agents) == 1 && t.reopens == 0)
		}
		c["contained_first_level"].add(onlyFirst)
		c["any_escalation"].add(t.escalations > 0)
		c["any_return"].add(t.returns > 0)
		c["direct_second_level"].add(t.tiers[0] >= 2)
		c["tier_ping_pong_rate"].add(back(t.tiers))
		if t.heldBy(1) {
			c["escalation_rate"].add(t.escalations > 0)
		}
		if t.heldBy(2) {
			c["escalation_rate_2"].add(t.from2 > 0)
		}
		if t.escalations > 0 || t.tiers[0] > 1 {
			c["return_rate"].add(t.returns > 0)
		}
	}
	return c
}

func (c tally) figure() desk.Figure { return desk.Figure{Numerator: &c.hits, Denominator: &c.total} }

// compareHistory holds every total of the store against the second way.
func compareHistory(t *testing.T, s *store.Store, all []told, moves int) {
	t.Helper()
	known := totals(t, s, kpi.Query{})
	for id, c := range sharesOf(all) {
		compareFigure(t, id, known[id], c.figure())
	}
	var resolution, waits, first, open, unresolved, waiting []float64
	end := lastOf(all)
	var resolved, moved, untouched int
	parts := map[string]int{}
	for _, ticket := range all {
		moved += ticket.moves
		untouched += ticket.untouched
		waits = append(waits, ticket.waits...)
		parts[partOf(ticket.moves)]++
		if !ticket.resolved.IsZero() {
			resolved++
			resolution = append(resolution, ticket.resolved.Sub(ticket.created).Seconds())
		} else {
			open = append(open, end.Sub(ticket.created).Seconds())
		}
		if !ticket.firstResolved.IsZero() {
			first = append(first, ticket.firstResolved.Sub(ticket.created).Seconds())
		} else {
			unresolved = append(unresolved, end.Sub(ticket.created).Seconds())
		}
		if !ticket.waitsSince.IsZero() {
			waiting = append(waiting, end.Sub(ticket.waitsSince).Seconds())
		}
	}
	compareNumber(t, "tickets_created", known["tickets_created"].Value, float64(len(all)))
	compareNumber(t, "tickets_resolved", known["tickets_resolved"].Value, float64(resolved))
	compareNumber(t, "backlog", known["backlog"].Value, float64(len(all)-resolved))
	compareNumber(t, "moves", new(float64(moves)), float64(moved))
	compareFigure(t, "handovers", known["handovers"], desk.Figure{Value: new(float64(moved) / float64(len(all))), Parts: parts})
	compareNumber(t, "resolution_time", known["resolution_time"].Value, median(resolution))
	compareRunning(t, "handover_wait", known["handover_wait"], waits, waiting)
	compareRunning(t, "time_to_resolution", known["time_to_resolution"], resolution, open)
	compareRunning(t, "first_resolution_time", known["first_resolution_time"], first, unresolved)
	compareFigure(t, "handover_wait", known["handover_wait"], desk.Figure{Parts: map[string]int{"untouched": untouched}})
}

func partOf(moves int) string {
	if moves >= 3 {
		return "3+"
	}
	return strconv.Itoa(moves)
}

// compareSplit holds figures by a dimension against the second way: no group may be missing, and none too many.
func compareSplit(t *testing.T, s *store.Store, all []told, h history) {
	t.Helper()
	zone, err := time.LoadLocation(h.zone)
	if err != nil {
		t.Fatal(err)
	}
	byPriority, byMonth := map[string][]told{}, map[string][]told{}
	tiers := map[string]float64{}
	for _, ticket := range all {
		byPriority[ticket.priority] = append(byPriority[ticket.priority], ticket)
		month := ticket.created.In(zone).Format("2006-01")
		byMonth[month] = append(byMonth[month], ticket)
		for tier, seconds := range ticket.held {
			tiers[strconv.Itoa(tier)] += seconds
		}
	}
	compareRates(t, s, "priority", byPriority)
	compareRates(t, s, "month", byMonth)
	got := groups(t, s, "time_in_tier", "tier")
	for tier, seconds := range tiers {
		compareNumber(t, "time_in_tier of tier "+tier, got[tier].Sum, seconds)
	}
	for tier, m := range got {
		if _, ok := tiers[tier]; !ok && tier != "" {
			t.Errorf("time_in_tier of tier %s: %v, want no such tier", tier, *m.Sum)
		}
	}
}

func compareRates(t *testing.T, s *store.Store, dim string, tickets map[string][]told) {
	t.Helper()
	got := groups(t, s, "escalation_rate", dim)
	if len(tickets) < 2 {
		t.Fatalf("only %d values of %s: nothing is proved", len(tickets), dim)
	}
	for value, some := range tickets {
		if c := sharesOf(some)["escalation_rate"]; c.total > 0 {
			compareFigure(t, "escalation_rate of "+dim+" "+value, got[value], c.figure())
		}
	}
	for value, m := range got {
		if _, ok := tickets[value]; !ok && m.N > 0 {
			t.Errorf("escalation_rate has the group %s %q, which the second way does not know", dim, value)
		}
	}
}

func totals(t *testing.T, s *store.Store, q kpi.Query) map[string]kpi.Measure {
	t.Helper()
	answer, err := store.Answer(context.Background(), s.DB(), q)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]kpi.Measure{}
	for _, f := range answer.Figures {
		known[f.ID] = f.Measure
	}
	return known
}

func groups(t *testing.T, s *store.Store, id, dim string) map[string]kpi.Measure {
	t.Helper()
	answer, err := store.Answer(context.Background(), s.DB(), kpi.Query{IDs: []string{id}, By: []string{dim}})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]kpi.Measure{}
	for _, g := range answer.Figures[0].Groups {
		known[g.Key[dim]] = g.Measure
	}
	return known
}
