package listing_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiermix/model/level"
	"tiermix/model/level/listing"
)

func on(tier int) *int { return &tier }

// desk has a hostile name, a team of too few moves, and one whose label is not what it does.
func desk() level.Desk {
	return level.Desk{
		Moves: []level.Move{
			{From: "Desk", To: "Net", Moves: 300}, {From: "Net", To: "Desk", Moves: 30}, {From: "Line", To: "Net", Moves: 200}, {From: "Line", To: "Sec\tret\n", Moves: 90},
			{From: "Desk", To: "Dev", Moves: 80}, {From: "Net", To: "Tiny", Moves: 2},
		},
		Teams: []level.Held{
			{Team: "Desk", Tickets: 500, Entered: 490, Tier: on(1)}, {Team: "Line", Tickets: 400, Entered: 400, Tier: on(1)},
			{Team: "Net", Tickets: 520, Tier: on(2)}, {Team: "Dev", Tickets: 80, Tier: on(2)}, {Team: "Sec\tret\n", Tickets: 90, Tier: on(1)},
			{Team: "Tiny", Tickets: 2, Tier: on(2)},
		},
	}
}

func TestTable(t *testing.T) {
	l, err := level.Infer(desk())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := listing.Table(&out, l, level.Compare(l, 1)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"702 moves between teams; trophic incoherence 0.",
		"compared: 5 teams; left out: 1 with fewer than 20 moves, 0 in smaller groups, 0 without a tier",
		"tier 2+ stands above tier 1 (AUC)  2 and 3",
		"\nSec ret   ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestTableWithoutMoves(t *testing.T) {
	l, err := level.Infer(level.Desk{Teams: []level.Held{{Team: "Desk", Tickets: 5, Tier: on(1)}}})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := listing.Table(&out, l, level.Compare(l, 1)); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); strings.Contains(text, "NaN") || !strings.HasPrefix(text, "no ticket was moved between two teams") || !strings.Contains(text, "cannot be told") {
		t.Errorf("got\n%s", text)
	}
	var raw strings.Builder
	if err := listing.JSON(&raw, l, level.Compare(l, 1)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(raw.String(), `"incoherence": null`) {
		t.Errorf("got %s", raw.String())
	}
}

func TestJSON(t *testing.T) {
	l, err := level.Infer(desk())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := listing.JSON(&out, l, level.Compare(l, 1)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Moves    int `json:"moves"`
		Compared int `json:"compared"`
		Spearman struct{ Value, Low, High *float64 }
		Hidden   []struct {
			Team string `json:"team"`
			Acts int    `json:"acts_like"`
			In   int    `json:"moves_in"`
		}
		Teams []struct {
			Team  string `json:"team"`
			Sure  bool   `json:"enough_moves"`
			Level *float64
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Moves != 702 || got.Compared != 5 || got.Spearman.Value == nil || len(got.Teams) != 6 || len(got.Hidden) != 1 || got.Hidden[0].Team != "Sec\tret\n" || got.Hidden[0].In != 90 {
		t.Errorf("got %+v", got)
	}
}

func TestRosterJSON(t *testing.T) {
	r, err := level.Suggest(desk(), 2)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := listing.RosterJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Teams []struct {
			Team string
			Tier *int
			By   string
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	tiers := map[string]*int{}
	for _, line := range got.Teams {
		tiers[line.Team] = line.Tier
	}
	want := map[string]*int{"Desk": on(1), "Line": on(1), "Net": on(2), "Dev": on(2), "Sec\tret\n": on(2), "Tiny": nil}
	if diff := cmp.Diff(want, tiers); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
