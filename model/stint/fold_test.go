package stint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/roster"
	"tiermix/model/stint"
)

var midnight = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)

// at is an instant of the day, in minutes after midnight.
func at(minutes int) time.Time { return midnight.Add(time.Duration(minutes) * time.Minute) }

// desk places teams on tiers for ever; "Lab" changes from 2 to 3 after 50 minutes, "Odd" has no tier.
var desk = []roster.Placement{
	{Team: "Desk", Tier: 1, From: roster.Beginning, To: roster.End},
	{Team: "Phone", Tier: 1, From: roster.Beginning, To: roster.End},
	{Team: "Network", Tier: 2, From: roster.Beginning, To: roster.End},
	{Team: "Lab", Tier: 2, From: roster.Beginning, To: at(50)},
	{Team: "Lab", Tier: 3, From: at(50), To: roster.End},
}

// event is a change by a rule: when, in minutes, and the new holder and state.
func event(minutes int, team, state string) stint.Event {
	return stint.Event{At: at(minutes), Team: team, State: state, BySystem: true}
}

// act is something the team did.
func act(minutes int, team string) stint.Event { return stint.Event{At: at(minutes), ActorTeam: team} }

// line shows a stint: minutes of its times, "-" for what is not known.
func line(s stint.Stint) string {
	minutes := func(t *time.Time) string {
		if t == nil {
			return "-"
		}
		return fmt.Sprint(t.Sub(midnight).Minutes())
	}
	long := func(seconds *int64) string {
		if seconds == nil {
			return "-"
		}
		return fmt.Sprint(*seconds / 60)
	}
	tier := func(tier *int) string {
		if tier == nil {
			return "?"
		}
		return fmt.Sprint(*tier)
	}
	from := ""
	if s.FromTeam != "" {
		from = " " + s.FromTeam + "/" + tier(s.FromTier)
	}
	return fmt.Sprintf("%s/%s %s to %s, %s%s, touch %s, %s, queue %s wait %s work %s after %s", s.Team, tier(s.Tier), minutes(&s.EnteredAt), minutes(s.LeftAt),
		s.EnteredBy, from, minutes(s.FirstTouch), s.Outcome, long(s.Queue), long(s.Wait), long(s.Work), long(s.After))
}

