package ingest_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tiermix/ingest"
	"tiermix/ingest/store"
	"tiermix/ingest/tier"
	"tiermix/model/flow"
	"tiermix/model/kpi"
	"tiermix/sample-data/desk"
)

// importFolder brings the records of a folder into a desk in memory.
func importFolder(t *testing.T, folder string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), "", store.Create)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, err := ingest.Import(context.Background(), s, ingest.Request{Paths: []string{folder}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// The ways of the nine tickets whose README tells them; H8 is spam and takes none.
func TestFlowByHand(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	got, err := tier.Flow(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	want := []flow.Link{
		{From: "back:2", To: "solved:2", Tickets: 1}, // H5
		{From: "channel:email", To: "tier:1", Tickets: 5},
		{From: "channel:email", To: "tier:2", Tickets: 1},
		{From: "channel:phone", To: "tier:1", Tickets: 1},
		{From: "channel:social", To: "tier:1", Tickets: 1},
		{From: "tier:1", To: "open:1", Tickets: 1},   // H7
		{From: "tier:1", To: "solved:1", Tickets: 4}, // H1 H2 H6 H9
		{From: "tier:1", To: "tier:2", Tickets: 2},   // H3 H4
		{From: "tier:2", To: "solved:2", Tickets: 2}, // H3 H4
		{From: "tier:2", To: "tier:3", Tickets: 1},   // H5
		{From: "tier:3", To: "back:2", Tickets: 1},   // H5
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flow (-want +got):\n%s", diff)
	}
}

func TestExchangesByHand(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	got, err := tier.Exchanges(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	one, two, three := 1, 2, 3
	want := []flow.Exchange{
		{FromTeam: "Service Desk", ToTeam: "Network", FromTier: &one, ToTier: &two, Moves: 3, PingPong: 1}, // H3, H4 twice
		{FromTeam: "Entwicklung", ToTeam: "Network", FromTier: &three, ToTier: &two, Moves: 1, PingPong: 1},
		{FromTeam: "Network", ToTeam: "Entwicklung", FromTier: &two, ToTier: &three, Moves: 1},
		{FromTeam: "Network", ToTeam: "Service Desk", FromTier: &two, ToTier: &one, Moves: 1, PingPong: 1},
		{FromTeam: "Service Desk", ToTeam: "Hotline", FromTier: &one, ToTier: &one, Moves: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("exchanges (-want +got):\n%s", diff)
	}
}

func TestHoldingByHand(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	one, two := 1, 2
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		at    string
		where []kpi.Filter
		want  []flow.Held
	}{
		// H3 waits at Network since 10:30, created 10:00; H4 at the Service Desk since 11:00, looked at 11:10.
		{"2025-03-03 11:15", nil, []flow.Held{
			{Team: "Service Desk", Tier: &one, Tickets: 1, MedianAge: 900, OldestAge: 900, OldestID: "H4", MedianHeld: 900},
			{Team: "Network", Tier: &two, Tickets: 1, Untouched: 1, MedianAge: 4500, OldestAge: 4500, OldestID: "H3", MedianHeld: 2700},
		}},
		{"2025-03-03 11:15", []kpi.Filter{{Dim: "tier", Values: []string{"1"}}}, []flow.Held{
			{Team: "Service Desk", Tier: &one, Tickets: 1, MedianAge: 900, OldestAge: 900, OldestID: "H4", MedianHeld: 900},
		}},
		// A ticket is held from the instant it comes and no longer at the instant it is resolved.
		{"2025-03-04 09:00", []kpi.Filter{{Dim: "team", Values: []string{"Hotline"}}}, []flow.Held{
			{Team: "Hotline", Tier: &one, Tickets: 1, Untouched: 0, OldestID: "H2"},
		}},
		{"2025-03-04 09:10", []kpi.Filter{{Dim: "team", Values: []string{"Hotline"}}}, nil},
		{"2024-01-01 00:00", nil, nil},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, berlin)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tier.Holding(context.Background(), s.DB(), at.UTC(), c.where)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].OverTarget = 0 // the targets are not told in the README
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("holding at %s where %v (-want +got):\n%s", c.at, c.where, diff)
		}
	}
}

// Whatever flows into a stage flows out of it, and every ticket ends once.
func TestFlowKeepsEveryTicket(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "sample")
	truth, err := desk.Write(folder, desk.Options{Tickets: 800, Seed: 5}, false)
	if err != nil {
		t.Fatal(err)
	}
	s := importFolder(t, folder)
	links, err := tier.Flow(context.Background(), s.DB(), kpi.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	balance, ended := map[string]int{}, 0
	for _, l := range links {
		balance[l.From] -= l.Tickets
		balance[l.To] += l.Tickets
		if strings.HasPrefix(l.To, "solved:") || strings.HasPrefix(l.To, "open:") {
			ended += l.Tickets
		}
	}
	for stage, n := range balance {
		inner := strings.HasPrefix(stage, "tier:") || strings.HasPrefix(stage, "back:")
		if inner && n != 0 {
			t.Errorf("%s: %d more tickets came than went", stage, n)
		}
	}
	if want := truth.Tickets - truth.TicketsMerged - truth.TicketsSpam; ended != want {
		t.Errorf("%d tickets ended, want %d", ended, want)
	}
}

// One ticket's path, as its README tells it.
func TestTicketByHand(t *testing.T) {
	s := importFolder(t, "../sample-data/by-hand")
	track, err := tier.Ticket(context.Background(), s.DB(), "H9")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, stint := range track.Stints {
		got = append(got, stint.EnteredAt.Format("02 15:04")+" "+stint.EnteredBy+" "+stint.Team+" "+stint.LeftAt.Format("02 15:04")+" "+stint.Outcome)
	}
	want := []string{"07 09:00 intake Service Desk 07 09:15 resolved", "17 09:01 reopen Service Desk 17 09:30 resolved"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("H9 (-want +got):\n%s", diff)
	}
	if _, err := tier.Ticket(context.Background(), s.DB(), "H99"); err == nil {
		t.Error("H99: got a path, want an error")
	}
}
