package ingest_test

import (
	"context"
	"math"
	"testing"

	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/kpi"
	"tiermix/model/stint"
)

// What tickets cost is worked out here a second time, ticket by ticket from files and tracks, and the groups add up to the total.
func TestCostsOfASample(t *testing.T) {
	d := sample(t, 500, 12)
	prices := kpi.Prices{Currency: "EUR", Minute: [2]float64{2, 3}, FailedTry: 1, Elsewhere: kpi.VisitPrice{Solved: 7, Passed: 11, Second: 50}}
	query := kpi.Query{IDs: []string{"cost_per_ticket", "escalation_cost"}, By: []string{"category"}, Prices: &prices}
	answer, err := store.Answer(context.Background(), d.s.DB(), query)
	if err != nil {
		t.Fatal(err)
	}
	cost, escalated := d.costs(t, prices)
	f, e := answer.Figures[0], answer.Figures[1]
	if f.N < 400 || f.N != len(cost) || math.Abs(*f.Sum-sum(cost)) > 1e-3 {
		t.Errorf("%d tickets cost %v, by hand %d cost %v", f.N, *f.Sum, len(cost), sum(cost))
	}
	if e.N < 50 || e.N != len(escalated) || math.Abs(*e.Sum-sum(escalated)) > 1e-3 {
		t.Errorf("%d escalated tickets cost %v more, by hand %d cost %v", e.N, *e.Sum, len(escalated), sum(escalated))
	}
	if f.Parts["from_minutes"] == 0 || f.Parts["from_visits"] == 0 || f.Parts["first_level"]+f.Parts["second_level"] != *f.Sum {
		t.Errorf("parts %v of %v", f.Parts, *f.Sum)
	}
	total := 0.0
	for _, g := range f.Groups {
		total += *g.Sum
	}
	if math.Abs(total-*f.Sum) > 1e-6 {
		t.Errorf("the groups add up to %v, the total is %v", total, *f.Sum)
	}
}

func sum(all []float64) (total float64) {
	for _, v := range all {
		total += v
	}
	return total
}

// costs are those of resolved tickets, and what the escalated ones cost more than the price of a ticket that 1st level solves.
func (d sampled) costs(t *testing.T, p kpi.Prices) (cost, escalated []float64) {
	t.Helper()
	spent := map[string]*[2]float64{}
	booked := map[string]map[int]bool{}
	for _, e := range d.events {
		at := map[int]int{1: 0, 2: 1, 3: 1}
		i, ok := at[d.teamTiers[e["team"]]]
		if e["minutes"] == "" || !ok {
			continue
		}
		id := e["ticket_id"]
		if spent[id] == nil {
			spent[id], booked[id] = &[2]float64{}, map[int]bool{}
		}
		spent[id][i] += e.number(t, "minutes")
		booked[id][i] = true
	}
	for _, l := range d.tickets {
		id := l["ticket_id"]
		track := d.tracks[id]
		if l["excluded"] != "" || lifeOf(track).open {
			continue
		}
		v := visitsOf(track)
		first := float64(max(v.first-v.passed, 0))*p.Elsewhere.Solved + float64(v.passed)*p.Elsewhere.Passed
		second := float64(v.second) * p.Elsewhere.Second
		if booked[id][0] {
			first = spent[id][0]*p.Minute[0] + float64(v.passed)*p.FailedTry
		}
		if booked[id][1] {
			second = spent[id][1] * p.Minute[1]
		}
		cost = append(cost, first+second)
		if v.up {
			escalated = append(escalated, first+second-p.Elsewhere.Solved)
		}
	}
	return cost, escalated
}

// visits are the stays of a ticket at 1st and at 2nd level.
type visits struct {
	first, passed, second int
	up                    bool
}

func visitsOf(track tier.Track) (v visits) {
	for _, s := range track.Stints {
		moved := s.EnteredBy == stint.ByMove
		v.up = v.up || moved && s.FromTier != nil && *s.Tier > *s.FromTier
		if *s.Tier == 1 && s.Outcome == stint.OutEscalated {
			v.passed++
		}
		late := s.Outcome == stint.OutClosed && s.LeftAt != nil && s.LeftAt.Equal(s.EnteredAt) && s.EnteredBy != stint.ByIntake
		if s.EnteredBy == stint.ByReopen || moved && *s.FromTier == *s.Tier || late {
			continue
		}
		switch *s.Tier {
		case 1:
			v.first++
		case 2, 3:
			v.second++
		}
	}
	return v
}
