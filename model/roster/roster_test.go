package roster_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tiermix/model/roster"
)

func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err) // a date of a test
	}
	return t
}

func TestPlacements(t *testing.T) {
	always := func(team string, tier int) roster.Placement {
		return roster.Placement{Team: team, Tier: tier, From: roster.Beginning, To: roster.End}
	}
	for _, c := range []struct {
		name   string
		roster roster.Roster
		teams  []string
		want   []roster.Placement
	}{
		{"nobody", nil, []string{"Desk"}, nil},
		{"no teams", roster.Roster{{Team: "Desk", Tier: 1}}, nil, nil},
		{"by name", roster.Roster{{Team: "Desk", Tier: 1}}, []string{"Desk", "desk", "Desk 2", ""}, []roster.Placement{always("Desk", 1)}},
		{"by whole name", roster.Roster{{Pattern: "Net|Lab.", Tier: 2}}, []string{"Net", "Network", "Lab", "Labs", "a Net"},
			[]roster.Placement{always("Net", 2), always("Labs", 2)}},
		{"first match wins", roster.Roster{{Team: "Desk", Tier: 1}, {Pattern: ".*", Tier: 2}, {Team: "Lab", Tier: 3}}, []string{"Lab", "Desk"},
			[]roster.Placement{always("Lab", 2), always("Desk", 1)}},
		{"in the order of time", roster.Roster{{Team: "Lab", Tier: 3, From: day("2024-06-01"), To: day("2024-07-01")}, {Pattern: "L.*", Tier: 2}}, []string{"Lab"},
			[]roster.Placement{
				{"Lab", 2, roster.Beginning, day("2024-06-01")}, {"Lab", 3, day("2024-06-01"), day("2024-07-01")}, {"Lab", 2, day("2024-07-01"), roster.End},
			}},
		{"an earlier entry covers a later one", roster.Roster{{Team: "Lab", Tier: 2, From: day("2024-01-01")}, {Team: "Lab", Tier: 3, From: day("2024-06-01")}}, []string{"Lab"},
			[]roster.Placement{{"Lab", 2, day("2024-01-01"), roster.End}}},
		{"overlap", roster.Roster{{Team: "Lab", Tier: 2, From: day("2024-03-01"), To: day("2024-05-01")}, {Team: "Lab", Tier: 3, From: day("2024-04-01"), To: day("2024-06-01")}}, []string{"Lab"},
			[]roster.Placement{{"Lab", 2, day("2024-03-01"), day("2024-05-01")}, {"Lab", 3, day("2024-05-01"), day("2024-06-01")}}},
		{"a gap", roster.Roster{{Team: "Lab", Tier: 2, To: day("2024-03-01")}, {Team: "Lab", Tier: 2, From: day("2024-04-01")}}, []string{"Lab"},
			[]roster.Placement{{"Lab", 2, roster.Beginning, day("2024-03-01")}, {"Lab", 2, day("2024-04-01"), roster.End}}},
		{"what touches becomes one", roster.Roster{{Team: "Lab", Tier: 2, To: day("2024-03-01")}, {Pattern: "Lab", Tier: 2, From: day("2024-03-01")}}, []string{"Lab"},
			[]roster.Placement{always("Lab", 2)}},
		{"beyond all times", roster.Roster{{Team: "Lab", Tier: 2, From: day("2300-01-01")}, {Team: "Lab", Tier: 3, To: day("1850-01-01")}}, []string{"Lab"}, nil},
		{"cut to all times", roster.Roster{{Team: "Lab", Tier: 2, From: day("1850-01-01"), To: day("2300-01-01")}}, []string{"Lab"}, []roster.Placement{always("Lab", 2)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if faults := c.roster.Check(); faults != nil {
				t.Fatal(faults)
			}
			got, err := c.roster.Placements(c.teams)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if _, err := (roster.Roster{{Pattern: "(", Tier: 1}}).Placements([]string{"Desk"}); err == nil {
		t.Error("a pattern that is none: got no error")
	}
}

func TestTierAt(t *testing.T) {
	all := []roster.Placement{{"Lab", 2, day("2024-03-01"), day("2024-05-01")}, {"Lab", 0, day("2024-05-01"), day("2024-06-01")}}
	for _, c := range []struct {
		team string
		at   time.Time
		tier int
		ok   bool
	}{
		{"Lab", day("2024-03-01").Add(-time.Nanosecond), 0, false},
		{"Lab", day("2024-03-01"), 2, true},
		{"Lab", day("2024-05-01").Add(-time.Nanosecond), 2, true},
		{"Lab", day("2024-05-01"), 0, true}, // tier 0 is a tier
		{"Lab", day("2024-06-01"), 0, false},
		{"Desk", day("2024-04-01"), 0, false},
	} {
		if tier, ok := roster.TierAt(all, c.team, c.at); tier != c.tier || ok != c.ok {
			t.Errorf("%s at %s: got %d, %v, want %d, %v", c.team, c.at, tier, ok, c.tier, c.ok)
		}
	}
}

func TestCheckTellsEveryFault(t *testing.T) {
	all := roster.Roster{
		{Tier: 1},
		{Team: "Desk", Pattern: "D.*", Tier: 1},
		{Team: "Desk", Tier: 0},
		{Team: "Desk", Tier: 10},
		{Team: "Desk", Tier: -1},
		{Team: "Desk", Tier: 1, From: day("2024-05-01"), To: day("2024-05-01")},
		{Team: "Desk", Tier: 9, From: day("2024-05-01"), To: day("2024-05-02")},
		{Pattern: "a(", Tier: 1},
	}
	var got []string
	for _, fault := range all.Check() {
		got = append(got, fault.Error())
	}
	want := "team entry 1: neither name nor pattern is given; one of them is needed\n" +
		"team entry 2: both name \"Desk\" and pattern \"D.*\" are given; keep one\n" +
		"team entry 4: tier 10 is outside 0 to 9\n" +
		"team entry 5: tier -1 is outside 0 to 9\n" +
		"team entry 6: from 2024-05-01 is not before to 2024-05-01\n" +
		"team entry 8: pattern \"a(\" is no regular expression: error parsing regexp: missing closing ): `^(?:a()$`"
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// At every instant the placements say what the first valid entry says, and no two of a team overlap.
func TestPlacementsAgreeWithTheEntries(t *testing.T) {
	teams := []string{"A", "B", "AB"}
	rapid.Check(t, func(t *rapid.T) {
		var all roster.Roster
		for range rapid.IntRange(0, 6).Draw(t, "entries") {
			e := roster.Entry{Tier: rapid.IntRange(0, 3).Draw(t, "tier"), From: anyDay(t, 0, 10), To: anyDay(t, 11, 20)}
			if e.Team = rapid.SampledFrom([]string{"A", "B", ""}).Draw(t, "team"); e.Team == "" {
				e.Pattern = "A.*"
			}
			all = append(all, e)
		}
		placements, err := all.Placements(teams)
		if err != nil {
			t.Fatal(err)
		}
		for _, team := range teams {
			for hours := -12; hours < 24*24; hours += 12 {
				at := day("2024-01-01").Add(time.Duration(hours) * time.Hour)
				wantTier, wantOK := first(all, team, at)
				if tier, ok := roster.TierAt(placements, team, at); tier != wantTier || ok != wantOK {
					t.Fatalf("%s at %s: got %d, %v, want %d, %v", team, at, tier, ok, wantTier, wantOK)
				}
			}
		}
		for i, p := range placements {
			if !p.From.Before(p.To) || i > 0 && placements[i-1].Team == p.Team && placements[i-1].To.After(p.From) {
				t.Fatalf("placements overlap or end before they begin: %v", placements)
			}
		}
	})
}

// anyDay is a day of January 2024, or none.
func anyDay(t *rapid.T, from, to int) time.Time {
	if rapid.IntRange(0, 2).Draw(t, "open end") == 0 {
		return time.Time{}
	}
	return day("2024-01-01").AddDate(0, 0, rapid.IntRange(from, to).Draw(t, "day"))
}

// first tries the entries from the top.
func first(all roster.Roster, team string, at time.Time) (tier int, ok bool) {
	for _, e := range all {
		matches := e.Team == team || e.Pattern != "" && strings.HasPrefix(team, "A")
		if matches && (e.From.IsZero() || !at.Before(e.From)) && (e.To.IsZero() || at.Before(e.To)) {
			return e.Tier, true
		}
	}
	return 0, false
}
