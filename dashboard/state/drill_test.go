package state_test

import (
	"net/url"
	"testing"

	"tiermix/dashboard/state"
	"tiermix/model/kpi"
)

// A list of tickets is in the address and survives it; what is default is left out.
func TestDrillInTheAddress(t *testing.T) {
	for query, want := range map[string]state.Drill{
		"": {}, "figure=escalation_rate&part=hit&sort=moves&page=3": {Figure: "escalation_rate", Part: kpi.Hits, Sort: "moves", Page: 2}, "ticket=T+1%2F2": {Ticket: "T 1/2"},
	} {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		s, problems := state.Parse(v, first, last)
		if s.Drill != want || len(problems) > 0 {
			t.Errorf("%q: got %+v, %v", query, s.Drill, problems)
		}
		if again, _ := state.Parse(s.Values(), first, last); again.Drill != want {
			t.Errorf("%q: after the address %+v", query, again.Drill)
		}
	}
}

func TestDrillRefusals(t *testing.T) {
	v := url.Values{"figure": {"nonsense"}, "part": {"some"}, "sort": {"size"}, "page": {"0"}}
	s, problems := state.Parse(v, first, last)
	keys := map[string]bool{}
	for _, p := range problems {
		keys[p.Key] = true
	}
	if s.Drill != (state.Drill{}) || !keys["problem.figure"] || !keys["problem.part"] || !keys["problem.sort"] || !keys["problem.page"] {
		t.Errorf("got %+v, %v", s.Drill, problems)
	}
}

func TestDrilledStates(t *testing.T) {
	var s state.State
	hits := s.Drilled("csat", kpi.Hits).Turned(4)
	if hits.Drill != (state.Drill{Figure: "csat", Part: kpi.Hits, Page: 4}) || hits.Sorted("oldest").Drill.Page != 0 || hits.Turned(-1).Drill.Page != 0 {
		t.Errorf("got %+v", hits.Drill)
	}
	if s.Drilled("csat", kpi.AllRows).Drill.Part != "" || hits.Sorted("newest").Drill.Sort != "" || hits.Undrilled().Drill != (state.Drill{}) {
		t.Error("what is default is not left out")
	}
}