func TestFold(t *testing.T) {
	created := stint.Ticket{CreatedAt: at(0), Team: "Desk"}
	for _, c := range []struct {
		name   string
		ticket stint.Ticket
		events []stint.Event
		want   []string
	}{
		{"nothing happened", created, nil, []string{"Desk/1 0 to -, intake, touch -, open, queue - wait - work - after -"}},
		{"nobody holds it", stint.Ticket{CreatedAt: at(0)}, nil, []string{"/? 0 to -, intake, touch -, open, queue - wait - work - after -"}},
		{"solved by the first who touched it", created, []stint.Event{act(10, "Desk"), event(30, "", stint.Resolved), event(90, "", stint.Closed)},
			[]string{"Desk/1 0 to 30, intake, touch 10, resolved, queue 10 wait 0 work 20 after 60"}},
		{"closed at once", created, []stint.Event{event(30, "", stint.Closed)},
			[]string{"Desk/1 0 to 30, intake, touch -, closed, queue 30 wait 0 work 0 after 0"}},
		{"up, across, and back", created, []stint.Event{event(10, "Network", ""), event(20, "Lab", ""), event(30, "Desk", ""), event(40, "Phone", ""), event(60, "Lab", "")}, []string{
			"Desk/1 0 to 10, intake, touch -, escalated, queue 10 wait 0 work 0 after -",
			"Network/2 10 to 20, move Desk/1, touch -, passed, queue 10 wait 0 work 0 after -",
			"Lab/2 20 to 30, move Network/2, touch -, returned, queue 10 wait 0 work 0 after -",
			"Desk/1 30 to 40, move Lab/2, touch -, passed, queue 10 wait 0 work 0 after -",
			"Phone/1 40 to 60, move Desk/1, touch -, escalated, queue 20 wait 0 work 0 after -",
			"Lab/3 60 to -, move Phone/1, touch -, open, queue - wait - work - after -",
		}},
		{"a stint keeps the tier of its beginning", created, []stint.Event{event(40, "Lab", ""), event(60, "Network", "")}, []string{
			"Desk/1 0 to 40, intake, touch -, escalated, queue 40 wait 0 work 0 after -",
			"Lab/2 40 to 60, move Desk/1, touch -, passed, queue 20 wait 0 work 0 after -",
			"Network/2 60 to -, move Lab/2, touch -, open, queue - wait - work - after -",
		}},
		{"a tier is not known", created, []stint.Event{event(10, "Odd", ""), event(20, "Desk", "")}, []string{
			"Desk/1 0 to 10, intake, touch -, moved, queue 10 wait 0 work 0 after -",
			"Odd/? 10 to 20, move Desk/1, touch -, moved, queue 10 wait 0 work 0 after -",
			"Desk/1 20 to -, move Odd/?, touch -, open, queue - wait - work - after -",
		}},
		{"the same team again is no move", created, []stint.Event{event(10, "Desk", ""), event(20, "", stint.New)},
			[]string{"Desk/1 0 to -, intake, touch -, open, queue - wait - work - after -"}},
		{"a first team", stint.Ticket{CreatedAt: at(0)}, []stint.Event{event(5, "", stint.Working), event(10, "Desk", "")}, []string{
			"/? 0 to 10, intake, touch -, assigned, queue 10 wait 0 work 0 after -",
			"Desk/1 10 to -, assigned, touch -, open, queue - wait - work - after -",
		}},
		{"the first event tells the team at intake", stint.Ticket{CreatedAt: at(0)}, []stint.Event{act(5, "Network"), event(10, "Desk", "")},
			[]string{"Desk/1 0 to -, intake, touch -, open, queue - wait - work - after -"}},
		{"an event at creation tells the team at intake", stint.Ticket{CreatedAt: at(0)}, []stint.Event{event(0, "", stint.Working), event(0, "Desk", "")},
			[]string{"Desk/1 0 to -, intake, touch -, open, queue - wait - work - after -"}},
		{"waiting counts after the touch only", created, []stint.Event{
			event(10, "", stint.Waiting), act(20, "Desk"), event(30, "", stint.Working), event(40, "", stint.Waiting), event(45, "", stint.Working), event(60, "", stint.Resolved)},
			[]string{"Desk/1 0 to 60, intake, touch 20, resolved, queue 20 wait 15 work 25 after -"}},
		{"waiting goes on over a move", created, []stint.Event{act(5, "Desk"), event(10, "", stint.Waiting), event(20, "Network", ""), act(25, "Network"), event(40, "", stint.Resolved)}, []string{
			"Desk/1 0 to 20, intake, touch 5, escalated, queue 5 wait 10 work 5 after -",
			"Network/2 20 to 40, move Desk/1, touch 25, resolved, queue 5 wait 15 work 0 after -",
		}},
		{"reopened: cool-down ends", created, []stint.Event{event(10, "", stint.Resolved), event(30, "", stint.Working), event(50, "", stint.Resolved), event(51, "", stint.Closed)}, []string{
			"Desk/1 0 to 10, intake, touch -, resolved, queue 10 wait 0 work 0 after 20",
			"Desk/1 30 to 50, reopen, touch -, resolved, queue 20 wait 0 work 0 after 1",
		}},
		{"closed, then reopened: the cool-down is the first", created, []stint.Event{event(10, "", stint.Resolved), event(20, "", stint.Closed), event(30, "", stint.New)}, []string{
			"Desk/1 0 to 10, intake, touch -, resolved, queue 10 wait 0 work 0 after 10",
			"Desk/1 30 to -, reopen, touch -, open, queue - wait - work - after -",
		}},
		{"a move of a solved ticket has no length", created, []stint.Event{event(10, "", stint.Resolved), event(20, "Network", ""), event(30, "", stint.Working)}, []string{
			"Desk/1 0 to 10, intake, touch -, resolved, queue 10 wait 0 work 0 after 20",
			"Network/2 20 to 20, move Desk/1, touch -, closed, queue 0 wait 0 work 0 after -",
			"Network/2 30 to -, reopen, touch -, open, queue - wait - work - after -",
		}},
		{"merged and spam end a stint", created, []stint.Event{event(10, "", stint.Merged)},
			[]string{"Desk/1 0 to 10, intake, touch -, closed, queue 10 wait 0 work 0 after -"}},
		{"the ticket's own resolution", stint.Ticket{CreatedAt: at(0), Team: "Desk", ResolvedAt: at(30)}, []stint.Event{event(30, "Network", "")}, []string{
			"Desk/1 0 to 30, intake, touch -, escalated, queue 30 wait 0 work 0 after -",
			"Network/2 30 to 30, move Desk/1, touch -, resolved, queue 0 wait 0 work 0 after -",
		}},
		{"events know better than the ticket", stint.Ticket{CreatedAt: at(0), Team: "Desk", ResolvedAt: at(30)}, []stint.Event{event(40, "", stint.Resolved)},
			[]string{"Desk/1 0 to 40, intake, touch -, resolved, queue 40 wait 0 work 0 after -"}},
		{"a resolution before the creation is none", stint.Ticket{CreatedAt: at(20), Team: "Desk", ResolvedAt: at(10)}, nil,
			[]string{"Desk/1 20 to -, intake, touch -, open, queue - wait - work - after -"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.events {
				c.events[i].Seq = int64(i)
			}
			slices.Reverse(c.events) // they may come in any order
			var got []string
			for _, s := range stint.Fold(c.ticket, c.events, desk) {
				got = append(got, line(s))
			}
			if diff := cmp.Diff(strings.Join(c.want, "\n"), strings.Join(got, "\n")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// Who touches a ticket: the holder alone, and neither a rule nor the customer who sent it.
func TestFirstTouch(t *testing.T) {
	for _, c := range []struct {
		name  string
		event stint.Event
		want  bool
	}{
		{"the holder", stint.Event{ActorTeam: "Desk"}, true},
		{"an agent of the holder", stint.Event{ByAgent: true, AgentTeam: "Desk"}, true},
		{"the team of the event, where nothing else is known", stint.Event{Team: "Desk"}, true},
		{"the acting team goes before the agent's", stint.Event{ActorTeam: "Network", AgentTeam: "Desk"}, false},
		{"another team", stint.Event{ActorTeam: "Network"}, false},
		{"nobody known", stint.Event{}, false},
		{"a rule", stint.Event{ActorTeam: "Desk", BySystem: true}, false},
		{"the customer's own message", stint.Event{Created: true, Team: "Desk"}, false},
		{"an agent who takes the call", stint.Event{Created: true, ByAgent: true, AgentTeam: "Desk"}, true},
		{"whoever hands it over", stint.Event{ActorTeam: "Desk", Team: "Network"}, true},
	} {
		c.event.At = at(10)
		first := stint.Fold(stint.Ticket{CreatedAt: at(0), Team: "Desk"}, []stint.Event{c.event}, desk)[0]
		if got := first.FirstTouch != nil; got != c.want {
			t.Errorf("%s: touched %v, want %v", c.name, got, c.want)
		}
	}
}

func TestDone(t *testing.T) {
	for state, want := range map[string]bool{
		"": false, stint.New: false, stint.Working: false, stint.Waiting: false,
		stint.Resolved: true, stint.Closed: true, stint.Merged: true, stint.Spam: true,
	} {
		if got := stint.Done(state); got != want {
			t.Errorf("%q: got %v, want %v", state, got, want)
		}
	}
}

// Whatever happens: stints follow one another, their parts add up, and only the last one can be open.
func TestLawsOfStints(t *testing.T) {
	teams := []string{"", "", "Desk", "Phone", "Network", "Lab", "Odd"}
	states := []string{"", "", stint.New, stint.Working, stint.Waiting, stint.Resolved, stint.Closed, stint.Merged, stint.Spam}
	rapid.Check(t, func(t *rapid.T) {
		ticket := stint.Ticket{CreatedAt: at(0), Team: rapid.SampledFrom(teams).Draw(t, "intake")}
		var events []stint.Event
		for i := range rapid.IntRange(0, 12).Draw(t, "events") {
			e := event(rapid.IntRange(0, 20).Draw(t, "minutes"), rapid.SampledFrom(teams).Draw(t, "team"), rapid.SampledFrom(states).Draw(t, "state"))
			e.Seq, e.ActorTeam, e.BySystem = int64(i), rapid.SampledFrom(teams).Draw(t, "actor"), rapid.Bool().Draw(t, "system")
			events = append(events, e)
		}
		given := slices.Clone(events)
		all := stint.Fold(ticket, events, desk)
		if diff := cmp.Diff(given, events); diff != "" {
			t.Fatalf("the events were changed:\n%s", diff)
		}
		if len(all) == 0 || all[0].EnteredBy != stint.ByIntake || !all[0].EnteredAt.Equal(ticket.CreatedAt) {
			t.Fatalf("the first stint does not begin with the ticket: %+v", all)
		}
		for i, s := range all {
			checkStint(t, s, i == len(all)-1)
			if i > 0 && s.EnteredAt.Before(*all[i-1].LeftAt) {
				t.Fatalf("%s begins before %s ends", line(s), line(all[i-1]))
			}
		}
	})
}

func checkStint(t *rapid.T, s stint.Stint, last bool) {
	open := s.LeftAt == nil
	switch {
	case open && !last:
		t.Fatalf("open, but not the last: %s", line(s))
	case open != (s.Outcome == stint.OutOpen), open != (s.Queue == nil), open != (s.Wait == nil), open != (s.Work == nil):
		t.Fatalf("an end without its figures, or figures without an end: %s", line(s))
	case open:
		return
	case *s.Queue < 0 || *s.Wait < 0 || *s.Work < 0 || *s.Queue+*s.Wait+*s.Work != int64(s.LeftAt.Sub(s.EnteredAt)/time.Second):
		t.Fatalf("the parts do not add up: %s", line(s))
	case s.FirstTouch != nil && (s.FirstTouch.Before(s.EnteredAt) || s.FirstTouch.After(*s.LeftAt)):
		t.Fatalf("touched outside: %s", line(s))
	}
}
