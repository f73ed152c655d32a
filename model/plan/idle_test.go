package plan_test

import (
	"strings"
	"testing"

	"tiermix/model/origin"
	"tiermix/model/plan"
)

// By hand: 800 tickets a week, 400 with a solve share of 0.95 and 400 with one of 0.1, of 10 minutes solved and 5 passed on: 101.6 hours a
// week at 1st level; 410 · 0.05 + 0.9 · 400 tickets of half an hour: 190 hours at 2nd level. A full-time person is there for some
// 30 hours a week.
func TestPeopleWhoHardlyWorkOnTickets(t *testing.T) {
	for _, c := range []struct {
		people map[int]int
		typed  map[string]origin.Value
		want   string
	}{
		{map[int]int{1: 9, 2: 7}, nil, ""},
		{map[int]int{1: 9, 2: 400}, nil, "tier2.people"},
		{map[int]int{1: 100, 2: 7}, nil, "tier1.people"},
		{map[int]int{1: 100, 2: 7}, map[string]origin.Value{"tier1.people": origin.Type(100, "people")}, ""},
		{map[int]int{}, nil, ""},
	} {
		d := office()
		d.People = c.people
		var said []string
		for _, n := range build(t, d, c.typed).Notes {
			if strings.Contains(n.EN, "only now and then") && strings.Contains(n.DE, "nur ab und zu") {
				said = append(said, n.EN)
			}
		}
		if got := strings.Join(said, "\n"); (c.want == "") != (got == "") || !strings.Contains(got, c.want) || len(said) > 1 {
			t.Errorf("%v, typed %v: got %q, want a sentence on %q", c.people, c.typed, got, c.want)
		}
	}
}

// The share that is told: 256 people against 101.6 hours a week.
func TestIdleShareIsTold(t *testing.T) {
	d := office()
	d.People = map[int]int{1: 256}
	in := build(t, d, nil)
	if saying(in.Notes, "Today's 256 people of tier 1 would be busy with tickets for 1.") != 1 {
		t.Errorf("got %v", in.Notes)
	}
}

// Half-time people count as half, and the source says so; who has no fte counts as one.
func TestPeopleAreFullTime(t *testing.T) {
	for _, c := range []struct {
		staff plan.FullTime
		want  string
	}{
		{plan.FullTime{}, "7 people (measured: agents who worked on tickets, taken as full-time, 2025)"},
		{plan.FullTime{Sum: 5.5, Known: 7}, "5.5 people (measured: sum of fte of 7 agents who worked on tickets, 2025)"},
		{plan.FullTime{Sum: 4, Known: 5}, "6 people (measured: sum of fte of 7 agents who worked on tickets; 2 without fte taken as full-time, 2025)"},
	} {
		d := office()
		d.People, d.FullTime = map[int]int{1: 7}, map[int]plan.FullTime{1: c.staff}
		v := plan.Measured(d)["tier1.people"]
		if got := v.String(); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.staff, got, c.want)
		}
		if de := plan.SourceText(v.Source).DE; de == v.Source {
			t.Errorf("%q has no German", v.Source)
		}
	}
}
